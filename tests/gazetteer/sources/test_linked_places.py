def test_features_give_names_with_languages_times_and_links(read_source, names_of):
    entry = read_source("lpf", "lpf.geojson").entries["lpf:http://example.org/places/p_1"]
    assert (entry.place.name, entry.place.country_code) == ("Old Harbour", "LB")
    assert (entry.place.lat, entry.place.lon) == (33.9, 35.5)
    assert (entry.place.feature_class, entry.place.feature_code) == ("P", "PPL")
    assert names_of(entry) == {
        "Old Harbour": ("en", "strong"),
        "Vetus Portus": ("la", "historical"),
        "الميناء القديم": ("ar", "strong"),
    }
    assert entry.links == ("geonames:276781", "wikidata:Q3820")


def test_a_place_over_several_countries_lies_in_none_alone(read_source):
    entry = read_source("lpf", "lpf.geojson").entries["lpf:lpf/p_3"]
    assert entry.place.country_code == ""
    assert (entry.place.feature_class, entry.place.feature_code) == ("H", "STM")
    assert (entry.place.lat, entry.place.lon) == (34.5, 40.5)
    assert 60 < entry.place.radius_km < 80


def test_places_without_a_geometry_are_skipped_and_those_without_a_title_are_problems(read_source):
    report = read_source("lpf", "lpf.geojson").report
    assert (report.rows, report.used, report.bad) == (4, 2, 1)
    assert report.skipped == {"no coordinates": 1}
    assert report.problems[0].row == 4


def test_the_sample_record_of_the_specification_has_the_members_that_are_read(read_source):
    content = """{"type": "FeatureCollection", "@context": "https://example.org/linkedplaces-context-v1.3.jsonld",
    "features": [{"@id": "http://mygaz.org/places/p_12345", "type": "Feature",
    "properties": {"title": "Abingdon (UK)", "ccode": "GB"},
    "geometry": {"type": "GeometryCollection", "geometries": [{"type": "Point",
    "coordinates": [-1.2879, 51.6708], "geo_wkt": "POINT(-1.2879 51.6708)",
    "when": {"timespans": [{"start": {"in": "1600"}, "end": {"in": "1699"}}]}}]},
    "names": [{"toponym": "Abingdon", "lang": "en", "when": {"timespans": [{"start": {"in": "1600"}}]}}],
    "types": [{"identifier": "aat:300008375", "label": "town", "sourceLabel": "Market Town"}],
    "links": [{"type": "exactMatch", "identifier": "http://www.geonames.org/2657780/"},
    {"type": "exactMatch", "identifier": "http://vocab.getty.edu/tgn/7011944"}]}]}"""
    entry = read_source("lpf", "sample.jsonld", content).entries["lpf:http://mygaz.org/places/p_12345"]
    assert (entry.place.country_code, entry.place.feature_class, entry.links) == (
        "GB",
        "P",
        ("geonames:2657780",),
    )


def test_tables_give_the_same_and_their_lists_are_split(read_source, names_of):
    reading = read_source("lp-tsv", "lp.tsv")
    entry = reading.entries["lpf:lp/1"]
    assert (entry.place.lat, entry.place.lon, entry.place.country_code) == (33.9, 35.5, "LB")
    assert names_of(entry) == {
        "Vetus Portus": ("la", "strong"),
        "الميناء القديم": ("ar", "strong"),
        'Harbour "Vieux"': ("", "strong"),
    }
    assert entry.links == ("geonames:276781", "wikidata:Q3820")
    fort = reading.entries["lpf:lp/2"].place
    assert (fort.lat, fort.lon, fort.radius_km, fort.feature_class) == (34.01, 36.01, 4.0, "S")


def test_every_row_of_a_table_is_counted(read_source):
    report = read_source("lp-tsv", "lp.tsv").report
    assert (report.rows, report.used, report.bad) == (4, 2, 1)
    assert "swapped" in report.problems[0].reason


def test_tables_may_be_csv_and_places_that_ended_have_historical_names(read_source, names_of):
    content = (
        "id,title,title_source,types,start,end,variants,geowkt\n"
        '7,Old Fort,"Atlas, 1901",city,1100,1291,Castrum@la,"POLYGON ((36 34, 37 34, 37 35, 36 34))"\n'
    )
    entry = read_source("lp-tsv", "lp.csv", content).entries["lpf:lp/7"]
    assert names_of(entry) == {"Castrum": ("la", "historical")}
    assert entry.place.feature_class == "P"
    assert entry.place.radius_km > 30
