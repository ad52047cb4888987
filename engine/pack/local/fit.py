"""Whether a sheet of local words fits a scenario, and what it then comes to. What does not fit is never applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from engine.pack.diagnostics import Path, Place, Problem, did_you_mean, nearest
from engine.pack.local.sheet import ABOUT, KIND, LocalSheet, SheetEntry, same
from engine.pack.local.slots import LocalKind, LocalSlot, fingerprint
from engine.pack.local.words import LocalMarks, LocalText, LocalWords
from engine.pack.scalars import MARK
from engine.pack.source import brief

SHEET_FORMAT = "1"
ASIDE_KIND = "local_aside"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
"""What word processors make of a minus."""
_MARKS = re.compile(r"[\s,;]+")
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_BY_KIND = {
    LocalKind.LINE: ("here", "yours"), LocalKind.PARAGRAPH: ("here", "yours"), LocalKind.NUMBER: ("here", "yours"),
    LocalKind.FLAG: ("here", "yours"), LocalKind.MARKS: ("here", "yours", "policy", "why"),
}  # fmt: skip
"""Kind of slot -> the labels that may stand under its key."""
_ABOUT_LABELS = ("format", "scenario", "made from")


class Fit(NamedTuple):
    """What a sheet comes to with a scenario."""

    words: LocalWords
    """What fits."""
    problems: tuple[Problem, ...]
    places: Mapping[Path, Place]
    """Path of a text in the scenario's file -> where the agency's own stands in the sheet."""


NO_FIT = Fit(LocalWords(), (), {})
"""Of no sheet."""


def fit(sheet: LocalSheet | None, known: Iterable[LocalSlot], scenario: str, again: str, shared: LocalSheet | None = None) -> Fit:
    """Compare a sheet with what it is for.

    Args:
        sheet: read, perhaps with problems; None where there is none.
        known: what may be said otherwise there.
        scenario: `pack/id`.
        again: the command that writes the sheet anew.
        shared: the sheet for all scenarios, whose words are said otherwise here, too, if they stand here.
    """
    fitting = _Fitting(sheet or LocalSheet(""), {slot.key: slot for slot in known}, scenario, again)
    if sheet is not None:
        fitting.own()
    if shared is not None and not shared.problems:
        for entry in shared.everywhere:
            fitting.everywhere(shared, entry)
    return fitting.fit()


def fit_shared(sheet: LocalSheet, helpers: Iterable[LocalSlot], pack: str, again: str) -> Fit:
    """Compare the sheet for all scenarios of a pack with the pack; its words are for `fit`, where the scenarios are."""
    fitting = _Fitting(sheet, {slot.key: slot for slot in helpers}, pack, again)
    fitting.own(words=False)
    return fitting.fit()


def form_problems(sheet: LocalSheet, scenario: str, known: Iterable[LocalSlot], again: str) -> list[Problem]:
    """What is wrong with the form of a sheet, so that it cannot be told what was filled in; arguments as of `fit`."""
    fitting = _Fitting(sheet, {slot.key: slot for slot in known}, scenario, again)
    fitting.own(lines=False, words=False)
    return list(fitting.fit().problems)


class _Fitting:
    def __init__(self, sheet: LocalSheet, known: dict[str, LocalSlot], scenario: str, again: str) -> None:
        self._sheet = sheet
        self._known = known
        self._scenario = scenario
        self._again = again
        self._unchanged = sheet.about("made from").endswith(fingerprint(known.values()))
        """Whether the scenario says what it said when the sheet was written."""
        self._problems = list(sheet.problems)
        self._texts: dict[str, LocalText] = {}
        self._marks: list[LocalMarks] = []
        self._replaced: set[str] = set()
        """Keys whose texts are the scenario's own, but for words that are said otherwise everywhere."""
        self._places: dict[Path, Place] = {}

    def own(self, *, lines: bool = True, words: bool = True) -> None:
        """Look at the sheet, and then at its entries."""
        if not self._problems:
            self._about()
        if self._problems:
            return
        for entry in self._sheet.entries.values() if lines else ():
            if entry.key != ABOUT:
                self._entry(entry)
        for entry in self._sheet.everywhere if words else ():
            if not self.everywhere(self._sheet, entry):
                self._nowhere(entry)

    def fit(self) -> Fit:
        """What it comes to."""
        return Fit(LocalWords(texts=self._texts, marks=tuple(self._marks)), tuple(self._problems), self._places)

    def _about(self) -> None:
        """Whether it is a sheet for this scenario, of a form that is known."""
        about = self._sheet.entries.get(ABOUT)
        if about is None:
            place = Place(self._sheet.name, 1, 1)
            self._problems.append(Problem(KIND, f"`[{ABOUT}]` is missing: this is no sheet of local words", place,
                                          mend=self._run("makes one")))  # fmt: skip
            return
        if not self._labels(about, _ABOUT_LABELS):
            return
        version, scenario = about.text("format"), about.text("scenario")
        if version != SHEET_FORMAT:
            self._report(about, f"format `{brief(version)}` is not known: expected `{SHEET_FORMAT}`",
                         "upgrade Hotwash, if a newer one wrote this sheet", "format")  # fmt: skip
        elif scenario != self._scenario:
            self._report(about, f"this sheet is for `{brief(scenario)}`, and lies where that of `{self._scenario}` is looked for",
                         self._run("says where each belongs"), "scenario")  # fmt: skip

    def _entry(self, entry: SheetEntry) -> None:
        slot = self._known.get(entry.key)
        if slot is None:
            if entry.filled:
                self._report(entry, f"there is no line `[{brief(entry.key)}]` in {self._scenario}", self._meant(entry.key))
            return
        if not self._labels(entry, _BY_KIND[slot.kind]):
            return
        if not same(entry.text("here"), slot.text):
            self._changed(entry, slot)
        elif slot.kind is LocalKind.MARKS:
            self._policy(entry, slot)
        elif text := entry.text("yours"):
            self._text(entry, slot, text)

    def _changed(self, entry: SheetEntry, slot: LocalSlot) -> None:
        """The sheet's `here` is not what stands in the scenario."""
        if self._unchanged:
            self._report(entry, f"what stands after `here:` is not the scenario's line, which is still `{brief(slot.text)}`",
                         "write yours after `yours:`, and leave `here:` as it is; " + self._run("moves it for you"),
                         "here")  # fmt: skip
        elif entry.filled:
            self._report(
                entry,
                f"the scenario's line has changed since yours was written: it was `{brief(entry.text('here'))}`, "
                f"and is `{brief(slot.text)}`",
                self._run("puts yours aside, beside the line as it is"), "here",
            )  # fmt: skip

    def _text(self, entry: SheetEntry, slot: LocalSlot, text: str) -> None:
        if slot.kind is LocalKind.NUMBER and not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1_000_000):
            self._report(entry, f"expected a whole number of at least 1, found `{brief(text)}`",
                         f"write digits alone, such as `{slot.text}`", "yours")  # fmt: skip
            return
        if slot.kind is LocalKind.FLAG:
            text = text.lower()
            if text not in ("yes", "no"):
                self._report(entry, f"expected `yes` or `no`, found `{brief(text)}`", "write one of the two", "yours")
                return
        if slot.kind is not LocalKind.PARAGRAPH:
            text = " ".join(text.split())
        self._put(slot, text, self._sheet.place(entry, "yours"))

    def _put(self, slot: LocalSlot, text: str, place: Place) -> None:
        if not same(text, slot.text):
            self._texts[slot.key] = LocalText(was=slot.text, now=text)
            self._places.setdefault(slot.path, place)

    def _policy(self, entry: SheetEntry, slot: LocalSlot) -> None:
        """Marks of the agency's own."""
        marks = tuple(mark for mark in _MARKS.split(entry.text("yours")) if mark)
        if not marks:
            if entry.filled:
                self._report(entry, "a policy is named, and no mark stands after `yours:`",
                             "write what it says of lessons: `+lesson` upheld, `~lesson` partly, `-lesson` violated")  # fmt: skip
            return
        lessons = [mark[1:] for mark in marks]
        if bad := next((mark for mark in marks if not re.match(MARK, mark)), None):
            self._report(entry, f"`{brief(bad)}` is no mark: expected `+lesson`, `~lesson` or `-lesson`",
                         _mark_mend(bad, [mark[1:] for mark in slot.text.split()]), "yours")  # fmt: skip
        elif twice := next((lesson for lesson in lessons if lessons.count(lesson) > 1), None):
            self._report(entry, f"`{twice}` is marked twice", "keep one of the marks", "yours")
        elif not entry.text("policy"):
            self._report(entry, "the marks differ, and no policy is named", "write after `policy:` what you call it, "
                         "such as `order 4.2`: the debrief shows it", "yours")  # fmt: skip
        else:
            _, scene, _, _, choice, _ = slot.path
            policy, why = (" ".join(entry.text(label).split()) for label in ("policy", "why"))
            self._marks.append(LocalMarks(scene=str(scene), choice=str(choice), marks=marks, policy=policy, why=why))
            place = self._sheet.place(entry, "yours")
            self._places[slot.path] = place
            self._places[*slot.path[:-1], "why"] = self._sheet.place(entry, "why")

    def everywhere(self, sheet: LocalSheet, entry: SheetEntry) -> bool:
        """Say a word otherwise wherever it stands, but in lines that the agency wrote itself.

        Returns:
            Whether it stands anywhere, or there is nothing to be done.
        """
        word, new = (" ".join(entry.text(label).split()) for label in ("here", "yours"))
        if not word or not new:
            return not new
        pattern, stands = _whole(word, new), False
        for slot in self._known.values():
            if slot.kind not in (LocalKind.LINE, LocalKind.PARAGRAPH) or slot.key.startswith("help."):
                continue
            stands = stands or pattern.search(slot.text) is not None
            own = self._texts.get(slot.key)
            before = slot.text if own is None else own.now
            if own is None or slot.key in self._replaced:
                after = pattern.sub(lambda match: _cased(match[0], word, new), before)
                if not same(after, before):
                    self._replaced.add(slot.key)
                    self._put(slot, after, sheet.place(entry, "yours"))
        return stands

    def _nowhere(self, entry: SheetEntry) -> None:
        word = " ".join(entry.text("here").split())
        if not word:
            self._report(entry, "`yours:` says what is to be said, and `here:` does not say instead of what",
                         "write the scenario's word after `here:`", "yours")  # fmt: skip
            return
        words = {part for slot in self._known.values() for part in re.findall(r"[^\W\d_]{3,}", slot.text)}
        meant = nearest(word, words)
        self._report(entry, f"`{brief(word)}` stands nowhere in {self._scenario}",
                     f"did you mean `{meant}`?" if meant else "copy the word from the scenario, or empty this entry",
                     "here")  # fmt: skip

    def _labels(self, entry: SheetEntry, allowed: tuple[str, ...]) -> bool:
        """Whether only these labels stand under a key."""
        wrong = next((label for label in entry.fields if label not in allowed), None)
        if wrong is not None:
            self._report(entry, f"`{wrong}:` does not belong under `[{brief(entry.key)}]`",
                         f"there go {', '.join(f'`{label}:`' for label in allowed)}; if it is text, begin the line with a space",
                         wrong)  # fmt: skip
        return wrong is None

    def _meant(self, key: str) -> str:
        meant = nearest(key, self._known)
        return f"did you mean `[{meant}]`?" if meant else self._run("puts aside what has no place")

    def _run(self, what: str) -> str:
        return f"`{self._again}` {what}"

    def _report(self, entry: SheetEntry, message: str, mend: str, label: str = "") -> None:
        self._problems.append(self._sheet.problem(entry, message, mend, label))


