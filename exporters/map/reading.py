"""Reads a map off a scenario, and off a play of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from engine.errors import ExportError
from engine.pack.scenario import Route
from engine.play.bundle import Bundle
from engine.play.events import Chose
from exporters.content.document import Block, Heading, Items, TextBlock, clean, prose
from exporters.map import tracing
from exporters.map.model import LINES, OUTCOMES, Line, ListedChoice, Map, MapLink, MapWay, Stop
from exporters.map.shorthand import shorthand
from exporters.map.tracing import TracedStep
from exporters.play.play_record import PlayRecord
from exporters.scenario.odds import odds_of
from exporters.scenario.outline import DecisionPoint, LetteredChoice, outline_of
from exporters.wording.numbers import ordinal


def of_scenario(bundle: Bundle) -> Map:
    """The map of a scenario.

    Raises:
        ExportError: the scenario has errors of the families HW0 or HW1.
    """
    return bundle.kept(_scenario_map)


def of_play(record: PlayRecord) -> Map:
    """The map of a scenario with a play on it.

    Raises:
        ExportError: the scenario has errors of the families HW0 or HW1.
    """
    return record.kept(_play_map)


def _scenario_map(bundle: Bundle) -> Map:
    return _MapReader(bundle, None).read()


def _play_map(record: PlayRecord) -> Map:
    return _MapReader(record.bundle, record).read()


def one_line(markdown: str) -> str:
    """A text of the format on one line, without its marks."""
    return " ".join(" ".join(_words(prose(markdown))).split()) or " ".join(clean(markdown).split())


def _words(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextBlock | Heading):
            yield "".join(span.text for span in block.text)
        elif isinstance(block, Items):
            for item in block.items:
                yield from _words(item)


class _MapReader:
    def __init__(self, bundle: Bundle, record: PlayRecord | None) -> None:
        self.bundle = bundle
        self.record = record
        self.outline = outline_of(bundle)
        try:
            self.valued = tracing.sound(self.outline)
        except (KeyError, ValueError) as error:
            raise ExportError(f"`{bundle.name}` has errors; run `hotwash check`") from error
        self.taken = tracing.played(record.play) if record else ()
        self.steps: dict[Line, frozenset[TracedStep]] = {
            "best": tracing.best(self.outline) if self.valued else frozenset(),
            "reported": tracing.reported(self.outline) if self.valued else frozenset(),
            "played": frozenset(self.taken),
        }
        alone = record is not None and not record.in_class
        # Played alone, what is meant for a group shows no number that judges: docs/semantics.md, section 4.
        self.measured = self.valued and not (alone and bundle.scenario.facilitated)
        self.ways: dict[tuple[str, str], dict[MapWay, None]] = {}
        self.drawn: dict[tuple[str, str], set[Line]] = {}

    def read(self) -> Map:
        scenario, record = self.bundle.scenario, self.record
        for name in self.outline.order:
            self._leave(name)
        stops = tuple(self._stop(name) for name in self.outline.order)
        when = f" · played on {record.begun}" if record and record.begun else ""
        return Map(
            name=f"{scenario.id}-play-map-{record.begun}".rstrip("-") if record else f"{scenario.id}-map",
            title=one_line(scenario.title),
            subtitle=f"Decision map · version {scenario.version}{when}",
            stops=stops,
            links=tuple(self._link(*key) for key in self.ways if key[0] != key[1]),
            injects=tuple(f"{id_.replace('-', ' ')}: {one_line(inject.text)}" for id_, inject in scenario.injects.items()),
            lines=tuple(line for line in LINES if self.steps[line]),
            summary=self._summary(stops),
        )

    # Ways

    def _leave(self, name: str) -> None:
        scene = self.outline.scenes[name]
        if scene.next is not None:
            self._follow(TracedStep(name, "", 0), "", scene.next)
        for option in self.outline.point[name].options if scene.decision else ():
            assert scene.decision is not None
            onward = option.choice.next if option.choice.next is not None else scene.decision.next
            if onward is not None:
                self._follow(TracedStep(name, option.id, 0), option.letter, onward)

    def _follow(self, step: TracedStep, letter: str, onward: str | tuple[Route, ...]) -> None:
        if isinstance(onward, str):
            self._add(step, onward, MapWay(letter, ""))
            return
        total = sum(route.odds or 0 for route in onward)
        for number, route in enumerate(onward):
            together = [r for r in onward if r.to == route.to]
            terms = self._terms(route, sum(r.odds or 0 for r in together), total) if len(together) < len(onward) else ""
            self._add(step._replace(route=number), route.to, MapWay(letter, terms))

    def _terms(self, route: Route, odds: int, total: int) -> str:
        if total:
            share = Fraction(odds, total)
            return f"{share.numerator} in {share.denominator}"
        return f"if {clean(shorthand(self.outline, route.when))}" if route.when is not None else "otherwise"

    def _add(self, step: TracedStep, target: str, way: MapWay) -> None:
        key = step.scene, target
        self.ways.setdefault(key, {})[way] = None
        self.drawn.setdefault(key, set()).update(line for line in LINES if step in self.steps[line])

    def _link(self, source: str, target: str) -> MapLink:
        ways, lines = tuple(self.ways[source, target]), tuple(line for line in LINES if line in self.drawn[source, target])
        point = self.outline.point.get(source)
        return MapLink(source, target, ways, lines, len(point.options) if point else 0, only=self._ways_out[source] == 1)

    @cached_property
    def _ways_out(self) -> dict[str, int]:
        return {name: sum(source == name for source, _ in self.ways) for name in self.outline.order}

    # Stops

    def _stop(self, name: str) -> Stop:
        scene, point = self.outline.scenes[name], self.outline.point.get(name)
        first, exposure = name == self.bundle.scenario.start, self._exposure.get(name)
        if scene.ending is not None:
            return Stop(
                name, "ending", one_line(scene.ending.title), outcome=scene.ending.outcome, first=first, ended=name == self._end
            )
        stays = ", ".join(map(str, self.ways.get((name, name), ())))
        if point is None:
            return Stop(name, "passage", one_line(scene.text), first=first, exposure=exposure, stays=stays)
        injects = tuple(n for n, inject in enumerate(self.bundle.scenario.injects.values(), 1) if name in inject.at)
        answers = tuple(
            ListedChoice(o.letter, o.id.replace("-", " "), one_line(o.choice.text), self._tags(point, o)) for o in point.options
        )
        return Stop(
            name, "decision", one_line(point.decision.prompt), point.number, answers, None, first, injects, exposure, stays
        )

    def _tags(self, point: DecisionPoint, option: LetteredChoice) -> tuple[str, ...]:
        tags = []
        share = self._best.get(point.scene, {}).get(option.id, Fraction(0))
        if share:
            tags.append("best" if share == 1 else "at times best")
        if option.choice.critical:
            tags.append("critical")
        if option.id == self.bundle.scenario.reported_choice(point.scene):
            tags.append("report")
        at = [ordinal(made) for made, *step in self._decided if step == [point.scene, option.id]]
        if at:
            tags.append(f"played {', '.join(at)}")
        return tuple(tags)

    @cached_property
    def _best(self) -> dict[str, dict[str, Fraction]]:
        """Scene -> choice -> share of the states in which it is best; nothing where all are always so."""
        if not self.valued:
            return {}
        shares = odds_of(self.bundle).answers
        return {scene: dict(of) for scene, of in shares.items() if any(share < 1 for share in of.values())}

    @cached_property
    def _exposure(self) -> dict[str, tuple[Fraction, Fraction]]:
        if not self.measured:
            return {}
        valuation = self.outline.valuation
        found: dict[str, list[tuple[Fraction, Fraction]]] = {}
        for node in range(len(valuation.graph.nodes)):
            band = Fraction(valuation.danger(node)), Fraction(valuation.blind_danger(node))
            found.setdefault(valuation.graph.scene(node), []).append(band)
        return {name: (_mean([b[0] for b in bands]), _mean([b[1] for b in bands])) for name, bands in found.items()}

    # A play

    @property
    def _end(self) -> str:
        """The ending at which the play stands; empty where it goes on."""
        play = self.record.play if self.record else None
        return play.scene if play and play.line and play.waits_for in ("ended", "nothing") else ""

    @cached_property
    def _decided(self) -> tuple[tuple[int, str, str], ...]:
        """(the how-manieth it is, scene, choice) of each commit on the line."""
        if self.record is None:
            return ()
        commits = [entry.event for entry in self.record.play.line if isinstance(entry.event, Chose)]
        return tuple((made, event.scene, event.choice) for made, event in enumerate(commits, 1))

    def _summary(self, stops: Sequence[Stop]) -> str:
        decisions = sum(stop.kind == "decision" for stop in stops)
        endings = [stop.outcome for stop in stops if stop.outcome]
        counted = ", ".join(f"{endings.count(o)} {word}" for o, word in OUTCOMES.items() if o in endings)
        found = [f"{decisions} decisions and {len(endings)} endings ({counted})."]
        for line, words in LINES.items():
            asked = [(self.outline.point[s.scene], s.choice) for s in self.steps[line] if s.choice]
            answers = {(point.number, point.letter(choice)) for point, choice in asked}
            if answers:
                found.append(f"{words.capitalize()}: {', '.join(f'{number} {letter}' for number, letter in sorted(answers))}.")
        return " ".join(found)


def _mean(values: Sequence[Fraction]) -> Fraction:
    """To a thousandth: a drawing needs no more, and fractions grow long."""
    return Fraction(round(1000 * float(sum(float(v) for v in values) / len(values))), 1000)
