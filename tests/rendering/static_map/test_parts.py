"""Widths, projections, extents, periods, outlines: the arithmetic of a page."""

import math
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font

from geomap.errors import InputError
from geomap.rendering.static_map.clusters import make_marks
from geomap.rendering.static_map.extent import fit_box
from geomap.rendering.static_map.front_end import map_words, read_look, read_symbols, type_words
from geomap.rendering.static_map.incidents import Spot, Told
from geomap.rendering.static_map.outlines import outline_points
from geomap.rendering.static_map.paint import _HOLLOW, _HOLLOW_LINE, _SOLID
from geomap.rendering.static_map.periods import split_periods
from geomap.rendering.static_map.projection import GeoBox, make_view
from geomap.rendering.static_map.scene import Box, drawable
from geomap.rendering.static_map.widths import is_right_to_left, shorten, text_width, wrap
from geomap.rendering.static_map.wording import number, wording_of

STATIC = Path(__file__).parents[3] / "geomap" / "rendering" / "static"
SAMPLES = [
    "Explosion or remote violence: 1,139",
    "An Nu‘mānīyah, Łódź, Đồng Hới, Ñuñoa",
    "Київ, Санкт-Петербург, Ωρωπός",
    "تفجير أو عنف عن بُعد: 994",
    "WWW MMM — “…” @ 100 %",
]


def spot(lat, lon, drawing="solid", radius=0.0, count=1):
    kinds = {"battle": count}
    return Spot(
        lat=lat,
        lon=lon,
        name="",
        drawing=drawing,
        count=count,
        kinds=kinds,
        is_muted=False,
        radius=radius,
    )


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
@pytest.mark.parametrize("text", SAMPLES)
def test_no_text_is_wider_than_it_is_measured(text, bold):
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = FT2Font(str(Path(get_data_path()) / "fonts" / "ttf" / name))
    font.set_size(100, 72)
    font.set_text(text)
    real = font.get_width_height()[0] / 64
    assert real <= text_width(text, 100, bold=bold) <= real * 1.3


def test_wrapped_lines_fit_and_lose_no_word():
    text = "Boundaries and names shown do not imply endorsement of anything by anybody"
    lines = wrap(text, 3, 40)
    assert " ".join(lines) == text
    assert all(text_width(line, 3) <= 40 for line in lines)
    assert wrap("x" * 60, 3, 20)[0] != "x" * 60
    assert wrap(text, 3, 40, most=2)[-1].endswith("…")
    assert text_width(shorten(text, 3, 25), 3) <= 25


def test_direction_is_that_of_the_first_letter():
    assert is_right_to_left("12 حادثًا")
    assert not is_right_to_left("12 incidents")
    assert not is_right_to_left("12")


def test_text_without_form_is_left_out():
    assert drawable("a\u202eb\x07c\ud83d") == "ab c?"


def test_web_map_draws_the_same_layers():
    script = (STATIC / "symbols.js").read_text(encoding="utf-8")
    for name, width in (*_SOLID, *_HOLLOW):
        assert f"layer(d, 'gm-{name}', {width:g})" in script
    assert f"colored(d, color, {_HOLLOW_LINE:g})" in script


def test_symbols_colours_and_words_are_read_from_the_web_map():
    symbols, script = read_symbols(), (STATIC / "symbols.js").read_text(encoding="utf-8")
    assert len(symbols.outlines) == len(set(symbols.outlines.values())) == 10
    flat = re.sub(r"'\s*\+\s*'", "", script)
    assert all(f"'{outline}'" in flat for outline in symbols.outlines.values())
    assert all(f"'{color}'" in script for color in symbols.colors.values())
    assert symbols.drawing_of("site", 0.9) == "solid"
    assert symbols.drawing_of("site", 0.49) == symbols.drawing_of("adm2", None) == "hollow"
    assert symbols.drawing_of("adm1", 0.9) == symbols.drawing_of("country", 0.1) == "area"
    assert re.fullmatch("#[0-9a-f]{6}", read_look()["land"])
    assert list(type_words("ar")) == list(type_words("en")) == list(symbols.outlines)
    assert map_words("ar")["key"] != map_words("en")["key"] == "How to read the map"


@pytest.mark.parametrize("kind", read_symbols().outlines)
def test_outlines_become_closed_shapes_in_their_square(kind):
    points = np.array(outline_points(read_symbols().outlines[kind]))
    assert points.min() >= 0
    assert points.max() <= 24
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    assert np.abs(middle - 12).max() < 1.2


def test_circle_is_round():
    points = np.array(outline_points(read_symbols().outlines["protest"]))
    assert np.allclose(np.hypot(*(points - 12).T), 8, atol=1e-6)


