"""A claim speaks of a paragraph that does not exist.

`scene.n` is the n-th paragraph of a scene's `also`, counted from 1.

Bad:

    facts: {lights: false}
    scenes:
      calm:
        also:
          - {when: lights, text: It is bright.}
      door:
        decision:
          choices:
            wait: {set: {lights: true}}
    claims:
      - {shows: calm.2, after: door.wait}

Good:

    facts: {lights: false}
    scenes:
      calm:
        also:
          - {when: lights, text: It is bright.}
      door:
        decision:
          choices:
            wait: {set: {lights: true}}
    claims:
      - {shows: calm.1, after: door.wait}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import Rule, ScenarioSubject
from engine.pack.diagnostics import Finding, Severity, did_you_mean

RULE = Rule("HW118", "unknown-paragraph", Severity.ERROR, ScenarioSubject)


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every claim's `shows`."""
    scenario = subject.scenario
    known = {f"{name}.{number}" for name, scene in scenario.scenes.items() for number in range(1, len(scene.also) + 1)}
    for number, claim in enumerate(scenario.claims):
        if claim.shows is not None and claim.shows not in known:
            name = claim.shows.rsplit(".", 1)[0]
            # What is named elsewhere as a scene and is none is told by HW101.
            if name in subject.missing_scenes:
                continue
            there = name in scenario.scenes
            has = f": `{name}` has {len(scenario.scenes[name].also)} in its `also`" if there else f": there is no scene `{name}`"
            yield subject.finding(RULE, f"there is no paragraph `{claim.shows}`{has}", ("claims", number, "shows"),
                                  related=((("scenes", name), "the scene"),) if there else (),
                                  mend=did_you_mean(claim.shows, known))  # fmt: skip
