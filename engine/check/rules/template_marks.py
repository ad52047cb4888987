r"""Prose with marks of a template language, which is shown as it is written.

`{name}`, `{{ name }}`, `<<if armed>>`, `<%= name %>`, `[[The yard]]`, `(set: $x to 1)`, `$name`, `%s`, `<b>`, `&nbsp;` and
links to images mean something to other programs. Here they are text: participants read the braces. What depends on a fact
stands in a paragraph of its own, under `also` with a `when`.

So do lines of a story in ink or ChoiceScript: `-> the_yard`, `* [Wait]`, `~ armed = true`, `=== the_yard ===`, `VAR x = 1`,
`*goto the_yard`. Here a play goes on by `next`, a choice stands under `decision`, and `set` changes a fact.

Prices (`$20`), shares (`50 %`), a single brace, an arrow within a sentence, lists and [brackets] for what was cut are no such
marks.

Bad:

    setting: A front door in the evening. It is {weather}.

Good:

    setting: A front door in the evening. It rains.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from re import Pattern

from engine.check.subject import Rule, ScenarioSubject
from engine.pack import prose
from engine.pack.diagnostics import Finding, Severity

RULE = Rule("HW410", "template-marks", Severity.WARNING, ScenarioSubject)
_TAGS = "a|b|br|big|blockquote|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strong|sub|sup|table|td|tr|u|ul"
_MARKS = (
    r"!\[[^\]\n]*\]\([^)\n]*\)",  # an image of Markdown
    r"\$?\{\{.*?\}\}|\{%.*?%\}|[$#@]?\{[^\s{}][^{}\n]*\}",  # Jinja, Handlebars, f-strings, ink, ChoiceScript
    r"<<[^<>\n]+>>|\[\[[^\[\]\n]+\]\]",  # Twine: SugarCube, links
    r"\((?:set|put|if|unless|else-?if|else|print|link|link-goto|goto|display|either|live|show|hide):[^\n)]*\)",  # Twine: Harlowe
    r"<%.*?%>|<\?.*?\?>",  # ERB, PHP
    rf"</?(?:{_TAGS})(?:\s[^<>\n]*)?/?>",  # HTML
    r"&(?:amp|apos|gt|hellip|ldquo|lsquo|lt|mdash|nbsp|ndash|quot|rdquo|rsquo|#\d+|#x[0-9A-Fa-f]+);",
    r"(?<![\w$])\$(?!(?:AUD|CAD|HKD|NZD|SGD|USD)\b)[A-Za-z_][A-Za-z_0-9]{2,}(?:\.\w+)*",  # variables
    r"(?<![\w%])%(?:\(\w+\)[sdif]|[sdif]\b|[A-Za-z_]\w+%)",  # printf, batch files
    r"^[ \t]*->[ \t]*[A-Za-z_][\w.]*[ \t]*$|(?<=\s)->[ \t]*(?:END|DONE|[A-Za-z_][\w.]*)[ \t]*$",  # diverts of ink
    r"^[ \t]*(?:[*+][ \t]*)+\[[^\[\]\n]+\](?=[ \t]*(?:$|->))",  # its choices
    r"^[ \t]*~[ \t]*(?:temp[ \t]+)?[A-Za-z_]\w*(?:[ \t]*(?:[-+]?=|\+\+|--)|\()[^\n]*",  # its logic
    r"^[ \t]*(?:VAR|CONST)[ \t]+\w+[ \t]*=[^\n]*|^[ \t]*={2,}[ \t]*[A-Za-z_]\w*[ \t]*(?:={2,})?[ \t]*$",
    r"^[ \t]*\*(?:choice|elseif|finish|gosub|goto|label|page_break|set)\b(?![^\n]*\*)[^\n]*",  # ChoiceScript
)
_SAID = {
    "->": "where a play goes on is said by `next`", "*goto": "where a play goes on is said by `next`",
    "~": "what changes a fact is `set`", "*set": "what changes a fact is `set`",
    "VAR": "facts stand under `facts`", "CONST": "facts stand under `facts`", "=": "a scene stands under `scenes`",
    "*": "a choice stands under `decision`", "+": "a choice stands under `decision`",
}  # fmt: skip
"""How lines of a story begin -> how the same is said here."""


def check(subject: ScenarioSubject) -> Iterator[Finding]:
    """Every text."""
    for text in prose.of_scenario(subject.scenario):
        if _hint().search(text.text) is None:
            continue
        for match in _marks().finditer(text.text):
            shown = " ".join(match[0].split())
            begin = match.end() - len(match[0].lstrip())
            yield subject.finding(RULE, f"`{shown}` is shown as it is written: text knows no variables, jumps, tags or images",
                                  text.path, mend=_mend(subject, shown),
                                  place=subject.stretch(text, begin, begin + len(match[0].strip())))  # fmt: skip


def _mend(subject: ScenarioSubject, shown: str) -> str:
    if said := next((said for begin, said in _SAID.items() if shown.startswith(begin)), None):
        return f"take it out; here {said}"
    fact = next((fact for fact in subject.scenario.facts if fact == shown.strip("${}%<>[]#@ ")), None)
    if fact is not None:
        return f"write it out; what hangs on `{fact}` is a paragraph under `also` with a `when`"
    return "write it out; what depends on a fact is a paragraph under `also` with a `when`"


@cache
def _hint() -> Pattern[str]:
    """How every mark begins, or goes on: most texts have none of it, and are done with one quick look."""
    import re  # noqa: PLC0415  # compiled when first needed

    return re.compile(r"[{<&$%]|[!\[]\[|\([a-z-]+:|->|^[ \t]*(?:[~*+]|==|VAR|CONST)", re.MULTILINE)


@cache
def _marks() -> Pattern[str]:
    import re  # noqa: PLC0415  # compiled when first needed

    return re.compile("|".join(_MARKS), re.DOTALL | re.MULTILINE)
