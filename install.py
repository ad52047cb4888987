#!/usr/bin/env python3
"""Install Hotwash from this folder into an environment of its own, `.venv` in this folder.

    python3 install.py                      on Windows: py install.py
    python3 install.py --no-index --find-links wheels

What is written behind it goes to pip. Any Python 3 can read this file, so that one that is too old is told in words.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = 20
"""Minor version of Python up to which a newer one is looked for."""
HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.join(HERE, ".venv")
WINDOWS = sys.platform == "win32"
PROGRAMS = os.path.join(HOME, "Scripts" if WINDOWS else "bin")
PYTHON = os.path.join(PROGRAMS, "python.exe" if WINDOWS else "python")
WHAT = ".[map,pdf]"


def main(words):
    """Install; answers the exit code."""
    if sys.version_info < OLDEST:
        newer = newer_python() if sys.version_info >= (3, 3) else None
        if newer is None:
            return refuse(too_old())
        return subprocess.call([newer, os.path.abspath(__file__)] + words)
    missing = missing_modules()
    if missing:
        return refuse(cannot_make_environments(missing))
    if not make_environment():
        return refuse("The environment {} could not be made: see above.".format(HOME))
    say("Installing Hotwash in {} ...".format(HOME))
    if subprocess.call([PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"] + words + [WHAT], cwd=HERE):
        return refuse("Hotwash could not be installed: see above. Without a network: docs/install.md, `Without a network`.")
    say(next_lines())
    return 0


def make_environment():
    """Make the environment, where there is none that works; answers whether there is one."""
    usable = is_new_enough(PYTHON)
    if usable and is_new_enough(PYTHON, "import pip; "):
        return True
    return not subprocess.call([sys.executable, "-m", "venv"] + ([] if usable else ["--clear"]) + [HOME])


def is_new_enough(python, first=""):
    """Whether a Python runs, also what is to be run first, and is new enough."""
    test = "{}import sys; sys.exit(sys.version_info < {})".format(first, OLDEST)
    try:
        return not subprocess.call([python, "-c", test], stderr=subprocess.DEVNULL)
    except OSError:
        return False


def newer_python():
    """A Python on the path that is new enough, the newest first; None where there is none."""
    found = [shutil.which("python3.{}".format(minor)) for minor in range(NEWEST, OLDEST[1] - 1, -1)]
    return next((python for python in found if python and is_new_enough(python)), None)


def missing_modules():
    """Modules of Python that make environments, and that this one was given without."""
    missing = []
    for name in ("venv", "ensurepip"):
        try:
            __import__(name)
        except ImportError:
            missing.append(name)
    return missing


def too_old():
    """What to do about a Python that is too old."""
    return (
        "Hotwash needs Python {}.{} or newer. This is {}.{}.{} ({}), and no newer one is on the path.\n"
        "Get one (from python.org, from your system's packages, or `uv python install`), then run this again with it,\n"
        "for example: python3.13 install.py"
    ).format(*(OLDEST + tuple(sys.version_info[:3]) + (sys.executable,)))


def cannot_make_environments(missing):
    """What to do about a Python without what makes environments."""
    return (
        "This Python ({0}) cannot make environments: it has no {1}.\n"
        "On Debian and Ubuntu: sudo apt install python{2}.{3}-venv\n"
        "Or, where there are pipx or uv: pipx install '{4}'   uv tool install '{4}'"
    ).format(sys.executable, " and no ".join(missing), sys.version_info[0], sys.version_info[1], WHAT)


def next_lines():
    """What to type now."""
    if WINDOWS:
        activate, line = os.path.join(PROGRAMS, "activate"), os.path.join(PROGRAMS, "hotwash")
    else:
        activate, line = ". " + quoted(os.path.join(PROGRAMS, "activate")), quoted(os.path.join(PROGRAMS, "hotwash"))
    return "Hotwash is installed. In each new terminal, this makes `hotwash` a command:\n  {}\nor type it whole:\n  {}".format(
        activate, line
    )


def quoted(path):
    """A path as a shell takes it."""
    return "'{}'".format(path.replace("'", "'\\''")) if set(path) - set(SAFE) else path


SAFE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+=-"


def say(text):
    """Say it before what other programs say."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def refuse(why):
    """Say why not; answers the exit code."""
    sys.stderr.write("install.py: " + why + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
