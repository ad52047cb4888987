"""Names on the list of a class are found in its lines as people write them, and everyday words are left alone."""

from __future__ import annotations

import pytest

from engine.play.events import Flagged, Joined
from exporters.play.freetext import ON_THE_LIST, identifying
from exporters.play.listed_names import ListedNames
from tests.exporters.played import Script

NAMES = (
    "Anna Schmidt",
    "O'Brien",
    "Jean-Luc Moreau",
    "José",
    "red fox",
    "K7",
    "Will Baker",
    "May",
    "Mark Twain",
    "Grace",
    "A",
    "7",
)
FOUND = {
    "anna said so": "anna",
    "It was SCHMIDT who saw it": "SCHMIDT",
    "ask Anna Schmidt": "Anna Schmidt",
    "ask anna  schmidt": "anna  schmidt",
    "Anna's light": "Anna",
    "obrien opened": "obrien",
    "O’Brien’s idea": "O’Brien",
    "o brien knew": "o brien",
    "jean luc waited": "jean luc",
    "Jeanluc waited": "Jeanluc",
    "moreau waited": "moreau",
    "jose was first": "jose",
    "Josè was first": "Josè",
    "the Red-Fox way": "Red-Fox",
    "redfox again": "redfox",
    "as k7 said": "k7",
    "I told Will to wait": "Will",
    "Will told us": "Will",
    "will baker told us": "will baker",
    "Ask May first": "May",
    "May saw the knife": "May",
    "May's call": "May",
    "Mark called it": "Mark",
    "and then Grace spoke": "Grace",
    "Grace spoke up": "Grace",
}
LEFT_ALONE = (
    "Will we wait?", "we will wait", "Will the second car come?", "May I?", "May have been too early", "It may be late",
    "Mark the door", "mark every door", "grace under pressure", "A red light", "Red light first", "the fox ran",
    "A was better than B", "7 minutes", "the baker next door", "WILL WE WAIT", "The gate may open. Will that be safe?",
    "annals of it", "K77", "a grant", "markets", "Will be there",
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), FOUND.items(), ids=FOUND)
def test_a_name_is_found_as_people_write_it(text, name):
    assert [text[start:end] for start, end in ListedNames(NAMES).stretches(text)] == [name]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_an_everyday_word_is_no_name(text):
    assert ListedNames(NAMES).stretches(text) == ()


def test_nothing_is_found_where_nobody_is_on_the_list():
    assert ListedNames(()).stretches("Anna said so") == ()


def of_class(voters, names, line, **started):
    script = Script(mode="class", voters=voters, **started)
    for who in names:
        script.add(Joined, who=who)
    script.add(Flagged, note=line)
    return [(found.text, found.mend == ON_THE_LIST) for found in identifying(script.record) if found.place.startswith("flag")]


def test_a_stretch_is_told_once_and_a_longer_one_in_place_of_a_name_in_it():
    assert of_class("people", ["Anna Schmidt"], "ask Anna", purpose="record") == [("Anna", True)]
    assert of_class("people", ["Ruiz"], "ask Sgt. Ruiz", purpose="record") == [("Sgt. Ruiz", False)]


def test_a_name_that_came_to_a_list_of_tables_is_found_and_a_table_is_not():
    assert of_class("tables", ["Table 1", "back row"], "the back row was first, not table 1") == [("back row", True)]
