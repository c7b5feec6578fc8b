"""What share of each country's administrative units a gazetteer holds, and where their points come from."""

from __future__ import annotations

import json
from dataclasses import dataclass

from geomap.errors import DamagedGazetteerError
from geomap.gazetteer.file import connect
from geomap.gazetteer.store import Gazetteer

__all__ = ["CountryCoverage", "UnitCoverage", "coverage", "summed"]

_DERIVED = "derived"
_UNITS = """
SELECT u.cc, t.fcode, count(*), total(t.source <> ?)
FROM place p JOIN kind t ON t.id = p.kind JOIN unit u ON u.id = p.unit
WHERE t.fclass = 'A' AND t.fcode IN ('ADM1', 'ADM2') GROUP BY 1, 2
"""
_TOWNS = """
SELECT u.cc, count(*), count(u.a1), count(u.a2)
FROM place p JOIN kind t ON t.id = p.kind JOIN unit u ON u.id = p.unit
WHERE t.fclass = 'P' GROUP BY 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCoverage:
    """The units of one level in one country.

    Attributes:
        held: Units with a point.
        known: Units that GeoNames numbers, placed or not; None when the gazetteer does not say.
        own_point: Of those held, units whose source gives their point; those of the others are derived
            from their towns.
    """

    held: int = 0
    known: int | None = None
    own_point: int = 0

    @property
    def share(self) -> float | None:
        """Share of the known units that is held, 0 to 1; None when none is known."""
        return None if self.known is None or self.known == 0 else self.held / self.known


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCoverage:
    """What a gazetteer holds of one country.

    Attributes:
        code, country: ISO 3166-1 alpha-2 code and English name.
        towns: Settlements, parts of cities included.
        towns_in_admin1, towns_in_admin2: Those whose unit of that level is held.
        admin1, admin2: First- and second-level units.
    """

    code: str
    country: str
    towns: int
    towns_in_admin1: int
    towns_in_admin2: int
    admin1: UnitCoverage
    admin2: UnitCoverage


def coverage(gazetteer: Gazetteer) -> tuple[CountryCoverage, ...]:
    """Return what a gazetteer holds of each country, by ISO code.

    Raises:
        DamagedGazetteerError: The file's own record of known units cannot be read.
    """
    connection = connect(gazetteer.path)
    try:
        names = dict(connection.execute("SELECT cc, name FROM country ORDER BY cc"))
        units = {
            (code, level): (held, int(own))
            for code, level, held, own in connection.execute(_UNITS, (_DERIVED,))
        }
        towns = {code: counts for code, *counts in connection.execute(_TOWNS)}
        told = connection.execute("SELECT value FROM meta WHERE key = 'units_known'").fetchone()
    finally:
        connection.close()
    known = None if told is None else _parse_known(told[0], gazetteer)
    countries = []
    for code, name in names.items():
        numbers = (None, None) if known is None else known.get(code, (0, 0))
        count, in_first, in_second = towns.get(code, (0, 0, 0))
        countries.append(
            CountryCoverage(
                code=code,
                country=name,
                towns=count,
                towns_in_admin1=in_first,
                towns_in_admin2=in_second,
                admin1=_unit_coverage(units.get((code, "ADM1"), (0, 0)), numbers[0]),
                admin2=_unit_coverage(units.get((code, "ADM2"), (0, 0)), numbers[1]),
            )
        )
    return tuple(countries)


def _parse_known(text: str, gazetteer: Gazetteer) -> dict[str, tuple[int, int]]:
    """Return the numbers of units by country that the builder left in the file."""
    try:
        told: dict[str, tuple[int, int]] = json.loads(text)
    except json.JSONDecodeError as error:
        path = gazetteer.path
        raise DamagedGazetteerError(
            f"{path} is damaged (its list of known units: {error}); make it anew with: "
            f"geomap gazetteer build -o {path}"
        ) from error
    return told


def _unit_coverage(counts: tuple[int, int], known: int | None) -> UnitCoverage:
    return UnitCoverage(held=counts[0], own_point=counts[1], known=known)


def summed(countries: tuple[CountryCoverage, ...]) -> CountryCoverage:
    """Return the counts of all countries together, under the name "all"."""
    return CountryCoverage(
        code="",
        country="all",
        towns=sum(one.towns for one in countries),
        towns_in_admin1=sum(one.towns_in_admin1 for one in countries),
        towns_in_admin2=sum(one.towns_in_admin2 for one in countries),
        admin1=_summed_units(tuple(one.admin1 for one in countries)),
        admin2=_summed_units(tuple(one.admin2 for one in countries)),
    )


def _summed_units(units: tuple[UnitCoverage, ...]) -> UnitCoverage:
    known = [one.known for one in units if one.known is not None]
    return UnitCoverage(
        held=sum(one.held for one in units),
        known=sum(known) if known else None,
        own_point=sum(one.own_point for one in units),
    )
