"""What is on a page: nothing covers anything else, and what is drawn is true."""

import itertools
import re

import pytest

from geomap.errors import InputError, MissingColumnError
from geomap.rendering import ImageSettings, MapSettings
from geomap.rendering.static_map import compose_map
from geomap.rendering.static_map.front_end import read_look, read_symbols
from geomap.rendering.static_map.scene import Box, Disc, Lines, Symbol

TITLE = "A long title that says what this map is about, of when, and why it was made at all " * 3


def compose(frame, *, settings=None, **image):
    return compose_map(frame, settings or MapSettings(), ImageSettings(**image))


def words(scene):
    return [text.words for text in scene.texts]


def overlaps(scene):
    pairs = itertools.combinations(scene.texts, 2)
    return [(one.words, other.words) for one, other in pairs if one.box.shared(other.box) > 0.02]


CASES = {
    "one": (1, {}),
    "five, column": (5, {"size": "column"}),
    "five, page": (5, {"size": "page"}),
    "five thousand": (5000, {}),
    "three hundred, column": (300, {"size": "column"}),
    "three hundred by month": (300, {"by": "month", "size": "page"}),
    "sixty, small": (60, {"size": "90x90"}),
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("case", CASES)
def test_no_text_covers_another_or_leaves_the_page(crowd, case, language):
    size, image = CASES[case]
    scene = compose(crowd(size), settings=MapSettings(language=language, title=TITLE), **image)
    assert overlaps(scene) == []
    page = Box(0, 0, scene.width, scene.height)
    assert [text.words for text in scene.texts if not page.holds(text.box)] == []


@pytest.mark.parametrize("size", [5, 80, 5000])
def test_no_name_covers_a_symbol_or_a_cluster(crowd, size):
    scene = compose(crowd(size))
    names = [text for text in scene.texts if text.halo is not None]
    drawn = [item for item in scene.items if isinstance(item, Symbol)]
    symbols = [Box.around(item.x, item.y, item.size, item.size) for item in drawn]
    clusters = [
        Box.around(item.x, item.y, 2 * item.radius, 2 * item.radius)
        for item in scene.items
        if isinstance(item, Disc) and item.stroke == read_look()["edge"]
    ]
    assert len(names) > 3
    hits = [name.words for name in names for mark in [*symbols, *clusters] if name.box.shared(mark) > 0.1]
    assert hits == []


def test_every_incident_is_counted_once_on_the_map(crowd):
    frame = crowd(5000)
    scene = compose(frame)
    counts = [text for text in scene.texts if text.is_bold and re.fullmatch(r"[\d,]+", text.words)]
    in_legend = [item for item in scene.items if isinstance(item, Symbol)]
    told = sum(int(text.words.replace(",", "")) for text in counts)
    examples = 2 * 12
    single = sum(1 for item in in_legend if item.x < scene.width * 0.6)
    bubbles = sum(1 for text in counts if text.color == read_look()["surface"])
    assert told - examples + single - bubbles == 5000


def test_symbols_are_those_of_the_web_map(make_frame):
    kinds = list(read_symbols().outlines)
    rows = [{"lat": 10.0 + number, "lon": 20.0, "event_type": kind} for number, kind in enumerate(kinds)]
    scene = compose(make_frame(rows))
    drawn = {(item.d, item.layers[-1][0]) for item in scene.items if isinstance(item, Symbol)}
    symbols = read_symbols()
    assert {(symbols.outlines[kind], symbols.colors[kind]) for kind in kinds} <= drawn


def test_coarse_and_doubtful_points_are_hollow(make_frame):
    symbols = read_symbols()
    rows = [
        {"lat": 33.0, "lon": 40.0, "place_precision": "site", "event_type": "battle"},
        {"lat": 35.0, "lon": 44.0, "place_precision": "near", "event_type": "protest"},
        {"lat": 37.0, "lon": 48.0, "confidence": 0.3, "event_type": "riot"},
    ]
    scene = compose(make_frame(rows))
    on_map = [item for item in scene.items if isinstance(item, Symbol) and item.x < scene.width * 0.6]
    tops = {item.d: item.layers[-1] for item in on_map}
    assert tops[symbols.outlines["battle"]][0] == symbols.colors["battle"]
    assert tops[symbols.outlines["protest"]][:2] == (read_look()["hollow"], symbols.colors["protest"])
    assert tops[symbols.outlines["riot"]][:2] == (read_look()["hollow"], symbols.colors["riot"])


def test_what_is_known_only_by_province_is_a_count_and_no_dot(make_frame):
    rows = [{"lat": 33.0, "lon": 42.0, "place_precision": "adm1", "place_name": "Anbar"}] * 7
    scene = compose(make_frame(rows))
    assert "7" in words(scene)
    assert "Anbar" in words(scene)
    assert "somewhere in a country or province" in words(scene)
    assert not any(isinstance(item, Symbol) and item.x < scene.width * 0.6 for item in scene.items)


def test_numbers_say_what_the_map_leaves_out(make_frame):
    rows = [
        {"lat": 33.0, "lon": 44.0},
        {"lat": 50.0, "lon": 10.0},
        {"lat": None, "lon": None, "place_status": "unresolved", "place_precision": "unresolved"},
    ]
    scene = compose(make_frame(rows), extent="40,30,48,38")
    line = "Incidents on the map: 1 of 3, outside the part shown: 1, without a known place: 1"
    assert any(line in text for text in words(scene))
    assert line in scene.description


def test_map_without_any_place_says_so(make_frame):
    row = {"lat": None, "lon": None, "place_status": "unresolved", "place_precision": "unresolved"}
    assert "No incident has a known place." in words(compose(make_frame([row])))
    assert "No incident has a known place." in words(compose(make_frame([])))


def test_attribution_and_disclaimer_are_on_the_page(make_frame):
    settings = MapSettings(attribution=("Data: The Example, CC BY 4.0",))
    foot = " ".join(words(compose(make_frame([{"lat": 33.0, "lon": 44.0}]), settings=settings)))
    assert "Boundaries and names shown do not imply endorsement. Natural Earth 5.1.1." in foot
    assert "Data: The Example, CC BY 4.0." in foot
    assert "GeoNames (CC BY 4.0)" in foot, "towns are drawn, so their source is named"


def test_page_without_land_has_no_disclaimer(make_frame):
    scene = compose(make_frame([{"lat": 33.0, "lon": 44.0}]), settings=MapSettings(basemap="none"))
    assert "endorsement" not in " ".join(words(scene))
    assert read_look()["land"] not in [item.fill for item in scene.items if isinstance(item, Lines)]


def test_small_multiples_have_one_legend_and_a_map_for_each_period(crowd):
    scene = compose(crowd(300), by="month")
    months = [text for text in words(scene) if re.match(r"(Jan|Feb|Mar|Apr|May) 2024: \d+$", text)]
    assert len(months) == 5
    assert sum(int(text.rpartition(" ")[2]) for text in months) == 300
    assert words(scene).count("Event types") == 1


def test_an_incident_that_may_be_of_two_periods_is_hollow_in_both(make_frame):
    row = {
        "lat": 33.0,
        "lon": 44.0,
        "date_start": "2024-01-30",
        "date_end": "2024-02-02",
        "event_type": "riot",
    }
    scene = compose(make_frame([row]), by="month")
    assert [text for text in words(scene) if re.search(r"2024: 1$", text)] == ["Jan 2024: 1", "Feb 2024: 1"]
    on_maps = [item for item in scene.items if isinstance(item, Symbol) and item.x < scene.width * 0.6]
    assert {item.layers[-1][0] for item in on_maps} == {read_look()["hollow"]}


def test_world_is_not_cut_through_the_pacific_when_incidents_are_there(make_frame):
    rows = [
        {"lat": -18.1, "lon": 178.4, "place_name": "Suva"},
        {"lat": -13.8, "lon": -171.8, "place_name": "Apia"},
    ]
    scene = compose(make_frame(rows))
    at = {text.words: text.x for text in scene.texts}
    assert at["Suva"] < at["Apia"]
    assert "500 km" in words(scene) or "200 km" in words(scene), "the map is of the region, not the world"


def test_arabic_page_is_mirrored(crowd):
    scene = compose(crowd(20), settings=MapSettings(language="ar"))
    heading = next(text for text in scene.texts if text.words == "أنواع الأحداث")
    title = (
        scene.texts[0]
        if scene.texts[0].words == "خريطة الحوادث"
        else next(text for text in scene.texts if text.words == "خريطة الحوادث")
    )
    assert heading.anchor == title.anchor == "right"
    assert heading.x < scene.width / 2 < title.x
    assert "العراق" in words(scene)


def test_towns_are_named_without_pretending_that_something_happened_there(make_frame):
    scene = compose(make_frame([{"lat": 33.34, "lon": 44.4, "place_name": "Baghdad"}]))
    town = next(text for text in scene.texts if text.words == "Karbala")
    assert not town.is_bold
    assert town.color == read_look()["label"]
    assert words(scene).count("Baghdad") == 1


def test_reports_of_one_incident_are_one_dot(make_frame):
    frame = make_frame([{"lat": 33.0, "lon": 44.0, "cluster_id": "c1"}] * 2)
    assert any("Incidents on the map: 1" in text for text in words(compose(frame)))
    apart = compose(frame, settings=MapSettings(link=False))
    assert any("Incidents on the map: 2" in text for text in words(apart))


def test_tiles_are_refused(crowd):
    with pytest.raises(InputError, match="leave --tiles out"):
        compose(crowd(1), settings=MapSettings(tiles="OpenStreetMap.Mapnik"))


def test_frame_that_is_no_incident_table_is_refused(crowd):
    with pytest.raises(MissingColumnError, match="incident_id"):
        compose(crowd(1).drop(columns="incident_id"))


@pytest.mark.parametrize(
    ("image", "complaint"),
    [
        ({"size": "poster"}, "known: slide, column, page, or millimetres"),
        ({"size": "10x10"}, "60 to 2000 mm"),
        ({"extent": "1,2,3"}, "no box"),
        ({"extent": "0,50,10,40"}, "no part of the world"),
        ({"extent": "nan,0,10,40"}, "no part of the world"),
        ({"by": "hour"}, "known: day, week, month, year"),
        ({"dpi": 5}, "30 to 1200"),
    ],
)
def test_settings_that_cannot_be_are_refused(image, complaint):
    with pytest.raises(InputError, match=complaint):
        ImageSettings(**image)


def test_page_without_room_for_a_map_is_refused(crowd):
    with pytest.raises(InputError, match="60x60 is too small"):
        compose(crowd(60), size="60x60", settings=MapSettings(title=TITLE))
