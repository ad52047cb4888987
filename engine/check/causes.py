"""One cause, one finding: what follows from a fault elsewhere is not told beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from engine.pack.contents import CATALOGUES, REPORTS
from engine.pack.diagnostics import Finding, Related
from engine.pack.folder import Pack, model_for
from engine.pack.scenario import Scenario

K = TypeVar("K")
_SHOWN = 4
"""Other places of the same cause that are named, at most."""


def one_for_each(named: Iterable[tuple[K, Finding]]) -> Iterator[Finding]:
    """Of several findings about one name the first, with the places of the others."""
    first: dict[K, Finding] = {}
    others: dict[K, list[Finding]] = {}
    for name, finding in named:
        if name in first:
            others.setdefault(name, []).append(finding)
        else:
            first[name] = finding
    for name, finding in first.items():
        more = others.get(name, [])
        related = tuple(Related(f.place, "here, too") for f in more[:_SHOWN])
        if len(more) > _SHOWN:
            related = (*related[:-1], related[-1]._replace(message=f"here, too, and at {len(more) - _SHOWN} more places"))
        yield finding._replace(related=(*finding.related, *related))


def broken(pack: Pack, path: Path) -> bool:
    """Whether a file of the pack is there and holds nothing that can be used: what it would say is not known."""
    return pack.has(path) and pack.file(path, model_for(path)).model is None


def broken_catalogue(pack: Pack, name: str) -> bool:
    """Whether the pack's own catalogue of this file name cannot be used."""
    return broken(pack, pack.folder / name)


def broken_below(pack: Pack, path: Path) -> Iterator[Path]:
    """The files that a file of the pack rests on and that cannot be used: catalogues, and a scenario's report."""
    for name in CATALOGUES:
        if pack.folder / name != path and broken_catalogue(pack, name):
            yield pack.folder / name
    model = pack.file(path, model_for(path)).model
    if isinstance(model, Scenario) and model.report is not None:
        report = pack.folder / REPORTS / f"{model.report}.yaml"
        if broken(pack, report):
            yield report
