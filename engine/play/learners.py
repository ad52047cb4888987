"""Standing of those who voted: by their own first votes, each at the state in which it was cast. No roll, no ending enters."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from engine.play.ballots import Ballot, ballots
from engine.play.fold import Play
from engine.play.grades import LessonStanding
from engine.states.step import State
from engine.states.values import Valuation, mark_loss, tested_marks


@dataclass(frozen=True, slots=True)
class Vote:
    """A learner's first vote at a decision, and what it was worth."""

    seq: int
    """Number of the event."""
    number: int
    """Of the decision, as every screen and paper names it."""
    state: State
    """In which it was cast."""
    scene: str
    visit: int
    choice: str
    best: tuple[str, ...]
    """The choices without regret."""
    regret: Fraction
    span: Fraction
    loss: Fraction
    marks: dict[str, str]
    """Tested lesson -> `+`, `~` or `-`."""
    critical: str
    """Why it is a life-safety error, or empty."""


@dataclass(slots=True)
class Learner:
    """What somebody would have decided."""

    who: str
    """Pseudonym, table or seat."""
    votes: list[Vote] = field(default_factory=list)
    lessons: dict[str, LessonStanding] = field(default_factory=dict)

    @property
    def score(self) -> Fraction | None:
        """0 to 100; None where nothing was at stake."""
        span = sum((v.span for v in self.votes), Fraction(0))
        regret = sum((v.regret for v in self.votes), Fraction(0))
        return 100 * (1 - regret / span) if span else None


def learners(play: Play, valuation: Valuation) -> tuple[Learner, ...]:
    """Everybody who voted by name, in the order in which they first did. Raised hands are nobody's."""
    by_name: dict[str, Learner] = {}
    seen: set[tuple[str, str, int]] = set()
    for ballot in ballots(play):
        for who in ballot.first.votes:
            # A decision taken again after going back was voted on with its consequence known.
            if (who, ballot.scene, ballot.visit) not in seen:
                seen.add((who, ballot.scene, ballot.visit))
                _count(by_name.setdefault(who, Learner(who)), _grade(ballot, who, valuation), valuation)
    return tuple(by_name.values())


def _grade(ballot: Ballot, who: str, valuation: Valuation) -> Vote:
    """What a first vote was worth in the state in which it was cast."""
    choice = ballot.first.votes[who]
    decision = valuation.program.scenario.scenes[ballot.scene].decision
    assert decision is not None
    node = valuation.node(ballot.state)
    edge = next(e for e in valuation.graph.edges[node] if e.action.id == choice)
    chosen = decision.choices[choice]
    return Vote(
        seq=ballot.first.cast[who],
        number=valuation.program.decision_numbers[ballot.scene],
        state=ballot.state,
        scene=ballot.scene,
        visit=ballot.visit,
        choice=choice,
        best=tuple(e.action.id for e in valuation.best(node)),
        regret=Fraction(valuation.regret(node, edge)),
        span=Fraction(valuation.span(node)),
        loss=mark_loss(decision, chosen),
        marks=tested_marks(decision, chosen),
        critical=chosen.critical or "",
    )


def _count(learner: Learner, vote: Vote, valuation: Valuation) -> None:
    decision = valuation.program.scenario.scenes[vote.scene].decision
    assert decision is not None
    learner.votes.append(vote)
    for lesson, mark in vote.marks.items():
        learner.lessons.setdefault(lesson, LessonStanding()).add(
            mark, decision.weight * decision.weights.get(lesson, Fraction(1))
        )
