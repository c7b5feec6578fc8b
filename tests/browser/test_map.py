import pytest

ROW = ".gm-row"
CARD = ".leaflet-popup .gm-card"
SPOT = ".gm-mark-spot"


@pytest.fixture
def opened(open_rows, records):
    return open_rows(records, title="Strikes in Iraq and Syria", basemap="none")


def quiet(opened):
    return opened.seen.messages == [] and opened.seen.requests == [opened.uri]


def test_map_opens_and_moves_without_a_request_or_a_message(open_rows, records):
    opened = open_rows(records, reduced_motion="no-preference")
    opened.page.mouse.move(700, 400)
    opened.page.mouse.wheel(0, -300)
    opened.page.wait_for_timeout(500)
    assert opened.seen.requests == [opened.uri]
    assert opened.seen.messages == []


def test_head_of_the_panel_counts_what_is_placed(opened):
    page = opened.page
    assert page.title() == "Strikes in Iraq and Syria"
    assert page.inner_text("#gm-title") == "Strikes in Iraq and Syria"
    assert page.inner_text("#gm-counts") == "6 of 7 incidents on the map"
    assert page.inner_text("#gm-range") == "7 October 2023 – 7 February 2024"


def test_land_and_names_are_drawn(open_rows, records):
    opened = open_rows(records)
    labels = opened.page.locator(".gm-label").all_inner_texts()
    assert {"Syria", "Iraq", "Homs", "Shayrat Air Base"} <= set(labels)
    colors = opened.page.evaluate(
        """() => {
          const seen = new Set();
          for (const canvas of document.querySelectorAll('canvas')) {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            for (let i = 3; i < data.length; i += 4000) seen.add(data[i]);
          }
          return [...seen];
        }"""
    )
    assert 255 in colors
    assert 0 in colors


def test_every_placed_incident_can_be_reached_by_a_click_on_the_map(opened, records):
    page = opened.page
    reached = set()
    for index in range(page.locator(".gm-mark").count()):
        marker = page.locator(".gm-mark").nth(index)
        marker.click()
        card = page.locator(CARD)
        while True:
            title = card.locator(".gm-card-title").inner_text()
            if title in reached or page.locator(".gm-next").count() == 0:
                reached.add(title)
                break
            reached.add(title)
            page.locator(".gm-next").click()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Show all incidents").click()
    assert reached == {row["title"] for row in records if "lat" in row}
    assert quiet(opened)


def test_click_in_the_list_opens_the_popup_and_marks_the_row(opened):
    page = opened.page
    row = page.locator(ROW, has_text="kills three in eastern Baghdad")
    row.click()
    assert row.get_attribute("aria-current") == "true"
    assert page.locator(".gm-focus").count() == 1
    text = page.locator(CARD).inner_text()
    for words in (
        "Explosion or remote violence",
        "air or drone strike",
        "7 February 2024",
        "in the text: Wednesday night",
        "Al Mashtal, Baghdad, Iraq",
        "neighbourhood, within 1.5 km",
        "3 killed",
        "United States",
        "93 % sure of the place",
        "41 points ahead",
        "A car burned in the Mashtal neighbourhood on Wednesday night.",
        "The Example · 8 Feb 2024 · example.org",
    ):
        assert words in text
    link = page.locator(f"{CARD} a.gm-source")
    assert link.get_attribute("href") == "https://example.org/2024/strike"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    assert link.get_attribute("target") == "_blank"
    assert quiet(opened)


def test_alternatives_open_with_their_reasons(opened):
    page = opened.page
    page.locator(ROW, has_text="kills three in eastern Baghdad").click()
    page.locator(f"{CARD} summary", has_text="1 other place considered").click()
    assert page.get_by_text("370 km from Baghdad, which the sentence names").is_visible()


def test_incidents_on_one_point_are_pages_of_one_popup(opened):
    page = opened.page
    page.locator(ROW, has_text="Gunfire at a checkpoint").click()
    assert page.inner_text(".gm-position") == "1 of 2 here"
    page.click(".gm-next")
    assert page.inner_text(".gm-position") == "2 of 2 here"
    page.wait_for_timeout(300)
    assert "kills three" in page.inner_text(f"{CARD} .gm-card-title")
    assert "kills three" in page.inner_text(".gm-row[aria-current=true]")


