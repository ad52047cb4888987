"""All that a play rests on, as it was on the day: so that an old play replays and scores for ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from engine.errors import PackError
from engine.pack import references
from engine.pack.catalogues import Lesson
from engine.pack.folder import Pack
from engine.pack.local.words import NOTHING_LOCAL, LocalWords, localized, localized_pack
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo
from engine.pack.source import parse
from engine.pack.validation import to_model
from engine.play.grades import SCORING_VERSION
from engine.states.graph import DEFAULT_BUDGET
from engine.states.program import Program
from engine.states.values import Valuation

T = TypeVar("T")


@dataclass(frozen=True)
class Bundle:
    """A scenario with the report, lessons and pack settings that a play of it needs."""

    scenario: Scenario
    report: Report | None
    lessons: Mapping[str, Lesson]
    """The lessons that the scenario or its report cites, by id."""
    pack: PackInfo
    scoring: int = SCORING_VERSION
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The files as they were read: `scenario`, and `report` where there is one."""
    local: LocalWords = NOTHING_LOCAL
    """What an agency says otherwise; `scenario` and `pack` are as it says them."""

    @cached_property
    def program(self) -> Program:
        """The scenario, compiled."""
        return Program(self.scenario)

    @cached_property
    def valuation(self) -> Valuation:
        """Values of its states, for whoever reads them alone: a play with injects may add states, and needs its own."""
        return Valuation(self.program, self.pack.danger, self.max_states)

    def kept(self, derive: Callable[[Bundle], T]) -> T:
        """What a function derives from the bundle, which never changes: derived when first asked for, and kept with it."""
        if derive not in self._kept:
            self._kept[derive] = derive(self)
        found: T = self._kept[derive]
        return found

    @cached_property
    def _kept(self) -> dict[Callable[[Bundle], Any], Any]:
        return {}

    @property
    def max_states(self) -> int:
        """How many states may be explored to value a play: as many as its check may, and never fewer than by default."""
        return max(DEFAULT_BUDGET, self.pack.limits.max_states)

    @property
    def name(self) -> str:
        """`pack/id`."""
        return f"{self.pack.name}/{self.scenario.id}"

    def parts(self) -> dict[str, bytes]:
        """What is to be stored, by kind. `from_parts` reads it again."""
        lessons = {k: v.model_dump(mode="json", exclude_defaults=True) for k, v in sorted(self.lessons.items())}
        settings = self.pack.model_dump(mode="json", by_alias=True)
        return {
            **self.texts,
            **({"local": self.local.as_json()} if self.local else {}),
            "lessons": _json(lessons),
            "pack": _json(settings),
            "scoring": _json({"version": self.scoring}),
        }


def bundle(pack: Pack, id_: str) -> Bundle:
    """The bundle of a scenario of a pack.

    Raises:
        PackError: there is no such scenario, or a file of it has errors.
    """
    file = pack.scenario(id_)
    if file.model is None:
        raise PackError(f"{file.doc.name} has errors; run `hotwash check {file.doc.name}`")
    scenario = file.model
    texts = {"scenario": file.doc.text.encode()}
    report = None
    if scenario.report is not None:
        told = pack.report(scenario.report)
        if told is None or told.model is None:
            raise PackError(f"the report `{scenario.report}` is missing or has errors; run `hotwash check {file.doc.name}`")
        report = told.model
        texts["report"] = told.doc.text.encode()
    local = file.local.words if file.local is not None else NOTHING_LOCAL
    info = localized_pack(pack.info, local)
    return Bundle(scenario, report, _cited(scenario, report, pack.lessons), info, SCORING_VERSION, texts, local)


def from_parts(parts: Mapping[str, bytes]) -> Bundle:
    """The bundle that `Bundle.parts` stored.

    Raises:
        PackError: a part is missing, or of a version that this program cannot read.
    """
    try:
        document = parse(parts["scenario"], "the stored scenario")
        scenario, _ = to_model(document, Scenario)
        local = LocalWords.model_validate_json(parts["local"]) if "local" in parts else NOTHING_LOCAL
        if scenario is not None and local:
            scenario = localized(document.data, scenario, local)
        lessons = {k: Lesson.model_validate(v) for k, v in json.loads(parts["lessons"]).items()}
        info = PackInfo.model_validate(json.loads(parts["pack"]))
        scoring = json.loads(parts["scoring"])["version"]
    except (KeyError, ValueError) as error:
        raise PackError(f"the stored scenario cannot be read: {error}") from error
    report = None
    if "report" in parts:
        report, _ = to_model(parse(parts["report"], "the stored report"), Report)
    if scenario is None or ("report" in parts and report is None):
        raise PackError("the stored scenario is of a format that this version of Hotwash cannot read")
    if scoring > SCORING_VERSION:
        raise PackError("a newer Hotwash scored this play: upgrade Hotwash")
    texts = {k: parts[k] for k in ("scenario", "report") if k in parts}
    return Bundle(scenario, report, lessons, info, scoring, texts, local)


def _cited(scenario: Scenario, report: Report | None, known: Mapping[str, Lesson]) -> dict[str, Lesson]:
    ids = {lesson for _, lesson in references.lesson_names(scenario)} | set(report.lessons if report else ())
    return {id_: known[id_] for id_ in sorted(ids) if id_ in known}


def _json(data: object) -> bytes:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
