"""``geomap map``: every flag of the map's own, and what is told before the work begins."""

import json
import re

import geopandas
import pytest
from shapely.geometry import Point, Polygon

from geomap.rendering import page


@pytest.fixture
def article(examples):
    return examples / "article.txt"


@pytest.fixture
def areas(tmp_path):
    path = tmp_path / "areas.geojson"
    shape = Polygon([(44, 33), (44, 34), (45, 34), (45, 33)])
    geopandas.GeoDataFrame({"name": ["Capital"]}, geometry=[shape], crs="EPSG:4326").to_file(path)
    return path


@pytest.fixture
def points(tmp_path):
    path = tmp_path / "points.geojson"
    geopandas.GeoDataFrame(geometry=[Point(0, 0)], crs="EPSG:4326").to_file(path)
    return path


@pytest.fixture
def no_run(monkeypatch):
    """Fail when the articles are read although the map's flags are wrong."""

    def run(*_, **__):
        pytest.fail("the work was begun before the flags were looked at")

    monkeypatch.setattr("geomap.pipeline.run.run", run)


def settings_of(html):
    return json.loads(re.search(r'id="geomap-settings">(.*?)</script>', html)[1])


def block(html, name):
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html)
    return None if found is None else json.loads(found[1])


def test_every_flag_of_the_map_is_in_the_page(geomap, article, areas, tmp_path):
    path = tmp_path / "map.html"
    flags = ("--lang", "ar", "--basemap", areas, "--boundaries", areas, "--tiles", "OpenStreetMap.Mapnik")
    done = geomap("map", article, "-o", path, "--title", "Week 6", *flags)
    assert done.code == 0
    assert "tile.openstreetmap.org" in done.err
    assert "refuse a page that is opened from a file" in done.err
    html = path.read_text(encoding="utf-8")
    told = settings_of(html)
    assert (told["title"], told["language"], told["land"], told["boundaries"]) == (
        "Week 6",
        "ar",
        "areas.geojson",
        "areas.geojson",
    )
    assert told["tiles"]["host"] == "tile.openstreetmap.org"
    assert '<html lang="ar" dir="rtl">' in html
    assert block(html, "geomap-basemap")["source"] == "areas.geojson"
    assert [area[1] for area in block(html, "geomap-boundaries")["areas"]] == ["Capital"]


def test_towns_around_the_incidents_are_named_and_credited(geomap, article, tmp_path):
    path = tmp_path / "map.html"
    assert geomap("map", article, "-o", path, "-q").code == 0
    html = path.read_text(encoding="utf-8")
    towns = block(html, "geomap-towns")
    assert {"Baghdad", "Homs"} <= {name for name, *_ in towns}
    assert all(isinstance(zoom, int) and -90 < lat < 90 for _, lat, _, zoom in towns)
    assert "GeoNames (CC BY 4.0)" in " ".join(settings_of(html)["credits"])


def test_no_basemap(geomap, article, tmp_path):
    path = tmp_path / "map.html"
    assert geomap("map", article, "-o", path, "--basemap", "none", "-q").code == 0
    html = path.read_text(encoding="utf-8")
    assert block(html, "geomap-basemap") is None
    assert block(html, "geomap-boundaries") is None
    assert block(html, "geomap-towns") is None
    assert settings_of(html)["tiles"] is None


@pytest.mark.parametrize("flag", ["--basemap", "--boundaries"])
def test_file_that_cannot_be_drawn_is_told_before_the_work(geomap, article, points, tmp_path, no_run, flag):
    odd, broken, empty = (tmp_path / name for name in ("areas.vrt", "broken.geojson", "empty.geojson"))
    for path, content in (
        (odd, "x"),
        (broken, "{"),
        (empty, '{"type": "FeatureCollection", "features": []}'),
    ):
        path.write_text(content, encoding="utf-8")
    expected = {
        tmp_path / "nowhere.gpkg": "no such file",
        odd: "a map takes .geojson",
        broken: "cannot be read",
        empty: "empty.geojson",
        points: "points.geojson: no",
    }
    for path, words in expected.items():
        done = geomap("map", article, "-o", tmp_path / "map.html", flag, path)
        assert done.code == 1, path
        assert words in done.err
        assert len(done.err.strip().splitlines()) == 1
        assert not (tmp_path / "map.html").exists()


