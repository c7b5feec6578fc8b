"""The marks of the map: painted on a canvas, found by pointers, buttons for keyboards and screen readers."""

import pytest

CARD = ".leaflet-popup .gm-card"
SPOT = ".gm-mark-spot"
CLUSTER = ".gm-mark-cluster"
PIXEL = """([mark, across, up]) => {
  const sheet = document.querySelector('.gm-sheet');
  const [place, box] = [sheet.getBoundingClientRect(), document.querySelector(mark).getBoundingClientRect()];
  const density = sheet.width / place.width;
  const [x, y] = [box.x + box.width / 2 - place.x + across, box.y + box.height / 2 - place.y - up];
  return [...sheet.getContext('2d').getImageData(x * density, y * density, 1, 1).data];
}"""
DENSITY = """() => {
  const sheet = document.querySelector('.gm-sheet');
  return sheet.width / sheet.getBoundingClientRect().width;
}"""
WHITE = [255, 255, 255, 255]


@pytest.fixture
def many(records):
    """Four hundred incidents, some at one point, in two heaps that are far apart."""
    row = next(one for one in records if one.get("place_precision") == "site")
    return [
        {
            **row,
            "incident_id": f"i{n}",
            "title": f"Incident {n}",
            "lat": 20 + (n % 2) * 15 + n % 40 // 4 * 0.02,
            "lon": 30 + (n % 2) * 15 + n // 40 * 0.02,
        }
        for n in range(400)
    ]


def pixel(page, mark, across=0, up=0):
    """Return the colour of the canvas in the middle of a mark, or so many pixels beside it."""
    return page.evaluate(PIXEL, [mark, across, up])


def site(records):
    return next(one for one in records if one.get("place_precision") == "site" and one["lat"] is not None)


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize(("confidence", "is_hollow"), [(0.3, True), (0.9, False), (None, False)])
def test_a_dot_that_may_well_be_wrong_is_hollow(open_rows, records, confidence, is_hollow):
    page = open_rows([site(records) | {"confidence": confidence}]).page
    assert page.locator(SPOT).count() == 1
    assert (pixel(page, SPOT) == WHITE) is is_hollow


def test_country_incident_is_a_badge_with_a_count_and_not_a_dot(open_rows, records):
    page = open_rows(records).page
    badge = ".gm-mark-area[aria-label='1 incident, placed only in Syria']"
    assert page.locator(badge).count() == 1
    assert pixel(page, badge, across=12.5) == [230, 159, 0, 255]  # the border has the colour of the type
    assert pixel(page, badge, across=9) == WHITE


def test_types_differ_in_shape_and_colour(open_rows, records):
    row = site(records)
    colors, corners = set(), set()
    for kind in ("battle", "protest", "accident"):
        page = open_rows([row | {"event_type": kind}]).page
        colors.add(tuple(pixel(page, SPOT)))
        corners.add(pixel(page, SPOT, across=5, up=5)[:3] == pixel(page, SPOT)[:3])
    assert len(colors) == 3
    assert corners == {True, False}  # a square fills its corner, a diamond does not


def test_background_is_fainter(open_rows, records):
    strong = open_rows([site(records) | {"is_background": False}]).page
    faint = open_rows([site(records) | {"is_background": True}]).page
    assert pixel(strong, SPOT)[3] == 255
    assert pixel(faint, SPOT)[3] == pytest.approx(0.6 * 255, abs=3)


def test_marks_are_sharp_on_fine_screens(open_rows, records):
    for density in (1, 2, 3):
        page = open_rows(records, device_scale_factor=density).page
        assert page.evaluate(DENSITY) == pytest.approx(density, rel=0.01)


def test_marks_stand_on_whole_pixels(open_rows, records):
    page = open_rows(records).page
    moved = page.evaluate("getComputedStyle(document.querySelector('.gm-sheet')).transform")
    assert all(float(number).is_integer() for number in moved.removeprefix("matrix(").rstrip(")").split(","))


