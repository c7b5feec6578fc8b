"""The records keep their own rules."""

import dataclasses
from datetime import date

import pytest

from geomap import model
from geomap.errors import InvalidRecordError
from geomap.model import (
    Candidate,
    CasualtyCount,
    DatePrecision,
    DateSpan,
    Document,
    EventType,
    FeatureScore,
    Incident,
    IncidentPlace,
    MatchKind,
    Mention,
    Place,
    PlacePrecision,
)

RECORDS = [
    value for value in vars(model).values() if isinstance(value, type) and dataclasses.is_dataclass(value)
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records_are_frozen_slotted_and_documented(record):
    assert record.__dataclass_params__.frozen
    assert "__slots__" in vars(record)
    assert all(field.kw_only for field in dataclasses.fields(record))
    assert record.__doc__
    assert not record.__doc__.startswith(f"{record.__name__}(")


def test_the_package_lists_what_it_offers():
    assert model.__all__ == sorted(model.__all__)
    assert {record.__name__ for record in RECORDS} <= set(model.__all__)


def test_a_mention_spans_its_text():
    mention = Mention(doc_id="d1", text="Łódź", start=4, end=8)
    with pytest.raises(dataclasses.FrozenInstanceError):
        mention.start = 5
    with pytest.raises(InvalidRecordError, match=r"'Łódź' does not span 4\.\.9"):
        Mention(doc_id="d1", text="Łódź", start=4, end=9)


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.1, 0), (-91, 0), (0, 180.5), (float("nan"), 0), (0, float("inf"))]
)
def test_a_place_is_on_earth(lat, lon):
    with pytest.raises(InvalidRecordError, match=r"place test:1: .* is not a point on Earth"):
        Place(id="test:1", name="Nowhere", lat=lat, lon=lon, feature_class="P", feature_code="PPL")


@pytest.mark.parametrize(("lat", "lon"), [(0, 0), (-90, 180), (90, -180)])
def test_the_edges_of_the_map_are_on_earth(lat, lon):
    place = Place(id="test:1", name="Edge", lat=lat, lon=lon, feature_class="T", feature_code="CAPE")
    assert (place.lat, place.lon) == (lat, lon)


def test_a_date_does_not_run_backwards():
    with pytest.raises(InvalidRecordError, match="runs backwards"):
        DateSpan(start=date(2020, 2, 2), end=date(2020, 2, 1), precision=DatePrecision.DAYS)
    assert DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN).text == ""


def test_an_incident_has_a_place_entry():
    values = {
        "id": "i1",
        "title": "t",
        "description": "",
        "event_type": EventType.OTHER,
        "sub_type": "",
        "sources": (),
        "when": DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN),
        "evidence": (),
    }
    with pytest.raises(InvalidRecordError, match="incident i1 has no place"):
        Incident(places=(), **values)
    nowhere = IncidentPlace(text=None, resolution=None, precision=PlacePrecision.UNRESOLVED, radius_km=None)
    assert Incident(places=(nowhere,), **values).killed == CasualtyCount()


def test_a_count_that_is_not_said_is_none_and_not_zero():
    assert (CasualtyCount().low, CasualtyCount().best, CasualtyCount().high) == (None, None, None)
    assert CasualtyCount(low=0, best=0, high=0) != CasualtyCount()


def test_a_candidate_s_score_is_the_weighted_sum():
    place = Place(id="test:1", name="Oruro", lat=-18, lon=-67, feature_class="P", feature_code="PPL")
    scores = (
        FeatureScore(name="a", value=0.5, weight=3.0, detail=""),
        FeatureScore(name="b", value=-1.0, weight=0.25, detail=""),
    )
    option = Candidate(
        place=place, matched_name="Oruro", match=MatchKind.EXACT, name_score=1.0, scores=scores
    )
    assert option.score == pytest.approx(1.25)
    assert Candidate(place=place, matched_name="Oruro", match=MatchKind.EXACT, name_score=1.0).score == 0


def test_a_row_s_cells_by_role():
    doc = Document(
        id="t1", text="", source="t.csv", row=1, fields={"Ort": " Bern ", "Tote": "0", "Note": "  "},
        roles={"place": "Ort", "killed": "Tote", "title": "Note", "url": "Link"},
    )  # fmt: skip
    assert doc.is_row
    assert doc.value("place") == "Bern"
    assert doc.value("killed") == "0"
    assert [doc.value(role) for role in ("title", "url", "date")] == [None, None, None]
    assert not Document(id="d1", text="", source="-").is_row


def test_documents_do_not_share_their_fields():
    first, second = Document(id="a", text="", source="-"), Document(id="b", text="", source="-")
    with pytest.raises(TypeError):
        first.fields["x"] = "y"
    assert second.fields == {}
