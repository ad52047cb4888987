"""The library without a screen: what there is to play, what is asked for, and what was played."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from engine.library.catalogue import CatalogueEntry, entries
from engine.pack.catalogues import Lesson
from engine.pack.folder import Pack
from engine.play.clock import parse
from exporters.scenario.care import meaning
from exporters.wording.themes import theme
from sessions.run_clock import now
from tui.library.packs import origin
from tui.library.places import catalogue_folder
from tui.library.titles import fold, spoken

if TYPE_CHECKING:
    from engine.learner.due import DueList
    from engine.learner.history import PlayHistory
    from engine.learner.practiced import PracticeLog
    from engine.learner.promises import ShiftPromise
    from engine.records import Records
    from exporters.progress.account import Next, Progress
    from sessions.unfinished import UnfinishedPlay

BATCH_SECONDS = 0.25
"""What was read in this time is shown together."""
LENGTHS = (10, 15, 20, 30, 45)
"""Minutes alone that can be asked for as a limit."""


class SearchField(StrEnum):
    """Where a search finds an exercise, as it is said of it. The text itself is never quoted: it may tell what comes."""

    TOLD = ""
    CONTENTS = "found in what it contains"
    STORY = "found in its story"


@dataclass(frozen=True, slots=True)
class ShelfExercise:
    """A scenario on the shelf."""

    key: str
    """Tells it from every other, also where two packs have the same name."""
    pack: Pack
    entry: CatalogueEntry
    words: str
    """What a search looks at first, folded: all that is told of it, but for the next two."""
    notes: str
    """What its content notes say, folded."""
    story: str
    """The words of its story, folded."""
    origin: str = ""
    """Which of several packs of one name it is from; empty where its pack alone has that name."""

    def searched(self, wanted: Sequence[str]) -> SearchField | None:
        """Where a search finds these folded words: in the last of the fields that it needs; None where a word is nowhere."""
        for field_, words in zip(SearchField, (self.words, self.notes, self.story), strict=True):
            wanted = [word for word in wanted if word not in words]
            if not wanted:
                return field_
        return None


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for. Everything has to hold."""

    text: str = ""
    """Words, each of which has to occur."""
    topic: str = ""
    theme: str = ""
    """Of a lesson that is tested."""
    minutes: int = 0
    """Minutes alone at most; 0 for any."""
    unplayed: bool = False
    """Only what was never played to its end."""

    @property
    def words(self) -> list[str]:
        """The words of the text as a search compares them."""
        return fold(self.text).split()

    @property
    def filtered(self) -> bool:
        """Whether anything but the text narrows it."""
        return bool(self.topic or self.theme or self.minutes or self.unplayed)

    def without_filters(self) -> Query:
        """The text alone."""
        return Query(self.text)

    def narrowed(self, name: str, value: str) -> Query:
        """The same with another `topic`, `theme` or `minutes`; empty for any."""
        match name:
            case "topic":
                return replace(self, topic=value)
            case "theme":
                return replace(self, theme=value)
            case _:
                return replace(self, minutes=int(value or 0))


@dataclass(frozen=True, slots=True)
class Past:
    """What was played so far."""

    unfinished: tuple[UnfinishedPlay, ...] = ()
    """Plays that can go on, the newest first."""
    played: Mapping[str, int] = field(default_factory=dict)
    """`pack/id` -> how often it was finished."""
    best: Mapping[str, Fraction] = field(default_factory=dict)
    """`pack/id` -> best score."""
    log: PracticeLog | None = None
    """All that was played and drilled; None where that is not known yet."""
    promises: tuple[ShiftPromise, ...] = ()
    """What was promised for the next shift, the oldest first."""

    @property
    def graded(self) -> bool:
        """Whether `best` and `log` are known yet."""
        return self.log is not None


@dataclass(frozen=True, slots=True)
class Practice:
    """What to practise."""

    due: DueList
    next: tuple[Next, ...]
    begun: bool
    """Whether anything was ever practised."""


