"""A geopy geocoder over the gazetteer: the same calls as geopy's online services, without a network."""

from __future__ import annotations

import weakref
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeAlias

from geopy.adapters import BaseAsyncAdapter, BaseSyncAdapter
from geopy.exc import ConfigurationError, GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from geomap.errors import GazetteerError
from geomap.gazetteer import open_gazetteer
from geomap.geo import BBox
from geomap.model import Candidate
from geomap.resolution.geopy_answers import (
    FEATURE_TYPES,
    candidate_location,
    country_codes_of,
    in_viewbox,
    is_missing,
    place_location,
    query_text,
    wanted_count,
)

__all__ = ["AsyncNullAdapter", "GazetteerGeocoder", "NullAdapter"]

Answer: TypeAlias = Location | list[Location] | None

_POOL = 200


class NullAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """A geopy adapter that cannot reach anything: the geocoder asks a file."""

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:  # noqa: ANN401
        """Refuse."""
        raise GeocoderUnavailable(f"geomap is offline: {url} is not fetched")

    def get_text(self, url: str, *, timeout: Any, headers: Any) -> str:  # noqa: ANN401
        """Refuse."""
        raise GeocoderUnavailable(f"geomap is offline: {url} is not fetched")


class AsyncNullAdapter(BaseAsyncAdapter):  # type: ignore[misc]
    """The same for programs that await their geocoder: name it as the geocoder's ``adapter_factory``."""

    async def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:  # noqa: ANN401
        """Refuse."""
        raise GeocoderUnavailable(f"geomap is offline: {url} is not fetched")

    async def get_text(self, url: str, *, timeout: Any, headers: Any) -> str:  # noqa: ANN401
        """Refuse."""
        raise GeocoderUnavailable(f"geomap is offline: {url} is not fetched")


