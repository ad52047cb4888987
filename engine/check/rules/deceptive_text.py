"""A word holds what cannot be seen, or mixes letters of two scripts that look alike.

A soft hyphen or a zero-width space from a web page, a Cyrillic letter among Latin ones. Nobody sees it, but a search does not
find the word, a screen reader reads it wrongly, and two words that look the same are not. Names, marks and keys with such letters
are refused; in texts they are warned about. Words that are wholly of another script, and accents, are as good as any.

Mend: write the word anew with the keyboard, or paste the line that the finding shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Place, Severity
from engine.pack.lookalikes import a_name_of, deceptions
from engine.pack.mends.guess import LONGEST

RULE = Rule("HW025", "deceptive-text", Severity.WARNING, FileSubject)
_CONDITION = re.compile(r"\bwhen:\s[^,}]*")


def check(subject: FileSubject) -> Iterator[Finding]:
    """Every line of the file that is no comment."""
    doc = subject.file.doc
    if doc.text.isascii():
        return
    refused = {problem.place.line for problem in subject.file.problems}
    for number, line in enumerate(doc.lines, 1):
        if line.isascii() or line.lstrip().startswith("#") or number in refused:
            continue
        condition = _CONDITION.search(line)
        for word in deceptions(line):
            # The names in a condition are judged as names.
            if condition and condition.start() <= word.start < condition.end():
                continue
            place = Place(doc.name, number, word.start + 1, word.end - word.start)
            better = line[: word.start] + word.plain + line[word.end :]
            mend = f"write `{better}`" if len(better) <= LONGEST else f"write `{word.plain}` anew"
            yield subject.finding(
                RULE, f"the word that looks like `{word.plain}` holds {a_name_of(word.char)}", mend=mend, place=place
            )
