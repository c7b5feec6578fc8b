import io
import json
import zipfile
from itertools import pairwise

import pytest

shapefile = pytest.importorskip("shapefile", reason="pyshp is needed at build time only")

from geomap.rendering.arcs import decode_arc  # noqa: E402
from geomap.rendering.basemap_build import build_basemap  # noqa: E402

FIELDS = dict.fromkeys(("NAME", "NAME_EN", "NAME_AR", "ISO_A2_EH"), "C")
FIELDS |= dict.fromkeys(("LABEL_X", "LABEL_Y", "MIN_LABEL"), "F")
# two neighbours that leave a lake-like gap between them, far larger than the simplification's tolerance
WEST = [[(0, 0), (0, 8), (8, 8), (8, 6), (7, 6), (7, 2), (8, 2), (8, 0), (0, 0)]]
EAST = [[(8, 0), (8, 2), (9, 2), (9, 6), (8, 6), (8, 8), (16, 8), (16, 0), (8, 0)]]


@pytest.fixture(scope="module")
def ne_zip():
    parts = {"shp": io.BytesIO(), "shx": io.BytesIO(), "dbf": io.BytesIO()}
    with shapefile.Writer(**parts, encoding="utf-8") as writer:
        for name, kind in FIELDS.items():
            writer.field(name, kind, size=40, decimal=4 if kind == "F" else 0)
        for rings, *names in (
            (WEST, "W. Land", "West Land", "غرب", "WL"),
            (EAST, "Ostland", "East", "شرق", "-99"),
        ):
            writer.poly(rings)
            writer.record(*names, 4.0, 4.0, 3.0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for extension, stream in parts.items():
            archive.writestr(f"countries.{extension}", stream.getvalue())
    return packed.getvalue()


@pytest.fixture(scope="module")
def basemap(ne_zip, tmp_path_factory):
    path = tmp_path_factory.mktemp("basemap") / "basemap.json"
    build_basemap(ne_zip, path)
    return json.loads(path.read_text(encoding="utf-8"))


def test_names_are_spelt_out_and_codes_are_real(basemap):
    assert [country[:2] for country in basemap["countries"][:2]] == [["WL", "West Land"], ["", "Ostland"]]


def test_gap_that_belongs_to_nobody_is_land_without_a_name(basemap):
    code, name, *_, rings = basemap["countries"][2]
    assert (code, name) == ("", "")
    assert len(rings) == 1


def test_land_that_belongs_to_nobody_has_broken_lines_around_it(basemap):
    around = {ref if ref >= 0 else -ref - 1 for refs in basemap["countries"][2][5] for ref in refs}
    assert set(basemap["disputed"]) == around


def test_names_in_other_languages_stand_beside_the_countries(basemap):
    assert basemap["names"] == {"ar": ["غرب", "شرق"]}


def test_shared_border_is_stored_once(basemap):
    points = [decode_arc(arc) for arc in basemap["arcs"]]
    segments = [frozenset(pair) for arc in points for pair in pairwise(arc)]
    assert len(segments) == len(set(segments))


def test_corners_keep_their_place(basemap):
    grid = basemap["grid"]
    corners = {point for arc in basemap["arcs"] for point in decode_arc(arc)}
    assert {(0, 0), (0, 8 * grid), (16 * grid, 8 * grid), (16 * grid, 0)} <= corners


def test_same_zip_gives_the_same_bytes(ne_zip, tmp_path):
    build_basemap(ne_zip, tmp_path / "a.json")
    build_basemap(ne_zip, tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
