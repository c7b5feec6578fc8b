"""Layers of points and areas: Shapefiles with their parts, and geometries that lie nowhere on Earth."""

import shutil
import zipfile

import geopandas
import pytest
from shapely.geometry import Point

from geomap.errors import UnreadableInputError
from geomap.readers import iter_documents, open_one_table

KML = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'


@pytest.fixture
def shapefile(tmp_path):
    path = tmp_path / "shape" / "camps.shp"
    path.parent.mkdir()
    frame = geopandas.GeoDataFrame(
        {"village": ["Sarmada", "مخيم"], "killed": [2, 0]},
        geometry=[Point(36.72, 36.18), Point(36.63, 35.93)],
        crs="EPSG:4326",
    )
    frame.to_crs("EPSG:32637").to_file(path, encoding="utf-8")
    return path


def read(path):
    problems = []
    return list(iter_documents([path], problems=problems)), problems


def test_a_shapefile_in_any_reference_system_keeps_its_points(shapefile):
    docs, problems = read(shapefile)
    assert [doc.value("place") for doc in docs] == ["Sarmada", "مخيم"]
    assert [(float(doc.value("lat")), float(doc.value("lon"))) for doc in docs] == [
        (pytest.approx(36.18), pytest.approx(36.72)),
        (pytest.approx(35.93), pytest.approx(36.63)),
    ]
    assert [doc.value("killed") for doc in docs] == ["2", "0"]
    assert problems == []


def test_a_shapefile_in_an_archive_is_unpacked_with_its_parts(shapefile, tmp_path):
    packed = tmp_path / "camps.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in sorted(shapefile.parent.iterdir()):
            archive.write(part, f"data/{part.name.upper()}")
        archive.writestr("data/other.dbf", b"another file's")
    docs, problems = read(packed)
    assert [doc.value("place") for doc in docs] == ["Sarmada", "مخيم"]
    assert problems == []


def test_a_shapefile_without_its_parts_says_what_is_missing(shapefile, tmp_path):
    alone = tmp_path / "alone.shp"
    shutil.copy(shapefile, alone)
    with pytest.raises(
        UnreadableInputError, match=r"alone\.shp cannot be read .*\.shx and \.dbf files must stand"
    ):
        read(alone)


def test_points_of_a_geometry_are_points_wherever_they_lie(tmp_path):
    path = tmp_path / "off.kml"
    marks = "".join(
        f"<Placemark><name>{name}</name><Point><coordinates>{point}</coordinates></Point></Placemark>"
        for name, point in (("depot", "692.0,345.5,0"), ("post", "4239.0,34.3"))
    )
    path.write_text(KML.format(marks), encoding="utf-8")
    with open_one_table(path) as table:
        roles = table.header.understanding.roles
    assert (roles["lat"].column, roles["lat"].how) == ("lat", "geometry")
    assert (roles["lon"].column, roles["lon"].how) == ("lon", "geometry")
    docs, _ = read(path)
    assert [(doc.value("lat"), doc.value("lon")) for doc in docs] == [("345.5", "692"), ("34.3", "4239")]
