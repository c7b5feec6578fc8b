"""Incidents to link, as articles and table rows give them."""

from datetime import date, timedelta

import pytest

from geomap.incidents.relations import place_incident
from geomap.model import (
    CasualtyCount,
    DatePrecision,
    DateSpan,
    EventType,
    Incident,
    Mention,
    Place,
    PlaceStatus,
    Resolution,
    Source,
)

TOWNS = {
    "Oruro": (-17.97, -67.11, "BO", "Bolivia"),
    "Tarija": (-21.53, -64.73, "BO", "Bolivia"),
    "Rosario": (-32.95, -60.65, "AR", "Argentina"),
}


def _place(name):
    lat, lon, code, country = TOWNS[name]
    entry = Place(
        id=f"test:{name}",
        name=name,
        lat=lat,
        lon=lon,
        feature_class="P",
        feature_code="PPL",
        country_code=code,
        country=country,
    )
    mention = Mention(doc_id="d1", text=name, start=0, end=len(name))
    return place_incident(
        name, Resolution(mention=mention, status=PlaceStatus.RESOLVED, place=entry, lat=lat, lon=lon)
    )[0]


@pytest.fixture
def told():
    """Make an incident: ``told("a", "A bomb kills 4", place="Oruro", day="2023-05-12", killed=4)``."""

    def make(
        name,
        title,
        *,
        doc=None,
        place="Oruro",
        day="2023-05-12",
        killed=None,
        kind="ied",
        outlet=None,
        **changes,
    ):
        happened = None if day is None else date.fromisoformat(day)
        published = None if happened is None else happened + timedelta(days=1)
        fields = {
            "id": name,
            "title": title,
            "description": title,
            "event_type": EventType.EXPLOSION_REMOTE,
            "sub_type": kind,
            "when": DateSpan(
                start=happened,
                end=happened,
                precision=DatePrecision.UNKNOWN if happened is None else DatePrecision.DAY,
                rule="weekday",
            ),
            "places": (_place(place),),
            "sources": (
                Source(doc_id=doc or f"doc-{name}", publisher=outlet, published=published, title=title),
            ),
            "evidence": (),
            "killed": CasualtyCount(low=killed, best=killed, high=killed),
        }
        return Incident(**{**fields, **changes})

    return make
