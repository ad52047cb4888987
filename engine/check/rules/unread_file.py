"""A file in the pack's folder that looks like one of the pack's, and is not read.

Its name ends in `.yml` or `.YAML`, or it lies in a folder inside the pack. A check that passes says nothing about it, and nobody
can play it: where the file says `hotwash: 1`, that is an error. A pack that lies inside another one is named, too,
and `reports` where it is no folder; and in `local/` a sheet of local words whose name is that of no scenario.

Mend: end its name in `.yaml`, and put it into the pack's own folder, or a report into `reports/`. What is none of the pack's
belongs elsewhere; or leave the code out with `ignore: [HW022]` under `check:` in `pack.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Place, Severity
from engine.pack.folder import Pack, shown_path
from engine.pack.unread import unread

RULE = Rule("HW022", "unread-file", Severity.WARNING, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """Nothing here: the checker asks once for each pack, by `findings`."""
    del subject
    return iter(())


def findings(pack: Pack) -> Iterator[Finding]:
    """A finding for each such file of a pack."""
    for path, why, mend, ours in unread(pack.folder, set(pack.paths)):
        severity = Severity.ERROR if ours else RULE.severity
        yield Finding(RULE.code, severity, why, Place(shown_path(path), 1, 1), mend=mend)
