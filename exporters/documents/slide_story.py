"""The slides of the story: a scene to read, a question with its letters, what a choice leads to.

A slide cannot know what was decided before. Where that matters, or chance does, it offers numbered ways without a word, and
the notes say which to take.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import gcd

from engine.pack.scenario import Inject, Paragraph, Route
from exporters.content.deck import BACK, Card, Link, Slide
from exporters.content.document import Block, Items, TextBlock, inline, join, plain, prose
from exporters.documents.parts import line
from exporters.documents.slide_notes import decision_notes, ending_notes, lines, link_name, scene_notes
from exporters.scenario.branching import condition, effects
from exporters.scenario.odds import Odds, odds_of
from exporters.scenario.outline import DecisionPoint, LetteredChoice, Outline, for_all, inject_name
from exporters.scenario.timing import plan

WASH = "hot-wash"
"""Key of the slide to which every ending leads."""
NUMBERS = 12
"""Up to this many numbers, each of a draw has a button of its own."""
USUAL_QUESTIONS = ("Why that letter?", "What would you have to see or hear to choose another?")


@dataclass(frozen=True)
class StorySlides:
    """The slides of the story."""

    outline: Outline

    @cached_property
    def _odds(self) -> Odds:
        return odds_of(self.outline.bundle)

    @cached_property
    def _injects(self) -> dict[str, int]:
        return {id_: number for number, id_ in enumerate(self.outline.bundle.scenario.injects, 1)}

    def slides(self) -> Iterator[Slide]:
        """In story order; results, paragraphs that not all read, endings and injects follow."""
        aside: list[Slide] = []
        slots = {slot.point.scene: slot for slot in plan(self._odds).slots}
        for name in self.outline.order:
            point = self.outline.point.get(name)
            if point is not None:
                notes = lines(decision_notes(self._odds, slots[name]))
                yield from self._decision(point, notes)
                aside += [s for option in point.options if (s := self._result(point, option)) is not None]
            elif self.outline.scenes[name].ending is not None:
                aside.append(self._ending(name))
            else:
                yield self._passage(name)
            aside += self._also(name)
        yield from aside
        yield from (self._inject(id_, inject) for id_, inject in self.outline.bundle.scenario.injects.items())

    def _decision(self, point: DecisionPoint, notes: str) -> Iterator[Slide]:
        decision, name = point.decision, point.scene
        over = self._title(name)
        ask, talk = f"{at(name)}?", f"{at(name)}!"
        injects = tuple(Link(f"Inject {self._injects[id_]}", f"inject:{id_}") for id_, _ in self.outline.injects(name))
        read = [block for text in for_all(self.outline.scenes[name]) for block in prose(text)]
        if any(passage.seat is not None for passage in self.outline.scenes[name].also):
            read.append(TextBlock(plain(f"Seats with a card: read your box for decision {point.number}."), "quiet"))
        first = name == self.outline.bundle.scenario.start
        yield Slide(
            at(name), over, blocks=tuple(read), buttons=(Link("To the question", ask),), links=self._also_links(name),
            notes=scene_notes(self.outline, name), hidden=not first,
        )  # fmt: skip
        seat = self.outline.seat(decision.seat)
        who = f"{over} · {seat} decides, everybody votes" if seat else f"{over} · everybody votes"
        cards = tuple(Card(o.letter, join(line(o.choice.text), *_offered(o)), self._after(point, o)) for o in point.options)
        yield Slide(
            ask, decision.prompt, who, cards=cards, links=(Link("Read again", at(name)), Link("Talk", talk), *injects),
            notes=notes, hidden=not first,
        )  # fmt: skip
        questions = decision.discuss or USUAL_QUESTIONS
        letters = tuple(Link(o.letter, self._after(point, o)) for o in point.options)
        yield Slide(
            talk, f"{over}: talk about it", blocks=(Items(tuple(prose(q) for q in questions)),), buttons=letters,
            links=(Link("The choices again", ask),), hidden=True,
            notes=f"When the team has decided, click its letter.\n\n{notes}",
        )  # fmt: skip

    def _title(self, name: str) -> str:
        """What the slides call a scene: nothing that tells where the story has gone."""
        outline = self.outline
        if name in outline.point:
            return f"Decision {outline.point[name].number}"
        if outline.scenes[name].ending is not None:
            return f"How it ends ({[ending for ending, _ in outline.endings].index(name) + 1})"
        if name == outline.bundle.scenario.start:
            return "The story begins"
        return f"The story goes on ({outline.passages.index(name) + 1})"

    def _passage(self, name: str) -> Slide:
        outline = self.outline
        next_ = outline.scenes[name].next
        assert next_ is not None
        said, buttons, how = self._onward(next_)
        first = name == outline.bundle.scenario.start
        blocks = tuple(block for text in for_all(outline.scenes[name]) for block in prose(text))
        return Slide(
            at(name), self._title(name), blocks=(*blocks, *said),
            buttons=buttons, links=self._also_links(name), notes=_joined(scene_notes(outline, name), how), hidden=not first,
        )  # fmt: skip

    def _result(self, point: DecisionPoint, option: LetteredChoice) -> Slide | None:
        """What a choice leads to at once, and the ways on; none where it leads straight to a scene."""
        if self._straight(point, option):
            return None
        said, buttons, how = self._onward(_next(point, option))
        result = prose(option.choice.result) if option.choice.result else ()
        chosen = TextBlock(join("You chose: ", inline(option.choice.text)), "quiet")
        return Slide(
            f"{at(point.scene)}={option.id}", f"Decision {point.number}: {option.letter}", blocks=(chosen, *result, *said),
            buttons=buttons, links=(Link("Back to the choices", f"{at(point.scene)}?"),),
            notes=_joined(how, _keep(self.outline, option)), hidden=True,
        )  # fmt: skip

    def _after(self, point: DecisionPoint, option: LetteredChoice) -> str:
        """Where the link of a choice leads."""
        if not self._straight(point, option):
            return f"{at(point.scene)}={option.id}"
        next_ = _next(point, option)
        return at(next_ if isinstance(next_, str) else next_[0].to)

    def _straight(self, point: DecisionPoint, option: LetteredChoice) -> bool:
        next_ = _next(point, option)
        return not option.choice.result and (isinstance(next_, str) or len({route.to for route in next_}) == 1)

    def _onward(self, next_: str | tuple[Route, ...]) -> tuple[tuple[Block, ...], tuple[Link, ...], str]:
        """What the slide says of the ways on, their buttons, and what the notes say."""
        if isinstance(next_, str) or len({(route.to, effects(self.outline, route.set, route.add)) for route in next_}) == 1:
            to = next_ if isinstance(next_, str) else next_[0].to
            return (), (Link("Go on", at(to)),), f"Goes on: {self.outline.label(to)}."
        if next_[0].odds is not None:
            return self._draw(next_)
        text = "The story goes on. Which way depends on what you did before."
        buttons, how = [], []
        for number, route in enumerate(next_, 1):
            when = f"if {condition(self.outline, route.when)}" if route.when is not None else "otherwise"
            buttons.append(Link(f"Way {number}", at(route.to)))
            how.append(f"Way {number} {when}: {self._target(route)}.")
        return (TextBlock(plain(text), "quiet"),), tuple(buttons), _joined("Take the first way that holds:", *how)

    def _draw(self, routes: tuple[Route, ...]) -> tuple[tuple[Block, ...], tuple[Link, ...], str]:
        """A draw: the class draws a number; its button leads on."""
        odds = [route.odds or 1 for route in routes]
        shared = gcd(*odds)
        total = sum(odds) // shared
        buttons: list[Link] = []
        how: list[str] = []
        low = 1
        for route, count in zip(routes, (o // shared for o in odds), strict=True):
            high = low + count - 1
            span = str(low) if low == high else f"{low} to {high}"
            numbers = [str(n) for n in range(low, high + 1)] if total <= NUMBERS else [span]
            buttons += [Link(number, at(route.to)) for number in numbers]
            how.append(f"{span}: {self._target(route)}.")
            low = high + 1
        text = f"Chance decides. Draw a number from 1 to {total}, and click it."
        return (TextBlock(plain(text)),), tuple(buttons), _joined("The draw, by the author's odds:", *how)

    def _target(self, route: Route) -> str:
        found = effects(self.outline, route.set, route.add)
        return self.outline.label(route.to) + (f" ({'; '.join(found)})" if found else "")

    def _ending(self, name: str) -> Slide:
        scene = self.outline.scenes[name]
        assert scene.ending is not None
        blocks = tuple(block for text in for_all(scene) for block in prose(text))
        title = TextBlock(tuple(s._replace(bold=True) for s in line(scene.ending.title)), "lead")
        return Slide(
            at(name), self._title(name), blocks=(*blocks, title), buttons=(Link("To the hot wash", WASH),),
            links=self._also_links(name), notes=_joined(ending_notes(self._odds, name), scene_notes(self.outline, name)),
            hidden=True,
        )  # fmt: skip

    def _conditional(self, name: str) -> list[Paragraph]:
        return [p for p in self.outline.scenes[name].also if p.seat is None and p.when is not None]

    def _also_links(self, name: str) -> tuple[Link, ...]:
        found = self._conditional(name)
        several = len(found) > 1
        return tuple(
            Link(f"{link_name(passage)} {n}" if several else link_name(passage), f"{at(name)}+{n}")
            for n, passage in enumerate(found, 1)
        )

    def _also(self, name: str) -> Iterator[Slide]:
        """Paragraphs that not every play reads, each on a slide of its own."""
        for number, passage in enumerate(self._conditional(name), 1):
            assert passage.when is not None
            place = " in place of the text" if passage.instead else ""
            yield Slide(
                f"{at(name)}+{number}", f"{self._title(name)}: {link_name(passage).lower()} ({number})",
                blocks=prose(passage.text),
                buttons=(Link("Back", at(name)),),
                notes=f"Show this{place} only if {condition(self.outline, passage.when)}.", hidden=True,
            )  # fmt: skip

    def _inject(self, id_: str, inject: Inject) -> Slide:
        written = effects(self.outline, inject.set, inject.add)
        numbers = [str(self.outline.point[scene].number) for scene in inject.at if scene in self.outline.point]
        how = [
            f"Inject “{inject_name(id_)}”. Can be played once, at decision {' or '.join(numbers)}.",
            f"Only if {condition(self.outline, inject.when)}." if inject.when is not None else "",
            f"On paper: {'; '.join(written)}." if written else "",
            inject.notes or "",
        ]
        questions = (Items(tuple(prose(q) for q in inject.discuss)),) if inject.discuss else ()
        return Slide(
            f"inject:{id_}", f"Inject {self._injects[id_]}", blocks=(*prose(inject.text), *questions),
            buttons=(Link("Back", BACK),), notes=_joined(*how), hidden=True,
        )  # fmt: skip


def at(name: str) -> str:
    """The key of the slide on which a scene begins."""
    return f"scene:{name}"


def _next(point: DecisionPoint, option: LetteredChoice) -> str | tuple[Route, ...]:
    next_ = option.choice.next if option.choice.next is not None else point.decision.next
    assert next_ is not None
    return next_


def _offered(option: LetteredChoice) -> tuple[str, ...]:
    """Says of a choice with a condition that it may be missing, and not why."""
    return (" (not always on offer)",) if option.choice.when is not None else ()


def _keep(outline: Outline, option: LetteredChoice) -> str:
    written = effects(outline, option.choice.set, option.choice.add)
    return f"On paper: {'; '.join(written)}." if written else ""


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
