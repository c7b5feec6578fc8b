"""SVG, PNG and PDF, each opened by a reader that is not ours."""

import io
import re
import xml.etree.ElementTree as ET

import pypdf
import pytest
from PIL import Image

from geomap.errors import InputError, UnknownNameError
from geomap.rendering import (
    ImageSettings,
    MapSettings,
    MapView,
    map_format,
    render_image,
    render_png,
    render_svg,
)

HOSTILE = "</text></title><script>alert(1)</script>&amp;\"' ${x} $a$ \x00\x1b\u202e\ud800 ]]>"
SVG = "{http://www.w3.org/2000/svg}"
COLUMN = ImageSettings(size="column")


def colors(image):
    """Return every colour of a picture."""
    return {color for _, color in image.convert("RGB").getcolors(maxcolors=1 << 24)}


@pytest.fixture(scope="module")
def svg(crowd):
    return render_svg(crowd(40), MapSettings(title="Forty & more"), COLUMN)


def test_svg_is_xml_with_title_description_and_size(svg):
    root = ET.fromstring(svg.encode("utf-8"))
    assert root.tag == f"{SVG}svg"
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("88mm", "110mm", "0 0 88 110")
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Forty & more"
    assert "Incidents on the map: 40" in root.find(f"{SVG}desc").text
    assert "Battle: 4" in root.find(f"{SVG}desc").text
    assert [root.find(f"{SVG}{name}").get("id") for name in ("title", "desc")] == root.get(
        "aria-labelledby"
    ).split()


def test_svg_loads_and_runs_nothing(svg):
    assert re.findall(r"href|url\(|<script|<style|<image|<foreignObject|\son\w+=|@import", svg) == []


def test_svg_has_fonts_for_other_machines(svg):
    fonts = ET.fromstring(svg.encode("utf-8")).get("font-family")
    assert "'Noto Sans Arabic'" in fonts
    assert fonts.endswith("sans-serif")


def test_the_same_table_gives_the_same_bytes(crowd):
    for to_format in ("svg", "png", "pdf"):
        settings, image = MapSettings(title="Twice"), ImageSettings(size="column", dpi=60)
        once = render_image(crowd(40), to_format, settings, image)
        assert once == render_image(crowd(40), to_format, settings, image), to_format


def test_hostile_text_stays_text(make_frame):
    frame = make_frame([{"lat": 33.0, "lon": 44.0, "place_name": HOSTILE}])
    settings = MapSettings(title=HOSTILE, attribution=(HOSTILE,))
    root = ET.fromstring(render_svg(frame, settings).encode("utf-8"))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "metadata", "path", "circle", "g", "text")
    }
    assert root.find(f"{SVG}title").text.startswith("</text></title><script>alert(1)</script>&amp;")
    page = pypdf.PdfReader(io.BytesIO(render_image(frame, "pdf", settings)))
    assert "<script>alert(1)</script>" in page.pages[0].extract_text()
    assert "${x} $a$" in page.metadata.title


def test_text_from_the_right_is_marked_so(crowd):
    root = ET.fromstring(render_svg(crowd(40), MapSettings(language="ar"), COLUMN).encode("utf-8"))
    heading = next(text for text in root.iter(f"{SVG}text") if text.text == "أنواع الأحداث")
    assert heading.get("direction") == "rtl"
    assert heading.get("text-anchor") == "start", "from the right, the start is at the right"


def test_png_has_the_size_in_dots_and_says_what_it_shows(crowd):
    image = Image.open(io.BytesIO(render_png(crowd(40), MapSettings(title="Forty"), COLUMN)))
    image.load()
    assert image.size == pytest.approx((88 / 25.4 * 200, 110 / 25.4 * 200), abs=1)
    assert image.info["dpi"][0] == pytest.approx(200, abs=0.1)
    assert image.info["Title"] == "Forty"
    assert "Incidents on the map: 40" in image.info["Description"]
    assert len(colors(image)) > 100


def test_symbols_have_their_colour_in_the_picture(make_frame):
    frame = make_frame([{"lat": 33.34, "lon": 44.4, "event_type": "natural_hazard"}])
    image = Image.open(io.BytesIO(render_png(frame, None, COLUMN)))
    assert (0x8C, 0x5A, 0x33) in colors(image)


def test_pdf_is_one_page_with_text_and_no_date(crowd):
    reader = pypdf.PdfReader(io.BytesIO(render_image(crowd(40), "pdf", MapSettings(title="Forty"), COLUMN)))
    (page,) = reader.pages
    assert float(page.mediabox.width) == pytest.approx(88 / 25.4 * 72, abs=0.1)
    assert float(page.mediabox.height) == pytest.approx(110 / 25.4 * 72, abs=0.1)
    text = page.extract_text()
    assert "Event types" in text
    assert "do not imply endorsement" in text
    assert reader.metadata.title == "Forty"
    assert "/CreationDate" not in reader.metadata


def test_letters_without_a_font_are_told(make_frame):
    frame = make_frame([{"lat": 33.0, "lon": 44.0, "place_name": "ꦗꦮ ᚠᚢᚦ"}])
    with pytest.warns(UserWarning, match="install a Noto font"):
        render_png(frame, None, ImageSettings(size="column", dpi=50))


def test_users_settings_of_matplotlib_change_nothing(crowd):
    import matplotlib as mpl

    before = render_png(crowd(5), None, ImageSettings(size="column", dpi=50))
    with mpl.rc_context({"font.size": 30, "text.color": "red", "savefig.transparent": True}):
        assert render_png(crowd(5), None, ImageSettings(size="column", dpi=50)) == before


def test_own_land_with_a_hole_and_boundaries_are_drawn(make_frame, tmp_path):
    import geopandas
    from shapely.geometry import Polygon, box

    shape = Polygon(box(40, 30, 50, 40).exterior, [box(44, 34, 46, 36).exterior])
    areas = tmp_path / "land.geojson"
    geopandas.GeoDataFrame({"name": ["Ringland"]}, geometry=[shape], crs="EPSG:4326").to_file(areas)
    settings = MapSettings(basemap=areas, boundaries=areas)
    image = ImageSettings(extent="38,28,52,42", size="100x100", dpi=50)
    frame = make_frame([{"lat": 41.0, "lon": 39.0}])
    assert "Ringland" in render_svg(frame, settings, image)
    assert "land.geojson" in render_svg(frame, settings, image)
    picture = Image.open(io.BytesIO(render_png(frame, settings, image))).convert("RGB")
    assert {(0xF7, 0xF5, 0xF0), (0xDB, 0xE6, 0xEE)} <= colors(picture)


def test_view_saves_pictures_by_extension(crowd, tmp_path):
    view = MapView(crowd(5), MapSettings(title="Five"))
    for name, start in (("map.svg", b"<?xml"), ("map.PNG", b"\x89PNG"), ("map.pdf", b"%PDF")):
        assert view.save(tmp_path / name, image=COLUMN) is None
        assert (tmp_path / name).read_bytes().startswith(start)
    with pytest.raises(InputError, match="for pdf, png, svg"):
        view.save(tmp_path / "map.html", image=COLUMN)
    assert not (tmp_path / "map.html").exists()


def test_other_pictures_are_refused():
    assert map_format("a/b.html") == map_format("-") == map_format("/dev/null") == "html"
    with pytest.raises(UnknownNameError, match="known: html, pdf, png, svg"):
        map_format("map.jpeg")
    with pytest.raises(UnknownNameError, match="known: pdf, png, svg"):
        render_image(None, "gif")
