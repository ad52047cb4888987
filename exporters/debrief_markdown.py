"""The debrief as Markdown, to keep or to send."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined

from exporters.account import Account
from exporters.debrief_text import amount, plain

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LIST = re.compile(r"^(\d*)([-+.)])(?=\s)")


def render(account: Account) -> str:
    """The whole account."""
    # Markdown has no autoescape: every text goes through `md`.
    environment = Environment(
        loader=PackageLoader("exporters", "templates/markdown"), undefined=StrictUndefined, autoescape=False,  # noqa: S701
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters |= {"md": escape, "amount": amount}
    return environment.get_template("debrief.md.j2").render(a=account)


def escape(text: str) -> str:
    """Text on one line in which nothing counts as markup, HTML included."""
    line = _MARKUP.sub(r"\\\1", " ".join(plain(text).split()))
    return _LIST.sub(r"\1\\\2", line)
