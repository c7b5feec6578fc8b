"""Sentences that tell of several places with numbers of their own."""

from datetime import date

import pytest


def told(found):
    return [(one.places[0].text, one.killed.best, one.wounded.best) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gunmen raided two towns on Monday, killing seven in Kandahar and five in Herat.",
            [("Kandahar", 7, None), ("Herat", 5, None)],
        ),
        (
            "Floods killed 12 people in Kandahar, eight in Herat and three in Farah on Monday.",
            [("Kandahar", 12, None), ("Herat", 8, None), ("Farah", 3, None)],
        ),
        (
            "Bombs killed ten people, six in Kandahar and four in Herat, on Monday.",
            [("Kandahar", 6, None), ("Herat", 4, None)],
        ),
        (
            "Shelling killed two people and wounded five in Kandahar, and killed one in Herat on Monday.",
            [("Kandahar", 2, 5), ("Herat", 1, None)],
        ),
        ("A bomb killed ten people in Kandahar, 40 km south of Herat, on Monday.", [("Kandahar", 10, None)]),
    ],
)
def test_each_place_has_its_own_number(incidents, text, expected):
    assert told(incidents(text)) == expected


def test_each_place_has_its_own_date(incidents):
    found = incidents("Car bombs killed ten people in Kandahar on 1 May and four in Herat a day later.")
    assert told(found) == [("Kandahar", 10, None), ("Herat", 4, None)]
    assert [one.when.start for one in found] == [date(2023, 5, 1), date(2023, 5, 2)]


def test_each_place_has_its_own_event_words(incidents):
    first, second = incidents(
        "A bomb killed two people in Kandahar and three soldiers were shot dead in Herat."
    )
    assert (first.sub_type, first.killed.best) == ("ied", 2)
    assert (second.sub_type, second.killed.best) == ("shooting", 3)


def test_a_number_for_all_places_is_of_one_incident(incidents):
    (found,) = incidents("Air strikes in Kandahar, Herat and Farah killed 12 people on Monday.")
    assert (len(found.places), found.killed.best) == (3, 12)
