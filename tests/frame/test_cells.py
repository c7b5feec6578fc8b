import pytest

from geomap.errors import InvalidRecordError
from geomap.frame import cell_text, guard_text, parse_cell, unguard_text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=x", "''=x", "'x", "x", "", "'"])
def test_guarding_is_undone(text):
    assert unguard_text(guard_text(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=x"])
def test_text_that_would_run_is_guarded(text):
    assert guard_text(text) == f"'{text}"


def test_numbers_are_never_guarded():
    assert (cell_text(-4.25), cell_text(-3), cell_text(None), cell_text(True)) == ("-4.25", "-3", "", "true")


def test_lists_are_json():
    assert cell_text([{"a": "حمص"}]) == '[{"a":"حمص"}]'
    assert parse_cell("evidence", '[{"a":"حمص"}]') == [{"a": "حمص"}]
    assert parse_cell("evidence", "") == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [("killed_best", "three"), ("lat", "north"), ("is_background", "maybe"), ("actors", "A; B")],
)
def test_a_cell_of_another_kind_is_refused_by_name(column, cell):
    with pytest.raises(InvalidRecordError, match=f"column '{column}' cannot hold '{cell}'"):
        parse_cell(column, cell)
