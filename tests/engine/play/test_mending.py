"""Lines that were mended: the last word counts wherever the line stands, and what was taken out is told nowhere."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PlayError
from engine.play.events import Chose, Flagged, Joined, Mended, Noted, Voted, WentBack, Wished
from engine.play.fold import Play, replay
from engine.play.mending import line_of, mendable, told
from tests.laws import compared, law
from tests.sessions.classes import AT, begun, decide


def played() -> Play:
    """A class that said a little: a decision, a flag, a note and two names, one of which voted."""
    session = begun(voters="people", people=("Sgt. Miller", "M2"), purpose="record")
    session.advance()
    session.advance()
    session.vote("Sgt. Miller", "wait")
    session.flag("ask Miller")
    decide(session, "wait", "said Sgt. Miller 555-1234")
    session.note("why", "because of Miller")
    return session.play


def seq(play: Play, kind: type) -> int:
    return next(event.seq for event in play.events if isinstance(event, kind) and line_of(event) and event.kind != "noted")


def mend(play: Play, of: int, text: str = "", **fields: object) -> None:
    play.apply(Mended(seq=play.next_seq, at=AT, of=of, text=text, **fields))  # type: ignore[arg-type]


def test_the_last_mend_of_a_reason_stands_on_the_line_and_in_the_ledger() -> None:
    play = played()
    of = seq(play, Chose)
    mend(play, of, "said by somebody")
    mend(play, of, "four eyes")
    assert [c.event.reason for c in play.ledger] == ["four eyes"]
    assert [e.event.reason for e in play.line if isinstance(e.event, Chose)] == ["four eyes"]
    assert line_of(play.events[of]) == "four eyes"
    assert "Miller" not in "".join(str(e) for e in play.events if e.kind in ("chose", "mended"))


def test_a_mend_outlives_a_step_back() -> None:
    play = played()
    of = seq(play, Chose)
    mend(play, of, "four eyes")
    play.apply(WentBack(seq=play.next_seq, at=AT, to=of))
    assert [c.event.reason for c in play.ledger] == ["four eyes"]


def test_a_decision_whose_reason_was_taken_out_stands() -> None:
    play = played()
    of = seq(play, Chose)
    mend(play, of, removed=True)
    assert (len(play.ledger), play.ledger[0].event.reason) == (1, "")
    mend(play, of, "four eyes")
    assert play.ledger[0].event.reason == "four eyes"


def test_a_flag_that_was_taken_out_is_no_flag() -> None:
    play = played()
    mend(play, seq(play, Flagged), removed=True)
    assert not [e for e in play.events if isinstance(e, Flagged)]
    assert [e.seq for e in play.events] == list(range(len(play.events)))


def test_a_name_that_was_mended_keeps_its_votes() -> None:
    play = played()
    mend(play, seq(play, Joined), "K7")
    assert [e.who for e in play.events if isinstance(e, Joined | Voted)] == ["K7", "M2", "K7"]


def test_a_name_that_was_taken_out_takes_its_votes_along() -> None:
    play = played()
    mend(play, seq(play, Joined), removed=True)
    assert [e.who for e in play.events if isinstance(e, Joined | Voted)] == ["M2"]


@pytest.mark.parametrize(
    ("of", "text", "message"),
    [
        (0, "x", "event 0 is no line that could be mended"), (10**6, "x", "event 1000000 is no line that could be mended"),
        (-1, "x", "event -1 is no line that could be mended"), ("joined", "M2", "`M2` is on the list already"),
        ("joined", "", "a name cannot be empty"), ("next", "x", "event {} is no line that could be mended"),
        ("itself", "x", "event {} mends itself"), ("itself", "", "event {} mends itself"),
    ],
)  # fmt: skip
def test_what_is_no_line_cannot_be_mended(of: int | str, text: str, message: str) -> None:
    play = played()
    before = list(play.events)
    numbers = {"joined": seq(play, Joined), "next": play.next_seq + 1, "itself": play.next_seq}
    number = numbers[of] if isinstance(of, str) else of
    with pytest.raises(PlayError) as refused:
        mend(play, number, text)
    assert str(refused.value) == message.format(number)
    assert play.events == before


def test_what_stands_in_the_place_of_a_line_that_was_taken_out_stays() -> None:
    play = played()
    gone = Mended(seq=play.next_seq, at=AT, of=play.next_seq, removed=True)
    play.apply(gone)
    assert (play.events[-1], play.kept[-1]) == (gone, gone)


def test_what_a_mend_itself_says_of_a_line_that_is_out_is_kept_and_not_told() -> None:
    play = played()
    mend(play, seq(play, Flagged), "was Miller", removed=True)
    assert (play.events[-1].model_dump()["text"], play.kept[-1].model_dump()["text"]) == ("", "was Miller")


def test_a_wish_is_mended_like_a_note() -> None:
    play = played()
    of = play.next_seq
    play.apply(Wished(seq=of, at=AT, scene=play.scene, text="call Miller", heads=3))
    mend(play, of, "call somebody")
    assert play.events[of] == Wished(seq=of, at=AT, scene=play.scene, text="call somebody", heads=3)
    mend(play, of, removed=True)
    assert play.events[of] == Mended(seq=of, at=AT, of=of, removed=True)


def test_a_name_may_be_mended_to_itself() -> None:
    play = played()
    mend(play, seq(play, Joined), "Sgt. Miller")
    assert [e.who for e in play.events if isinstance(e, Joined | Voted)] == ["Sgt. Miller", "M2", "Sgt. Miller"]


def test_what_was_taken_out_cannot_come_back() -> None:
    play = played()
    of = seq(play, Flagged)
    mend(play, of, removed=True)
    with pytest.raises(PlayError, match="no line"):
        mend(play, of, "again")


def words(random: Random) -> str:
    """A word that nothing else says."""
    return f"w{random.getrandbits(60):x}w"


@law(100, out=0.4, renamed=0.2, again=0.2, back=0.1)
@given(st.integers(0, 10**9))
def test_any_mends_leave_the_last_word_and_nothing_else(seed: int) -> None:
    """Told from the events as they were kept, and told again from what is told, line by line."""
    random = Random(seed)
    play = played()
    stands = {e.seq: line_of(e) for e in play.events if mendable(e)}
    said: set[str] = set(stands.values())
    mended: set[int] = set()
    for _ in range(random.randint(1, 12)):
        if random.random() < 0.2 and any(isinstance(e.event, Chose) for e in play.line):
            play.apply(WentBack(seq=play.next_seq, at=AT, to=next(e.event.seq for e in play.line if isinstance(e.event, Chose))))
            compared("back")
            continue
        of = random.choice(list(stands))
        event = play.events[of]
        if random.random() < 0.3:
            mend(play, of, removed=True)
            stands[of] = ""
            compared("out")
        elif mendable(event):
            stands[of] = words(random)
            said.add(stands[of])
            mend(play, of, stands[of])
            if isinstance(event, Joined):
                compared("renamed")
            if of in mended:
                compared("again")
        mended.add(of)
    assert {n: line_of(play.events[n]) for n in stands} == stands
    everything, here = "\n".join(str(e.model_dump()) for e in play.events), "\n".join(stands.values())
    assert not [text for text in said if text not in here and text in everything]
    assert told(play.kept) == play.events
    assert told(play.events) == play.events
    again = replay(play.program, play.kept)
    assert (again.events, again.line, again.ledger, again.kept) == (play.events, play.line, play.ledger, play.kept)


def test_noted_details_go_with_their_line() -> None:
    play = played()
    play.apply(Noted(seq=play.next_seq, at=AT, topic="action", text="train", details={"owner": "Sgt. Miller"}))
    of = play.next_seq - 1
    mend(play, of, "train it", details={"owner": "training unit"})
    assert play.events[of].model_dump()["details"] == {"owner": "training unit"}
    mend(play, of, removed=True)
    assert "training unit" not in str(play.events)
