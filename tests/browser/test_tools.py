"""Time, filters, addresses, downloads and paper, by mouse and by keyboard."""

import csv
import io
import json
import re

import pytest

from geomap.frame import from_records
from geomap.rendering import MapSettings, render_map

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
ROW = ".gm-row"
CARD = ".leaflet-popup .gm-card"


@pytest.fixture
def years(records):
    """Twelve months of incidents in two countries, one that lasts three months, one without a date."""
    base = next(row for row in records if row.get("place_precision") == "site")
    rows = []
    for month in range(1, 13):
        day = f"2023-{month:02d}-10"
        rows.append({
            **base,
            "incident_id": f"m{month}",
            "title": f"Month {month}",
            "date_start": day,
            "date_end": f"2023-{month + 2:02d}-10" if month == 3 else day,
            "country": "Syria" if month % 2 else "Iraq",
            "lat": 33 + month / 10,
            "killed_low": month,
            "killed_best": month,
            "killed_high": month,
        })  # fmt: skip
    undated = {**rows[0], "incident_id": "never", "title": "=Undated", "lat": 36.5}
    return [*rows, undated | {"date_start": None, "date_end": None, "date_precision": "unknown"}]


@pytest.fixture
def opened(open_rows, years):
    opened = open_rows(years, basemap="none")
    opened.page.locator(".gm-time-more").evaluate("node => { node.open = true; }")
    opened.page.get_by_label("Step").select_option("month")
    return opened


def shown(page):
    return page.inner_text("#gm-counts").split()[0]


def open_group(page, name):
    page.locator("summary", has_text=name).click()


def quiet(opened):
    return opened.seen.messages == [] and {url.split("#")[0] for url in opened.seen.requests} == {opened.uri}


def test_handles_of_time_are_sliders_for_the_keyboard(opened):
    page = opened.page
    first, last = page.get_by_role("slider", name="From"), page.get_by_role("slider", name="To")
    assert first.get_attribute("aria-valuemin") == "0"
    assert last.get_attribute("aria-valuemax") == "11"
    first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert first.get_attribute("aria-valuenow") == "3"
    assert "Apr 2023" in first.get_attribute("aria-valuetext")
    assert shown(page) == "11"  # April to December, the one from March to May, and the undated one
    last.focus()
    page.keyboard.press("Home")
    assert last.get_attribute("aria-valuenow") == "3"
    assert page.inner_text(".gm-time-range") == "Apr 2023"
    assert shown(page) == "3"
    page.keyboard.press("End")
    first.focus()
    page.keyboard.press("Home")
    assert shown(page) == "13"
    assert quiet(opened)


def test_undated_incidents_can_be_left_out_of_a_range(opened):
    page = opened.page
    page.get_by_role("slider", name="From").focus()
    page.keyboard.press("PageUp")
    assert shown(page) == "12"
    page.get_by_label("Undated incidents").uncheck()
    assert shown(page) == "11"


def test_range_is_brushed_moved_and_cut_with_the_mouse(opened):
    page = opened.page
    box = page.locator(".gm-track").bounding_box()

    def drag(start, end):
        y = box["y"] + 20
        page.mouse.move(box["x"] + box["width"] * (start + 0.5) / 12, y)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * (end + 0.5) / 12, y, steps=4)
        page.mouse.up()

    drag(5, 8)
    assert page.inner_text(".gm-time-range") == "Jun – Sept 2023"
    drag(6, 8)
    assert page.inner_text(".gm-time-range") == "Aug – Nov 2023"
    handle = page.get_by_role("slider", name="To").bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 8.5 / 12, handle["y"] + 10, steps=3)
    page.mouse.up()
    assert page.inner_text(".gm-time-range") == "Aug – Sept 2023"
    assert quiet(opened)


@pytest.mark.parametrize(("mode", "first"), [("window", "Dec 2023"), ("cumulative", "Jan – Dec 2023")])
def test_playing_runs_to_the_end_and_stops(opened, mode, first):
    page = opened.page
    page.get_by_label("While playing").select_option(mode)
    page.get_by_label("Speed").select_option("fast")
    page.get_by_role("button", name="Play").click()
    assert page.get_attribute("#gm-counts", "aria-live") == "off"
    assert page.get_by_role("button", name="Pause").is_visible()
    page.get_by_role("button", name="Play").wait_for(timeout=15_000)
    assert page.inner_text(".gm-time-range") == first
    assert page.get_attribute("#gm-counts", "aria-live") == "polite"


