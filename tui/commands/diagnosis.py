"""What a help desk would ask, asked of this computer. Nothing here may fail: what goes wrong is an answer, too."""

from __future__ import annotations

import locale
import os
import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from engine.errors import HotwashError
from engine.installation import described, line_for, line_for_package, package, requirements
from engine.pack.diagnostics import did_you_mean
from engine.version import VERSION
from tui.commands.naming import call

if TYPE_CHECKING:
    from engine.pack.folder import Pack

SAFE_SQLITE = (3, 51, 3)
"""SQLite before it can lose a write where several programs write to one database and its log is begun anew."""
_EXTRAS = {
    "typst": ("documents as PDF", "pdf"),
    "graphlay": ("decision maps; Graphviz does instead", "map"),
    "resvg_py": ("decision maps as PNG, in slides and in Word", "map"),
    "psycopg": ("keeping plays in PostgreSQL", "postgresql"),
}
"""Package -> what it is for, and the extra of Hotwash that has it. Its module has the same name."""
_VARIABLES = ("HOTWASH_ASCII", "HOTWASH_CACHE", "HOTWASH_DB", "HOTWASH_LOCAL")
"""Variables of the environment that Hotwash reads."""
_HERE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Check:
    """One question and its answer."""

    group: str
    name: str
    state: Literal["ok", "note", "fault"]
    """`note`: worth knowing, and nothing is wrong."""
    text: str


_Answers = Iterator[tuple[str, Literal["ok", "note", "fault"], str]]


def examine(folders: Sequence[Path], db: str | None) -> list[Check]:
    """Every question, in the order in which it is read.

    Args:
        folders: packs besides the built-in one.
        db: where plays are kept, or None for the usual place.
    """
    groups: dict[str, Callable[[], _Answers]] = {
        "Versions": _versions,
        "Computer": _computer,
        "Environment": _environment,
        "Terminal": _terminal,
        "Plays": lambda: _plays(db),
        "Cache": _cache,
        "Packs": lambda: _packs(folders),
        "Besides": _besides,
    }
    return [check for group, ask in groups.items() for check in _asked(group, ask)]


def _asked(group: str, ask: Callable[[], _Answers]) -> Iterator[Check]:
    try:
        for name, state, text in ask():
            yield Check(group, name, state, " ".join(text.split()))
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, the other questions are asked all the same
        yield Check(group, "this question", "fault", f"could not be answered: {type(error).__name__}: {error}")


def _versions() -> _Answers:
    yield "Hotwash", "ok", f"{VERSION}, in {_HERE}"
    yield "installation", "ok", described()
    typed, why = call()
    yield "to type", "note" if why else "ok", f"`{typed}`{f': {why}' if why else ''}"
    yield "Python", "ok", f"{platform.python_version()} ({sys.executable})"
    yield from _own_engine()
    for requirement in requirements():
        name = package(requirement)
        version, short = _version(name), f"and Hotwash needs {requirement}: {line_for_package(name)}"
        if not version:
            yield name, "fault", f"missing, {short}"
        else:
            old = _too_old(version, requirement)
            yield name, "fault" if old else "ok", f"{version}, {short}" if old else version
    found = tuple(map(int, sqlite3.sqlite_version.split(".")))
    if found < SAFE_SQLITE:
        safe = ".".join(map(str, SAFE_SQLITE))
        why = f"before {safe} a rare fault can lose a write where several programs write one database; Hotwash has one writer"
        yield "SQLite", "note", f"{sqlite3.sqlite_version}; {why}"
    else:
        yield "SQLite", "ok", sqlite3.sqlite_version


