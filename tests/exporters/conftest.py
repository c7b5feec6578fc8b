import pytest
from hypothesis import strategies as st

from geomap.frame import to_frame
from geomap.model import (
    Actor,
    CasualtyCount,
    DatePrecision,
    DateSpan,
    EventType,
    Evidence,
    GroupCount,
    Incident,
    IncidentPlace,
    Mention,
    Place,
    PlacePrecision,
    PlaceRelation,
    PlaceStatus,
    Resolution,
    Source,
)

AWKWARD = [
    "حمص",
    "=1+1",
    "'=x",
    "two\nlines",
    "cr\rlf\r\n",
    'say "x"',
    "a,b;c\td|e",
    "</script>",
    "",
    " ",
    "-1",
    "\u2028",
]

texts = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(codec="utf-8"), max_size=12))
optional_texts = st.none() | texts
counts = st.builds(
    CasualtyCount,
    low=st.none() | st.integers(0, 10**6),
    best=st.none() | st.integers(0, 10**6),
    high=st.none() | st.integers(0, 10**6),
    text=optional_texts,
)
spans = st.dates().map(
    lambda day: DateSpan(start=day, end=day, precision=DatePrecision.DAY, anchor=day)
) | texts.map(
    lambda text: DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN, text=text, rule=text)
)


@st.composite
def places(draw):
    if draw(st.booleans()):
        return IncidentPlace(
            text=draw(optional_texts), resolution=None, precision=PlacePrecision.UNRESOLVED, radius_km=None
        )
    lat, lon = draw(st.floats(-90, 90)), draw(st.floats(-180, 180))
    place = Place(
        id="test:1", name=draw(texts), lat=lat, lon=lon, feature_class="P", feature_code="PPL",
        country_code=draw(st.sampled_from(["", "NA", "SY"])), admin1=draw(optional_texts),
    )  # fmt: skip
    resolution = Resolution(
        mention=Mention(doc_id="d", text="x", start=0, end=1), status=PlaceStatus.RESOLVED, place=place,
        confidence=draw(st.none() | st.floats(0, 1)), margin=draw(st.none() | st.floats(0, 1)),
    )  # fmt: skip
    return IncidentPlace(
        text="x", resolution=resolution, precision=PlacePrecision.NEAR, lat=lat, lon=lon,
        radius_km=draw(st.floats(0, 1e4)), relation=draw(st.none() | st.sampled_from(PlaceRelation)),
    )  # fmt: skip


@st.composite
def incidents(draw, number=0):
    return Incident(
        id=f"i{number}",
        title=draw(texts),
        description=draw(texts),
        event_type=draw(st.sampled_from(EventType)),
        sub_type=draw(texts),
        when=draw(spans),
        places=tuple(draw(st.lists(places(), min_size=1, max_size=2))),
        sources=tuple(draw(st.lists(st.builds(Source, doc_id=texts, publisher=optional_texts), max_size=2))),
        evidence=tuple(
            Evidence(field="place", doc_id="d", start=0, end=1, quote=quote, cue="", rule="r")
            for quote in draw(st.lists(texts, max_size=2))
        ),
        side_a=draw(optional_texts),
        actors=tuple(draw(st.lists(st.builds(Actor, name=texts, role=st.just("target")), max_size=2))),
        civilian_targeting=draw(st.none() | st.booleans()),
        is_background=draw(st.booleans()),
        killed=draw(counts),
        wounded=draw(counts),
        counts_by_group=tuple(
            GroupCount(kind="killed", group=group, count=CasualtyCount(best=1))
            for group in draw(st.lists(texts, max_size=1))
        ),
    )  # fmt: skip


@st.composite
def frames(draw):
    how_many = draw(st.integers(0, 3))
    return to_frame(
        [draw(incidents(number)) for number in range(how_many)],
        provenance="geomap 1 | gazetteer abc | Example, CC0",
    )


@pytest.fixture
def any_frames():
    """Strategy of incident tables with awkward text, nulls and empty lists."""
    return frames()


@pytest.fixture
def frame():
    """Two incidents, one of them without a point."""
    placed = IncidentPlace(
        text="Homs",
        resolution=Resolution(
            mention=Mention(doc_id="d", text="Homs", start=0, end=4),
            status=PlaceStatus.RESOLVED,
            place=Place(
                id="test:1", name="حمص", lat=34.7, lon=36.7, feature_class="P", feature_code="PPLA",
                country_code="SY",
            ),
            confidence=0.9,
            margin=0.4,
        ),
        precision=PlacePrecision.SETTLEMENT,
        radius_km=5.0,
        lat=34.7300001,
        lon=36.71,
    )  # fmt: skip
    nowhere = IncidentPlace(text=None, resolution=None, precision=PlacePrecision.UNRESOLVED, radius_km=None)
    day = DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN)
    made = [
        Incident(
            id=name,
            title="=cmd|' /C calc'!A0",
            description='two\nlines, "quoted"',
            event_type=EventType.OTHER,
            sub_type="",
            when=day,
            places=(place,),
            sources=(Source(doc_id="d"),),
            evidence=(),
            killed=CasualtyCount(best=2),
        )
        for name, place in (("a", placed), ("b", nowhere))
    ]
    return to_frame(
        made, provenance="geomap 1.2 | gazetteer abc | Example Names, CC BY 4.0 | Example Lines, CC0"
    )
