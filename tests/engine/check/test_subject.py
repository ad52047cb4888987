"""Places within a text of a file, and the line that a mend would make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.check.subject import FileSubject
from engine.pack.folder import open_pack
from engine.pack.scenario import Scenario
from tests.pages import BASE

WHEN = ("scenes", "door", "decision", "choices", "wait", "when")
LINE = "          when: "


def subject(folder: Path, when: str) -> FileSubject:
    """The base scenario with a condition, written so, in the choice to wait."""
    anchor = "          text: Wait for a second officer.\n"
    text = BASE.read_text()
    assert anchor in text
    (folder / "example.yaml").write_text(text.replace(anchor, f"{anchor}{LINE}{when}\n"))
    pack = open_pack(folder)
    return FileSubject(pack.file(folder / "example.yaml", Scenario), pack)


@pytest.mark.parametrize(("when", "quote"), [("lights and horn", 0), ("'lights and horn'", 1), ('"lights and horn"', 1)])
def test_a_stretch_of_a_text_on_one_line(tmp_path: Path, when: str, quote: int) -> None:
    here = subject(tmp_path, when)
    first = len(LINE) + quote + 1
    for column, length, expected in ((11, 4, (first + 11, 4)), (0, 6, (first, 6)), (11, 1, (first + 11, 1)), (0, 0, (first, 1))):
        place = here.within(WHEN, column, length)
        assert (place.column, place.length) == expected
    # No longer than the text, with the quote that ends it.
    whole = here.file.doc.place(WHEN)
    place = here.within(WHEN, 11, 99)
    assert (place.column, place.column + place.length) == (first + 11, whole.column + whole.length)
    # What would lie behind it is the whole.
    assert here.within(WHEN, 99, 4) == whole


def test_a_stretch_of_a_block_is_the_whole(tmp_path: Path) -> None:
    for sign in ("|", ">"):
        here = subject(tmp_path, f"{sign}\n            lights and horn")
        assert here.within(WHEN, 11, 4) == here.file.doc.place(WHEN)
        assert here.rewritten(WHEN, 11, 4, "bell") == ""


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_mend_is_the_line_with_other_words(tmp_path: Path, quote: str) -> None:
    here = subject(tmp_path, f"{quote}lights and horn{quote}")
    assert here.rewritten(WHEN, 11, 4, "bell") == f"write `{LINE}{quote}lights and bell{quote}`"
    assert here.rewritten(WHEN, 0, 6, "dark") == f"write `{LINE}{quote}dark and horn{quote}`"
    assert here.rewritten(WHEN, 11, 4, "") == ""
    assert here.rewritten(WHEN, 99, 4, "bell") == ""
