"""Which reports tell of one event: dates, places, kinds and counts agree or part them."""

from dataclasses import replace
from datetime import date

import pytest

from geomap.extraction import load_model, parse_document
from geomap.incidents.counts import find_counts
from geomap.incidents.dates import find_dates
from geomap.incidents.detect import Hit
from geomap.incidents.lexicon import load_triggers
from geomap.incidents.mention import EventMention, PlaceLink
from geomap.incidents.merge import merge_mentions
from geomap.incidents.relations import place_incident
from geomap.incidents.tree import Tree
from geomap.model import Document, Mention, Place, PlaceStatus, Resolution

TRIGGERS = load_triggers()
REPORTED = date(2023, 5, 12)
ORURO = Place(
    id="test:1", name="Oruro", lat=-17.97, lon=-67.11, feature_class="P", feature_code="PPL",
    country_code="BO", country="Bolivia", admin1="Oruro",
)  # fmt: skip
TARIJA = replace(ORURO, id="test:2", name="Tarija", lat=-21.53, lon=-64.73, admin1="Tarija")
BOLIVIA = replace(ORURO, id="test:3", name="Bolivia", feature_class="A", feature_code="PCLI", admin1=None)


def link(place):
    mention = Mention(doc_id="d1", text=place.name, start=0, end=len(place.name))
    resolution = Resolution(
        mention=mention, status=PlaceStatus.RESOLVED, place=place, lat=place.lat, lon=place.lon
    )
    located, start, end = place_incident(place.name, resolution)
    return PlaceLink(resolution=resolution, place=located, span=(start, end))


def counted(text):
    doc = Document(id="d1", text=text, source="-")
    return tuple(find_counts(text, Tree(parse_document(doc, load_model()))))


def report(words, *, sentence=0, places=(), day=None, counts="", definite=False, **changes):
    """Make the report of one event by its trigger ("blast N")."""
    lemma, _, pos = words.rpartition(" ")
    trigger = TRIGGERS[lemma, pos]
    hit = Hit(
        index=sentence * 20,
        trigger=trigger,
        words=lemma,
        definite=definite,
        plural=False,
        repeated=False,
        since=False,
    )
    found = EventMention(
        hit=hit, hits=(hit,), sentence=sentence, span=(sentence * 100, sentence * 100 + 99),
        event_type=trigger.event_type, sub_type=trigger.sub_type, strength=trigger.strength,
        places=tuple(link(place) for place in places), counts=counted(counts),
        date=None if day is None else find_dates(day, REPORTED)[0],
    )  # fmt: skip
    return replace(found, **changes)


def sizes(*mentions):
    return [len(cluster.mentions) for cluster in merge_mentions(list(mentions))]


BLAST = report("explosion N", places=[ORURO], day="on Tuesday", counts="killing 6 people")


@pytest.mark.parametrize(
    "again",
    [
        report("explosion N", sentence=1, definite=True),
        report("blast N", sentence=4, places=[ORURO]),
        report("blast N", sentence=4, places=[BOLIVIA], day="on Tuesday"),
        report("die V", sentence=1, counts="6 people died"),
        report("wound V", sentence=1, counts="wounded 14 people"),
        report("bombing N", sentence=2, day="this week", definite=True),
    ],
    ids=[
        "the explosion",
        "same place",
        "its country and date",
        "same count",
        "other count",
        "wider date",
    ],
)
def test_reports_that_agree_are_one_event(again):
    assert sizes(BLAST, again) == [2]


@pytest.mark.parametrize(
    "other",
    [
        report("explosion N", sentence=1, places=[TARIJA], day="on Tuesday"),
        report("explosion N", sentence=1, places=[ORURO], day="on Thursday"),
        report("flood N", sentence=1, places=[ORURO], day="on Tuesday"),
        report("explosion N", sentence=1, places=[ORURO], counts="killing 40 people"),
        report("kill V", sentence=1, counts="killed dozens"),
    ],
    ids=["place", "date", "kind", "count", "vague count"],
)
def test_reports_that_disagree_are_two_events(other):
    assert sizes(BLAST, other) == [1, 1]


def test_an_outcome_belongs_to_whatever_event_it_follows():
    quake = report("earthquake N", places=[ORURO], day="on Tuesday")
    assert sizes(quake, report("kill V", sentence=1, counts="5 people were killed")) == [2]
    (cluster,) = merge_mentions([quake, report("injure V", sentence=1, counts="30 people were injured")])
    assert cluster.count("wounded").best == 30


def test_a_report_that_says_nothing_is_no_event():
    assert sizes(report("attack N")) == []
    assert sizes(report("attack N", definite=True, counts="")) == []


def test_what_makes_an_event_of_its_own():
    assert sizes(report("attack N", places=[ORURO])) == [1]
    assert sizes(report("kill V", places=[ORURO])) == []
    assert sizes(report("kill V", places=[ORURO], day="on Monday")) == [1]
    assert sizes(report("kill V", counts="killed 3 people")) == [1]
    assert sizes(report("explosion N", day="on Monday")) == [1]
    assert sizes(report("explosion N")) == []


def test_an_old_event_is_not_the_headline_s():
    title = replace(report("explosion N", counts="kills 6 people"), is_title=True)
    old = report("explosion N", sentence=3, places=[ORURO], day="in 2011")
    assert sizes(title, old) == [1, 1]


def test_the_cluster_s_details():
    (cluster,) = merge_mentions(
        [
            report("explosion N", places=[ORURO], day="this week", counts="killing dozens"),
            report("explosion N", sentence=1, day="on Tuesday", counts="killing 23 people", definite=True),
        ]
    )
    assert cluster.when.start == date(2023, 5, 9)
    assert cluster.count("killed").best == 23
    assert cluster.count("missing") is None
    assert [place.name for place in cluster.places] == ["Oruro"]


def test_nothing_gives_nothing():
    assert merge_mentions([]) == []
