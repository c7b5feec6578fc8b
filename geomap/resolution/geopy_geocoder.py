"""A geopy geocoder over the gazetteer: the same calls as geopy's online services, without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.exc import ConfigurationError, GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from geomap.errors import GazetteerError
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.countries import is_country
from geomap.model import Candidate, Place

__all__ = ["GazetteerGeocoder", "NullAdapter"]

_STRUCTURED = ("street", "city", "county", "state", "country")
_POOL = 50
_DEFAULT_LIMIT = 10


class NullAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """A geopy adapter that cannot reach anything: the geocoder asks a file."""

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:  # noqa: ANN401
        """Refuse."""
        raise GeocoderUnavailable(f"geomap is offline: {url} is not fetched")

    def get_text(self, url: str, *, timeout: Any, headers: Any) -> str:  # noqa: ANN401
        """Refuse."""
        raise GeocoderUnavailable(f"geomap is offline: {url} is not fetched")


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
            default an adapter that refuses to connect.
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

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        featuretype: str | None = None,
    ) -> Location | list[Location] | None:
        """
        Return a location point by address.

        :param query: The name of a place, with the places it lies in behind commas; or a mapping with any of
            the keys `street`, `city`, `county`, `state` and `country`.
        :type query: dict or str

        :param bool exactly_one: Return one result or a list of results, if available.

        :param int timeout: Not used: nothing is fetched.

        :param int limit: Maximum amount of results to return. Unless ``exactly_one`` is `False`, this is `1`.

        :param country_codes: ISO 3166-1 alpha-2 codes; places elsewhere are left out.
        :type country_codes: str or list

        :param str featuretype: If present, restrict results to `country`, `state`, `city` or `settlement`.

        :rtype: ``None``, :class:`geopy.location.Location` or a list of them, if
            ``exactly_one=False``.
        """  # noqa: D212
        wanted = _wanted_count(limit, exactly_one)
        if featuretype is not None and featuretype not in _FEATURE_TYPES:
            raise ValueError(f"featuretype must be one of {', '.join(sorted(_FEATURE_TYPES))}")
        text = _query_text(query)
        if text == "":
            return None
        codes = _country_codes(country_codes)
        found = [
            one
            for one in self.gazetteer.lookup(text, limit=_POOL)
            if (not codes or one.place.country_code in codes)
            and (featuretype is None or _FEATURE_TYPES[featuretype](one.place))
        ]
        return _answer([_candidate_location(one) for one in found[:wanted]], exactly_one)

    def reverse(
        self,
        query: Any,  # noqa: ANN401
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        limit: int | None = None,
        max_km: float = 100.0,
    ) -> Location | list[Location] | None:
        """
        Return an address by location point.

        :param query: The coordinates for which you wish to obtain the
            closest places of the gazetteer.
        :type query: :class:`geopy.point.Point`, list or tuple of ``(latitude,
            longitude)``, or string as ``"%(latitude)s, %(longitude)s"``.

        :param bool exactly_one: Return one result or a list of results, if available.

        :param int timeout: Not used: nothing is fetched.

        :param int limit: Maximum amount of results to return. Unless ``exactly_one`` is `False`, this is `1`.

        :param float max_km: How far to look, in km.

        :rtype: ``None``, :class:`geopy.location.Location` or a list of them, if
            ``exactly_one=False``.
        """  # noqa: D212
        wanted = _wanted_count(limit, exactly_one)
        if query is None:
            raise ValueError("Must be a coordinate pair or Point")
        lat, lon = (float(part) for part in self._coerce_point_to_string(query).split(","))
        near = self.gazetteer.reverse(lat, lon, limit=wanted, max_km=max_km)
        return _answer([_location(place, {"distance_km": round(km, 3)}) for place, km in near], exactly_one)


def _wanted_count(limit: int | None, exactly_one: bool) -> int:
    """Return how many results to look for."""
    if limit is not None and limit < 1:
        raise ValueError("Limit must be >= 1")
    if exactly_one:
        return 1
    return limit if limit is not None else _DEFAULT_LIMIT


def _query_text(query: str | Mapping[str, str]) -> str:
    """Write a query, structured or not, as ``geomap lookup`` reads it."""
    if isinstance(query, Mapping):
        unknown = sorted(set(query) - set(_STRUCTURED))
        if unknown:
            raise ValueError(f"unknown keys {', '.join(unknown)}; known: {', '.join(_STRUCTURED)}")
        parts = (str(query[key]).strip() for key in _STRUCTURED if query.get(key))
        return ", ".join(part for part in parts if part != "")
    if not isinstance(query, str):
        raise TypeError(f"query must be a string or a mapping, not {type(query).__name__}")
    return query.strip()


def _country_codes(codes: str | Sequence[str] | None) -> frozenset[str]:
    """Return ISO codes in capitals; a string may hold several with commas."""
    if codes is None:
        return frozenset()
    listed = codes.split(",") if isinstance(codes, str) else codes
    return frozenset(code.strip().upper() for code in listed)


def _is_state(place: Place) -> bool:
    return place.feature_code == "ADM1"


def _is_city(place: Place) -> bool:
    return place.feature_class == "P"


def _is_settlement(place: Place) -> bool:
    """Nominatim's settlement: anything lived in that is below a state."""
    return place.feature_class == "P" or place.feature_code.startswith(("ADM2", "ADM3", "ADM4"))


_FEATURE_TYPES = {"city": _is_city, "country": is_country, "settlement": _is_settlement, "state": _is_state}


def _candidate_location(candidate: Candidate) -> Location:
    """Return a candidate as a location; ``raw`` says why it was chosen."""
    more = {
        "matched_name": candidate.matched_name,
        "match": str(candidate.match),
        "name_score": candidate.name_score,
        "score": round(candidate.score, 4),
        "reasons": [reason.detail for reason in candidate.scores],
    }
    return _location(candidate.place, more)


def _location(place: Place, more: Mapping[str, object]) -> Location:
    """Return a place as a location; ``raw`` has Nominatim's keys and the gazetteer's."""
    display = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
    raw = {
        "place_id": place.id,
        "lat": str(place.lat),
        "lon": str(place.lon),
        "display_name": display,
        "class": place.feature_class,
        "type": place.feature_code,
        "address": {
            "country": place.country,
            "country_code": place.country_code.lower(),
            "state": place.admin1,
        },
        "population": place.population,
        "radius_km": place.radius_km,
        "source": place.source,
        **more,
    }
    return Location(display, (place.lat, place.lon), raw)


def _answer(locations: list[Location], exactly_one: bool) -> Location | list[Location] | None:
    """Return what geopy's callers expect: None rather than an empty list."""
    if not locations:
        return None
    return locations[0] if exactly_one else locations
