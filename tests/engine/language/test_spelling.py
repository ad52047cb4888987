"""The respelling before the search: every letter keeps its place, and capitals come back where English has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.lexicon import PATH, is_listed_name, is_word
from engine.language.spelling import as_written, fold
from engine.language.wordlists import HARMLESS
from tests.laws import law


@law(100)
@given(st.text(max_size=80))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(as_written(text)) == len(fold(text)) == len(text)


@law(100)
@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=80))
def test_nothing_but_capitals_changes_in_ascii(text: str) -> None:
    assert as_written(text).lower() == text.lower()


@pytest.mark.parametrize("text", [
    "Officer Smith told John Miller to stop.",
    "We were at Orchard Road in January.",
    "Ask Dave Smith and Mark Hill.",
    "It may be that they march in the hall.",
    "The officer on the tier had no radio.",
    "We called him Tiny.",
    "Then Tessmer and I went to Tulsa.",
    "My partner was Det. King.",
])  # fmt: skip
def test_capitals_come_back(text: str) -> None:
    relaxed = as_written(text.upper()).replace("Officer", "officer"), as_written(text.lower()).replace("Officer", "officer")
    expected = text.replace("Officer", "officer").replace(" I ", " I ")
    assert relaxed == (expected, expected)


@pytest.mark.parametrize("text", ["my partner dave and I went to tulsa.", "in tulsa I'm with dave, and I've no radio."])
def test_the_word_for_oneself_is_no_capital_of_care(text: str) -> None:
    respelled = as_written(text)
    assert "Tulsa" in respelled
    assert respelled == as_written(text.lower())


def test_text_with_ordinary_capitals_stays() -> None:
    text = "Command told Engine and the RIT to back out. SCBA alarms rang; nobody came."
    assert as_written(text) == text


def test_accents_and_marks_fold_to_their_like() -> None:
    assert fold("Łukasz Özil’s “Ångström” – Straße") == 'Lukasz Ozil\'s "Angstrom" - Strase'


def test_words_and_names_of_the_dictionary() -> None:
    assert is_word("unwatched")
    assert is_word("walkthrough")
    assert is_word("firefighter's")
    assert not is_word("tessmer")
    assert is_listed_name("tulsa")
    assert not is_listed_name("monday")


def test_every_word_of_the_list_is_known() -> None:
    words = [word for word in PATH.read_text(encoding="ascii").split("\n") if word and word[0] != "#"]
    assert len(words) > 70_000
    assert not [word for word in words if (word[0].islower() or word.isupper()) and not is_word(word.lower())]
    names = [word.lower() for word in words if word[0].isupper() and not word.isupper()]
    assert not [word for word in names if not is_listed_name(word) and not is_word(word) and word not in HARMLESS]
