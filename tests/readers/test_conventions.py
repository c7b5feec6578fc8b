"""How a table writes its dates, pairs and counts is decided once per column, from its cells."""

import pytest

from geomap.incidents import incident_of_row
from geomap.readers import ReadSettings, iter_documents


def read(tmp_path, lines, **settings):
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    problems = []
    docs = list(iter_documents([path], settings=ReadSettings(**settings), problems=problems))
    return docs, problems


def test_a_cell_far_below_the_first_rows_decides(tmp_path):
    lines = ["place,date", *["Homs,03/04/2021"] * 500, "Homs,13/04/2021"]
    docs, problems = read(tmp_path, lines)
    assert docs[0].conventions["date"] == "day_first"
    assert incident_of_row(docs[0], None).when.start.isoformat() == "2021-04-03"
    assert problems == []


def test_a_column_that_does_not_tell_is_reported_once(tmp_path):
    docs, (problem,) = read(tmp_path, ["place,date", "Homs,03/04/2021", "Hama,04/03/2021", "Idlib,"])
    assert "date" not in docs[0].conventions
    assert (problem.row, problem.column, problem.value) == (None, "date", "03/04/2021")
    assert "either order" in problem.reason
    assert "--date-order" in problem.suggestion


def test_the_user_says_the_order(tmp_path):
    docs, problems = read(tmp_path, ["place,date", "Homs,03/04/2021"], date_order="mdy")
    assert incident_of_row(docs[0], None).when.start.isoformat() == "2021-03-04"
    assert problems == []


def test_cells_that_contradict_each_other_leave_the_others_open(tmp_path):
    docs, (problem,) = read(tmp_path, ["place,date", "Homs,13/04/2021", "Homs,04/13/2021", "Homs,03/04/2021"])
    days = [incident_of_row(doc, None).when for doc in docs]
    assert [(when.start.isoformat(), when.end.isoformat()) for when in days] == [
        ("2021-04-13", "2021-04-13"),
        ("2021-04-13", "2021-04-13"),
        ("2021-03-04", "2021-04-03"),
    ]
    assert "some the month" in problem.reason


def test_two_date_columns_are_written_alike(tmp_path):
    docs, problems = read(tmp_path, ["place,start_date,end_date", "Homs,03/04/2021,13/04/2021"])
    when = incident_of_row(docs[0], None).when
    assert (when.start.isoformat(), when.end.isoformat()) == ("2021-04-03", "2021-04-13")
    assert problems == []


@pytest.mark.parametrize(
    ("column", "cells", "point"),
    [
        ("coordinates", ['"44.4, 33.3"', '"101.2, 4.5"'], (33.3, 44.4)),
        ("coordinates", ['"33.3, 44.4"'], (33.3, 44.4)),
        ("coordinates", ["38SMB4488"], (33.334235, 44.403628)),
        ("coordinates", ["POINT (44.4 33.3)"], (33.3, 44.4)),
        ("coordinates", ['"33,3; 44,4"'], (33.3, 44.4)),
        ("coordinates", ['"4,5 S, 70,1 O"', '"4,5 S, 1,0 E"'], (-4.5, -70.1)),
    ],
)
def test_coordinates_in_one_column(tmp_path, column, cells, point):
    docs, problems = read(tmp_path, [f"place,{column}", *(f"X,{cell}" for cell in cells)])
    place = incident_of_row(docs[0], None).places[0]
    assert (place.lat, place.lon) == pytest.approx(point, abs=1e-6)
    assert problems == []


def test_degrees_with_letters_in_two_columns(tmp_path):
    lines = ["place,lat,lon", 'X,33°18\'N,"44,4 O"', 'X,33°18\'N,"4,4 W"']
    docs, _ = read(tmp_path, lines)
    assert (incident_of_row(docs[0], None).places[0].lat, incident_of_row(docs[0], None).places[0].lon) == (
        33.3,
        44.4,
    )


def test_counts_with_points(tmp_path):
    docs, problems = read(tmp_path, ["place,killed,wounded", "X,1.000,1.200", "X,2.000,14", "X,,"])
    found = [incident_of_row(doc, None) for doc in docs]
    assert [entry.killed.best for entry in found] == [None, None, None]
    assert [entry.wounded.best for entry in found] == [1200, 14, None]
    assert [problem.column for problem in problems] == ["killed"]
