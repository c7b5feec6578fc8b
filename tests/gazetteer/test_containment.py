from geomap.gazetteer.containment import UnitFinder, with_units
from geomap.gazetteer.records import Entry
from geomap.model import Place


def place(number: int, lat: float, lon: float, kind: str = "S.AIRB", **fields) -> Place:
    fclass, fcode = kind.split(".")
    options = {"country_code": "SY", **fields}
    return Place(
        id=f"x:{number}", name="X", lat=lat, lon=lon, feature_class=fclass, feature_code=fcode, **options
    )


def finder() -> UnitFinder:
    units = UnitFinder()
    units.add(place(1, 34.7, 36.7, "P.PPL", admin1_code="11", admin2_code="02"))
    units.add(place(2, 34.9, 36.7, "P.PPL", admin1_code="12", admin2_code="05"))
    return units


def test_both_units_of_the_nearest_town():
    assert finder().find(place(3, 34.72, 36.7)) == ("11", "02")


def test_a_far_town_tells_the_first_level_only():
    assert finder().find(place(3, 34.7, 37.5)) == ("11", None)
    assert finder().find(place(3, 34.7, 39.5)) == (None, None)


def test_only_towns_of_the_country_and_of_the_stated_unit_count():
    assert finder().find(place(3, 34.72, 36.7, country_code="LB")) == (None, None)
    assert finder().find(place(3, 34.72, 36.7, admin1_code="12")) == ("12", "05")
    assert finder().find(place(3, 34.72, 36.7, admin1_code="13")) == ("13", None)


def test_only_places_that_lie_in_one_unit_take_it():
    towns = Entry(place=place(1, 34.7, 36.7, "P.PPL", admin1_code="11", admin2_code="02", source="geonames"))
    listed = [
        place(2, 34.7, 36.71),
        place(3, 34.7, 36.71, "H.STM"),
        place(4, 34.7, 36.71, "A.ADM1", admin1_code="11"),
        place(5, 34.7, 36.9, "P.PPL", admin1_code="11", source="geonames"),
        place(6, 34.7, 36.71, "P.PPLX", admin1_code="11", source="geomap"),
        place(7, 34.7, 36.71, country_code=""),
    ]
    found = [one.place for one in with_units([towns, *(Entry(place=one) for one in listed)], UnitFinder())]
    assert [one.admin2_code for one in found] == ["02", "02", None, None, None, "02", None]
