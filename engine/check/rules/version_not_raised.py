"""A scenario plays differently than its version did when it was recorded.

Whoever has played version 3 compares with others who have, debriefs with papers printed of it, and may trust its reviews. So
a version keeps its behavior, and a change raises `version`. `hotwash check --record` keeps a digest of what each scenario does
in `versions.json` of the pack: the texts, choices, marks, odds, cards and endings that plays meet, whatever the parts are
called. Where that file is, a changed digest under an unchanged version is reported, so is a recorded scenario that is gone, and
a version that is not recorded is noted. What no play shows (title, summary, minutes, reviews, claims, ids) may change freely. So
may the words that an agency says otherwise on its sheet (`hotwash localize`), but not its marks: whoever is graded by another
policy is told so.

Mend: raise `version`, and record it. To take a version back that nobody has played, remove it from `versions.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from engine.check import behavior, versions
from engine.check.record_names import gone
from engine.check.subject import Rule, ValuedSubject
from engine.errors import PackError
from engine.pack.diagnostics import Finding, Place, Severity
from engine.pack.folder import Pack, shown_path
from engine.pack.local.localizing import Localization
from engine.states.program import Program

RULE = Rule("HW314", "version-not-raised", Severity.WARNING, ValuedSubject)
_RECORD = "run `hotwash check --record`"


def check(subject: ValuedSubject) -> Iterator[Finding]:
    """The scenario against the record of its pack."""
    try:
        record = versions.read(subject.pack)
    except PackError:  # told once for the pack, by `findings`
        return
    if record is None:
        return
    version = subject.scenario.version
    known = record.of(subject.scenario.id)
    if record.method > behavior.METHOD:
        yield _note(subject, f"{versions.FILE} was recorded by a later version of Hotwash", "check with that one")
    elif record.method != behavior.METHOD:
        yield _note(subject, f"{versions.FILE} was recorded in another way", f"{_RECORD} to record it anew")
    elif version in known:
        yield from _compared(subject, known[version])
    elif any(other > version for other in known):
        yield subject.finding(RULE, f"version {version} is below {max(known)}, which is recorded", ("version",),
                              mend=f"write {max(known) + 1}, or take the later ones out of {versions.FILE}")  # fmt: skip
    else:
        yield _note(subject, f"version {version} is not recorded", _RECORD)


def findings(pack: Pack) -> Iterator[Finding]:
    """What is wrong with the record of a pack: it cannot be used, or speaks of scenarios that are gone."""
    shown = shown_path(pack.folder / versions.FILE)
    try:
        versions.read(pack)
        raw = pack.beside(versions.FILE) or b""
    except PackError as error:
        message, _, mend = str(error).removeprefix(f"{pack.folder / versions.FILE}: ").partition("; ")
        yield Finding(RULE.code, Severity.ERROR, message, Place(shown, 1, 1), mend=mend)
        return
    lines = raw.decode(errors="replace").splitlines()
    for name in gone(raw, {path.stem for path in pack.scenario_paths}):
        key = json.dumps(name)
        line, column = next(((n, text.index(key)) for n, text in enumerate(lines, 1) if key in text), (1, 0))
        message = f"no scenario of this pack is called `{name}`: what is recorded of it is never compared"
        mend = f"give the scenario its name back, or take `{name}` out of {versions.FILE}"
        place = Place(shown, line, column + 1, len(key))
        yield Finding(RULE.code, RULE.severity, message, place, ("scenarios", name), mend)


def _compared(subject: ValuedSubject, recorded: versions.Entry) -> Iterator[Finding]:
    local = subject.file.local
    # In words of its own an agency plays the same exercise. By marks of its own it is graded otherwise than others are.
    scenario = subject.scenario if local is None else local.published_marked
    if behavior.content(scenario) == recorded.content:
        return
    version = subject.scenario.version
    found = behavior.digest(subject.program if local is None else Program(scenario))
    if found is None:
        yield _note(subject, f"more than {behavior.MOST:,} states: whether version {version} still does what it did is not known",
                    "let fewer facts be remembered at once")  # fmt: skip
    elif found != recorded.behavior and local is not None and local.words.marks:
        yield from _by_policy(subject, local)
    elif found != recorded.behavior:
        yield subject.finding(RULE, f"it does not do what version {version} did when it was recorded", ("version",),
                              mend=f"write `version: {version + 1}`, then {_RECORD}")  # fmt: skip


def _by_policy(subject: ValuedSubject, local: Localization) -> Iterator[Finding]:
    for each in local.words.marks:
        path = ("scenes", each.scene, "decision", "choices", each.choice, "marks")
        version = subject.scenario.version
        yield subject.finding(
            RULE, f"{each.cited} this choice is graded otherwise than version {version} was when it was recorded", path,
            mend="compare scores with those of plays by the same policy alone",
        )  # fmt: skip


def _note(subject: ValuedSubject, message: str, mend: str) -> Finding:
    return subject.finding(RULE, message, ("version",), mend=mend, severity=Severity.INFO)
