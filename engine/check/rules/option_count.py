"""A decision with fewer than two choices, or with more than six.

One choice decides nothing. More than six are more than a room can compare: people read the first ones and the last
(three good ones are mostly enough: Haladyna, Downing and Rodriguez 2002, guideline 18; Rodriguez 2005, Three options are
optimal for multiple-choice items). Counted are all choices of the decision, also those with a `when`.

Bad:

    scenes:
      door:
        decision:
          choices:
            creep: {text: Creep in by the side., marks: [-wait-for-backup], why: Nobody sees you., next: calm}
            shout: {text: Shout back at them., marks: [~wait-for-backup], why: They know you are there., next: calm}
            leave: {text: Drive on to the next call., marks: [-wait-for-backup], why: Nobody helps them., next: calm}
            knock: {text: Knock and stand aside., marks: [~wait-for-backup], why: You stay outside., next: calm}
            climb: {text: Climb in at a window., marks: [-wait-for-backup], why: You are alone in there., next: calm}

Good:

    scenes:
      door:
        decision:
          choices:
            knock: {text: Knock and stand aside., marks: [~wait-for-backup], why: You stay outside., next: calm}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW405", "option-count", Severity.WARNING, ScenarioSubject)
FEWEST, MOST = 2, 6


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every decision."""
    scenario = subject.scenario
    for path, scene, decision in references.decisions(scenario):
        number = len(decision.choices)
        if number < FEWEST:
            yield subject.finding(RULE, f"`{scene}` has one choice, which decides nothing", (*path, "choices"), key=True,
                                  mend="give it another one, or let the scene go on by `next`")  # fmt: skip
        elif number > MOST:
            yield subject.finding(RULE, f"`{scene}` has {number} choices; a room can compare six at most", (*path, "choices"),
                                  key=True, mend="leave out the weakest, or part it into two decisions")  # fmt: skip
