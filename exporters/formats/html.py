"""Documents as HTML: one file, no script, nothing fetched; light, dark and paper. Every text goes through autoescape."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from engine.states.order import letter
from exporters.content.artifact import Artifact
from exporters.content.document import Block, Document, Span, Text, TextBlock, in_steps, spoken
from exporters.content.language import direction, turned
from exporters.content.palette import DARK, LIGHT, Palette
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
    environment.filters |= {"drawn": _drawn, "side": _side}
    return environment


@pass_context
def _side(context: Context, words: str | Text | tuple[Block, ...]) -> Markup:
    """The attribute of a text that runs the other way than the page; of an item whose only text stands in it, too."""
    side = turned(_words(words), "rtl" if context["rtl"] else "ltr")
    return Markup(f' dir="{side}"') if side else Markup()  # noqa: S704 - one of two words of ours


def _words(words: str | Text | tuple[Block, ...]) -> str:
    if isinstance(words, str):
        return words
    only = words[0] if len(words) == 1 else None
    if isinstance(only, TextBlock):
        return spoken(only.text)
    return "".join(part.text for part in words if isinstance(part, Span))


def _style() -> Markup:
    environment = _environment()
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, "document.css")
    dark = f"@media screen and (prefers-color-scheme: dark) {{\n{_colors(DARK)}}}\n"
    return Markup(f":root {{ color-scheme: light dark; }}\n{_colors(LIGHT)}{dark}{source}")  # noqa: S704 - our own style sheet


def _colors(palette: Palette) -> str:
    return ":root {" + "".join(f" --{name}: {color};" for name, color in palette._asdict().items()) + " }\n"


def _drawn(svg: str) -> Markup:
    """An SVG that our own renderer made, in which text is escaped already."""
    return Markup(svg[svg.index("<svg") :])  # noqa: S704 - see above
