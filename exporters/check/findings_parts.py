"""What several formats of findings share: how a file is named, and the whole message as text."""

from __future__ import annotations

import os
import re
from pathlib import Path

from engine.pack.diagnostics import Finding

_UNSAFE = re.compile(
    "[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # no character of XML 1.0, or C1
    "|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # turns the direction of what follows
)


def clean(text: str) -> str:
    """Text without control characters, bidirectional controls and lone surrogates; tab and newline stay."""
    return _UNSAFE.sub("", text)


def absolute(file: str) -> Path:
    """From the top, without `..`; links are not followed, so that the file keeps its name."""
    return Path(os.path.abspath(file))  # noqa: PTH100


def below(file: str, root: Path) -> str | None:
    """The file's name from `root`, with forward slashes; None where it lies elsewhere."""
    for resolve in (os.path.abspath, os.path.realpath):
        try:
            return Path(resolve(file)).relative_to(resolve(root)).as_posix()
        except ValueError:
            continue
    return None


def full_message(finding: Finding) -> str:
    """The message, the mend and the play, a paragraph each."""
    parts = [finding.message]
    if finding.mend:
        parts.append(f"Mend: {finding.mend}")
    if finding.play:
        steps = [f"{number}. {step}" for number, step in enumerate(finding.play, 1)]
        parts.append("\n".join(["A shortest play that gets there:", *steps]))
    return "\n\n".join(parts)
