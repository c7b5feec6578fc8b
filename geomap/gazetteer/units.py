"""Which places are the units that other places lie in: joined by codes, or by ids of parents."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, replace

from geomap.gazetteer.records import Entry, Unit
from geomap.gazetteer.staging import NAMED_UNIT, Codes, Staging
from geomap.model import Place
from geomap.text import fold, strip_article

__all__ = ["DERIVED", "UnitRow", "apply_parents", "derive_missing_units", "resolve_units"]

_LEVELS = {"ADM1": 1, "ADM2": 2}
_SMALLEST_KM = 5.0
_DEGREE_KM = 111.195
_FEWEST_VOTES = 3
_MAJORITY = 0.7
DERIVED = {
    "key": "derived",
    "title": "Units placed at their most populous place, since no source says where they are",
    "version": "of the other sources",
    "date": "",
    "licence": "as the other sources",
    "attribution": "derived from the other sources",
    "url": "",
}
"""How a gazetteer describes the units that it placed itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A row of the ``unit`` table whose places are still stage numbers."""

    number: int
    country_code: str
    code1: str | None
    code2: str | None
    stage1: int | None
    stage2: int | None


@dataclass(slots=True)
class _Members:
    """Where the places of a unit lie: the most populous one, and the box around all, 1e-5 degrees."""

    population: int
    lat: int
    lon: int
    south: int
    north: int
    west: int
    east: int

    def join(self, other: _Members) -> None:
        """Take in the members of a part."""
        if other.population > self.population:
            self.population, self.lat, self.lon = other.population, other.lat, other.lon
        self.south, self.north = min(self.south, other.south), max(self.north, other.north)
        self.west, self.east = min(self.west, other.west), max(self.east, other.east)


def derive_missing_units(connection: sqlite3.Connection, staging: Staging) -> int:
    """Stage a place for each unit that a list of codes names and no file places; return how many.

    Its point is that of its most populous place, its radius half the extent of its places.
    """
    staging.flush()
    missing = [unit for unit in staging.units_told.values() if staging.find(unit.place_id) is None]
    if not missing:
        return 0
    members = _members_by_codes(connection, staging)
    derived = 0
    for unit in missing:
        found = members.get((unit.country_code, unit.admin1_code, unit.admin2_code))
        if found is not None:
            staging.take(_derived_entry(unit, found))
            derived += 1
    staging.flush()
    return derived


def _members_by_codes(
    connection: sqlite3.Connection, staging: Staging
) -> dict[tuple[str, str, str], _Members]:
    """Return the members of every country, first- and second-level unit, by its codes."""
    codes_of = {number: codes for codes, number in staging.units.items()}
    rows = connection.execute(
        "SELECT unit, max(population), lat, lon, min(lat), max(lat), min(lon), max(lon) FROM stage_place "
        "GROUP BY unit ORDER BY unit"
    )
    members: dict[tuple[str, str, str], _Members] = {}
    for number, *numbers in rows:
        country, code1, code2, _ = codes_of[number]
        for key in dict.fromkeys([(country, code1, code2), (country, code1, ""), (country, "", "")]):
            if key in members:
                members[key].join(_Members(*numbers))
            else:
                members[key] = _Members(*numbers)
    return members


def _derived_entry(unit: Unit, members: _Members) -> Entry:
    half = max(members.north - members.south, members.east - members.west) / 200_000 * _DEGREE_KM
    level = "PCLI" if unit.admin1_code == "" else "ADM2" if unit.admin2_code != "" else "ADM1"
    place = Place(
        id=unit.place_id,
        name=unit.name,
        lat=members.lat / 100_000,
        lon=members.lon / 100_000,
        feature_class="A",
        feature_code=level,
        country_code=unit.country_code,
        admin1_code=unit.admin1_code or None,
        admin2_code=unit.admin2_code or None,
        radius_km=round(max(_SMALLEST_KM, half), 1),
        source=DERIVED["key"],
    )
    return Entry(place=place)


def resolve_units(connection: sqlite3.Connection, staging: Staging) -> list[UnitRow]:
    """Return, for every set of codes that places share, the places that are its units.

    Codes of a source that has no units of its own are told by the places that it shares with another source:
    ``SY.11`` is the region in which most of its towns lie there.
    """
    finder = _UnitPlaces(connection, staging)
    rows = {number: finder.resolve(codes, number) for codes, number in staging.units.items()}
    shared = connection.execute(
        "SELECT a.unit, b.unit, count(*) FROM merged m JOIN stage_place a ON a.stage = m.into_stage "
        "JOIN stage_place b ON b.stage = m.stage GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    for level in (1, 2):
        winners = _majorities([(rows[own], rows[other], count) for own, other, count in shared], level)
        rows = {number: _with_unit(row, winners, level) for number, row in rows.items()}
    return list(rows.values())


def _codes_of(row: UnitRow, level: int) -> tuple[str | None, ...] | None:
    """Return the codes of a row's unit of a level, or None where it has none or the unit is known."""
    if level == 1:
        return (row.country_code, row.code1) if row.code1 is not None and row.stage1 is None else None
    return (row.country_code, row.code1, row.code2) if row.code2 is not None and row.stage2 is None else None


def _majorities(shared: list[tuple[UnitRow, UnitRow, int]], level: int) -> dict[tuple[str | None, ...], int]:
    """Return the place that most of the shared places lie in, by the codes that have no place."""
    votes: dict[tuple[str | None, ...], Counter[int]] = {}
    for own, other, count in shared:
        codes, stage = _codes_of(own, level), other.stage1 if level == 1 else other.stage2
        if codes is not None and stage is not None:
            votes.setdefault(codes, Counter())[stage] += count
    winners = {}
    for codes, counts in votes.items():
        stage, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= _FEWEST_VOTES and count >= _MAJORITY * counts.total():
            winners[codes] = stage
    return winners


