from geomap.model import Problem
from geomap.pipeline import problems
from geomap.pipeline.problems import Problems, Rejects


def problem(row):
    return Problem(source="t.csv", row=row, column="a", value="=1", reason="r,", suggestion="s")


def test_all_are_counted_and_written_and_some_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(problems, "KEPT", 2)
    path = tmp_path / "r.csv"
    with Rejects.open(path) as rejects:
        found = Problems(rejects)
        found.extend_among([problem(2), problem(4), problem(5)], [problem(3)])
        assert not path.exists()
    assert (len(found), len(list(found)), rejects.written) == (3, 2, 4)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "source,row,column,value,reason,suggestion"
    assert lines[2] == 't.csv,3,a,\'=1,"r,",s'
    assert [line.split(",")[1] for line in lines[1:]] == ["2", "3", "4", "5"]


def test_a_table_that_is_read_again_begins_again(tmp_path):
    with Rejects.open(tmp_path / "r.csv") as rejects:
        found = Problems(rejects)
        found.append(problem(1))
        found.restart()
        found.append(problem(2))
    assert (len(found), rejects.written) == (1, 1)
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()) == 2
