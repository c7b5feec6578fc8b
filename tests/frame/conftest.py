from datetime import date

import pytest

from geomap.model import (
    Actor,
    Candidate,
    CasualtyCount,
    DatePrecision,
    DateSpan,
    EventType,
    Evidence,
    FeatureScore,
    GroupCount,
    Incident,
    IncidentPlace,
    MatchKind,
    Mention,
    Place,
    PlacePrecision,
    PlaceStatus,
    Resolution,
    Source,
)


def gazetteer_place(number, name, lat=34.73, lon=36.71):
    return Place(
        id=f"test:{number}", name=name, lat=lat, lon=lon, feature_class="P", feature_code="PPLA",
        country_code="SY", country="Syria", admin1="Homs",
    )  # fmt: skip


@pytest.fixture
def resolved():
    """A place that was resolved, with four others that it could have been."""
    chosen, *others = (gazetteer_place(number, f"Homs {number}", lat=34.0 + number) for number in range(6))
    candidates = tuple(
        Candidate(
            place=place,
            matched_name=place.name,
            match=MatchKind.EXACT,
            name_score=1.0,
            scores=(
                FeatureScore(name="size", value=0.5, weight=1.0, detail="many people live there"),
                FeatureScore(name="silent", value=0.0, weight=1.0, detail=""),
            ),
        )
        for place in (chosen, *others)
    )
    mention = Mention(doc_id="d1", text="Homs", start=10, end=14)
    resolution = Resolution(
        mention=mention, status=PlaceStatus.RESOLVED, place=chosen, lat=34.0, lon=36.71,
        confidence=0.912345, margin=0.5, candidates=candidates,
    )  # fmt: skip
    return IncidentPlace(
        text="outskirts of Homs", resolution=resolution, precision=PlacePrecision.NEAR, radius_km=25.0,
        lat=34.12345678, lon=36.71,
    )  # fmt: skip


@pytest.fixture
def unresolved():
    return IncidentPlace(
        text="a village", resolution=None, precision=PlacePrecision.UNRESOLVED, radius_km=None
    )


@pytest.fixture
def make_incident(resolved):
    def make(name="i1", day=date(2024, 2, 6), places=None, **changes):
        values = {
            "id": name,
            "title": "Shells near Homs",
            "description": "",
            "event_type": EventType.EXPLOSION_REMOTE,
            "sub_type": "shelling",
            "when": DateSpan(
                start=day, end=day, precision=DatePrecision.DAY, text="on Tuesday", rule="weekday"
            ),
            "places": (resolved,) if places is None else places,
            "sources": (Source(doc_id="d1", publisher="Example Daily", published=day),),
            "evidence": (
                Evidence(field="killed", doc_id="d1", start=3, end=8, quote="three", cue="killed", rule="n"),
            ),
            "killed": CasualtyCount(low=3, best=3, high=3, text="three"),
            "wounded": CasualtyCount(low=12, text="dozens"),
            "actors": (Actor(name="A", role="target"),),
            "counts_by_group": (GroupCount(kind="killed", group="children", count=CasualtyCount(best=1)),),
        }
        return Incident(**(values | changes))

    return make
