"""Coordinates far from a named place: a warning only where the row's words can mean nothing else."""

import pytest

from geomap.incidents.row_checks import check_row
from geomap.model import Document, Mention, PlaceStatus, Resolution


def warning_of(engine, name, code, point, *, words=None, confidence=0.95, meanings=None, **cells):
    """Return the problem of a row whose words were taken for a place that the default gazetteer knows."""
    place = next(one for one in engine.gazetteer.exact(name) if one.country_code == code)
    lat, lon = point
    fields = {"place": words or name, "lat": str(lat), "lon": str(lon), **cells}
    roles = {column: column for column in fields if column != "note"}
    doc = Document(
        id="t1", text="\n".join(fields.values()), source="t.csv", row=1, fields=fields, roles=roles,
        meanings=meanings or {},
    )  # fmt: skip
    mention = Mention(doc_id="t1", text=name, start=0, end=len(name))
    decided = Resolution(
        mention=mention, status=PlaceStatus.RESOLVED, place=place, lat=place.lat, lon=place.lon,
        confidence=confidence,
    )  # fmt: skip
    return check_row(doc, decided, engine.gazetteer)


AT_HOMS = (34.73, 36.71)


def test_a_row_that_can_only_mean_one_place_far_from_its_point(opened):
    problem = warning_of(opened, "Deir ez-Zor", "SY", AT_HOMS)
    assert problem is not None
    assert "from Deir ez-Zor as the gazetteer knows it" in problem.reason


@pytest.mark.parametrize(
    "row",
    [
        {"words": "Road from Deir ez-Zor"},
        {"words": "Deir ez-Zor, Homs"},
        {"words": "between Deir ez-Zor and Palmyra"},
        {"note": "in the city of Homs"},
        {"admin2": "Homs"},
        {"confidence": 0.45},
        {"words": "Dayr Azzaur"},
        {"meanings": {"sub_type": "earthquake"}},
    ],
    ids=["road", "two places", "between", "another cell", "unit", "unsure", "spelt alike", "earthquake"],
)
def test_rows_whose_words_do_not_contradict_their_point(opened, row):
    assert warning_of(opened, "Deir ez-Zor", "SY", AT_HOMS, **row) is None


def test_a_mistake_that_explains_the_point_is_told_whatever_the_words(opened):
    problem = warning_of(opened, "Deir ez-Zor", "SY", (40.14, 35.33), words="Road to Deir ez-Zor")
    assert problem is not None
    assert "swapped" in problem.suggestion


def test_an_earthquake_off_the_coast_or_over_the_border_is_no_mistake(opened):
    quake = {"sub_type": "earthquake"}
    assert warning_of(opened, "Latakia", "SY", (35.5, 35.0), meanings=quake) is None
    assert warning_of(opened, "Aleppo", "SY", (37.2, 37.0), meanings=quake, country="Syria") is None
