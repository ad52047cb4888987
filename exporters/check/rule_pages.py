"""The pages of the rules as Markdown, for readers without the program: one for each rule, and an index by family.

A page is the rule's docstring, which `hotwash explain` prints too, with what a reader elsewhere needs besides.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.check.hiding import FOUNDATIONS, PROTECTING
from engine.pack.diagnostics import Severity

if TYPE_CHECKING:
    from engine.check.rules import RuleModule

FAMILIES = {
    "HW0": "The file: YAML and the format",
    "HW1": "Names and conditions",
    "HW2": "Branches",
    "HW3": "Marks and grading",
    "HW4": "Writing",
    "HW5": "People: what identifies, what hurts, who has reviewed",
}
"""Family -> what its rules look at."""
NOT_EXCUSED = frozenset({"HW019", "HW027"})
"""Rules that no comment can answer: the comment itself is at fault, or the file is none of a pack's."""
_FAILS = {
    Severity.ERROR: "fails the check",
    Severity.WARNING: "fails the check with `--fail-on warning`",
    Severity.INFO: "a note, shown with `-v`",
}
_EXCUSE = "../authors.md#excusing-a-finding"


def filename(rule: RuleModule) -> str:
    """What the rule's page is called."""
    return f"{rule.RULE.code}-{rule.RULE.name}.md"


def page(rule: RuleModule) -> str:
    """The page of a rule."""
    meta = rule.RULE
    family = meta.code[:3]
    parts = [
        f"# {meta.code} {meta.name}",
        f"**{meta.severity.value}**, {_FAILS[meta.severity]} | [{family}](README.md#{family.lower()}) {FAMILIES[family]}",
        body(rule),
        "---",
        f"In the terminal: `hotwash explain {meta.code}`",
        _excuse(meta.code, meta.severity),
    ]
    return "\n\n".join(parts) + "\n"


def index(rules: Iterable[RuleModule]) -> str:
    """The list of all pages, a table for each family."""
    known = list(rules)
    parts = [
        "# The rules",
        "What `hotwash check` looks for. A family runs on a file in which the families before it found no error.",
        "`hotwash explain` prints this list, `hotwash explain HW203` a page. Examples are pieces of a whole scenario.",
    ]
    for family, what in FAMILIES.items():
        parts += [f"## {family}", f"{what}.", _table(r for r in known if r.RULE.code.startswith(family))]
    return "\n\n".join(parts) + "\n"


def body(rule: RuleModule) -> str:
    """The rule's docstring with its examples fenced as YAML."""
    text = inspect.cleandoc(rule.__doc__ or "")
    return re.sub(r"(?:^    .*(?:\n|\Z)|^\n(?=    ))+", _fenced, text, flags=re.MULTILINE).rstrip()


def _fenced(found: re.Match[str]) -> str:
    before = "\n" if found[0].startswith("\n") else ""
    return f"{before}```yaml\n{textwrap.dedent(found[0]).strip(chr(10))}\n```\n"


def _table(rules: Iterable[RuleModule]) -> str:
    rows = [f"| [{r.RULE.code}]({filename(r)}) | {r.RULE.name} | {r.RULE.severity.value} | {_first(r)} |" for r in rules]
    return "\n".join(["| code | name | severity | |", "|---|---|---|---|", *rows])


def _first(rule: RuleModule) -> str:
    """The docstring's first paragraph as a cell of a table."""
    return " ".join(inspect.cleandoc(rule.__doc__ or "").partition("\n\n")[0].split()).replace("|", r"\|")


def excusable(code: str, severity: Severity) -> bool:
    """Whether a comment takes findings of the rule away."""
    rests = severity is Severity.ERROR and code.startswith(FOUNDATIONS)
    return not rests and code not in NOT_EXCUSED


def _excuse(code: str, severity: Severity) -> str:
    """How to silence the rule, as far as that is sound."""
    if not excusable(code, severity):
        return "No comment and no setting hides it: every later proof rests on it." if code not in NOT_EXCUSED else "Mend it."
    comment = f"`# hotwash: ignore[{code}] the reason` on the line that it points at, or on a line of its own above,"
    if severity is not Severity.ERROR:
        return f"Where it is right as it stands: {comment} [excuses it]({_EXCUSE})."
    alone = "; no setting and no option does" if code in PROTECTING else ""
    return f"Mend it. {comment} [takes it out of the report]({_EXCUSE}){alone}."
