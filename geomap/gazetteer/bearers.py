"""The places that bear a name as written, of some countries only, without a look at other spellings.

Tables ask so for each cell; what lies elsewhere is left out before it is made a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.gazetteer.rows import PLACE_COLUMNS, UNIT, spelling_of
from geomap.model import Candidate, MatchKind
from geomap.model.drafts import CandidateDraft
from geomap.text import fold

if TYPE_CHECKING:
    from geomap.gazetteer.store import Gazetteer

__all__ = ["bearers"]

_BEARERS = (
    f"SELECT n.spelling, n.kind, {PLACE_COLUMNS} FROM name n JOIN place p ON p.id = n.place "
    "WHERE n.k = ? ORDER BY n.place LIMIT 2000"
)
_WEAK = 0.05
_EXACT, _FOLDED = MatchKind.EXACT, MatchKind.FOLDED


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
    ahead = gazetteer._ahead
    rows = None if ahead is None else ahead.rows.get(key)
    if rows is None:
        rows = reader.connection.execute(_BEARERS, (key,)).fetchall()
    if countries:
        wanted = countries | {""}
        rows = [row for row in rows if reader.country_code(row[UNIT]) in wanted]
    found: list[Candidate] = []
    for spelling, kind, *columns in rows[:limit]:
        place = reader.read(columns)
        text = spelling_of(spelling, key, place.name)
        draft: Any = CandidateDraft()
        draft.place = place
        draft.matched_name = text
        draft.match = _EXACT if text == name else _FOLDED
        draft.name_score = 1.0 - (_WEAK if kind > 0 else 0.0)
        draft.preferred = text == place.name
        draft.scores = ()
        draft.__class__ = Candidate
        found.append(draft)
    return found
