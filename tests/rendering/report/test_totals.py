from geomap.frame import combine_reports, from_records, to_incidents
from geomap.rendering.report.compose import compose_report
from geomap.rendering.report.totals import sum_up

BASE = {
    "place_index": 0,
    "event_type": "battle",
    "stage": "accomplished",
    "factuality": "reported",
    "is_background": False,
    "is_aggregate": False,
    "review_status": "auto",
    "date_precision": "unknown",
    "place_status": "unresolved",
    "place_precision": "unresolved",
}
PLACED = {"place_status": "resolved", "lat": 33.3, "lon": 44.4, "place_name": "Baghdad", "place_id": "g:1"}


def totals(*rows):
    records = [{**BASE, "incident_id": f"i{number}", **row} for number, row in enumerate(rows)]
    frame = from_records(records)
    incidents = to_incidents(combine_reports(frame))
    return sum_up(incidents, reports=frame["incident_id"].nunique())


def test_a_number_that_nobody_states_is_no_zero():
    found = totals({"killed_low": 3, "killed_best": 3, "killed_high": 3}, {}, {"wounded_best": 0})
    assert (found.people["killed"].low, found.people["killed"].high, found.people["killed"].stated) == (3, 3, 1)
    assert (found.people["wounded"].low, found.people["wounded"].stated) == (0, 1)
    assert found.people["missing"].stated == 0


def test_bounds_add_up_and_at_least_has_no_upper_one():
    found = totals({"killed_low": 2, "killed_high": 5}, {"killed_best": 10})
    assert (found.people["killed"].low, found.people["killed"].high) == (12, 15)
    found = totals({"killed_low": 2, "killed_high": 5}, {"killed_low": 10})
    assert (found.people["killed"].low, found.people["killed"].high) == (12, None)
    found = totals({"killed_high": 7})
    assert (found.people["killed"].low, found.people["killed"].high, found.people["killed"].stated) == (0, 7, 1)


def test_linked_reports_count_once():
    linked = {"cluster_id": "c1", "killed_low": 3, "killed_best": 3, "killed_high": 3}
    found = totals({**linked, **PLACED, "place_precision": "settlement"}, linked)
    assert (found.incidents, found.reports) == (1, 2)
    assert (found.people["killed"].low, found.people["killed"].stated) == (3, 1)


def test_background_sums_denials_and_rejections_are_not_added():
    deadly = {"killed_best": 100}
    found = totals(
        {"killed_best": 1},
        {**deadly, "is_background": True},
        {**deadly, "is_aggregate": True},
        {**deadly, "factuality": "denied"},
        {**deadly, "stage": "threatened"},
        {**deadly, "review_status": "rejected"},
    )
    assert (found.people["killed"].low, found.counted) == (1, 1)
    assert dict(found.left_out) == {"background": 1, "aggregate": 1, "denied": 1, "attempted": 1, "rejected": 1}


def test_every_incident_is_placed_or_has_a_reason():
    found = totals(
        {**PLACED, "place_precision": "site"},
        {**PLACED, "place_precision": "near"},
        {**PLACED, "place_precision": "country"},
        {"place_status": "ambiguous", "place_text": "Salem"},
        {"place_text": "Xqzvwk"},
        {},
    )
    assert dict(found.placed) == {"exact": 1, "coarse": 1, "area": 1}
    assert dict(found.unplaced) == {"ambiguous": 1, "unresolved": 1, "unnamed": 1}
    assert found.placed.total() + found.unplaced.total() == found.incidents == 6


def test_the_summary_says_all_this(many):
    section = compose_report(many).sections[0]
    numbers = {number.label: number for number in section.blocks[0].items}
    assert (numbers["incidents"].value, numbers["on the map"].note) == ("300", "of 300")
    assert (numbers["killed"].value, numbers["killed"].note) == ("722", "stated for 241 of 289")
    assert (numbers["wounded"].value, numbers["wounded"].note) == ("–", "not stated")
    said = section.blocks[1].text[0].text
    for part in ("273 at a town", "14 not placed because a name could", "13 not placed because a name was", "11 told as"):
        assert part in said


def test_nothing_found_is_said():
    empty = compose_report(from_records([]))
    assert empty.sections[0].blocks[0].text[0].text == "There are no incidents in the input."
    assert [section.key for section in empty.sections] == ["summary", "method"]
