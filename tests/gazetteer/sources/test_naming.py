import pytest

from geomap.gazetteer.records import Name
from geomap.gazetteer.sources.naming import NameList, kind_of, language_of, link_of, whole_number
from geomap.gazetteer.sources.seen import SeenIds


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("gn:98182", "geonames:98182"),
        ("http://www.geonames.org/98182/", "geonames:98182"),
        ("https://sws.geonames.org/98182/about.rdf", "geonames:98182"),
        ("https://www.geonames.org/98182/baghdad.html", "geonames:98182"),
        ("wd:Q1530", "wikidata:Q1530"),
        ("q1530", "wikidata:Q1530"),
        ("http://www.wikidata.org/entity/Q1530", "wikidata:Q1530"),
        ("https://www.wikidata.org/wiki/Q1530", "wikidata:Q1530"),
        ("wof:890", "wof:890"),
        ("https://www.openstreetmap.org/relation/5638", "osm:relation/5638"),
        ("tgn:7011944", None),
        ("98182", None),
        ("", None),
    ],
)
def test_links_in_any_form(text, link):
    assert link_of(text) == link


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("village", ("P", "PPL")),
        ("Villages", ("P", "PPL")),
        ("IDP camp (informal)", ("S", "CMPRF")),
        ("air base", ("S", "AIRB")),
        ("Air-Base", ("S", "AIRB")),
        ("military airbase", ("S", "AIRB")),
        ("neighbourhood of Baghdad", ("P", "PPLX")),
        ("PPLX", ("P", "PPLX")),
        ("S.AIRB", ("S", "AIRB")),
        ("ADM2", ("A", "ADM2")),
        ("AIRB", ("S", "AIRB")),
        ("hideout", None),
        ("", None),
    ],
)
def test_kinds_in_words_and_codes(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1200", 1200),
        ("1,200", 1200),
        ("1 200", 1200),
        ("1.200.000", 1200000),
        ("1200.0", 1200),
        ("~1200", 0),
        ("", 0),
    ],
)
def test_counts_as_tables_write_them(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("tag", "language"), [("en", "en"), ("zh-Hans-CN", "zh"), ("ara", "ara"), ("?", ""), ("", "")]
)
def test_languages_of_tags(tag, language):
    assert language_of(tag) == language


def test_each_spelling_stands_once_and_the_stronger_kind_wins():
    names = NameList("Homs")
    for text, language, kind in [
        ("Homs", "", "strong"),
        ("  Hims ", "", "historical"),
        ("Hims", "ar", "strong"),
        ("Hims", "en", "weak"),
        ("", "en", "strong"),
        ("x" * 200, "", "strong"),
        ("Homs", "en", "strong"),
    ]:
        names.add(text, language, kind)
    names.add_short("Hom")
    names.add_short("حمص")
    assert names.names() == (Name("Hims", "ar"), Name("Homs", "en"), Name("Hom", "", "weak"), Name("حمص"))


def test_ids_that_were_seen_are_known_again():
    seen = SeenIds()
    numbers = [0, 1, -1, 1023, 1024, -3_378_435, 17_000_000, 10**12]
    assert all(seen.add(number) for number in numbers)
    assert not any(seen.add(number) for number in numbers)
    assert seen[2] == 0
    seen[2] = 255
    assert seen[2] == 255
