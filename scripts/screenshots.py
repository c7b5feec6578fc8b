"""Take the README's pictures of the map, in the browser that the tests use.

    python scripts/screenshots.py           writes docs/img/*.png

Two maps are taken: that of the bundled example, and one of invented incidents that says so in its title.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geomap
from geomap.frame import from_records
from geomap.pipeline.api import make_map

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "geomap" / "examples"
PICTURES = ROOT / "docs" / "img"
BROWSERS = ("chromium", "google-chrome", "chromium-browser", "chrome")
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}

CITIES = (
    ("Passau", "Germany", "DE", 48.57, 13.46),
    ("Cologne", "Germany", "DE", 50.94, 6.96),
    ("Dresden", "Germany", "DE", 51.05, 13.74),
    ("Vienna", "Austria", "AT", 48.21, 16.37),
    ("Linz", "Austria", "AT", 48.31, 14.29),
    ("Budapest", "Hungary", "HU", 47.50, 19.04),
    ("Szeged", "Hungary", "HU", 46.25, 20.15),
    ("Bratislava", "Slovakia", "SK", 48.15, 17.11),
    ("Prague", "Czechia", "CZ", 50.09, 14.42),
    ("Ostrava", "Czechia", "CZ", 49.83, 18.28),
    ("Wroclaw", "Poland", "PL", 51.11, 17.04),
    ("Krakow", "Poland", "PL", 50.06, 19.94),
    ("Gdansk", "Poland", "PL", 54.35, 18.65),
    ("Lyon", "France", "FR", 45.76, 4.84),
    ("Marseille", "France", "FR", 43.30, 5.37),
    ("Turin", "Italy", "IT", 45.07, 7.69),
    ("Genoa", "Italy", "IT", 44.41, 8.93),
    ("Bologna", "Italy", "IT", 44.49, 11.34),
    ("Ljubljana", "Slovenia", "SI", 46.06, 14.51),
    ("Zagreb", "Croatia", "HR", 45.81, 15.98),
    ("Basel", "Switzerland", "CH", 47.56, 7.59),
    ("Liège", "Belgium", "BE", 50.63, 5.57),
)
KINDS = {
    "natural_hazard": (
        "River bursts its banks at",
        "Landslide closes the road to",
        "Storm over",
    ),
    "accident": ("Dam overtopped above", "Bridge gives way in", "Train leaves flooded track at"),
    "protest": ("Residents demand flood walls in", "March for repairs in"),
    "strategic": ("Army sent to fill sandbags in",),
}
ROWS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture.

    Attributes:
        name: Of the file, without its extension.
        page: Which map: "demo", "arabic" or "invented".
        fragment: What the address says is shown.
        opened: Text of the row of the list that is opened; empty for none.
        unfolded: Class of the group of the panel that is unfolded; empty for none.
        look: Window, colours and the like, as the browser takes them.
    """

    name: str
    page: str
    fragment: str = ""
    opened: str = ""
    unfolded: str = ""
    look: dict[str, Any] = field(default_factory=lambda: DESKTOP)


SHARP = {"device_scale_factor": 2}
STRIKE = "Drone strike on a car kills militia commander"
SHOTS = (
    Shot(name="desktop", page="demo", fragment="#v=6/34/42", opened=STRIKE),
    Shot(name="phone", page="demo", fragment="#v=3/38/30", look=PHONE | SHARP),
    Shot(name="dark", page="invented", fragment="#layers=heat", unfolded="gm-overlays",
         look=DESKTOP | {"color_scheme": "dark"}),
    Shot(name="areas", page="invented", fragment="#layers=countries", unfolded="gm-overlays"),
    Shot(name="arabic", page="arabic", fragment="#v=5/34/40", opened=STRIKE),
)  # fmt: skip