def test_tiles_that_cannot_be_used_are_told_before_the_work(geomap, article, tmp_path, no_run):
    for name, words in (("OpenStreetMap.Mapnk", "OpenStreetMap.Mapnik"), ("CartoDB.Positron", "need a key")):
        done = geomap("map", article, "-o", tmp_path / "map.html", "--tiles", name)
        assert done.code == 1
        assert words in done.err


def test_language_that_the_page_does_not_speak_is_wrong_usage(geomap, article, no_run):
    done = geomap("map", article, "--lang", "tlh")
    assert done.code == 2
    assert "'ar', 'en'" in done.err


def test_texts_of_a_very_large_table_are_written_beside_the_map(geomap, examples, tmp_path, monkeypatch):
    monkeypatch.setattr(page, "LIGHT_ABOVE", 10)
    table = examples / "incidents.csv"
    done = geomap("map", table, "-o", tmp_path / "week.html")
    assert done.code == 0
    assert f"{tmp_path / 'week-texts.parquet'}; keep it beside the map" in done.err
    html = (tmp_path / "week.html").read_text(encoding="utf-8")
    assert settings_of(html)["companion"] == "week-texts.parquet"
    texts = geopandas.read_parquet(tmp_path / "week-texts.parquet")
    assert len(texts) == 21
    for row in texts.to_dict("records"):
        assert row["title"] not in html
        assert json.loads(row["sources"])
    assert texts.geometry.notna().all()
    first = (tmp_path / "week-texts.parquet").read_bytes()
    assert geomap("map", table, "-o", tmp_path / "week.html", "-q").code == 0
    assert (tmp_path / "week-texts.parquet").read_bytes() == first


def test_map_on_standard_output_has_no_file_beside_it(geomap, examples, tmp_path, monkeypatch):
    monkeypatch.setattr(page, "LIGHT_ABOVE", 10)
    monkeypatch.chdir(tmp_path)
    done = geomap("map", examples / "incidents.csv", "-o", "-", "-q")
    assert done.code == 0
    assert settings_of(done.out.decode("utf-8"))["companion"] is None
    assert list(tmp_path.iterdir()) == []


def test_small_map_has_no_file_beside_it(geomap, article, tmp_path):
    assert geomap("map", article, "-o", tmp_path / "map.html", "-q").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_map_of_a_coarsened_file_says_what_was_done_to_it(geomap, article, tmp_path):
    assert geomap("extract", article, "-o", tmp_path / "i.geojson", "-q").code == 0
    coarse = geomap(
        "export", tmp_path / "i.geojson", "-o", tmp_path / "public.geojson", "--coarsen", "adm1", "-q"
    )
    assert coarse.code == 0, coarse.err
    for source, expected in (("i", 0), ("public", 1)):
        done = geomap("map", tmp_path / f"{source}.geojson", "-o", tmp_path / "map.html", "-q")
        assert done.code == 0, done.err
        stated = settings_of((tmp_path / "map.html").read_text(encoding="utf-8"))["credits"]
        assert sum("places coarsened to first-level units" in line for line in stated) == expected
        assert len(set(stated)) == len(stated)


def test_arabic_map_names_towns_in_arabic(geomap, article, tmp_path):
    assert geomap("map", article, "-o", tmp_path / "map.html", "--lang", "ar", "-q").code == 0
    assert '"بغداد"' in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert geomap("map", article, "-o", tmp_path / "map.html", "-q").code == 0
    assert '"بغداد"' not in (tmp_path / "map.html").read_text(encoding="utf-8")
