"""Verbs that report an event with certain words, and sentences that tell only of harm."""

import pytest


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Gunmen opened fire on a bus in Kano on Monday, killing four.", "gunfire"),
        ("Troops exchanged fire with rebels near Kano on Monday.", "armed_clash"),
        ("A bus skidded and fell into a deep gorge in Jos on Monday, killing ten.", "road_crash"),
        ("Police found six bodies in a van in Kano on Monday.", "death"),
        ("A house was set ablaze in Kano on Monday.", "arson"),
        ("A mob set fire to a church in Kano on Monday.", "mob_violence"),
        ("Fighting between the army and the rebels broke out on Monday in Kano.", "armed_clash"),
        ("A pipeline was blown up near Kano on Monday.", "explosion"),
        ("Hundreds of women sat in the road in Kano on Monday to protest.", "peaceful_protest"),
    ],
)
def test_a_verb_reports_an_event_with_its_words(incidents, text, sub_type):
    assert [one.sub_type for one in incidents(text)] == [sub_type]


@pytest.mark.parametrize(
    "text",
    [
        "The shop opened in Kano on Monday.",
        "The price fell into a range that investors in Kano like on Monday.",
        "Scientists found a new planet, the university in Kano said on Monday.",
        "A woman was looked after in Kano after a hit-and-run on Monday.",
    ],
)
def test_without_them_it_reports_none(incidents, text):
    assert incidents(text) == ()


def test_arrests_belong_to_the_event_before_them(incidents):
    (found,) = incidents("A mob set fire to a church in Kano on Monday. Nineteen people were arrested.")
    assert [(one.kind, one.group, one.count.best) for one in found.counts_by_group] == [
        ("arrested", "all", 19)
    ]


def test_who_found_bodies_is_no_side(incidents):
    (found,) = incidents("Police found six bodies in a van in Kano on Monday.")
    assert (found.side_a, found.killed.best) == (None, 6)


def test_people_driven_from_their_homes_are_displaced(incidents):
    (found,) = incidents(
        "An earthquake struck near Kano on Monday. Some 900 people have been driven from their homes."
    )
    assert [(one.kind, one.count.best) for one in found.counts_by_group] == [("displaced", 900)]
