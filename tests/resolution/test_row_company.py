"""What the other rows of a table say of a name."""

import pytest

from benchmarks.places import row_document
from geomap.extraction import mentions_of_row
from geomap.gazetteer import open_gazetteer
from geomap.pipeline.company import with_company
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings
from geomap.resolution.row_answer import row_answer
from geomap.resolution.row_company import LEAST_ROWS, company_of
from geomap.resolution.rows import resolve_row

LEBANON = ("Beirut", "Sidon", "Zahle", "Baalbek", "Nabatiye", "Jounieh", "Hermel", "Bint Jbeil")
WORLD = ("Lima", "Osaka", "Nairobi", "Oslo", "Hanoi", "Quito", "Baghdad", "Karachi", "Manila", "Kyiv")


@pytest.fixture(scope="module")
def gazetteer():
    with open_gazetteer() as opened:
        yield opened


def decided(gazetteer, company=None, **cells):
    doc = row_document(1, cells)
    return row_answer(resolve_row(doc, mentions_of_row(doc), gazetteer, company=company))


def company(gazetteer, names, **cells):
    return company_of("a table", [decided(gazetteer, place=name, **cells) for name in names])


def test_a_name_of_many_countries_is_in_that_of_the_other_rows(gazetteer):
    there = company(gazetteer, LEBANON, country="Lebanon")
    assert decided(gazetteer, place="Tripoli").place.country_code == "LY"
    answer = decided(gazetteer, there, place="Tripoli")
    assert answer.place.country_code == "LB"
    assert "in the country of many of the table's rows" in answer.reason


def test_the_rows_own_country_is_stronger(gazetteer):
    there = company(gazetteer, LEBANON, country="Lebanon")
    assert decided(gazetteer, there, place="Tripoli", country="Libya").place.country_code == "LY"


def test_a_famous_name_stays_where_it_is(gazetteer):
    there = company(gazetteer, LEBANON, country="Lebanon")
    for name, country in (("Paris", "FR"), ("Damascus", "SY"), ("New York City", "US")):
        assert decided(gazetteer, there, place=name).place.country_code == country


def test_a_table_about_the_world_changes_nothing(gazetteer):
    everywhere = company(gazetteer, WORLD)
    assert everywhere.home == frozenset()
    for name in ("Tripoli", "Alexandria", "Birmingham"):
        alone, among = decided(gazetteer, place=name), decided(gazetteer, everywhere, place=name)
        assert (alone and alone.place.id) == (among and among.place.id)


def test_few_rows_say_nothing(gazetteer):
    assert company(gazetteer, LEBANON[: LEAST_ROWS - 1], country="Lebanon") is None


def test_a_lone_row_does_not_speak_for_itself(gazetteer):
    some = company(gazetteer, (*WORLD, "Tripoli"))
    place = decided(gazetteer, place="Tripoli", country="Lebanon").place
    assert some.in_country(place) == 0.0
    assert some.near(place) == 0.0


def test_rows_of_each_table_have_its_company_and_articles_none():
    rows = [row_document(at, {"place": name, "country": "Lebanon"}) for at, name in enumerate(LEBANON)]
    with Engine(Settings()) as engine:
        told = list(with_company(rows, engine))
        assert [doc for doc, _ in told] == rows
        assert {there.home for _, there in told} == {frozenset(["LB"])}
        units = [row_document(1, {"place": "Beirut", "admin1": "Beirut", "country": "Lebanon"})] * 9
        assert [there for _, there in with_company(units, engine)] == [None] * 9
