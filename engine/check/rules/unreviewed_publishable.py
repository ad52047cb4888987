"""A report is called publishable, but it was not reviewed by two different people, or a check of it did not pass.

The one who took a report in knows what it says and reads over what gives it away. Generalize, then have it reviewed twice
is the rule of the systems that this format follows. `unknown`, `removed` and the like are nobody, and a check that failed or
whose result is not known is no pass. Nor is one that is not told: `checks` of such a report name `names`, `places`, `dates`,
`numbers`, `unique_detail` (what was so odd that somebody would know it again) and `open_case` (whether a court or an
investigation still deals with it), and may name more. What may identify somebody (HW501) is an error in such a report, too.

Mend: give `reviewers` two different people who have checked it, and take out what its `checks` found; or put `status` back to
`draft`. Never invent a reviewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.check.subject import ReportSubject, Rule
from engine.language.spelling import fold
from engine.language.wordlists import word_set
from engine.pack.diagnostics import Finding, Severity
from engine.pack.report import CHECKS

_INITIALS = 3
"""Letters from which on a name is looked at word by word."""
RULE = Rule("HW502", "unreviewed-publishable", Severity.ERROR, ReportSubject, protects=True)
_NOBODY = word_set(
    "anon anonymous given known na nil nn no nobody none not null pending redacted removed reviewer somebody someone tba tbd "
    "todo unknown withheld yet"
)
"""Words that stand for a name which is not given."""


def check(subject: ReportSubject) -> Iterator[Finding]:
    """The review of a report."""
    review = subject.report.review
    if review.status != "publishable":
        return
    names = [_words(r) for r in review.reviewers]
    people = {name for name in names if _is_somebody(name)}
    if len(people) < 2:
        yield subject.finding(RULE, f"the report is called publishable, but {_who(names, people)} has reviewed it",
                              ("review", "status"),
                              related=((("review", "reviewers"), "the reviewers"),) if names else (),
                              mend="have two different people check it, or put it back to `draft`")  # fmt: skip
    if untold := [name for name in CHECKS if name not in review.checks]:
        at = ("review", "checks") if review.checks else ("review", "status")
        yield subject.finding(RULE, f"the report is called publishable, but {_untold(untold)}", at,
                              mend="tell under `checks` what was looked for; or put it back to `draft`")  # fmt: skip
    for name, result in review.checks.items():
        if result != "pass":
            found = "has failed" if result == "fail" else "has no known result"
            yield subject.finding(RULE, f"the report is called publishable, but its check `{name}` {found}",
                                  ("review", "checks", name), related=((("review", "status"), "called publishable here"),),
                                  mend="check it, and take out what is found; or put the report back to `draft`")  # fmt: skip


def _untold(names: list[str]) -> str:
    if len(names) == len(CHECKS):
        return f"none of its checks is told: {', '.join(f'`{name}`' for name in names)}"
    *first, last = (f"`{name}`" for name in names)
    return f"its checks {', '.join(first)} and {last} are not told" if first else f"its check {last} is not told"


def _words(name: str) -> frozenset[str]:
    """The words of a name, whatever their order, capitals, accents and points: `Lee, Ann` and `Ann Lee` are one."""
    plain = fold(name).casefold()
    letters = re.sub(r"[\W\d_]", "", plain)
    # Initials are one word, as `n/a` is.
    return frozenset([letters] * bool(letters) if len(letters) < _INITIALS else re.findall(r"[^\W\d_]+", plain))


def _is_somebody(name: frozenset[str]) -> bool:
    # `xxx` holds a place; `A.` is an initial.
    letters = "".join(name)
    return not name <= _NOBODY and (len(letters) < _INITIALS or len(set(letters)) > 1)


def _who(names: list[frozenset[str]], people: set[frozenset[str]]) -> str:
    if not people:
        return "nobody"
    if len([n for n in names if n in people]) > 1:
        return "only one person, named more than once,"
    return "only one person"
