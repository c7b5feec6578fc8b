"""Borders derived from outlines, on a map of three squares and in the default gazetteer."""

import struct

import pytest

from geomap.errors import BuildError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.areas import CountryAreas
from geomap.gazetteer.default.borders import border_lines
from geomap.gazetteer.default.shapefile import iter_polygons
from geomap.gazetteer.default.shapes import Shape
from geomap.model import MatchKind


def square(west, south, east, north):
    corners = [(west, south), (west, north), (east, north), (east, south)]
    return [((lon + 180) * 10_000, (lat + 90) * 10_000) for lon, lat in corners]


def test_a_shared_side_is_a_border():
    shapes = [
        Shape("XA", [square(0, 0, 1, 1)]),
        Shape("XB", [square(1, 0, 2, 1)]),
        Shape("", [square(0, 1, 1, 2)]),
    ]
    lines = border_lines(shapes)
    assert list(lines) == [("XA", "XB")]
    line = lines["XA", "XB"]
    assert (line.lon, line.lat) == (1.0, pytest.approx(0.5, abs=0.11))
    assert line.length_km == pytest.approx(111.2, abs=0.1)
    assert 55 < line.radius_km < 70


def test_the_small_map_has_one(small: Gazetteer):
    border = small.get("geomap:iraq-syria-border")
    assert (border.feature_class, border.feature_code, border.country_code) == ("L", "BDR", "")
    assert border.source == "natural-earth"
    assert border.radius_km == pytest.approx(190, abs=15)
    assert [one.place.id for one in small.candidates("border between Syria and Iraq", fuzzy=False)] == [
        border.id
    ]


def test_a_name_of_the_table_is_left_to_the_table(mini, tmp_path):
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.build import build_gazetteer

    header = (mini.tables / "borders.tsv").read_text(encoding="utf-8")
    row = "The Line\tSyria-Iraq border\t34\t41\t\t\tL\tBDR\t10\t0\trecalled\t"
    mini.write_table("borders", f"{header}{row}\n")
    build_gazetteer(tmp_path / "a.db", wheels=mini.wheels, tables=mini.tables)
    with open_gazetteer(tmp_path / "a.db") as index:
        named = index.candidates("Syria-Iraq border", fuzzy=False)
        exact = [one.place.id for one in named if one.match is MatchKind.EXACT]
        assert exact == ["geomap:the-line"]
        assert index.get("geomap:iraq-syria-border") is not None


@pytest.mark.parametrize(
    "content", [b"", b"x" * 200, struct.pack(">i96x", 9994) + struct.pack(">2i", 1, 9) + struct.pack("<i", 5)]
)
def test_what_is_no_shapefile_is_refused(content):
    with pytest.raises(BuildError, match="not a"):
        list(iter_polygons(content))


def test_points_are_no_polygons():
    record = struct.pack(">2i", 1, 10) + struct.pack("<i2d", 1, 0.0, 0.0)
    with pytest.raises(BuildError, match="type 1"):
        list(iter_polygons(struct.pack(">i96x", 9994) + record))


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Iraq-Syria border", "geomap:iraq-syria-border"),
        ("Turkish-Syrian border", "geomap:syria-turkey-border"),
        ("US-Mexico border", "geomap:mexico-us-border"),
        ("border between Poland and Belarus", "geomap:belarus-poland-border"),
        ("Rwanda-Congo border", "geomap:drc-rwanda-border"),
        ("Saudi-Yemeni border", "geomap:saudi-arabia-yemen-border"),
        ("Ghana-Togo border", "geomap:ghana-togo-border"),
        ("Durand Line", "geomap:afghanistan-pakistan-border"),
        ("Gaza-Egypt border", "geomap:egypt-gaza-border"),
        ("Israeli-Gazan border", "geomap:gaza-israel-border"),
        ("Syria-Israel border", "geomap:israel-syria-border"),
    ],
)
def test_borders_of_the_news(default: Gazetteer, query: str, place_id: str):
    assert default.lookup(query, limit=1)[0].place.id == place_id


def test_every_border_lies_between_its_countries(default: Gazetteer):
    rows = default._connection.execute(
        "SELECT p.name, p.lat / 100000.0, p.lon / 100000.0, p.radius / 10.0 FROM place p "
        "JOIN kind t ON t.id = p.kind WHERE t.fcode = 'BDR' AND t.source = 'natural-earth'"
    ).fetchall()
    assert len(rows) > 310
    areas = CountryAreas(default._connection)
    for name, lat, lon, radius in rows:
        step = 0.0003
        around = {
            areas.country_of(lat + dy, lon + dx).code for dx in (-step, 0, step) for dy in (-step, 0, step)
        }
        assert len(around - {None}) >= 2, (name, lat, lon, around)
        assert radius >= 1