def _version(name: str) -> str:
    """The version of a package; empty where it is not there."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _too_old(version: str, requirement: str) -> bool:
    """Whether a version lies below the lowest that is asked for."""
    lowest = re.search(r">=\s*([\d.]+)", requirement)
    return lowest is not None and _numbers(version) < _numbers(lowest[1])


def _numbers(version: str) -> tuple[int, ...]:
    beginning = re.match(r"[\d.]*", version)
    numbers = [int(part) for part in (beginning[0] if beginning else "").split(".") if part]
    return tuple(numbers + [0] * (4 - len(numbers)))


def _own_engine() -> _Answers:
    """Whether what is imported as `engine` is ours."""
    spec = find_spec("engine")
    found = Path(spec.origin).resolve().parent if spec and spec.origin else None
    if found != _HERE / "engine":
        yield "package `engine`", "fault", f"another one is in the way: {found}; install Hotwash in an environment of its own"
        return
    others = {name for name in metadata.packages_distributions().get("engine", []) if name != "hotwash"}
    if others:
        yield "package `engine`", "note", f"ours; but {', '.join(sorted(others))} brings one as well: better an environment apart"
    else:
        yield "package `engine`", "ok", "ours"


def _computer() -> _Answers:
    yield "system", "ok", f"{platform.platform()} ({platform.machine()})"
    yield "language", "ok", f"{locale.setlocale(locale.LC_CTYPE)}, text as {locale.getencoding()}"
    yield "file names", "ok", sys.getfilesystemencoding()


def _environment() -> _Answers:
    for name in sorted(os.environ):
        if name.startswith("HOTWASH_") and name not in _VARIABLES:
            yield name, "note", f"nothing reads it; {did_you_mean(name, _VARIABLES)}"


def _terminal() -> _Answers:
    from rich.console import Console

    from tui.commands.dumb import why_dumb
    from tui.glyphs import wanted

    environment = os.environ
    ends = [name for name, stream in (("input", sys.stdin), ("output", sys.stdout)) if not stream.isatty()]
    yield "terminal", "note" if ends else "ok", f"no terminal at {' and '.join(ends)}: `--plain` is used" if ends else "yes"
    dumb = why_dumb()
    yield "screens", "note" if dumb else "ok", f"{dumb}: `--plain` is used" if dumb else "can be shown"
    size = shutil.get_terminal_size()
    small = size < (80, 24)
    yield "size", "note" if small else "ok", f"{size.columns}x{size.lines}" + (", made for 80x24 and more" if small else "")
    yield "TERM", "ok", f"{environment.get('TERM', 'not set')}; COLORTERM {environment.get('COLORTERM', 'not set')}"
    colours = "NO_COLOR is set" if environment.get("NO_COLOR") else Console().color_system or "none"
    yield "colours", "ok", colours
    yield "characters", "ok", f"{sys.stdout.encoding}; {'ASCII alone is drawn' if wanted() else 'everything is drawn'}"
    signs = {"SSH": "SSH_CONNECTION", "tmux": "TMUX", "screen": "STY", "Windows Terminal": "WT_SESSION", "VS Code": "VSCODE_PID"}
    found = [name for name, variable in signs.items() if environment.get(variable)]
    yield "reached by", "ok", ", ".join(found) or "a window on this computer"


def _plays(db: str | None) -> _Answers:
    from engine.records import Records, absolute, default_path

    try:
        where = absolute(db or default_path())
    except HotwashError as error:
        yield "database", "fault", str(error)
        return
    if "://" not in where:
        file = Path(where)
        yield from _place("folder", file.parent)
        yield from _drive(file.parent)
        if not file.exists() or not file.stat().st_size:
            yield "database", "ok", f"{file}: not there yet; the first play makes it"
            return
        writable = os.access(file, os.W_OK)
        yield "database", "ok" if writable else "fault", f"{file}, {_size(file)}" + ("" if writable else "; it cannot be written")
    try:
        with Records.open(where, read_only=True) as records:
            rows = records.plays()
            classes = sum(row.mode == "class" for row in rows)
            waiting = sum(not row.over for row in rows)
            if "://" not in where and not _logged(Path(where)):
                why = "its log was refused: power that fails in the middle of a play can cost more than one event"
                yield "log", "note", f"{why}; see `drive`, or it was put there by another program"
            yield "integrity", "ok", f"sound{'' if '://' in where else ' (quick_check)'}, in {records.where}"
            yield "kept", "ok", f"{len(rows)} plays, {classes} of them classes, {waiting} not finished"
    except HotwashError as error:
        yield "integrity", "fault", str(error)


def _place(name: str, folder: Path) -> _Answers:
    """Whether a folder is there and can be written, or could be made."""
    if folder.is_dir():
        fine = os.access(folder, os.W_OK | os.X_OK)
        yield name, "ok" if fine else "fault", f"{folder}" + ("" if fine else " cannot be written: change its permissions")
        return
    above = next((parent for parent in folder.parents if parent.exists()), folder)
    fine = above.is_dir() and os.access(above, os.W_OK | os.X_OK)
    hint = "not there yet; it is made when it is needed" if fine else f"not there, and {above} cannot be written"
    yield name, "ok" if fine else "fault", f"{folder}: {hint}"


def _drive(folder: Path) -> _Answers:
    """Whether plays can be kept on this drive: by locks and a log, which drives of a network often lack."""
    from engine.records.drive import network, refuses_locks, refuses_log

    there = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    kind = network(there)
    lack = ""
    if there == folder and os.access(folder, os.W_OK | os.X_OK):
        lack = "cannot lock files" if refuses_locks(folder) else "cannot keep SQLite's log" if refuses_log(folder) else ""
    what = f"kept by another computer ({kind})" if kind else "of this computer"
    mend = "keep plays on this computer's own disk, by --db FILE or HOTWASH_DB"
    if lack:
        yield "drive", "fault", f"{what}; it {lack}, which keeping plays needs: {mend}"
    elif kind:
        yield "drive", "note", f"{what}; such drives may lose locks, and two programs then write at once: better {mend}"
    else:
        yield "drive", "ok", what


def _logged(file: Path) -> bool:
    """Whether a database is written with a log, by its header (SQLite's file format, section 1.3.3)."""
    with file.open("rb") as opened:
        return opened.read(20)[18:] == b"\x02\x02"


def _size(*files: Path) -> str:
    size = sum(file.stat().st_size for file in files if file.is_file())
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size:,} bytes"


