"""HTML reports in a real browser: nothing runs that is not the map's own, nothing loads, nothing is cut."""

import pytest

from geomap.frame import from_records
from geomap.pipeline.reporting import make_report
from geomap.rendering.report import ReportSettings

PAYLOADS = [
    '<img src=x onerror="alert(1)">',
    "</style></title><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "{{ 7 * 7 }}{% for x in y %}",
    "قُتل ثلاثة أشخاص " * 30,
    "x" * 500,
]


@pytest.fixture
def open_report(open_map, records, tmp_path):
    def make(language="en", *, interactive=False, **options):
        texts = PAYLOADS * len(records)
        rows = [{**row, "title": text, "place_text": text} for row, text in zip(records, texts, strict=False)]
        looks = ReportSettings(language=language, interactive=interactive)
        make_report(from_records(rows), tmp_path / "brief.html", title=PAYLOADS[0], looks=looks)
        return open_map((tmp_path / "brief.html").read_text(encoding="utf-8"), ready="main", **options)

    return make


def quiet(opened):
    """Say that nothing ran, was said, or was asked for but the page and what it holds."""
    asked = [url for url in opened.seen.requests if not url.startswith(("file:", "data:"))]
    return (opened.seen.dialogs, opened.seen.messages, asked) == ([], [], [])


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_and_long_texts_stay_text_inside_the_page(open_report, language, width):
    opened = open_report(language, viewport={"width": width, "height": 900})
    page = opened.page
    assert page.title() == PAYLOADS[0]
    assert page.evaluate("globalThis.ran") == 0
    assert page.locator("script").count() == 0
    assert page.evaluate("document.documentElement.dir") == {"ar": "rtl", "en": "ltr"}[language]
    assert page.evaluate("document.documentElement.scrollWidth") <= width + 2
    boxes = "[...document.querySelectorAll('td, dd, li, blockquote, h1, h3')]"
    assert page.evaluate(f"{boxes}.filter(box => box.scrollWidth > box.clientWidth + 1).length") == 0
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert quiet(opened)


def test_interactive_map_runs_in_its_frame_and_nothing_else_does(open_report):
    opened = open_report(interactive=True)
    inner = opened.page.frame_locator("iframe")
    inner.locator(".gm-row").first.wait_for(timeout=20_000)
    assert opened.page.evaluate("globalThis.ran") == 0
    assert quiet(opened)
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("iframe").is_visible()


def test_a_printed_report_cuts_no_column(open_report):
    opened = open_report()
    opened.page.emulate_media(media="print")
    opened.page.set_viewport_size({"width": 690, "height": 1000})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 692
    assert quiet(opened)
