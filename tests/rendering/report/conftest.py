# ruff: noqa: E501 - rows of a table
from __future__ import annotations

from datetime import date, timedelta

import pytest

from geomap.frame import from_records

PLACES = [
    ("Baghdad", "Iraq", "IQ", 33.341, 44.401), ("Mosul", "Iraq", "IQ", 36.335, 43.119), ("Homs", "Syria", "SY", 34.724, 36.726),
    ("Aleppo", "Syria", "SY", 36.202, 37.161), ("Amman", "Jordan", "JO", 31.955, 35.945), ("Beirut", "Lebanon", "LB", 33.889, 35.494),
    ("الموصل", "Iraq", "IQ", 36.34, 43.13), ("Van", "Türkiye", "TR", 38.494, 43.38),
]  # fmt: skip
ARABIC = "قُتل ثلاثة أشخاص (drone) عندما ضربت طائرة مسيّرة أمريكية سيارة في شارع مزدحم، مساء الأربعاء 7 فبراير 2024، بحسب وزارة الداخلية."
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% include 'x' %} ${7*7} `code`",
    "</script><script>alert(1)</script><style>*{display:none}</style>",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example> | a | b",
    "# heading\n\n---\n:::{raw} html\n<b>bold</b>\n:::",
    "\u202eevil\u202c \x00\x07 \ufffe text \ud800",
    '=HYPERLINK("http://evil.example")',
    "x" * 400,
    ARABIC * 3,
]
TYPES = ["battle", "explosion_remote", "protest", "riot", "crime", "natural_hazard"]


def row(number):
    """One incident of a large table; every tenth has a hostile text, every seventh an Arabic one."""
    name, country, code, lat, lon = PLACES[number % len(PLACES)]
    day = date(2023, 1, 5) + timedelta(number * 2)
    title = f"Report {number} of an incident near {name} and what was said of it"
    if number % 10 == 3:
        title = HOSTILE[number // 10 % len(HOSTILE)]
    elif number % 7 == 0:
        title = ARABIC
    placed = number % 11 != 5
    status = "resolved" if placed else "ambiguous" if number % 2 else "unresolved"
    return {
        "incident_id": f"i{number:04}", "place_index": 0, "title": title,
        "event_type": TYPES[number % len(TYPES)], "stage": "accomplished", "factuality": "reported",
        "is_background": number % 29 == 1, "is_aggregate": False, "review_status": "auto",
        "date_start": None if number % 23 == 2 else day.isoformat(), "date_end": None if number % 23 == 2 else day.isoformat(),
        "date_precision": "unknown" if number % 23 == 2 else "day",
        "place_text": title if number % 10 == 3 else name, "place_name": name if placed else None, "country": country if placed else None,
        "country_code": code if placed else None, "place_id": f"geonames:{number}" if placed else None,
        "lat": lat + number % 5 / 10 if placed else None, "lon": lon + number % 3 / 10 if placed else None,
        "place_status": status, "place_precision": "settlement" if placed else "unresolved",
        "radius_km": 5 if placed else None, "confidence": 0.5 + number % 50 / 100 if placed else None,
        "killed_low": number % 6 or None, "killed_best": number % 6 or None, "killed_high": number % 6 or None,
        "sources": [{"publisher": "The Example", "date": "2024-02-08", "title": title, "doc_id": f"d{number}",
                     "url": ["https://example.org/a?b=1&c=(2)", "javascript:alert(1)", None][number % 3]}],
        "evidence": [{"field": "event_type", "doc_id": f"d{number}", "start": 0, "end": len(title), "quote": title, "cue": "", "rule": "r"},
                     {"field": "date", "doc_id": f"d{number}", "start": 2, "end": 9, "quote": title[2:9], "cue": "", "rule": "r"}],
        "provenance": "geomap 0.1.0 | gazetteer abc | Places: GeoNames (CC BY 4.0)",
    }  # fmt: skip


@pytest.fixture(scope="session")
def many():
    """A table of 300 incidents with long, Arabic and hostile texts in it."""
    return from_records(row(number) for number in range(300))


@pytest.fixture(scope="session")
def hostile_texts():
    return HOSTILE
