from geomap.gazetteer.sources import SourceReport


def test_rows_are_used_skipped_and_bad():
    report = SourceReport("SY.txt")
    report.used += 3
    report.skip("link, not a name")
    report.skip("link, not a name", 4)
    report.reject(9, "not a number", column="lat", value="north")
    assert report.rows == 9
    assert report.skipped == {"link, not a name": 5}
    (problem,) = report.problems
    assert (problem.source, problem.row, problem.column) == ("SY.txt", 9, "lat")
    assert (problem.value, problem.reason) == ("north", "not a number")


def test_a_note_is_a_problem_of_a_row_that_is_used():
    report = SourceReport("SY.txt")
    report.used += 1
    report.note(1, "not a count of people, left out", column="population", value="many")
    assert (report.rows, report.bad, len(report.problems)) == (1, 0, 1)


def test_all_bad_rows_count_and_the_first_are_kept():
    report = SourceReport("SY.txt")
    for row in range(1, 10_003):
        report.reject(row, "1 columns, not 19", value="x" * 1000)
    assert report.bad == report.rows == 10_002
    assert len(report.problems) == 10_000
    assert report.problems[-1].row == 10_000
    assert len(report.problems[0].value) == 200
