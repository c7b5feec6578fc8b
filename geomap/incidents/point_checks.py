"""Given coordinates against the place and country that a row names: swapped, a sign lost, in the sea, far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.areas import CountryAt
from geomap.geo import destination, distance_km, is_valid_lat_lon
from geomap.model import Place

__all__ = ["BORDER_KM", "FAR_KM", "SEA_KM", "PointWarning", "check_point", "is_far"]

FAR_KM = 100.0
"""Given coordinates farther from the named place than this, and than thrice its radius, contradict it."""
BORDER_KM = (3.0, 12.0)
"""A point so near to a country may be said to lie in it: outlines and points are coarse."""
SEA_KM = (3.0, 12.0, 25.0, 60.0, 120.0, 200.0, 300.0, 400.0)
"""A point at sea so near to a country is off its coast: its waters reach 370 km (200 nautical miles)."""
BEARINGS = range(0, 360, 30)
SHIFTS = (10.0, 100.0, 1000.0, 10_000.0, 100_000.0, 1_000_000.0)
"""What numbers are divided by that may have lost their decimal point."""
LAND_CLASSES = frozenset("APSRV")


class PointWarning(NamedTuple):
    """What is wrong with coordinates, what may have been meant, and whether that would explain them."""

    reason: str
    suggestion: str
    is_explained: bool = False


class _Reading(NamedTuple):
    """Another way to read the same numbers."""

    lat: float
    lon: float
    mistake: str


def check_point(
    numbers: tuple[float, float],
    gazetteer: Gazetteer,
    *,
    place: Place | None = None,
    country_code: str | None = None,
    at_sea: Callable[[], bool] = bool,
    lies: CountryAt | None = None,
    border_km: tuple[float, ...] = BORDER_KM,
) -> PointWarning | None:
    """Return what contradicts given coordinates, or None; they are never changed.

    Args:
        numbers: Latitude and longitude as written, on Earth or not.
        place: The place that the row names, when that is settled.
        country_code: ISO code of the country that the row names.
        at_sea: Asked whether the row's words say that it may have happened on water, if that matters.
        lies: The country of the point, for who has asked for many points at once.
        border_km: Distances from a point at which its row's country may lie instead.
    """
    lat, lon = numbers
    if not is_valid_lat_lon(lat, lon):
        return _off_earth(numbers, gazetteer, place, country_code)
    found = lies if lies is not None else gazetteer.areas.country_of(lat, lon)
    far = is_far(numbers, place)
    elsewhere = country_code is not None and _is_elsewhere(numbers, country_code, found, gazetteer, border_km)
    if not far and not elsewhere:
        return _in_the_sea(numbers, gazetteer, place, found, at_sea)
    meant = _meant(_mistakes(lat, lon), gazetteer, place, country_code)
    if found.code is None and not far and meant is None and at_sea():
        return None
    reason = _where(lat, lon, gazetteer, place if far else None, country_code if elsewhere else None, found)
    return PointWarning(reason, meant or "check which of the two is meant", meant is not None)


def is_far(point: tuple[float, float], place: Place | None) -> bool:
    """Say whether a point lies well outside a place."""
    if place is None:
        return False
    return distance_km(*point, place.lat, place.lon) > max(FAR_KM, 3 * place.radius_km)


def _off_earth(
    numbers: tuple[float, float], gazetteer: Gazetteer, place: Place | None, country_code: str | None
) -> PointWarning:
    """Return what numbers may mean that are no degrees: swapped, or without their decimal point."""
    lat, lon = numbers
    readings = [_Reading(lon, lat, "latitude and longitude look swapped")]
    readings += [
        _Reading(lat / shift, lon, "the latitude looks shifted") for shift in SHIFTS if abs(lat) > 90
    ]
    readings += [
        _Reading(lat, lon / shift, "the longitude looks shifted") for shift in SHIFTS if abs(lon) > 180
    ]
    readings += [_Reading(lat / shift, lon / shift, "decimal points look lost") for shift in SHIFTS]
    meant = _meant(readings, gazetteer, place, country_code)
    if meant is None and is_valid_lat_lon(lon, lat):
        meant = f"latitude and longitude look swapped: {lon:g}, {lat:g}"
    advice = meant or "metres of a map projection? write degrees, WGS 84 (EPSG:4326)"
    return PointWarning(f"{lat:g}, {lon:g} is no latitude and longitude", advice)


def _mistakes(lat: float, lon: float) -> Iterator[_Reading]:
    """Yield the readings of numbers on Earth that were mistyped."""
    yield _Reading(lon, lat, "latitude and longitude look swapped")
    yield _Reading(lat, -lon, "the sign of the longitude looks wrong")
    yield _Reading(-lat, lon, "the sign of the latitude looks wrong")
    yield _Reading(-lat, -lon, "both signs look wrong")
    yield _Reading(-lon, lat, "swapped, with a wrong sign")
    yield _Reading(lon, -lat, "swapped, with a wrong sign")


def _meant(
    readings: Iterator[_Reading] | list[_Reading],
    gazetteer: Gazetteer,
    place: Place | None,
    country_code: str | None,
) -> str | None:
    """Return in words the first reading that agrees with the named place, or else with the country."""
    if place is None and country_code is None:
        return None
    for lat, lon, mistake in readings:
        if not is_valid_lat_lon(lat, lon):
            continue
        code = gazetteer.areas.country_of(lat, lon).code
        if place is not None and not is_far((lat, lon), place):
            return f"{mistake}: {lat:g}, {lon:g} lies near {place.name}"
        if place is None and code is not None and code == country_code:
            return f"{mistake}: {lat:g}, {lon:g} lies in {_name(code, gazetteer)}"
    return None


def _is_elsewhere(
    point: tuple[float, float],
    code: str,
    found: CountryAt,
    gazetteer: Gazetteer,
    border_km: tuple[float, ...],
) -> bool:
    """Say whether a point lies outside the country that a row names, not hard by it or off its coast."""
    lat, lon = point
    if not gazetteer.areas.exist or found.how == "unassigned" or found.code == code:
        return False
    if found.code is None:
        return not _is_near(gazetteer, round(lat, 1), round(lon, 1), code, SEA_KM)
    if found.code in _kin().get(code, frozenset()):
        return False
    return not _is_near(gazetteer, round(lat, 2), round(lon, 2), code, border_km)


@lru_cache(maxsize=1 << 15)
def _is_near(gazetteer: Gazetteer, lat: float, lon: float, code: str, distances: tuple[float, ...]) -> bool:
    """Say whether a country has land at one of some distances from a point; remembered for points near by."""
    around = (destination(lat, lon, bearing, km) for km in distances for bearing in BEARINGS)
    return any(gazetteer.areas.code_inside(*point) == code for point in around)


def _in_the_sea(
    point: tuple[float, float],
    gazetteer: Gazetteer,
    place: Place | None,
    found: CountryAt,
    at_sea: Callable[[], bool],
) -> PointWarning | None:
    """Return a warning for a point off every coast whose row names a place on land, outside of that place."""
    if not gazetteer.areas.exist or found.how is not None or place is None:
        return None
    km = distance_km(*point, place.lat, place.lon)
    if place.feature_class not in LAND_CLASSES or km <= place.radius_km:
        return None
    if gazetteer.areas.country_of(place.lat, place.lon).how is None or at_sea():
        return None
    return PointWarning(f"lies in the sea, {km:,.0f} km from {place.name}", "check the coordinates")


def _where(
    lat: float,
    lon: float,
    gazetteer: Gazetteer,
    far_from: Place | None,
    not_in: str | None,
    found: CountryAt,
) -> str:
    """Return in words where a point lies instead of where the row says."""
    here = "the sea" if found.code is None else _name(found.code, gazetteer)
    if far_from is None:
        return f"lies in {here}, not in {_name(not_in or '', gazetteer)}"
    km = distance_km(lat, lon, far_from.lat, far_from.lon)
    country = f", in {here}" if not_in is not None else ""
    return f"{km:,.0f} km from {far_from.name} as the gazetteer knows it{country}"


def _name(code: str, gazetteer: Gazetteer) -> str:
    country = gazetteer.country(code)
    return code if country is None else country.name


@lru_cache(maxsize=1)
def _kin() -> dict[str, frozenset[str]]:
    """Return the countries that each may be mixed up with, both ways."""
    content = resources.files("geomap.incidents").joinpath("data/country_kin.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in content.splitlines() if not line.startswith(("#", "code"))]
    kin: dict[str, set[str]] = {}
    for code, others in lines:
        for other in others.split():
            kin.setdefault(code, set()).add(other)
            kin.setdefault(other, set()).add(code)
    return {code: frozenset(others) for code, others in kin.items()}
