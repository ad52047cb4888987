"""What starts this very installation, typed into this terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from engine.installation import NAME


def call() -> tuple[str, str]:
    """What to type for Hotwash, and why it is not the name alone; empty where it is."""
    found = shutil.which(NAME)
    own = Path(sysconfig.get_path("scripts"), f"{NAME}.exe" if sys.platform == "win32" else NAME)
    if found and _is_ours(Path(found), own):
        return NAME, ""
    by_python = _line(sys.executable or "python3", "-m", NAME)
    if found:
        return by_python, f"`{NAME}` alone is another installation, {found}"
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").is_file():
        return by_python, f"`{NAME}` alone is a command once `pipx ensurepath` has run, in a new terminal"
    if (prefix / "uv-receipt.toml").is_file():
        return by_python, f"`{NAME}` alone is a command once `uv tool update-shell` has run, in a new terminal"
    activate = own.parent / "activate"
    if own.exists() and activate.exists():
        line = _line(str(activate)) if sys.platform == "win32" else f". {_line(str(activate))}"
        return by_python, f"`{NAME}` alone is a command after `{line}`"
    return by_python, f"`{NAME}` alone is no command here"


def _is_ours(found: Path, own: Path) -> bool:
    """Whether what a terminal finds is our program, or a link or a copy of it, as pipx and uv make them."""
    try:
        return found.resolve() == own.resolve() or (sys.platform == "win32" and found.read_bytes() == own.read_bytes())
    except OSError:
        return False


def _line(*words: str) -> str:
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
