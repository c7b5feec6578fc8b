from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from geomap.frame import from_records
from geomap.rendering import MapSettings, render_map

NAMES = ("chromium", "google-chrome", "chromium-browser", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium; named by GEOMAP_CHROMIUM or found on the path."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = os.environ.get("GEOMAP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(
            "no Chromium found: install one or set GEOMAP_CHROMIUM; the map is NOT tested in a browser"
        )
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_map(chromium, tmp_path):
    """Open a map from a file with the network blocked; everything that the page asks for or says is kept."""
    contexts = []

    def open_page(html, *, fragment="", **options):
        path = tmp_path / f"map{len(contexts)}.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        context = chromium.new_context(**(DESKTOP | options))
        contexts.append(context)
        context.add_init_script("globalThis.ran = 0; globalThis.alert = () => { globalThis.ran += 1; };")
        page = context.new_page()
        seen = SimpleNamespace(requests=[], messages=[], dialogs=[])
        context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: seen.messages.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("html[data-geomap=ready]")
        page.wait_for_timeout(150)
        return SimpleNamespace(page=page, seen=seen, uri=path.as_uri(), context=context)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def open_rows(open_map):
    """Open a map of plain rows; without land where a test is about the panel, which is twice as fast."""

    def open_page(rows, *, title="Incidents", language="en", basemap="world", **options):
        lines = ("Places: GeoNames, CC BY 4.0",)
        settings = MapSettings(title=title, attribution=lines, language=language, basemap=basemap)
        return open_map(render_map(from_records(rows), settings), **options)

    return open_page
