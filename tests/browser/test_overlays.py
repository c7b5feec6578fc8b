"""What the map shows beside dots: heat, counts in areas, borders in dispute; and the order of the list."""

import json

import pytest

from geomap.frame import from_records
from geomap.rendering import MapSettings, render_map
from geomap.rendering import page as pages

ROW = ".gm-row"


@pytest.fixture
def spots(records):
    """Eight incidents: five at one place in Iraq, two in Syria, one known only to lie in Iraq."""
    base = next(row for row in records if row.get("place_precision") == "site")
    iraq = base | {"country": "Iraq", "country_code": "IQ", "lat": 33.3, "lon": 44.4, "place_name": "Baghdad"}
    syria = base | {
        "country": "Syria",
        "country_code": "SY",
        "lat": 35.0,
        "lon": 38.0,
        "place_name": "Palmyra",
    }
    rows = [iraq | {"incident_id": f"i{n}", "title": f"Iraq {n}", "event_type": "riot"} for n in range(5)]
    rows += [syria | {"incident_id": f"s{n}", "title": f"Syria {n}", "event_type": "crime"} for n in range(2)]
    wide = {"incident_id": "wide", "title": "Somewhere", "place_precision": "country", "place_name": "Iraq"}
    return [*rows, iraq | wide | {"event_type": "crime"}]


@pytest.fixture
def opened(open_rows, spots):
    opened = open_rows(spots)
    opened.page.locator("summary", has_text="What the map shows").click()
    return opened


def quiet(opened):
    reading = "willReadFrequently"  # what the browser says when a test looks at many pixels
    said = [message for message in opened.seen.messages if reading not in message]
    return said == [] and {url.split("#")[0] for url in opened.seen.requests} == {opened.uri}


def colour_at(page, selector, lat, lon):
    """Return the red, green, blue and opacity that the canvases of a layer show at a place."""
    return page.evaluate(
        """([selector, lat, lon]) => {
          const map = globalThis.map_geomap;
          const frame = map.getContainer().getBoundingClientRect();
          const point = map.latLngToContainerPoint([lat, lon]);
          for (const canvas of document.querySelectorAll(selector)) {
            const box = canvas.getBoundingClientRect();
            const [x, y] = [frame.left + point.x - box.left, frame.top + point.y - box.top];
            if (x < 0 || y < 0 || x >= box.width || y >= box.height) continue;
            const share = canvas.width / box.width;
            return [...canvas.getContext('2d').getImageData(x * share, y * share, 1, 1).data];
          }
          return null;
        }""",
        [selector, lat, lon],
    )


def counts(page):
    return [" ".join(text.split()) for text in page.locator(".gm-area-row").all_inner_texts()]


def test_heat_is_where_incidents_are_and_follows_the_filters(opened):
    page = opened.page
    page.get_by_role("checkbox", name="Heat: where many").check()
    many, few, none = (colour_at(page, ".gm-heat", *at) for at in ((33.3, 44.4), (35.0, 38.0), (30.0, 41.0)))
    assert many[3] > 200
    assert few[3] > 200
    assert none[3] == 0
    assert many[1] < few[1]  # more is darker
    legend = page.get_by_role("region", name="Heat: where many")
    assert "Incidents within about" in legend.inner_text()
    assert legend.locator(".gm-heat-ticks span").last.inner_text() == "5"
    assert "1 left out: known only to a province or country" in legend.inner_text()
    page.get_by_label("Riot").uncheck()
    assert colour_at(page, ".gm-heat", 33.3, 44.4)[3] == 0
    assert colour_at(page, ".gm-heat", 35.0, 38.0) == few  # the scale stays
    page.get_by_role("checkbox", name="Heat: where many").uncheck()
    assert legend.is_hidden()
    assert quiet(opened)


