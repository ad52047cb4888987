"""Put a debrief into a file. What people wrote themselves is looked through first: a file leaves the program."""

from __future__ import annotations

from pathlib import Path

from engine.errors import ExportError
from engine.identifying import scan
from exporters.account import Account

MARKDOWN = (".md", ".markdown")


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


def save(account: Account, path: Path, *, force: bool = False) -> Path:
    """Write a debrief: Markdown where the name ends in `.md`, plain text otherwise.

    Raises:
        ExportError: there is such a file already and `force` is off, or it cannot be written.
    """
    from exporters.artifact import Artifact
    from exporters.writer import write

    return write([Artifact.of(path.name, _render(account, path))], path.parent, force=force)[0]


def _render(account: Account, path: Path) -> str:
    if path.suffix.lower() in MARKDOWN:
        from exporters import debrief_markdown

        return debrief_markdown.render(account)
    from exporters import debrief_text

    return debrief_text.render(account)
