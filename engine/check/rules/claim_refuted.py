"""A claim that is not true.

`never` is proved over every play, with any injects; `reachable` asks for one play without injects. `reaches` and `shows` speak
of a scene and of a paragraph: of every play, or of none (`plays: no`), with any injects; with `plays: some` of one play without.
The play shown refutes the claim.

Bad:

    claims:
      - {never: [harm], because: Nobody can be hurt here}
      - {reaches: calm, because: It always ends well}

Good:

    claims:
      - {never: [harm], after: door.wait, because: Waiting keeps you out of the dark}
      - {reachable: [harm]}
      - {reaches: calm, after: door.wait, because: Who waits comes to the calm end}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.slices import ClaimedPlays
from engine.check.subject import ProvedSubject, Rule
from engine.pack.diagnostics import Finding, Path, Severity
from engine.pack.scenario import Claim
from engine.states.passing import Arrival

RULE = Rule("HW310", "claim-refuted", Severity.ERROR, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every claim."""
    for number, claim in enumerate(subject.scenario.claims):
        plays = subject.slices.of_claim(claim)
        path = ("claims", number, claim.kind)
        if not plays.graph.complete:
            yield subject.finding(RULE, f"undetermined: more than {subject.slices.max_states:,} states", path, key=True,
                                  mend="let fewer facts be remembered at once, or raise --max-states")  # fmt: skip
        elif claim.kind in {"never", "reachable"}:
            yield from _outcomes(subject, claim, plays, path)
        else:
            yield from _passage(subject, claim, plays, path)


def _outcomes(subject: ProvedSubject, claim: Claim, plays: ClaimedPlays, path: Path) -> Iterator[Finding]:
    """How plays end."""
    reason = _reason(claim)
    met: dict[str, Arrival] = {}
    for arrival in plays.arrivals():
        met.setdefault(arrival.outcome, arrival)
    for outcome in claim.never:
        if outcome in met:
            scene = plays.graph.scene(met[outcome].node)
            yield subject.finding(RULE, f"a play does end in {outcome}, at `{scene}`{reason}", path, key=True,
                                  related=((("scenes", scene, "ending"), "it ends here"),), play=plays.play_to(met[outcome]),
                                  mend="guard the way there, or say less")  # fmt: skip
    for outcome in claim.reachable:
        if outcome not in met:
            yield subject.finding(RULE, f"no play without injects ends in {outcome} under this claim{reason}", path, key=True,
                                  mend="open a way there, or take the claim back")  # fmt: skip


def _passage(subject: ProvedSubject, claim: Claim, plays: ClaimedPlays, path: Path) -> Iterator[Finding]:
    """What plays come by."""
    place, does, do = _place(claim)
    reason = _reason(claim)
    ways: dict[bool, Arrival] = {}
    for arrival in plays.arrivals():
        ways.setdefault(arrival.passed[-1], arrival)
    if claim.plays == "some" and True not in ways:
        yield subject.finding(RULE, f"no play without injects {does} under this claim{reason}", path, key=True,
                              related=((place, "the place"),), mend="open a way there, or take the claim back")  # fmt: skip
    if claim.plays == "no" and True in ways:
        yield subject.finding(RULE, f"a play does {do}{reason}", path, key=True, related=((place, "the place"),),
                              play=plays.play_to(ways[True]), mend="guard the way there, or say less")  # fmt: skip
    if claim.plays == "every" and False in ways:
        yield subject.finding(RULE, f"a play does not {do}{reason}", path, key=True, related=((place, "the place"),),
                              play=plays.play_to(ways[False]), mend="close the way around it, or say less")  # fmt: skip


def _place(claim: Claim) -> tuple[Path, str, str]:
    """Where the claim points, and what a play does there, after "no play" and after "does"."""
    if claim.reaches is not None:
        return ("scenes", claim.reaches), f"comes to `{claim.reaches}`", f"come to `{claim.reaches}`"
    assert claim.shows is not None
    scene, number = claim.shows.rsplit(".", 1)
    path = ("scenes", scene, "also", int(number) - 1)
    return path, f"shows paragraph {number} of `{scene}`", f"show paragraph {number} of `{scene}`"


def _reason(claim: Claim) -> str:
    return f", although “{claim.because}”" if claim.because else ""
