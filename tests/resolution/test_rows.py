"""Where table rows are: their cells decided together, with the index that comes with geomap."""

import pytest

from benchmarks.places import row_document
from geomap.extraction import mentions_of_row
from geomap.gazetteer import open_gazetteer
from geomap.model import PlaceStatus
from geomap.resolution.row_answer import row_answer
from geomap.resolution.row_names import read_name
from geomap.resolution.row_units import countries_named
from geomap.resolution.rows import resolve_row


@pytest.fixture(scope="module")
def gazetteer():
    with open_gazetteer() as opened:
        yield opened


def answer_of(gazetteer, **cells):
    doc = row_document(1, cells)
    return row_answer(resolve_row(doc, mentions_of_row(doc), gazetteer))


@pytest.mark.parametrize(
    ("cells", "name", "country"),
    [
        ({"place": "Tripoli", "country": "LBN"}, "Tripoli", "LB"),
        ({"place": "Tripoli", "country": "Libya"}, "Tripoli", "LY"),
        ({"place": "Valencia, Carabobo"}, "Valencia", "VE"),
        ({"place": "CHILE: IQUIQUE, PISAGUA"}, "Iquique", "CL"),
        ({"place": "Portland, OR 97201", "country": "USA"}, "Portland", "US"),
        ({"place": "no such hamlet", "admin1": "Loreto", "country": "Peru"}, "Loreto", "PE"),
        ({"place": "Alexandria", "country": "651"}, "Alexandria", "EG"),
        ({"admin1": "Tete province", "country": "Mozambique"}, "Tete", "MZ"),
        ({"country": "Uruguay"}, "Uruguay", "UY"),
    ],
)
def test_the_cells_of_a_row_decide_together(gazetteer, cells, name, country):
    answer = answer_of(gazetteer, **cells)
    assert (answer.place.name, answer.place.country_code) == (name, country)
    assert answer.status is PlaceStatus.RESOLVED
    assert 0.1 <= answer.confidence <= 0.99


def test_a_unit_in_place_of_an_unknown_place_is_a_unit(gazetteer):
    answer = answer_of(gazetteer, place="Qwxyzt", admin1="Loreto", country="Peru")
    assert answer.place.feature_code == "ADM1"
    assert answer.mention.extractor == "column:admin1"


def test_a_town_anywhere_called_like_a_unit_is_not_sure(gazetteer):
    answer = answer_of(gazetteer, place="Qwxyzt", admin1="Atlantis")
    assert answer.place.feature_class == "P"
    assert answer.confidence <= 0.5


def test_a_wide_country_is_less_sure_than_a_town(gazetteer):
    wide = answer_of(gazetteer, place="Qwxyzt", country="Brazil")
    town = answer_of(gazetteer, place="Recife", admin1="Pernambuco", country="Brazil")
    assert wide.confidence < 0.7 <= town.confidence


def test_nothing_known_is_no_answer(gazetteer):
    assert answer_of(gazetteer, place="Qwxyzt") is None


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Yemen (North Yemen)", {"YE"}),
        ("Myanmar (Burma)", {"MM"}),
        ("DR Congo (Zaire)", {"CD"}),
        ("Congo-Kinshasa", {"CD"}),
        ("IZ", {"IQ"}),
        ("645", {"IQ"}),
        ("IRQ", {"IQ"}),
        ("iraq", {"IQ"}),
        ("nowhere at all", set()),
    ],
)
def test_country_cells(gazetteer, cell, codes):
    assert countries_named(gazetteer, cell) == codes


@pytest.mark.parametrize(
    ("text", "bare", "first"),
    [
        ("Qaḑā’ Sinjār", "Sinjār", "A.ADM2"),
        ("City of Obo", "Obo", "P"),
        ("Jinja town", "Jinja", "P"),
        ("Soroti", "Soroti", None),
    ],
)
def test_words_for_kinds(text, bare, first):
    name = read_name(text)
    assert name.bare == bare
    assert next(iter(name.features), None) == first


def test_a_rows_own_country_is_known_beside_its_units(gazetteer):
    doc = row_document(1, {"place": "Recife", "admin1": "Pernambuco", "country": "Brazil"})
    decided = resolve_row(doc, mentions_of_row(doc), gazetteer)
    assert [one.status for one in decided] == [PlaceStatus.RESOLVED] * 3


@pytest.mark.parametrize("name", ["Paris", "Baghdad", "London", "Moscow", "Kyiv", "Aleppo"])
def test_a_famous_name_is_sure_by_itself(gazetteer, name):
    answer = answer_of(gazetteer, place=name)
    assert answer.place.population > 1_000_000
    assert answer.confidence >= 0.7


@pytest.mark.parametrize("name", ["Iraq", "Bangladesh", "Benin", "Laos", "Mexico"])
def test_a_country_is_not_a_town_elsewhere_that_is_called_so_too(gazetteer, name):
    assert answer_of(gazetteer, place=name).place.feature_code == "PCLI"


@pytest.mark.parametrize("name", ["Springfield", "San Jose", "Santa Cruz"])
def test_a_name_of_many_towns_is_not_sure(gazetteer, name):
    answer = answer_of(gazetteer, place=name)
    assert answer is None or answer.confidence < 0.7


def test_a_province_that_the_cell_names_is_not_overruled_by_its_country(gazetteer):
    answer = answer_of(gazetteer, place="CHINA: SICHUAN PROVINCE: BATANG", country="CHINA")
    assert answer.place.admin1 == "Sichuan"


def test_a_village_of_a_city_is_not_its_larger_namesake_far_away(gazetteer):
    answer = answer_of(gazetteer, place="Baguio, Davao City", country="Philippines")
    assert answer.place.name.startswith("Davao")


def test_a_place_cell_that_is_the_rows_country_is_the_country(gazetteer):
    assert answer_of(gazetteer, place="GUATEMALA", country="Guatemala").place.feature_code == "PCLI"
    assert answer_of(gazetteer, place="MEXICO: MORELOS", country="Mexico").place.country_code == "MX"


def test_small_words_with_a_capital_are_no_names(gazetteer):
    doc = row_document(1, {"place": "On the road to Owendo, Gabon"})
    assert [mention.text for mention in mentions_of_row(doc)] == ["Owendo", "Gabon"]
