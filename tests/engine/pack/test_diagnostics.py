"""Findings: their order, their data, and the nearest known word."""

from __future__ import annotations

import pytest

from engine.pack.diagnostics import FileVerdict, Finding, Place, Related, Severity, Verdict, did_you_mean, nearest


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("reveiw", ["review", "report"], "review"), ("x", ["review"], None), ("review", [], None),
        # Written apart, together or in capitals: too far for letters alone, and the same word.
        ("W-A-I-T", ["go", "wait"], "wait"), ("wait_f_o_r", ["waitfor", "go"], "waitfor"), ("GOIN", ["go-in", "go_out"], "go-in"),
        ("ABC", ["a_b_c"], "a_b_c"), ("abc", ["A-B-C"], "A-B-C"),
    ],
)  # fmt: skip
def test_the_nearest_known_word(word: str, known: list[str], near: str | None) -> None:
    assert nearest(word, known) == near


def test_what_is_known_is_listed_where_nothing_is_near() -> None:
    assert did_you_mean("reveiw", ["report", "review"]) == "did you mean `review`?"
    assert did_you_mean("x", ["b", "a", "b"]) == "known: `a`, `b`"
    assert did_you_mean("x", []) == "none is declared"
    assert did_you_mean("x", [], otherwise="leave it out") == "leave it out"
    many = [f"k{n:02}" for n in range(14)]
    shown = ", ".join(f"`{key}`" for key in many[:12])
    assert did_you_mean("x", many[:12]) == f"known: {shown}"
    assert did_you_mean("x", many[:13]) == f"known: {shown} and 1 more"
    assert did_you_mean("x", many) == f"known: {shown} and 2 more"


def finding(code: str, severity: Severity, file: str = "b.yaml", line: int = 1, column: int = 1, message: str = "m") -> Finding:
    return Finding(code, severity, message, Place(file, line, column))


def test_findings_are_shown_once_and_in_order() -> None:
    error, warning, info = Severity.ERROR, Severity.WARNING, Severity.INFO
    ordered = [
        finding("HW101", error, "z.yaml"), finding("HW102", error, "a.yaml", 9), finding("HW401", warning, line=1, column=2),
        finding("HW102", error, line=1, column=3), finding("HW103", error, line=1, column=3), finding("HW101", warning, line=1, column=3),
        finding("HW100", info, line=1, column=3), finding("HW100", error, line=2),
    ]  # fmt: skip
    verdict = Verdict()
    verdict.add(FileVerdict("b.yaml", [*ordered[2:][::-1], ordered[3]], scenario=True, states=3))
    verdict.add(FileVerdict("z.yaml", [ordered[0], ordered[1]], scenario=False, states=4, causes=("z.yaml",)))
    verdict.sort()
    assert verdict.findings == ordered
    assert (verdict.files, verdict.scenarios, verdict.states, verdict.checked, verdict.causes) == (
        2, 1, 7, ["b.yaml", "z.yaml"], {"z.yaml"},
    )  # fmt: skip
    assert [verdict.count(severity) for severity in Severity] == [5, 2, 1]
    assert [verdict.fails(severity) for severity in Severity] == [True, True, True]


def test_a_verdict_fails_on_what_is_as_bad_as_that() -> None:
    verdict = Verdict([finding("HW401", Severity.WARNING)])
    assert [verdict.fails(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)] == [False, True, True]
    assert not Verdict().fails(Severity.INFO)


def test_a_finding_as_data() -> None:
    made = Finding("HW203", Severity.ERROR, "no way on", Place("a.yaml", 2, 3, 4), ("scenes", "door", 1), "add one",
                   (Related(Place("b.yaml", 5, 6, 7), "seen here"),), ("door: choose go -> hall",))  # fmt: skip
    assert made.as_dict() == {
        "code": "HW203", "severity": "error", "message": "no way on", "file": "a.yaml", "line": 2, "column": 3, "length": 4,
        "path": ["scenes", "door", 1], "mend": "add one",
        "related": [{"message": "seen here", "file": "b.yaml", "line": 5, "column": 6, "length": 7}],
        "play": ["door: choose go -> hall"],
    }  # fmt: skip
    assert str(made.place) == "a.yaml:2:3"
