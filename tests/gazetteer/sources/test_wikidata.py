from geomap.gazetteer.records import Alias, Name
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.gazetteer.sources.wikidata_types import load_wikidata_types


def test_entities_of_a_dump_give_places(read_source, names_of):
    reading = read_source("wikidata", "wikidata_dump.json")
    entry = reading.entries["wikidata:Q900001"]
    assert (entry.place.name, entry.place.country_code, entry.place.population) == ("Fordtown", "IQ", 52000)
    assert (entry.place.feature_class, entry.place.feature_code) == ("P", "PPL")
    assert names_of(entry) == {
        "Fordtown": ("en", "strong"),
        "المدينة": ("ar", "strong"),
        "Ford Town": ("en", "strong"),
        "Fordton": ("en", "strong"),
    }
    assert entry.links == ("geonames:99001",)


def test_the_first_known_kind_counts_and_any_language_gives_a_name(read_source):
    place = read_source("wikidata", "wikidata_dump.json").entries["wikidata:Q900004"].place
    assert (place.name, place.feature_class, place.feature_code, place.country_code) == (
        "Base du Nord",
        "S",
        "AIRB",
        "SY",
    )


def test_every_entity_is_counted(read_source):
    report = read_source("wikidata", "wikidata_dump.json").report
    assert (report.rows, report.used, report.bad) == (6, 2, 1)
    assert report.skipped == {
        "no coordinates (P625)": 1,
        "not on Earth": 1,
        "property or lexeme, not an item": 1,
    }


def test_a_broken_line_of_a_dump_is_one_problem(read_source):
    good = (
        '{"type":"item","id":"Q%d","labels":{"en":{"language":"en","value":"Ford"}},"claims":{"P625":[{"mainsnak":'
        '{"datavalue":{"value":{"latitude":1,"longitude":2}}}}]}}'
    )
    content = "[\n" + ",\n".join([good % 1, '{"id": "Q2", "lab', good % 3, good % 3]) + "\n]\n"
    reading = read_source("wikidata", "dump.json", content)
    assert set(reading.entries) == {"wikidata:Q1", "wikidata:Q3"}
    assert reading.reasons() == {3: "not a JSON object"}
    assert reading.report.skipped == {"item that came before": 1}


def test_rows_of_a_query_as_csv(read_source, names_of):
    reading = read_source("wikidata", "wikidata_query.csv")
    entry = reading.entries["wikidata:Q900001"]
    assert (entry.place.lat, entry.place.lon, entry.place.country_code) == (33.5, 44.5, "IQ")
    assert (entry.place.feature_code, entry.place.population, entry.links) == (
        "PPL",
        52000,
        ("geonames:99001",),
    )
    assert names_of(entry) == {
        "Ford Town": ("", "strong"), "Fordton": ("", "strong"), "المدينة": ("ar", "strong"),
    }  # fmt: skip
    assert reading.others(Alias) == [Alias("wikidata:Q900001", Name("Ford City"))]
    assert (reading.report.rows, reading.report.used, reading.report.bad) == (5, 2, 2)
    assert reading.report.skipped == {"item without a label": 1}


def test_rows_of_a_query_as_sparql_json(read_source, names_of):
    entries = read_source("wikidata", "wikidata_query.json").entries
    assert names_of(entries["wikidata:Q900001"]) == {"Fordtown": ("en", "strong")}
    assert entries["wikidata:Q900001"].place.country_code == "IQ"
    camp = entries["wikidata:Q900007"].place
    assert (camp.feature_class, camp.feature_code, camp.country_code) == ("S", "CMPRF", "JO")


def test_rows_of_a_query_as_plain_json(read_source):
    entries = read_source("wikidata", "wikidata_plain.json").entries
    assert entries["wikidata:Q900008"].place.name == "Fordham"


def test_a_country_column_before_the_items_does_not_hide_them(read_source):
    entity = "http://www.wikidata.org/entity"
    content = f"country,item,itemLabel,coord\n{entity}/Q858,{entity}/Q900001,Ford,Point(36 34)\n"
    (entry,) = read_source("wikidata", "q.csv", content).entries.values()
    assert (entry.place.id, entry.place.country_code) == ("wikidata:Q900001", "SY")


def test_the_table_of_kinds_is_well_formed():
    types = load_wikidata_types()
    assert len(types) >= 60
    for item, (feature_class, code) in types.items():
        assert item[0] == "Q"
        assert feature_class in "AHLPRSTUV"
        assert code.isalnum()
    assert not set(types) & set(load_country_codes().wikidata)
