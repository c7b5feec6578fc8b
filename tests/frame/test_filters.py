"""Filters: what stays, why the rest is left out, and that the counts add up."""

import json
from datetime import date

import geopandas
import pytest
from shapely.geometry import LineString, Polygon, box

from geomap.errors import InputError, MissingInputError, UnreadableInputError
from geomap.frame import Filters, filter_frame, from_records, parse_box, read_area

PLAIN = {
    "place_index": 0, "event_type": "battle", "sub_type": "armed_clash", "stage": "accomplished",
    "factuality": "reported", "is_background": False, "is_aggregate": False, "date_precision": "day",
    "place_status": "resolved", "place_precision": "settlement", "review_status": "auto",
}  # fmt: skip


def record(number, **cells):
    day = cells.pop("day", "2024-02-07")
    return {**PLAIN, "incident_id": f"i{number}", "date_start": day, "date_end": day, **cells}


ROWS = [
    record(1, lat=33.3, lon=44.4, country_code="IQ", confidence=0.9, killed_best=3),
    record(2, lat=34.7, lon=36.7, country_code="SY", confidence=0.4, event_type="explosion_remote",
           sub_type="ied"),
    record(3, lat=33.3, lon=44.4, country_code="IQ", day=None, date_precision="unknown", confidence=0.8),
    record(4, country_code=None, place_status="unresolved", place_precision="unresolved"),
    record(5, lat=-17.7, lon=178.0, country_code=None, place_status="given", place_precision="site"),
    record(6, lat=48.8, lon=2.3, country_code="FR", confidence=0.9, killed_best=9),
    record(6, place_index=1, lat=33.4, lon=44.5, country_code="IQ", confidence=0.3),
    record(7, lat=33.3, lon=44.4, country_code="IQ", confidence=0.9, date_precision="year") | {
        "date_start": "2023-01-01", "date_end": "2023-12-31",
    },
]  # fmt: skip


@pytest.fixture
def frame():
    return from_records(ROWS)


def kept(frame, countries_at=None, **filters):
    found = filter_frame(frame, Filters(**filters), countries_at=countries_at)
    ids = sorted(set(found["incident_id"]))
    assert len(ids) + sum(found.attrs["filtered"].values()) == frame["incident_id"].nunique()
    return [int(name[1:]) for name in ids]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7]),
        ({"bbox": (40, 30, 48, 38)}, [1, 3, 6, 7]),
        ({"bbox": (170, -20, -170, 0)}, [5]),
        ({"bbox": (44.4, 33.3, 44.4, 33.3)}, [1, 3, 7]),
        ({"within": box(40, 30, 48, 38)}, [1, 3, 6, 7]),
        ({"within": Polygon([(44.4, 33.3), (45, 33.3), (45, 34), (44.4, 33.3)])}, [1, 3, 6, 7]),
        ({"countries": frozenset(["IQ"])}, [1, 3, 6, 7]),
        ({"countries": frozenset(["SY", "FR"])}, [2, 6]),
        ({"since": date(2024, 2, 7)}, [1, 2, 4, 5, 6]),
        ({"since": date(2023, 6, 1), "until": date(2023, 6, 30)}, [7]),
        ({"until": date(2024, 2, 6)}, [7]),
        ({"types": frozenset(["battle"])}, [1, 3, 4, 5, 6, 7]),
        ({"types": frozenset(["IED"])}, [2]),
        ({"types": frozenset(["Explosion/Remote"])}, [2]),
        ({"min_confidence": 0.5}, [1, 3, 5, 6, 7]),
        ({"countries": frozenset(["IQ"]), "min_confidence": 0.5}, [1, 3, 7]),
        ({"bbox": (40, 30, 48, 38), "countries": frozenset(["FR"])}, []),
    ],
)
def test_what_stays(frame, filters, ids):
    assert kept(frame, **filters) == ids


def test_an_incident_stays_whole_and_in_order(frame):
    found = filter_frame(frame, Filters(countries=frozenset(["IQ"])))
    assert list(found["incident_id"]) == [
        name for name in frame["incident_id"] if name in {"i1", "i3", "i6", "i7"}
    ]
    assert found.loc[found["incident_id"] == "i6", "killed_best"].sum() == 9
    assert list(found.columns) == list(frame.columns)
    assert found.crs == frame.crs


def test_why_the_rest_is_left_out_is_counted_once_each(frame):
    found = filter_frame(
        frame,
        Filters(
            bbox=(40, 30, 48, 38), since=date(2024, 1, 1), types=frozenset(["battle"]), min_confidence=0.5
        ),
    )
    assert list(found["incident_id"]) == ["i1"]
    assert found.attrs["filtered"] == {
        "of another type": 1, "undated": 1, "on other days": 1, "without a point": 1, "outside the area": 1,
        "less certain": 1,
    }  # fmt: skip


def test_a_bare_point_is_asked_for_its_country(frame):
    asked = []

    def countries_at(lats, lons):
        asked.append((lats, lons))
        return ["FJ"] * len(lats)

    assert kept(frame, countries=frozenset(["FJ"]), countries_at=countries_at) == [5]
    assert asked == [([-17.7], [178.0])]


def test_an_empty_frame_stays_empty():
    found = filter_frame(
        from_records([]), Filters(bbox=(0, 0, 1, 1), since=date(2024, 1, 1), min_confidence=0.1)
    )
    assert len(found) == 0
    assert found.attrs["filtered"] == {}


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"bbox": (0, 10, 1, 5)}, "no box"),
        ({"bbox": (0, 0, 200, 5)}, "no box"),
        ({"since": date(2024, 1, 2), "until": date(2024, 1, 1)}, "no day"),
        ({"min_confidence": 1.5}, "0 to 1"),
    ],
)
def test_conditions_that_cannot_be_met(choices, words):
    with pytest.raises(InputError, match=words):
        Filters(**choices)


def test_a_type_that_does_not_exist_lists_those_that_do(frame):
    with pytest.raises(InputError, match="'bananas'; event types: battle, explosion_remote"):
        filter_frame(frame, Filters(types=frozenset(["bananas"])))


def test_boxes():
    assert parse_box("40,30,48,38") == (40.0, 30.0, 48.0, 38.0)
    assert parse_box(" -10; 30 ; 5.5;38") == (-10.0, 30.0, 5.5, 38.0)
    for text in ("40,30,48", "a,b,c,d", "", "40 30 48 38"):
        with pytest.raises(InputError, match="no box"):
            parse_box(text)


def test_areas_of_any_format(tmp_path):
    shapes = geopandas.GeoDataFrame(
        {"name": ["a", "b", "road"]},
        geometry=[box(40, 30, 44, 38), box(44, 30, 48, 38), LineString([(0, 0), (1, 1)])],
        crs="EPSG:4326",
    )
    shapes.to_file(tmp_path / "area.geojson")
    shapes[:2].to_crs("EPSG:3857").to_file(tmp_path / "area.gpkg")
    for name in ("area.geojson", "area.gpkg"):
        area = read_area(tmp_path / name)
        assert area.bounds == pytest.approx((40, 30, 48, 38), abs=1e-6)
    shapes[2:].to_file(tmp_path / "line.geojson")
    with pytest.raises(UnreadableInputError, match="no polygon"):
        read_area(tmp_path / "line.geojson")
    (tmp_path / "bad.geojson").write_text(json.dumps({"type": "Nothing"}), encoding="utf-8")
    with pytest.raises(UnreadableInputError, match=r"bad\.geojson"):
        read_area(tmp_path / "bad.geojson")
    with pytest.raises(MissingInputError, match="no file"):
        read_area(tmp_path / "none.geojson")