def test_colours_follow_the_reader(open_rows, many):
    page = open_rows(many).page
    assert pixel(page, CLUSTER, up=9) == WHITE
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    assert pixel(page, CLUSTER, up=9) == [22, 28, 35, 255]
    forced = open_rows(many, forced_colors="active", color_scheme="dark").page
    assert pixel(forced, CLUSTER, up=9) == [0, 0, 0, 255]


def test_mark_opens_from_the_keyboard_and_takes_the_focus_back(open_rows, records):
    page = open_rows(records).page
    mark = page.get_by_role("button", name="Several blasts on the outskirts of Homs, Homs")
    mark.focus()
    page.keyboard.press("Enter")
    assert "Several blasts" in page.inner_text(f"{CARD} .gm-card-title")
    page.keyboard.press("Escape")
    page.wait_for_timeout(350)
    assert mark.evaluate("node => node === document.activeElement")


def test_focus_of_a_cluster_that_falls_apart_goes_to_what_is_nearest(open_rows, many):
    page = open_rows(many).page
    page.locator(CLUSTER).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    assert "gm-mark" in page.evaluate("document.activeElement.className")


def test_names_of_marks_are_their_tooltips(open_rows, records):
    page = open_rows(records).page
    for mark in page.locator(".gm-mark").all():
        assert mark.get_attribute("title") == mark.get_attribute("aria-label") != ""


def test_a_click_between_two_clicks_of_the_map_does_not_zoom(open_rows, records):
    page = open_rows([site(records)]).page
    before = page.evaluate("map_geomap.getZoom()")
    page.mouse.dblclick(*middle(page.locator(SPOT)))
    page.wait_for_timeout(400)
    assert page.evaluate("map_geomap.getZoom()") == before
    assert page.locator(CARD).count() == 1


def test_a_drag_that_begins_on_a_mark_moves_the_map_and_opens_nothing(open_rows, records):
    page = open_rows([site(records)]).page
    x, y = middle(page.locator(SPOT))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y + 40, steps=6)
    page.mouse.up()
    page.wait_for_timeout(400)
    assert page.locator(CARD).count() == 0
    assert middle(page.locator(SPOT))[0] == pytest.approx(x + 120, abs=2)


def test_a_mouse_has_to_hit_a_mark_and_a_finger_may_be_a_little_beside_it(open_rows, records):
    page = open_rows([site(records)]).page
    x, y = middle(page.locator(SPOT))
    page.mouse.click(x + 24, y)
    page.wait_for_timeout(200)
    assert page.locator(CARD).count() == 0
    phone = open_rows([site(records)], has_touch=True).page
    x, y = middle(phone.locator(SPOT))
    phone.touchscreen.tap(x + 24, y)
    phone.wait_for_timeout(200)
    assert phone.locator(CARD).count() == 1


def test_clusters_open_by_touch_until_single_marks_show(open_rows, many):
    page = open_rows(many, has_touch=True).page
    for _ in range(12):
        if page.locator(SPOT).count() > 0:
            break
        page.touchscreen.tap(*middle(page.locator(CLUSTER).first))
        page.wait_for_timeout(400)
    mark = page.locator(SPOT).first
    page.touchscreen.tap(*middle(mark))
    page.wait_for_timeout(200)
    assert page.inner_text(f"{CARD} .gm-card-title").startswith("Incident ")


def test_marks_are_where_the_map_came_to_rest_after_zooming(open_rows, many):
    page = open_rows(many, reduced_motion="no-preference").page
    page.mouse.move(*middle(page.locator(CLUSTER).first))
    page.mouse.wheel(0, -240)
    page.wait_for_timeout(900)
    for mark in page.locator(CLUSTER).all():
        x, y = middle(mark)
        if 380 < x < 1270 and 10 < y < 790:
            assert pixel(page, f"{CLUSTER}[style='{mark.get_attribute('style')}']", up=9)[3] == 255
