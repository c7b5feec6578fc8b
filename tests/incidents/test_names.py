"""Short names and the full names they stand for."""

import pytest

from geomap.incidents.classes import class_of_name, class_of_noun
from geomap.incidents.names import FullNames, clean_name
from geomap.model import Entity


def person(text, name):
    at = text.index(name)
    return Entity(text=name, start=at, end=at + len(name), label="PERSON")


def test_letters_in_brackets_stand_for_the_words_before_them():
    names = FullNames.of("The National Liberation Army of Ruritania (NLAR) and the army [X] spoke.", ())
    assert names.join("NLAR") == "National Liberation Army of Ruritania"
    assert names.join("X") == "X"


def test_letters_that_do_not_fit_the_words_are_no_short_name():
    assert FullNames.of("The Ministry of Defence (RSF) said.", ()).join("ABC") == "ABC"
    assert FullNames.of("He left the Old Town Hall (BBC).", ()).full == {}


def test_a_last_name_stands_for_the_only_person_of_that_name():
    text = "John Smith was hurt. Smith, 34, died. Mary Jones and Peter Jones fled."
    names = FullNames.of(
        text, [person(text, "John Smith"), person(text, "Mary Jones"), person(text, "Peter Jones")]
    )
    assert names.join("Smith") == "John Smith"
    assert names.join("Mr Smith") == "John Smith"
    assert names.join("Jones") == "Jones"


@pytest.mark.parametrize(
    ("short", "full"), [("IS", "Islamic State"), ("the", "the"), ("ISIL group", "Islamic State")]
)
def test_known_groups_have_a_full_name(short, full):
    assert FullNames().join(short) == full


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sudanese army", "state_forces"),
        ("police officers", "police"),
        ("Gunmen", "militia"),
        ("Islamic State", "rebel"),
        ("Sinaloa Cartel", "criminal"),
        ("Green Party", None),
    ],
)
def test_the_class_of_a_name(name, kind):
    assert class_of_name(name) == kind


def test_the_class_of_a_plural_noun():
    assert class_of_noun("Policemen") == "police"
    assert class_of_noun("convoy") is None


def test_articles_and_endings_are_no_part_of_a_name():
    assert clean_name("the Taliban's") == "Taliban"
