import pytest

from geomap.model import Place
from geomap.resolution.units import containment, is_twin, names_unit


def spot(number, name, feature="P.PPL", **changes):
    feature_class, feature_code = feature.split(".")
    values = {
        "id": f"test:{number}", "name": name, "lat": 50.0, "lon": 30.0, "feature_class": feature_class,
        "feature_code": feature_code, "country_code": "UA", "country": "Ukraine", "admin1": "Kyiv",
    }  # fmt: skip
    return Place(**(values | changes))


TOWN = spot(1, "Irpin")


@pytest.mark.parametrize(
    ("parent", "value"),
    [
        (spot(2, "Ukraine", "A.PCLI"), 1.0),
        (spot(2, "Poland", "A.PCLI", country_code="PL"), 0.0),
        (spot(3, "Kyiv", "A.ADM1"), 1.0),
        (spot(3, "Lviv", "A.ADM1"), 0.0),
        (spot(4, "Kyiv", lat=50.1797), 0.5),
        (spot(4, "Kharkiv", lat=49.0, lon=36.0), 0.0),
        (spot(5, "Polissia", "L.RGN", lat=50.5, radius_km=100.0), 1.0),
        (spot(5, "Polissia", "L.RGN", lat=55.0, radius_km=100.0), 0.0),
        (spot(6, "Dnipro", "H.STM"), 0.0),
        (TOWN, 0.0),
    ],
    ids=lambda value: f"{value.name} {value.feature_code}" if isinstance(value, Place) else None,
)
def test_how_well_a_place_sits_in_a_parent(parent, value):
    assert containment(TOWN, parent) == pytest.approx(value, abs=0.01)


def test_a_city_and_the_unit_of_its_name():
    city = spot(1, "Gao", admin1="Gao")
    assert is_twin(city, spot(2, "Gao", "A.ADM1", lat=55.0))
    assert is_twin(spot(1, "Gao", admin1=None), spot(2, "Gao", "A.ADM1", lat=50.9))
    assert not is_twin(spot(1, "Gao", admin1=None), spot(2, "Gao", "A.ADM1", lat=55.0))
    assert not is_twin(city, spot(2, "Gao", "A.ADM1", country_code="ML"))
    assert not is_twin(city, spot(2, "Mopti", "A.ADM1"))


@pytest.mark.parametrize(
    ("written", "name", "same"),
    [
        ("Homs Governorate", "Homs", True),
        ("the State of Kogi", "Kogi", False),
        ("KOGI STATE", "Kogi", True),
        ("Al Anbar", "Anbar", True),
        ("North Kivu", "South Kivu", False),
    ],
)
def test_an_admin_cell_names_a_unit_with_or_without_its_type(written, name, same):
    assert names_unit(written, name) is same
