"""Rules that rest on English words do not apply to a pack in another language.

They are HW404 (absolute words), HW407 (reading grade), HW501 (identifying detail) and, as far as it searches for words,
HW503 (content notes). HW403 then compares all words as they stand. A pack says what it is written in by `language` in
`pack.yaml`, a tag of BCP 47 such as `es`, `fr-CA` or `ar`; without one it counts as English. In another language those rules
are silent, and this note says so once: silence is no proof, and somebody who reads the language has to look instead for names
and places, for talk of suicide and for whatever else asks for a note. Whether a scenario is kept for a group goes by its
content notes alone, in any language.

Where a pack counts as English and several texts of a scenario do not look it, that is reported as a warning: the rules ran,
and found nothing because they knew no word.

Mend: write `language: es` (or what it is) into `pack.yaml`, and have somebody read it who speaks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from engine.check.subject import FileSubject, Rule
from engine.pack.diagnostics import Finding, Severity
from engine.pack.prose import of_report, of_scenario
from engine.pack.report import Report
from engine.pack.scenario import Scenario
from engine.pack.settings import PackInfo

RULE = Rule("HW507", "english-only", Severity.INFO, FileSubject)
_CODES = "HW404, HW407, HW501 and HW503"
_MEND = "have somebody who reads the language look for names, places, and what asks for a content note"
_FREQUENT = (
    "the|and|of|to|in|is|you|that|it|with|for|on|was|at|they|this|be|are|have|from|or|had|by|but|not|what|all|"
    "were|when|we|your|can|there|an|which|their|if|will|up|about|out|them|then|so|some|her|would|him|into|has|"
    "my|his|she|he|who|do|does|did|no|one|nobody|as|its|our|us|say|says|said|i|a|tell|ask|asks|me|over|down|"
    "before|after|how|where|why|been|could|should|than|more"
)
"""Words of which an English sentence has some, between bars."""
_WORDS_ENOUGH = 12
_LEAST_SHARE = 0.16
"""Of frequent words in an English text: the least in the built-in pack is 0.20. Below it the text is in another language."""
_TEXTS_ENOUGH = 3


def check(subject: FileSubject) -> Iterator[Finding]:
    """`pack.yaml` of a pack in another language; otherwise the texts of each scenario and report."""
    model = subject.file.model
    if isinstance(model, PackInfo):
        if not model.is_english:
            language = model.language
            yield subject.finding(
                RULE, f"the pack is in `{language}`: {_CODES} rest on English words and are not applied", ("language",),
                mend=_MEND)  # fmt: skip
        return
    if not subject.pack.info.is_english:
        return
    texts = of_report(model) if isinstance(model, Report) else of_scenario(model) if isinstance(model, Scenario) else ()
    foreign = [text for text in texts if _is_foreign(text.text)]
    if len(foreign) >= _TEXTS_ENOUGH:
        said = " ".join(foreign[0].text.split()[:6])
        yield subject.finding(
            RULE, f"`{said} ...` and {len(foreign) - 1} more texts do not look English, and the pack counts as English: {_CODES} "
            "know English words alone", foreign[0].path, severity=Severity.WARNING,
            mend="give `language` in pack.yaml, e.g. `language: es`")  # fmt: skip


@cache
def _frequent() -> frozenset[str]:
    return frozenset(_FREQUENT.split("|"))


@lru_cache(maxsize=4096)
def _is_foreign(text: str) -> bool:
    letters = [] if text.isascii() else [c for c in text if c.isalpha()]
    if letters and sum(not c.isascii() for c in letters) > len(letters) / 2:
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(words) >= _WORDS_ENOUGH and sum(map(_frequent().__contains__, words)) < _LEAST_SHARE * len(words)
