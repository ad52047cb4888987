"""What `hotwash export` was asked for: which exports, in which formats, with which options, made from what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.errors import ExportError, PackError, PlayError, UsageError
from engine.pack.diagnostics import did_you_mean
from engine.pack.folder import Pack, builtin, open_pack
from exporters.registry import ALL, EXPORTS, FORMAT_OPTIONS, PAPER, SETS, Export, exports
from tui.library.checked import sound_once
from tui.library.packs import locate

if TYPE_CHECKING:
    from engine.play.bundle import Bundle
    from engine.records import PlayRow
    from engine.records.reading import PlaysReader
    from exporters.play.play_record import PlayRecord

EVERY_FORMAT = "all"
HSEEP = "hseep"
TEMPLATE = "template"
_SHORT = "class"
"""The set that is made where nothing is named."""


class ExportRequest(NamedTuple):
    """The command line."""

    name: str | None
    scenario: str | None
    play: str | None = None
    last: bool = False
    set_: str | None = None
    formats: str | None = None
    hseep: bool = False
    template: Path | None = None
    paper: str | None = None
    options: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    db: str | None = None


class Job(NamedTuple):
    """One export in one format."""

    export: Export
    format_: str

    @property
    def title(self) -> str:
        """As a message names it."""
        return f"{self.export.name} ({self.format_})"


class Order(NamedTuple):
    """What is to be made."""

    jobs: tuple[Job, ...]
    options: Mapping[str, str]
    tolerant: bool
    """Whether what cannot be made is left out: a set, or every format, was asked for."""
    left_out: tuple[str, ...]
    """What is not made, and why, a line each."""


class ExportSources:
    """What exports are made from, opened when first needed."""

    def __init__(self, asked: ExportRequest, scenario: str | None) -> None:
        self._asked = asked
        self._scenario = scenario
        self.packs: list[Pack] = [*(open_pack(folder) for folder in asked.folders), builtin()]

    @property
    def of_play(self) -> bool:
        """Whether a play was asked for."""
        return self._asked.last or self._asked.play is not None

    @cached_property
    def bundle(self) -> Bundle:
        """The scenario; of a play as it was then.

        Raises:
            UsageError: none was named.
            PackError: there is none of this name, or it has errors.
        """
        if self.of_play:
            return self.record.bundle
        if self._scenario is None:
            raise UsageError("name a scenario, such as `hotwash export handout curtain`, or a play with --last")
        return sound_once(self.packs, self._scenario)

    @cached_property
    def record(self) -> PlayRecord:
        """The play: the one that was named, or the newest that is finished or was held by a class.

        Raises:
            RecordsError: the records cannot be read.
            PlayError: there is no such play, or it was never begun.
        """
        from engine.records import default_path, open_reader
        from sessions.look_back import look_back

        with open_reader(self._asked.db or default_path()) as records:
            record = _read(records, self._chosen(records).id)
            record.past = look_back(records, record)
            return record

    @cached_property
    def classes(self) -> tuple[PlayRecord, ...]:
        """Every class that wanted something else, of all scenarios or of the one that was named.

        Raises:
            RecordsError: the records cannot be read.
        """
        from engine.records import Records, default_path

        with Records.open(self._asked.db or default_path(), read_only=True) as records:
            rows = [row for row in records.plays(mode="class") if self._scenario is None or _is_of(row, self._scenario)]
            wanting = [id_ for id_, events in records.unread_events([row.id for row in rows]).items()
                       if any(event.kind == "wished" for event in events)]  # fmt: skip
            return tuple(_read(records, id_) for id_ in wanting)

    def of(self, export: Export) -> Bundle | PlayRecord | tuple[PlayRecord, ...]:
        """What an export is made from; errors as of each."""
        match export.source:
            case "play":
                return self.record
            case "classes":
                return self.classes
            case _:
                return self.bundle

    def _chosen(self, records: PlaysReader) -> PlayRow:
        every = records.plays()
        rows = [row for row in every if self._scenario is None or _is_of(row, self._scenario)]
        of = f" of `{self._scenario}`" if self._scenario else ""
        wanted = self._asked.play
        if wanted is None:
            matching = [row for row in rows if row.mode == "class" or (row.finished and row.mode == "solo")][:1]
            if not matching:
                raise PlayError(f"{records.where}: there is no finished play{of}, and no class")
            return matching[0]
        matching = [row for row in rows if row.id.startswith(wanted)] if wanted else []
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise PlayError(f"several plays{of} begin with `{wanted}`: {', '.join(row.id for row in matching[:5])}")
        newest = "".join(f"\n  {row.id}  {row.created[:10]}  {row.mode}  {row.scenario}" for row in rows[:5])
        raise PlayError(f"{records.where}: there is no play `{wanted}`{of}" + (f"; the newest are:{newest}" if newest else ""))


def _read(records: PlaysReader, id_: str) -> PlayRecord:
    """A play that is kept.

    Raises:
        RecordsError: it cannot be read.
        PlayError: it was never begun.
    """
    from engine.play.bundle import from_parts
    from engine.play.fold import replay
    from engine.states.program import Program
    from exporters.play.play_record import PlayRecord

    bundle = from_parts(records.bundle(id_))
    play = replay(Program(bundle.scenario), records.events(id_))
    if play.waits_for == "start":
        raise PlayError(f"the play {id_} was never begun")
    return PlayRecord(bundle, play, id_)


def _is_of(row: PlayRow, scenario: str) -> bool:
    """Whether a play is one of a scenario, named by id, `pack/id` or file. The pack may have gone."""
    return scenario == row.scenario or row.scenario.rpartition("/")[2] == (
        Path(scenario).stem if scenario.endswith((".yaml", ".yml")) else scenario
    )


def order(asked: ExportRequest) -> tuple[Order, ExportSources]:
    """What is to be made, and from what.

    Raises:
        UsageError: it makes no sense, with the nearest right name where there is one.
        ExportError: an exporter that was added cannot be loaded.
    """
    chosen, scenario, several = _chosen(asked)
    sources = ExportSources(asked, scenario)
    _packs_are_used(asked, sources, scenario)
    formats = _formats(asked)
    if sources.of_play and any(export.source == "classes" for export in chosen):
        raise UsageError(
            f"`{asked.name}` is made from all classes that are kept, and not from one play: leave out --play and --last"
        )
    left_out: list[str] = []
    if several and not sources.of_play:
        without = [export.name for export in chosen if export.source == "play"]
        if without:
            left_out.append(f"left out, being made from a play (--last, or --play ID): {', '.join(without)}")
        chosen = [export for export in chosen if export.source != "play"]
    jobs: list[Job] = []
    for export in chosen:
        wanted = _formats_of(export, formats)
        if not wanted and not several:
            raise UsageError(f"`{export.name}` is not made as `{asked.formats}`; there are: {', '.join(export.formats)}")
        if not wanted:
            left_out.append(f"left out, not being made as {asked.formats}: {export.name} ({', '.join(export.formats)})")
        jobs += (Job(export, format_) for format_ in wanted)
    if not jobs:
        raise UsageError("; ".join(left_out) or "there is nothing to export")
    options = _options(asked, jobs)
    return Order(tuple(jobs), options, several or EVERY_FORMAT in formats, tuple(left_out)), sources


def _packs_are_used(asked: ExportRequest, sources: ExportSources, scenario: str | None) -> None:
    """Refuse a pack in which nothing is looked for.

    Raises:
        UsageError: there is one.
    """
    if not asked.folders:
        return
    if sources.of_play:
        raise UsageError("--pack is not used with a play, which keeps the texts that it was played with; leave it out")
    if scenario is not None and scenario.lower().endswith((".yaml", ".yml")):
        raise UsageError(f"--pack is not used with a file; name the scenario, `{Path(scenario).stem}`, or leave --pack out")


def every() -> tuple[list[Export], str]:
    """Everything that can be exported; ours alone, and the reason, where an addition cannot be loaded."""
    try:
        return list(exports().values()), ""
    except ExportError as error:
        return list(EXPORTS), str(error)


def _chosen(asked: ExportRequest) -> tuple[list[Export], str | None, bool]:
    """The exports, the scenario, and whether it is a set."""
    named = _named(asked.name) if asked.name is not None else None
    set_ = asked.set_ or (HSEEP if asked.hseep and named is None else None)
    if asked.set_ and named is not None:
        raise UsageError(f"give either `{asked.name}` or --set {asked.set_}")
    if named is not None:
        return [named], asked.scenario, False
    if asked.name is not None and asked.scenario is not None:
        raise UsageError(_unknown(asked.name, [e.name for e in every()[0]], "nothing is exported as"))
    if asked.name is None and not asked.last and asked.play is None:
        raise UsageError("say what to export: a name, a scenario, or a play; `hotwash export --list` shows what there is")
    if asked.name is not None:
        _must_be_scenario(asked)
    return _of_set(set_ or _SHORT), asked.name, True


def _named(name: str) -> Export | None:
    """The export of a name. Additions are only looked at where it is none of ours."""
    ours = next((export for export in EXPORTS if export.name == name), None)
    return ours or exports().get(name)


def _must_be_scenario(asked: ExportRequest) -> None:
    assert asked.name is not None
    packs = [*(open_pack(folder) for folder in asked.folders), builtin()]
    try:
        locate(packs, asked.name)
    except PackError as error:
        if asked.name.endswith((".yaml", ".yml")):
            raise
        known = [*(e.name for e in every()[0]), *(path.stem for pack in packs for path in pack.scenario_paths)]
        raise UsageError(_unknown(asked.name, known, "there is no export and no scenario")) from error


def _of_set(name: str) -> list[Export]:
    known, problem = every()
    if problem:
        raise ExportError(problem)
    if name == ALL:
        return [export for export in known if export.source != "classes"]
    if name not in SETS:
        raise UsageError(_unknown(name, [*SETS, ALL], "there is no set"))
    return [export for export in known if export.name in SETS[name]]


def _formats(asked: ExportRequest) -> tuple[str, ...]:
    """The formats that were asked for; empty for the first of each export."""
    if asked.formats is None:
        return ("docx",) if asked.template is not None else ()
    given = tuple(dict.fromkeys(part.strip().lower() for part in asked.formats.split(",") if part.strip()))
    for format_ in given:
        if format_ not in _known_formats(EXPORTS) and format_ not in (known := _known_formats(every()[0])):
            raise UsageError(_unknown(format_, known, "there is no format"))
    if not given:
        raise UsageError(f"--format: no format was given; there are: {', '.join(_known_formats(EXPORTS))}")
    return given


def _known_formats(among: Sequence[Export]) -> list[str]:
    return list(dict.fromkeys((*(format_ for export in among for format_ in export.formats), EVERY_FORMAT)))


def _formats_of(export: Export, asked: Sequence[str]) -> tuple[str, ...]:
    if EVERY_FORMAT in asked:
        return export.formats
    return tuple(format_ for format_ in asked if format_ in export.formats) if asked else export.formats[:1]


def _options(asked: ExportRequest, jobs: Sequence[Job]) -> dict[str, str]:
    options: dict[str, str] = {}
    if asked.template is not None:
        options[TEMPLATE] = str(asked.template)
    for given in asked.options:
        name, equals, value = given.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--option {given}: `name=value` was expected")
        if name.strip() in options:
            raise UsageError(f"--option {name.strip()}: `{options[name.strip()]}` and `{value}`: give one of them")
        options[name.strip()] = value
    if asked.paper is not None:
        options[PAPER] = asked.paper
    known = {PAPER} | {name for job in jobs for name, _ in (*job.export.options, *FORMAT_OPTIONS.get(job.format_, ()))}
    for name in options:
        if name not in known:
            raise UsageError(_unknown(name, sorted(known), "nothing that is exported here takes the option"))
    return {HSEEP: "yes"} | options if asked.hseep else options


def _unknown(name: str, known: Sequence[str], what: str) -> str:
    return f"{what} `{name}`; {did_you_mean(name, known, otherwise='it takes none')}"
