"""Made-up incidents for measuring maps: no text is repeated, and words repeat as often as in real news."""

from __future__ import annotations

import random
import re
from itertools import accumulate

import geopandas

from geomap.frame import from_records

__all__ = ["draw_incidents", "draw_light_frame"]

WORDS = 20_000
HUBS = 400
TITLE, QUOTE = 65, 160
FIRST_DAY, DAYS = 738_000, 730
TYPES = ("battle", "explosion_remote", "violence_against_civilians", "protest", "riot", "strategic")
SIDES = ("Northern Front", "Army", "Unknown Armed Group", "Police", "Protesters", "River Militia")
SYLLABLES = re.findall(r"\w+", "ba ka ra to mi ne su la vo di he ga po ti ru sha wen lor mar kin tas del")


def vocabulary(rng: random.Random) -> list[str]:
    """Return 20,000 words of the lengths that English words have."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words[
            "".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4))))[:11]
            + rng.choice(("", "s", "ed"))
        ] = None
    return list(words)


def draw_incidents(count: int, seed: int = 7) -> geopandas.GeoDataFrame:
    """Return an incident table in which every incident has its own title, quote and link."""
    rng = random.Random(seed)
    words = vocabulary(rng)
    weights = list(accumulate(1 / (rank + 20) for rank in range(WORDS)))
    stream = iter(rng.choices(words, cum_weights=weights, k=count * 50))
    hubs = _hubs(rng)
    chances = list(accumulate(1 / (rank + 1) for rank in range(HUBS)))
    return from_records(
        _row(rng, number, stream, rng.choices(hubs, cum_weights=chances)[0]) for number in range(count)
    )


def draw_light_frame(count: int, seed: int = 7) -> geopandas.GeoDataFrame:
    """Return a large table fast, with what a map without texts shows and a title."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(seed)
    hubs = np.array(_hubs(random.Random(seed)), dtype=object)
    weights = 1 / (np.arange(HUBS) + 1)
    chosen = rng.choice(HUBS, count, p=weights / weights.sum())
    lat = np.array([hub[0] for hub in hubs], dtype=float)[chosen] + rng.normal(0, 0.15, count)
    lon = np.array([hub[1] for hub in hubs], dtype=float)[chosen] + rng.normal(0, 0.15, count)
    day = pd.to_datetime("2020-01-01") + pd.to_timedelta(np.sort(rng.integers(0, DAYS, count)), unit="D")
    killed = pd.array(rng.poisson(1.2, count), dtype="Int64")
    killed[rng.random(count) < 0.6] = pd.NA
    columns = {
        "incident_id": [f"{value:016x}" for value in rng.integers(0, 2**63, count)],
        "title": [f"Incident number {number} of a long list" for number in range(count)],
        "event_type": np.array(TYPES, dtype=object)[rng.integers(0, len(TYPES), count)],
        "date_start": day.strftime("%Y-%m-%d"),
        "date_end": day.strftime("%Y-%m-%d"),
        "date_precision": "day",
        "country": np.array([hub[3] for hub in hubs], dtype=object)[chosen],
        "lat": lat.round(5),
        "lon": lon.round(5),
        "place_precision": "settlement",
        **{f"killed_{part}": killed for part in ("low", "best", "high")},
    }
    return geopandas.GeoDataFrame(columns, geometry=geopandas.points_from_xy(lon, lat), crs="EPSG:4326")


def _hubs(rng: random.Random) -> list[tuple[float, float, str, str]]:
    return [
        (rng.uniform(5, 37), rng.uniform(-10, 60), f"Town {number}", f"Country {number % 12}")
        for number in range(HUBS)
    ]


def _text(stream: object, length: int) -> str:
    """Return whole words of nearly that many characters."""
    words: list[str] = []
    size = -1
    for word in stream:  # type: ignore[attr-defined]
        size += len(word) + 1
        if size > length:
            break
        words.append(word)
    return " ".join(words).capitalize()


def _row(
    rng: random.Random, number: int, stream: object, hub: tuple[float, float, str, str]
) -> dict[str, object]:
    from datetime import date

    day = date.fromordinal(FIRST_DAY + rng.randrange(DAYS)).isoformat()
    lat, lon, town, country = hub
    quote = _text(stream, rng.randint(60, QUOTE))
    killed = rng.choice((None, None, None, 1, 2, 3, 5, 12))
    title = _text(stream, TITLE)
    link = f"https://news.example/{day[:4]}/{title[:28].strip().lower().replace(' ', '-')}-{number}"
    return {
        "incident_id": f"{rng.getrandbits(64):016x}",
        "place_index": 0,
        "title": title,
        "event_type": rng.choice(TYPES),
        "stage": "accomplished",
        "factuality": "reported",
        "is_background": rng.random() < 0.05,
        "is_aggregate": False,
        "review_status": "auto",
        **dict.fromkeys(("date_start", "date_end"), day),
        "date_precision": "day",
        "place_text": town,
        "place_name": town,
        "country": country,
        "lat": round(lat + rng.gauss(0, 0.15), 5),
        "lon": round(lon + rng.gauss(0, 0.15), 5),
        "place_status": "resolved",
        "place_precision": rng.choice(("settlement", "settlement", "site", "adm2")),
        "radius_km": 5.0,
        "confidence": round(rng.random(), 3),
        "margin": round(rng.random() / 2, 3),
        "side_a": rng.choice(SIDES),
        "side_b": rng.choice(SIDES),
        **{f"killed_{part}": killed for part in ("low", "best", "high")},
        "sources": [
            {
                "publisher": f"Paper {number % 40}",
                "date": day,
                "title": None,
                "url": link,
                "doc_id": f"d{number}",
            }
        ],
        "evidence": [
            {
                "field": "event_type",
                "doc_id": f"d{number}",
                "start": 0,
                "end": len(quote),
                "quote": quote,
                "cue": "",
                "rule": "verb",
            }
        ],
    }
