"""The library as lines: what can go on, what comes next, a search, and every exercise by its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exporters.play.debrief_text import item
from exporters.progress import progress_text
from exporters.progress.due_words import due_line
from exporters.wording.numbers import many
from sessions.unfinished import UnfinishedPlay
from tui.library.details import FOR_A_GROUP, contents, played
from tui.library.packs import called
from tui.library.shelf import Query, SearchField, Shelf, ShelfExercise
from tui.library.titles import spoken
from tui.solo.drill_round import DrillRound
from tui.solo.plain_drill import drill
from tui.solo.talk import Talk

NEXT = 2
"""Exercises that are proposed."""
_ABOUT = (
    "A number opens that exercise, and so does its title. A word or two search titles, topics, what an exercise contains, "
    "and its story.\n"
    "  Enter lists all exercises\n"
    "  g  go on with a play that was not finished\n"
    "  d  what is due, a decision at a time\n"
    "  p  your progress\n"
)


def choose(shelf: Shelf, talk: Talk, drills: DrillRound) -> str | UnfinishedPlay:
    """Let the player choose: what finds an exercise, or a play that can go on. Drills go by meanwhile.

    Args:
        shelf: everything on it was read.
        talk: with the player.
        drills: of what is due on the shelf.

    Raises:
        PlayerLeft: the player typed `q`, or the input ended.
    """
    numbered = {number: exercise for number, exercise in enumerate(shelf.find(Query()), 1) if not exercise.entry.problem}
    talk.say("".join(_opening(shelf, numbered, talk.width)))
    while True:
        answer = talk.ask(f"A number (1-{len(numbered)}), a word to search for, ? for help (q to stop): ", _ABOUT)
        key = answer.rstrip(".)").strip()
        if (chosen := numbered.get(int(key)) if key.isdecimal() else _named(key, numbered)) is not None:
            return called(shelf.packs, chosen.pack, chosen.entry.id)
        if key.lower() == "g" and shelf.past.unfinished:
            return pick_play(shelf.past.unfinished, talk, shelf.exercise_titles)
        if key.lower() == "d":
            drill(drills, talk)
            continue
        talk.say("".join(_answer(key, shelf, numbered, talk.width)))


def _named(key: str, numbered: dict[int, ShelfExercise]) -> ShelfExercise | None:
    """The one exercise that is called so, by its id or by its whole title."""
    fitting = [
        x for x in numbered.values() if key in {x.entry.id, x.entry.name} or (key and spoken(x.entry.title) == spoken(key))
    ]
    return fitting[0] if len(fitting) == 1 else None


def pick_play(plays: Sequence[UnfinishedPlay], talk: Talk, titles: dict[str, str] | None = None) -> UnfinishedPlay:
    """The play to go on with: the only one, or the one that the player picks.

    Args:
        plays: one at least, the newest first.
        talk: with the player.
        titles: `pack/id` -> title of the scenario.

    Raises:
        PlayerLeft: the player typed `q`, or the input ended.
    """
    if len(plays) == 1:
        return plays[0]
    for number, play in enumerate(plays, 1):
        title = (titles or {}).get(play.scenario, play.scenario)
        talk.say(item(f"{title}: {play.stands}", f"{number:>3}. ", talk.width) + "\n")
    while True:
        answer = talk.ask(f"Which one (1-{len(plays)}, q to stop)? ").rstrip(".)").strip()
        if answer.isdecimal() and 0 < int(answer) <= len(plays):
            return plays[int(answer) - 1]
        talk.say("A number from the list, please.\n")


def _answer(key: str, shelf: Shelf, numbered: dict[int, ShelfExercise], width: int) -> Iterator[str]:
    """What is said to an answer that chooses nothing."""
    if key.isdecimal():
        yield "A number from the list, please.\n"
    elif key.lower() == "g":
        yield "There is no play to go on with.\n"
    elif key.lower() == "p":
        yield progress_text.render(shelf.progress(), width)
    elif not key:
        yield from _listed(shelf, numbered, width)
    else:
        hits = shelf.find(Query(key))
        fitting = {number: exercise for number, exercise in numbered.items() if exercise in hits}
        if fitting:
            yield f"{len(fitting)} of {many(len(numbered), 'exercise')}:\n"
            yield from _rows(shelf, fitting, Query(key), width)
        else:
            yield f"Nothing fits `{key[:40]}`. Enter lists all exercises.\n"


def _opening(shelf: Shelf, numbered: dict[int, ShelfExercise], width: int) -> Iterator[str]:
    """What stands first: what is due, what can go on, what comes next, and all that there is."""
    practice = shelf.practice(NEXT)
    if shelf.past.graded:
        yield item(f"{due_line(practice.due, begun=practice.begun)}.", "Today: ", width) + "\n\n"
    numbers = {exercise.entry.name: number for number, exercise in numbered.items()}
    if unfinished := shelf.past.unfinished:
        titles = shelf.exercise_titles
        yield f"{many(len(unfinished), 'play')} to go on with: type g\n"
        yield from _lines((f"{titles.get(play.scenario, play.scenario)}: {play.stands}" for play in unfinished), "  ", width)
        yield "\n"
    if proposed := [found for found in practice.next if found.entry.name in numbers]:
        yield "Practise next:\n"
        for found in proposed:
            yield item(f"{found.entry.title}: {found.reason}", f"{numbers[found.entry.name]:>3}. ", width) + "\n"
        yield "\n"
    yield "All exercises:\n"
    yield from _listed(shelf, numbered, width)


def _listed(shelf: Shelf, numbered: dict[int, ShelfExercise], width: int) -> Iterator[str]:
    yield from _rows(shelf, numbered, Query(), width)
    broken = (exercise for exercise in shelf.exercises if exercise.entry.problem)
    paths = (exercise.pack.folder / f"{exercise.entry.id}.yaml" for exercise in broken)
    yield from _lines((f"{path.name} has errors and is left out: hotwash check {path}" for path in paths), "     ", width)


def _rows(shelf: Shelf, numbered: dict[int, ShelfExercise], query: Query, width: int) -> Iterator[str]:
    for number, exercise in numbered.items():
        yield item(_told(shelf, exercise, query), f"{number:>3}. ", width) + "\n"


def _told(shelf: Shelf, exercise: ShelfExercise, query: Query) -> str:
    """An exercise in a line; after a search where it was found, in place of what it is about."""
    entry = exercise.entry
    facts = [f"{many(entry.solo, 'minute')}", FOR_A_GROUP if entry.facilitated else "", played(entry, shelf.past)]
    head = f"{entry.title} ({', '.join(filter(None, facts))})."
    where = exercise.searched(query.words)
    tail = f" {where.capitalize()}." if where else "" if query.words else f" {entry.summary}"
    contains = f" Contains {contents(entry)}." if entry.content_notes and where != SearchField.STORY else ""
    origin = f" ({exercise.origin})" if exercise.origin else ""
    return f"{head}{tail}{contains}{origin}"


def _lines(texts: Iterable[str], lead: str, width: int) -> Iterator[str]:
    yield from (item(text, lead, width) + "\n" for text in texts)
