"""A claim that is true by its words alone, whatever the scenario is.

Every play comes to the start. A play that has visited a scene, or made a choice there, has come to it; one that has not visited
it has not. Such a claim looks like a proof and guards nothing. Noted alone: perhaps another scene or another condition was
meant.

Bad:

    claims:
      - {reaches: door, because: Nobody goes around it}

Good:

    claims:
      - {reaches: calm, after: door.wait, because: Who waits comes to the calm end}
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.check.subject import ProvedSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.pack.expressions import Not
from engine.pack.scenario import Claim
from engine.pack.variables import History, happened
from engine.states.guard import ALWAYS, Guard
from engine.states.possible import Bits, surely
from engine.states.program import Program

RULE = Rule("HW315", "truism", Severity.INFO, ProvedSubject)


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every claim about a scene or a paragraph."""
    for number, claim in enumerate(subject.scenario.claims):
        why = _why(subject.program, claim)
        if not why:
            continue
        plays = subject.slices.of_claim(claim)
        # Where no play fits, HW312 says so.
        if plays.graph.complete and any(plays.arrivals()):
            yield subject.finding(RULE, f"this claim is true by its words alone: {why}", ("claims", number, claim.kind), key=True,
                                  mend="say what could be otherwise, or take the claim out")  # fmt: skip


def _why(program: Program, claim: Claim) -> str:
    """Why it could not be otherwise; empty where it could."""
    scene = claim.reaches or (claim.shows or "").rpartition(".")[0]
    if not scene or (claim.shows is not None and not _unconditional(program, claim.shows)):
        return ""
    if claim.plays == "no":
        never = claim.when is not None and _excludes(program, program.guard(claim.when), scene, was_there=True)
        return f"its `when` holds of no play that has visited `{scene}`" if never else ""
    if scene == program.scenario.start and (claim.plays == "every" or (claim.when is None and claim.after is None)):
        return f"every play begins at `{scene}`"
    if claim.plays == "some":
        return ""
    if claim.after is not None and claim.after.partition(".")[0] == scene:
        return f"whoever chose `{claim.after}` was at `{scene}`"
    if claim.when is not None and _excludes(program, program.guard(claim.when), scene, was_there=False):
        return f"its `when` holds only of plays that have visited `{scene}`"
    return ""


def _unconditional(program: Program, paragraph: str) -> bool:
    scene, _, number = paragraph.rpartition(".")
    return program.also[program.number[scene]][int(number) - 1] is ALWAYS


def _excludes(program: Program, guard: Guard, scene: str, *, was_there: bool) -> bool:
    """Whether a condition fails whatever else holds, in a play that came to a scene, or in one that did not."""
    marks = 0
    for variable, field in program.fields.items():
        event = happened(variable)
        if event is None or event.scene != scene:
            continue
        # Who was there may have chosen otherwise; who was not has chosen nothing there.
        if event.what is History.VISITED or (event.what is History.CHOSE and not was_there):
            marks |= field.bits
    if not marks & guard.reads:
        return False
    anything = (1 << sum(field.mask.bit_length() for field in program.fields.values())) - 1
    bits = Bits(anything, anything & ~marks) if was_there else Bits(anything & ~marks, anything)
    return surely(program, Guard(lambda b: not guard.test(b), guard.reads, Not(guard.expr)), bits)
