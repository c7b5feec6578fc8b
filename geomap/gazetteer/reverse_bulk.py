"""What is at each of a million points? The answers of ``reverse.locate``, over arrays."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geomap.errors import InputError
from geomap.gazetteer.areas import COAST_KM, CountryAreas
from geomap.gazetteer.nearby import Nearby, country_codes, country_numbers, read_nearby
from geomap.gazetteer.nearest import NOBODY, Floats, Whole
from geomap.gazetteer.reverse import ADMIN2_KM, check_point, country_names, read_places
from geomap.gazetteer.rows import PlaceReader
from geomap.model import Place

__all__ = ["Locations", "Texts", "locate_many"]

Texts = NDArray[Any]
"""An array of text and None."""

_BAND_DEGREES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Locations:
    """What the gazetteer knows of many points: columns of equal length, see ``Location``.

    Attributes:
        place_id, place, distance_km: The nearest place; None and NaN where there is none.
    """

    lat: Floats
    lon: Floats
    country_code: Texts
    country: Texts
    country_how: Texts
    admin1: Texts
    admin1_id: Texts
    admin2: Texts
    admin2_id: Texts
    admin_inferred: NDArray[np.bool_]
    place_id: Texts
    place: Texts
    distance_km: Floats

    def __len__(self) -> int:
        return len(self.lat)


def locate_many(
    reader: PlaceReader,
    areas: CountryAreas,
    lats: ArrayLike,
    lons: ArrayLike,
    *,
    max_km: float = 100.0,
) -> Locations:
    """Return the country, the units and the nearest place of many points; a million take some seconds.

    Of the index only the cells around the points are read, ten degrees of latitude at a time.

    Args:
        reader: An open gazetteer.
        areas: The outlines of countries in it.
        lats: Degrees north.
        lons: Degrees east, as many.
        max_km: How far to look for places.

    Raises:
        InputError: The two differ in length, or a pair is no point on Earth.
    """
    lat, lon = np.asarray(lats, dtype=float), np.asarray(lons, dtype=float)
    _check(lat, lon)
    codes, how = areas.countries_of(lat, lon)
    reach = COAST_KM if areas.exist else math.inf
    found = _Found.empty(codes, how)
    bands = np.floor((lat + 90) / _BAND_DEGREES)
    for band in np.unique(bands):
        points = np.flatnonzero(bands == band)
        nearby = read_nearby(reader.connection, lat[points], lon[points], max_km)
        found.put(points, _find(nearby, found.part(points), (lat[points], lon[points]), (max_km, reach)))
    return _table(reader, lat, lon, found)


def _check(lat: Floats, lon: Floats) -> None:
    if lat.ndim != 1 or lat.shape != lon.shape:
        raise InputError(
            f"lats and lons differ in shape: {lat.shape} and {lon.shape}; give two columns alike"
        )
    wrong = np.flatnonzero(~((np.abs(lat) <= 90) & (np.abs(lon) <= 180)))
    if len(wrong) > 0:
        first = int(wrong[0])
        check_point(float(lat[first]), float(lon[first]), f"point {first} of {len(lat):,} (from 0): ")


class _Found(NamedTuple):
    """What was found for points: country, how, the nearest place and its distance, who lends the units."""

    codes: NDArray[np.str_]
    how: NDArray[np.str_]
    places: Whole
    km: Floats
    admin1: Whole
    admin2: Whole

    @classmethod
    def empty(cls, codes: NDArray[np.str_], how: NDArray[np.str_]) -> _Found:
        """Return what is known before the places are read."""
        nobody = np.full(len(codes), NOBODY)
        return cls(codes, how, nobody, np.full(len(codes), np.nan), nobody.copy(), nobody.copy())

    def part(self, points: Whole) -> _Found:
        """Return the rows of some points."""
        return _Found(
            self.codes[points],
            self.how[points],
            self.places[points],
            self.km[points],
            self.admin1[points],
            self.admin2[points],
        )

    def put(self, points: Whole, part: _Found) -> None:
        """Take over the rows of some points."""
        for column, values in zip(self, part, strict=True):
            column[points] = values


def _find(
    nearby: Nearby, found: _Found, points: tuple[Floats, Floats], limits: tuple[float, float]
) -> _Found:
    """Return what is found for points: the nearest place, and those that lend their units."""
    if len(nearby.ids) == 0:
        return found
    lat, lon = points
    max_km, reach = limits
    places, km = nearby.finder().find(lat, lon, max_km)
    met = places != NOBODY
    at = nearby.position(places)
    by_place = (found.how == "") & met & (km <= reach) & (nearby.country[at] > 0)
    codes = np.where(by_place, country_codes(nearby.country[at]), found.codes)
    how = np.where(by_place, "place", found.how)
    wanted = country_numbers(codes)
    lends = met & (nearby.country[at] == wanted) & (wanted > 0) & (nearby.admin1[at] != NOBODY)
    admin1 = np.where(lends, places, NOBODY)
    rest = np.flatnonzero(~lends & (wanted > 0))
    lenders = nearby.where((nearby.admin1 != NOBODY) & (nearby.country > 0))
    admin1[rest], _ = lenders.finder(lenders.country).find(lat[rest], lon[rest], max_km, wanted[rest])
    admin2 = _second_level(nearby, admin1, (lat, lon), max_km)
    return _Found(codes, how, places, np.where(met, km, np.nan), admin1, admin2)


def _second_level(nearby: Nearby, admin1: Whole, points: tuple[Floats, Floats], max_km: float) -> Whole:
    """Return the nearest place that says in which part of the first-level unit of each point it lies."""
    admin2 = np.full(len(admin1), NOBODY)
    lenders = nearby.where((nearby.admin1 != NOBODY) & (nearby.admin2 != NOBODY))
    has = np.flatnonzero(admin1 != NOBODY)
    if len(lenders.ids) == 0 or len(has) == 0:
        return admin2
    units = np.unique(lenders.admin1)
    asked = nearby.admin1[nearby.position(admin1[has])]
    group = np.minimum(np.searchsorted(units, asked), len(units) - 1)
    known = units[group] == asked
    has, group = has[known], group[known]
    lat, lon = points
    finder = lenders.finder(np.searchsorted(units, lenders.admin1))
    admin2[has], _ = finder.find(lat[has], lon[has], min(ADMIN2_KM, max_km), group)
    return admin2


def _table(reader: PlaceReader, lat: Floats, lon: Floats, found: _Found) -> Locations:
    """Return the columns, with the names of places and units read from the index."""
    column = _names(reader, np.concatenate([found.places, found.admin1, found.admin2]))
    codes, positions = np.unique(found.codes, return_inverse=True)
    names = country_names(reader.connection)
    ways = found.how.astype(object)
    ways[found.how == ""] = None
    return Locations(
        lat=lat,
        lon=lon,
        country_code=_texts([code or None for code in codes.tolist()])[positions],
        country=_texts([names.get(code) for code in codes.tolist()])[positions],
        country_how=ways,
        admin1=column(found.admin1, lambda place: place.admin1),
        admin1_id=column(found.admin1, lambda place: place.admin1_id),
        admin2=column(found.admin2, lambda place: place.admin2),
        admin2_id=column(found.admin2, lambda place: place.admin2_id),
        admin_inferred=found.admin1 != NOBODY,
        place_id=column(found.places, lambda place: place.id),
        place=column(found.places, lambda place: place.name),
        distance_km=found.km,
    )


def _names(reader: PlaceReader, ids: Whole) -> Callable[[Whole, Callable[[Place], str | None]], Texts]:
    """Return a function that makes a column of what is asked of the places of rows; None for no row."""
    known = np.unique(ids[ids != NOBODY])
    places = read_places(reader, known.tolist())
    ordered = [places[row] for row in known.tolist()]

    def column(rows: Whole, ask: Callable[[Place], str | None]) -> Texts:
        texts = _texts([*(ask(place) for place in ordered), None])
        return texts[np.where(rows == NOBODY, len(ordered), np.searchsorted(known, rows))]

    return column


def _texts(values: list[str | None]) -> Texts:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
