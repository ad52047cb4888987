"""The formats of `hotwash check`: each name and the function that renders it.

Light to import, since the command line needs the names before it knows what to run: a reporter is loaded by its
own format alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from engine.pack.diagnostics import Severity, Verdict


class RenderContext(NamedTuple):
    """What a format may need to know beside the findings."""

    root: Path
    """The folder that files are named from."""
    fail_on: Severity
    """The least severity that makes the check fail."""
    lines: Callable[[str], Sequence[str]]
    """The lines of a file that findings name."""
    colour: bool = False
    """Whether the output goes to a terminal that shows colours."""
    verbose: bool = False
    """Whether people want to see notes (severity `info`), too. Programs get everything."""


Renderer: TypeAlias = "Callable[[Verdict, RenderContext], str]"


def _text(verdict: Verdict, view: RenderContext) -> str:
    from exporters.check import findings_text

    return findings_text.render(verdict, view.lines, colour=view.colour, verbose=view.verbose)


def _json(verdict: Verdict, _: RenderContext) -> str:
    from exporters.check import findings_json

    return findings_json.render(verdict)


def _sarif(verdict: Verdict, view: RenderContext) -> str:
    from engine.version import VERSION
    from exporters.check import findings_sarif

    return findings_sarif.render(verdict, view.root, VERSION)


def _junit(verdict: Verdict, view: RenderContext) -> str:
    from exporters.check import findings_junit

    return findings_junit.render(verdict, view.root, view.fail_on, view.lines)


def _github(verdict: Verdict, view: RenderContext) -> str:
    from exporters.check import findings_github

    return findings_github.render(verdict, view.root)


FORMATS: dict[str, Renderer] = {"text": _text, "json": _json, "sarif": _sarif, "junit": _junit, "github": _github}