class Shelf:
    """All exercises of some packs. What is read in one thread may be asked for in another."""

    def __init__(self, packs: Sequence[Pack], cache: Path | None = None) -> None:
        """`cache`: where the catalogues are kept; None for where the platform wants them."""
        self.packs = tuple(packs)
        self.exercises: tuple[ShelfExercise, ...] = ()
        """Those that were read so far; those with errors come last in `find`."""
        self.complete = False
        """Whether all were read."""
        self.past = Past()
        self._cache = cache or catalogue_folder()
        self._history: PlayHistory | None = None

    @cached_property
    def total(self) -> int:
        """How many exercises there are."""
        return sum(len(pack.scenario_paths) for pack in self.packs)

    def lesson(self, id_: str) -> Lesson | None:
        """A lesson of the catalogues."""
        return next((pack.lessons[id_] for pack in self.packs if id_ in pack.lessons), None)

    @property
    def exercise_titles(self) -> dict[str, str]:
        """`pack/id` -> title of every exercise that was read so far."""
        return {exercise.entry.name: exercise.entry.title for exercise in self.exercises}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Lesson -> title, in the order of the catalogues. Reads a file."""
        return {id_: lesson.title for pack in self.packs for id_, lesson in pack.lessons.items()}

    @cached_property
    def _themes(self) -> dict[str, str]:
        return {id_: theme(lesson.group) for pack in reversed(self.packs) for id_, lesson in pack.lessons.items()}

    def themes_of(self, entry: CatalogueEntry) -> tuple[str, ...]:
        """What the lessons that it tests are about, in the order in which they come. Their own words are for after a play."""
        return tuple(dict.fromkeys(self._themes[id_] for id_ in entry.lessons if id_ in self._themes))

    def read(self) -> Iterator[int]:
        """Read what is there; answers now and then how many exercises are known."""
        if self.complete:
            yield len(self.exercises)
            return
        exercises: list[ShelfExercise] = []
        answered = time.monotonic()
        for number, pack in enumerate(self.packs):
            for entry in entries(pack, self._cache):
                exercises.append(self._exercise(number, pack, entry))
                if time.monotonic() - answered > BATCH_SECONDS:
                    self.exercises = tuple(exercises)
                    yield len(exercises)
                    answered = time.monotonic()
        self.exercises, self.complete = tuple(exercises), True
        yield len(exercises)

    def _exercise(self, number: int, pack: Pack, entry: CatalogueEntry) -> ShelfExercise:
        themes = self.themes_of(entry)
        told = (entry.title, entry.id, entry.summary, entry.you, entry.setting, *map(plain, entry.topics), *entry.topics, *themes)
        notes = (*entry.content_notes, *map(plain, entry.content_notes), *map(meaning, entry.content_notes))
        texts = (fold("\n".join(told)), fold("\n".join(notes)), fold(entry.story))
        return ShelfExercise(f"{number} {entry.id}", pack, entry, *texts, origin(self.packs, pack))

    # Asking

    def find(self, query: Query) -> list[ShelfExercise]:
        """What fits: what is called by the text, has it in its title, then by where else it was found; what has errors last."""
        wanted, name = query.words, spoken(query.text)
        places = {id(x): x.searched(wanted) for x in self.exercises if self._fits(x, query)}
        fitting = [x for x in self.exercises if id(x) in places and (_called(x, name) or places[id(x)] is not None)]
        if wanted:
            order = list(SearchField)
            fitting.sort(key=lambda x: order.index(places[id(x)] or SearchField.TOLD))
            fitting.sort(key=lambda x: (not _called(x, name), not all(word in fold(x.entry.title) for word in wanted)))
        return sorted(fitting, key=lambda x: bool(x.entry.problem))

    def _fits(self, exercise: ShelfExercise, query: Query) -> bool:
        entry = exercise.entry
        return (
            (not query.topic or query.topic in entry.topics)
            and (not query.theme or query.theme in self.themes_of(entry))
            and (not query.minutes or 0 < entry.solo <= query.minutes)
            and (not query.unplayed or (not self.past.played.get(entry.name) and not entry.problem))
        )

    def topics(self, query: Query) -> list[tuple[str, int]]:
        """(topic, exercises that would be left) with the rest of the query as it is, the most frequent first."""
        return self._counts(replace(query, topic=""), lambda entry: entry.topics)

    def themes(self, query: Query) -> list[tuple[str, int]]:
        """(theme, exercises that would be left) with the rest of the query as it is, the most frequent first."""
        return self._counts(replace(query, theme=""), self.themes_of)

    def lengths(self, query: Query) -> list[tuple[int, int]]:
        """(minutes at most, exercises that would be left) with the rest of the query as it is."""
        found = [x.entry.solo for x in self.find(replace(query, minutes=0)) if x.entry.solo]
        return [(limit, count) for limit in LENGTHS if (count := sum(solo <= limit for solo in found))]

    def _counts(self, query: Query, of: Callable[[CatalogueEntry], Iterable[str]]) -> list[tuple[str, int]]:
        counts = Counter(word for exercise in self.find(query) for word in of(exercise.entry))
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    # What was played

    def look_back(self, records: Records) -> Iterator[Past]:
        """What was played: first what is known at once, then with the grades, which may take seconds.

        Raises:
            RecordsError: the records cannot be read.
        """
        from engine.learner.history import PlayHistory
        from engine.learner.promises import promises
        from sessions.unfinished import unfinished_plays

        rows = records.plays()
        solo = [row for row in rows if row.mode == "solo"]
        played = Counter(row.scenario for row in solo if row.finished)
        unfinished = unfinished_plays(records) if any(not row.over for row in solo) else ()
        self.past = replace(self.past, unfinished=unfinished, played=played)
        yield self.past
        self._history = self._history or PlayHistory()
        log = self._history.log(records, rows)
        promised = promises(records)
        best: dict[str, Fraction] = {}
        for play in log.plays:
            if play.score is not None:
                best[play.scenario] = max(play.score, best.get(play.scenario, play.score))
        self.past = replace(self.past, best=best, log=log, promises=promised)
        yield self.past

    def practice(self, count: int) -> Practice:
        """What is due, and up to `count` exercises to play next. All exercises must have been read."""
        from engine.learner.due import due_list
        from exporters.progress.account import next_exercises, ranking

        at, log, known = self._now(), self._log, self._entries
        ranked = ranking(log, known, self.titles, at)
        proposed = next_exercises(log.plays, known, ranked, self._themes, at, count)
        return Practice(due_list(known, ranked, log, at), proposed, bool(log.both))

    def progress(self) -> Progress:
        """The learner's progress in words. All exercises must have been read."""
        from exporters.progress.account import progress

        return progress(self._log, self._entries, self.titles, self._now(), self.past.promises, self._themes)

    @property
    def _entries(self) -> list[CatalogueEntry]:
        return [exercise.entry for exercise in self.exercises]

    @property
    def _log(self) -> PracticeLog:
        from engine.learner.practiced import PracticeLog

        return self.past.log or PracticeLog()

    @staticmethod
    def _now() -> datetime:
        """The time by this run's clock, in the zone in which the learner is."""
        return parse(now()).astimezone()


def whole_shelf(packs: Sequence[Pack], records: Records | None) -> Shelf:
    """All exercises of these packs, and all that was played.

    Raises:
        RecordsError: the records cannot be read.
    """
    shelf = Shelf(packs)
    for _ in shelf.read():
        pass
    for _ in shelf.look_back(records) if records is not None else ():
        pass
    return shelf


def _called(exercise: ShelfExercise, name: str) -> bool:
    """Whether the words are its whole title."""
    return bool(name) and spoken(exercise.entry.title) == name


def plain(slug: str) -> str:
    """`mental-health` as words."""
    return re.sub(r"(?<!\bde)-", " ", slug)
