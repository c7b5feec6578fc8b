"""What the forms of other data sets share: the codes of ``crosswalk.toml``, ids and words of a row."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["Row", "actor_class", "best_deaths", "codes", "own_id", "point_of", "quote_of", "shown"]

Row = Mapping[str, Any]

COORDINATE_DECIMALS = 6


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, dict[str, Any]]]:
    text = files("geomap.exporters.forms").joinpath("crosswalk.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def codes(scheme: str, field: str) -> Mapping[str, Any]:
    """Return a scheme's codes of our words in one field; words that it has no code for are not there."""
    return _tables()[scheme][field]


def actor_class(row: Row, name: str | None) -> str | None:
    """Return the class of the actor of that name, or None when neither the row nor the name tells it."""
    if name is None:
        return None
    told = next((actor["class"] for actor in row["actors"] if actor["name"] == name), None)
    if told is not None:
        return str(told)
    return next(
        (kind for start, kind in codes("names", "actor_class").items() if name.startswith(start)), None
    )


def best_deaths(row: Row) -> int | None:
    """Return one number for the dead: the best figure, else the lowest that was told; null stays null."""
    best: int | None = row["killed_best"] if row["killed_best"] is not None else row["killed_low"]
    return best


def own_id(row: Row) -> str:
    """Return an id for one row: that of the incident, with a number for its further places."""
    number: int = row["place_index"]
    return str(row["incident_id"]) if number == 0 else f"{row['incident_id']}-{number}"


def point_of(row: Row) -> tuple[str, str]:
    """Return (lat, lon) as text; both empty where nothing could be placed."""
    if row["lat"] is None or row["lon"] is None:
        return "", ""
    lat, lon = (f"{row[name]:.{COORDINATE_DECIMALS}f}".rstrip("0").rstrip(".") for name in ("lat", "lon"))
    return lat, lon


def quote_of(row: Row) -> str:
    """Return what is told: an incident's description, else its first evidence, else title."""
    quotes = (entry["quote"] for entry in row["evidence"] if entry["quote"])
    return str(row["description"] or next(quotes, None) or row["title"] or "")


def shown(words: list[Any], separator: str = "; ") -> str:
    """Return the words that there are, each once, in one cell."""
    return separator.join(dict.fromkeys(str(word) for word in words if word is not None and word != ""))
