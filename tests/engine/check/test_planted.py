"""Planted defects: scenarios as other people might write them, each with one thing wrong with it, or nothing.

The first line of a file in `tests/cases/planted` names the codes that it has to get, and no others; a second line `# xfail: ...`
says what the checker does not do yet. The plays that findings show are replayed by the naive interpreter in `brute`, which
shares nothing with the engine, to see that they do lead to what is said of them.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.check.checker import DEFAULTS, Options, judge
from engine.pack.diagnostics import Finding, Severity
from engine.pack.folder import Pack, open_pack
from engine.pack.scenario import Scenario
from tests.engine import brute
from tests.engine.brute import Landing, Moment
from tests.generate_planted import SCENARIOS
from tests.laws import FULL

PLANTED = Path(__file__).parents[2] / "cases" / "planted"
XFAIL = {
    "hub-20": "2^20 orders of `once` tasks are more states than the budget",
    "hub-exit-20": "2^20 orders of `once` tasks are more states than the budget",
    "hub-clean-20": "2^20 orders of `once` tasks are more states than the budget",
}
"""Generated ones that the checker does not get right."""
FEWER_STATES = {name: Options(max_states=30_000) for name in XFAIL}
"""To fail sooner."""
GENERATED = [name for name in SCENARIOS if FULL or not re.fullmatch(r"hub-.*(16|20)", name)]
"""Those that are judged. The hubs of 12 tasks and fewer stand for the larger ones where laws are shallower, too."""
SHOWN = {"HW203", "HW204", "HW205", "HW206", "HW301", "HW302", "HW303", "HW304", "HW310"}
"""Rules that show a play."""
STEP = re.compile(
    r"(?P<scene>[\w-]+): (?:choose (?P<choice>[\w-]+)|inject (?P<inject>[\w-]+)|goes on)"
    r"(?:; drawn (?P<odds>\d+) in (?P<of>\d+): (?P<drawn>[\w-]+)| -> (?P<to>[\w-]+))?$"
)


def _file(path: Path) -> object:
    lines = path.read_text().splitlines()
    reason = lines[1].removeprefix("# xfail: ") if lines[1].startswith("# xfail: ") else None
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(path, id=path.stem, marks=marks)


def _name(name: str) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=XFAIL[name])] if name in XFAIL else []
    return pytest.param(name, id=name, marks=marks)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return open_pack(PLANTED)


@pytest.fixture(scope="module", autouse=True)
def times() -> Iterator[dict[str, float]]:
    """Seconds that judging took; the slowest are printed at the end, which `-s` shows."""
    found: dict[str, float] = {}
    yield found
    for name in sorted(found, key=lambda n: -found[n])[:8]:
        print(f"\n{found[name]:6.2f} s  {name}", end="")


@pytest.mark.parametrize("path", [_file(p) for p in sorted(PLANTED.glob("*.yaml"))])
def test_file(path: Path, pack: Pack, times: dict[str, float]) -> None:
    expected = set(path.read_text().splitlines()[0].removeprefix("# expect: ").split()) - {"clean"}
    verify(pack, path, expected, times)


@pytest.mark.parametrize("name", [_name(n) for n in GENERATED])
def test_generated(name: str, tmp_path: Path, times: dict[str, float]) -> None:
    text, expected = SCENARIOS[name]
    path = tmp_path / f"{name}.yaml"
    path.write_text(text)
    verify(open_pack(tmp_path), path, expected, times, FEWER_STATES.get(name, DEFAULTS))


def verify(pack: Pack, path: Path, expected: set[str], times: dict[str, float], options: Options = DEFAULTS) -> None:
    begun = time.perf_counter()
    judged = judge(pack, path, options)
    times[path.stem] = time.perf_counter() - begun
    findings = [f for f in judged.findings if f.severity is not Severity.INFO]
    assert {f.code for f in findings} == expected, [(f.code, f.message) for f in findings]
    model = judged.subject.file.model
    for finding in findings:
        if finding.code in SHOWN:
            assert isinstance(model, Scenario)
            if finding.code == "HW310" and "no play" in finding.message:
                assert not finding.play
                unreachable(model, finding)
            else:
                at_start = finding.code in {"HW203", "HW304"} and finding.path[1] == model.start
                assert finding.play or at_start, "no play is shown"
                CHECKS[finding.code](model, finding, replay(model, finding.play))
        else:
            assert not finding.play


# -- Replaying


class Taken(NamedTuple):
    """A step of a play, as the naive interpreter took it."""

    before: Moment
    step: brute.Step
    landing: Landing | None
    """None where there is a fault."""


Line = tuple[Taken, ...]


def replay(scenario: Scenario, play: tuple[str, ...], start: Moment | None = None) -> list[Line]:
    """Every way to follow the steps: two routes of a draw may look alike."""
    lines: list[tuple[Moment | None, Line]] = [(start or brute.begin(scenario), ())]
    for text in play:
        match = STEP.match(text)
        assert match, f"not a step: {text}"
        lines = [(x.landing.moment if x.landing else None, (*line, x))
                 for moment, line in lines if moment is not None for x in _follow(scenario, moment, match)]  # fmt: skip
        assert lines, f"this step cannot be taken: {text}"
    return [line for _, line in lines]


def _follow(scenario: Scenario, moment: Moment, match: re.Match[str]) -> Iterator[Taken]:
    if moment.scene != match["scene"]:
        return
    kind, id_ = (
        ("choice", match["choice"]) if match["choice"] else ("inject", match["inject"]) if match["inject"] else ("next", "")
    )
    target = match["drawn"] or match["to"]
    for step in brute.steps(scenario, moment, with_injects=True):
        if (step.kind, step.id) != (kind, id_):
            continue
        if step.fault and target is None:
            yield Taken(moment, step, None)
        total = sum(x.odds for x in step.landings)
        for landing in step.landings:
            drawn = match["drawn"] is None or (landing.odds, total) == (int(match["odds"]), int(match["of"]))
            if drawn and (landing.moment.scene == target or (kind == "inject" and target is None)):
                yield Taken(moment, step, landing)


def end(scenario: Scenario, line: Line) -> Moment:
    if not line:
        return brute.begin(scenario)
    assert line[-1].landing, "the play ends in a fault"
    return line[-1].landing.moment


def outcome(scenario: Scenario, moment: Moment) -> str:
    ending = scenario.scenes[moment.scene].ending
    assert ending, "the play does not end there"
    return ending.outcome


# -- What a play has to show, by code


def dead_end(scenario: Scenario, finding: Finding, lines: list[Line]) -> None:
    assert any(
        end(scenario, line).scene == finding.path[1] and not brute.choices(scenario, end(scenario, line)) for line in lines
    )


def fault(kind: str) -> Callable[[Scenario, Finding, list[Line]], None]:
    def check(_: Scenario, finding: Finding, lines: list[Line]) -> None:
        assert any(line[-1].step.fault == kind for line in lines)

    return check


def cycle(scenario: Scenario, finding: Finding, lines: list[Line]) -> None:
    """The last part of the play can be played again and again, and leads to the same state."""
    for number in range(len(finding.play)):
        loop = finding.play[number:]
        if not loop[0].startswith(f"{end(scenario, lines[0]).scene}:"):
            continue
        for line in lines:
            once = {end(scenario, x) for x in replay(scenario, loop, end(scenario, line))}
            if any(moment == end(scenario, x) for moment in once for x in replay(scenario, loop, moment)):
                return
    raise AssertionError("this goes round only once")


def without_mistake(scenario: Scenario, values: brute.Values, line: Line) -> Fraction:
    """The loss of a line without regret."""
    lost = Fraction(0)
    for taken in line:
        assert taken.step.kind != "inject"
        if taken.step.kind == "choice":
            assert values.regret(taken.before, taken.step.id) == 0, "a mistake"
            decision = scenario.scenes[taken.before.scene].decision
            assert decision
            lost += brute.loss(decision, decision.choices[taken.step.id])
    return lost


def no_perfect_line(scenario: Scenario, finding: Finding, lines: list[Line]) -> None:
    values = brute.values(scenario)
    lost = [without_mistake(scenario, values, line) for line in lines]
    if "never ends safe" in finding.message:
        assert values.C[values.start] == 1
        assert all(outcome(scenario, end(scenario, line)) != "safe" for line in lines)
    else:
        assert values.V[values.start] > 0
        assert f"loses {values.V[values.start]}:" in finding.message
        assert max(lost) > 0


def punished(scenario: Scenario, finding: Finding, lines: list[Line]) -> None:
    values = brute.values(scenario)
    for line in lines:
        without_mistake(scenario, values, line)
        lucky = all(x.landing and values.C[x.landing.moment] <= x.step.expect(values.C) for x in line)
        if lucky and outcome(scenario, end(scenario, line)) != "safe":
            return
    raise AssertionError("bad luck, or a good end")


def by_luck(scenario: Scenario, finding: Finding, lines: list[Line]) -> None:
    values = brute.values(scenario)
    assert 0 < values.C[values.start] < 1
    assert f"a chance of {values.C[values.start]}" in finding.message
    for line in lines:
        without_mistake(scenario, values, line)
        assert len({values.C[x.moment] for x in line[-1].step.landings}) > 1, "the draw does not matter"


def trap(scenario: Scenario, finding: Finding, lines: list[Line]) -> None:
    values = brute.values(scenario)
    moment = end(scenario, lines[0])
    decision = scenario.scenes[moment.scene].decision
    assert decision
    assert moment.scene == finding.path[1]
    losses = {c: brute.loss(decision, decision.choices[c]) for c in brute.choices(scenario, moment)}
    assert any(values.regret(moment, c) == 0 and loss > min(losses.values()) for c, loss in losses.items())


def refuted(scenario: Scenario, finding: Finding, lines: list[Line]) -> None:
    claim = scenario.claims[int(finding.path[1])]
    assert any(
        outcome(scenario, at) in claim.never and brute.holds(claim.when, at) and (claim.after is None or claim.after in at.chose)
        for at in (end(scenario, line) for line in lines)
    )


def unreachable(scenario: Scenario, finding: Finding) -> None:
    claim = scenario.claims[int(finding.path[1])]
    for moment in brute.explore(scenario, injects=False).steps:
        ending = scenario.scenes[moment.scene].ending
        if ending and brute.holds(claim.when, moment) and (claim.after is None or claim.after in moment.chose):
            assert f"ends in {ending.outcome} " not in finding.message


CHECKS: dict[str, Callable[[Scenario, Finding, list[Line]], None]] = {
    "HW203": dead_end, "HW204": fault("routes"), "HW205": cycle, "HW206": fault("counter"), "HW301": no_perfect_line,
    "HW302": punished, "HW303": by_luck, "HW304": trap, "HW310": refuted,
}  # fmt: skip
