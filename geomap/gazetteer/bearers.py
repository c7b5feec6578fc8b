"""The places that bear a name as written, of some countries only, without a look at other spellings.

Tables ask so for each cell; what lies elsewhere is left out before it is made a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.rows import PLACE_COLUMNS, spelling_of
from geomap.model import Candidate, MatchKind
from geomap.text import fold

if TYPE_CHECKING:
    from geomap.gazetteer.store import Gazetteer

__all__ = ["bearers"]

_BEARERS = (
    f"SELECT n.spelling, n.kind, {PLACE_COLUMNS} FROM name n JOIN place p ON p.id = n.place "
    "WHERE n.k = ? ORDER BY n.place LIMIT 2000"
)
_UNIT = 7
"""Index of the number of a place's unit in a row of the question."""
_WEAK = 0.05


def bearers(
    gazetteer: Gazetteer, name: str, countries: frozenset[str] = frozenset(), limit: int = 200
) -> list[Candidate]:
    """Return the places that bear a name, case, marks and punctuation apart, most important first.

    Args:
        gazetteer: The index.
        name: A name as written.
        countries: ISO codes; places of others are left out, those of none (seas, borders) are not. Empty for
            everywhere.
        limit: How many to return at most.
    """
    key = fold(name)
    reader = gazetteer._reader
    rows = reader.connection.execute(_BEARERS, (key,)).fetchall()
    if countries:
        wanted = countries | {""}
        rows = [row for row in rows if reader.country_code(row[_UNIT]) in wanted]
    found = []
    for spelling, kind, *columns in rows[:limit]:
        place = reader.read(columns)
        text = spelling_of(spelling, key, place.name)
        found.append(
            Candidate(
                place=place,
                matched_name=text,
                match=MatchKind.EXACT if text == name else MatchKind.FOLDED,
                name_score=1.0 - (_WEAK if kind > 0 else 0.0),
                preferred=text == place.name,
            )
        )
    return found
