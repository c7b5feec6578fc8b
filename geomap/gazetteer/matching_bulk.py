"""Many written names at once: the same answers as one by one, from a few large queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from geomap.gazetteer.filters import PlaceFilter
from geomap.gazetteer.matching import Bearer, NameSearch
from geomap.gazetteer.rows import PLACE_COLUMNS, PlaceReader, spelling_of
from geomap.gazetteer.similarity_bulk import likeness_of_pairs
from geomap.gazetteer.spellings import Floors, KeyMatch, Written, comparable_keys, rank_keys
from geomap.model import Candidate, MatchKind
from geomap.text import fold, skeleton

__all__ = ["BulkSearch"]

_AT_ONCE = 500
"""Values in one query."""


class BulkSearch(NameSearch):
    """Looks up names that are known beforehand; what they meet in the index is read ahead.

    Args:
        reader: The index.
        names: The names that will be asked for; about a thousand is a good number.
        floors: How alike other spellings have to be.
    """

    def __init__(self, reader: PlaceReader, names: Iterable[str], floors: Floors) -> None:
        super().__init__(reader, PlaceFilter(), floors)
        keys = sorted({fold(name) for name in names} - {""})
        self._met = self._meet([Written(key) for key in keys])
        wanted = {*keys, *(met.key for found in self._met.values() for met in found)}
        self._rows = self._read_rows(sorted(wanted))
        self._known: dict[str, list[Bearer]] = {}
        self._found: dict[tuple[str, bool, int], list[Candidate]] = {}

    def find(self, name: str, *, fuzzy: bool, limit: int) -> list[Candidate]:
        """Return all places that a name could mean, as :meth:`NameSearch.find` does; remembered."""
        asked = (name, fuzzy, limit)
        if asked not in self._found:
            self._found[asked] = super().find(name, fuzzy=fuzzy, limit=limit)
        return self._found[asked]

    def _meet(self, asked: Sequence[Written]) -> dict[str, list[KeyMatch]]:
        """Return the keys that each name meets by another article or spelling."""
        likes = self._keys_of_skeletons({skeleton(written.key) for written in asked})
        comparable = [
            comparable_keys(written, [k for k in likes.get(skeleton(written.key), ()) if k != written.key])
            for written in asked
        ]
        pairs = sorted(
            {
                (written.bare, bare)
                for written, others in zip(asked, comparable, strict=True)
                for _, bare in others
                if bare != written.bare
            }
        )
        alike = dict(zip(pairs, likeness_of_pairs(pairs), strict=True))
        return {
            written.key: rank_keys(
                written,
                others,
                MatchKind.VARIANT,
                self._floors.variant,
                lambda one, other, _: alike[one, other],
            )
            for written, others in zip(asked, comparable, strict=True)
        }

    def _keys_of_skeletons(self, skeletons: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for values in _portions(sorted(skeletons)):
            query = f"SELECT sk, k FROM skel WHERE sk IN ({_marks(values)}) ORDER BY sk, k"
            for bones, key in self._reader.connection.execute(query, values):
                found.setdefault(bones, []).append(key)
        return found

    def _read_rows(self, keys: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
        """Return the rows of the places of each key, the most important first."""
        rows: dict[str, list[tuple[Any, ...]]] = {key: [] for key in keys}
        for values in _portions(keys):
            query = (
                f"SELECT n.k, n.spelling, n.kind, {PLACE_COLUMNS} FROM name n JOIN place p ON p.id = n.place "
                f"WHERE n.k IN ({_marks(values)}) ORDER BY n.k, n.place"
            )
            for key, *row in self._reader.connection.execute(query, values):
                rows[key].append(tuple(row))
        self._reader.load_units({row[-3] for found in rows.values() for row in found})
        return rows

    def _variants(self, written: Written) -> list[KeyMatch]:
        met = self._met.get(written.key)
        return super()._variants(written) if met is None else met

    def _bearers(self, key: str, most: int) -> Sequence[Bearer]:
        rows = self._rows.get(key)
        if rows is None:
            return super()._bearers(key, most)
        if key not in self._known:
            self._known[key] = []
            for spelling, kind, *columns in rows:
                place = self._reader.read(columns)
                self._known[key].append(Bearer(spelling_of(spelling, key, place.name), kind, place))
        return self._known[key][:most]


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
