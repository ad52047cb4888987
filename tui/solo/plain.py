"""The play as lines on standard input and output: for screen readers, pipes and slow links."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from engine.errors import HotwashError, SecondWriter
from engine.pack.folder import Pack
from engine.play.bundle import Bundle
from engine.play.confidence import confidence_scale
from exporters.play import debrief_text
from exporters.play.debrief_text import item
from exporters.play.decision_line import DecisionLine
from exporters.wording.calibrated import scale_word
from sessions.play_options import PlayOptions
from sessions.solo import Solo
from sessions.unfinished import UnfinishedPlay
from sessions.view import SceneView, letter
from tui.library.packs import called, origin
from tui.library.titles import spoken
from tui.solo import lines, saving
from tui.solo.talk import PlayerLeft, Talk

LONGEST = 500
"""Characters of a line that is kept."""
_NOW = (
    "What now?\n"
    "  n  write down what you will do on your next shift\n"
    "  t  try again from one of these decisions; that is not kept\n"
    "  s  save this debrief to a file\n"
    "  Enter finishes.\n"
)

_NOT_SAVED = "Nothing was saved.\n"


def brief(bundle: Bundle, talk: Talk, options: PlayOptions, *, kept: bool, where: str) -> PlayOptions:
    """Say what stands before a play, and wait until it is read.

    Returns:
        How the play is to be run: as `options` say, unless the player sets it otherwise here.

    Raises:
        Left: the player does not want to begin.
    """
    talk.say(lines.brief(bundle, kept=kept, where=where, width=talk.width))
    # A pipe has its answers ready; only what is meant for a group asks it, too.
    if not talk.there and not bundle.scenario.facilitated:
        return options
    keys = [key for key, _, _ in options.ways(bundle.scenario)]
    talk.say(_ways(options, bundle))
    while answer := talk.ask(f"Enter to begin ({', '.join(keys)} to change how it is run, q to stop): ").lower():
        if answer in keys:
            options = options.changed(answer)
            talk.say(_ways(options, bundle))
        else:
            talk.say(f"`{answer[:40]}` is none of these.\n")
    return options


def _ways(options: PlayOptions, bundle: Bundle) -> str:
    return "".join(f"  {key}  {what}: {how}\n" for key, what, how in options.ways(bundle.scenario))


def play(session: Solo, talk: Talk) -> None:
    """Play to the end, tell the debrief, and ask what is to be done with it.

    Raises:
        Left: the player typed `q`, or the input ended, before the end of the play.
    """
    options = session.options
    while not session.over:
        view = session.view()
        talk.say(lines.tell(view, talk.width, timed=options.timer))
        choice = _choice(view, talk)
        percent = _sure(talk, len(view.options)) if options.confidence and len(view.options) > 1 else None
        reason = talk.ask("Why, in a line (Enter to skip, q to stop): ")[:LONGEST] if options.rationale else ""
        try:
            session.choose(choice, percent, reason)
        except SecondWriter:
            talk.say(textwrap.fill(session.elsewhere(), talk.width) + "\n")
            talk.ask("Enter goes on here (q to leave it to the other window): ")
            session.reload()
            continue
        if options.feedback == "now":
            talk.say(lines.look_at(session.last_decision(), talk.width))
    talk.say(lines.tell(session.view(), talk.width))
    talk.say(debrief_text.render(session.record.account, talk.width, session.look_back()))
    if session.tried_from is None:
        try:
            _afterwards(session, talk)
        except PlayerLeft:
            return


def pick(packs: Sequence[Pack], talk: Talk) -> str:
    """Let the player pick a scenario; `pack/id`.

    Raises:
        Left: the player typed `q`, or the input ended.
    """
    names: list[str] = []
    known: list[str] = []
    broken = []
    for pack in packs:
        for path in pack.scenario_paths:
            scenario = pack.scenario(path.stem).model
            if scenario is not None:
                names.append(called(packs, pack, path.stem))
                known.append(scenario.title)
                which = origin(packs, pack)
                about = f"{scenario.title} ({scenario.minutes.solo} minutes). {scenario.summary}{f' ({which})' if which else ''}"
                talk.say(item(about, f"{len(names):>3}. ", talk.width) + "\n")
            else:
                broken.append(path)
    for path in broken:
        talk.say(item(f"{path.name} has errors and is left out: hotwash check {path}", "     ", talk.width) + "\n")
    return names[_number("Which one", len(names), talk, dict(zip(names, known, strict=True))) - 1]


def pick_play(plays: Sequence[UnfinishedPlay], talk: Talk) -> UnfinishedPlay:
    """Let the player pick a play to go on with.

    Raises:
        PlayerLeft: the player typed `q`, or the input ended.
    """
    for number, play in enumerate(plays, 1):
        talk.say(item(f"{play.scenario}: {play.stands}", f"{number:>3}. ", talk.width) + "\n")
    return plays[_number("Which one", len(plays), talk) - 1]


def _number(question: str, last: int, talk: Talk, titles: Mapping[str, str] | None = None) -> int:
    """The number that the player types, or that of the one title that is typed.

    Args:
        question: what is asked.
        last: the highest number.
        talk: with the player.
        titles: name of each -> title, where they have some.
    """
    while True:
        answer = talk.ask(f"{question} (1-{last}, q to stop)? ")
        if answer.isdecimal() and 0 < int(answer) <= last:
            return int(answer)
        meant = _meant(answer, titles or {})
        if len(meant) == 1:
            return meant[0]
        which = f" {' or '.join(map(str, meant))} may be meant." if meant else " A title does, too." if titles else ""
        talk.say(f"A number from the list, please.{which}\n")


def _meant(answer: str, titles: Mapping[str, str]) -> list[int]:
    """The numbers of what is called so, or else of what has these words in its title."""
    words = set(spoken(answer).split())
    exact = [n for n, (name, title) in enumerate(titles.items(), 1)
             if answer in {name, name.rpartition("/")[2]} or (words and spoken(title) == spoken(answer))]  # fmt: skip
    return exact or [n for n, title in enumerate(titles.values(), 1) if words and words <= set(spoken(title).split())]


# A decision


def _choice(view: SceneView, talk: Talk) -> str:
    """The id of the choice that the player names by its letter."""
    known = {option.key: option.id for option in view.options}
    ids = {option.id for option in view.options}
    while True:
        answer = talk.ask(f"Your choice ({', '.join(known)}, q to stop): ").rstrip(".):").strip()
        if answer in ids:
            return answer
        if answer.lower() == lines.AGAIN and view.before:
            talk.say("\n".join(lines.told_before(view, talk.width)) + "\n")
            continue
        if not answer:
            talk.say("Nothing is chosen yet: type the letter of an answer, then Enter.\n")
            continue
        for key in (answer.upper(), letter(answer)):
            if key in known:
                return known[key]
        talk.say(f"`{answer[:40]}` is none of the choices.\n")


def _sure(talk: Talk, answers: int) -> int | None:
    """How sure the player is, in per cent: by a step of the scale, or as it is typed."""
    scale = confidence_scale(answers)
    talk.say("How sure are you that nothing better was on offer?\n")
    talk.say("".join(f"  {number}  {scale_word(step, answers)}\n" for number, step in enumerate(scale, 1)))
    while True:
        answer = talk.ask(f"How sure (1-{len(scale)}, Enter to skip): ")
        number = answer.rstrip("%").strip()
        if not answer:
            return None
        if number.isdecimal() and number == answer and 1 <= int(number) <= len(scale):
            return scale[int(number) - 1].percent
        if number.isdecimal() and int(number) <= 100 and number != "0":
            return int(number)
        talk.say(f"A number from 1 to {len(scale)}, please; or per cent, such as 80 %.\n")


# Afterwards


def _afterwards(session: Solo, talk: Talk) -> None:
    """Next shift, a second try, a file: as often as the player likes."""
    talk.say(f"\n{_NOW}")
    while answer := talk.ask("Your pick (n, t, s, Enter to finish, q to stop): ").lower():
        try:
            match answer[0], answer[1:].strip():
                case "n", _:
                    _next_shift(session, talk)
                case "t", number:
                    _try_again(session, talk, number)
                case "s", _:
                    _save(session, talk)
                case _:
                    talk.say(f"`{answer[:40]}` is none of these.\n{_NOW}")
        except HotwashError as error:
            talk.say(f"That could not be done. {error}\n")


def _next_shift(session: Solo, talk: Talk) -> None:
    text = talk.ask("Next shift I will (a line, no names please, Enter to skip): ")[:LONGEST]
    if not text:
        return
    session.next_shift(text)
    talk.say(
        "Kept with the play.\n" if session.kept else "Noted, but not kept: this play leaves no trace. s saves the debrief.\n"
    )


def _try_again(session: Solo, talk: Talk, number: str) -> None:
    """A second try, from the decision that the player names."""
    made = session.record.account.decisions
    numbers = ", ".join(dict.fromkeys(str(line.number) for line in made))
    number = number or talk.ask(f"From which decision ({numbers}, Enter to skip): ")
    if not number:
        return
    named = [line for line in made if str(line.number) == number]
    if not named:
        talk.say(f"The number of a decision that you made, please: {numbers}.\n")
        return
    line = named[0] if len(named) == 1 else _which_time(named, talk)
    if line is None:
        return
    talk.say(f"\nA second try, from {line.name}. Nothing of it is kept, and your own play stays as it was.\n")
    try:
        play(session.try_from(line), talk)
    except PlayerLeft:
        talk.say("You stopped this try.\n")
    talk.say("Back to your own play.\n")


def _which_time(named: Sequence[DecisionLine], talk: Talk) -> DecisionLine | None:
    """Of a decision to which the story came back, the time that the player names."""
    answer = talk.ask(f"The story came to it {len(named)} times. From which (1-{len(named)}, Enter to skip): ")
    times = {str(line.graded.visit): line for line in named}
    if answer and answer not in times:
        talk.say(f"A number from 1 to {len(named)}, please.\n")
    return times.get(answer)


def _save(session: Solo, talk: Talk) -> None:
    """Into a file: after a look at what might identify somebody, and never over another one unasked."""
    suggestion = saving.suggestion(session.bundle.scenario.id)
    path = saving.place(talk.ask(f"The file's name (Enter for {suggestion}). {saving.FORMATS} ") or suggestion)
    account = session.record.account
    if found := saving.identifying(account):
        talk.say("What you wrote yourself may tell somebody who it was. A prompt to look, never proof:\n")
        talk.say("".join(f"  `{text}`  {mend}\n" for text, mend in found))
        if not talk.agree("Save it anyway"):
            talk.say(_NOT_SAVED)
            return
    there = path.exists()
    if there and not talk.agree(f"There is a file {path}. Replace it"):
        talk.say(_NOT_SAVED)
        return
    talk.say(f"Saved: {saving.save(session, path, force=there)}\n")