def aside(sheet: LocalSheet) -> Iterator[Problem]:
    """A note for each text that was put aside and waits for somebody to look at it."""
    for entry in sheet.aside:
        yield sheet.problem(
            entry, f"this was put aside, since the scenario's line has changed or gone: `{brief(entry.text('yours'))}`",
            f"write it under `[{brief(entry.key)}]` where it still fits, or take it out",
        )._replace(kind=ASIDE_KIND)  # fmt: skip


def _whole(word: str, new: str) -> re.Pattern[str]:
    """Finds a word or words, not as a part of others; in capitals too, where none stands in it.

    An article before it belongs to it, where what is said instead has one of its own.
    """
    spaced = r"\s+".join(re.escape(part) for part in word.split())
    article = r"(?:(?i:the|an?)\s+)?" if _ARTICLE.match(new) else ""
    return re.compile(rf"(?<!\w){article}{spaced}(?!\w)", 0 if word != word.lower() else re.IGNORECASE)


def _cased(stood: str, word: str, new: str) -> str:
    """What is said instead, with a capital where one stood that is not the word's own."""
    if stood[:1].isupper() and not word[:1].isupper():
        return new[:1].upper() + new[1:]
    return new


def _mark_mend(bad: str, lessons: list[str]) -> str:
    bare = bad.lstrip(f"+~-{_DASHES}").lower()
    if bad[0] in _DASHES and bare in lessons:
        return f"write `-{bare}`, with the minus of the keyboard"
    if bare in lessons:
        return f"write `+{bare}`, `~{bare}` or `-{bare}`"
    return did_you_mean(bare, lessons)
