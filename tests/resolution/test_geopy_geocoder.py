import inspect
import pickle
import re

import pytest
from geopy.exc import ConfigurationError, GeocoderUnavailable
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.point import Point

from geomap.resolution.geopy_geocoder import GazetteerGeocoder, NullAdapter


@pytest.fixture(scope="module")
def geocoder():
    return GazetteerGeocoder()


def documented(method) -> list[str]:
    return re.findall(r":param (?:[\w.:`]+ )?(\w+):", method.__doc__)


@pytest.mark.parametrize("name", ["geocode", "reverse"])
def test_signature_is_the_one_geopy_asks_for(name):
    method = getattr(GazetteerGeocoder, name)
    parameters = list(inspect.signature(method).parameters.values())
    assert [one.name for one in parameters[:2]] == ["self", "query"]
    assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters[2:])
    defaults = {one.name: one.default for one in parameters[2:]}
    assert defaults["exactly_one"] is True
    assert defaults["timeout"] is DEFAULT_SENTINEL
    assert documented(method) == [one.name for one in parameters[1:]]
    rtype = " ".join(method.__doc__.split(":rtype:")[1].split())
    assert rtype == "``None``, :class:`geopy.location.Location` or a list of them, if ``exactly_one=False``."


def test_init_is_the_one_geopy_asks_for():
    assert issubclass(GazetteerGeocoder, Geocoder)
    parameters = inspect.signature(GazetteerGeocoder.__init__).parameters
    last = ["timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"]
    assert list(parameters)[-5:] == last
    assert all(parameters[name].kind is inspect.Parameter.KEYWORD_ONLY for name in last)
    assert documented(GazetteerGeocoder.__init__) == list(parameters)[1:]


def test_geocode_gives_a_location(geocoder):
    location = geocoder.geocode("Mashtal, Baghdad")
    assert (location.latitude, location.longitude) == (33.324, 44.502)
    assert location.address == "al-Mashtal, Baghdad, Iraq"
    assert location.raw["place_id"] == "geomap:al-mashtal-iq"
    assert location.raw["address"]["country_code"] == "iq"
    assert "it lies in Baghdad" in location.raw["reasons"]
    assert pickle.loads(pickle.dumps(location)) == location


def test_nothing_is_none_and_never_an_empty_list(geocoder):
    for query in ("", "   ", ", ,", "Tower 9999", {}, {"city": ""}):
        assert geocoder.geocode(query) is None
        assert geocoder.geocode(query, exactly_one=False) is None
    assert geocoder.reverse((-45, -130)) is None
    assert geocoder.reverse((-45, -130), exactly_one=False) is None


def test_many_results(geocoder):
    found = geocoder.geocode("Springfield", exactly_one=False, limit=3)
    assert len(found) == 3
    assert len(geocoder.geocode("Springfield", exactly_one=False)) == 10


def test_structured_queries(geocoder):
    assert geocoder.geocode({"city": "Tripoli", "country": "Lebanon"}).raw["address"]["country"] == "Lebanon"
    assert geocoder.geocode({"state": "Homs", "country": "Syria"}).raw["address"]["country_code"] == "sy"
    with pytest.raises(ValueError, match="unknown keys town"):
        geocoder.geocode({"town": "Homs"})


def test_filters(geocoder):
    assert geocoder.geocode("Tripoli", country_codes="lb").raw["address"]["country"] == "Lebanon"
    assert geocoder.geocode("Tripoli", country_codes=["lb", "sy"]).raw["address"]["country"] == "Lebanon"
    assert geocoder.geocode("Georgia", featuretype="state").raw["address"]["country_code"] == "us"
    assert geocoder.geocode("Georgia", featuretype="country").raw["address"]["country_code"] == "ge"
    with pytest.raises(ValueError, match="featuretype must be one of city, country"):
        geocoder.geocode("Georgia", featuretype="street")


@pytest.mark.parametrize("limit", [0, -1])
def test_limits_below_one_are_refused(geocoder, limit):
    with pytest.raises(ValueError, match="Limit must be >= 1"):
        geocoder.geocode("Homs", limit=limit)
    with pytest.raises(ValueError, match="Limit must be >= 1"):
        geocoder.reverse((1, 1), limit=limit)


@pytest.mark.parametrize("point", [(33.34, 44.40), "33.34, 44.40", Point(33.34, 44.40)])
def test_reverse_takes_points_as_geopy_does(geocoder, point):
    location = geocoder.reverse(point)
    assert location.address == "Baghdad, Iraq"
    assert location.raw["distance_km"] < 1


def test_what_is_no_point_or_query_is_refused(geocoder):
    with pytest.raises(ValueError, match="Must be a coordinate pair or Point"):
        geocoder.reverse(None)
    with pytest.raises(ValueError, match="unknown format"):
        geocoder.reverse("nowhere")
    with pytest.raises(TypeError, match="query must be a string"):
        geocoder.geocode(7)


def test_a_rate_limiter_waits_for_nothing(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert limited("") is None
    assert limited("Homs").raw["place_id"] == "geonames:169577"


def test_a_missing_gazetteer_is_a_configuration_error(tmp_path):
    with pytest.raises(ConfigurationError, match="geomap gazetteer build"):
        GazetteerGeocoder(tmp_path / "no.db")


def test_nothing_can_be_fetched(geocoder):
    assert isinstance(geocoder.adapter, NullAdapter)
    with pytest.raises(GeocoderUnavailable, match="offline"):
        geocoder.adapter.get_json("https://example.org", timeout=1, headers={})
    with pytest.raises(GeocoderUnavailable, match="offline"):
        geocoder.adapter.get_text("https://example.org", timeout=1, headers={})


def test_it_works_as_a_context_manager():
    with GazetteerGeocoder() as opened:
        assert opened.geocode("Homs") is not None