def test_countries_are_coloured_by_their_numbers_and_listed(opened):
    page = opened.page
    page.get_by_role("checkbox", name="Incidents by country").check()
    assert counts(page) == ["Iraq 6", "Syria 2"]
    classes = page.get_by_role("region", name="What the map shows").locator(".gm-classes li")
    assert classes.all_inner_texts()[0] == "1"
    assert classes.count() >= 4
    page.evaluate("globalThis.map_geomap.setView([32, 44], 5, {animate: false})")
    before = colour_at(page, ".gm-area-layer canvas", 31.0, 45.5)
    assert before[3] == 255
    assert colour_at(page, ".gm-area-layer canvas", 27.0, 45.0)[3] == 0  # Saudi Arabia
    page.get_by_label("Riot").uncheck()
    assert counts(page) == ["Syria 2", "Iraq 1"]
    assert colour_at(page, ".gm-area-layer canvas", 31.0, 45.5) != before
    page.get_by_label("Crime").uncheck()
    assert counts(page) == []
    assert colour_at(page, ".gm-area-layer canvas", 31.0, 45.5)[3] == 0
    assert quiet(opened)


def test_pointing_at_a_country_tells_its_number(opened):
    page = opened.page
    page.get_by_role("checkbox", name="Incidents by country").check()
    page.get_by_label("Dots and clusters").uncheck()
    frame = page.locator(".gm-map").bounding_box()
    at = page.evaluate("(({x, y}) => [x, y])(globalThis.map_geomap.latLngToContainerPoint([31.5, 45.5]))")
    page.mouse.move(frame["x"] + at[0], frame["y"] + at[1])
    assert page.inner_text(".gm-hint") == "Iraq: 6"


def test_layers_work_from_the_keyboard(opened):
    page = opened.page
    page.get_by_role("checkbox", name="Incidents by country").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").split() == ["Iraq", "6"]
    page.keyboard.press("Enter")
    south, north = page.evaluate(
        "(({_southWest: a, _northEast: b}) => [a.lat, b.lat])(map_geomap.getBounds())"
    )
    assert 20 < south < 29.1
    assert 37.3 < north < 45


def test_dots_can_be_left_out_and_come_back(opened):
    page = opened.page
    dots = page.locator(".gm-mark")
    rest = 250  # milliseconds until the map's buttons follow what is painted
    assert dots.count() > 0
    page.get_by_label("Dots and clusters").uncheck()
    page.wait_for_timeout(rest)
    assert dots.count() == 0
    page.locator(ROW, has_text="Syria 0").click()
    assert page.inner_text(".leaflet-popup .gm-card-title") == "Syria 0"
    page.keyboard.press("Escape")
    page.get_by_label("Dots and clusters").check()
    page.wait_for_timeout(rest)
    assert dots.count() > 0
    assert quiet(opened)


def test_address_keeps_layers_and_order(opened, open_rows, spots):
    page = opened.page
    page.get_by_label("Dots and clusters").uncheck()
    page.get_by_role("checkbox", name="Heat: where many").check()
    page.get_by_role("checkbox", name="Incidents by country").check()
    page.get_by_label("Sort by").select_option("type")
    page.wait_for_timeout(400)
    fragment = "#" + page.url.split("#")[1]
    assert {"layers=heat,countries", "sort=type"} <= set(fragment[1:].split("&"))
    again = open_rows(spots, fragment=fragment).page
    assert again.get_by_role("region").count() >= 2
    assert again.locator(".gm-area-row").count() == 2
    assert again.locator(".gm-sort").input_value() == "type"
    again.evaluate("location.hash = '#layers=nothing,such'")
    again.wait_for_timeout(300)
    assert again.locator(".gm-legend:visible").count() == 0


