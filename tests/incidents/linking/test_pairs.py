"""What speaks for and against two reports being of one incident."""

from dataclasses import replace

import pytest

from geomap.incidents.linking.pairs import pair_of
from geomap.incidents.linking.report import report_of
from geomap.incidents.linking.score import explain_pair, load_weights, score_pair
from geomap.incidents.linking.vocabulary import Vocabulary
from geomap.model import CasualtyCount, DateSpan, EventType, PlacePrecision


def reasons(one, two):
    """Return the value of each reason that a pair of incidents gives, by its name."""
    reports = [report_of(one, 0), report_of(two, 1)]
    pair, weights = pair_of(*reports, Vocabulary(reports)), load_weights()
    turned = pair_of(*reports[::-1], Vocabulary(reports))
    assert score_pair(pair, weights) == pytest.approx(score_pair(turned, weights))
    return {entry.name: entry.value for entry in explain_pair(pair, weights)}


def test_places_are_the_same_near_or_apart(told):
    one = told("a", "A bomb goes off")
    spot = one.places[0]
    moved = replace(one, places=(replace(spot, lat=spot.lat + 0.08, resolution=None),))
    assert reasons(one, one)["same_place"] == 1
    assert 0 < reasons(one, moved)["near_place"] < 1
    assert reasons(one, told("b", "A bomb goes off", place="Tarija"))["places_apart"] == 1
    assert reasons(one, told("b", "A bomb goes off", place="Rosario"))["countries_differ"] == 1


def test_north_of_a_town_is_neither_the_town_nor_south_of_it(told):
    one = told("a", "A bomb goes off")
    north, south = (
        replace(
            one,
            places=(replace(one.places[0], text=f"{side} of Oruro", precision=PlacePrecision.NEAR),),
        )
        for side in ("north", "south")
    )
    assert "same_place" not in reasons(one, north)
    assert "near_place" in reasons(one, north)
    assert reasons(north, south)["places_apart"] < 0.5
    assert reasons(north, north)["same_place"] == 1


def test_days_that_are_stated_part_sooner_than_days_that_are_guessed(told):
    one, two = told("a", "A bomb", day="2023-05-12"), told("b", "A bomb", day="2023-05-14")
    assert reasons(one, one)["same_day"] == 1
    assert reasons(one, two)["days_apart"] == 1
    guessed = replace(
        two,
        when=DateSpan(
            start=two.when.start, end=two.when.end, precision=two.when.precision, rule="no_time_given"
        ),
    )
    assert reasons(one, guessed)["days_apart"] < 0.5


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        (CasualtyCount(low=14, best=14, high=14), CasualtyCount(low=14, best=14, high=14), "same_number"),
        (CasualtyCount(low=12), CasualtyCount(low=14, best=14, high=14), "numbers_agree"),
        (CasualtyCount(low=12, high=15), CasualtyCount(low=14, best=14, high=14), "numbers_agree"),
        (CasualtyCount(low=2, best=2, high=2), CasualtyCount(low=40, best=40, high=40), "numbers_differ"),
        (CasualtyCount(low=2, best=2, high=2), CasualtyCount(), "one_counts"),
    ],
)
def test_numbers_are_the_same_agree_or_differ(told, one, two, reason):
    found = reasons(replace(told("a", "A bomb"), killed=one), replace(told("b", "A bomb"), killed=two))
    kinds = {"same_number", "numbers_agree", "numbers_differ", "one_counts"}
    assert found.keys() & kinds == {reason}


def test_a_grenade_is_no_car_bomb_and_a_protest_no_battle(told):
    one = told("a", "A bomb", kind="ied")
    assert reasons(one, told("b", "A bomb", kind="suicide_bomb")).get("kinds_differ") is None
    assert reasons(one, told("b", "A bomb", kind="grenade"))["kinds_differ"] == 1
    march = told("b", "A march", kind="peaceful_protest", event_type=EventType.PROTEST)
    assert reasons(one, march)["types_differ"] == 1


def test_an_update_of_a_headline_is_the_same_headline(told):
    one = told("a", "Car bomb kills nine at a market gate", outlet="One")
    two = told("b", "UPDATE 2-Car bomb kills 12 at a market gate", outlet="One")
    other = told("c", "Parliament debates water law", outlet="One")
    found = reasons(one, two)
    assert found["same_title"] > 0.6
    assert found["same_publisher"] < 0.4
    assert reasons(one, other)["same_publisher"] == 1


def test_the_words_of_the_place_are_no_words_in_common(told):
    found = reasons(told("a", "Oruro mourns students"), told("b", "Oruro opens stadium"))
    assert "text_likeness" not in found
    assert found["no_words_shared"] == 1
