"""The one table of what can be exported. Others can add to it through the entry point group `hotwash.exporters`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from engine.errors import ExportError

if TYPE_CHECKING:
    from exporters.artifact import Artifact
    from exporters.document import Document

Source: TypeAlias = Literal["scenario", "play"]
GROUP = "hotwash.exporters"


@dataclass(frozen=True, slots=True)
class Export:
    """Something that can be exported."""

    name: str
    about: str
    """One line for `hotwash export --list`."""
    source: Source
    """What it is made from: a scenario (`Bundle`) or a play (`Exercise`)."""
    formats: tuple[str, ...]
    """The first is the default."""
    make: str
    """`module:function`; with `as_document` it answers a `Document`, otherwise artifacts for (source, format)."""
    as_document: bool = True
    answers: bool = False
    """Whether it may show what gives an answer away."""


DOCUMENT_FORMATS: Mapping[str, str] = {
    "html": "exporters.formats.html:render",
    "md": "exporters.formats.markdown:render",
}
"""Format -> what renders a `Document` in it."""
_ALL = tuple(DOCUMENT_FORMATS)

EXPORTS: tuple[Export, ...] = (
    Export("after-action", "after-action report and improvement plan", "play", _ALL,
           "exporters.documents.after_action:after_action", answers=True),
)  # fmt: skip


def exports() -> dict[str, Export]:
    """Everything that can be exported, by name; ours first.

    Raises:
        ExportError: an installed addition is no `Export`, or takes a name that is taken.
    """
    found = {export.name: export for export in EXPORTS}
    for point in entry_points(group=GROUP):
        try:
            export = point.load()
        except Exception as error:
            raise ExportError(f"the exporter `{point.name}` ({point.value}) cannot be loaded: {error}") from error
        if not isinstance(export, Export):
            raise ExportError(f"the exporter `{point.name}` ({point.value}) is no `exporters.registry.Export`")
        if export.name in found:
            raise ExportError(f"the exporter `{point.name}` ({point.value}) takes the name `{export.name}`, which is taken")
        found[export.name] = export
    return found


def make(export: Export, source: object, format_: str) -> Sequence[Artifact]:
    """What it comes to in a format.

    Raises:
        ExportError: it is not made in this format, or cannot be made here.
    """
    if format_ not in export.formats:
        raise ExportError(f"`{export.name}` is not made as `{format_}`; there are: {', '.join(export.formats)}")
    function = _function(export.make)
    if not export.as_document:
        made: Sequence[Artifact] = function(source, format_)
        return made
    document: Document = function(source)
    rendered: Artifact = _function(DOCUMENT_FORMATS[format_])(document)
    return (rendered,)


def _function(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function
