from geomap.gazetteer.sources import SourceReport, open_source
from geomap.gazetteer.sources.delimited import columns_of, iter_rows, pick_column


def read(tmp_path, text, **options):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8", newline="")
    report = SourceReport("t.csv")
    return list(iter_rows(open_source(path), report, **options)), report


def test_rows_carry_their_line_numbers(tmp_path):
    rows, report = read(tmp_path, "a,b\n1,2\n\n3,4\n")
    assert rows == [(2, {"a": "1", "b": "2"}), (4, {"a": "3", "b": "4"})]
    assert report.rows == 0


def test_quoted_cells_may_hold_delimiters_quotes_and_line_ends(tmp_path):
    rows, report = read(tmp_path, 'a,b\n"x, ""y""",2\n"one\ntwo",3\n4,5\n')
    assert rows == [
        (2, {"a": 'x, "y"', "b": "2"}),
        (3, {"a": "one\ntwo", "b": "3"}),
        (5, {"a": "4", "b": "5"}),
    ]
    assert report.bad == 0


def test_a_stray_quote_costs_one_row(tmp_path):
    lines = "".join(f"{number},x\n" for number in range(200))
    rows, report = read(tmp_path, f'a,b\n"open,1\n{lines}')
    assert len(rows) == 200
    assert [(problem.row, problem.reason) for problem in report.problems] == [(2, "a quote is not closed")]


def test_a_quote_inside_a_cell_is_a_letter(tmp_path):
    rows, _ = read(tmp_path, 'a,b\n5" gun,1\n')
    assert rows == [(2, {"a": '5" gun', "b": "1"})]


def test_short_rows_are_filled_and_long_ones_rejected_unless_blank(tmp_path):
    rows, report = read(tmp_path, "a,b\n1\n1,2,,\n1,2,3\n")
    assert rows == [(2, {"a": "1", "b": ""}), (3, {"a": "1", "b": "2"})]
    assert report.problems[0].reason == "3 cells under 2 columns"


def test_remarks_a_byte_order_mark_and_excels_hint_stand_above_the_header(tmp_path):
    rows, _ = read(tmp_path, "\ufeffsep=;\r\n# a remark\r\na;b\r\n1,5;2\r\n")
    assert [row for _, row in rows] == [{"a": "1,5", "b": "2"}]


def test_a_row_of_hxl_tags_is_skipped(tmp_path):
    rows, report = read(tmp_path, "name,lat\n#loc+name,#geo+lat\nA,1\n")
    assert len(rows) == 1
    assert report.skipped == {"row of HXL tags": 1}


def test_without_quoting_a_quote_is_a_letter(tmp_path):
    rows, _ = read(tmp_path, 'a\tb\n"x\t2\n', quoted=False)
    assert rows == [(2, {"a": '"x', "b": "2"})]


def test_columns_of_what_is_no_table(tmp_path):
    for text in ("", "prose without a delimiter", '{"a": 1, "b": 2}', "[1, 2]"):
        path = tmp_path / "t"
        path.write_text(text, encoding="utf-8")
        assert columns_of(open_source(path)) == ()


def test_columns_are_picked_by_name_best_first():
    assert pick_column(["Place Name", "NAME"], ("name", "placename")) == "NAME"
    assert pick_column(["#geo+lat", "X"], ("geolat",)) == "#geo+lat"
    assert pick_column(["a"], ("b",)) is None
