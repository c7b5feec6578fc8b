from datetime import date

import pytest

from geomap.errors import InvalidRecordError
from geomap.frame import COLUMNS, from_records, iter_records, to_frame


def test_columns_types_and_reference_system(make_incident):
    frame = to_frame([make_incident()], provenance="geomap 1")
    assert list(frame.columns) == list(COLUMNS)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        n: c.dtype for n, c in COLUMNS.items()
    }
    assert frame.crs.to_epsg() == 4326
    assert frame.loc[0, "provenance"] == "geomap 1"


def test_an_empty_table_has_every_column():
    frame = to_frame([], provenance="")
    assert (len(frame), list(frame.columns)) == (0, list(COLUMNS))
    assert frame["killed_best"].dtype == "Int64"


def test_counts_stand_on_the_first_place_only(make_incident, resolved, unresolved):
    frame = to_frame([make_incident(places=(resolved, unresolved))], provenance="")
    assert frame["place_index"].tolist() == [0, 1]
    assert frame["killed_best"].sum() == 3
    first, second = iter_records(frame)
    assert (first["killed_low"], first["killed_text"], first["wounded_low"], first["wounded_best"]) == (
        3,
        "three",
        12,
        None,
    )
    assert first["counts_by_group"] == [
        {"kind": "killed", "group": "children", "low": None, "best": 1, "high": None, "text": None}
    ]
    assert (second["killed_low"], second["killed_text"], second["counts_by_group"]) == (None, None, [])
    assert second["title"] == first["title"]


def test_null_is_not_zero_and_empty_text_is_null(make_incident):
    (row,) = iter_records(to_frame([make_incident()], provenance=""))
    assert row["missing_best"] is None
    assert row["description"] is None
    assert row["civilian_targeting"] is None
    assert row["is_background"] is False


def test_place_columns(make_incident, unresolved, resolved):
    frame = to_frame([make_incident(places=(resolved, unresolved))], provenance="")
    first, second = iter_records(frame)
    assert (first["place_name"], first["place_id"], first["country_code"]) == ("Homs 0", "test:0", "SY")
    assert (first["lat"], first["lon"], first["confidence"]) == (34.123457, 36.71, 0.9123)
    assert (frame.geometry[0].x, frame.geometry[0].y) == (36.71, 34.123457)
    assert (second["place_status"], second["place_text"], second["lat"]) == ("unresolved", "a village", None)
    assert frame.geometry[1] is None


def test_alternatives_are_the_next_candidates_with_reasons(make_incident):
    (row,) = iter_records(to_frame([make_incident()], provenance=""))
    assert [other["place_id"] for other in row["place_alternatives"]] == ["test:1", "test:2", "test:3"]
    assert row["place_alternatives"][0] == {
        "place_id": "test:1",
        "name": "Homs 1",
        "lat": 35.0,
        "lon": 36.71,
        "country_code": "SY",
        "score": 0.5,
        "reasons": ["many people live there"],
    }


def test_rows_are_sorted_with_undated_incidents_last(make_incident, resolved, unresolved):
    incidents = [
        make_incident("b", None),
        make_incident("c", date(2024, 2, 6), places=(resolved, unresolved)),
        make_incident("a", date(2024, 2, 6)),
        make_incident("z", date(2023, 1, 1)),
    ]
    frame = to_frame(incidents, provenance="")
    keys = list(zip(frame["incident_id"], frame["place_index"], strict=True))
    assert keys == [("z", 0), ("a", 0), ("c", 0), ("c", 1), ("b", 0)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event_type", "war"),
        ("killed_best", -1),
        ("killed_best", 1.5),
        ("lat", 91.0),
        ("confidence", 1.5),
        ("date_start", "06/02/2024"),
        ("date_end", "2024-02-05"),
        ("title", ""),
        ("place_status", None),
        ("evidence", "text"),
        ("lon", None),
        ("is_background", "maybe"),
    ],
)
def test_a_wrong_value_is_refused_by_name(make_incident, column, value):
    (row,) = iter_records(to_frame([make_incident()], provenance=""))
    with pytest.raises(InvalidRecordError, match=rf"column '({column}|lat)'"):
        from_records([{**row, column: value}])


def test_a_repeated_key_is_refused(make_incident):
    with pytest.raises(InvalidRecordError, match="place_index"):
        to_frame([make_incident("a"), make_incident("a")], provenance="")


def test_records_build_the_same_frame(make_incident):
    from pandas.testing import assert_frame_equal

    frame = to_frame([make_incident()], provenance="x")
    assert_frame_equal(from_records(iter_records(frame)), frame)
