import asyncio
import math
import pickle
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

import geopandas
import geopy.geocoders
import pandas as pd
import pytest
from geopy.exc import ConfigurationError, GeocoderUnavailable
from geopy.extra.rate_limiter import AsyncRateLimiter, RateLimiter
from geopy.point import Point
from shapely import Point as Shape

from geomap.resolution.geopy_geocoder import AsyncNullAdapter, GazetteerGeocoder, NullAdapter


@pytest.fixture(scope="module")
def geocoder():
    return GazetteerGeocoder()


def test_geocode_gives_a_location(geocoder):
    location = geocoder.geocode("Mashtal, Baghdad")
    assert (location.latitude, location.longitude) == (33.324, 44.502)
    assert location.address == "al-Mashtal, Baghdad, Iraq"
    assert location.raw["place_id"] == "geomap:al-mashtal-iq"
    assert location.raw["address"]["country_code"] == "iq"
    assert "it lies in Baghdad" in location.raw["reasons"]
    assert pickle.loads(pickle.dumps(location)) == location


def test_nothing_is_none_and_never_an_empty_list(geocoder):
    for query in (
        "",
        "   ",
        ", ,",
        "Tower 9999",
        9999,
        {},
        {"city": ""},
        {"city": math.nan},
        {"postalcode": "1"},
    ):
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
    with pytest.raises(ValueError, match="unknown format"):
        geocoder.reverse("nowhere")
    with pytest.warns(UserWarning, match="Latitude"), pytest.raises(ValueError, match="Latitude"):
        geocoder.reverse((95, 10))
    with pytest.raises(TypeError, match="query must be a string"):
        geocoder.geocode(Point(33.34, 44.40))


MISSING = [None, math.nan, pd.NA, pd.NaT, "", " "]


@pytest.mark.parametrize("cell", MISSING, ids=repr)
def test_an_empty_cell_has_no_answer_and_costs_no_retry(geocoder, cell):
    start = time.monotonic()
    assert RateLimiter(geocoder.geocode)(cell) is None
    assert RateLimiter(geocoder.reverse)(cell) is None
    assert RateLimiter(geocoder.reverse)((cell, cell)) is None
    assert time.monotonic() - start < 1


def test_a_rate_limiter_waits_for_nothing(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert limited("Homs").raw["place_id"] == "geonames:169577"
    names = ["Homs", "Baghdad", None, "Erbil", "Tower 9999"] * 20
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(limited, names))
    assert [one and one.address for one in found] == [one and one.address for one in map(limited, names)]


def test_an_area_is_preferred_or_required(geocoder):
    texas = [(25.8, -106.7), (36.5, -93.5)]
    assert geocoder.geocode("Paris").raw["address"]["country_code"] == "fr"
    preferred = geocoder.geocode("Paris", viewbox=texas)
    assert preferred.raw["address"]["state"] == "Texas"
    assert "it lies in the viewbox" in preferred.raw["reasons"]
    assert geocoder.geocode("Baghdad", viewbox=texas).raw["address"]["country_code"] == "iq"
    inside = geocoder.geocode("Paris", viewbox=texas, bounded=True, exactly_one=False)
    assert len(inside) > 1
    assert all(25.8 <= one.latitude <= 36.5 and -106.7 <= one.longitude <= -93.5 for one in inside)
    assert geocoder.geocode("Baghdad", viewbox=texas, bounded=True) is None
    assert geocoder.geocode("Baghdad", bounded=True) is not None


@pytest.mark.parametrize(
    "corners",
    [
        [Point(36.5, -106.7), Point(25.8, -93.5)],
        ((25.8, -93.5), (36.5, -106.7)),
        ["25.8, -106.7", "36.5, -93.5"],
    ],
    ids=["points", "tuples", "strings"],
)
def test_corners_come_in_any_form_and_order(geocoder, corners):
    found = geocoder.geocode("Paris", viewbox=corners, bounded=True)
    assert found.raw["address"]["state"] == "Texas"


