"""What lies in a pack's folder, looks like one of its files or its sheets, and is not read: by its name, or by its place."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from engine.pack.contents import REPORTS, VERSIONS
from engine.pack.diagnostics import nearest
from engine.pack.files import is_clutter
from engine.pack.local.sheet_places import ALL, FOLDER, SUFFIX

MOST = 20_000
"""Names that are looked at in all."""
_BEGINNING = 65_536
"""Bytes of a file in which the key `hotwash` is looked for."""
_ENDS = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
"""Ends of names, in small letters, that stand for YAML; Windows' editors add `.txt` and do not show it."""
_OTHERS = frozenset({"node_modules", "__pycache__", "site-packages"})
"""Folders of tools, which hold no work of an author."""


class Unread(NamedTuple):
    """Something that nobody reads."""

    path: Path
    why: str
    mend: str
    ours: bool = False
    """Whether it says by itself that it is a file of a pack."""


def unread(folder: Path, read: Collection[Path]) -> Iterator[Unread]:
    """Everything in a pack's folder, and below it, that looks like a file of a pack and is none of `read`; by name.

    Hidden files and folders, and what editors leave behind, are left out.
    """
    looked = 0
    for place, folders, files in os.walk(folder):
        here = Path(place)
        looked += len(folders) + len(files)
        if looked > MOST:
            yield Unread(here, f"there are more than {MOST:,} files below the pack, and what lies from here on is not looked at",
                         "give the pack a folder of its own")  # fmt: skip
            return
        if here != folder and "pack.yaml" in files:
            yield Unread(here, "this folder is a pack of its own, which is not checked along with the one around it",
                         f"check it by itself: `hotwash check {here}`")  # fmt: skip
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _OTHERS)
        for name in sorted(files):
            if here == folder and name == REPORTS:
                yield Unread(here / name, f"reports lie in a folder `{REPORTS}/`, and this is none: nothing in it is read",
                             "put the folder in its place, or take it out")  # fmt: skip
            elif name.lower().endswith(_ENDS) and not name.startswith((".", "~", "#")) and here / name not in read:
                yield unread_file(folder, here / name)
            elif here == folder and _nearly_the_record(here / name):
                yield Unread(here / name, f"this file is not read: the record of versions is called `{VERSIONS}`",
                             f"call it `{VERSIONS}`, or take it out")  # fmt: skip
            elif here == folder / FOLDER and name.lower().endswith(SUFFIX) and not is_clutter(name):
                yield from _stray_sheet(here / name, {path.stem for path in read if path.parent == folder})


def _nearly_the_record(path: Path) -> bool:
    """Whether it is called as the record of versions is but for capitals, or for an end that an editor has added."""
    if path.name == VERSIONS or path.name.lower() not in {VERSIONS, f"{VERSIONS}.txt"}:
        return False
    record = path.with_name(VERSIONS)
    # Where capitals make no difference, one file has both names.
    return not (record.exists() and record.samefile(path))


def _stray_sheet(path: Path, scenarios: set[str]) -> Iterator[Unread]:
    """A sheet of local words for a scenario that the pack does not have."""
    name = path.name.removesuffix(SUFFIX)
    if name not in {*scenarios, ALL}:
        meant = nearest(path.name.lower().split(".")[0], scenarios)
        yield Unread(path, f"no scenario of this pack is called `{name}`, so nobody reads this sheet of local words",
                     f"did you mean `{meant}{SUFFIX}`?" if meant else "call it as its scenario, or take it out")  # fmt: skip


def named_alike(folder: Path) -> Iterator[Path]:
    """Every file in a folder, and below it, that is named as those of a pack are or nearly so; with packs of their own."""
    looked = 0
    for place, folders, files in os.walk(folder):
        looked += len(folders) + len(files)
        if looked > MOST:
            return
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _OTHERS]
        yield from (
            Path(place) / name
            for name in files
            if name.lower().endswith(_ENDS) or name == REPORTS or name.lower().startswith(VERSIONS)
        )


def unread_file(folder: Path, path: Path) -> Unread:
    """Why a file in a pack's folder is not read, and how it would be."""
    place = path.parent.relative_to(folder)
    stem = path.name[: -len(next(end for end in sorted(_ENDS, key=len, reverse=True) if path.name.lower().endswith(end)))]
    right = f"{stem}.yaml"
    ours = _is_ours(path)
    if place in (Path(), Path("reports")):
        return Unread(path, "this file is not read: the names of files of a pack end in `.yaml`", f"call it `{right}`", ours)
    where = "this file is not read: a pack's files lie in its own folder, its reports in `reports/`"
    return Unread(path, where, f"move it to `{folder / right}`, or a report to `{folder / 'reports' / right}`", ours)


def _is_ours(path: Path) -> bool:
    """Whether a file begins as those of a pack do, with the key `hotwash`."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return says_so(stream.read(_BEGINNING))
    except OSError:
        return False


def says_so(raw: bytes) -> bool:
    """Whether a file that begins like this says by itself that it is one of a pack."""
    return re.search(rb"^hotwash[ \t]*:", raw[:_BEGINNING], re.MULTILINE) is not None
