"""What a reader does with the page by touch, by the tab key, on paper, with less motion, by filters."""

import io

import folium
import pypdf
import pytest

from geomap.frame import from_records
from geomap.rendering import MapSettings, MapView

ROW = ".gm-row"
CARD = ".leaflet-popup .gm-card"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def varied(records):
    """Four incidents that differ in everything that can be filtered by."""
    base = next(row for row in records if row.get("place_precision") == "site")
    source = base["sources"][0]
    rows = []
    for number, word in enumerate(("first", "second", "third", "fourth")):
        rows.append(
            base
            | {
                "incident_id": word,
                "title": f"The {word}",
                "country": "Syria" if number < 2 else "Iraq",
                "admin1": f"{word} province",
                "side_a": f"{word} army",
                "side_b": None,
                "place_precision": ("site", "settlement", "near", "adm2")[number],
                "confidence": (0.95, 0.7, 0.3, None)[number],
                "review_status": ("auto", "confirmed", "edited", "rejected")[number],
                "sources": [source | {"publisher": f"{word} paper"}],
                "date_start": f"2024-02-0{number + 1}",
                "date_end": f"2024-02-0{number + 1}",
                "lat": 33.0 + number,
                "lon": 40.0 + number,
            }
        )
    return rows


def shown(page):
    return page.inner_text("#gm-counts").split()[0]


def test_every_facet_has_live_counts_and_leaves_out_what_is_not_ticked(open_rows, varied):
    page = open_rows(varied, basemap="none").page
    for group in page.locator("details.gm-group").all():
        group.evaluate("node => { node.open = true; }")
    facets = {
        "Country": ("Iraq", "2"),
        "Province": ("first province", "3"),
        "How exact the place is": ("town or city", "3"),
        "How sure the place is": ("90 % or more", "3"),
        "Source": ("third paper", "3"),
        "Side": ("fourth army", "3"),
        "Review": ("Confirmed by a person", "3"),
    }
    for name, (value, left) in facets.items():
        facet = page.get_by_role("group", name=name, exact=True)
        facet.get_by_role("checkbox", name=value).uncheck()
        assert shown(page) == left, name
        others = page.get_by_role("group", name="Country" if name != "Country" else "Review", exact=True)
        numbers = [int(text) for text in others.locator(".gm-number").all_inner_texts()]
        assert sum(numbers) == int(left), name
        page.get_by_role("button", name="Reset filters").click()
        assert shown(page) == "4"
    only = page.get_by_role("group", name="Source", exact=True).get_by_role("button", name="Only first paper")
    only.focus()
    page.keyboard.press("Enter")
    assert shown(page) == "1"


def test_phone_reader_filters_opens_and_pages_by_touch(open_rows, records):
    opened = open_rows(records, **PHONE)
    page = opened.page
    page.get_by_label("Violence against civilians").tap()
    assert page.locator(ROW).count() == 6
    page.get_by_label("Violence against civilians").tap()
    page.locator(ROW, has_text="Gunfire at a checkpoint").tap()
    page.wait_for_timeout(300)
    page.locator(".gm-next").tap()
    assert page.inner_text(".gm-position") == "2 of 2 here"
    page.locator(".leaflet-popup-close-button").tap()
    page.get_by_role("button", name="Show the list").tap()
    page.locator("summary", has_text="What the map shows").tap()
    page.get_by_label("Incidents by country").first.tap()
    assert page.locator(".gm-area-row").first.bounding_box()["height"] >= 40
    legend = page.locator(".gm-legend:visible").bounding_box()
    assert legend["x"] >= 0
    assert legend["x"] + legend["width"] <= 390
    page.locator(".gm-map").tap(position={"x": 200, "y": 120})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.seen.messages == []


def test_paper_is_a_pdf_with_title_legend_list_sources_and_credits(open_rows, varied):
    page = open_rows(varied, title="On paper").page
    page.evaluate("location.hash = '#layers=dots,countries'")
    page.locator(".gm-legend").last.wait_for()
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    text = " ".join(" ".join(leaf.extract_text() for leaf in pdf.pages).split())
    for words in (
        "On paper",
        "4 incidents on the map",
        "Incidents by country",
        "Explosion or remote violence",
        "The second",
        "second paper",
        "https://example.org/2024/strike",
        "GeoNames, CC BY 4.0",
        "do not imply endorsement",
    ):
        assert words in text, words
    assert len(pdf.pages) <= 3


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
def test_motion_is_as_the_reader_wishes(open_rows, varied, wish, moves):
    page = open_rows(varied, reduced_motion=wish, basemap="none").page
    assert page.evaluate("globalThis.map_geomap.options.zoomAnimation !== false") is moves
    assert page.evaluate("globalThis.map_geomap.options.inertia !== false") is moves
    if not moves:
        running = "document.getAnimations().filter((one) => one.playState === 'running').length"
        page.locator(ROW).first.click()
        assert page.evaluate(running) == 0


def test_whole_page_can_be_walked_with_the_tab_key(open_rows, varied):
    page = open_rows(varied, basemap="none").page
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => {
                  const node = document.activeElement;
                  const style = getComputedStyle(node);
                  const box = node.getBoundingClientRect();
                  const label = node.labels && node.labels[0] ? node.labels[0].innerText : '';
                  const name = node.getAttribute('aria-label') || node.innerText || label;
                  return [node.tagName, name.trim(), style.outlineStyle, box.width * box.height];
                }"""
            )
        )
        if seen[-1][0] == "BODY":
            break
    names = [name for _, name, *_ in seen]
    stations = ("Skip to the list", "Search titles", "Play", "From", "Explosion", "Share and keep")
    for words in (*stations, "The first", "Zoom in"):
        assert any(words in name for name in names), words
    at = [next(at for at, name in enumerate(names) if words in name) for words in (*stations, "The first")]
    assert at == sorted(at)
    for tag, name, outline, size in seen:
        if tag != "BODY":
            assert name != "", seen
            assert outline != "none", name
            assert size > 0, name


def test_layer_of_ones_own_is_on_the_map(open_map, varied):
    view = MapView(from_records(varied), MapSettings(title="With my layer"))
    assert isinstance(view.folium, folium.Map)
    folium.Circle([34, 41], radius=90_000, color="#ff00ff", weight=6).add_to(view.folium)
    with pytest.warns(UserWarning, match="content security policy"):
        html = view.html
    page = open_map(html).page
    assert page.locator("path[stroke='#ff00ff']").count() == 1
    assert page.locator(ROW).count() == 4
