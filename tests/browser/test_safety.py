import json

import pytest

from geomap.frame import from_records
from geomap.rendering import MapSettings, MapView

PAYLOADS = {
    "image": "<img src=x onerror=alert(1)>",
    "template": "${alert(1)}",
    "backtick": "`;alert(1);`",
    "backslash": "\\\\`;alert(1);//",
    "script": "</script><script>alert(1)</script>",
    "path": "C:\\new\\table\\x",
    "unicode": "\\u{zz}",
    "jinja": "{{ 7*7 }}{% for x in y %}",
    "comment": "<!--<script>",
    "link": "javascript:alert(1)",
    "quotes": "\"'><svg onload=alert(1)>",
    "arabic": "غارة على مبنى <b>",
}


def hostile(row, payload):
    return {
        **row,
        **dict.fromkeys(
            ("title", "sub_type", "place_text", "place_name", "place_id", "admin1", "country"), payload
        ),
        **dict.fromkeys(("date_text", "side_a", "side_b", "weapon", "target", "killed_text"), payload),
        "evidence": [
            {
                "field": payload,
                "doc_id": "d",
                "start": 0,
                "end": 1,
                "quote": payload,
                "cue": payload,
                "rule": payload,
            },
            {
                "field": "place",
                "doc_id": "d",
                "start": 0,
                "end": 1,
                "quote": f"{payload} {payload}",
                "cue": "",
                "rule": "",
            },
        ],
        "sources": [
            {
                "publisher": payload,
                "date": "2024-01-01",
                "title": payload,
                "url": "javascript:alert(1)",
                "doc_id": "d",
            },
            {"publisher": payload, "date": None, "title": None, "url": payload, "doc_id": "d"},
        ],
        "place_alternatives": [
            {
                "place_id": payload,
                "name": payload,
                "country_code": "IQ",
                "lat": 1,
                "lon": 1,
                "score": 0.5,
                "reasons": [payload],
            }
        ],
    }


@pytest.fixture(scope="module")
def hostile_rows(records):
    """Two incidents for every payload, one with a point and one without, with it in every field."""
    rows = []
    for name, payload in PAYLOADS.items():
        placed = hostile(records[5], payload) | {"incident_id": f"{name}-placed"}
        unplaced = hostile(records[-1], payload) | {"incident_id": f"{name}-unplaced", "country": "Elsewhere"}
        rows += [placed, unplaced]
    return rows


def nothing_ran(opened):
    page = opened.page
    bad = "a[href^='javascript:'], .gm-card img, .gm-panel img, .gm-map svg[onload]"
    assert page.locator(bad).count() == 0
    assert page.evaluate("globalThis.ran") == 0
    assert opened.seen.dialogs == []
    assert opened.seen.messages == []
    assert {url.split("#")[0] for url in opened.seen.requests} == {opened.uri}


TOLD = """rows => rows.flatMap(row => {
    row.click();
    const quotes = [...row.parentNode.querySelectorAll('blockquote')].map(quote => quote.textContent);
    row.click();
    const title = row.querySelector('.gm-row-title').textContent;
    return quotes.some(quote => quote.includes(title)) ? [title] : [];
})"""


def told_in_list(page):
    """Open every incident without a point in the list; return the titles of those that show their quote."""
    page.locator(".gm-row").first.scroll_into_view_if_needed()
    told = set()
    for _ in range(6):  # only the rows around the view are in the page
        told.update(page.locator(".gm-row[aria-expanded]").evaluate_all(TOLD))
        page.locator(".gm-row").last.scroll_into_view_if_needed()
        page.wait_for_timeout(50)
    return told


def test_hostile_text_is_shown_in_every_field_and_nothing_runs(open_map, hostile_rows):
    title = " ".join(PAYLOADS.values())
    view = MapView(from_records(hostile_rows), MapSettings(title=title, attribution=tuple(PAYLOADS.values())))
    opened = open_map(view.html)
    page = opened.page
    assert page.inner_text("#gm-title") == title
    for details in page.locator("details").all():
        details.evaluate("node => { node.open = true; }")
    for more in page.locator(".gm-facet > .gm-textbutton").all():
        more.click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    said = {part: page.locator(part).all_text_contents() for part in (".gm-foot", ".gm-paper", ".gm-facet")}
    card = page.locator(".leaflet-popup .gm-card")
    parts = (".gm-card-title", ".gm-subtype", "blockquote", ".gm-source", ".gm-verbatim q", ".gm-facts")
    for payload in PAYLOADS.values():
        row = page.locator(".gm-row").filter(
            has=page.locator(f".gm-row-title:text-is({json.dumps(payload, ensure_ascii=False)})")
        )
        row.first.click()
        for part in (*parts, ".gm-others li", ".gm-reasons li", ".gm-entry", ".gm-evidence"):
            assert payload in " ".join(card.locator(part).all_text_contents()), (part, payload)
        for part, texts in said.items():
            assert payload in " ".join(texts), (part, payload)
    assert told_in_list(page) == set(PAYLOADS.values())
    nothing_ran(opened)


def test_hostile_text_of_several_reports_is_shown_and_nothing_runs(open_map, hostile_rows):
    rows = [row | {"cluster_id": "one"} for row in hostile_rows[::2]]
    opened = open_map(MapView(from_records(rows)).html)
    opened.page.locator(".gm-row").first.click()
    told = opened.page.locator(".gm-reports").text_content()
    assert all(payload in told for payload in PAYLOADS.values())
    nothing_ran(opened)


def test_policy_stops_code_and_requests_that_would_get_in(open_map, records):
    opened = open_map(MapView(from_records(records)).html)
    opened.page.evaluate(
        """() => {
          globalThis.ran = 0;
          const box = document.createElement('div');
          document.body.append(box);
          box['inner' + 'HTML'] = '<img src=x onerror="globalThis.ran = 1"><img src="https://example.org/a.png">';
          const script = document.createElement('script');
          script.textContent = 'globalThis.ran = 2';
          document.body.append(script);
        }"""
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("globalThis.ran") == 0
    assert all("Content Security Policy" in message for message in opened.seen.messages)
    assert len(opened.seen.messages) >= 3


def test_map_works_in_a_sandboxed_frame(chromium, records):
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    messages, requests = [], []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.set_content(f"<!DOCTYPE html><body>{MapView(from_records(records))._repr_html_()}</body>")
    frame = page.frame_locator("iframe")
    frame.locator("html[data-geomap=ready]").wait_for()
    frame.locator(".gm-row", has_text="kills three").click()
    assert "3 killed" in frame.locator(".leaflet-popup .gm-card").inner_text()
    assert messages == []
    assert [url for url in requests if not url.startswith(("about:", "data:"))] == []
    context.close()
