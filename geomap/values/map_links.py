"""Addresses of maps, which hold the point that they show: Google, OpenStreetMap, Bing, Yandex, ``geo:``."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["is_link", "point_of_link"]

_NUMBER = r"([-+]?\d{1,3}(?:\.\d+)?)"
_PAIR = re.compile(rf"(?:loc:|place:)?\s*{_NUMBER}\s*[,~ /]\s*{_NUMBER}\s*(?:[,~].*)?")
_GEO = re.compile(rf"geo:{_NUMBER},{_NUMBER}.*", re.IGNORECASE)
_PATTERNS = (
    re.compile(rf"!3d{_NUMBER}!4d{_NUMBER}"),
    re.compile(rf"/(?:place|search|dir//?)/?(?:loc:)?{_NUMBER},\+?{_NUMBER}"),
    re.compile(rf"[@]{_NUMBER},{_NUMBER}"),
    re.compile(rf"#(?:.*&)?map=\d+(?:\.\d+)?/{_NUMBER}/{_NUMBER}"),
)
_LAT_FIRST = (
    "q",
    "query",
    "ll",
    "destination",
    "daddr",
    "center",
    "cp",
    "coordinate",
    "where1",
    "sll",
    "cbll",
    "viewpoint",
)
_LINK = re.compile(r"\s*(?:https?://|geo:)", re.IGNORECASE)


def is_link(text: str) -> bool:
    """Say whether a cell is an address that a browser or a map opens."""
    return _LINK.match(text) is not None


def point_of_link(text: str) -> tuple[float, float] | None:
    """Return the (lat, lon) that a map's address shows, of a marker before that of the view, or None.

    Shortened addresses hold no point.
    """
    geo = _GEO.fullmatch(text.strip())
    if geo is not None:
        return float(geo[1]), float(geo[2])
    try:
        parts = urlsplit(unquote(text.strip()))
    except ValueError:
        return None
    asked = parse_qs(parts.query) | parse_qs(parts.fragment)
    marker = _of_two(asked, ("mlat", "mlon")) or _pattern(text, _PATTERNS[:2])
    if marker is not None:
        return marker
    if "yandex." in (parts.hostname or ""):
        pair = _pair(asked, ("pt", "ll", "whatshere[point]"))
        return None if pair is None else (pair[1], pair[0])
    return (
        _pair(asked, _LAT_FIRST)
        or _of_two(asked, ("lat", "lon"))
        or _of_two(asked, ("lat", "lng"))
        or _pattern(unquote(text), _PATTERNS)
    )


def _pair(asked: dict[str, list[str]], names: tuple[str, ...]) -> tuple[float, float] | None:
    for name in names:
        for words in asked.get(name, []):
            found = _PAIR.fullmatch(words)
            if found is not None:
                return float(found[1]), float(found[2])
    return None


def _of_two(asked: dict[str, list[str]], names: tuple[str, str]) -> tuple[float, float] | None:
    cells = [asked.get(name, [""])[0] for name in names]
    found = [re.fullmatch(_NUMBER, cell) for cell in cells]
    return None if None in found else (float(cells[0]), float(cells[1]))


def _pattern(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[float, float] | None:
    found = next((one for one in (pattern.search(text) for pattern in patterns) if one is not None), None)
    return None if found is None else (float(found[1]), float(found[2]))
