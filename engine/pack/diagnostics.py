"""What the checker says: findings, and the places that they point at."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a document: keys and list indexes, from the top."""


class Severity(StrEnum):
    """How bad a finding is. `error` fails the check."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return ("error", "warning", "info").index(self.value)


class Place(NamedTuple):
    """A stretch of one line of a file."""

    file: str
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    length: int = 1
    """In characters, on that line."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Related(NamedTuple):
    """Another place that a finding speaks of."""

    place: Place
    message: str


class Finding(NamedTuple):
    """One thing that a rule found."""

    code: str
    severity: Severity
    message: str
    place: Place
    path: Path = ()
    """The same place as a path into the document."""
    mend: str = ""
    """What to do about it, where that is known."""
    related: tuple[Related, ...] = ()
    play: tuple[str, ...] = ()
    """The shortest play that gets there, a step each; empty where no play is meant."""

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the JSON reporter."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "length": self.place.length,
            "path": list(self.path),
            "mend": self.mend,
            "related": [
                {
                    "message": r.message,
                    "file": r.place.file,
                    "line": r.place.line,
                    "column": r.place.column,
                    "length": r.place.length,
                }
                for r in self.related
            ],
            "play": list(self.play),
        }


class Problem(NamedTuple):
    """A finding before it has a code: what a reader of files met on its way.

    The rule module of the same `kind` gives it its code and severity.
    """

    kind: str
    """The slug of the rule module that reports it, e.g. `duplicate_key`."""
    message: str
    place: Place
    path: Path = ()
    mend: str = ""
    related: tuple[Related, ...] = ()


class FileVerdict(NamedTuple):
    """What a check found in one file."""

    name: str
    """As findings name it."""
    findings: list[Finding]
    scenario: bool = False
    """Whether it is a sound scenario."""
    states: int = 0
    """States explored, merged, with injects."""
    sound: bool = True
    """Whether it could be read as what it is."""
    grounds: dict[str, str] = {}  # noqa: RUF012 - never written to
    """What the verdict rests on: `Pack.grounds`."""
    causes: tuple[str, ...] = ()
    """Files that it rests on and that cannot be used, as findings name them."""


@dataclass(eq=False, repr=False)
class Verdict:
    """What a check found."""

    findings: list[Finding] = field(default_factory=list)
    """By file, line and column."""
    files: int = 0
    """Files checked."""
    scenarios: int = 0
    states: int = 0
    """States explored in all, merged, with injects."""
    checked: list[str] = field(default_factory=list)
    """The files, named as findings name them, in the order in which they were checked."""
    causes: set[str] = field(default_factory=set)
    """Those of them that others rest on and that cannot be used."""

    def add(self, result: FileVerdict) -> None:
        """Count one file in."""
        self.findings += result.findings
        self.files += 1
        self.checked.append(result.name)
        self.scenarios += result.scenario
        self.states += result.states
        self.causes.update(result.causes)

    def sort(self) -> None:
        """Put the findings into the order in which they are shown, each once: what others rest on comes first."""
        self.findings.sort(key=lambda f: (
            f.place.file not in self.causes, f.place.file, f.place.line, f.place.column, f.severity.rank, f.code,
        ))  # fmt: skip
        # A file that is not read is missed by many, and by the folder as a whole.
        self.findings = list({(f.code, f.place, f.message): f for f in reversed(self.findings)}.values())[::-1]

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(f.severity is severity for f in self.findings)

    def fails(self, level: Severity) -> bool:
        """Whether something is at least as bad as `level`."""
        return any(f.severity.rank <= level.rank for f in self.findings)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely was meant to be, or None."""
    import difflib  # noqa: PLC0415  # needed only where something is wrong

    pool = list(known)
    close = difflib.get_close_matches(word, pool, n=1, cutoff=0.6)
    if close:
        return close[0]
    squeezed = {k.replace("-", "").replace("_", "").lower(): k for k in pool}
    return squeezed.get(word.replace("-", "").replace("_", "").lower())


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """A mend that names the nearest known word, or else lists what is known."""
    pool = sorted(set(known))
    near = nearest(word, pool)
    if near is not None:
        return f"did you mean `{near}`?"
    if not pool:
        return otherwise or "none is declared"
    shown = ", ".join(f"`{k}`" for k in pool[:12])
    more = f" and {len(pool) - 12} more" if len(pool) > 12 else ""
    return f"known: {shown}{more}"