def test_countries_are_searched_one_by_one_and_ranked_together(geocoder):
    found = geocoder.geocode("Tripoli", exactly_one=False, limit=5, country_codes=["lb", "LY", "lb"])
    assert {one.raw["address"]["country_code"] for one in found} == {"lb", "ly"}
    assert len({one.raw["place_id"] for one in found}) == len(found)
    scores = [one.raw["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert geocoder.geocode("Tripoli", country_codes="xx") is None


def test_it_is_a_provider_of_geopandas():
    names = ["Homs, Syria", "Tower 9999", None, "Baghdad", 7]
    placed = geopandas.tools.geocode(names, provider=GazetteerGeocoder)
    assert list(placed.geometry.is_empty) == [False, True, True, False, True]
    assert list(placed["address"].isna()) == [False, True, True, False, True]
    assert placed.crs == "EPSG:4326"
    assert placed.geometry[0].y == pytest.approx(34.72, abs=0.1)
    points = geopandas.GeoSeries([Shape(44.4, 33.34), Shape(-130, -45)], index=["a", "b"], crs="EPSG:4326")
    named = geopandas.tools.reverse_geocode(points, provider=GazetteerGeocoder)
    assert list(named.index) == ["a", "b"]
    assert named["address"]["a"] == "Baghdad, Iraq"
    assert named.geometry["b"].is_empty


def test_it_works_on_columns_of_pandas(geocoder):
    table = pd.DataFrame(
        {"where": ["Homs", None, "Erbil"], "lat": [34.7, math.nan, 36.2], "lon": [36.7, 1, 44]}
    )
    found = table["where"].apply(geocoder.geocode)
    assert [one and one.raw["address"]["country_code"] for one in found] == ["sy", None, "iq"]
    points = table.apply(lambda row: geocoder.reverse((row["lat"], row["lon"])), axis=1)
    assert [one and one.raw["address"]["country_code"] for one in points] == ["sy", None, "iq"]


def test_answers_are_awaited_with_an_adapter_that_is():
    async def ask():
        async with GazetteerGeocoder(adapter_factory=AsyncNullAdapter) as geocoder:
            limited = AsyncRateLimiter(geocoder.geocode)
            found = await asyncio.gather(*(limited(name) for name in ("Homs", "", "Erbil")))
            with pytest.raises(GeocoderUnavailable, match="offline"):
                await geocoder.adapter.get_json("https://example.org", timeout=1, headers={})
            with pytest.raises(GeocoderUnavailable, match="offline"):
                await geocoder.adapter.get_text("https://example.org", timeout=1, headers={})
            return found, await geocoder.reverse((33.34, 44.40))

    with ThreadPoolExecutor(
        1
    ) as pool:  # a thread of its own: the browser tests leave a loop running in this one
        found, near = pool.submit(lambda: asyncio.run(ask())).result()
    assert [one and one.raw["address"]["country_code"] for one in found] == ["sy", None, "iq"]
    assert near.address == "Baghdad, Iraq"
    with pytest.raises(TypeError, match="async with"), GazetteerGeocoder(adapter_factory=AsyncNullAdapter):
        pass


def test_a_missing_gazetteer_is_a_configuration_error(tmp_path):
    with pytest.raises(ConfigurationError, match="geomap gazetteer build"):
        GazetteerGeocoder(tmp_path / "no.db")


def test_nothing_can_be_fetched(geocoder):
    assert isinstance(geocoder.adapter, NullAdapter)
    assert not isinstance(geocoder.adapter, geopy.geocoders.options.default_adapter_factory)
    with pytest.raises(GeocoderUnavailable, match="offline"):
        geocoder.adapter.get_json("https://example.org", timeout=1, headers={})
    with pytest.raises(GeocoderUnavailable, match="offline"):
        geocoder.adapter.get_text("https://example.org", timeout=1, headers={})


def test_it_works_as_a_context_manager():
    with GazetteerGeocoder() as opened:
        assert opened.geocode("Homs") is not None
    with pytest.raises(sqlite3.ProgrammingError):
        opened.geocode("Hama")
