"""The sheet of local words as it is given to whoever fills it in: plain text, in story order, with what was filled in before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from engine.pack.local.fit import SHEET_FORMAT
from engine.pack.local.refill import PutAside, Refill
from engine.pack.local.sheet import ABOUT, ASIDE, EVERYWHERE, WIDTH, written
from engine.pack.local.slots import LocalKind, LocalSlot, fingerprint, helper_slots, slots
from engine.pack.settings import PackInfo
from engine.play.bundle import Bundle
from exporters.scenario.outline import DecisionPoint, Outline, outline_of

SPARE = 2
"""Empty entries for words that are said otherwise everywhere."""
_HOW = (
    "Write yours after `yours:` and save, in any editor for plain text (Notepad, TextEdit, nano).",
    "",
    "- An empty `yours:` changes nothing. Leave `here:` as it is: it is the scenario's own line, and shows what yours is for.",
    "- A long text goes on in the next lines; an empty line begins a paragraph.",
    "- When the scenario's line changes, yours is put aside, and never used for another.",
    "- To look for a word use your editor's search. Lines that begin with # are help, and are written anew each time.",
)
_MARKS = (
    "Marks say what an answer is worth: +lesson upheld, ~lesson partly upheld, -lesson violated.",
    "Where your policy differs write the marks that differ, the name of the policy, and why if you like.",
)


def scenario_form(published: Bundle, own: Refill, again: str) -> str:
    """The sheet of a scenario.

    Args:
        published: the scenario as its pack says it.
        own: what was filled in before.
        again: the command that writes it anew.
    """
    form = _Form(outline_of(published), own, again)
    return "\n".join(form.lines())


def pack_form(info: PackInfo, own: Refill, again: str) -> str:
    """The sheet for all scenarios of a pack, as `scenario_form` makes that of one: who helps, and words."""
    helpers = list(helper_slots(info))
    lines = [
        *_head(f"Local words for all scenarios of “{info.title}”", info.name, info.version, helpers, again),
        *_everywhere(own.everywhere),
        *_heading("Who helps"),
        *(line for slot in helpers for line in _entry(slot, own)),
        *_aside(own.aside),
    ]  # fmt: skip
    return "\n".join(lines)


class _Form:
    def __init__(self, outline: Outline, own: Refill, again: str) -> None:
        self._outline = outline
        self._again = again
        self._own = own
        self._by_place: dict[str, list[LocalSlot]] = defaultdict(list)
        """Key of a scene or an inject -> what stands in it; empty for the rest."""
        for slot in slots(outline.bundle.scenario):
            kind, _, rest = slot.key.partition(".")
            self._by_place[f"{kind}.{rest.partition('.')[0]}" if kind in ("scene", "inject") else ""].append(slot)

    def lines(self) -> Iterator[str]:
        """Line by line."""
        bundle = self._outline.bundle
        scenario = bundle.scenario
        helpers = list(helper_slots(bundle.pack))
        every = [*slots(scenario), *helpers]
        yield from _head(f"Local words for “{scenario.title}”", bundle.name, scenario.version, every, self._again)
        yield from _everywhere(self._own.everywhere)
        yield from _heading("Who helps")
        yield from self._entries(helpers)
        yield from _heading("Title, setting, times, names, objectives, questions for the hot wash")
        yield from self._entries(self._by_place[""])
        yield from _help(_MARKS)
        for name in self._outline.order:
            yield from self._scene(name)
        for name in scenario.injects:
            yield from _heading(f"Inject: {name}")
            yield from self._entries(self._by_place[f"inject.{name}"])
        yield from _heading("The lessons, for marks")
        yield from _help(f"{id_:<28} {lesson.title}" for id_, lesson in bundle.lessons.items())
        yield from _aside(self._own.aside)

    def _scene(self, name: str) -> Iterator[str]:
        label, point = self._outline.label(name), self._outline.point.get(name)
        yield from _heading(label[0].upper() + label[1:] + (f": {point.decision.prompt}" if point else ""))
        every = self._by_place[f"scene.{name}"]
        choices = f"scene.{name}.choice."
        told = [slot for slot in every if not slot.key.startswith(choices)]
        yield from self._entries(slot for slot in told if ".notes." not in slot.key and ".discuss." not in slot.key)
        if point is not None:
            yield from self._options(point, [slot for slot in every if slot.key.startswith(choices)])
        yield from self._entries(slot for slot in told if ".notes." in slot.key or ".discuss." in slot.key)

    def _options(self, point: DecisionPoint, every: list[LocalSlot]) -> Iterator[str]:
        for option in point.options:
            yield from _help([f"Decision {point.number}, answer {option.letter}"])
            yield from self._entries(slot for slot in every if slot.path[4] == option.id)

    def _entries(self, every: Iterable[LocalSlot]) -> Iterator[str]:
        for slot in every:
            yield from _entry(slot, self._own)


def _head(title: str, scenario: str, version: int, every: Sequence[LocalSlot], again: str) -> Iterator[str]:
    yield from _help([title, "", *_HOW, "", f"`{again}` says whether everything fits, and keeps what you wrote."])
    about = {"format": SHEET_FORMAT, "scenario": scenario, "made from": f"version {version}, {fingerprint(every)}"}
    yield written(ABOUT, about)


def _everywhere(words: list[tuple[str, str]]) -> Iterator[str]:
    yield from _heading("Words that you say otherwise wherever they stand")
    yield from _help(["Such as here: dispatch, yours: the control room. A line of your own below is left as you wrote it."])
    for here, yours in (*words, *[("", "")] * SPARE):
        yield written(EVERYWHERE, {"here": here, "yours": yours})


def _entry(slot: LocalSlot, own: Refill) -> Iterator[str]:
    filled = own.own.get(slot.key, {})
    labels = ("yours", "policy", "why") if slot.kind is LocalKind.MARKS else ("yours",)
    yield written(slot.key, {"here": slot.text, **{label: filled.get(label, "") for label in labels}})


def _aside(every: list[PutAside]) -> Iterator[str]:
    if not every:
        return
    yield from _heading("Put aside")
    yield from _help(["The lines that these were for have changed or gone. Write yours again where it fits, then take it out."])
    for each in every:
        yield written(f"{ASIDE}{each.key}", {"was": each.was, **each.own})


def _heading(text: str) -> Iterator[str]:
    yield "# " + "-" * (WIDTH - 2)
    yield from _help([text])


def _help(lines: Iterable[str]) -> Iterator[str]:
    yield "\n".join(f"# {line}".rstrip() for line in lines) + "\n"
