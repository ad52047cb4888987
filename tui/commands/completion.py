"""`hotwash completion`: the completion script of a shell, and the answers to what the script asks.

A script hands over the line up to the cursor, and gets a line for each candidate: its kind (`plain`, `file` or `dir`), the
candidate, and what is said of it, with tabs between them. For `file` and `dir` the shell looks for itself.
"""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

from engine.errors import ExitCode
from tui.commands.streams import say
from tui.glyphs import to_ascii

LINE = "_HOTWASH_LINE"
"""Environment variable: the line up to the cursor."""
SCRIPTS = {"bash": "hotwash.bash", "zsh": "hotwash.zsh", "fish": "hotwash.fish", "powershell": "hotwash.ps1"}
"""Shell -> the file of its script."""
_CURSOR = "\ue000"
"""Stands at the end of the line while it is cut into words, so that a word that is not begun is a word too."""


def run(shell: str) -> ExitCode:
    """Print it."""
    say((Path(__file__).parent / "shells" / SCRIPTS[shell]).read_bytes(), nl=False)
    return ExitCode.OK


class _LineComplete(ShellComplete):
    """Completion in a shell whose script hands over the line."""

    escape: ClassVar[str] = "\\"
    """What makes the next character an ordinary one."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words after the program's name, and the one that is begun."""
        words = _words(os.environ.get(LINE, "") + _CURSOR, self.escape)
        while len(words) > 1 and "=" in words[0]:  # an assignment before the command
            del words[0]
        *before, last = words
        return before[1:], last.removesuffix(_CURSOR)

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What may stand there; nothing where it cannot be told: a shell that completes is no place for an error."""
        with suppress(Exception):
            return super().get_completions(args, incomplete)
        return []

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """A line of the answer."""
        about = to_ascii(" ".join((item.help or "").split()))
        return f"{item.type}\t{item.value}\t{about}"


class BashCompletion(_LineComplete):
    """In Bash."""

    name = "bash"


class ZshCompletion(_LineComplete):
    """In Zsh."""

    name = "zsh"


class FishCompletion(_LineComplete):
    """In fish."""

    name = "fish"


class PowerShellCompletion(_LineComplete):
    """In PowerShell, where a backslash is an ordinary character."""

    name = "powershell"
    escape = "`"


def _words(line: str, escape: str) -> list[str]:
    """The words of a line, as a shell cuts it; the last may lack its closing quotation mark."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters, lexer.escape = True, "", escape
    words: list[str] = []
    try:
        words += lexer
    except ValueError:
        words.append(lexer.token)
    return words or [""]


for _shell in (BashCompletion, ZshCompletion, FishCompletion, PowerShellCompletion):
    add_completion_class(_shell)
