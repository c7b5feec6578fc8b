"""The coverage of a gazetteer as a table for people and as records for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.gazetteer.coverage import CountryCoverage, UnitCoverage

__all__ = ["coverage_records", "iter_coverage_lines"]

_NAME_WIDTH = 28
_LEVEL_HEADS = f"{'held':>6} {'of':>6} {'share':>6} {'own pt':>6}"


def iter_coverage_lines(countries: tuple[CountryCoverage, ...]) -> Iterator[str]:
    """Yield a table: one country per line, all together last."""
    from geomap.gazetteer.coverage import summed

    blank = " " * (_NAME_WIDTH + 3)
    yield f"{blank} {'towns':>7} {'in ADM1':>7} {'in ADM2':>7}  {'first level':^27}  {'second level':^27}"
    yield f"{blank} {'':>7} {'':>7} {'':>7}  {_LEVEL_HEADS}  {_LEVEL_HEADS}"
    for one in (*countries, summed(countries)):
        inside = (_percent(part, one.towns) for part in (one.towns_in_admin1, one.towns_in_admin2))
        towns = f"{one.towns:>7,} {' '.join(inside)}"
        name = f"{one.code:<2} {one.country[:_NAME_WIDTH]:<{_NAME_WIDTH}}"
        yield f"{name} {towns}  {_level_cells(one.admin1)}  {_level_cells(one.admin2)}".rstrip()
    yield ""
    yield "held: units with a point; of: units that GeoNames numbers; share: held of those;"
    yield "own pt: of those held, the share whose source gives the point; the others' are derived from towns."


def _percent(part: int, whole: int) -> str:
    return f"{'-':>7}" if whole == 0 else f"{part / whole:>7.0%}"


def _level_cells(units: UnitCoverage) -> str:
    known = "?" if units.known is None else f"{units.known:,}"
    share = "-" if units.share is None else f"{units.share:.0%}"
    own = "-" if units.held == 0 else f"{units.own_point / units.held:.0%}"
    return f"{units.held:>6,} {known:>6} {share:>6} {own:>6}"


def coverage_records(countries: tuple[CountryCoverage, ...]) -> list[dict[str, object]]:
    """Return one JSON object per country."""
    return [
        {
            "code": one.code,
            "country": one.country,
            "towns": one.towns,
            "towns_in_admin1": one.towns_in_admin1,
            "towns_in_admin2": one.towns_in_admin2,
            "admin1": _level_record(one.admin1),
            "admin2": _level_record(one.admin2),
        }
        for one in countries
    ]


def _level_record(units: UnitCoverage) -> dict[str, int | None]:
    return {"held": units.held, "known": units.known, "own_point": units.own_point}
