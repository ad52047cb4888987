"""This installation of Hotwash: how it came here, and the line that brings packages to it.

Hotwash is on no package index, so that a line names the packages themselves and the installer that can put them where this
program runs.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

NAME = "hotwash"
HERE = Path(__file__).resolve().parents[1]
"""The folder that holds our packages."""
_PIPX = "pipx_metadata.json"
_UV = "uv-receipt.toml"
"""What pipx and `uv tool` leave in an environment of theirs."""
_PLAIN = re.compile(r"[\w./:\\+=~-]+", re.ASCII)
"""A word that a shell of Windows takes as it stands."""


def line_for(extra: str, *, upgrade: bool = False) -> str:
    """The line that brings the packages of an extra of Hotwash; with `upgrade` their newest, where they are there."""
    return _bringing(requirements(extra), upgrade=upgrade)


def line_for_package(name: str) -> str:
    """The line that brings a package that Hotwash cannot do without."""
    return _bringing(tuple(each for each in requirements() if package(each) == name) or (name,))


def requirements(extra: str = "") -> tuple[str, ...]:
    """What Hotwash asks for, or one of its extras: a package with its bounds, such as `typst>=0.14.3`."""
    return tuple(_requirements(extra))


def package(requirement: str) -> str:
    """The package of a requirement, without bounds and extras."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def described() -> str:
    """Which installation this is: what it was made from, and by what it is kept."""
    distribution = _distribution()
    kept = _keeper()
    if distribution is None or not _holds(distribution):
        return f"no installation: run from the folder {HERE}, with the packages of {kept}"
    return f"{kept}, from {_source(distribution)}"


# What is asked for


def _requirements(extra: str) -> Iterator[str]:
    declared = _declared()
    if declared:
        yield from declared["optional-dependencies"].get(extra, ()) if extra else declared["dependencies"]
        return
    distribution = _distribution()
    for each in (distribution and distribution.requires) or ():
        requirement, _, marker = each.partition(";")
        mark = re.search(r"extra\s*==\s*['\"]([\w.-]+)['\"]", marker)
        if (mark[1] if mark else "") == extra:
            yield requirement.strip().replace(" ", "")


def _declared() -> dict[str, Any]:
    """What a copy of our repository says of itself; empty where this is none. What was installed may know less than the copy."""
    try:
        project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    except (OSError, ValueError, KeyError):
        return {}
    return dict(project) if project.get("name") == NAME else {}


# How it came here


def _distribution() -> metadata.Distribution | None:
    try:
        return metadata.distribution(NAME)
    except metadata.PackageNotFoundError:
        return None


