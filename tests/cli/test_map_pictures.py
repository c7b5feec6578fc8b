"""``geomap map`` to pictures: the flags, and what is refused before any work is done."""

import io
import xml.etree.ElementTree as ET

import pypdf
import pytest
from PIL import Image


@pytest.fixture
def table(examples):
    return examples / "incidents.csv"


def test_extension_picks_the_picture(geomap, table, tmp_path):
    done = geomap("map", table, "-o", tmp_path / "map.svg", "--title", "Twenty-one rows")
    assert done.code == 0, done.err
    assert f"Map: {tmp_path / 'map.svg'}" in done.err
    root = ET.fromstring((tmp_path / "map.svg").read_bytes())
    assert root.find("{http://www.w3.org/2000/svg}title").text == "Twenty-one rows"
    assert root.get("width") == "338.7mm"


def test_size_dots_and_language(geomap, table, tmp_path):
    output = tmp_path / "map.png"
    done = geomap("map", table, "-o", output, "--size", "120x90", "--dpi", "50", "--lang", "ar")
    assert done.code == 0, done.err
    image = Image.open(io.BytesIO(output.read_bytes()))
    assert image.size == (236, 177)
    assert image.info["Title"] == "خريطة الحوادث"


@pytest.mark.parametrize(("name", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_picture_goes_to_standard_output(geomap, table, name, start):
    done = geomap("map", table, "-o", "-", "--to", name, "--size", "60x60", "--dpi", "50")
    assert done.code == 0, done.err
    assert done.out.startswith(start)


def test_extent_and_periods(geomap, table, tmp_path):
    done = geomap(
        "map", table, "-o", tmp_path / "m.pdf", "--size", "page", "--extent=-25,34,45,72", "--by", "year"
    )
    assert done.code == 0, done.err
    text = pypdf.PdfReader(tmp_path / "m.pdf").pages[0].extract_text()
    assert "outside the part shown" in text
    assert "2020: " in text


@pytest.mark.parametrize(
    ("flags", "code", "complaint"),
    [
        (["-o", "m.html", "--size", "page"], 2, "--size is for pictures; name one with -o"),
        (["--by", "month"], 2, "--by is for pictures"),
        (["-o", "m.svg", "--by", "hour"], 2, "--by"),
        (["-o", "m.png", "--dpi", "3"], 2, "--dpi"),
        (["-o", "m.svg", "--tiles", "OpenStreetMap.Mapnik"], 2, "--tiles is for HTML maps"),
        (["-o", "m.svg", "--size", "poster"], 1, "known: slide, column, page"),
        (["-o", "m.svg", "--extent", "here"], 1, "is no box"),
        (["-o", "m.gif"], 1, "known: html, pdf, png, svg"),
        (["-o", "-", "--to", "gif"], 1, "known: html, pdf, png, svg"),
    ],
)
def test_what_cannot_be_is_refused_before_the_work(geomap, table, monkeypatch, flags, code, complaint):
    monkeypatch.setattr("geomap.pipeline.run.run", lambda *_, **__: pytest.fail("the work was begun"))
    done = geomap("map", table, *flags)
    assert done.code == code
    assert complaint in done.err


def test_too_many_periods_leave_the_old_file(geomap, table, tmp_path):
    output = tmp_path / "map.svg"
    output.write_text("old", encoding="utf-8")
    done = geomap("map", table, "-o", output, "--by", "day")
    assert done.code == 1
    assert "use --by week" in done.err
    assert output.read_text(encoding="utf-8") == "old"


def test_letters_without_a_font_are_told_in_a_line(geomap, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("title,place,lat,lon,date\nX,ꦗꦮ,33,44,2024-01-01\n", encoding="utf-8")
    done = geomap("map", table, "-o", tmp_path / "m.png", "--dpi", "50", "--size", "column")
    assert done.code == 0, done.err
    assert "Note: no font of this machine has some letters of the map" in done.err
