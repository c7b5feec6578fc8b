from datetime import date, timedelta

import pytest

from geomap.frame import from_records, to_incidents
from geomap.rendering.report.timeline import count_bars, timeline_picture
from geomap.rendering.report.words import words_of
from geomap.rendering.static_map.scene import Text

ROW = {
    "place_index": 0,
    "event_type": "battle",
    "stage": "accomplished",
    "factuality": "reported",
    "is_background": False,
    "is_aggregate": False,
    "review_status": "auto",
    "place_status": "unresolved",
    "place_precision": "unresolved",
}


def incidents(*spans):
    rows = [
        {
            **ROW,
            "incident_id": f"i{number}",
            "date_start": None if span is None else span[0],
            "date_end": None if span is None else span[1],
            "date_precision": "unknown" if span is None else "days",
        }
        for number, span in enumerate(spans)
    ]
    return to_incidents(from_records(rows))


@pytest.mark.parametrize(
    ("days", "step", "bars"),
    [(0, "day", 1), (40, "day", 41), (300, "week", 44), (1500, "month", 50), (5000, "quarter", 56), (20_000, "year", 55), (90_000, "decade", 25)],
)  # fmt: skip
def test_bars_are_as_long_as_the_span_asks_for(days, step, bars):
    first = date(1770, 2, 3)
    ends = [(day.isoformat(), day.isoformat()) for day in (first, first + timedelta(days))]
    found = count_bars(incidents(*ends))
    assert (found.step, len(found.starts), sum(found.sure)) == (step, bars, 2)


def test_dates_that_do_not_settle_on_a_bar_are_told_apart():
    found = count_bars(incidents(("2024-01-01", "2024-01-01"), ("2024-01-01", "2024-01-03"), None))
    assert (found.sure, found.open, found.undated) == ((1, 0, 0), (1, 1, 1), 1)


def test_first_and_last_days_of_the_calendar():
    found = count_bars(incidents(("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31")))
    assert (found.step, sum(found.sure), found.starts[0]) == ("decade", 2, date(1, 1, 1))
    assert count_bars(incidents(("9999-12-30", "9999-12-31"))).open == (1, 1)


def test_without_dates_there_is_no_chart():
    assert timeline_picture(incidents(None), words_of("en")) is None


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("days", [1, 30, 300, 1500, 5000, 20_000])
def test_labels_stay_on_the_page_and_apart(language, days):
    first = date(2001, 11, 3)
    spans = [((first + timedelta(day)).isoformat(),) * 2 for day in (0, days // 2, days)]
    scene = timeline_picture(incidents(*spans), words_of(language)).scene
    boxes = [item.box for item in scene.items if isinstance(item, Text)]
    assert all(box.left >= 0 and box.right <= scene.width and box.bottom <= scene.height for box in boxes)
    assert not any(one.meets(other) for one in boxes for other in boxes if one is not other)
