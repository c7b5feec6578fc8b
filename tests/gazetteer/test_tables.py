"""The hand-edited tables keep the rules of gazetteer/README.md."""

import csv
import gzip
import os
import re
from functools import lru_cache
from pathlib import Path

import pytest

from geomap.gazetteer.build import tables_folder
from geomap.gazetteer.default.inputs import read_table
from geomap.gazetteer.default.supplement import SUPPLEMENT_TABLES
from geomap.geo import distance_km
from geomap.text import fold

TABLES = tables_folder()
ROWS = [(table, row) for table in SUPPLEMENT_TABLES for row in read_table(TABLES / f"{table}.tsv")]
SOURCE = re.compile(
    r"recalled|Who's On First \d+|IOM DTM \d+|OurAirports [\w-]+|Natural Earth [\d.]+|GeoNames \d+"
)


def label(value) -> str:
    return f"{value[0]}-{fold(value[1]['name']).replace(' ', '-')}"


@pytest.mark.parametrize("entry", ROWS, ids=label)
def test_row(entry: tuple[str, dict[str, str]]):
    _, row = entry
    assert row["name"] != ""
    assert -90 <= float(row["lat"]) <= 90
    assert -180 <= float(row["lon"]) <= 180
    assert re.fullmatch(r"[AHLPSTV]", row["feature_class"])
    assert re.fullmatch(r"[A-Z]{2,6}", row["feature_code"])
    assert re.fullmatch(r"([A-Z]{2})?", row["country"])
    assert SOURCE.match(row["source"]), f"no known kind of source: {row['source']}"
    assert float(row["radius_km"]) >= (10 if row["source"].startswith("recalled") else 0.5)


def test_no_place_stands_twice():
    ids = [(fold(row["name"]), row["country"]) for _, row in ROWS]
    assert len(ids) == len(set(ids))


def test_there_are_some_of_every_kind():
    counts = {table: sum(1 for name, _ in ROWS if name == table) for table in SUPPLEMENT_TABLES}
    assert counts.pop("borders") >= 10  # those that no outline shows; the others are derived
    assert min(counts.values()) >= 15
    assert sum(counts.values()) >= 100


@lru_cache(maxsize=1)
def shared_points(folder: Path) -> dict[str, tuple[float, float]]:
    points = {}
    for path in sorted((folder / "wof").glob("*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                points[f"Who's On First {row['wof_id']}"] = (float(row["lat"]), float(row["lon"]))
    with gzip.open(folder / "iom_dtm_iraq_places.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["place_id"] != "":
                points[f"IOM DTM {int(float(row['place_id']))}"] = (float(row["lat"]), float(row["lon"]))
    return points


@pytest.mark.shared
def test_cited_points_are_near_the_rows():
    default = Path(__file__).resolve().parents[3] / "shared"
    folder = Path(os.environ.get("GEOMAP_EVAL_DATA") or default) / "gazetteer"
    if not folder.is_dir():
        pytest.skip(f"no evaluation data at {folder}: name its folder with GEOMAP_EVAL_DATA")
    points = shared_points(folder)
    checked = 0
    for table, row in ROWS:
        cited = re.match(r"(Who's On First|IOM DTM) (\d+)", row["source"])
        if cited is None:
            continue
        lat, lon = points[cited.group()]
        away = distance_km(float(row["lat"]), float(row["lon"]), lat, lon)
        assert away <= float(row["radius_km"]), f"{table}, {row['name']}: {away:.1f} km from {cited.group()}"
        checked += 1
    assert checked >= 40


def test_demonyms_are_told_apart():
    seen: dict[str, set[str]] = {}
    for row in read_table(TABLES / "demonyms.tsv"):
        for form in f"{row['adjective']}|{row['noun']}".split("|"):
            if form.strip() != "":
                seen.setdefault(fold(form), set()).add(row["code"])
    shared = {form for form, codes in seen.items() if len(codes) > 1}
    assert shared == {"congolese", "dominican", "dominicans"}


def test_every_line_has_the_columns_of_its_header():
    for path in sorted(TABLES.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        columns = lines[0].count("\t")
        assert all(line.count("\t") == columns for line in lines if not line.startswith("#")), path.name
