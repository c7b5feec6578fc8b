"""Articles and tables in one run: what is one incident becomes one dot, what is not stays apart."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from geomap import combine, link, read_frame
from geomap import map as make_map
from geomap.errors import MissingColumnError
from geomap.pipeline.settings import Settings
from geomap.rendering.payload import to_payload

FOLDER = Path(__file__).with_name("linking")
EVENTS, BLAST = FOLDER / "events.csv", FOLDER / "blast.txt"


@pytest.fixture
def together(geomap):
    """Say whether main reports of two articles share a cluster."""
    done = geomap("extract", *sorted(FOLDER.glob("*_*.txt")), "--to", "csv")
    assert done.code == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out.decode("utf-8"), newline="")))

    def clusters(name):
        title = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()[0]
        return {row["cluster_id"] for row in rows if title in row["sources"]}

    return lambda one, two: bool(clusters(one) & clusters(two))


def test_articles_of_two_outlets_on_one_event_are_joined_and_others_of_that_day_and_town_are_not(together):
    assert together("ferry_a", "ferry_b")
    assert together("mine_a", "mine_b")
    assert together("quake_a", "quake_b")
    assert together("protest_a", "protest_b")
    assert not together("mine_a", "mine_other")
    assert not together("mine_b", "mine_other")
    assert not together("protest_a", "protest_other")
    assert not together("protest_b", "protest_other")


def test_an_article_finds_its_row_in_a_table_of_events(geomap, tmp_path):
    path = tmp_path / "incidents.geojson"
    assert geomap("extract", EVENTS, BLAST, "-o", path).code == 0
    frame = read_frame(path)
    assert len(frame) == 4
    assert frame["cluster_id"].nunique() == 3
    one = combine(frame)
    assert len(one) == 3
    (row,) = one[one["sources"].map(len) == 2].to_dict("records")
    assert (row["killed_low"], row["killed_high"]) == (20, 22)
    assert {source["title"] for source in row["sources"]} >= {
        "Car bomb at Bogota police academy kills at least 21"
    }
    assert len(frame) == 4, "the table that was given stays as it is"


def frame_of(geomap, path, *arguments):
    done = geomap("extract", *arguments, "-o", path)
    assert done.code == 0, done.err
    return read_frame(path)


def test_the_map_shows_one_dot_for_the_row_and_the_article(geomap, tmp_path):
    inputs = (EVENTS, BLAST)
    frame = frame_of(geomap, tmp_path / "a.geojson", *inputs)
    payload = to_payload(frame)
    assert payload["size"] == 3
    (reports,) = [told for told in payload["incidents"]["reports"] if told is not None]
    assert len(reports) == 2
    assert all(report["sources"] and report["evidence"] for report in reports)
    assert to_payload(frame, link=False)["size"] == 4
    assert make_map(frame).html != make_map(frame, settings=Settings(link=False)).html
    apart = frame_of(geomap, tmp_path / "b.geojson", *inputs, "--no-link")
    assert to_payload(apart)["size"] == 4


def test_tables_that_were_made_apart_are_linked_as_one(geomap, tmp_path):
    events = frame_of(geomap, tmp_path / "a.geojson", EVENTS)
    news = frame_of(geomap, tmp_path / "b.geojson", BLAST)
    both = pd.concat([events.assign(table="events"), news], ignore_index=True)
    linked = link(both, apart="table")
    assert list(linked.columns) == list(both.columns)
    assert linked["cluster_id"].nunique() == 3
    assert linked.loc[linked["table"] == "events", "cluster_id"].nunique() == 3
    with pytest.raises(MissingColumnError, match="no column 'dataset'"):
        link(both, apart="dataset")