def test_an_incident_in_two_countries_is_counted_once_and_leads_to_both(opened):
    page = opened.page
    page.locator(ROW, has_text="Bombers strike").click()
    card = page.locator(CARD)
    assert "country only" in card.inner_text()
    assert "40 killed" in card.inner_text()
    assert "one total for all places" in card.inner_text()
    assert "29 January – 4 February 2024\nsome time in this week" in card.inner_text()
    card.get_by_role("button", name="Iraq").click()
    assert page.locator(CARD).get_by_role("button", name="Iraq").get_attribute("aria-pressed") == "true"
    assert "Bombers" in page.inner_text(f"{CARD} .gm-card-title")


def test_bounds_of_a_count_are_words(opened):
    page = opened.page
    page.locator(ROW, has_text="Drone hits an outpost").click()
    text = page.inner_text(CARD)
    assert "at least 12 wounded" in text
    assert "dozens" in text
    assert "0 wounded" not in text


def test_unplaced_incident_is_listed_with_its_reason_and_opens_in_the_list(opened):
    page = opened.page
    assert page.get_by_role("heading", name="Not on the map (1)").is_visible()
    row = page.locator(ROW, has_text="Hundreds killed in the attack")
    assert "The text names no place for it." in row.inner_text()
    assert "Background" in row.inner_text()
    row.click()
    assert "at least 100 killed" in page.inner_text(".gm-item .gm-card")
    assert page.locator(".leaflet-popup").count() == 0


def test_popup_takes_the_focus_and_gives_it_back(opened):
    page = opened.page
    row = page.locator(ROW).first
    row.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "gm-card-title"
    page.keyboard.press("Escape")
    page.wait_for_timeout(350)
    assert page.evaluate("document.activeElement.className") == "gm-row"
    assert page.locator("[aria-current]").count() == 0


def test_search_filters_list_and_map_and_the_counts_follow(opened):
    page = opened.page
    page.fill(".gm-search", "checkpoint")
    page.wait_for_timeout(300)
    assert page.locator(ROW).count() == 1
    assert page.inner_text("#gm-counts") == "1 of 7 incidents shown · 1 on the map"
    assert page.locator(".gm-mark").count() == 1
    counts = page.locator(".gm-tick").all_inner_texts()
    assert any("Battle" in text and text.endswith("1") for text in counts)
    assert any("Explosion" in text and text.endswith("0") for text in counts)
    page.fill(".gm-search", "no such words")
    page.wait_for_timeout(300)
    assert "Nothing matches" in page.inner_text("#gm-list")


def test_event_type_can_be_switched_off_and_on(opened):
    page = opened.page
    box = page.get_by_label("Explosion or remote violence")
    box.uncheck()
    assert page.locator(ROW).count() == 2
    box.check()
    assert page.locator(ROW).count() == 7
    page.get_by_label("Background incidents").uncheck()
    assert page.locator(ROW).count() == 6


def test_rings_are_drawn_to_scale(opened):
    page = opened.page
    page.locator(ROW, has_text="Drone hits an outpost").click()
    page.wait_for_timeout(400)
    ring = page.locator("path.gm-ring-chosen").bounding_box()
    scale = page.locator(".leaflet-control-scale-line")
    km = float(scale.inner_text().split()[0])
    expected = 240 * scale.bounding_box()["width"] / km
    assert ring["width"] == pytest.approx(expected, rel=0.15)


