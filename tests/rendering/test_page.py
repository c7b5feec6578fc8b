import gzip
import json
import re
from base64 import b64decode
from html.parser import HTMLParser

import pytest
from branca.element import Element, JavascriptLink

from geomap.errors import MissingColumnError, OutputError, UnknownNameError
from geomap.frame import from_records
from geomap.rendering import MapSettings, render_map
from geomap.rendering.assets import iter_vendored
from geomap.rendering.csp import code_hash
from geomap.rendering.page import build_page

HOSTILE = (
    "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>"
    "{{ 7*7 }}{% raw %}${alert(1)}`\u2028"
)


@pytest.fixture(scope="module")
def html(frame):
    return render_map(frame, MapSettings(title="Six incidents", attribution=("Places: GeoNames, CC BY 4.0",)))


def block(html, name):
    kind, text = re.search(rf'<script type="([^"]+)" id="{name}">(.*?)</script>', html, re.DOTALL).groups()
    return json.loads(text if kind == "application/json" else gzip.decompress(b64decode(text)))


def test_same_table_gives_the_same_bytes(frame, html):
    again = render_map(
        frame, MapSettings(title="Six incidents", attribution=("Places: GeoNames, CC BY 4.0",))
    )
    assert again == html


def test_no_random_id_of_folium_is_left(html):
    ours = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    assert re.search(r"[0-9a-f]{32}", ours) is None
    assert "map_geomap" in html


class Addresses(HTMLParser):
    """Collects every attribute of the page that makes a browser fetch something."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [
            value for name, value in attrs if name in ("src", "href", "srcset", "action", "data", "style")
        ]


def test_nothing_is_referred_to_by_address(html):
    parser = Addresses()
    parser.feed(html)
    assert parser.found == ["data:,", "#gm-list"]
    styles = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    assert re.findall(r"url\((?!data:|#)[^)]*\)|@import", styles) == []


def test_policy_comes_first_and_names_exactly_the_code_of_the_page(html):
    head = html[html.index("<head>") + len("<head>") :].lstrip()
    policy = re.match(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', head)[1]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(scripts) >= 4
    assert rules["script-src"].split() == [code_hash(code) for code in scripts]
    assert rules["style-src"].split() == [code_hash(code) for code in styles]
    assert rules["default-src"] == rules["connect-src"] == "'none'"
    assert "unsafe" not in policy
    assert html.count("<script") == len(scripts) + html.count('<script type="application/json"')


def test_hash_is_the_one_that_browsers_compute():
    assert code_hash("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_page_states_title_language_credits_and_maker(html):
    assert "<title>Six incidents</title>" in html
    assert '<html lang="en">' in html
    assert '<meta name="referrer" content="no-referrer">' in html
    assert "Boundaries and names shown do not imply endorsement. Natural Earth 5.1.1." in html
    assert 'content="Places: GeoNames, CC BY 4.0"' in html
    assert re.search(r'<meta name="generator" content="geomap \d', html)


def test_licences_of_the_libraries_are_in_the_page(html):
    assert "Copyright (c) 2010-2023, Volodymyr Agafonkin" in html
    assert "ISC License" in html
    assert "sourceMappingURL" not in html


def test_hostile_text_stays_data(records):
    rows = [{**row, "title": HOSTILE, "place_text": HOSTILE, "side_a": HOSTILE} for row in records]
    settings = MapSettings(title=HOSTILE, attribution=(HOSTILE,))
    html = render_map(from_records(rows), settings)
    plain = render_map(from_records(records), MapSettings(attribution=("",)))
    assert html.count("<script") == plain.count("<script")
    assert html.count("<img") == plain.count("<img")
    assert "</title></script>" not in html
    assert "{{ 7*7 }}" in html
    assert block(html, "geomap-data")["incidents"]["title"][0] == HOSTILE
    assert block(html, "geomap-settings")["title"] == HOSTILE
    assert "\u2028" not in html[html.index('id="geomap-data"') :]


def test_lone_surrogates_are_written(records):
    rows = [{**records[0], "title": "broken \ud83d emoji"}]
    html = render_map(from_records(rows))
    assert "broken ? emoji" in html
    html.encode("utf-8")


def test_unknown_library_is_refused(frame):
    figure = build_page(frame, MapSettings())
    element = Element("")
    element.render = lambda **_: figure.header.add_child(JavascriptLink("https://cdn.example/x.js"), name="x")
    figure.map.add_child(element, name="guest")
    with pytest.raises(OutputError, match=r"'x' from https://cdn\.example/x\.js"):
        figure.render()


def test_large_table_is_packed_and_reads_back(records):
    rows = [
        {**records[0], "incident_id": f"i{n}", "title": f"Incident {n} {'x' * 400}"} for n in range(1_000)
    ]
    html = render_map(from_records(rows))
    assert '<script type="application/gzip" id="geomap-data">' in html
    assert block(html, "geomap-data")["size"] == 1_000


def test_page_without_basemap_has_no_land_and_no_disclaimer(frame):
    html = render_map(frame, MapSettings(basemap=False))
    assert 'id="geomap-basemap"' not in html
    assert "Natural Earth" not in html


def test_frame_that_is_no_incident_table_is_refused(frame):
    with pytest.raises(MissingColumnError, match="incident_id"):
        render_map(frame.drop(columns="incident_id"))


def test_unknown_language_lists_the_known():
    with pytest.raises(UnknownNameError, match="known: en"):
        MapSettings(language="xx")


def test_empty_table_renders():
    assert block(render_map(from_records([])), "geomap-data")["size"] == 0


def test_two_thousand_incidents_stay_small(records):
    quote = [{**records[0]["evidence"][0]}]
    rows = [
        {
            **records[0],
            "incident_id": f"i{n}",
            "title": f"{n} {'title of an incident ' * 3}",
            "evidence": quote,
        }
        for n in range(2_000)
    ]
    assert len(render_map(from_records(rows)).encode("utf-8")) < 1_300_000


def test_vendored_files_are_all_declared():
    assert {"leaflet.js", "leaflet.css", "supercluster.min.js"} <= {entry.name for entry in iter_vendored()}
