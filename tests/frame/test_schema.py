from geomap.frame import COLUMNS, PLACE_COLUMNS


def test_order_of_the_table():
    names = list(COLUMNS)
    assert names[:5] == ["incident_id", "place_index", "title", "description", "event_type"]
    assert names[-4:] == ["cluster_id", "review_status", "provenance", "geometry"]
    assert names.index("killed_low") < names.index("killed_text") < names.index("wounded_low")
    assert len(names) == 63


def test_place_columns_are_columns_in_the_same_order():
    assert [name for name in COLUMNS if name in PLACE_COLUMNS] == list(PLACE_COLUMNS)


def test_only_rows_that_must_be_filled_are_required():
    assert COLUMNS["event_type"].required
    assert not COLUMNS["place_relation"].required
    assert not COLUMNS["killed_best"].required
