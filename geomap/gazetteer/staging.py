"""Records of importers → temporary tables, as they come; what many places share is numbered once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from geomap.gazetteer.records import Alias, Entry, Link, Name, Parent, Record, Unit
from geomap.gazetteer.rows import packed_id, packed_spelling
from geomap.gazetteer.schema import KINDS
from geomap.text import fold

__all__ = ["NAMED_UNIT", "Codes", "Staging"]

STAGE_TABLES = """
CREATE TEMP TABLE stage_place (
    stage INTEGER PRIMARY KEY, ext, space INTEGER, name TEXT, lat INTEGER, lon INTEGER, kind INTEGER,
    unit INTEGER, population INTEGER, radius INTEGER, k TEXT, UNIQUE (ext, space)
);
CREATE TEMP TABLE stage_name (k TEXT, stage INTEGER, spelling TEXT, lang TEXT, kind INTEGER);
CREATE TEMP TABLE stage_link (ext, space INTEGER, stage INTEGER);
CREATE TEMP TABLE stage_parent (stage INTEGER PRIMARY KEY, ext, space INTEGER);
CREATE TEMP TABLE stage_alias (ext, space INTEGER, name TEXT, lang TEXT, kind INTEGER);
CREATE TEMP TABLE stage_skel (sk TEXT, k TEXT);
CREATE TEMP TABLE merged (stage INTEGER PRIMARY KEY, into_stage INTEGER);
"""
_BATCH = 50_000
_UNITS = ("ADM1", "ADM2")
_HISTORICAL = "historical"
_RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
_DEGREE = 100_000

_fold = fold.__wrapped__
"""Without the memory of names seen, which is of no use to millions of different ones."""

NAMED_UNIT = "?"
"""Before the name of a first-level unit among the parents of a place whose source gives no code or id."""

Codes = tuple[str, str, str, tuple[str, ...]]
"""Country code, first-level code, second-level code, ids of parents: what places of one unit share."""


class Staging:
    """Collects what a build is made of.

    Args:
        connection: The file that is being built; the tables are temporary ones.

    Attributes:
        places: Entries taken so far, by source.
        doubled: Entries whose id was there already; their names were added to the first.
        replaced: Entries that took the place of what a copied gazetteer held of them.
        strangers: Names and links of places that are not in the build.
        keeps_strangers: Whether names of places that are not there yet are kept, since these may follow.
        units_told: Units that a list of codes names, by id.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.executescript(STAGE_TABLES)
        self.kinds: dict[tuple[str, str, str, str], int] = {}
        self.units: dict[Codes, int] = {}
        self.spaces: dict[str, int] = {}
        self.units_told: dict[str, Unit] = {}
        self.places: dict[str, int] = {}
        self.doubled = 0
        self.replaced = 0
        self._copied = 0
        self.strangers = 0
        self.keeps_strangers = True
        self._stage = 0
        self._place_rows: list[tuple[int, str | int, int, str, int, int, int, int, int, int, str]] = []
        self._name_rows: list[tuple[str, int, str | None, str, int]] = []
        self._link_rows: list[tuple[object, int, int]] = []
        self._takers: dict[type, Callable[..., None]] = {
            Entry: self._take_entry,
            Alias: self._take_alias,
            Link: self._take_link,
            Parent: self._take_parent,
            Unit: self._take_unit,
        }

    def take(self, record: Record) -> None:
        """Stage one record."""
        self._takers[type(record)](record)

    def _take_entry(self, entry: Entry) -> None:
        place = entry.place
        self._stage = stage = self._stage + 1
        space, ext = packed_id(place.id)
        kind = (place.feature_class, place.feature_code, place.source, space)
        parents = entry.parents
        if place.admin1 is not None and place.admin1_code is None:
            parents = (*parents, NAMED_UNIT + place.admin1)
        if place.feature_class == "A" and place.feature_code in _UNITS and place.admin1_code is None:
            parents = (*parents, place.id)  # a unit lies in itself
        codes = (place.country_code, place.admin1_code or "", place.admin2_code or "", parents)
        main = place.name
        key = _fold(main)
        self._place_rows.append(
            (
                stage,
                ext,
                self.spaces.get(space) or self.space(space),
                main,
                round(place.lat * _DEGREE),
                round(place.lon * _DEGREE),
                self.kinds.get(kind) or self.kinds.setdefault(kind, len(self.kinds) + 1),
                self.units.get(codes) or self.units.setdefault(codes, len(self.units) + 1),
                place.population,
                round(place.radius_km * 10),
                key,
            )
        )
        self._count(place.source)
        if key != "":
            self._name_rows.append((key, stage, None, "", 0))
        if entry.names:
            self._take_names(stage, key, main, entry.names)
        for other in entry.links:
            self._link_rows.append((*self._packed(other), stage))
        if len(self._name_rows) >= _BATCH or len(self._place_rows) >= _BATCH:
            self.flush()

    def _count(self, source: str) -> None:
        self.places[source] = self.places.get(source, 0) + 1

    def _take_names(self, stage: int, main_key: str, main: str, names: tuple[Name, ...]) -> None:
        """Stage other names: one per folded key, strong before weak before historical."""
        seen = {main_key, ""}
        ranked = names if len(names) == 1 else sorted(names, key=_rank)
        for text, language, kind in ranked:
            key = _fold(text)
            if key not in seen:
                seen.add(key)
                self._name_rows.append((key, stage, packed_spelling(text, key, main), language, _RANKS[kind]))
            elif text == main and kind == _HISTORICAL:
                self._set_main_kind(stage, _RANKS[kind])

    def _set_main_kind(self, stage: int, rank: int) -> None:
        """Mark the main name of the place that is being taken, which has ceased to be."""
        for index in range(len(self._name_rows) - 1, -1, -1):
            key, other, spelling, language, _ = self._name_rows[index]
            if other == stage and spelling is None:
                self._name_rows[index] = (key, stage, None, language, rank)
                return

    def _take_alias(self, alias: Alias) -> None:
        found = self.find(alias.place_id)
        text, language, kind = alias.name
        if found is None:
            if self.keeps_strangers:
                self._connection.execute(
                    "INSERT INTO stage_alias VALUES (?, ?, ?, ?, ?)",
                    (*self._packed(alias.place_id), text, language, _RANKS[kind]),
                )
            else:
                self.strangers += 1
            return
        stage, main = found
        key = fold(text)
        if key != "":
            row = (key, stage, packed_spelling(text, key, main), language, _RANKS[kind])
            self._name_rows.append(row)
        if len(self._name_rows) >= _BATCH:
            self.flush()

    def settle_aliases(self) -> None:
        """Give the names that came before their places to these."""
        self.flush()
        self.keeps_strangers = False
        spaces = {number: name for name, number in self.spaces.items()}
        for ext, space, text, language, rank in self._connection.execute(
            "SELECT ext, space, name, lang, kind FROM stage_alias ORDER BY rowid"
        ).fetchall():
            self._take_alias(Alias(f"{spaces[space]}:{ext}", Name(text, language, KINDS[rank])))
        self.flush()

    def _take_link(self, link: Link) -> None:
        found = self.find(link.place_id)
        if found is None:
            self.strangers += 1
        else:
            self._link_rows.append((*self._packed(link.other_id), found[0]))

    def _take_parent(self, parent: Parent) -> None:
        found = self.find(parent.child_id)
        if found is None:
            self.strangers += 1
            return
        row = (found[0], *self._packed(parent.parent_id))
        self._connection.execute("INSERT OR IGNORE INTO stage_parent VALUES (?, ?, ?)", row)

    def _take_unit(self, unit: Unit) -> None:
        self.units_told.setdefault(unit.place_id, unit)

    def find(self, place_id: str) -> tuple[int, str] | None:
        """Return the stage and the name of a staged place."""
        if self._place_rows:
            self.flush()
        row: tuple[int, str] | None = self._connection.execute(
            "SELECT stage, name FROM stage_place WHERE ext = ? AND space = ?", self._packed(place_id)
        ).fetchone()
        return row

    def space(self, name: str) -> int:
        """Return the number of an id space."""
        return self.spaces.setdefault(name, len(self.spaces) + 1)

    def _packed(self, place_id: str) -> tuple[str | int, int]:
        space, ext = packed_id(place_id)
        return ext, self.space(space)

    def next_stages(self, count: int) -> int:
        """Reserve stage numbers for rows that are copied in bulk; return the one before the first."""
        self.flush()
        before, self._stage = self._stage, self._stage + count
        self._copied = self._stage
        return before

    def _replace(self, first: int, row: tuple[object, ...]) -> None:
        """Put a place of a source that is read again in the stead of what a copied gazetteer holds of it."""
        self._connection.execute("DELETE FROM stage_place WHERE stage = ?", (first,))
        marks = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT INTO stage_place VALUES ({marks})", row)
        self.doubled -= 1
        self.replaced += 1

    def flush(self) -> None:
        """Hand the collected rows to the temporary tables."""
        run = self._connection
        if self._place_rows:
            marks = ", ".join("?" * len(self._place_rows[0]))
            added = run.executemany(f"INSERT OR IGNORE INTO stage_place VALUES ({marks})", self._place_rows)
            if added.rowcount < len(self._place_rows):
                self._merge_doubled(len(self._place_rows) - added.rowcount)
            self._place_rows.clear()
        run.executemany("INSERT INTO stage_name VALUES (?, ?, ?, ?, ?)", self._name_rows)
        run.executemany("INSERT INTO stage_link VALUES (?, ?, ?)", self._link_rows)
        self._name_rows.clear()
        self._link_rows.clear()

    def _merge_doubled(self, count: int) -> None:
        """Give the names of places whose id was staged before to the earlier entry."""
        self.doubled += count
        mains: dict[int, str] = {}
        sources = {number: source for (_, _, source, _), number in self.kinds.items()}
        for row in self._place_rows:
            stage, ext, space, main, _, _, kind, *_ = row
            first, first_kind = self._connection.execute(
                "SELECT stage, kind FROM stage_place WHERE ext = ? AND space = ?", (ext, space)
            ).fetchone()
            if first != stage and first <= self._copied and sources[first_kind] == sources[kind]:
                self._replace(first, row)
            elif first != stage:
                self._connection.execute("INSERT INTO merged VALUES (?, ?)", (stage, first))
                mains[stage] = main
        self._name_rows = [
            (key, stage, mains[stage], language, kind) if spelling is None and stage in mains else row
            for row in self._name_rows
            for key, stage, spelling, language, kind in (row,)
        ]


def _rank(name: Name) -> int:
    return _RANKS[name.kind]
