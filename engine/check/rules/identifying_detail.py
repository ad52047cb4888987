"""A text may hold a detail from which a person, a place or an event could be recognized.

A report is shared only because nobody can be found through it. Near-miss systems therefore write roles for names, the type
of a place for its name, a season for a date and a band for a number, and mark a cut with [brackets] (NASA ASRS; LEO Near
Miss). A scenario that retells a report carries on what the report gives away.

The rule goes by patterns and word lists, in capitals and in small letters as well, with accents or without. A finding is a
prompt for a person to look, never proof, and where nothing is found, a colleague or a search engine may still know the event
by what was odd about it. The lists are English: in a pack with another `language` the rule is silent, and HW507 says so.

In a report that is called publishable it is an error, which no setting and no option hides: take it out, or say in a
comment where it stands why it may stay.

Reports, and scenes that retell beats, are searched for every kind of detail. Invented scenes are not searched for dates,
clock times, measures and people of whom there is only one, which say nothing there of anybody. Long quotations count in
reports alone: in a scenario they are dialogue. So does a single word that can only be a name, such as `Tessmer`: whoever
acts in a scenario is invented.

What an agency writes on its own sheet (`hotwash localize`) is for its own people, and is meant to name its units, its streets
and its numbers: there people, dates and the like are found alone.

`identifying` in `pack.yaml` adds `units`, `places` and `people` of the pack's own, and with `allow` takes words out that
identify nobody.

Bad:

    you: An officer who rides with Sergeant Varnholt.

Good:

    you: An officer who rides with a sergeant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.check.subject import FileSubject, Rule
from engine.pack import prose
from engine.pack.diagnostics import Finding, Severity
from engine.pack.folder import model_for
from engine.pack.report import Report
from engine.pack.scenario import Scenario

RULE = Rule("HW501", "identifying-detail", Severity.WARNING, FileSubject, protects=True)
_NOT_IN_SCENARIOS = frozenset({"quote"})
_NOT_INVENTED = frozenset({"quote", "date", "time", "measure", "unique"})
"""What says nothing of anybody where nothing of it happened."""
_NOT_IN_OWN_WORDS = frozenset({"unit", "place", "contact"})
"""What an agency names on purpose, where it says a scenario in its own words."""
_WHAT = {
    "contact": "a way to reach somebody", "identifier": "a number or code of something", "date": "a date",
    "time": "a clock time", "measure": "an exact measure", "unit": "a unit or a badge", "place": "the name of a place",
    "make": "a make or a caliber", "name": "somebody's name", "unique": "somebody who is the only one of a sort",
    "sensitive": "a sensitive characteristic",
    "quote": "somebody's own words",
}  # fmt: skip


def check(subject: FileSubject) -> Iterator[Finding]:
    """Every text of a report or a scenario, also of one with errors as far as it can be read."""
    kind = model_for(subject.file.path)
    if kind not in {Report, Scenario} or not isinstance(subject.file.doc.data, dict) or not subject.pack.info.is_english:
        return
    from engine.language.identifying import PROMPT, scan, vocabulary  # noqa: PLC0415  # catalogues need none of it

    report = kind is Report
    shared = report and _status(subject.file.doc.data) == "publishable"
    words = vocabulary(subject.pack.info)
    for text, left_out in _texts(subject):
        for match in scan(text.text, words):
            if match.kind not in left_out and (report or not match.alone):
                found = " ".join(text.text[match.start : match.end].split())
                yield subject.finding(RULE, f"`{found}` may be {_WHAT[match.kind]}", text.path, mend=f"{match.mend}; {PROMPT}",
                                      severity=Severity.ERROR if shared else None,
                                      place=subject.stretch(text, match.start, match.end))  # fmt: skip


def _texts(subject: FileSubject) -> Iterator[tuple[prose.Prose, frozenset[str]]]:
    """(a text, the kinds of detail that say nothing of anybody in it)."""
    match subject.file.model:
        case Report() as report:
            for text in prose.of_report(report):
                yield text, frozenset()
        case Scenario() as scenario:
            for text in prose.of_scenario(scenario):
                known = bool(scenario.scenes[text.scene].beats) if text.scene else scenario.report is not None
                own = _NOT_IN_OWN_WORDS if subject.is_local(text.path) else frozenset()
                yield text, (_NOT_IN_SCENARIOS if known else _NOT_INVENTED) | own
        case _:
            data = subject.file.doc.data
            kind = model_for(subject.file.path)
            for text in prose.of_data(data, kind):
                scenes = data.get("scenes")
                scene = scenes.get(text.path[1]) if text.path[0] == "scenes" and isinstance(scenes, dict) else None
                known = bool(scene.get("beats")) if isinstance(scene, dict) else data.get("report") is not None
                invented = _NOT_IN_SCENARIOS if known else _NOT_INVENTED
                yield text, frozenset() if kind is Report else invented


def _status(data: dict[str, Any]) -> Any:
    review = data.get("review")
    return review.get("status") if isinstance(review, dict) else None
