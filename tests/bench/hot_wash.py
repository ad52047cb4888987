"""How long a redraw of each page of the hot wash takes: `python -m tests.bench.hot_wash [SCENARIO]...`

The class has decided once and gone straight to the hot wash. *first* is the page as it is first shown, with the scenario's
states still to be valued; *again* is the best of five redraws of the same page; *noted* is a redraw after a line was written
down, when grades are derived anew.
"""

from __future__ import annotations

import sys
import time

from engine.pack.folder import builtin
from engine.play import phases
from engine.play.bundle import bundle
from sessions.classroom import hot_wash
from sessions.classroom.classroom import Classroom
from sessions.classroom.flow import SUMMARY, wash
from sessions.classroom.roster import Setup


def held(scenario: str) -> Classroom:
    """A class in the hot wash, after one decision."""
    session = Classroom.new(bundle(builtin(), scenario), Setup(heads=20), None, 1)
    session.advance()
    session.skip()
    session.advance()
    session.commit(session.play.shown()[0], "x")
    session.to_hot_wash()
    return session


def took(session: Classroom, page: str) -> float:
    """Milliseconds of one redraw."""
    begin = time.perf_counter()
    hot_wash.facts(session, page)
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    print(f"{'scenario':<16} {'page':<28} {'first':>8} {'again':>8} {'noted':>8}   (ms)")
    for scenario in sys.argv[1:] or ["curtain", "treeline", "quiet-corridor"]:
        for page in dict.fromkeys((*wash(hseep=True), phases.PALS_USED, SUMMARY)):
            session = held(scenario)
            first = took(session, page)
            again = min(took(session, page) for _ in range(5))
            noted = []
            for number in range(5):
                session.note(phases.CHANGE, f"line {number}")
                noted.append(took(session, page))
            print(f"{scenario:<16} {page:<28} {first:8.2f} {again:8.3f} {min(noted):8.2f}")


if __name__ == "__main__":
    main()