def test_centuries_and_one_day(open_rows, records):
    base = records[0]
    rows = [
        {**base, "incident_id": day, "date_start": day, "date_end": day}
        for day in ("1453-05-29", "1789-07-14", "2001-09-09", "2024-01-01")
    ]
    page = open_rows(rows, basemap="none").page
    options = page.get_by_label("Step").locator("option").all_text_contents()
    assert options == ["Year", "Decade", "Century"]
    assert page.inner_text(".gm-time-range") == "1453 – 2024"
    assert open_rows(rows[:1], basemap="none").page.locator(".gm-time").count() == 0


def test_countries_have_live_counts_and_one_can_be_kept(opened):
    page = opened.page
    open_group(page, "Countries and provinces")
    facet = page.locator(".gm-facet").first
    assert [" ".join(text.split()) for text in facet.locator(".gm-tick").all_inner_texts()] == [
        "Syria 7",
        "Iraq 6",
    ]
    facet.get_by_role("button", name="Only Iraq").click()
    assert shown(page) == "6"
    assert page.inner_text(".gm-filters-on") == "1 filter on"
    page.get_by_role("button", name="Reset filters").click()
    assert shown(page) == "13"
    assert page.locator(".gm-reset").is_hidden()


def test_least_number_of_killed_and_ticks_work_together(opened):
    page = opened.page
    open_group(page, "More filters")
    page.get_by_label("Killed, at least").fill("9")
    page.wait_for_timeout(300)
    assert shown(page) == "4"
    open_group(page, "Countries and provinces")
    page.get_by_role("checkbox", name="Iraq").uncheck()
    assert shown(page) == "2"
    page.get_by_role("button", name="Reset filters").click()
    assert page.get_by_label("Killed, at least").input_value() == ""
    assert page.get_by_role("checkbox", name="Iraq").is_checked()


def test_only_what_is_in_view_follows_the_map_and_keeps_the_popup(opened):
    page = opened.page
    page.get_by_label("Only what is in view").check()
    assert shown(page) == "13"
    page.locator(ROW, has_text="Month 12").click()
    page.get_by_role("button", name="Zoom to this place").click()
    page.wait_for_timeout(700)
    assert int(shown(page)) < 13
    assert "Month 12" in page.inner_text(f"{CARD} .gm-card-title")


def test_address_tells_what_is_shown_and_opens_it_again(opened, open_rows, years):
    page = opened.page
    page.get_by_role("slider", name="From").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("Undated incidents").uncheck()
    page.fill(".gm-search", "month 1")
    page.wait_for_timeout(400)
    page.locator(ROW, has_text="Month 11").click()
    page.wait_for_timeout(700)
    fragment = "#" + page.url.split("#")[1]
    assert {"id=m11", "q=month%201", "from=2023-02-01", "undated=0"} <= set(fragment[1:].split("&"))
    again = open_rows(years, fragment=fragment, basemap="none").page
    again.wait_for_selector(CARD)
    assert again.inner_text(f"{CARD} .gm-card-title") == "Month 11"
    assert again.input_value(".gm-search") == "month 1"
    assert shown(again) == shown(page)
    assert not again.get_by_label("Undated incidents").is_checked()


def test_hostile_address_is_harmless(open_rows, years):
    fragment = (
        "#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&id=%22%3E%3Cscript%3E&v=x/y/z&hide.type=riot&from=%00"
    )
    opened = open_rows(years, fragment=fragment, basemap="none")
    opened.page.wait_for_timeout(300)
    assert "Nothing matches" in opened.page.inner_text("#gm-list")
    assert opened.page.evaluate("globalThis.ran") == 0
    assert quiet(opened)


def test_link_is_copied_or_shown(open_rows, years):
    for permissions in ([], ["clipboard-read", "clipboard-write"]):
        opened = open_rows(years, permissions=permissions, basemap="none")
        page = opened.page
        open_group(page, "Share and keep")
        page.get_by_role("button", name="Copy link").click()
        page.wait_for_timeout(200)
        if page.locator(".gm-link").count():
            assert page.input_value(".gm-link").startswith(opened.uri)
        else:
            assert page.inner_text(".gm-said") == "Link copied."


def test_downloads_hold_what_is_filtered(opened):
    page = opened.page
    page.fill(".gm-search", "undated")
    page.wait_for_timeout(400)
    open_group(page, "Share and keep")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as CSV").click()
    content = caught.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [row["title"] for row in rows] == ["'=Undated"]
    assert rows[0]["provenance"].endswith("Places: GeoNames, CC BY 4.0")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as GeoJSON").click()
    content = json.loads(caught.value.path().read_text(encoding="utf-8"))
    assert caught.value.suggested_filename == "incidents.geojson"
    assert [feature["properties"]["title"] for feature in content["features"]] == ["=Undated"]
    assert "GeoNames" in " ".join(content["attribution"])
    assert page.inner_text(".gm-said") == "1 incident saved."
    assert quiet(opened)


