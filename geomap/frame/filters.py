"""Incidents by where, when, what and how sure: what stays, and why the rest is left out.

An incident is kept whole, with all its places, when one of its places meets every condition about places;
counts of people stand on its first place, and would be lost with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.frame.areas import is_inside_box
from geomap.incidents.types.tables import load_sub_types
from geomap.model import EventType, PlaceStatus

if TYPE_CHECKING:
    import geopandas
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

__all__ = ["LEFT_OUT", "CountriesAt", "Filters", "filter_frame", "what_meets"]

CountriesAt = Callable[[Sequence[float], Sequence[float]], Sequence[str]]
"""Says in which countries points lie, by ISO code; empty for none."""

LEFT_OUT = "filtered"
"""Name in ``frame.attrs`` of the counts of incidents that were left out, by reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which incidents to keep; every default keeps all.

    Attributes:
        bbox: West, south, east, north in degrees; west > east crosses the antimeridian.
        within: A polygon in degrees, WGS 84; its border belongs to it.
        countries: ISO 3166-1 alpha-2 codes.
        since, until: First and last day; an incident is kept when it may have been on one of these days.
        types: Event types or sub-types.
        min_confidence: Least confidence of the place; coordinates that came with a table are not doubted.
    """

    bbox: tuple[float, float, float, float] | None = None
    within: BaseGeometry | None = None
    countries: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    types: frozenset[str] = frozenset()
    min_confidence: float | None = None

    def __post_init__(self) -> None:
        if self.bbox is not None:
            west, south, east, north = self.bbox
            if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
                shown = ", ".join(f"{side:g}" for side in self.bbox)
                raise InputError(f"{shown} is no box; write west,south,east,north in degrees: 40,30,48,38")
        if self.since is not None and self.until is not None and self.since > self.until:
            raise InputError(f"no day is since {self.since} and until {self.until}; swap the two")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise InputError(f"a confidence of {self.min_confidence:g} does not exist; it goes from 0 to 1")

    @property
    def is_empty(self) -> bool:
        """Whether every incident is kept."""
        return self == Filters()


def filter_frame(
    frame: geopandas.GeoDataFrame, filters: Filters, *, countries_at: CountriesAt | None = None
) -> geopandas.GeoDataFrame:
    """Return the incidents that meet all conditions, in the same order.

    An incident that is not known to meet a condition does not: one without a date is left out by
    ``since`` and ``until``, one without a point by ``bbox`` and ``within``.

    Args:
        frame: The incident table.
        countries_at: Asked for the country of points that came without one; else such rows are in no country.

    Returns:
        A new frame; ``frame.attrs["filtered"]`` counts the incidents that were left out, each once, by the
        first reason that holds: type, date, place, confidence.

    Raises:
        InputError: A type is neither an event type nor a sub-type, here or anywhere.
    """
    _check_types(filters.types, frame)
    kept, left_out = what_meets(frame, filters, countries_at=countries_at)
    found = frame[kept].reset_index(drop=True)
    found.attrs = {**frame.attrs, LEFT_OUT: left_out}
    return found


def what_meets(
    frame: pd.DataFrame, filters: Filters, *, countries_at: CountriesAt | None = None
) -> tuple[pd.Series[bool], dict[str, int]]:
    """Say of each row whether its incident meets all conditions, and count the others by reason.

    Args:
        frame: Rows with an ``incident_id`` and the columns of the incident table that conditions are about.
    """
    keys = frame["incident_id"]
    left_out: dict[str, int] = {}
    kept = keys.notna()
    for reason, holds in _conditions(frame, filters, countries_at):
        before = keys[kept].nunique()
        kept &= (kept & holds).groupby(keys).transform("any")
        left_out[reason] = before - keys[kept].nunique()
    return kept, {reason: count for reason, count in left_out.items() if count > 0}


def _conditions(
    frame: pd.DataFrame, filters: Filters, countries_at: CountriesAt | None
) -> list[tuple[str, pd.Series[bool]]]:
    """Return what each condition says of every row, those of places joined so that one place meets all."""
    found: list[tuple[str, Any]] = []
    if filters.types:
        found.append(("of another type", _is_of_type(frame, filters.types)))
    if filters.since is not None or filters.until is not None:
        dated = frame["date_start"].notna()
        found += [("undated", dated), ("on other days", dated & _overlaps(frame, filters))]
    where = None
    if filters.bbox is not None or filters.within is not None:
        where = frame["lat"].notna() & frame["lon"].notna()
        found.append(("without a point", where))
        where = where & _lies_inside(frame, filters)
        found.append(("outside the area", where))
    if filters.countries:
        inside = _countries(frame, countries_at).isin(filters.countries)
        where = inside if where is None else where & inside
        found.append(("in other countries", where))
    if filters.min_confidence is not None:
        sure = (frame["confidence"].fillna(-1.0) >= filters.min_confidence) | (
            frame["place_status"] == PlaceStatus.GIVEN.value
        )
        found.append(("less certain", sure if where is None else where & sure))
    return found


def _overlaps(frame: pd.DataFrame, filters: Filters) -> pd.Series[bool]:
    """Say which rows may have been on a day asked for; ISO dates are in order as text."""
    first, last = frame["date_start"].fillna(""), frame["date_end"].fillna(frame["date_start"]).fillna("")
    holds = frame["date_start"].notna()
    if filters.since is not None:
        holds = holds & (last >= filters.since.isoformat())
    if filters.until is not None:
        holds = holds & (first <= filters.until.isoformat())
    return holds.astype(bool)


def _lies_inside(frame: pd.DataFrame, filters: Filters) -> pd.Series[bool]:
    import pandas as pd
    from shapely import intersects_xy, prepare

    lat, lon = frame["lat"].to_numpy(dtype=float), frame["lon"].to_numpy(dtype=float)
    holds = frame["lat"].notna().to_numpy()
    if filters.bbox is not None:
        holds = holds & is_inside_box(lat, lon, filters.bbox)
    if filters.within is not None:
        prepare(filters.within)
        holds = holds & intersects_xy(filters.within, lon, lat)
    return pd.Series(holds, index=frame.index)


def _countries(frame: pd.DataFrame, countries_at: CountriesAt | None) -> pd.Series[str]:
    """Return the country of each row, of a bare point the one that it lies in."""
    codes = frame["country_code"].astype("object").where(frame["country_code"].notna(), "")
    bare = (codes == "") & frame["lat"].notna()
    if countries_at is not None and bare.any():
        points = frame.loc[bare, ["lat", "lon"]]
        codes = codes.copy()
        codes[bare] = list(countries_at(points["lat"].tolist(), points["lon"].tolist()))
    return codes


def _is_of_type(frame: pd.DataFrame, types: frozenset[str]) -> pd.Series[bool]:
    wanted = {_type_key(name) for name in types}
    main = frame["event_type"].map(_type_key, na_action="ignore").isin(wanted)
    fine = frame["sub_type"].map(_type_key, na_action="ignore").isin(wanted)
    return (main | fine).astype(bool)


def _check_types(types: frozenset[str], frame: geopandas.GeoDataFrame) -> None:
    if not types:
        return
    known = {str(kind) for kind in EventType} | set(load_sub_types())
    known |= {_type_key(name) for name in frame["sub_type"].dropna().unique()}
    unknown = sorted(name for name in types if _type_key(name) not in known)
    if unknown:
        choices = ", ".join(str(kind) for kind in EventType)
        raise InputError(
            f"no incident is of the type '{unknown[0]}'; event types: {choices}; or a sub_type of the table"
        )


def _type_key(name: str) -> str:
    """Return a type as it is compared: lower case, words joined by low lines."""
    return "_".join(name.lower().replace("_", " ").replace("/", " ").replace("-", " ").split())
