"""The account of one learner of a class: their own first votes, as if they had decided. No roll and no ending enters."""

from __future__ import annotations

from fractions import Fraction

from engine.play.grades import Balance, Debrief, Graded
from engine.play.learners import Learner, Vote
from exporters.play.account import Account, account
from exporters.play.play_record import PlayRecord
from exporters.wording.addressee import Addressee

_NOTHING = Balance(Fraction(0), Fraction(0), Fraction(0), Fraction(0), Fraction(0))


def own_account(record: PlayRecord, learner: Learner) -> Account:
    """What a debrief says of a learner; of quadrant, ending, luck and exposure it says nothing."""
    return account(record.bundle, own_debrief(record, learner), Addressee.LEARNER)


def own_debrief(record: PlayRecord, learner: Learner) -> Debrief:
    """The grades of a learner."""
    scenario = record.bundle.scenario
    decisions = tuple(_graded(record, vote, made) for made, vote in enumerate(learner.votes, 1))
    regret = sum((d.regret for d in decisions), Fraction(0))
    worst = max(decisions, key=lambda d: d.regret, default=None)
    return Debrief(
        scenario=scenario.id,
        version=scenario.version,
        score=learner.score,
        blind=_blind(record, learner),
        regret=regret,
        span=sum((d.span for d in decisions), Fraction(0)),
        outcome=None,
        ending=None,
        quadrant=None,
        decisions=decisions,
        lessons=learner.lessons,
        turning_point=decisions.index(worst) if worst is not None and worst.regret > 0 else None,
        luck=(),
        luck_to_ending=(),
        exposure=(),
        brier=None,
        loss_balance=_NOTHING,
        danger_balance=_NOTHING,
        cut=False,
    )


def voted(record: PlayRecord, learner: Learner | None) -> tuple[int, int]:
    """At how many decisions a learner voted, and at how many there was a vote; a decision taken again counts once."""
    asked = {(ballot.scene, ballot.visit) for ballot in record.ballots}
    return len({(vote.scene, vote.visit) for vote in learner.votes}) if learner else 0, len(asked)


def _graded(record: PlayRecord, vote: Vote, made: int) -> Graded:
    return Graded(
        seq=vote.seq,
        number=vote.number,
        made=made,
        scene=vote.scene,
        visit=vote.visit,
        choice=vote.choice,
        counts=True,
        shown=(),
        best=vote.best,
        loss=vote.loss,
        regret=vote.regret,
        span=vote.span,
        risk=Fraction(0),
        exposure=(Fraction(0), Fraction(0)),
        marks=vote.marks,
        critical=vote.critical,
        confidence=None,
        reported=record.bundle.scenario.reported_choice(vote.scene),
        reason="",
    )


def _blind(record: PlayRecord, learner: Learner) -> Fraction | None:
    """Where guessing lies at the decisions at which the learner voted."""
    valuation = record.valuation
    regret = span = Fraction(0)
    for vote in learner.votes:
        node = valuation.node(vote.state)
        edges = valuation.graph.edges[node]
        regret += sum((Fraction(valuation.regret(node, edge)) for edge in edges), Fraction(0)) / len(edges)
        span += valuation.span(node)
    return 100 * (1 - regret / span) if span else None