def _direct_url(distribution: metadata.Distribution) -> dict[str, Any]:
    """From where it was installed, where that was no index and no folder of wheels; else empty (direct URL origin of PyPA)."""
    try:
        data = json.loads(distribution.read_text("direct_url.json") or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _holds(distribution: metadata.Distribution) -> bool:
    """Whether the code that runs is this distribution's."""
    if Path(str(distribution.locate_file(""))).resolve() == HERE:
        return True
    data = _direct_url(distribution)
    return bool(data.get("dir_info", {}).get("editable")) and _path(str(data.get("url"))) == HERE


def _path(url: str) -> Path | None:
    """The path of a `file:` URL."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        return None
    return Path(url2pathname(f"//{parts.netloc}{parts.path}" if parts.netloc else parts.path)).resolve()


def _source(distribution: metadata.Distribution) -> str:
    data = _direct_url(distribution)
    url = str(data.get("url", ""))
    path = _path(url)
    if not url:
        return "a folder of wheels or an index"
    if path is None:
        return _without_password(url)
    if data.get("dir_info", {}).get("editable"):
        return f"the folder {path}, as it stands there"
    kind = "folder" if "dir_info" in data else "file"
    return f"the {kind} {path}{'' if path.exists() else ', which is gone'}"


def _without_password(url: str) -> str:
    return re.sub(r"//[^/@]*@", "//", unquote(url))


def _keeper() -> str:
    prefix = Path(sys.prefix)
    if (prefix / _PIPX).is_file():
        return f"pipx ({prefix})"
    if (prefix / _UV).is_file():
        return f"uv tool ({prefix})"
    if _embedded():
        return f"the embeddable Python in {prefix}"
    if sys.prefix != sys.base_prefix:
        return f"the environment {prefix}"
    return f"the Python of this computer, without an environment of its own ({prefix})"


# The line


def _bringing(packages: tuple[str, ...], *, upgrade: bool = False) -> str:
    prefix = Path(sys.prefix)
    if (prefix / _PIPX).is_file():
        newest = ("--force", "--pip-args=--upgrade") if upgrade else ()
        everybody = ("--global",) if prefix.is_relative_to(os.environ.get("PIPX_GLOBAL_HOME", "/opt/pipx")) else ()
        return _line("pipx", "inject", *everybody, *newest, prefix.name, *packages)
    tool = _uv_tool(prefix / _UV)
    if tool:
        # What is put into the environment by other ways is taken out by the next `uv tool upgrade`.
        others = [word for each in packages for word in ("--with", each)]
        return _line("uv", "tool", "install", *(("--upgrade",) if upgrade else ()), *others, *tool)
    return _pip(packages, ("--upgrade",) if upgrade else ())


def _uv_tool(receipt: Path) -> tuple[str, ...]:
    """What `uv tool install` was asked for, as its words; empty where that is no longer there."""
    try:
        tool = tomllib.loads(receipt.read_text(encoding="utf-8"))["tool"]
        (own,) = [each for each in tool["requirements"] if each["name"] == NAME]
        others = [each["name"] + each.get("specifier", "") for each in tool["requirements"] if each is not own]
        links = tool.get("options", {}).get("find-links", [])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    extras = f"[{','.join(own['extras'])}]" if own.get("extras") else ""
    before = [word for each in others for word in ("--with", each)] + [word for each in links for word in ("--find-links", each)]
    folder = own.get("editable") or own.get("directory") or own.get("path")
    if folder:
        return (*before, *(("--editable",) if own.get("editable") else ()), f"{folder}{extras}") if Path(folder).exists() else ()
    if own.get("git"):
        repository, _, revision = own["git"].partition("?")
        _, _, commit = revision.partition("=")
        return (*before, f"{NAME}{extras} @ git+{repository}{'@' * bool(commit)}{commit}")
    if own.get("url"):
        return (*before, f"{NAME}{extras} @ {own['url']}")
    return (*before, f"{NAME}{extras}") if links else ()


def _pip(packages: tuple[str, ...], options: tuple[str, ...]) -> str:
    if find_spec("pip") is not None:
        return _line(_python(), "-m", "pip", "install", *_unmanaged(), *options, *packages)
    if shutil.which("uv"):
        return _line("uv", "pip", "install", "--python", sys.executable, *options, *packages)
    other = "py" if sys.platform == "win32" else "python3"
    if _embedded():
        version = ("--python-version", "{}.{}".format(*sys.version_info), "--only-binary=:all:")
        return _line(other, "-m", "pip", "install", *options, *version, "--target", str(HERE), *packages)
    return _line(other, "-m", "pip", "--python", sys.executable, "install", *options, *packages)


def _python() -> str:
    """What starts this Python: the word alone where its environment is active."""
    found = shutil.which("python")
    return "python" if found and Path(found).parent == Path(sys.executable).parent else sys.executable or "python3"


def _unmanaged() -> tuple[str, ...]:
    """What pip wants to hear where a distribution manages this Python: whoever put Hotwash there said it already (PEP 668)."""
    managed = sys.prefix == sys.base_prefix and Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED").is_file()
    return ("--break-system-packages",) if managed else ()


def _embedded() -> bool:
    """Whether this is Python's embeddable package for Windows, which has no pip."""
    return any(Path(sys.executable).parent.glob("python*._pth"))


def _line(*words: str) -> str:
    if sys.platform == "win32":
        return " ".join(word if _PLAIN.fullmatch(word) else f'"{word}"' for word in words)
    return shlex.join(words)
