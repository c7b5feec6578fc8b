"""How large a map of many incidents is, how soon it opens, how fast it answers, beside folium's clusters.

Run with ``python -m benchmarks.map``: made-up incidents, each with its own title, quote and link, in a
Chromium that is driven by playwright. The libraries of folium's pages are fetched from npm and served from
disk; style sheets, fonts and tiles that are not there are answered empty, in folium's favour. ``--light``
takes the number of incidents of a map without texts, 0 for none. Folium's pages are waited for ``--patience``
seconds each; a page that cannot be used by then counts as that many. On a machine that does other work as
well, times by the clock are too long: the rows about the page's work say what it needs.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.synthetic_incidents import draw_incidents, draw_light_frame
from benchmarks.table import Row, Section, heading_lines, section_lines
from geomap.rendering import MapSettings, render_map

if TYPE_CHECKING:
    import geopandas
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Route

LIBRARIES = {
    "leaflet@1.9.4": ("leaflet.js", "leaflet.css"),
    "jquery@3.7.1": ("jquery.min.js",),
    "leaflet.markercluster@1.5.3": (
        "leaflet.markercluster.js",
        "MarkerCluster.css",
        "MarkerCluster.Default.css",
    ),
}
NAMES = {"jquery-3.7.1.min.js": "jquery.min.js"}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 420
CALLBACK = """function (row) {
  var marker = L.marker(new L.LatLng(row[0], row[1]));
  marker.bindPopup('<b>' + row[2] + '</b><br>' + row[3] + '<br><a href="' + row[4] + '">source</a>');
  return marker;
};"""
WATCH = """
globalThis.longest = [];
const keep = (list) => list.getEntries().forEach((entry) => longest.push(entry.startTime + entry.duration));
new PerformanceObserver(keep).observe({type: 'longtask', buffered: true});
addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => requestAnimationFrame(() => {
  globalThis.painted = performance.now();
})));
"""
SETTLED = """(isOurs) => {
  const root = document.documentElement;
  const isReady = isOurs ? root.dataset.geomap === 'ready' : globalThis.painted !== undefined;
  const last = Math.max(0, ...longest);
  return isReady && performance.now() - Math.max(last, globalThis.painted || 0) > 1500;
}"""
FRAMES = """() => {
  globalThis.frames = [];
  let before = performance.now();
  const next = (now) => { frames.push(now - before); before = now; requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""
# From the click, or the last key, to the frame that shows the new count.
ANSWER = """async (isSearch) => {
  const counts = document.getElementById('gm-counts');
  const old = counts.textContent;
  const start = performance.now();
  if (isSearch) {
    const field = document.querySelector('.gm-search');
    field.value = 'mi';
    field.dispatchEvent(new Event('input', {bubbles: true}));
  } else document.querySelector('.gm-tick input').click();
  const isOver = () => counts.textContent !== old || performance.now() - start > 20000;
  while (!isOver()) await new Promise((go) => setTimeout(go, 2));
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go, 0)));
  return performance.now() - start;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured of one page; None where it was not.

    Attributes:
        size: Of the file, in MB.
        build, processor: Seconds that making the page took, by the clock and of the processor.
        ready: Seconds until the page can be used.
        work: Seconds that the page's main thread worked until then.
        heap, buffers: MB of the page's own objects and of its byte arrays, after collection.
        tick, search: Milliseconds until a filter shows.
        frame: The longest frame while zooming, in milliseconds.
    """

    size: float
    build: float
    processor: float
    ready: float | None = None
    work: float | None = None
    heap: float | None = None
    buffers: float | None = None
    tick: float | None = None
    search: float | None = None
    frame: float | None = None


def fetch_libraries(folder: Path) -> dict[str, Path]:
    """Return the files of folium's pages by name, from npm."""
    npm = shutil.which("npm")
    if npm is None:
        return {}
    found = {}
    for spec, names in LIBRARIES.items():
        target = folder / spec.replace("@", "-")
        target.mkdir()
        subprocess.run(
            [npm, "pack", spec, "--silent", "--pack-destination", str(target)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with tarfile.open(next(target.glob("*.tgz"))) as tar:
            tar.extractall(target, filter="data")
        found |= {name: next(target.rglob(name)) for name in names}
    return found


def marker_cluster(frame: geopandas.GeoDataFrame) -> str:
    """Return folium's page with one marker and popup for each incident."""
    import folium
    from folium.plugins import MarkerCluster

    page = folium.Map(location=(20, 10), zoom_start=3)
    cluster = MarkerCluster().add_to(page)
    for lat, lon, title, quote, link in rows_of(frame):
        words = f'<b>{title}</b><br>{quote}<br><a href="{link}">source</a>'
        folium.Marker((lat, lon), popup=folium.Popup(words)).add_to(cluster)
    return str(page.get_root().render())


def fast_marker_cluster(frame: geopandas.GeoDataFrame) -> str:
    """Return folium's page that makes markers and popups in the browser."""
    import folium
    from folium.plugins import FastMarkerCluster

    page = folium.Map(location=(20, 10), zoom_start=3)
    FastMarkerCluster(rows_of(frame), callback=CALLBACK).add_to(page)
    return str(page.get_root().render())


def rows_of(frame: geopandas.GeoDataFrame) -> list[list[Any]]:
    """Return position, title, quote and link of every incident, safe as HTML."""
    return [
        [lat, lon, escape(title), escape(evidence[0]["quote"]), escape(sources[0]["url"])]
        for lat, lon, title, evidence, sources in zip(
            frame["lat"], frame["lon"], frame["title"], frame["evidence"], frame["sources"], strict=True
        )
    ]


def measure(
    browser: Browser,
    make: Callable[[], str],
    path: Path,
    libraries: dict[str, Path] | None = None,
    patience: int = PATIENCE,
) -> Figures:
    """Make a page, open it, and use it; with libraries it is a page of folium's."""
    gc.collect()
    start, worked = time.perf_counter(), time.process_time()
    html = make()
    made = {"build": time.perf_counter() - start, "processor": time.process_time() - worked}
    path.write_text(html, encoding="utf-8", newline="\n")
    made["size"] = path.stat().st_size / 1e6
    del html
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        return Figures(**made, **_opened(context, path, libraries, patience))
    finally:
        context.close()


def _opened(
    context: BrowserContext, path: Path, libraries: dict[str, Path] | None, patience: int
) -> dict[str, float]:
    from playwright.sync_api import TimeoutError as TooLate

    def answer(route: Route) -> None:
        name = route.request.url.split("?")[0].rpartition("/")[2]
        known = (libraries or {}).get(NAMES.get(name, name))
        route.fulfill(path=known) if known else route.fulfill(body="")

    context.route(lambda url: not url.startswith("file:"), answer)
    page = context.new_page()
    page.set_default_timeout(patience * 1000)
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    try:
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_function(SETTLED, arg=libraries is None, polling=250)
    except TooLate:
        return {}
    worked = {entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]}
    ready = page.evaluate("Math.max(painted, ...longest)") / 1000
    return {"ready": ready, "work": worked["TaskDuration"], **_used(page, session, is_ours=libraries is None)}


def _used(page: Page, session: CDPSession, *, is_ours: bool) -> dict[str, float]:
    """Return what a page that can be used takes for being used."""
    found = {}
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")
    found["heap"], found["buffers"] = heap["usedSize"] / 1e6, heap.get("backingStorageSize", 0) / 1e6
    page.mouse.move(800, 400)
    page.evaluate(FRAMES)
    for _ in range(3):
        page.mouse.wheel(0, -240)
        page.wait_for_timeout(900)
    found["frame"] = page.evaluate("Math.max(...frames.slice(1))")
    if is_ours:
        found["tick"] = page.evaluate(ANSWER, False)
        page.wait_for_timeout(300)
        found["search"] = page.evaluate(ANSWER, True)
    return found


def ours(title: str, figures: Figures, limits: dict[str, float]) -> Section:
    """Return the rows about a map of ours."""
    rows = (
        Row(what="file", value=figures.size, unit="MB", limit=limits.get("size"), decimals=2),
        Row(what="made in", value=figures.build, unit="s", limit=limits.get("build"), decimals=1),
        Row(what="of which processor", value=figures.processor, unit="s", decimals=1),
        Row(what="can be used after", value=figures.ready, unit="s", limit=limits.get("ready"), decimals=2),
        Row(what="of which the page worked", value=figures.work, unit="s", decimals=2),
        Row(what="heap", value=figures.heap, unit="MB", limit=limits.get("heap")),
        Row(what="byte arrays beside it", value=figures.buffers, unit="MB"),
        Row(what="a tick shows after", value=figures.tick, unit="ms", limit=limits.get("filter")),
        Row(what="a search shows after", value=figures.search, unit="ms", limit=limits.get("filter")),
        Row(what="longest frame while zooming", value=figures.frame, unit="ms", limit=limits.get("frame")),
    )
    return Section(title=title, rows=rows)


def theirs(title: str, figures: Figures, own: Figures, times: float, patience: int) -> Section:
    """Return the rows about a map of folium's."""
    is_late = figures.ready is None
    ready = patience if figures.ready is None else figures.ready
    rows = (
        Row(what="file", value=figures.size, unit="MB", decimals=2),
        Row(what="made in", value=figures.build, unit="s", decimals=1),
        Row(what="can be used after", value=figures.ready, unit="s", decimals=2),
        Row(
            what="that is, in times of ours",
            value=_times(ready, own.ready),
            limit=times,
            at_least=True,
            decimals=1,
        ),
        Row(what="of which the page worked", value=figures.work, unit="s", decimals=2),
        Row(what="that is, in times of ours", value=_times(figures.work, own.work), decimals=1),
        Row(what="heap", value=figures.heap, unit="MB"),
        Row(what="longest frame while zooming", value=figures.frame, unit="ms"),
    )
    note = f"it could not be used within {patience} s, which is counted instead" if is_late else ""
    return Section(title=title, rows=rows, note=note)


def _times(theirs: float | None, own: float | None) -> float | None:
    return None if theirs is None or own is None else theirs / own


def sections(browser: Browser, folder: Path, options: argparse.Namespace) -> Iterator[Section]:
    """Yield each section when it is measured."""
    render_map(draw_incidents(10))  # what is read once, such as the base map, is not part of a page
    small = draw_incidents(2_000)
    figures = measure(browser, lambda: render_map(small, MapSettings()), folder / "small.html")
    yield ours("2,000 incidents", figures, {"size": 1.3, "filter": 150, "frame": 100})
    frame = draw_incidents(options.incidents)
    own = measure(browser, lambda: render_map(frame, MapSettings()), folder / "map.html")
    limits = {"size": 14, "build": 4, "heap": 80, "filter": 150, "frame": 100}
    yield ours(f"{options.incidents:,} incidents", own, limits)
    libraries = {} if options.no_folium else fetch_libraries(folder)
    if libraries:
        for title, make, times in (
            ("FastMarkerCluster", fast_marker_cluster, 4),
            ("MarkerCluster", marker_cluster, 7),
        ):
            path = folder / "folium.html"
            other = measure(browser, lambda make=make: make(frame), path, libraries, options.patience)
            yield theirs(f"the same with folium's {title}", other, own, times, options.patience)
    if options.light > 0:
        table = draw_light_frame(options.light)
        figures = measure(browser, lambda: render_map(table, MapSettings()), folder / "light.html")
        yield ours(f"{options.light:,} incidents without texts", figures, {"size": 60, "ready": 8})


def main() -> int:
    """Print the table; return 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--light", type=int, default=1_000_000)
    parser.add_argument("--no-folium", action="store_true", help="measure our own maps only")
    parser.add_argument("--patience", type=int, default=PATIENCE, help="seconds that a page is waited for")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    names = ("chromium", "google-chrome", "chromium-browser", "chrome")
    found = os.environ.get("GEOMAP_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    print("\n".join(heading_lines()), flush=True)
    is_missed = False
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        for section in sections(browser, Path(folder), options):
            print("\n".join(section_lines(section)), flush=True)
            is_missed = is_missed or any(row.is_missed for row in section.rows)
        browser.close()
    return 1 if is_missed else 0


if __name__ == "__main__":
    sys.exit(main())
