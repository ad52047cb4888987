"""How decisions are judged, in words: quadrants, verdicts, endings, scores. Each sentence stands here alone, by addressee."""

from __future__ import annotations

from engine.pack.scenario import Scenario
from engine.play.completion import Completion
from engine.play.grades import Debrief, Graded, Quadrant
from engine.play.scoring import SOUND_FROM
from exporters.wording.addressee import Addressee
from exporters.wording.decisions import decision_name
from exporters.wording.luck import luck_sentence, tilt

HEADLINES = {
    Quadrant.EARNED: "Sound decisions, good ending",
    Quadrant.BAD_LUCK: "Sound decisions, bad ending",
    Quadrant.NEAR_MISS: "A near miss: poor decisions, good ending",
    Quadrant.FORESEEABLE: "Poor decisions, bad ending",
}
OUTCOMES = {
    "safe": "safe: nobody was in danger at the end",
    "near-miss": "near miss: no harm this time",
    "setback": "setback: harm avoided late, or trust lost",
    "harm": "harm: somebody was hurt",
}
GOES_ON = "the play goes on"
VERDICTS = {
    "best": "Nothing better was on offer at that moment.",
    "costly": "There was a better choice, and a worse one.",
    "worst": "Nothing worse was on offer at that moment.",
    "nothing at stake": "Every choice was as good as any other at that moment.",
    "second try": "A second try: the first one counts.",
}
SCORING = (
    "The score compares each decision with the best and the worst that could be chosen at that moment. "
    "Luck and the ending do not enter it."
)
SCORE_NAMES = {
    Addressee.YOU: "Decision score",
    Addressee.TEAM: "The team's decision score",
    Addressee.LEARNER: "Your decision score",
}
CHOSE = {Addressee.YOU: "You chose", Addressee.TEAM: "The team chose", Addressee.LEARNER: "You voted for"}
"""How a decision is introduced."""
INVENTED = "This exercise is invented: it rests on no report."
_DECIDED_WELL = {
    Addressee.YOU: "You decided well and it ended",
    Addressee.TEAM: "The team decided well and it ended",
}
_AS_EXPECTED = "It ended as it could be expected to after decisions like these."
_AS_OVERRIDDEN = (
    "After decisions like these it can end so. What the facilitator put in the place of a draw made it more dangerous."
)
_LIFE_AT_RISK = "At least one decision put a life at risk."
_UNSCORED = (
    "Played through, without a score",
    "This exercise is meant for a group with a facilitator. Alone nothing in it is graded; what helps is to talk it over.",
)
_NOT_FINISHED = ("Not finished", "The play has not reached an ending.")
_BROKEN_OFF = ("Broken off", "The class was closed before the story came to an ending.")
_UNGRADED = ("Finished", "Nothing in this play was graded.")
_SOUND = ("Sound decisions", "You would have decided well. How it ended for the team does not enter this.")
_POOR = ("Decisions to look at again", "Some of what you would have done was not the best at that moment.")
_LIFE_WOULD_BE_AT_RISK = "At least one of these decisions would have put a life at risk."


def summed_up(scenario: Scenario, debrief: Debrief, addressee: Addressee, came: Completion = Completion.OPEN) -> tuple[str, str]:
    """(headline, what it means) of a whole play, before any number. In the format's Markdown."""
    if addressee is Addressee.LEARNER:
        return _learner(debrief)
    if debrief.quadrant is None:
        if debrief.outcome is None:
            return _BROKEN_OFF if came is Completion.BROKEN_OFF else _NOT_FINISHED
        return _UNGRADED if debrief.scored else _UNSCORED
    meaning = _meaning(scenario, debrief, debrief.quadrant, addressee)
    return HEADLINES[debrief.quadrant], f"{meaning} {_LIFE_AT_RISK}" if debrief.critical else meaning


def _learner(debrief: Debrief) -> tuple[str, str]:
    """Of a learner's own votes; no ending enters."""
    if debrief.score is None:
        return _UNGRADED
    headline, meaning = _SOUND if debrief.score >= SOUND_FROM and not debrief.critical else _POOR
    return headline, f"{meaning} {_LIFE_WOULD_BE_AT_RISK}" if debrief.critical else meaning


def _meaning(scenario: Scenario, debrief: Debrief, quadrant: Quadrant, addressee: Addressee) -> str:
    match quadrant:
        case Quadrant.EARNED:
            return f"{_DECIDED_WELL[addressee]} well."
        case Quadrant.FORESEEABLE:
            return _AS_OVERRIDDEN if tilt(debrief).overridden < 0 else _AS_EXPECTED
        case Quadrant.NEAR_MISS:
            return _ended_well(scenario, debrief)
        case Quadrant.BAD_LUCK:
            return f"{_DECIDED_WELL[addressee]} badly all the same. {_ended_badly(scenario, debrief)}"


def _ended_well(scenario: Scenario, debrief: Debrief) -> str:
    """After poor decisions: by a draw, by the facilitator, or because nobody tested the mistake."""
    tilted = tilt(debrief)
    need_not = "It ended well, and it need not have."
    if tilted.chance > 0:
        luck = "What made it end well was luck more than judgment."
        return f"{need_not} {luck} {luck_sentence(scenario, debrief, tilted.luckiest)}"
    if tilted.facilitator > 0:
        return f"{need_not} What made it end well was the facilitator more than judgment."
    mistake = _mistake(debrief)
    return "It ended well this time." if mistake is None else f"Nobody tested the mistake this time: {_named(scenario, mistake)}."


def _ended_badly(scenario: Scenario, debrief: Debrief) -> str:
    """After sound decisions: by a draw, by the facilitator, or by the one decision that was not the best."""
    tilted = tilt(debrief)
    if tilted.chance < 0:
        return f"That was bad luck; the decisions were right. {luck_sentence(scenario, debrief, tilted.unluckiest)}"
    if tilted.facilitator < 0:
        return "What the facilitator added made it harder; the decisions were right."
    mistake = _mistake(debrief)
    return "The decisions were right." if mistake is None else f"One decision weighed most: {_named(scenario, mistake)}."


def _mistake(debrief: Debrief) -> Graded | None:
    """The worst life-safety error; else the turning point."""
    if debrief.critical:
        return max(debrief.critical, key=lambda graded: graded.regret)
    return None if debrief.turning_point is None else debrief.decisions[debrief.turning_point]


def _named(scenario: Scenario, graded: Graded) -> str:
    """A decision by its number, and what was chosen there in the scenario's words."""
    decision = scenario.scenes[graded.scene].decision
    assert decision is not None
    chosen = " ".join(decision.choices[graded.choice].text.split()).removesuffix(".")
    return f"{decision_name(graded.number, graded.visit)}, “{chosen}”"