def _with_unit(row: UnitRow, winners: dict[tuple[str | None, ...], int], level: int) -> UnitRow:
    codes = _codes_of(row, level)
    stage = winners.get(codes) if codes is not None else None
    if stage is None:
        return row
    return replace(row, stage1=stage) if level == 1 else replace(row, stage2=stage)


class _UnitPlaces:
    """The staged units of the first and second level, by codes and by id."""

    def __init__(self, connection: sqlite3.Connection, staging: Staging) -> None:
        self._codes_of = {number: codes for codes, number in staging.units.items()}
        self._by_codes: dict[tuple[str, str, str], int] = {}
        self._by_id: dict[str, tuple[int, int, int]] = {}
        levels = {
            number: (_LEVELS[fcode], space)
            for (fclass, fcode, _, space), number in staging.kinds.items()
            if fclass == "A" and fcode in _LEVELS
        }
        marks = ", ".join("?" * len(levels))
        rows = connection.execute(
            "SELECT q.stage, p.ext, p.kind, p.unit, q.unit FROM stage_place p "
            "LEFT JOIN merged m ON m.stage = p.stage "
            "JOIN stage_place q ON q.stage = coalesce(m.into_stage, p.stage) "
            f"WHERE p.kind IN ({marks}) ORDER BY p.stage",
            tuple(levels),
        )
        for stage, ext, kind, unit, into_unit in rows:
            level, space = levels[kind]
            country, code1, code2, _ = self._codes_of[unit]
            if code1 != "" and (level == 1 or code2 != ""):
                self._by_codes.setdefault((country, code1, code2 if level == 2 else ""), stage)
            elif code1 == "" and level == 1:
                self._by_codes.setdefault((country, f"{space}:{ext}", ""), stage)
            self._by_id[f"{space}:{ext}"] = (stage, level, into_unit)
        self._by_name = self._named_units(connection, levels)

    def _named_units(
        self, connection: sqlite3.Connection, levels: dict[int, tuple[int, str]]
    ) -> dict[tuple[str, str], str]:
        """Return the ids of first-level units by country and each name by which a place asks for one."""
        asked = {
            fold(parent.removeprefix(NAMED_UNIT))
            for *_, parents in self._codes_of.values()
            for parent in parents
            if parent.startswith(NAMED_UNIT)
        }
        if not asked:
            return {}
        firsts = [kind for kind, (level, _) in levels.items() if level == 1]
        marks = ", ".join("?" * len(firsts))
        rows = connection.execute(
            "SELECT n.k, p.unit, p.ext, p.kind FROM stage_name n JOIN stage_place p ON p.stage = n.stage "
            f"WHERE p.kind IN ({marks}) ORDER BY n.kind, p.stage",
            firsts,
        )
        named: dict[tuple[str, str], str] = {}
        for key, unit, ext, kind in rows:
            if key in asked or strip_article(key) in asked:
                place_id = f"{levels[kind][1]}:{ext}"
                for spelling in (key, strip_article(key)):
                    named.setdefault((self._codes_of[unit][0], spelling), place_id)
        return named

    def _id_of(self, parent: str, country: str) -> str:
        """Return the id that a parent stands for: itself, or that of the unit of a name."""
        if not parent.startswith(NAMED_UNIT):
            return parent
        key = fold(parent.removeprefix(NAMED_UNIT))
        return self._by_name.get((country, key)) or self._by_name.get((country, strip_article(key)), "")

    def resolve(self, codes: Codes, number: int) -> UnitRow:
        """Return the row of a set of codes."""
        country, code1, code2, parents = codes
        stage1, code1 = self._first_level(codes)
        stage2 = self._by_codes.get((country, code1, code2)) if code2 != "" else None
        for parent in parents:
            stage, level, unit = self._by_id.get(self._id_of(parent, country), (0, 0, 0))
            if level == 2 and stage2 is None:
                own = self._codes_of[unit]
                stage2, code2 = stage, own[2] or code2 or parent
                if stage1 is None:
                    stage1, code1 = self._first_level(own)
        return UnitRow(
            number=number,
            country_code=country,
            code1=code1 or None,
            code2=code2 or None,
            stage1=stage1,
            stage2=stage2,
        )

    def _first_level(self, codes: Codes) -> tuple[int | None, str]:
        """Return the first-level unit of a set of codes and its code, which is its id if it has none."""
        country, code1, _, parents = codes
        stage = self._by_codes.get((country, code1, "")) if code1 != "" else None
        if stage is not None:
            return stage, code1
        for parent in parents:
            place_id = self._id_of(parent, country)
            found, level, unit = self._by_id.get(place_id, (0, 0, 0))
            if level == 1:
                return found, self._codes_of[unit][1] or place_id
        return None, code1


def apply_parents(connection: sqlite3.Connection, staging: Staging) -> None:
    """Give places whose own source names no unit the parents that another file puts over them."""
    spaces = {number: name for name, number in staging.spaces.items()}
    codes_of = {number: codes for codes, number in staging.units.items()}
    rows = connection.execute(
        "SELECT stage, p.unit, r.ext, r.space FROM stage_parent r JOIN stage_place p USING (stage) "
        "ORDER BY stage"
    ).fetchall()
    for stage, unit, ext, space in rows:
        country, code1, code2, parents = codes_of[unit]
        if code1 == "":
            codes = (country, code1, code2, (*parents, f"{spaces[space]}:{ext}"))
            number = staging.units.setdefault(codes, len(staging.units) + 1)
            connection.execute("UPDATE stage_place SET unit = ? WHERE stage = ?", (number, stage))
