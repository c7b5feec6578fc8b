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
        **dict.fromkeys(("title", "sub_type", "place_text", "place_name", "admin1", "country"), payload),
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


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_hostile_text_is_shown_and_nothing_runs(open_map, records, payload):
    placed, unplaced = hostile(records[5], payload), hostile(records[-1], payload)
    unplaced["country"] = "Elsewhere"
    view = MapView(from_records([placed, unplaced]), MapSettings(title=payload, attribution=(payload,)))
    opened = open_map(view.html)
    page = opened.page
    assert page.title() == payload
    assert page.inner_text("#gm-title") == payload
    for row in page.locator(".gm-row").all():
        row.click()
    page.locator(".gm-mark").first.click()
    for details in page.locator("details").all():
        details.evaluate("node => { node.open = true; }")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(200)
    card = page.locator(".leaflet-popup .gm-card")
    for part in (
        ".gm-card-title",
        "blockquote",
        ".gm-source",
        ".gm-verbatim q",
        ".gm-others li",
        ".gm-reasons li",
    ):
        assert payload in card.locator(part).first.text_content(), part
    assert payload in page.locator(".gm-foot").text_content()
    assert payload in page.locator(".gm-paper").text_content()
    assert payload in page.locator(".gm-facet").first.text_content()
    assert (
        page.locator("a[href^='javascript:'], .gm-card img, .gm-panel img, .gm-map svg[onload]").count() == 0
    )
    assert page.evaluate("globalThis.ran") == 0
    assert opened.seen.dialogs == []
    assert opened.seen.messages == []
    assert opened.seen.requests == [opened.uri]


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
