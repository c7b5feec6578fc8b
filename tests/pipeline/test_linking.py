"""Articles and tables in one run: what is one incident becomes one dot, what is not stays apart."""

import csv
import io

import pandas as pd
import pytest

from geomap import combine, link, read_frame
from geomap import map as make_map
from geomap.errors import MissingColumnError
from geomap.pipeline.settings import Settings
from geomap.rendering.payload import to_payload

ARTICLES = {
    "ferry_a": """Ferry capsizes off Zamboanga, 11 drown
March 18, 2021
Harbour Courier

ZAMBOANGA - Eleven people drowned when an overloaded ferry capsized in rough seas near Zamboanga in the southern Philippines on Wednesday, the coast guard said. Another 40 passengers were rescued by fishing boats.
""",
    "ferry_b": """Death toll from Philippine ferry accident reaches 14
March 19, 2021
Island Times

MANILA - The number of people killed when a passenger ferry sank near Zamboanga on Wednesday rose to 14 on Friday after divers found three more bodies, Philippine officials said.
""",
    "mine_a": """Roadside bomb kills five soldiers in northern Mali
August 5, 2020
Desert Wire

BAMAKO - Five Malian soldiers were killed on Tuesday when their vehicle hit a roadside bomb near Gao in northern Mali, the army said in a statement.
""",
    "mine_b": """Mali army convoy hit by explosive device
August 5, 2020
Sahel Monitor

An improvised explosive device struck a military convoy outside Gao on Tuesday, killing five soldiers and wounding two, a Malian military source said.
""",
    "mine_other": """Gunmen kill three traders at Gao market
August 5, 2020
Desert Wire

GAO - Gunmen on motorbikes shot dead three traders at a market in Gao, Mali, on Tuesday, residents said.
""",
    "quake_a": """Quake kills at least 6 in Izmir
November 2, 2020
Aegean Post

IZMIR - A strong earthquake struck Izmir in western Turkey on Friday, killing at least six people and toppling several buildings, the disaster agency said.
""",
    "quake_b": """Rescuers search rubble after Turkey earthquake
November 1, 2020
North Sea Gazette

Rescue teams dug through the rubble of apartment blocks in Izmir on Saturday after Friday's earthquake killed 24 people and injured more than 800.
""",
    "protest_a": """Police fire tear gas at fuel protest in Quito
October 4, 2019
Andes Daily

QUITO - Police fired tear gas at thousands of demonstrators who marched through Quito on Thursday to protest against higher fuel prices.
""",
    "protest_b": """Thousands march in Quito over end of fuel subsidies
October 4, 2019
Harbour Courier

Thousands of people marched through Quito, the capital of Ecuador, on Thursday in protest at the end of fuel subsidies. Officers used tear gas against the demonstrators.
""",
    "protest_other": """Two die as bus plunges into ravine outside Quito
October 4, 2019
Andes Daily

Two people died and nine were hurt when a bus plunged into a ravine near Quito, Ecuador, on Thursday, the fire service said.
""",
}

EVENTS = """id,type_of_violence,side_a,side_b,where_coordinates,adm_1,latitude,longitude,country,date_start,date_end,best,high,low
501,1,Government of Colombia,ELN,Bogotá city,Bogotá D.C.,4.60971,-74.08175,Colombia,2019-01-17,2019-01-17,21,22,20
502,1,Government of Colombia,ELN,Tibú town,Norte de Santander,8.639,-72.736,Colombia,2019-02-02,2019-02-02,3,3,3
503,1,Government of Colombia,ELN,Bogotá city,Bogotá D.C.,4.60971,-74.08175,Colombia,2019-01-17,2019-01-17,1,1,1
"""
BLAST = """Car bomb at Bogota police academy kills at least 21
January 18, 2019
The Example Wire

BOGOTA - A car bomb exploded at a police academy in southern Bogota on Thursday, killing at least 21 people and
wounding 68, the Colombian police said.
"""


def write(folder, texts):
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("news"), {f"{name}.txt": text for name, text in ARTICLES.items()})


@pytest.fixture
def mixed(tmp_path):
    return write(tmp_path, {"events.csv": EVENTS, "blast.txt": BLAST})


@pytest.fixture
def together(geomap, folder):
    """Say whether main reports of two articles share a cluster."""
    done = geomap("extract", folder, "--to", "csv")
    assert done.code == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out.decode("utf-8"), newline="")))

    def clusters(name):
        title = ARTICLES[name].splitlines()[0]
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


def test_an_article_finds_its_row_in_a_table_of_events(geomap, mixed, tmp_path):
    path = tmp_path / "incidents.geojson"
    assert geomap("extract", mixed / "events.csv", mixed / "blast.txt", "-o", path).code == 0
    frame = read_frame(path)
    assert len(frame) == 4
    assert frame["cluster_id"].nunique() == 3
    one = combine(frame)
    assert len(one) == 3
    (row,) = one[one["sources"].map(len) == 2].to_dict("records")
    assert (row["killed_low"], row["killed_high"]) == (20, 22)
    assert row["wounded_best"] == 68
    assert {source["title"] for source in row["sources"]} >= {
        "Car bomb at Bogota police academy kills at least 21"
    }
    assert len(frame) == 4, "the table that was given stays as it is"


def frame_of(geomap, path, *arguments):
    done = geomap("extract", *arguments, "-o", path)
    assert done.code == 0, done.err
    return read_frame(path)


def test_the_map_shows_one_dot_for_the_row_and_the_article(geomap, mixed, tmp_path):
    inputs = (mixed / "events.csv", mixed / "blast.txt")
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


def test_tables_that_were_made_apart_are_linked_as_one(geomap, mixed, tmp_path):
    events = frame_of(geomap, tmp_path / "a.geojson", mixed / "events.csv")
    news = frame_of(geomap, tmp_path / "b.geojson", mixed / "blast.txt")
    both = pd.concat([events.assign(table="events"), news], ignore_index=True)
    linked = link(both, apart="table")
    assert list(linked.columns) == list(both.columns)
    assert linked["cluster_id"].nunique() == 3
    assert linked.loc[linked["table"] == "events", "cluster_id"].nunique() == 3
    with pytest.raises(MissingColumnError, match="no column 'dataset'"):
        link(both, apart="dataset")
