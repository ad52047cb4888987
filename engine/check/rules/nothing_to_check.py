"""A pack without a scenario and without a report.

There is nothing in it to be proved, so a check that passes says nothing. Mostly the scenarios lie elsewhere, or their names do
not end in `.yaml`.

Mend: put a scenario beside `pack.yaml`, or check the folder in which they lie.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Place, Severity
from engine.pack.folder import Pack, shown_path

RULE = Rule("HW024", "nothing-to-check", Severity.WARNING, FileSubject)


def check(subject: FileSubject) -> Iterator[Finding]:
    """Nothing here: the checker asks once for each pack, by `findings`."""
    del subject
    return iter(())


def findings(pack: Pack) -> Iterator[Finding]:
    """The finding, where a pack has no scenario and no report."""
    if not pack.scenario_paths and not pack.report_paths:
        place = Place(shown_path(pack.paths[0]), 1, 1)
        yield Finding(RULE.code, RULE.severity, "there is no scenario and no report in this pack", place,
                      mend="put one beside this file, in a file whose name ends in `.yaml`")  # fmt: skip
