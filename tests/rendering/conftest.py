from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomap.frame import from_records

HERE = Path(__file__).parent

DEFAULTS = {
    "stage": "accomplished",
    "factuality": "reported",
    "is_background": False,
    "is_aggregate": False,
    "review_status": "auto",
    "sources": [
        {
            "publisher": "The Example",
            "date": "2024-02-08",
            "title": "Strike in Baghdad",
            "url": "https://example.org/2024/strike",
            "doc_id": "d1",
        }
    ],
}


@pytest.fixture(scope="session")
def records():
    rows = json.loads((HERE / "incidents.json").read_text(encoding="utf-8"))
    return [{**DEFAULTS, **row} for row in rows]


@pytest.fixture(scope="session")
def frame(records):
    return from_records(records)
