"""What speaks for and against two reports being of one incident."""

from dataclasses import replace
from datetime import timedelta

import pytest

from geomap.incidents.linking.pairs import pair_of
from geomap.incidents.linking.report import report_of
from geomap.incidents.linking.score import chance, explain_pair, load_weights, score_pair
from geomap.incidents.linking.vocabulary import Vocabulary
from geomap.model import CasualtyCount, DateSpan, EventType, PlacePrecision

DAY = timedelta(days=1)


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


def test_a_toll_that_grows_from_day_to_day_is_no_difference(told):
    first = replace(told("a", "Blast kills 20"), killed=CasualtyCount(low=20, best=20, high=20))
    later = replace(first, id="b", killed=CasualtyCount(low=90, best=90, high=90))
    grown = replace(later, sources=(replace(later.sources[0], published=first.sources[0].published + DAY),))
    assert "numbers_differ" in reasons(first, later)
    assert reasons(first, grown)["numbers_grow"] > 0
    assert "numbers_differ" not in reasons(first, grown)
    shrunk = replace(grown, killed=CasualtyCount(low=2, best=2, high=2))
    assert "numbers_differ" in reasons(first, shrunk)


def test_terms_of_a_table_are_ours_where_they_can_be_and_say_nothing_where_not(told):
    ours = told("a", "A bomb", kind="air_drone_strike")
    assert reasons(ours, told("b", "A bomb", kind="Air/drone strike"))["same_kind"] == 1
    assert "kinds_differ" not in reasons(ours, told("b", "A bomb", kind="2"))
    assert "kinds_differ" in reasons(ours, told("b", "A bomb", kind="Grenade"))


def test_at_least_a_number_and_that_number_are_the_same(told):
    open_count, count = CasualtyCount(low=21), CasualtyCount(low=20, best=21, high=22)
    found = reasons(replace(told("a", "A bomb"), killed=open_count), replace(told("b", "B"), killed=count))
    assert found["same_number"] > 0.5


def test_the_country_alone_says_less_about_where_than_two_towns(told):
    one, two = told("a", "A bomb"), told("b", "A bomb", place="Rosario")
    country = replace(two, places=(replace(two.places[0], precision=PlacePrecision.COUNTRY),))
    assert reasons(one, country)["countries_differ"] < reasons(one, two)["countries_differ"]


def test_one_place_and_day_is_not_enough(told):
    march = told("a", "Teachers march", kind="peaceful_protest", event_type=EventType.PROTEST)
    row = told("b", "1 in Oruro", kind="1", event_type=EventType.OTHER, killed=21)
    assert reasons(march, row)["place_and_day_alone"] == 1
    reports = [report_of(march, 0), report_of(row, 1)]
    weights = load_weights()
    score = score_pair(pair_of(*reports, Vocabulary(reports)), weights)
    assert chance(score) < weights.merge
    assert "place_and_day_alone" not in reasons(told("a", "A bomb"), told("b", "A bomb"))
