"""From the first letters of a name to the most important places that they may begin."""

from __future__ import annotations

from geomap.gazetteer.filters import PlaceFilter
from geomap.gazetteer.rows import PLACE_COLUMNS, PlaceReader, spelling_of
from geomap.model import Candidate, MatchKind
from geomap.text import fold

__all__ = ["complete_name"]

_MOST_NAMES = 20_000
_MOST_PLACES = 2_000
_LAST = "\U0010ffff"


def complete_name(reader: PlaceReader, start: str, *, limit: int, wanted: PlaceFilter) -> list[Candidate]:
    """Return the most important places with a name that begins with ``start``, most important first."""
    key = fold(start)
    if key == "":
        return []
    query = "SELECT place, k FROM prefix WHERE start = ? ORDER BY place"
    common = dict(reader.connection.execute(query, (key,)).fetchall()) if wanted.is_empty else {}
    keys = common or _keys_in_range(reader, key)
    found: list[Candidate] = []
    for number in sorted(keys)[:_MOST_PLACES]:
        candidate = _candidate(reader, number, keys[number], key)
        if wanted.fits(candidate.place):
            found.append(candidate)
        if len(found) == limit:
            break
    return found


def _keys_in_range(reader: PlaceReader, start: str) -> dict[int, str]:
    """Return the places with a key that begins so, by row number, each with its shortest such key."""
    keys: dict[int, str] = {}
    rows = reader.connection.execute(
        "SELECT place, k FROM name WHERE k >= ? AND k < ? LIMIT ?", (start, start + _LAST, _MOST_NAMES)
    )
    for number, key in rows:
        if number not in keys or len(key) < len(keys[number]):
            keys[number] = key
    return keys


def _candidate(reader: PlaceReader, number: int, met: str, start: str) -> Candidate:
    """Return a place as a candidate, by its main name if that begins so."""
    *columns, packed = reader.connection.execute(
        f"SELECT {PLACE_COLUMNS}, n.spelling FROM name n JOIN place p ON p.id = n.place "
        "WHERE n.k = ? AND n.place = ?",
        (met, number),
    ).fetchone()
    place = reader.read(columns)
    main = fold(place.name).startswith(start)
    text = place.name if main else spelling_of(packed, met, place.name)
    return Candidate(
        place=place,
        matched_name=text,
        match=MatchKind.PREFIX,
        name_score=round(len(start) / max(len(start), len(fold(text))), 4),
        preferred=text == place.name,
    )
