import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from geomap.errors import MissingDependencyError
from geomap.gazetteer.sources import SOURCES, SourceFile, SourceReport, open_source

FIXTURES = Path(__file__).parents[2] / "fixtures" / "sources"


def test_towns_with_names_in_many_languages_and_links(read_source, names_of):
    reading = read_source("natural-earth", "ne_populated_places.json")
    entry = reading.entries["naturalearth:place/1"]
    assert (entry.place.name, entry.place.feature_code, entry.place.country_code) == (
        "Fördstadt",
        "PPLA",
        "DE",
    )
    assert (entry.place.admin1, entry.place.population) == ("Fordland", 52000)
    assert names_of(entry) == {
        "Fordstadt": ("", "strong"),
        "Ford": ("", "strong"),
        "Fordia": ("", "strong"),
        "Fordtown": ("en", "strong"),
        "Фордштадт": ("ru", "strong"),
        "福德": ("zh", "strong"),
    }
    assert entry.links == ("geonames:99002", "wikidata:Q900011")
    other = reading.entries["naturalearth:place/2"]
    assert (other.place.country_code, other.links) == ("XK", ())


def test_airports_and_bases(read_source):
    place = read_source("natural-earth", "ne_airports.json").entries["naturalearth:OSXX"].place
    assert (place.name, place.feature_code) == ("Hajar AB", "AIRB")


def test_a_unit_stands_at_its_main_part(read_source):
    reading = read_source("natural-earth", "ne_label_points.json")
    assert reading.entries["naturalearth:ARE-9999"].place.lon == 54.2
    assert (reading.report.rows, reading.report.used) == (3, 1)
    assert reading.report.skipped == {"further part of a unit": 2}


def shapefile_zip(path):
    shapefile = pytest.importorskip("shapefile")
    feature = json.loads((FIXTURES / "ne_populated_places.json").read_text(encoding="utf-8"))["features"][0]
    kept = {
        key: feature["properties"][key] for key in ("FEATURECLA", "SCALERANK", "NAME", "NAMEASCII", "ISO_A2")
    }
    parts = {suffix: io.BytesIO() for suffix in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POINT, encoding="utf-8") as writer:
        for key in kept:
            writer.field(key, "C", 40)
        writer.point(9.2, 54.1)
        writer.record(**kept)
    with zipfile.ZipFile(path, "w") as archive:
        for suffix, content in parts.items():
            archive.writestr(f"ne/ne_10m_populated_places.{suffix}", content.getvalue())
        archive.writestr("ne/ne_10m_populated_places.prj", "GEOGCS[]")


def test_shapefiles_in_a_zip_are_read(tmp_path):
    path = tmp_path / "ne.zip"
    shapefile_zip(path)
    claimed = [file for file in open_source(path).members() if SOURCES.get("natural-earth").sniff(file)]
    assert [file.member for file in claimed] == ["ne/ne_10m_populated_places.shp"]
    report = SourceReport("ne.zip")
    (entry,) = SOURCES.get("natural-earth")(claimed[0], report)
    assert (entry.place.name, entry.place.lat, entry.place.country_code) == ("Fördstadt", 54.1, "DE")
    assert report.rows == 1


def test_shapefiles_need_pyshp_and_say_so(tmp_path, monkeypatch):
    path = tmp_path / "ne.zip"
    shapefile_zip(path)

    def refuse(name):
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", refuse)
    file = SourceFile(path=path, member="ne/ne_10m_populated_places.shp")
    with pytest.raises(MissingDependencyError, match="pip install pyshp"):
        list(SOURCES.get("natural-earth")(file, SourceReport("ne")))


@pytest.mark.shared
def test_the_real_populated_places(read_source):
    folder = Path(os.environ.get("GEOMAP_EVAL_DATA", Path(__file__).parents[4] / "shared")) / "gazetteer"
    path = folder / "ne_10m_populated_places.json"
    if not path.is_file():
        pytest.skip(f"{path} is not there: unpack ne_10m_populated_places.7z beside it")
    report = SourceReport(path.name)
    entries = list(SOURCES.get("natural-earth")(open_source(path), report))
    assert (len(entries), report.bad) == (7343, 0)
