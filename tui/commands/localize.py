"""`hotwash localize`: a sheet on which an agency says a scenario in its own words. stdout gets its path, stderr the talk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.check.cache import Cache
from engine.check.survey import check_one
from engine.errors import ExitCode, UsageError
from engine.pack.diagnostics import Finding, Problem, Severity
from engine.pack.folder import Pack, builtin, open_pack
from engine.pack.local.fit import form_problems
from engine.pack.local.refill import Refill, refill
from engine.pack.local.sheet import LocalSheet
from engine.pack.local.sheet_places import sheet_path
from engine.pack.local.slots import flat, helper_slots, slots
from exporters.content.artifact import Artifact
from exporters.scenario.local_form import pack_form, scenario_form
from exporters.wording.numbers import many
from exporters.writer import write
from tui.commands.streams import say
from tui.library.packs import locate, sound
from tui.library.places import cache_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalizeRequest:
    """The command line."""

    scenario: str | None = None
    """An id, `pack/id` or a file; None, or the name of a pack, for all scenarios of a pack."""
    folders: tuple[Path, ...] = ()
    list_: bool = False
    """Whether to show what is said otherwise, and write nothing."""


class _SheetOwner:
    """What a sheet is for."""

    def __init__(self, pack: Pack, id_: str) -> None:
        self.pack = pack
        self.id = id_
        """Empty for all scenarios of the pack."""

    @property
    def name(self) -> str:
        """As a command names it."""
        return f"{self.pack.info.name}/{self.id}" if self.id else self.pack.info.name

    @property
    def again(self) -> str:
        """The command that writes it anew."""
        return self.pack.localize_command(self.id)

    @property
    def path(self) -> Path:
        """Where the sheet lies, or will.

        Raises:
            UsageError: another scenario's was given by name.
        """
        path = sheet_path(self.pack.folder, self.pack.info.name, self.id)
        if path is None:
            raise UsageError(f"the sheet that --local or HOTWASH_LOCAL names is for another scenario than {self.name}")
        return path

    def sheet(self) -> LocalSheet | None:
        """The sheet as it is, if there is one."""
        own, shared = self.pack.sheets(self.id)
        return own if self.id else shared


def run(asked: LocalizeRequest) -> ExitCode:
    """Write the sheet, with everything that was filled in; or show what is said otherwise."""
    whose = _whose(asked)
    sheet = whose.sheet()
    if asked.list_:
        return _show(whose, sheet)
    bundle = sound(whose.pack.published(), whose.id) if whose.id else None
    known = [*helper_slots(whose.pack.info), *(slots(bundle.scenario) if bundle is not None else ())]
    if sheet is not None and (problems := form_problems(sheet, whose.name, known, whose.again)):
        _say_problems(problems, "\nThe sheet was left as it is.")
        return ExitCode.FINDINGS
    own = refill(sheet, known) if sheet is not None else Refill()
    text = scenario_form(bundle, own, whose.again) if bundle is not None else pack_form(whose.pack.info, own, whose.again)
    path = whose.path
    write([Artifact.of(path.name, text)], path.parent, force=True)
    say(path)
    for line in _news(own, first=sheet is None):
        say(line, err=True)
    return _judged(whose)


def _whose(asked: LocalizeRequest) -> _SheetOwner:
    """What the sheet is for."""
    packs = [*(open_pack(folder) for folder in asked.folders), builtin()]
    if asked.scenario is None:
        return _SheetOwner(packs[0], "")
    folder = Path(asked.scenario)
    if (folder / "pack.yaml").is_file():
        return _SheetOwner(open_pack(folder), "")
    named = [pack for pack in packs if pack.info.name == asked.scenario]
    return _SheetOwner(named[0], "") if named else _SheetOwner(*locate(packs, asked.scenario))


# What is said


def _news(own: Refill, *, first: bool) -> Iterator[str]:
    """What became of what was filled in."""
    if first:
        yield "Fill it in with any editor for plain text, then run this again: it says whether everything fits."
        return
    yield f"{many(len(own.own) + len(own.everywhere), 'line')} of your own."
    for key in own.rescued:
        yield f"[{key}]: the scenario's line was written over; what you wrote there stands after `yours:`."
    for before, after in own.moved:
        yield f"[{before}]: the scenario's line now stands at [{after}], and yours with it."
    for key in own.fresh:
        yield f"[{key}]: put aside, since the scenario's line has changed or gone. Yours is at the end of the sheet."


def _judged(whose: _SheetOwner) -> ExitCode:
    """Whether the scenario is sound with the sheet as it is on the disk."""
    pack = open_pack(whose.pack.folder)
    paths = [pack.folder / f"{whose.id}.yaml"] if whose.id else pack.scenario_paths
    cache = Cache(cache_folder())
    errors = {
        (finding.place, finding.message): finding
        for path in paths for finding in check_one(pack, path, cache).findings if finding.severity is Severity.ERROR
    }  # fmt: skip
    if not errors:
        return ExitCode.OK
    _say_problems(list(errors.values()), "")
    return ExitCode.FINDINGS


def _say_problems(problems: Sequence[Finding | Problem], last: str) -> None:
    for each in problems:
        mend = f"\n  mend: {each.mend}" if each.mend else ""
        say(f"{each.place}: {each.message}{mend}", err=True)
    if last:
        say(last.strip(), err=True)


def _show(whose: _SheetOwner, sheet: LocalSheet | None) -> ExitCode:
    """What is said otherwise, a line each."""
    if sheet is None:
        say(f"nothing is said otherwise in {whose.name}: `{whose.again}` makes a sheet", err=True)
        return ExitCode.OK
    for entry in sheet.entries.values():
        if entry.filled:
            policy = f" ({entry.text('policy')})" if entry.text("policy") else ""
            say(f"[{entry.key}]{policy}: {flat(entry.text('here'))} -> {flat(entry.text('yours'))}")
    for entry in sheet.everywhere:
        if entry.text("yours"):
            say(f"everywhere: {flat(entry.text('here'))} -> {flat(entry.text('yours'))}")
    for entry in sheet.aside:
        say(f"put aside: [{entry.key}]: {flat(entry.text('yours'))}")
    return _judged(whose)
