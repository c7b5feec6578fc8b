import pytest


def test_names_links_and_numbers_of_a_village(read_source, names_of):
    entry = read_source("osm", "osm_overpass.geojson").entries["osm:node/271"]
    assert (entry.place.name, entry.place.country_code, entry.place.population) == ("الحجر", "SY", 1200)
    assert names_of(entry) == {
        "الحجر": ("ar", "strong"),
        "Hajar": ("en", "strong"),
        "Al Hajar": ("", "strong"),
        "Hagar": ("", "strong"),
        "Petra Minor": ("", "historical"),
        "Haj": ("", "weak"),
    }
    assert entry.links == ("wikidata:Q900010",)


def test_kinds_by_tags_and_points_inside_areas(read_source):
    entries = read_source("osm", "osm_overpass.geojson").entries
    kinds = {key: (entry.place.feature_class, entry.place.feature_code) for key, entry in entries.items()}
    assert kinds == {
        "osm:node/271": ("P", "PPL"),
        "osm:way/272": ("S", "AIRB"),
        "osm:relation/273": ("A", "ADM1"),
        "osm:way/276": ("H", "STM"),
    }
    assert 36.8 < entries["osm:way/272"].place.lon < 36.82
    assert entries["osm:relation/273"].place.country_code == "SY"
    assert 50 < entries["osm:relation/273"].place.radius_km < 70
    assert (entries["osm:way/276"].place.lat, entries["osm:way/276"].place.lon) == (34.5, 36.5)


def test_every_feature_is_counted(read_source):
    report = read_source("osm", "osm_overpass.geojson").report
    assert (report.rows, report.used, report.bad) == (7, 4, 1)
    assert report.skipped == {"no tag of a place": 1, "no name": 1}


def test_ogr2ogr_keeps_tags_in_one_cell(read_source, names_of):
    entries = read_source("osm", "osm_ogr2ogr.geojson").entries
    assert set(entries) == {"osm:node/281", "osm:way/282"}
    assert entries["osm:node/281"].place.population == 9000
    assert names_of(entries["osm:node/281"]) == {"الحجر": ("ar", "strong"), 'Al "Hajar"': ("", "strong")}


def test_osmium_numbers_its_areas_twice(read_source):
    entries = read_source("osm", "osm_osmium.geojsonseq").entries
    assert set(entries) == {"osm:node/281", "osm:relation/282"}
    assert entries["osm:relation/282"].place.feature_code == "ADM2"


def test_an_extract_without_ids_is_numbered(read_source):
    line = (
        '{"type": "Feature", "properties": {"place": "town", "name": "A", "name:ar": "أ"}, "geometry": %s}\n'
    )
    reading = read_source("osm", "x.geojsonl", line % '{"type": "Point", "coordinates": [1, 2]}' * 2)
    assert set(reading.entries) == {"osm:x/1", "osm:x/2"}


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"place": "city", "capital": "yes"}, ("P", "PPLC")),
        ({"place": "city", "capital": "4"}, ("P", "PPLA")),
        ({"place": "suburb"}, ("P", "PPLX")),
        ({"military": "base"}, ("S", "MILB")),
        ({"military": "airfield", "aeroway": "aerodrome"}, ("S", "AIRB")),
        ({"military": "no", "place": "village"}, ("P", "PPL")),
        ({"aeroway": "aerodrome"}, ("S", "AIRP")),
        ({"amenity": "refugee_site"}, ("S", "CMPRF")),
        ({"barrier": "border_control"}, ("S", "CSTM")),
        ({"natural": "strait"}, ("H", "STRT")),
        ({"natural": "peak"}, ("T", "MT")),
        ({"boundary": "administrative", "admin_level": "8"}, ("A", "ADM3")),
        ({"boundary": "administrative", "admin_level": "8", "place": "town"}, ("P", "PPL")),
    ],
)
def test_tags_and_kinds(read_source, tags, kind):
    import json

    feature = {
        "type": "Feature",
        "properties": {"@id": "node/1", "name": "A", **tags},
        "geometry": {"type": "Point", "coordinates": [36, 34]},
    }
    place = read_source("osm", "x.geojson", json.dumps({"features": [feature]})).entries["osm:node/1"].place
    assert (place.feature_class, place.feature_code) == kind
