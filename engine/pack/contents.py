"""What lies in the folder of a pack, by name alone: nothing is read here."""

from __future__ import annotations

from pathlib import Path

from engine.errors import UnusableFile
from engine.pack.files import digest, fingerprint, listing, there

CATALOGUES = ("pack.yaml", "lessons.yaml", "factors.yaml", "sources.yaml")
REPORTS = "reports"
"""The folder of the reports, inside the pack's."""
VERSIONS = "versions.json"
"""The record of what each version of its scenarios did; written by the program."""


def catalogue_paths(folder: Path) -> list[Path]:
    """The catalogues that a pack has, `pack.yaml` first."""
    return [path for name in CATALOGUES if there(path := folder / name)]


def report_paths(folder: Path) -> list[Path]:
    """Report files, sorted by name; the folder of the reports itself where it may not be listed."""
    try:
        return listing(folder / REPORTS)
    except UnusableFile:
        return [folder / REPORTS]


def scenario_paths(folder: Path) -> list[Path]:
    """Scenario files, sorted by name.

    Raises:
        UnusableFile: the folder may not be listed.
    """
    return [path for path in listing(folder) if path.name not in CATALOGUES]


def pack_paths(folder: Path) -> list[Path]:
    """Every file of a pack, in the order in which they are checked.

    Raises:
        UnusableFile: the folder may not be listed.
    """
    return catalogue_paths(folder) + report_paths(folder) + scenario_paths(folder)


def home_of(path: Path) -> Path:
    """The folder of the pack that the file `path` belongs to: its folder, or for a report the folder above."""
    folder = path.parent
    if path.absolute().parent.name != REPORTS:
        return folder
    return folder.parent if folder.name else folder / ".."


def own_name(path: Path) -> Path:
    """The path by which a file is told from others, however it was named; a link is not followed."""
    return path.parent.resolve() / path.name


def answer(question: str) -> str:
    """What the disk says at this moment.

    Args:
        question: `file PATH` asks for the fingerprint of a file, `there PATH` whether something has that name, `scenarios
            FOLDER` and `reports FOLDER` for that of a listing.

    Raises:
        UnusableFile: the folder may not be listed.
    """
    kind, _, path = question.partition(" ")
    match kind:
        case "file":
            return fingerprint(Path(path))
        case "there":
            return presence(there(Path(path)))
        case "scenarios":
            return name_list(scenario_paths(Path(path)))
        case "reports":
            return name_list(report_paths(Path(path)))
    return ""


def presence(found: bool) -> str:
    """Whether something is there, in a word."""
    return "there" if found else "not there"


def name_list(paths: list[Path]) -> str:
    """The fingerprint of a listing."""
    return digest("\0".join(path.name for path in paths).encode("utf-8", "surrogateescape"))
