"""Names looked up together get the answers that they get one by one."""

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.bearers import bearers
from geomap.gazetteer.matching import Misspelt
from geomap.gazetteer.similarity import likeness
from geomap.gazetteer.similarity_bulk import likeness_of_pairs
from geomap.gazetteer.spellings import ANY_SPELLING, Floors

NAMES = [
    "Homs",
    "Hims",
    "homs",
    "حمص",
    "Shuyrat",
    "Al Asad",
    "São Paulo",
    "San Jose",
    "Xqzvwk",
    "Bagdhat",
    "Mosuk",
    "",
    "12",
    "U.S.",
]
FLOORS = [ANY_SPELLING, Floors(variant=0.86, fuzzy=0.93), Floors(variant=2.0, fuzzy=2.0)]


@pytest.mark.parametrize("floors", FLOORS)
def test_answers_are_the_same(floors):
    with open_gazetteer() as gazetteer:
        alone = [gazetteer.candidates(name, floors=floors) for name in NAMES]
        countries = [gazetteer.country_named(name) for name in NAMES]
        units = [bearers(gazetteer, name, frozenset(["SY"])) for name in NAMES]
    with open_gazetteer() as gazetteer:
        gazetteer.look_ahead(NAMES, [Misspelt(name, [name]) for name in NAMES], floors)
        assert [gazetteer.candidates(name, floors=floors) for name in NAMES] == alone
        assert [bearers(gazetteer, name, frozenset(["SY"])) for name in NAMES] == units
        assert [gazetteer.country_named(name) for name in NAMES] == countries
        assert gazetteer.candidates("Baghdad", floors=floors) != []
        gazetteer.look_ahead(())
        assert [gazetteer.candidates(name, floors=floors) for name in NAMES] == alone


def test_names_known_by_another_form_are_not_asked_for_in_other_spellings():
    with open_gazetteer() as gazetteer:
        names = ["Bagdhat", "Baghdad"]
        gazetteer.look_ahead(names, [Misspelt("Bagdhat", names)])
        assert gazetteer._ahead.variants == {}
        gazetteer.look_ahead(names, [Misspelt("Bagdhat", names, frozenset(["CL"]))])
        assert gazetteer._ahead.variants.keys() == gazetteer._ahead.near.keys() == {"bagdhat"}
        gazetteer.look_ahead(names, [Misspelt("Bagdhat", names, frozenset(["CL"]), fuzzy=False)])
        assert gazetteer._ahead.variants.keys() == {"bagdhat"}
        assert gazetteer._ahead.near == {}


def test_likeness_of_pairs_is_that_of_each():
    words = [
        "",
        "homs",
        "hims",
        "shayrat",
        "shuyrat",
        "tchaad",
        "al hasakah",
        "hasaka",
        "llanelli",
        "gh",
        "ghh",
    ]
    pairs = [(left, right) for left in words for right in words]
    assert likeness_of_pairs(pairs) == [likeness(left, right) for left, right in pairs]
    assert likeness_of_pairs([]) == []
