"""What a scenario rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.pack.catalogues import Source
from engine.pack.folder import Pack
from engine.pack.location import builtin_folder
from engine.play.bundle import Bundle
from exporters.content.document import Block, TextBlock, bullets, plain
from exporters.documents.parts import heading


def cited(bundle: Bundle) -> Iterator[Block]:
    """The sources of the scenario and of its report."""
    report = bundle.report.source.cite if bundle.report else ()
    ids = dict.fromkeys((*bundle.scenario.sources, *report))
    if not ids:
        return
    titles = _catalogue(bundle)
    yield heading("Sources")
    yield bullets([_line(id_, titles) for id_ in ids])
    yield TextBlock(plain("“Read” says how much of a source was read: background was not checked against it."), "quiet")


def _line(id_: str, titles: Mapping[str, Source]) -> str:
    source = titles.get(id_)
    return f"{source.title}: {source.locator} (read: {source.read})" if source else id_


def _catalogue(bundle: Bundle) -> Mapping[str, Source]:
    """The titles of the built-in pack's sources. A bundle holds none, and another pack may use an id for something else."""
    pack = Pack(builtin_folder())
    return pack.sources if pack.info.name == bundle.pack.name else {}
