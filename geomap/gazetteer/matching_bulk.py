"""Many written names at once: the same answers as one by one, from a few large queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from geomap.gazetteer.matching import GOOD_ENOUGH, Ahead, Misspelt
from geomap.gazetteer.rows import PLACE_COLUMNS, UNIT, PlaceReader
from geomap.gazetteer.similarity_bulk import likeness_of_pairs
from geomap.gazetteer.spellings import (
    Floors,
    KeyMatch,
    Written,
    comparable_keys,
    rank_keys,
    skeletons_near,
)
from geomap.model import MatchKind
from geomap.text import fold, has_digit, skeleton

__all__ = ["read_ahead"]

_AT_ONCE = 500
"""Values in one query."""
_Compared = list[tuple[Written, list[tuple[str, str]]]]


_Rows = dict[str, Sequence[tuple[Any, ...]]]


def read_ahead(
    reader: PlaceReader,
    names: Iterable[str],
    misspelt: Iterable[Misspelt],
    floors: Floors,
    known: Mapping[str, Sequence[tuple[Any, ...]]] = MappingProxyType({}),
) -> Ahead:
    """Read what many names meet in the index.

    Args:
        reader: The index.
        names: Names that will be asked for; about a thousand is a good number.
        misspelt: What may be asked for in other spellings; the forms of these are among the names.
        floors: How alike other spellings have to be.
        known: Rows that were read before.
    """
    keys = {fold(name) for name in names} - {""}
    rows: _Rows = {key: known[key] for key in keys if key in known}
    rows |= _read_rows(reader, sorted(keys - rows.keys()))
    unknown: dict[str, list[Misspelt]] = {}
    for one in misspelt:
        if not any(_is_borne(reader, rows.get(fold(form), ()), one.countries) for form in one.forms):
            unknown.setdefault(fold(one.name), []).append(one)
    asked = [written for written in map(Written, sorted(unknown)) if written.may_vary]
    variants = _ranked(_with_keys(reader, asked), MatchKind.VARIANT, floors.variant)
    _add_rows(reader, rows, variants)
    unmet = [
        written
        for written in asked
        if not has_digit(written.key)
        and any(
            one.fuzzy and not _is_met(reader, rows, variants[written.key], one.countries)
            for one in unknown[written.key]
        )
    ]
    near = _ranked(_with_near_keys(reader, unmet), MatchKind.FUZZY, floors.fuzzy)
    _add_rows(reader, rows, near)
    return Ahead(rows=rows, variants=variants, near=near, floors=floors)


def _is_borne(reader: PlaceReader, rows: Sequence[tuple[Any, ...]], countries: frozenset[str]) -> bool:
    """Say whether there is a place in some countries among the rows of a key."""
    return len(rows) > 0 and (
        not countries or any(reader.country_code(row[UNIT]) in countries for row in rows)
    )


def _is_met(reader: PlaceReader, rows: _Rows, met: Iterable[KeyMatch], countries: frozenset[str]) -> bool:
    """Say whether some places bear a spelling that is near enough not to look for others."""
    return any(one.score >= GOOD_ENOUGH and _is_borne(reader, rows[one.key], countries) for one in met)


def _add_rows(reader: PlaceReader, rows: _Rows, met: Mapping[str, Iterable[KeyMatch]]) -> None:
    """Read the places of spellings that were met, too."""
    rows |= _read_rows(reader, sorted({one.key for found in met.values() for one in found} - rows.keys()))


def _read_rows(reader: PlaceReader, keys: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of the places of each key, the most important first; their units are read, too."""
    rows: dict[str, list[tuple[Any, ...]]] = {key: [] for key in keys}
    for values in _portions(keys):
        query = (
            f"SELECT n.k, n.spelling, n.kind, {PLACE_COLUMNS} FROM name n JOIN place p ON p.id = n.place "
            f"WHERE n.k IN ({_marks(values)}) ORDER BY n.k, n.place"
        )
        for key, *row in reader.connection.execute(query, values):
            rows[key].append(tuple(row))
    reader.load_units({row[UNIT] for found in rows.values() for row in found})
    return rows


def _with_keys(reader: PlaceReader, asked: Sequence[Written]) -> _Compared:
    """Return names with the keys of the same consonants."""
    likes = _keys_of_skeletons(reader, {skeleton(written.key) for written in asked})
    return [
        (
            written,
            comparable_keys(written, [k for k in likes.get(skeleton(written.key), ()) if k != written.key]),
        )
        for written in asked
    ]


def _with_near_keys(reader: PlaceReader, asked: Sequence[Written]) -> _Compared:
    """Return names with the keys whose consonants differ by one letter."""
    edits = [skeletons_near(skeleton(written.key)) for written in asked]
    likes = _keys_of_skeletons(reader, set().union(*edits))
    return [
        (
            written,
            comparable_keys(written, [key for bones in sorted(some & likes.keys()) for key in likes[bones]]),
        )
        for written, some in zip(asked, edits, strict=True)
    ]


def _keys_of_skeletons(reader: PlaceReader, skeletons: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for values in _portions(sorted(reader.skeletons.among(skeletons))):
        query = f"SELECT sk, k FROM skel WHERE sk IN ({_marks(values)}) ORDER BY sk, k"
        for bones, key in reader.connection.execute(query, values):
            found.setdefault(bones, []).append(key)
    return found


def _ranked(compared: _Compared, kind: MatchKind, floor: float) -> dict[str, list[KeyMatch]]:
    """Return the keys that each name meets, likeliest first; all pairs are compared at once."""
    pairs = sorted(
        {(written.bare, bare) for written, others in compared for _, bare in others if bare != written.bare}
    )
    alike = dict(zip(pairs, likeness_of_pairs(pairs), strict=True)) if floor <= 1 else {}
    return {
        written.key: rank_keys(written, others, kind, floor, lambda one, other, _: alike[one, other])
        for written, others in compared
    }


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
