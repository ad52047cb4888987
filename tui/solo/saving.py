"""Put a debrief into a file. What people wrote themselves is looked through first: a file leaves the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ExportError
from engine.language.identifying import scan

if TYPE_CHECKING:
    from exporters.play.account import Account
    from sessions.session import Session

SHEETS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf"}
"""Ending of a name -> the format of the debrief sheet. Everything else becomes plain text."""
FORMATS = "Markdown if it ends in .md, a web page in .html, Word in .docx, PDF in .pdf, otherwise plain text."


def suggestion(scenario: str) -> str:
    """A file's name for the debrief of a scenario, by its id."""
    return f"{scenario}-debrief.md"


def identifying(account: Account) -> list[tuple[str, str]]:
    """(what stands there, what to write instead) of everything in the player's own words that might identify somebody."""
    found = [(text[m.start : m.end], f"{m.kind}: {m.mend}") for text in account.own_words for m in scan(text)]
    return list(dict.fromkeys(found))


def place(name: str) -> Path:
    """The file that a name stands for; without an ending it becomes text.

    Raises:
        ExportError: it is no name of a file.
    """
    try:
        path = Path(name.strip()).expanduser()
    except RuntimeError as error:
        raise ExportError(f"`{name}`: {error}") from error
    if not name.strip() or not path.name or "\0" in name:
        raise ExportError(f"`{name}` is no name of a file")
    return path.absolute() if path.suffix else path.with_suffix(".txt").absolute()


def save(session: Session, path: Path, *, force: bool = False) -> Path:
    """Write the debrief of a play, in the format that the name asks for.

    Raises:
        ExportError: there is such a file already and `force` is off, or it cannot be made or written.
    """
    from exporters.content.artifact import Artifact
    from exporters.writer import write

    return write([Artifact(path.name, _content(session, path.suffix.lower()), personal=True)], path.parent, force=force)[0]


def _content(session: Session, ending: str) -> bytes:
    if ending not in SHEETS:
        from exporters.play import debrief_text

        return debrief_text.render(session.record.account, past=session.record.past).encode()
    from exporters.content.paper import local_paper
    from exporters.registry import exports, make

    (sheet,) = make(exports()["debrief-sheet"], session.record, SHEETS[ending], paper=local_paper())
    return sheet.content
