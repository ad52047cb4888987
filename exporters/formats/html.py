"""Documents as HTML: one file, no script, nothing fetched; light, dark and paper. Every text goes through autoescape."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from engine.states.order import letter
from exporters.content.artifact import Artifact
from exporters.content.document import Document, in_steps
from exporters.content.language import direction
from exporters.content.paper import Paper

PAPERS = {Paper.LETTER: "letter", Paper.A4: "A4"}
"""What CSS calls them (Paged Media, `page-size`)."""


def render(document: Document) -> Artifact:
    """The document as one file."""
    page = (
        _environment()
        .get_template("document.html.j2")
        .render(d=in_steps(document), style=_style(), paper=PAPERS[document.paper], rtl=direction(document.language) == "rtl")
    )
    return Artifact.of(f"{document.name}.html", page)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("exporters", "templates/html"), undefined=StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters |= {"kind": lambda block: type(block).__name__, "letter": letter}
    environment.filters["drawn"] = _drawn
    return environment


def _style() -> Markup:
    environment = _environment()
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, "document.css")
    return Markup(source)  # noqa: S704 - our own style sheet


def _drawn(svg: str) -> Markup:
    """An SVG that our own renderer made, in which text is escaped already."""
    return Markup(svg[svg.index("<svg") :])  # noqa: S704 - see above
