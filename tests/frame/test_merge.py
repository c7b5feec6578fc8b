"""A newer incident table over an older one."""

import pytest

from geomap.frame import from_records, merge_frames
from geomap.frame.schema import COLUMNS


def frame_of(**titles):
    empty = {name: [] if column.is_list else None for name, column in COLUMNS.items()}
    rows = []
    for incident_id, told in titles.items():
        title, status = told if isinstance(told, tuple) else (told, "auto")
        rows.append(
            {
                **empty,
                "incident_id": incident_id,
                "place_index": 0,
                "title": title,
                "event_type": "other",
                "stage": "accomplished",
                "factuality": "reported",
                "is_background": False,
                "is_aggregate": False,
                "date_precision": "unknown",
                "place_status": "unresolved",
                "place_precision": "unresolved",
                "review_status": status,
            }
        )
    return from_records(rows)


def titles_of(merged):
    return dict(zip(merged.frame["incident_id"], merged.frame["title"], strict=True))


def test_incidents_are_added_updated_and_deleted():
    merged = merge_frames(frame_of(a="one", b="two", c="three"), frame_of(a="one", b="TWO", d="four"))
    assert titles_of(merged) == {"a": "one", "b": "TWO", "d": "four"}
    assert (merged.added, merged.updated, merged.unchanged) == (("d",), ("b",), ("a",))
    assert (merged.deleted, merged.kept) == (("c",), ())


@pytest.mark.parametrize("status", ["confirmed", "edited", "rejected"])
def test_what_a_person_has_reviewed_stays(status):
    merged = merge_frames(frame_of(a=("mine", status), b=("also mine", status)), frame_of(a="theirs"))
    assert titles_of(merged) == {"a": "mine", "b": "also mine"}
    assert merged.kept == ("a", "b")


def test_missing_ones_can_be_kept_and_withdrawn_ones_go():
    old, new = frame_of(a="one", b=("two", "edited"), c="three"), frame_of(d="four", e="five")
    merged = merge_frames(old, new, keep_missing=True, delete=["b", "e", "unheard of"])
    assert titles_of(merged) == {"a": "one", "c": "three", "d": "four"}
    assert (merged.kept, merged.deleted, merged.added) == (("a", "c"), ("b",), ("d",))


def test_merging_twice_changes_nothing_more():
    old, new = frame_of(a="one", b="two"), frame_of(b="TWO", c="three")
    once = merge_frames(old, new)
    twice = merge_frames(once.frame, new)
    assert twice.frame.equals(once.frame)
    assert (twice.added, twice.updated, twice.deleted) == ((), (), ())


def test_an_empty_table_on_either_side_is_no_trouble():
    none = frame_of()
    assert titles_of(merge_frames(none, frame_of(a="one"))) == {"a": "one"}
    assert merge_frames(frame_of(a="one"), none).deleted == ("a",)


def test_a_new_release_under_another_name_changes_nothing():
    old, new = frame_of(a="one"), frame_of(a="one")
    for frame, doc_id in ((old, "release-24"), (new, "release-25")):
        source = {"publisher": "Desk", "date": None, "url": None, "title": None, "doc_id": doc_id}
        frame.at[0, "sources"] = [source]
    merged = merge_frames(old, new)
    assert (merged.unchanged, merged.updated) == (("a",), ())
