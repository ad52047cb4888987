"""Whether this terminal can show screens at all."""

from __future__ import annotations

import os
import sys

SMALLEST = (40, 12)
"""Columns and lines below which a screen cannot be read."""


def why_dumb() -> str:
    """Why screens cannot be shown here, as half a sentence; empty where they can."""
    kind = os.environ.get("TERM", "")
    if sys.platform != "win32" and kind in {"", "dumb", "unknown"}:
        return f"TERM is `{kind}`" if kind else "TERM is not set"
    try:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return ""
    # Some links do not know their size and say 0.
    if (columns and columns < SMALLEST[0]) or (lines and lines < SMALLEST[1]):
        return f"the window has {columns}x{lines} characters, and a screen needs {SMALLEST[0]}x{SMALLEST[1]}"
    return ""