def _cache() -> _Answers:
    from tui.library.places import catalogue_folder

    folder = catalogue_folder().parent
    for name, state, text in _place("folder", folder):
        # Without one everything is read and judged anew: slower, and nothing else.
        yield name, "note" if state == "fault" else state, text
    if folder.is_dir():
        yield "kept", "ok", f"{_size(*folder.rglob('*'))}; may be deleted at any time"


def _packs(folders: Sequence[Path]) -> _Answers:
    from engine.pack.folder import builtin, open_pack

    yield from _pack("built-in", builtin)
    for folder in folders:
        yield from _pack(str(folder), partial(open_pack, folder))


def _pack(name: str, opened: Callable[[], Pack]) -> _Answers:
    from engine.library.catalogue import entries
    from tui.library.packs import poses
    from tui.library.places import catalogue_folder

    try:
        pack = opened()
        exercises = list(entries(pack, catalogue_folder()))
    except HotwashError as error:
        yield name, "fault", str(error)
        return
    torn = [entry for entry in exercises if entry.problem]
    text = f"{len(exercises)} exercises in {pack.folder}"
    if torn:
        what = f"{len(torn)} cannot be read, the first: {torn[0].problem}"
        yield name, "fault", f"{text}; {what}; run `hotwash check {pack.folder}`"
    elif poses(pack):
        yield name, "note", f"{text}; it calls itself `{pack.info.name}`, as the built-in pack does: give it a name of its own"
    else:
        yield name, "ok" if exercises else "note", f"{text}; `hotwash check` says whether they are sound"


def _besides() -> _Answers:
    for name, (use, extra) in _EXTRAS.items():
        version = _version(name) if find_spec(name) else ""
        old = [each for each in requirements(extra) if package(each) == name and version and _too_old(version, each)]
        if not version:
            yield name, "note", f"not installed; needed only for {use}: {line_for(extra)}"
        elif old:
            yield name, "fault", f"{version}, and {old[0]} is needed: {line_for(extra)}"
        else:
            yield name, "ok", f"{version}, for {use}"
    if find_spec("graphlay") is None:
        yield from _program("dot", "decision maps, in the place of graphlay")
    if os.environ.get("SSH_CONNECTION"):
        yield from _program("tmux", "a class and its second window over one connection")


def _program(name: str, use: str) -> _Answers:
    place = shutil.which(name)
    yield name, "ok" if place else "note", f"{place}, for {use}" if place else f"not found; needed only for {use}"
