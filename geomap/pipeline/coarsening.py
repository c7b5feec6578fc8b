"""Incidents whose points say no more than a province or a cell of a grid, for maps that must not endanger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.frame import from_records, iter_records
from geomap.frame.coarsen import FINE_PLACE, coarse_cell, parse_coarseness
from geomap.frame.redact import REDACTED, redacted_records, stated_as
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.geo import distance_km
from geomap.model import Place, PlacePrecision, PlaceStatus

if TYPE_CHECKING:
    import geopandas

__all__ = ["coarsen"]

Row = dict[str, Any]

_UNIT_CODE = "ADM1"
_NO_UNIT = frozenset(
    str(level) for level in (PlacePrecision.FEATURE, PlacePrecision.COUNTRY, PlacePrecision.SEA_AIR)
)
"""Places that may reach over several units."""

_ASKED = ("place_id", "place_relation", "place_precision", "lat", "lon", "radius_km", "country_code")
"""Columns that say which unit a row gets."""

_SAME_PLACE_KM = 10.0
"""A point further than this outside its gazetteer entry's radius is not that entry's."""


def coarsen(
    frame: geopandas.GeoDataFrame, to: str | float, *, gazetteer: Path | None = None
) -> geopandas.GeoDataFrame:
    """Return an incident table whose places are coarse; public as ``geomap.coarsen``.

    Names of places finer than that are left out, and so is all that :func:`geomap.redact` leaves out, since
    titles, quotes and links would tell where it was.

    Args:
        frame: The incident table.
        to: ``adm1`` puts every point at that of its first-level unit, which stays named. A number puts it in
            the middle of the cell, of so many km, of a grid over the world; the country stays named.
        gazetteer: Place index file; None for the one that comes with geomap.

    Raises:
        InputError: ``to`` is neither.
    """
    how = parse_coarseness(str(to))
    rows: list[Row] = list(iter_records(frame))
    if isinstance(how, float):
        coarse = [{**row, **coarse_cell(row, how)} for row in rows]
        words = f"places coarsened to cells of {how:g} km"
    else:
        with open_gazetteer(gazetteer) as known:
            units = _Units(known)
            coarse = [{**row, **units.cells(row)} for row in rows]
        words = "places coarsened to first-level units"
    return from_records(stated_as(redacted_records(coarse), f"{words}; {REDACTED}"))


class _Units:
    """First-level units of rows, each asked for once.

    Args:
        gazetteer: An open place index.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_key: dict[tuple[object, ...], Place | None] = {}

    def cells(self, row: Row) -> Row:
        """Return the place columns of a row that says no more than its unit, or its country."""
        key = tuple(row[name] for name in _ASKED)
        if key not in self._by_key:
            self._by_key[key] = self._area(row)
        area = self._by_key[key]
        if row["lat"] is None:
            return dict(FINE_PLACE)
        if area is None:
            return {**FINE_PLACE, **_nowhere()}
        is_unit = area.feature_code == _UNIT_CODE
        precision = PlacePrecision.ADM1 if is_unit else PlacePrecision.COUNTRY
        return {
            **FINE_PLACE,
            "place_name": area.name,
            "place_id": area.id,
            "feature_class": area.feature_class,
            "feature_code": area.feature_code,
            "country": area.country,
            "country_code": area.country_code or None,
            "admin1": area.name if is_unit else None,
            "lat": area.lat,
            "lon": area.lon,
            "radius_km": area.radius_km,
            "place_precision": str(precision),
        }

    def _area(self, row: Row) -> Place | None:
        """Return the unit that a row's place lies in, else its country; None for neither."""
        lat, lon = row["lat"], row["lon"]
        if lat is None or lon is None:
            return None
        code = row["country_code"]
        unit = None
        if row["place_precision"] not in _NO_UNIT:
            unit = self._unit_of_place(row) or self._unit_at(lat, lon)
        if (
            unit is not None
            and code in (None, unit.country_code)
            and (row["radius_km"] or 0.0) <= unit.radius_km
        ):
            return unit
        return None if code is None else self._gazetteer.country(code)

    def _unit_of_place(self, row: Row) -> Place | None:
        """Return the unit of the gazetteer's entry; a point that was moved may lie in another."""
        if row["place_id"] is None or row["place_relation"] is not None:
            return None
        place = self._gazetteer.get(row["place_id"])
        if place is None or place.feature_code == _UNIT_CODE:
            return place
        away = distance_km(place.lat, place.lon, row["lat"], row["lon"])
        if place.admin1_id is None or away > place.radius_km + _SAME_PLACE_KM:
            return None
        return self._gazetteer.get(place.admin1_id)

    def _unit_at(self, lat: float, lon: float) -> Place | None:
        found = self._gazetteer.locate(lat, lon)
        return None if found.admin1_id is None else self._gazetteer.get(found.admin1_id)


def _nowhere() -> Row:
    """Return the place columns of a row whose unit is not known: no point is better than a fine one."""
    return {
        "country": None,
        "country_code": None,
        "admin1": None,
        "lat": None,
        "lon": None,
        "radius_km": None,
        "confidence": None,
        "place_status": str(PlaceStatus.UNRESOLVED),
        "place_precision": str(PlacePrecision.UNRESOLVED),
    }
