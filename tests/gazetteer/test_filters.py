"""Which places an answer may hold."""

import pytest

from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.filters import PlaceFilter
from geomap.model import Place


def place(**facts) -> Place:
    """Homs, but for what is given."""
    homs = {
        "id": "geonames:169577", "name": "Homs", "lat": 34.72, "lon": 36.73, "feature_class": "P",
        "feature_code": "PPLA", "country_code": "SY", "admin1": "Homs", "admin1_code": "11",
        "admin1_id": "geonames:169575", "radius_km": 8.0, "source": "geonames",
    }  # fmt: skip
    return Place(**{**homs, **facts})


def test_an_empty_filter_admits_everything():
    assert PlaceFilter().is_empty
    assert PlaceFilter().fits(place(country_code="", admin1=None, admin1_code=None, admin1_id=None))


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"countries": frozenset(["SY"])}, True),
        ({"countries": frozenset(["SY", "IQ"])}, True),
        ({"countries": frozenset(["IQ"])}, False),
        ({"admin1": "geonames:169575"}, True),
        ({"admin1": "11"}, True),
        ({"admin1": "homs"}, True),
        ({"admin1": "Ḩomş"}, True),
        ({"admin1": "al-Homs"}, True),
        ({"admin1": "Hama"}, False),
        ({"admin1": "geonames:1"}, False),
        ({"admin1": ""}, False),
        ({"features": frozenset(["P"])}, True),
        ({"features": frozenset(["PPLA"])}, True),
        ({"features": frozenset(["P.PPLA"])}, True),
        ({"features": frozenset(["S", "P.PPLA"])}, True),
        ({"features": frozenset(["A.PPLA"])}, False),
        ({"features": frozenset(["PPL"])}, False),
        ({"bbox": (36.0, 34.0, 37.0, 35.0)}, True),
        ({"bbox": (36.73, 34.72, 36.73, 34.72)}, True),
        ({"bbox": (36.0, 34.0, 36.7, 35.0)}, False),
        ({"bbox": (36.0, 34.8, 37.0, 35.0)}, False),
        ({"bbox": (170.0, -90.0, -170.0, 90.0)}, False),
        ({"bbox": (30.0, -90.0, -170.0, 90.0)}, True),
        ({"countries": frozenset(["SY"]), "features": frozenset(["P"]), "admin1": "Hama"}, False),
        ({"countries": frozenset(["SY"]), "features": frozenset(["P"]), "admin1": "Homs"}, True),
    ],
)
def test_all_conditions_must_hold(wanted, fits):
    assert not PlaceFilter(**wanted).is_empty
    assert PlaceFilter(**wanted).fits(place()) is fits


@pytest.mark.parametrize(("lon", "fits"), [(179.9, True), (-179.9, True), (180.0, True), (0.0, False)])
def test_a_box_may_cross_the_antimeridian(lon, fits):
    assert PlaceFilter(bbox=(175.0, -20.0, -175.0, -10.0)).fits(place(lat=-16.0, lon=lon)) is fits


def test_a_place_of_no_unit_lies_in_none():
    nowhere = place(admin1=None, admin1_code=None, admin1_id=None)
    assert not PlaceFilter(admin1="Homs").fits(nowhere)
    assert not PlaceFilter(admin1="").fits(nowhere)


@pytest.mark.parametrize(
    "bbox",
    [
        (36, 35, 37, 34),
        (-181, 0, 0, 1),
        (0, -91, 1, 0),
        (0, 0, 1, 91),
        (0, 0, 999, 1),
        (0, float("nan"), 1, 1),
    ],
)
def test_what_is_no_box(bbox):
    with pytest.raises(InputError, match="west,south,east,north"):
        PlaceFilter(bbox=bbox)


def test_lookups_leave_out_what_does_not_fit(small: Gazetteer):
    def found(**wanted):
        return [one.place.id for one in small.lookup("Homs", limit=20, wanted=PlaceFilter(**wanted))]

    assert found(countries=frozenset(["DE"])) == ["geonames:1"]
    assert found(features=frozenset(["ADM1"])) == ["geonames:169575"]
    assert found(bbox=(0.0, 40.0, 20.0, 60.0)) == ["geonames:1"]
    assert "geonames:169577" in found(admin1="Homs")
    assert "geonames:1" not in found(admin1="Homs")
    assert found(admin1="geonames:170652") == []
    assert small.exact("Homs", wanted=PlaceFilter(countries=frozenset(["DE"]))) == [small.get("geonames:1")]


def test_what_does_not_fit_does_not_keep_other_spellings_from_being_tried(small: Gazetteer):
    """Homs in Germany is out, so that a name like it in the wanted country may answer."""
    wanted = PlaceFilter(countries=frozenset(["SY"]), features=frozenset(["AIRB"]))
    assert [one.place.id for one in small.candidates("Shurat", wanted=wanted)] == ["ourairports:OS65"]


def test_the_same_name_with_another_filter_is_another_question(small: Gazetteer):
    everywhere = len(small.candidates("Homs"))
    assert len(small.candidates("Homs", wanted=PlaceFilter(countries=frozenset(["DE"])))) == 1
    assert len(small.candidates("Homs")) == everywhere > 1
