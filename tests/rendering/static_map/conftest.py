from __future__ import annotations

import random

import pytest

from geomap.frame import from_records
from geomap.rendering.static_map.front_end import read_symbols

TOWNS = [
    ("Baghdad", 33.34, 44.4),
    ("Mosul", 36.34, 43.12),
    ("Basra", 30.5, 47.8),
    ("مدينة الصدر", 33.39, 44.46),
]


@pytest.fixture(scope="session")
def make_frame(records):
    """Make an incident table of rows that say only what matters: ``make_frame([{"lat": 33, "lon": 44}])``."""

    def make(rows):
        plain = {
            **records[0],
            **{
                "cluster_id": None,
                "evidence": [],
                "sources": [],
                "place_alternatives": [],
                "confidence": 0.9,
            },
            **{"place_precision": "settlement", "radius_km": 3.0, "is_background": False, "place_index": 0},
        }
        return from_records({**plain, "incident_id": f"i{number}", **row} for number, row in enumerate(rows))

    return make


@pytest.fixture(scope="session")
def crowd(make_frame):
    """Make a table of many incidents of all types and precisions, in and around four towns."""

    def make(size):
        chance = random.Random(7)
        kinds = list(read_symbols().outlines)
        rows = []
        for number in range(size):
            name, lat, lon = chance.choice(TOWNS)
            if number % 3:
                name, lat, lon = f"Village {number}", lat + chance.gauss(0, 0.5), lon + chance.gauss(0, 0.5)
            day = f"2024-{number % 5 + 1:02}-{number % 28 + 1:02}"
            rows.append({
                "lat": round(lat, 4),
                "lon": round(lon, 4),
                "place_name": name,
                "event_type": kinds[number % len(kinds)],
                "place_precision": chance.choice(["settlement", "site", "near", "adm2", "adm1"]),
                "radius_km": 20.0,
                "date_start": day,
                "date_end": day,
                "is_background": number % 11 == 0,
            })  # fmt: skip
        return make_frame(rows)

    return make
