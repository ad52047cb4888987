"""No line is wider than its terminal, and nothing of a text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from exporters.content.wrapping import cells, fitted, wrapped
from tests.laws import compared, law

WORDS = st.lists(
    st.text(st.sampled_from("abc-é門Ａ… "), min_size=1, max_size=30) | st.sampled_from(["W" * 90, "門" * 50, "a", "1."]),
    max_size=30,
).map(" ".join)
LEADS = st.sampled_from(["", "  A. ", "  - ", "Decision 3, second time (your third): ", "  It nearly came to this: ", "門: "])


def bare(text):
    return "".join(text.split())


@law(200, broken=0.3, hung=0.3)
@given(WORDS, LEADS, st.integers(20, 100))
def test_a_wrapped_text_fits_and_keeps_everything(text, lead, width):
    lines = wrapped(text, width, lead).split("\n")
    assert all(cell_len(line) <= width for line in lines)
    assert bare("".join(lines)) == bare(lead + text)
    if len(lines) > 1:
        compared("broken")
        if lead:
            compared("hung")
            assert all(line.startswith(" ") for line in lines[1:])


@law(200, broken=0.3)
@given(st.lists(WORDS, max_size=5).map("\n".join), st.integers(20, 100))
def test_a_fitted_text_fits_and_what_fitted_stays(text, width):
    lines = fitted(text, width).split("\n")
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    assert bare("".join(lines)) == bare(text)
    if any(cells(line) > width for line in text.split("\n")):
        compared("broken")
    else:
        assert "\n".join(lines) == text


@law(ascii=0.02)
@given(st.text(st.characters(blacklist_categories=["Cc", "Cf", "Mn", "Me", "Mc", "Cs", "Cn", "Co"])))
def test_cells_are_those_of_the_terminal(text):
    if text.isascii():
        compared("ascii")
    assert cells(text) >= cell_len(text) - sum(c > "\uffff" for c in text)


@pytest.mark.parametrize(
    ("line", "second"),
    [("  A. " + "word " * 20, "     word"), ("  - " + "word " * 20, "    word"), ("Where:    " + "word " * 20, " " * 10 + "word"),
     (" 12. " + "word " * 20, "     word"), ("word " * 20, "word"), ("   " + "word " * 20, "   word")],
)  # fmt: skip
def test_a_line_hangs_under_its_first_word(line, second):
    assert fitted(line, 40).split("\n")[1].startswith(second)
    assert not fitted(line, 40).split("\n")[1].startswith(second.replace("word", " "))


def test_a_prompt_keeps_the_space_before_what_is_typed():
    assert fitted("word " * 12, 40).endswith("word ")
