"""Numbers of one event that several sentences tell."""


def test_a_toll_grows(incidents):
    (found,) = incidents(
        "At least 17 people were killed and 43 wounded when rebels shelled a market in Kano on Tuesday. "
        "Two of those injured in Tuesday's shelling had died, bringing the death toll to 19, doctors said."
    )
    assert (found.killed.best, found.wounded.best) == (19, 43)


def test_an_older_toll_is_none(incidents):
    (found,) = incidents(
        "At least 131 people died in the earthquake that struck Kano on Monday. "
        "Officials had put the toll at 105 a day earlier."
    )
    assert found.killed.low == 131


def test_a_headline_may_know_of_more_dead(incidents):
    (found,) = incidents(
        "A car bomb exploded at a police academy in Kano on Thursday, killing 20 cadets. "
        "The driver also died.",
        title="Car bomb in Kano kills 21",
    )
    assert found.killed.best == 21


def test_what_is_told_apart_is_another_event(incidents):
    found = incidents(
        "Gunmen killed five people in Kano on Monday. Hours later, armed men kidnapped a mayor in Kano."
    )
    assert [one.killed.best for one in found] == [5, None]


def test_a_victim_named_later_is_the_same(incidents):
    (found,) = incidents(
        "A man was stabbed to death in Jos. John Musa, 24, was attacked at about 11pm on Tuesday."
    )
    assert (found.killed.best, found.side_b, found.when.start.isoformat()) == (1, "John Musa", "2023-05-09")


def test_the_day_of_a_toll_is_not_that_of_the_event(incidents):
    (found,) = incidents(
        "A ferry capsized off Zanzibar on Wednesday, killing at least 31 people. "
        "The death toll rose to 68 on Thursday after divers recovered more bodies."
    )
    assert (found.killed.best, found.when.start.isoformat()) == (68, "2023-05-10")
