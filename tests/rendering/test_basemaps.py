import json
import re

import geopandas
import pytest
from shapely.geometry import LineString, Point, Polygon

from geomap.errors import MissingInputError, UnknownNameError, UnreadableInputError
from geomap.rendering import MapSettings, find_tiles, render_map
from geomap.rendering.arcs import decode_arc
from geomap.rendering.own_basemap import read_land, read_lines


@pytest.fixture
def areas(tmp_path):
    """Two areas that share a side, the second with a hole, in another projection."""
    west = Polygon([(0, 0), (0, 2), (1, 2), (1, 0)])
    east = Polygon([(1, 0), (1, 2), (3, 2), (3, 0)], [[(1.5, 0.5), (2.5, 0.5), (2.5, 1.5), (1.5, 1.5)]])
    frame = geopandas.GeoDataFrame({"name": ["West", None]}, geometry=[west, east], crs="EPSG:4326")
    path = tmp_path / "areas.gpkg"
    frame.to_crs("EPSG:3857").to_file(path)
    return path


def block(html, name):
    return json.loads(re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html)[1])


def test_areas_are_land_and_their_common_side_is_told_once(areas):
    land = read_land(areas)
    assert [country[1] for country in land["countries"]] == ["West", ""]
    points = [point for text in land["arcs"] for point in decode_arc(text)]
    assert (20_000, 40_000) in points
    uses = [abs(ref + (ref < 0)) for country in land["countries"] for refs in country[5] for ref in refs]
    assert len(uses) == len(set(uses)) + 1


def test_lines_are_outlines_or_lines(areas, tmp_path):
    assert len(read_lines(areas)["arcs"]) == len(read_land(areas)["arcs"])
    path = tmp_path / "lines.geojson"
    geopandas.GeoDataFrame(geometry=[LineString([(0, 0), (1, 1)])], crs="EPSG:4326").to_file(path)
    assert [decode_arc(text) for text in read_lines(path)["arcs"]] == [((0, 0), (20_000, 20_000))]


@pytest.mark.parametrize("read", [read_land, read_lines])
def test_files_that_cannot_serve_are_one_clear_error(read, tmp_path):
    with pytest.raises(MissingInputError, match="no such file"):
        read(tmp_path / "none.geojson")
    odd = tmp_path / "far.vrt"
    odd.write_text("<OGRVRTDataSource/>", encoding="utf-8")
    with pytest.raises(UnreadableInputError, match=r"a map takes \.geojson"):
        read(odd)
    points = tmp_path / "points.geojson"
    geopandas.GeoDataFrame(geometry=[Point(0, 0)], crs="EPSG:4326").to_file(points)
    with pytest.raises(UnreadableInputError, match=r"points\.geojson: no"):
        read(points)
    broken = tmp_path / "broken.geojson"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(UnreadableInputError, match="cannot be read"):
        read(broken)


def test_own_land_takes_the_place_of_the_world_and_is_named(frame, areas):
    html = render_map(frame, MapSettings(basemap=areas, boundaries=areas))
    assert len(block(html, "geomap-basemap")["countries"]) == 2
    assert block(html, "geomap-boundaries")["grid"] == 20_000
    assert "Natural Earth" not in html
    assert "endorsement. Base map: areas.gpkg. Boundaries: areas.gpkg." in html


def test_tiles_open_the_policy_for_their_host_only(frame):
    html = render_map(frame, MapSettings(tiles="OpenStreetMap.Mapnik"))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert "img-src data: blob: https://tile.openstreetmap.org;" in policy
    assert "connect-src 'none'" in policy
    assert '<meta name="referrer" content="origin-when-cross-origin">' in html
    assert "© OpenStreetMap contributors" in html
    assert "loads nothing" not in re.search(r"<noscript>.*?</noscript>", html)[0]
    assert "https://tile.openstreetmap.org" not in render_map(frame)


def test_tiles_with_subdomains_and_other_fields():
    tiles = find_tiles("OpenTopoMap")
    assert tiles.url == "https://{s}.tile.opentopomap.org/{z}/{x}/{y}.png"
    assert tiles.hosts == tuple(f"https://{letter}.tile.opentopomap.org" for letter in "abc")
    assert "a.tile.opentopomap.org" in tiles.warning


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Esri.WorldImagry", r"Esri\.WorldImagery"),
        ("CartoDB.Positron", "need a key"),
        ("zzz", "OpenStreetMap"),
    ],
)
def test_tiles_that_cannot_be_used(name, words):
    with pytest.raises(UnknownNameError, match=words):
        find_tiles(name)
