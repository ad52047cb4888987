"""A file in the pack's folder that looks like one of the pack's, and is not read.

Its name ends in `.yml` or `.YAML`, or it lies in a folder inside the pack. A check that passes says nothing about it, and nobody
can play it: where the file says `hotwash: 1`, that is an error. A pack that lies inside another one is named, too,
and `reports` where it is no folder; and in `local/` a sheet of local words whose name is that of no scenario.

Mend: end its name in `.yaml`, and put it into the pack's own folder, or a report into `reports/`. What is none of the pack's
belongs elsewhere; or leave the code out with `ignore: [HW022]` under `check:` in `pack.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.check.subject import FileSubject, Rule
from engine.errors import UnusableFile
from engine.pack.contents import REPORTS
from engine.pack.diagnostics import Finding, Place, Severity
from engine.pack.files import SUFFIX
from engine.pack.folder import Pack, shown_path
from engine.pack.unread import Unread, says_so, unread, unread_file

RULE = Rule("HW022", "unread-file", Severity.WARNING, FileSubject)
_HELD_BY = {"HW102": "lessons.yaml", "HW107": "factors.yaml", "HW116": "sources.yaml"}
"""Code of a finding -> the catalogue in which the name that it misses would stand."""
_ENDS = (".yml", ".YAML", ".YML", ".yaml.txt", ".yml.txt")


def check(subject: FileSubject) -> Iterator[Finding]:
    """Nothing here: the checker asks once for each pack, by `findings`."""
    del subject
    return iter(())


def findings(pack: Pack) -> Iterator[Finding]:
    """A finding for each such file of a pack."""
    yield from map(_finding, unread(pack.folder, set(pack.paths)))


def in_place_of(pack: Pack, judged: Iterable[Finding], report: str | None) -> Iterator[Finding]:
    """What was found, with the file that is not read told in place of what follows from it.

    Args:
        pack: the pack of the file that was judged.
        judged: findings in it.
        report: the report that it retells.
    """
    held = _HELD_BY | ({"HW105": f"{REPORTS}/{report}{SUFFIX}"} if report else {})
    for finding in judged:
        path = _nearly(pack, held[finding.code]) if finding.code in held else None
        # Its key is pointed at: what follows from it is not told, so that nothing may hide it.
        yield _finding(unread_file(pack.folder, path))._replace(path=("hotwash",)) if path else finding


def _finding(file: Unread) -> Finding:
    severity = Severity.ERROR if file.ours else RULE.severity
    return Finding(RULE.code, severity, file.why, Place(shown_path(file.path), 1, 1), mend=file.mend)


def _nearly(pack: Pack, name: str) -> Path | None:
    """The file that says it is one of a pack's, and would be this one if its name ended as it should."""
    if pack.has(pack.folder / name):
        return None
    for end in _ENDS:
        other = name.removesuffix(SUFFIX) + end
        try:
            raw = pack.beside(other)
        except UnusableFile:
            continue
        if raw is not None and says_so(raw):
            return pack.folder / other
    return None
