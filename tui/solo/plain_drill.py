"""Drills as lines on standard input and output."""

from __future__ import annotations

from exporters.play.debrief_text import item
from exporters.progress.due_words import NO_LUCK
from sessions.drill import Drill
from tui.solo import lines
from tui.solo.drill_round import DrillRound
from tui.solo.plain import pick, told_before
from tui.solo.talk import PlayerLeft, Talk


def drill(round_: DrillRound, talk: Talk) -> None:
    """Put the drills one after another, and say what each decision was worth.

    Raises:
        HotwashError: what is due cannot be read, or a decision cannot be kept.
    """
    round_.plan()
    talk.say(f"Today: {round_.today}.\n")
    try:
        while found := round_.put():
            moment = _told(found, round_, talk.width)
            talk.say(moment)
            line = round_.choose(found, _picked(found, moment, talk))
            talk.say(lines.look_at(line, talk.width))
            talk.say(item(NO_LUCK, "", talk.width) + "\n")
    except PlayerLeft:
        talk.say("You stopped here. What you decided is kept.\n" if round_.kept else "You stopped here.\n")
        return
    if round_.total:
        round_.close()
        talk.say(f"\n{round_.outcome}\nToday: {round_.today}.\n")


def _told(found: Drill, round_: DrillRound, width: int) -> str:
    scenario, view = found.bundle.scenario, found.view()
    told = ["", item(scenario.title, f"DRILL {round_.number} OF {round_.total}: ", width), ""]
    told.append(item(scenario.you, "You are:  ", width))
    if found.led_here:
        told.append(item(found.led_here, "", width))
    return "\n".join(told) + "\n" + lines.tell(view, width)


def _picked(found: Drill, moment: str, talk: Talk) -> str:
    view = found.view()
    return pick(view, talk, {"r": ("read this again", moment), **told_before(view, talk)})