def test_map_works_on_a_phone(open_rows, records):
    opened = open_rows(records, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(ROW, has_text="kills three in eastern Baghdad").tap()
    page.wait_for_timeout(300)
    assert page.get_attribute("#gm-panel", "data-sheet") == "peek"
    popup = page.locator(".leaflet-popup").bounding_box()
    assert popup["x"] >= 0
    assert popup["x"] + popup["width"] <= 390
    assert popup["y"] >= 0
    page.get_by_role("button", name="Show the list").tap()
    assert page.get_attribute("#gm-panel", "data-sheet") == "half"
    assert quiet(opened)


def test_map_works_in_dark_mode(open_rows, records):
    opened = open_rows(records, color_scheme="dark")
    background = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(22, 28, 35)"
    assert quiet(opened)


def test_empty_table_says_what_to_do(open_rows):
    opened = open_rows([])
    assert "There are no incidents in this file." in opened.page.inner_text("#gm-list")
    assert opened.page.inner_text("#gm-counts") == "0 incidents on the map"
    assert quiet(opened)


def test_table_without_any_point_says_so(open_rows, records):
    unplaced = next(row for row in records if "lat" not in row)
    ambiguous = {
        **unplaced,
        "incident_id": "ambiguous",
        "place_status": "ambiguous",
        "place_text": "San José",
        "place_alternatives": [
            {
                "place_id": "a",
                "name": "San José",
                "country_code": "CR",
                "lat": 9.9,
                "lon": -84.1,
                "score": 1.0,
            },
            {
                "place_id": "b",
                "name": "San Jose",
                "country_code": "US",
                "lat": 37.3,
                "lon": -121.9,
                "score": 0.9,
            },
        ],
    }
    opened = open_rows([unplaced, ambiguous])
    text = opened.page.inner_text("#gm-list")
    assert "None of these incidents could be placed." in text
    assert "“San José” could be San José (CR) or San Jose (US)." in text
    assert quiet(opened)


def test_points_across_the_date_line_and_on_zero_are_shown_together(open_rows, records):
    row = records[3]
    places = {"fiji": (-17.7, 178.0), "samoa": (-13.8, -171.8), "tonga": (-21.1, -175.2)}
    rows = [
        {**row, "incident_id": name, "title": name, "lat": lat, "lon": lon, "place_name": name}
        for name, (lat, lon) in places.items()
    ]
    opened = open_rows(rows)
    page = opened.page
    assert page.locator(SPOT).count() == 3
    for marker in page.locator(SPOT).all():
        box = marker.bounding_box()
        assert 372 <= box["x"] <= 1280
        assert 0 <= box["y"] <= 800
    opened = open_rows([{**row, "lat": 0.0, "lon": 0.0}])
    assert opened.page.locator(SPOT).count() == 1


def test_many_incidents_cluster_and_clusters_open(open_rows, records):
    row = records[3]
    rows = [
        {
            **row,
            "incident_id": f"i{n}",
            "title": f"Incident {n}",
            "lat": 34 + n % 40 * 0.01,
            "lon": 36 + n // 40 * 0.01,
        }
        for n in range(2_000)
    ]
    opened = open_rows(rows)
    page = opened.page
    page.wait_for_timeout(300)
    clusters = page.locator(".gm-mark-cluster")
    names = [cluster.get_attribute("aria-label") for cluster in clusters.all()]
    assert 0 < sum(int(name.split()[0].replace(",", "")) for name in names) <= 2_000
    before = clusters.count()
    assert before > 0
    clusters.first.click()
    page.wait_for_timeout(600)
    assert page.locator(SPOT).count() + clusters.count() > 0
    page.locator("#gm-body").evaluate("node => { node.scrollTop = node.scrollHeight; }")
    page.wait_for_timeout(300)
    assert 0 < page.locator(ROW).count() <= 200
    last = page.locator(ROW).last
    assert last.inner_text().startswith("Incident ")
    assert last.locator("xpath=..").get_attribute("aria-posinset") == "2000"
    last.click()
    page.wait_for_timeout(300)
    assert page.locator(CARD).count() == 1
    assert quiet(opened)


def test_reports_of_one_incident_are_one_dot_with_each_source_and_its_words(open_rows, records):
    row = next(one for one in records if one["place_precision"] == "site" and one["lat"] is not None)
    other = row | {
        "incident_id": "other",
        "title": "Second telling",
        "sources": [
            {**row["sources"][0], "publisher": "Other Wire", "title": "Second telling", "doc_id": "d2"}
        ],
        "killed_low": 9,
        "killed_best": 9,
        "killed_high": 9,
    }
    opened = open_rows([row | {"cluster_id": "c1"}, other | {"cluster_id": "c1"}])
    page = opened.page
    assert page.locator(SPOT).count() == 1
    assert page.locator(ROW).count() == 1
    assert "2 reports" in page.locator(ROW).inner_text()
    page.locator(ROW).click()
    reports = page.locator(f"{CARD} .gm-report")
    assert reports.count() == 2
    text = page.locator(f"{CARD} .gm-reports").inner_text()
    for words in ("Other Wire", "Second telling", "9 killed", row["sources"][0]["publisher"]):
        assert words in text
    page.fill(".gm-search", "other wire")
    page.wait_for_timeout(300)
    assert page.locator(ROW).count() == 1
    assert quiet(opened)
