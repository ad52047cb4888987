"""What may stand where on the command line, for the completion of shells: ids, names, codes, and files.

Only what can be had at once is loaded here: a shell waits for it at each press of the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_PLAYS = 100
"""Plays that are offered at most."""
_ID = 8
"""Characters of a play's id that are offered, as `hotwash records list` shows them."""


def scenarios(ctx: click.Context, _: click.Parameter, begin: str) -> list[CompletionItem]:
    """Scenarios of the packs that are named and of the built-in one, by their ids; and files."""
    return [*_beginning(begin, dict.fromkeys(_scenario_ids(ctx), "")), *_files(begin)]


def first_of_export(ctx: click.Context, parameter: click.Parameter, begin: str) -> list[CompletionItem]:
    """Exports; and scenarios, of which a set is made."""
    from exporters.registry import EXPORTS

    return [*_beginning(begin, {export.name: export.about for export in EXPORTS}), *scenarios(ctx, parameter, begin)]


def formats(ctx: click.Context, _: click.Parameter, begin: str) -> list[CompletionItem]:
    """Formats of the export that is named, or of all; several with commas."""
    from exporters.registry import EXPORTS

    named = [export for export in EXPORTS if export.name == _named(ctx)] or EXPORTS
    return _next_of_list(begin, [*dict.fromkeys(format_ for export in named for format_ in export.formats), "all"])


def _named(ctx: click.Context) -> str | None:
    """The export that stands on the line. Click gives arguments to no name while the last option lacks its value."""
    return ctx.params.get("name") or next(iter(ctx.args), None)


def sets(_: click.Context, __: click.Parameter, begin: str) -> list[CompletionItem]:
    """Sets of exports."""
    from exporters.registry import ALL, SETS

    return _beginning(begin, {**{name: ", ".join(of) for name, of in SETS.items()}, ALL: "everything"})


def export_options(ctx: click.Context, _: click.Parameter, begin: str) -> list[CompletionItem]:
    """Options of the export that is named, or of all, up to the equals sign; behind it files."""
    if "=" in begin:
        return _files(begin)
    from exporters.registry import EXPORTS, FORMAT_OPTIONS

    named = [export for export in EXPORTS if export.name == _named(ctx)] or EXPORTS
    known = {name: what for export in named for name, what in export.options}
    known |= {name: what for options in FORMAT_OPTIONS.values() for name, what in options}
    return _beginning(begin, {f"{name}=": what for name, what in known.items()})


def codes(_: click.Context, __: click.Parameter, begin: str) -> list[CompletionItem]:
    """Codes of rules and their families; several with commas."""
    from engine.check.rule_names import rule_names

    names = rule_names()
    families = {code[:3]: "" for code in names}
    return _next_of_list(begin, {**families, **names})


def rules(_: click.Context, __: click.Parameter, begin: str) -> list[CompletionItem]:
    """Rules by code; by name where one begins to type a name."""
    from engine.check.rule_names import rule_names

    names = rule_names()
    by_name = {name: code for code, name in names.items()} if begin and not begin.upper().startswith("HW"[: len(begin)]) else {}
    return _beginning(begin, names, fold=True) + _beginning(begin, by_name)


def plays(ctx: click.Context, _: click.Parameter, begin: str) -> list[CompletionItem]:
    """Plays that are kept, the newest first, by the beginning of their ids."""
    return _plays(ctx, begin, {"solo", "class"})


def classes(ctx: click.Context, _: click.Parameter, begin: str) -> list[CompletionItem]:
    """Classes that are kept, the newest first, by the beginning of their ids."""
    return _plays(ctx, begin, {"class"})


def _plays(ctx: click.Context, begin: str, modes: set[str]) -> list[CompletionItem]:
    from engine.records import default_path
    from engine.records.glance import newest_plays

    where = ctx.params.get("db") or default_path()
    found = [play for play in newest_plays(where, _PLAYS) if play.mode in modes]
    chosen = set(ctx.params.get("plays") or ())
    told = {play.id[:_ID]: f"{play.created[:16].replace('T', ' ')} {play.mode} {play.scenario}" for play in found}
    if len(begin) > _ID:
        told = {play.id: told[play.id[:_ID]] for play in found}
    return _beginning(begin, {id_: about for id_, about in told.items() if id_ not in chosen})


def _scenario_ids(ctx: click.Context) -> Iterator[str]:
    from engine.errors import PackError
    from engine.pack.contents import scenario_paths
    from engine.pack.location import builtin_folder

    for folder in (*(ctx.params.get("folders") or ()), None):
        try:
            yield from (path.stem for path in scenario_paths(Path(folder) if folder else builtin_folder()))
        except PackError:
            continue  # whoever plays from it is told why it cannot be read


def _beginning(begin: str, values: Mapping[str, str], *, fold: bool = False) -> list[CompletionItem]:
    """Those of the values that begin so, each with what is said of it."""
    from click.shell_completion import CompletionItem

    wanted = begin.upper() if fold else begin
    return [CompletionItem(value, help=about or None) for value, about in values.items() if value.startswith(wanted)]


def _next_of_list(begin: str, values: Iterable[str] | Mapping[str, str]) -> list[CompletionItem]:
    """As `_beginning` for the last of several words with commas between them; the words before it stay, and do not come again."""
    from click.shell_completion import CompletionItem

    before, comma, last = begin.rpartition(",")
    about = values if isinstance(values, Mapping) else dict.fromkeys(values, "")
    known = {value: what for value, what in about.items() if value not in before.split(",")}
    return [CompletionItem(f"{before}{comma}{item.value}", help=item.help) for item in _beginning(last, known)]


def _files(begin: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(begin, type="file")]
