"""A text that is harder to read than the pack allows.

Scenes are read aloud to a room, or in a hurry; whoever is still busy with the sentence does not decide yet. The limit is
`limits: {reading_grade: 9}` in `pack.yaml`.

The grade is that of Kincaid and others (1975): 0.39 times the words of a sentence, plus 11.8 times the syllables of a word,
less 15.59, in years of school in the United States. It knows nothing of meaning: a short sentence can be dark, and a long
name counts as hard. Take it as a sign to read the text aloud. Judged are a scene's `text` with all of its `also` together, and
the choices of a decision together, each where there are at least 60 words; in fewer the grade jumps with every word.

The formula was made for English: in a pack with another `language` the rule is silent, and HW507 says so.

Mend: make two sentences of one, and take the short word for the long one.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.language import reading_grade
from engine.pack.diagnostics import Finding, Path, Severity
from engine.pack.scenario import Scenario

RULE = Rule("HW407", "reading-grade", Severity.WARNING, ScenarioSubject)
ENOUGH = 60
"""Words below which no grade is given."""


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every scene, and the choices of every decision."""
    scenario = subject.scenario
    if not subject.pack.info.is_english:
        return
    limit = subject.pack.info.limits.reading_grade
    for path, what, texts in _texts(scenario):
        if sum(text.count(" ") for text in texts) < ENOUGH // 2:
            continue
        counts = reading_grade.count(texts)
        if counts.words >= ENOUGH and counts.grade > limit:
            yield subject.finding(
                RULE, f"{what} read at grade {counts.grade:.1f}, and the pack's limit is {float(limit):g}: "
                f"{counts.words / counts.sentences:.0f} words a sentence, {counts.syllables / counts.words:.1f} syllables a word",
                path, key=True, mend="make two sentences of one, and take short words for long ones")  # fmt: skip


def _texts(scenario: Scenario) -> Iterator[tuple[Path, str, list[str]]]:
    """(path, what it is, its pieces) of everything that is judged together."""
    for name, scene in scenario.scenes.items():
        yield ("scenes", name), f"the paragraphs of `{name}`", [scene.text, *(p.text for p in scene.also)]
        if scene.decision:
            path = ("scenes", name, "decision", "choices")
            yield path, f"the choices of `{name}`", [c.text for c in scene.decision.choices.values()]
