"""Which incidents are one, which may be, and which are not."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from geomap.incidents.linking import link_incidents
from geomap.incidents.linking.features import AGAINST, FEATURES, FOR
from geomap.incidents.linking.score import load_weights
from geomap.model import DatePrecision, DateSpan, EventType


def clusters(incidents, apart=()):
    """Return the ids of incidents by cluster, as a sorted list of strings."""
    found = {}
    for incident in link_incidents(incidents, apart).incidents:
        found.setdefault(incident.cluster_id, []).append(incident.id)
    return sorted("".join(members) for members in found.values())


def test_two_reports_of_one_bomb_are_one_and_others_stay_alone(told):
    incidents = [
        told("a", "Car bomb at a market kills 14", killed=14),
        told("b", "Blast rocks market, 14 dead", killed=14),
        told("c", "Car bomb at a barracks kills 3", killed=3, day="2023-06-20"),
        told("d", "Car bomb at a market kills 14", killed=14, place="Rosario"),
    ]
    assert clusters(incidents) == ["ab", "c", "d"]


def test_nothing_is_changed_but_the_cluster_and_none_is_left_out(told):
    incidents = [told("a", "Car bomb kills 14", killed=14), told("b", "Bomb kills 14", killed=14)]
    linked = link_incidents(incidents).incidents
    assert [replace(incident, cluster_id=None) for incident in linked] == incidents
    assert all(incident.cluster_id is not None for incident in linked)


def test_the_order_of_the_incidents_does_not_matter(told):
    incidents = [
        told(name, f"Car bomb number {name} at a market kills 14", killed=14, day=f"2023-05-{day}")
        for name, day in zip("abcdef", (10, 10, 11, 11, 12, 20), strict=True)
    ]
    assert clusters(incidents) == clusters(incidents[::-1]) or {
        frozenset(members) for members in clusters(incidents)
    } == {frozenset(members) for members in clusters(incidents[::-1])}


def test_what_one_article_tells_apart_no_third_report_brings_together(told):
    incidents = [
        told("a", "Car bomb at a market kills 14", doc="d1", killed=14),
        told("b", "Car bomb at a market gate kills 14", doc="d1", killed=14),
        told("c", "Car bomb at a market kills 14", doc="d2", killed=14),
    ]
    found = clusters(incidents)
    assert len(found) == 2
    assert not any("a" in members and "b" in members for members in found)


def test_likenesses_do_not_chain(told):
    days = [date(2023, 5, 10) + timedelta(days=number) for number in range(6)]
    titles = ("a market", "a bus station", "the port", "a school gate", "a barracks", "the old bridge")
    incidents = [
        told(chr(97 + number), f"Car bomb at {title}", killed=4 + number, day=day.isoformat())
        for number, (day, title) in enumerate(zip(days, titles, strict=True))
    ]
    assert all(len(members) <= 2 for members in clusters(incidents))


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "Rosario"},
        {"place": "Tarija"},
        {"day": "2023-05-20"},
        {"event_type": EventType.PROTEST, "kind": "peaceful_protest"},
        {"killed": 140},
    ],
)
def test_what_disagrees_is_not_merged(told, changes):
    one = told("a", "A car bomb goes off near a school", killed=4)
    two = told("b", "Hundreds in the streets", **{"killed": 4, **changes})
    assert clusters([one, two]) == ["a", "b"]


def test_suggestions_are_pairs_of_different_clusters_with_reasons(told):
    one = told("a", "A car bomb goes off near a school", killed=4)
    others = [
        told("b", "Two wounded in blast", killed=9),
        told("c", "Grenade thrown at a bus", killed=4, kind="grenade"),
        told("d", "Explosion at a fuel depot", killed=4, kind="explosion", day="2023-05-13"),
    ]
    found = link_incidents([one, *others])
    cluster = {incident.id: incident.cluster_id for incident in found.incidents}
    weights = load_weights()
    assert len(found.suggestions) > 0
    for entry in found.suggestions:
        assert cluster[entry.one] != cluster[entry.two]
        assert weights.suggest <= entry.score
        assert all(reason.detail for reason in entry.reasons)
    assert [entry.score for entry in found.suggestions] == sorted(
        (entry.score for entry in found.suggestions), reverse=True
    )


def test_rows_without_a_source_that_tells_them_apart_can_be_one(told):
    incidents = [
        told("a", "Car bomb kills 14", doc="t1", killed=14),
        told("b", "Car bomb kills 14", doc="t1", killed=14),
    ]
    assert clusters(incidents) == ["a", "b"]
    assert clusters(incidents, [None, None]) == ["ab"]


def test_an_incident_without_a_date_stays_alone(told):
    unknown = DateSpan(start=None, end=None, precision=DatePrecision.UNKNOWN)
    incidents = [
        told("a", "Car bomb kills 14", killed=14, when=unknown),
        told("b", "Car bomb kills 14", killed=14),
    ]
    assert clusters(incidents) == ["a", "b"]


def test_a_cluster_keeps_its_id_when_a_report_is_added(told):
    one, two = told("a", "Car bomb kills 14", killed=14), told("b", "Bomb kills 14", killed=14)
    alone = link_incidents([one]).incidents[0].cluster_id
    assert [incident.cluster_id for incident in link_incidents([one, two]).incidents] == [alone, alone]


def test_every_reason_has_a_weight_of_the_right_sign_and_says_what_it_is():
    weights = load_weights().features
    assert list(weights) == [feature.__name__ for feature in FEATURES]
    assert all((feature.__doc__ or "").strip() for feature in FEATURES)
    assert all(weights[name] >= 0 for name in FOR)
    assert all(weights[name] <= 0 for name in AGAINST)


def test_many_incidents_link_quickly(told):
    first = date(2015, 1, 1)
    towns = ("Oruro", "Tarija", "Rosario")
    incidents = [
        told(
            f"i{number}",
            f"Attack number {number % 97} at plaza {number % 89}",
            place=towns[number % 3],
            day=(first + timedelta(days=number // 8)).isoformat(),
            killed=number % 7,
        )
        for number in range(4000)
    ]
    begun = time.process_time()
    link_incidents(incidents)
    assert time.process_time() - begun < 20