class _Wanted(NamedTuple):
    """What a call of ``geocode`` asks for."""

    text: str
    most: int
    countries: tuple[str, ...]
    kind: str | None
    viewbox: BBox | None
    bounded: bool


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """Geocoder that asks geomap's own place index; it opens no connection.

    Answers what ``geomap lookup`` and ``geomap reverse`` answer. A location's ``raw`` holds the
    gazetteer entry under Nominatim's keys, with the score and the reasons for it.
    """

    def __init__(
        self,
        gazetteer: str | Path | None = None,
        *,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        proxies: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        user_agent: str | None = None,
        ssl_context: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        adapter_factory: Any = None,  # noqa: ANN401
    ) -> None:
        """

        :param str gazetteer: Path of the place index; by default the one that comes with geomap.

        :param int timeout: See :attr:`geopy.geocoders.options.default_timeout`. Not used.

        :param dict proxies: See :attr:`geopy.geocoders.options.default_proxies`. Not used.

        :param str user_agent: See :attr:`geopy.geocoders.options.default_user_agent`. Not used.

        :type ssl_context: :class:`ssl.SSLContext`
        :param ssl_context: See :attr:`geopy.geocoders.options.default_ssl_context`. Not used.

        :param callable adapter_factory: See :attr:`geopy.geocoders.options.default_adapter_factory`; by
            default an adapter that refuses to connect. With an adapter for asynchronous programs, such as
            ``geomap.resolution.geopy_geocoder.AsyncNullAdapter``, answers have to be awaited.
        """  # noqa: D212
        super().__init__(
            timeout=timeout,
            proxies=proxies,
            user_agent=user_agent,
            ssl_context=ssl_context,
            adapter_factory=adapter_factory if adapter_factory is not None else NullAdapter,
        )
        try:
            self.gazetteer = open_gazetteer(gazetteer)
        except GazetteerError as error:
            raise ConfigurationError(str(error)) from error
        self._lock = Lock()
        self._close = weakref.finalize(self, self.gazetteer.close)

    def __exit__(self, *exc: object) -> None:
        super().__exit__(*exc)
        self._close()

    async def __aexit__(self, *exc: object) -> None:
        await super().__aexit__(*exc)
        self._close()

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        bounded: bool = False,
        featuretype: str | None = None,
    ) -> Answer | Awaitable[Answer]:
        """
        Return a location point by address.

        :param query: The name of a place, with the places it lies in behind commas; or a mapping with any of
            the keys `street` (a part of a town, or a site in it), `city`, `county`, `state` and `country`. A
            `postalcode` is accepted and not used: the gazetteer holds none. A missing value (``None``, NaN or
            blank) has no answer and costs nothing.
        :type query: dict or str

        :param bool exactly_one: Return one result or a list of results, if available.

        :param int timeout: Not used: nothing is fetched.

        :param int limit: Maximum amount of results to return, by default 10. Unless ``exactly_one`` is
            `False`, this is `1`.

        :param country_codes: ISO 3166-1 alpha-2 codes; places elsewhere are left out.
        :type country_codes: str or list

        :param viewbox: Two opposite corners of an area to prefer, such as
            ``[Point(22, 180), Point(-22, -180)]``.
        :type viewbox: list or tuple of 2 items of :class:`geopy.point.Point` or ``(latitude, longitude)`` or
            ``"%(latitude)s, %(longitude)s"``.

        :param bool bounded: Leave out places outside the ``viewbox``.

        :param str featuretype: If present, restrict results to `country`, `state`, `city` or `settlement`.

        :rtype: ``None``, :class:`geopy.location.Location` or a list of them, if
            ``exactly_one=False``.
        """  # noqa: D212
        if featuretype is not None and featuretype not in FEATURE_TYPES:
            raise ValueError(f"featuretype must be one of {', '.join(sorted(FEATURE_TYPES))}")
        wanted = _Wanted(
            text=query_text(query),
            most=wanted_count(limit, exactly_one),
            countries=country_codes_of(country_codes),
            kind=featuretype,
            viewbox=None if viewbox is None else self._box(viewbox),
            bounded=bounded,
        )
        return self._answer(lambda: [candidate_location(one) for one in self._found(wanted)], exactly_one)

    def _found(self, wanted: _Wanted) -> list[Candidate]:
        """Return the places that a call asks for, best first."""
        if wanted.text == "":
            return []
        found = [
            candidate if inside is None else replace(candidate, scores=(*candidate.scores, inside))
            for country in wanted.countries or (None,)
            for candidate in self.gazetteer.lookup(wanted.text, country=country, limit=_POOL)
            if wanted.kind is None or FEATURE_TYPES[wanted.kind](candidate.place)
            for inside in (in_viewbox(candidate.place, wanted.viewbox),)
            if inside is not None or wanted.viewbox is None or not wanted.bounded
        ]
        if wanted.viewbox is not None or len(wanted.countries) > 1:
            found.sort(key=lambda one: (-round(one.score, 6), -one.place.population, one.place.id))
        return found[: wanted.most]

    def _box(self, viewbox: Sequence[Any]) -> BBox:
        """Return the area between two corners, which come in any form that geopy takes."""
        form = "%(lon1)s,%(lat1)s,%(lon2)s,%(lat2)s"
        west, south, east, north = self._format_bounding_box(viewbox, form).split(",")
        return BBox(float(west), float(south), float(east), float(north))

    def _answer(self, locate: Callable[[], list[Location]], exactly_one: bool) -> Answer | Awaitable[Answer]:
        """Return what geopy's callers expect: None rather than an empty list; awaitable if they await."""

        def found() -> Answer:
            with self._lock:
                locations = locate()
            if not locations:
                return None
            return locations[0] if exactly_one else locations

        async def found_later() -> Answer:
            return found()

        return found_later() if isinstance(self.adapter, BaseAsyncAdapter) else found()

    def reverse(
        self,
        query: Any,  # noqa: ANN401
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        limit: int | None = None,
        max_km: float = 100.0,
    ) -> Answer | Awaitable[Answer]:
        """
        Return an address by location point.

        :param query: The coordinates for which you wish to obtain the
            closest places of the gazetteer. A missing value (``None``, NaN or blank, also as a coordinate)
            has no answer.
        :type query: :class:`geopy.point.Point`, list or tuple of ``(latitude,
            longitude)``, or string as ``"%(latitude)s, %(longitude)s"``.

        :param bool exactly_one: Return one result or a list of results, if available.

        :param int timeout: Not used: nothing is fetched.

        :param int limit: Maximum amount of results to return. Unless ``exactly_one`` is `False`, this is `1`.

        :param float max_km: How far to look, in km.

        :rtype: ``None``, :class:`geopy.location.Location` or a list of them, if
            ``exactly_one=False``.
        """  # noqa: D212
        wanted = wanted_count(limit, exactly_one)
        parts = query if isinstance(query, list | tuple) else [query]
        if any(is_missing(part) for part in parts):
            return self._answer(list, exactly_one)
        lat, lon = (float(part) for part in self._coerce_point_to_string(query).split(","))

        def nearest() -> list[Location]:
            near = self.gazetteer.reverse(lat, lon, limit=wanted, max_km=max_km)
            return [place_location(place, {"distance_km": round(km, 3)}) for place, km in near]

        return self._answer(nearest, exactly_one)