def test_mercator_fills_the_page_and_holds_the_box():
    box, page = GeoBox(west=40, south=30, east=48, north=38), Box(10, 20, 210, 120)
    view = make_view(box, page, margin=5)
    assert view.page == page
    assert view.box.west < box.west
    assert view.box.east > box.east
    for lat, lon in ((30, 40), (38, 48)):
        x, y = view.point(lat, lon)
        assert page.left < x < page.right
        assert page.top < y < page.bottom
    assert view.point(30, 44)[1] > view.point(38, 44)[1]
    degree = math.dist(view.point(34, 44), view.point(34, 45))
    assert degree / (111.195 * math.cos(math.radians(34))) == pytest.approx(view.mm_per_km(34), rel=1e-3)


def test_exact_box_is_all_that_is_shown():
    box = GeoBox(west=40, south=30, east=48, north=38, is_exact=True)
    view = make_view(box, Box(0, 0, 200, 100))
    assert (view.box.west, view.box.east) == pytest.approx((40, 48))
    assert (view.box.south, view.box.north) == pytest.approx((30, 38))
    assert view.page.width < 200


def test_wide_boxes_become_equal_earth():
    view = make_view(GeoBox(west=-120, south=-30, east=150, north=60), Box(0, 0, 270, 140))
    assert view.is_world
    equator = math.dist(view.point(0, -169), view.point(0, 189)) / view.scale
    assert equator == pytest.approx(2.706630 * 2 * 180 / math.pi * 358 / 360, rel=1e-4)


def test_points_beyond_the_date_line_are_beside_each_other():
    box = fit_box([spot(-18, 178), spot(-14, -172)])
    assert (box.west, box.east) == pytest.approx((178, 188), abs=0.5)
    view = make_view(box, Box(0, 0, 100, 100), margin=5)
    assert 0 < view.point(-18, 178)[0] < view.point(-14, -172)[0] < 100


def test_one_point_is_shown_with_land_around_it():
    box = fit_box([spot(33, 44)])
    assert 200 < (box.north - box.south) * 111.2 < 300


def test_radius_of_an_area_counts_only_where_there_is_nothing_else():
    alone = fit_box([spot(33, 44, "area", 500.0)])
    beside = fit_box([spot(33, 44, "area", 500.0), spot(33, 45)])
    assert alone.east - alone.west > 2 * (beside.east - beside.west)


def test_marks_do_not_overlap_and_count_everything():
    chance = np.random.default_rng(3)
    placed = [(float(x), float(y), spot(0, 0, count=2)) for x, y in chance.uniform(0, 200, (3000, 2))]
    marks = make_marks(placed, lambda spots, count: 5 if spots == 1 else 8, most=60, overlap=0.2)
    assert sum(mark.count for mark in marks) == 6000
    assert 10 < len(marks) <= 60
    gaps = [
        math.hypot(one.x - other.x, one.y - other.y) - (one.size + other.size) / 2
        for index, one in enumerate(marks)
        for other in marks[:index]
    ]
    assert min(gaps) > -0.01


def told(*spans):
    return Told(size=len(spans), kinds=("other",) * len(spans), spans=spans, places=())


def test_incidents_are_in_every_period_that_they_touch():
    periods, undated = split_periods(
        told(("2024-01-29", "2024-02-01"), ("2024-03-10", "2024-03-10"), None), "month", wording_of("en")
    )
    assert [period.label for period in periods] == ["Jan 2024", "Feb 2024", "Mar 2024"]
    assert [sorted(period.incidents) for period in periods] == [[0], [0], [1]]
    assert [sorted(period.unsure) for period in periods] == [[0], [0], []]
    assert undated == 1


def test_weeks_begin_on_monday_and_empty_ones_are_kept():
    spans = told(("2024-01-03", "2024-01-03"), ("2024-01-15", "2024-01-15"))
    periods, _ = split_periods(spans, "week", wording_of("en"))
    assert [period.label for period in periods] == ["1–7 Jan 2024", "8–14 Jan 2024", "15–21 Jan 2024"]
    assert [len(period.incidents) for period in periods] == [1, 0, 1]


def test_too_many_periods_and_none_are_refused():
    with pytest.raises(InputError, match="--by week"):
        split_periods(
            told(("2024-01-01", "2024-01-01"), ("2024-12-31", "2024-12-31")), "day", wording_of("en")
        )
    with pytest.raises(InputError, match="leave --by out"):
        split_periods(told(None, ("not a date", "not a date")), "year", wording_of("en"))


def test_spans_say_once_what_both_ends_share():
    wording = wording_of("en")
    assert wording.span(date(2024, 1, 5), date(2024, 1, 5)) == "5 Jan 2024"
    assert wording.span(date(2024, 1, 5), date(2024, 1, 7)) == "5–7 Jan 2024"
    assert wording.span(date(2024, 1, 5), date(2024, 2, 7)) == "5 Jan – 7 Feb 2024"
    assert wording.span(date(2023, 1, 5), date(2024, 2, 7)) == "5 Jan 2023 – 7 Feb 2024"
    assert number(1234567) == "1,234,567"
