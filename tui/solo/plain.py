"""The play as lines on standard input and output: for screen readers, pipes and slow links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors import HotwashError, SecondWriter
from engine.play.bundle import Bundle
from engine.play.confidence import confidence_scale
from exporters.play import debrief_text
from exporters.play.debrief_text import item
from exporters.play.decision_line import DecisionLine
from exporters.wording.calibrated import scale_word
from sessions.play_options import PlayOptions
from sessions.solo import Solo
from sessions.view import SceneView, letter
from tui.solo import lines, saving
from tui.solo.talk import PlayerLeft, Talk

LONGEST = 500
"""Characters of a line that is kept."""
_NOW = (
    "What now?\n"
    "  n  write down what you will do on your next shift\n"
    "  t  try again from one of these decisions; that is not kept\n"
    "  s  save this debrief to a file\n"
    "  r  read the debrief again\n"
    "  Enter finishes\n"
)
_NOT_SAVED = "Nothing was saved.\n"
_AT_A_CHOICE = "Type the letter of an answer, then Enter. A letter that is missing belongs to an answer that is not open now.\n"
_AT_A_QUESTION = "Nothing is decided before you answer this.\n  b  back to the answers\n  Enter skips it\n"
_BACK = "b"


def brief(bundle: Bundle, talk: Talk, options: PlayOptions, *, kept: bool, where: str) -> PlayOptions:
    """Say what stands before a play, and wait until it is read.

    Returns:
        How the play is to be run: as `options` say, unless the player sets it otherwise here.

    Raises:
        PlayerLeft: the player does not want to begin.
    """
    talk.say(lines.brief(bundle, kept=kept, where=where, width=talk.width))
    # A pipe has its answers ready; only what is meant for a group asks it, too.
    if not talk.there and not bundle.scenario.facilitated:
        return options
    keys = [key for key, _, _ in options.ways(bundle.scenario)]
    talk.say(_ways(options, bundle))
    prompt = f"Enter to begin ({', '.join(keys)} to change how it is run, ? for help, q to stop): "
    about = f"Enter begins.\n{_ways(options, bundle)}  r  read this again\n"
    while answer := talk.ask(prompt, about).lower().rstrip(".):"):
        if answer in keys:
            options = options.changed(answer)
            talk.say(_ways(options, bundle))
        elif answer == "r":
            talk.say(lines.brief(bundle, kept=kept, where=where, width=talk.width))
        else:
            talk.say(f"`{answer[:40]}` is none of these.\n")
    return options


def _ways(options: PlayOptions, bundle: Bundle) -> str:
    return "".join(f"  {key}  {what}: {how}\n" for key, what, how in options.ways(bundle.scenario))


def play(session: Solo, talk: Talk) -> bool:
    """Play to the end, tell the debrief, and ask what is to be done with it. Answers whether the player stayed to the last.

    Raises:
        PlayerLeft: the player typed `q`, or the input ended, before the end of the play.
    """
    while not session.over:
        try:
            _decide(session, talk)
        except SecondWriter:
            talk.say(item(session.elsewhere(), "", talk.width) + "\n")
            talk.ask("Enter goes on here (q to leave it to the other window): ")
            session.reload()
    talk.say(lines.tell(session.view(), talk.width))
    talk.say(_debrief(session, talk))
    try:
        if session.tried_from is None:
            _afterwards(session, talk)
    except PlayerLeft:
        return False
    return True


def _debrief(session: Solo, talk: Talk) -> str:
    return debrief_text.render(session.record.account, talk.width, session.look_back())


def stands(session: Solo | None) -> str:
    """What is kept where the player stops; None for a play that was not begun."""
    if session is None:
        return "You stopped here. Nothing was begun."
    if session.over:
        return "This play is kept." if session.kept else "Nothing of this play is kept."
    if session.kept:
        return "You stopped here. What you decided is kept.\nGo on with `hotwash play --resume`."
    return "You stopped here. Nothing of this play is kept."


# A decision


def _decide(session: Solo, talk: Talk) -> None:
    """Tell a moment, and have it decided.

    Raises:
        SecondWriter: the play went on in another window.
    """
    options, view = session.options, session.view()
    moment = lines.tell(view, talk.width, timed=options.timer)
    asides = {
        "r": ("read this again", moment),
        "l": ("look back at what you decided", lines.look_back(session.so_far(), talk.width)),
        **told_before(view, talk),
    }
    talk.say(moment)
    decided = False
    while not decided:
        decided = _commit(session, talk, pick(view, talk, asides))
    if options.feedback == "now":
        talk.say(lines.look_at(session.last_decision(), talk.width))


def told_before(view: SceneView, talk: Talk) -> dict[str, tuple[str, str]]:
    """The aside that tells what was told before the story came back; none where it did not."""
    told = "\n".join(lines.told_before(view, talk.width)) + "\n"
    return {lines.AGAIN: ("what was told before", told)} if view.before else {}


def pick(view: SceneView, talk: Talk, asides: Mapping[str, tuple[str, str]]) -> str:
    """The id of the choice that the player names by its letter.

    Args:
        view: what there is to decide.
        talk: with the player.
        asides: what else can be typed -> what it does, and what is said then.
    """
    known = {option.key: option.id for option in view.options}
    about = _AT_A_CHOICE + "".join(f"  {key}  {what}\n" for key, (what, _) in asides.items())
    while True:
        answer = talk.ask(f"Your choice ({', '.join(known)}, ? for help, q to stop): ", about).rstrip(".):").strip()
        if answer in known.values():
            return answer
        for key in (answer.upper(), letter(answer)):
            if key in known:
                return known[key]
        if not answer:
            talk.say("Nothing is chosen yet: type the letter of an answer, then Enter.\n")
        elif answer.lower() in asides:
            talk.say(asides[answer.lower()][1])
        else:
            talk.say(f"`{answer[:40]}` is none of the choices.\n")


def _commit(session: Solo, talk: Talk, choice: str) -> bool:
    """Ask what else is wanted before the commit, and commit. False where the player goes back to the answers."""
    percent, reason = None, ""
    answers = len(session.view().options)
    if session.options.confidence and answers > 1:
        sure = _sure(talk, answers)
        if sure == _BACK:
            return False
        percent = int(sure) if sure else None
    if session.options.rationale:
        reason = talk.ask("Why, in a line (Enter to skip, b to go back, q to stop): ", _AT_A_QUESTION)[:LONGEST]
        if reason.lower() == _BACK:
            return False
    session.choose(choice, percent, reason)
    return True


def _sure(talk: Talk, answers: int) -> str:
    """How sure the player is, in per cent: by a step of the scale, or as it is typed; `b` to go back, empty to skip."""
    scale = confidence_scale(answers)
    steps = "".join(f"  {number}  {scale_word(step, answers)}\n" for number, step in enumerate(scale, 1))
    talk.say(f"How sure are you that nothing better was on offer?\n{steps}")
    while True:
        prompt = f"How sure (1-{len(scale)}, Enter to skip, b to go back, q to stop): "
        answer = talk.ask(prompt, f"{steps}{_AT_A_QUESTION}").rstrip(".").lower()
        number = answer.rstrip("%").strip()
        if answer in {"", _BACK}:
            return answer
        if number.isdecimal() and number == answer and 1 <= int(number) <= len(scale):
            return f"{scale[int(number) - 1].percent}"
        if number.isdecimal() and int(number) <= 100 and number != "0":
            return number
        talk.say(f"A number from 1 to {len(scale)}, please; or per cent, such as 80 %.\n")


# Afterwards


def _afterwards(session: Solo, talk: Talk) -> None:
    """Next shift, a second try, a file: as often as the player likes."""
    talk.say(f"\n{_NOW}")
    while answer := talk.ask("Your pick (n, t, s, r, Enter to finish, q to stop): ", _NOW).lower():
        try:
            match answer[0], answer[1:].strip():
                case "n", _:
                    _next_shift(session, talk)
                case "t", number:
                    _try_again(session, talk, number)
                case "s", _:
                    _save(session, talk)
                case "r", _:
                    talk.say(_debrief(session, talk))
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
