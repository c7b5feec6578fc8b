import pytest

from geomap.errors import InvalidRecordError
from geomap.frame import to_frame, validate_frame


@pytest.fixture
def frame(make_incident, resolved, unresolved):
    return to_frame([make_incident(places=(resolved, unresolved))], provenance="x")


def test_our_own_frame_is_valid(frame):
    validate_frame(frame)


def test_columns_missing_unknown_or_moved(frame):
    with pytest.raises(InvalidRecordError, match="'weapon' is missing"):
        validate_frame(frame.drop(columns="weapon"))
    with pytest.raises(InvalidRecordError, match="'mood' is not a column"):
        validate_frame(frame.assign(mood=1))
    with pytest.raises(InvalidRecordError, match="out of order"):
        validate_frame(frame[["place_index", *(name for name in frame.columns if name != "place_index")]])


def test_another_reference_system(frame):
    with pytest.raises(InvalidRecordError, match="EPSG:4326"):
        validate_frame(frame.to_crs(3857))


def test_a_point_that_is_not_at_lat_and_lon(frame):
    moved = frame.copy()
    moved.loc[0, "lat"] = 10.0
    with pytest.raises(InvalidRecordError, match="column 'geometry' of incident i1"):
        validate_frame(moved)


def test_counts_on_a_second_place(frame):
    doubled = frame.copy()
    doubled.loc[1, "killed_best"] = 3
    with pytest.raises(InvalidRecordError, match="'killed_best'"):
        validate_frame(doubled)


def test_another_type(frame):
    with pytest.raises(InvalidRecordError, match="'killed_low' must be Int64, not float64"):
        validate_frame(frame.assign(killed_low=frame["killed_low"].astype("float64")))
