"""What an agency says otherwise, and by which policy, stands in the papers that show answers, and in no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.pack.folder import builtin
from engine.pack.local.words import LocalMarks, LocalText, LocalWords, localized
from engine.play.bundle import Bundle, bundle
from engine.states.order import class_letters
from exporters.documents.after_action import after_action
from exporters.documents.debrief_sheet import debrief_sheet
from exporters.documents.facilitator_guide import facilitator_guide
from exporters.documents.handout import handout
from exporters.formats.markdown import render
from exporters.play.play_record import PlayRecord
from tests.exporters.played import Script

WORDS = LocalWords(
    texts={"scene.arrive.prompt": LocalText(was="What do you do first?", now="What first, at *Mill Street*?")},
    marks=(LocalMarks(scene="arrive", choice="go-up", marks=("~slow-down",), policy="order 4.2", why="Two go up at once."),),
)


@pytest.fixture(scope="module")
def ours() -> Bundle:
    pack = builtin()
    published = bundle(pack, "curtain")
    return replace(published, scenario=localized(pack.scenario("curtain").doc.data, published.scenario, WORDS), local=WORDS)


@pytest.fixture(scope="module")
def played(ours: Bundle) -> PlayRecord:
    script = Script(taken=ours)
    script.choose("go-up")
    return PlayRecord(script.bundle, script.play, "")


def text(document: object) -> str:
    return render(document).content.decode()  # type: ignore[arg-type]


def test_the_guide_lists_each_change_beside_the_scenarios_own(ours: Bundle) -> None:
    guide = text(facilitator_guide(ours))
    assert "## Changed here" in guide
    assert "| **Decision 1, the question** | What do you do first? | What first, at *Mill Street*? |" in guide
    letter = class_letters(ours.program, "arrive")["go-up"]
    changed = "Slow down when nothing forces you to hurry: partly upheld, by your agency's order 4.2."
    assert f"**Decision 1, answer {letter}: {changed}**" in guide
    assert "**What first, at** ***Mill Street*****?** *\\[changed here\\]*" in guide
    assert guide.count("changed here") == 2


def test_a_guide_without_changes_says_nothing_of_them() -> None:
    assert "hanged here" not in text(facilitator_guide(bundle(builtin(), "curtain")))


def test_what_participants_hold_names_no_policy(ours: Bundle) -> None:
    assert "Mill Street" in text(handout(ours))
    assert "order 4.2" not in text(handout(ours))


def test_debrief_and_report_name_the_policy(played: PlayRecord) -> None:
    for document in (debrief_sheet(played, {})[0], after_action(played, {})):
        assert "by your agency's order 4.2" in text(document)
        assert "By your agency's order 4.2: Two go up at once." in text(document)