def test_paper_holds_map_legend_list_and_sources(opened):
    page = opened.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".gm-map").is_visible()
    assert page.locator(".gm-types").is_visible()
    assert page.locator(".gm-key ul").is_visible()
    assert page.locator(".gm-paper li").count() == 13
    assert "https://example.org/2024/strike" in page.locator(".gm-paper li").first.inner_text()
    assert page.get_by_text("Places: GeoNames, CC BY 4.0").last.is_visible()
    assert page.locator(".gm-search, .gm-list, .gm-play").first.is_hidden()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".gm-paper").count() == 0


def test_paper_fits_the_view_of_the_map(opened):
    page = opened.page
    screen = page.locator(".gm-map").bounding_box()
    view = page.evaluate("map_geomap.getBounds().toBBoxString()")
    page.emulate_media(media="print")
    paper = page.locator(".gm-map").bounding_box()
    assert paper["width"] <= 1041  # the window of the test is as wide as landscape paper
    assert paper["height"] <= 521
    assert paper["width"] / paper["height"] == pytest.approx(screen["width"] / screen["height"], rel=0.01)
    page.emulate_media(media="screen")
    assert page.evaluate("map_geomap.getBounds().toBBoxString()") == view


def test_arabic_page_reads_from_right_to_left_and_its_map_does_not_turn(open_rows, records):
    opened = open_rows(records, language="ar")
    page = opened.page
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.locator(".gm-panel").bounding_box()["x"] > page.locator(".gm-map").bounding_box()["x"]
    assert page.evaluate("getComputedStyle(document.querySelector('.gm-map')).direction") == "ltr"
    page.locator(ROW, has_text="kills three in eastern Baghdad").click()
    assert page.evaluate("getComputedStyle(document.querySelector('.gm-popup')).direction") == "rtl"
    words = page.locator("#gm-panel").inner_text() + page.inner_text(CARD)
    assert "فبراير" in words
    assert "قتلى: 3" in words
    for leftover in ("Event types", "Show", "Time", "filters", "undefined"):
        assert re.search(rf"\b{leftover}\b", words) is None
    assert quiet(opened)


def test_phone_can_choose_a_time_by_touch(open_rows, years):
    opened = open_rows(years, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".gm-track").scroll_into_view_if_needed()
    box = page.locator(".gm-track").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 20)
    assert int(shown(page)) < 13
    for button in page.locator("#gm-filters button:visible").all():
        assert button.bounding_box()["height"] >= 24


def test_tiles_are_the_only_requests_and_only_when_asked_for(chromium, records, tmp_path):
    path = tmp_path / "map.html"
    path.write_text(render_map(from_records(records), MapSettings(tiles="OpenStreetMap.Mapnik")), "utf-8")
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    asked, messages = [], []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/png")

    context.route(lambda url: url.startswith("http"), answer)
    page.on("console", lambda message: messages.append(message.text))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-geomap=ready]")
    page.wait_for_selector("img.leaflet-tile-loaded")
    assert {url.split("/")[2] for url in asked} == {"tile.openstreetmap.org"}
    assert messages == []
    assert "loads map pictures from tile.openstreetmap.org" in page.inner_text("#gm-foot")
    assert "© OpenStreetMap contributors" in page.inner_text(".gm-credit")
    assert page.locator(".gm-label-country").count() == 0
    context.close()


def test_land_and_boundaries_of_a_file_are_drawn(open_map, records, tmp_path):
    path = tmp_path / "own.geojson"
    square = [[[55, 25], [65, 25], [65, 35], [55, 35], [55, 25]]]
    feature = {"type": "Feature", "properties": {"name": "<b>Square"}, "geometry": {"type": "Polygon"}}
    feature["geometry"]["coordinates"] = square
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    settings = MapSettings(basemap=path, boundaries=path)
    opened = open_map(render_map(from_records(records), settings))
    page = opened.page
    page.evaluate("globalThis.map_geomap.setView([30, 60], 4, {animate: false})")
    page.wait_for_timeout(400)
    assert page.locator(".gm-label-country").all_inner_texts() == ["<b>Square"]
    assert "Base map: own.geojson. Boundaries: own.geojson." in page.inner_text(".gm-credit")
    assert page.locator("canvas.leaflet-tile").count() > 4
    assert quiet(opened)