def test_list_stands_in_the_chosen_order(open_rows, spots):
    rows = []
    for number, row in enumerate(spots[:7]):
        day = f"2024-01-0{number + 1}"
        killed = dict.fromkeys(("killed_low", "killed_best", "killed_high"), [3, 1, 2, 0, 9, 4, 5][number])
        rows.append(row | killed | {"date_start": day, "date_end": day, "confidence": 1 - number / 10})
    rows[5]["confidence"] = 0.1
    columns = "killed_low killed_best killed_high killed_text date_start date_end"
    columns += " country country_code place_name lat lon confidence place_text"
    never = {"incident_id": "never", "title": "Never", "date_precision": "unknown"}
    rows.append(spots[0] | dict.fromkeys(columns.split()) | never)
    page = open_rows(rows, basemap="none").page
    first = {
        "oldest": "Iraq 0",
        "newest": "Syria 1",
        "killed": "Iraq 4",
        "place": "Iraq 0",
        "unsure": "Syria 0",
    }
    for order, title in first.items():
        page.get_by_label("Sort by").select_option(order)
        shown = page.locator(".gm-row-title").all_text_contents()
        assert shown[0] == title, order
        assert shown[-1] == "Never"  # without a point: always below the others
        assert len(shown) == 8
    page.get_by_label("Sort by").select_option("newest")
    page.fill(".gm-search", "syria")
    page.wait_for_timeout(300)
    assert page.locator(".gm-row-title").all_text_contents() == ["Syria 1", "Syria 0"]


def test_pointing_at_a_row_shows_its_place(opened):
    page = opened.page
    page.locator(ROW, has_text="Syria 0").hover()
    mark = page.locator(".gm-pointed")
    at = page.evaluate("(({x, y}) => [x, y])(map_geomap.latLngToContainerPoint([35.0, 38.0]))")
    box, frame = mark.bounding_box(), page.locator(".gm-map").bounding_box()
    assert box["x"] + box["width"] / 2 == pytest.approx(frame["x"] + at[0], abs=2)
    assert box["y"] + box["height"] / 2 == pytest.approx(frame["y"] + at[1], abs=2)
    page.mouse.move(900, 500)
    assert mark.count() == 0
    page.locator(ROW).first.focus()
    assert mark.count() == 1


def test_areas_of_a_file_count_what_is_known_finely_enough(open_map, spots, tmp_path):
    square = [[[44, 33], [45, 33], [45, 34], [44, 34], [44, 33]]]
    shape = {"type": "Polygon", "coordinates": square}
    features = [{"type": "Feature", "properties": {"ADM1_EN": "<i>Capital"}, "geometry": shape}]
    path = tmp_path / "admin1.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    opened = open_map(render_map(from_records(spots), MapSettings(boundaries=path)))
    page = opened.page
    page.locator("summary", has_text="What the map shows").click()
    page.get_by_role("checkbox", name="Incidents by area of admin1.geojson").check()
    assert counts(page) == ["<i>Capital 5"]
    assert "3 not counted" in page.get_by_role("region", name="What the map shows").inner_text()
    page.get_by_role("checkbox", name="Incidents by country").check()
    assert not page.get_by_role("checkbox", name="Incidents by area of admin1.geojson").is_checked()
    assert quiet(opened)


def test_map_can_be_looked_at_as_closely_as_what_is_drawn_allows(open_map, spots, tmp_path):
    frame = from_records(spots)
    closest = [
        open_map(render_map(frame, settings)).page.evaluate("map_geomap.getMaxZoom()")
        for settings in (MapSettings(), MapSettings(tiles="OpenStreetMap.Mapnik"))
    ]
    assert closest == [12, 19]


def test_first_view_fits_what_there_is(opened, open_rows, spots):
    fits = """() => {
      const map = globalThis.map_geomap;
      const bounds = L.latLngBounds([[33.3, 44.4], [35.0, 38.0]]);
      return [map.getBounds().contains(bounds), map.getBoundsZoom(bounds) - map.getZoom()];
    }"""
    inside, spare = opened.page.evaluate(fits)
    assert inside
    assert spare <= 1
    alone = open_rows(spots[:1]).page
    assert alone.evaluate("map_geomap.getZoom()") == 11


def test_borders_in_dispute_are_drawn_as_broken_lines(opened):
    pieces = opened.page.evaluate(
        """() => {
          const drawn = [];
          const pen = CanvasRenderingContext2D.prototype;
          const line = pen.setLineDash;
          pen.setLineDash = function (dash) {
            drawn.push(dash.length);
            line.call(this, dash);
          };
          globalThis.map_geomap.setView([34, 76], 5, {animate: false});
          const { disputed } = geomap.readBasemap(geomap.readBlock('geomap-basemap'));
          return [disputed.length, drawn.filter((n) => n > 0).length];
        }"""
    )
    assert pieces[0] > 20
    assert pieces[1] > 0


