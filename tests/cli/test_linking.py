"""``--link`` and ``--suggestions``: reports of one incident, from articles and tables, in one run."""

import csv
import io

import pytest

ONE = """Car bomb kills 14 in Oruro market
March 3, 2023

A car bomb exploded in a crowded market in Oruro, Bolivia, on Thursday, killing 14 people, police said.
"""
TWO = """Blast at Oruro market leaves at least 14 dead
March 4, 2023

At least 14 people were killed when a car bomb went off at a market in Oruro, Bolivia, on Thursday.
"""
TABLE = """date,place,country,event_type,killed,source,title
2023-03-02,Oruro,Bolivia,Car bomb,15,Xinhua,Market bombing in Oruro
2023-03-19,Oruro,Bolivia,Car bomb,15,Xinhua,Another bombing in Oruro
"""


@pytest.fixture
def inputs(tmp_path, opened):
    for name, text in (("one.txt", ONE), ("two.txt", TWO), ("table.csv", TABLE)):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    return [tmp_path / name for name in ("one.txt", "two.txt", "table.csv")]


def rows_of(out):
    return list(csv.DictReader(io.StringIO(out.decode("utf-8"), newline="")))


def test_articles_and_a_row_on_one_bomb_share_a_cluster(geomap, inputs):
    done = geomap("extract", *inputs, "--to", "csv")
    rows = {row["title"]: row["cluster_id"] for row in rows_of(done.out)}
    assert len(rows) == 4
    assert rows["Market bombing in Oruro"] != rows["Another bombing in Oruro"]
    assert list(rows.values()).count(rows["Market bombing in Oruro"]) == 3
    assert "4 incidents, 4 on the map, 2 when reports of one are counted once" in done.err


def test_without_linking_there_are_no_clusters(geomap, inputs):
    done = geomap("extract", *inputs, "--to", "csv", "--no-link")
    assert {row["cluster_id"] for row in rows_of(done.out)} == {""}
    assert "counted once" not in done.err


def test_suggestions_are_written_with_their_reasons(geomap, inputs, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(
        "Car bomb at Oruro market wounds three\nMarch 4, 2023\n\n"
        "A car bomb wounded three people at a market in Oruro, Bolivia, on Friday.\n",
        encoding="utf-8",
        newline="\n",
    )
    path = tmp_path / "suggestions.csv"
    done = geomap("map", *inputs, other, "-o", tmp_path / "map.html", "--suggestions", path)
    assert done.code == 0
    rows = rows_of(path.read_bytes())
    assert f"Suggestions: {len(rows)} in {path}" in done.err
    assert len(rows) > 0
    assert all(0 < float(row["score"]) < 1 and row["reasons"] for row in rows)
    assert all(row["incident_id_1"] != row["incident_id_2"] for row in rows)


def test_suggestions_without_linking_are_wrong_usage(geomap, inputs, tmp_path):
    done = geomap("extract", *inputs, "--no-link", "--suggestions", tmp_path / "s.csv")
    assert done.code == 2
    assert "--no-link" in done.err


def test_a_table_with_ids_tells_its_rows_apart(geomap, tmp_path, opened):
    path = tmp_path / "events.csv"
    path.write_text(
        "event_id,date,place,country,event_type,killed\n"
        "E1,2023-03-02,Oruro,Bolivia,Car bomb,15\nE2,2023-03-02,Oruro,Bolivia,Car bomb,15\n",
        encoding="utf-8",
        newline="\n",
    )
    rows = rows_of(geomap("extract", path, "--to", "csv").out)
    assert len({row["cluster_id"] for row in rows}) == 2
