"""Two choices of a decision say the same thing.

Whoever reads them looks for the difference and not for the right thing to do, and cannot tell afterwards what the marks were
for. Mostly it is a copy that was never finished.

Compared are the words that carry meaning, in their order, without endings (`waits` is `wait`), capitals, punctuation and a
few fillers (`a`, `then`, `just`, `for`). Two choices are reported where nothing else sets them apart. One word of meaning is
enough to part them: `not`, `before`, a number, another person. So are conditions that are never true together.
Endings and fillers are those of English: in a pack with another `language` all words are compared as they stand.

Bad:

    scenes:
      door:
        decision:
          choices:
            go-in: {text: Wait until the second officer arrives.}
            wait: {text: Wait for a second officer to arrive.}

Good:

    scenes:
      door:
        decision:
          choices:
            go-in: {text: Do not wait for a second officer.}
            wait: {text: Wait for a second officer.}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations

from engine.check.subject import ProvedSubject, Rule
from engine.language import reading_grade
from engine.pack import references
from engine.pack.diagnostics import Finding, Severity
from engine.states.step import ActionKind

RULE = Rule("HW403", "near-identical-choices", Severity.WARNING, ProvedSubject)
_FILLERS = frozenset({
    "a", "an", "and", "are", "as", "be", "but", "for", "had", "has", "have", "is", "it", "its", "just", "of", "please", "so",
    "that", "the", "their", "then", "there", "this", "to", "too", "until", "was", "were", "which", "will", "would", "you",
    "your", "yourself",
})  # fmt: skip
_ENDINGS = ("ing", "ed", "es", "s", "e")


def check(subject: ProvedSubject) -> Iterator[Finding]:
    """Every two choices of a decision."""
    scenario = subject.scenario
    meaning = _meaning if subject.pack.info.is_english else _words
    for path, scene, decision in references.decisions(scenario):
        meanings = {c: meaning(choice.text) for c, choice in decision.choices.items()}
        for one, other in combinations(decision.choices, 2):
            if meanings[one] == meanings[other] and _together(subject, scene, one, other):
                yield subject.finding(
                    RULE, f"`{other}` says what `{one}` says", (*path, "choices", other, "text"),
                    related=(((*path, "choices", one), f"`{one}`"),),
                    mend="say what sets them apart, or make one choice of the two")  # fmt: skip


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(w.lower().replace("’", "'") for w in reading_grade.words(text))


@lru_cache(maxsize=4096)
def _meaning(text: str) -> tuple[str, ...]:
    words = _words(text)
    return tuple(_stem(w) for w in words if w not in _FILLERS) or words


@cache
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _together(subject: ProvedSubject, scene: str, one: str, other: str) -> bool:
    """Whether some play offers both at once."""
    here = (subject.graph.edges[node] for node in subject.slices.nodes[subject.program.number[scene]])
    return any({one, other} <= {e.action.id for e in edges if e.action.kind is ActionKind.CHOICE} for edges in here)