def main() -> int:
    """Write every picture; return the exit code."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("GEOMAP_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print("screenshots: no Chromium found; install one or set GEOMAP_CHROMIUM", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        pages = write_maps(Path(folder))
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            take(browser, pages[shot.page], shot)
            print(PICTURES / f"{shot.name}.png")
        browser.close()
    return 0


def write_maps(folder: Path) -> dict[str, Path]:
    """Write the maps that are taken, and return where."""
    demo = geomap.extract([EXAMPLES / "article.txt", EXAMPLES / "incidents.csv"])
    views = {
        "demo": make_map(demo, title="The bundled example: one article, one table"),
        "arabic": make_map(demo, lang="ar"),
        "invented": make_map(from_records(invented()), title="Example data: invented floods"),
    }
    for name, view in views.items():
        view.save(folder / f"{name}.html")
    return {name: folder / f"{name}.html" for name in views}


def take(browser: Browser, path: Path, shot: Shot) -> None:
    """Take one picture of a map."""
    context = browser.new_context(**({"reduced_motion": "reduce", "color_scheme": "light"} | shot.look))
    page = context.new_page()
    page.goto(path.as_uri() + shot.fragment)
    page.wait_for_selector("html[data-geomap=ready]")
    prepare(page, shot)
    page.wait_for_timeout(600)
    page.screenshot(path=PICTURES / f"{shot.name}.png")
    context.close()


def prepare(page: Page, shot: Shot) -> None:
    """Open what the picture is to show."""
    if shot.unfolded != "":
        page.evaluate(
            "name => { const node = document.querySelector(`.${name}`);"
            " node.open = true; node.scrollIntoView({block: 'center'}); }",
            shot.unfolded,
        )
    if shot.opened != "":
        row = page.locator(".gm-row", has_text=shot.opened).first
        for _ in range(8):  # the list draws only the rows near the view
            page.locator("#gm-body").evaluate("node => { node.scrollTop += 1500; }")
            page.wait_for_timeout(200)
            if row.count() > 0:
                break
        row.click(timeout=8000)
        page.locator("#gm-body").evaluate("node => { node.scrollTop = 0; }")


def invented() -> list[dict[str, Any]]:
    """Return made-up incidents in real towns, the same every time."""
    chance = random.Random(7)
    weights = [chance.paretovariate(1.7) for _ in CITIES]
    rows = []
    for number in range(ROWS):
        name, country, code, lat, lon = chance.choices(CITIES, weights)[0]
        kind = chance.choices(list(KINDS), (9, 4, 3, 1))[0]
        day = (date(2031, 3, 1) + timedelta(days=int(chance.gauss(45, 18)))).isoformat()
        is_close = chance.random() < 0.6
        shift = (0.0, 0.0) if is_close else (chance.uniform(-0.5, 0.5), chance.uniform(-0.5, 0.5))
        killed = chance.choice((0, 0, 0, 1, 2, 5)) if kind in ("natural_hazard", "accident") else None
        rows.append({
            "incident_id": f"example-{number}",
            "place_index": 0,
            "stage": "accomplished",
            "factuality": "reported",
            "is_background": False,
            "is_aggregate": False,
            "review_status": "auto",
            "title": f"{chance.choice(KINDS[kind])} {name}",
            "event_type": kind,
            "date_start": day,
            "date_end": day,
            "date_precision": "day",
            "place_text": name,
            "place_name": name if is_close else f"near {name}",
            "country": country,
            "country_code": code,
            "lat": round(lat + shift[0], 4),
            "lon": round(lon + shift[1], 4),
            "place_status": "resolved",
            "place_precision": "settlement" if is_close else "near",
            "radius_km": 5.0 if is_close else 30.0,
            "confidence": round(chance.uniform(0.55, 0.99), 2),
            "killed_low": killed, "killed_best": killed, "killed_high": killed,
            "sources": [{"publisher": "invented", "date": day, "title": None, "url": None, "doc_id": "x"}],
        })  # fmt: skip
    return rows


if __name__ == "__main__":
    sys.exit(main())
