"""The debrief as plain text, for terminals, pipes and screen readers."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from engine.printable import printable
from exporters.content.wrapping import fitted, wrapped
from exporters.play.account import Account
from exporters.play.compared import OTHER_VERSION, PastCompared, rows
from exporters.wording.judgment import CHOSE, INVENTED, SCORE_NAMES, SCORING

WIDTH = 78
_SAID = {"scoring": SCORING, "invented": INVENTED, "other_version": OTHER_VERSION, "chose": CHOSE, "score": SCORE_NAMES}


def render(account: Account, width: int = WIDTH, past: PastCompared | None = None) -> str:
    """The whole account, and what earlier plays say of it, no line longer than `width`."""
    # The output is plain text, where there is nothing to escape.
    environment = Environment(
        loader=PackageLoader("exporters", "templates/text"), undefined=StrictUndefined, autoescape=False,  # noqa: S701
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters |= {
        "fill": lambda text: item(text, "", width),
        "item": lambda text, lead: item(text, lead, width),
    }
    template = environment.get_template("debrief.txt.j2")
    return fitted(template.render(a=account, past=past, compared=rows, say=_SAID), width)


def item(text: str, lead: str, width: int = WIDTH) -> str:
    """`lead`, then the text, wrapped so that it hangs under its first word."""
    return wrapped(plain(text), width, plain(lead))


def plain(text: str) -> str:
    """Text without what could move a terminal's cursor."""
    return printable(text, " ")