def test_towns_are_named_where_there_is_room(open_map, spots):
    towns = (("<b>Ramadi", 33.42, 43.3, 5), ("Hidden by the dot", 33.3, 44.4, 5), ("Later", 34.0, 41.0, 9))
    opened = open_map(render_map(from_records(spots), MapSettings(towns=towns)))
    page = opened.page
    page.evaluate("globalThis.map_geomap.setView([33.5, 42.5], 7, {animate: false})")
    names = page.locator(".gm-label-town")
    assert names.all_inner_texts() == ["<b>Ramadi"]
    page.evaluate("globalThis.map_geomap.setView([34, 41], 9, {animate: false})")
    assert names.all_inner_texts() == ["Later"]
    assert quiet(opened)


def test_countries_have_arabic_names_on_an_arabic_map(open_rows, spots):
    page = open_rows(spots, language="ar").page
    assert {"العراق", "سوريا"} <= set(page.locator(".gm-label-country").all_inner_texts())
    page.locator("summary", has_text="ما تُظهره الخريطة").click()
    page.get_by_label("الحوادث حسب البلد").check()
    assert counts(page) == ["العراق 6", "سوريا 2"]


def test_large_map_names_the_file_with_its_texts(open_map, spots, monkeypatch):
    monkeypatch.setattr(pages, "LIGHT_ABOVE", 5)
    frame = from_records(spots)
    for companion, words in (
        ("week.parquet", "week.parquet · s0"),
        (None, "the table that this map was made from"),
    ):
        opened = open_map(render_map(frame, MapSettings(companion=companion)))
        opened.page.locator(ROW, has_text="Incident s0").click()
        assert words in opened.page.inner_text(".leaflet-popup .gm-card")
        assert "Syria 0" not in opened.page.content()
        opened.page.locator("summary", has_text="What the map shows").click()
        opened.page.get_by_role("checkbox", name="Incidents by country").check()
        assert counts(opened.page) == ["Iraq 6", "Syria 2"]
        assert quiet(opened)


def test_pointing_at_a_dot_marks_its_row(opened):
    page = opened.page
    row = page.locator(ROW, has_text="Syria 0")
    frame = page.locator(".gm-map").bounding_box()
    at = page.evaluate("(({x, y}) => [x, y])(map_geomap.latLngToContainerPoint([35.0, 38.0]))")
    pointed = page.locator(".gm-item-pointed")
    assert pointed.count() == 0
    page.mouse.move(frame["x"] + at[0], frame["y"] + at[1])
    assert [text.split("\n")[0] for text in pointed.all_inner_texts()] == ["Syria 0", "Syria 1"]
    page.mouse.move(frame["x"] + at[0] + 60, frame["y"] + at[1] + 60)
    assert pointed.count() == 0
    row.scroll_into_view_if_needed()
    page.locator(".gm-mark-spot", has_text="").last.focus()
    assert pointed.count() > 0
    page.locator(".gm-search").focus()
    assert pointed.count() == 0
    assert page.locator(".leaflet-popup").count() == 0
    assert quiet(opened)


def test_a_row_far_down_the_list_comes_into_view_when_its_dot_is_pointed_at(open_rows, spots):
    crowd = [spots[0] | {"incident_id": f"n{n}", "title": f"Crowd {n}"} for n in range(300)]
    alone = spots[5] | {
        "incident_id": "alone",
        "title": "Alone",
        "date_start": "2031-01-01",
        "date_end": "2031-01-01",
    }
    page = open_rows([*crowd, alone], basemap="none").page
    alone_row = page.locator(ROW, has_text="Alone")
    assert alone_row.count() == 0
    page.locator("#gm-list").scroll_into_view_if_needed()
    page.locator(ROW).nth(10).scroll_into_view_if_needed()
    page.locator(".gm-mark[aria-label^=Alone]").focus()
    assert alone_row.is_visible()
    assert page.evaluate(
        "(row) => row.getBoundingClientRect().bottom <= innerHeight", alone_row.element_handle()
    )
