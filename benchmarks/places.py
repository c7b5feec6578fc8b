"""Are the place strings of tables put where they are?

Rows of the labelled tables (``eval/places``, ``eval/counts``) are geocoded with their place, unit and country
columns by the code of ``geomap geocode``; their own coordinates are withheld and scored against. Shares of
all rows within 5, 25, 50 and 161 km (no answer is wrong), the share of rows with an answer, that of answers
with a confidence of .7 or more, and the share of those that are over 161 km away. Of every two rows the first
was looked at and fitted (``training/rows.py``), the second is only ever scored.

    GEOMAP_EVAL_DATA=../shared python -m benchmarks.places [--gazetteer FILE] [--wof FOLDER] [--json FILE]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.table import Row, Section, heading_lines, section_lines
from geomap.geo import distance_km
from geomap.model import Document
from geomap.pipeline.company import FIRST_ROWS
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings

RINGS = (5, 25, 50, 161)
SURE, WRONG_KM = 0.7, 161
SURE_FLOOR, WRONG_LIMIT = 0.60, 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A labelled table.

    Attributes:
        columns: Its column of each role; ``=X`` for a country that the whole table is about, ``X|Y`` where
            the first column that is filled says it.
        point: Its columns of latitude and longitude.
        floors: Least share of rows within so many km, with the larger gazetteer.
    """

    name: str
    path: str
    columns: Mapping[str, str]
    point: tuple[str, str] = ("latitude", "longitude")
    floors: Mapping[int, float] = field(default_factory=dict)


_UCDP = {"place": "where_coordinates", "admin2": "adm_2", "admin1": "adm_1", "country": "cc"}
_AWSD = {"place": "city", "admin2": "district", "admin1": "region", "country": "country"}
CORPORA = (
    Corpus(name="UCDP Iraq", path="places/ucdp_irq.jsonl.gz", columns=_UCDP, floors={25: 0.75, 161: 0.90}),
    Corpus(name="UCDP Central African Republic", path="places/ucdp_caf.jsonl.gz", columns=_UCDP),
    Corpus(
        name="landslides",
        path="places/nasa_landslides.jsonl.gz",
        columns={"place": "nearest_places", "country": "country"},
        floors={25: 0.55},
    ),
    Corpus(
        name="earthquakes",
        path="places/noaa_earthquakes.jsonl.gz",
        columns={"place": "LOCATION_NAME", "admin1": "STATE", "country": "COUNTRY"},
        point=("LATITUDE", "LONGITUDE"),
        floors={161: 0.75},
    ),
    Corpus(
        name="earthquakes, one column",
        path="places/noaa_earthquakes.jsonl.gz",
        columns={"place": "LOCATION_NAME"},
        point=("LATITUDE", "LONGITUDE"),
        floors={161: 0.75},
    ),
    Corpus(
        name="drone strikes, Lebanon",
        path="places/fpv_lebanon.jsonl.gz",
        columns={"place": "town", "country": "=Lebanon"},
        point=("lat", "lon"),
        floors={5: 0.75},
    ),
    Corpus(
        name="drone strikes, one column",
        path="places/fpv_lebanon.jsonl.gz",
        columns={"place": "town"},
        point=("lat", "lon"),
    ),
    Corpus(
        name="piracy",
        path="places/pirate_attacks.jsonl.gz",
        columns={"place": "location_description"},
        floors={50: 0.50},
    ),
    Corpus(name="aid workers", path="counts/awsd.jsonl.gz", columns=_AWSD, point=("lat", "lon")),
)
"""Every labelled table, with the floors that the larger gazetteer is held to."""

FURTHER = (
    Corpus(
        name="landslides, both country columns",
        path="places/nasa_landslides.jsonl.gz",
        columns={"place": "nearest_places", "country": "country|countryname"},
        floors={25: 0.55},
    ),
)
"""Tables again as ``geomap`` reads them, with all columns of a role; nothing is fitted on these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledRow:
    """A table row without its coordinates, and where it is."""

    number: int
    doc: Document
    point: tuple[float, float]


@dataclass(slots=True, kw_only=True)
class Score:
    """Rows of one corpus and half; ``within`` counts points by ring, ``sure`` those of high confidence."""

    rows: int = 0
    answered: int = 0
    within: dict[int, int] = field(default_factory=lambda: dict.fromkeys(RINGS, 0))
    sure: int = 0
    sure_wrong: int = 0

    def add(self, km: float | None, confidence: float) -> None:
        """Count one row by its distance, None for no answer."""
        self.rows += 1
        if km is None:
            return
        self.answered += 1
        for ring in RINGS:
            self.within[ring] += km <= ring
        if confidence >= SURE:
            self.sure += 1
            self.sure_wrong += km > WRONG_KM

    def share(self, ring: int) -> float:
        """Return the share of all rows within so many km."""
        return _share(self.within[ring], self.rows)


def data_folder() -> Path:
    """Return the folder of the evaluation data."""
    return Path(os.environ.get("GEOMAP_EVAL_DATA") or Path(__file__).parents[2] / "shared")


def iter_rows(folder: Path, corpus: Corpus) -> Iterator[LabelledRow]:
    """Yield the rows of a corpus that have coordinates, numbered in the file's order."""
    with gzip.open(folder / corpus.path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            cells = {role: _cell(record, column) for role, column in corpus.columns.items()}
            try:
                point = (float(record[corpus.point[0]]), float(record[corpus.point[1]]))
            except ValueError:
                continue
            yield LabelledRow(number=number, doc=row_document(number, cells), point=point)


def _cell(record: Mapping[str, object], column: str) -> str:
    if column.startswith("="):
        return column[1:]
    for name in column.split("|"):
        cell = " ".join(str(record.get(name) or "").split())
        if cell not in ("", "NA"):
            return cell
    return ""


def row_document(number: int, cells: Mapping[str, str]) -> Document:
    """Return a table row whose columns are named as their roles; empty cells are left out."""
    filled = {role: cell for role, cell in cells.items() if cell != ""}
    lines: list[str] = []
    spans, at = {}, 0
    for role, cell in filled.items():
        spans[role] = (at + len(role) + 2, at + len(role) + 2 + len(cell))
        lines.append(f"{role}: {cell}")
        at += len(lines[-1]) + 1
    return Document(
        id=f"row-{number}", text="\n".join(lines), source="table", row=number + 1,
        fields=filled, roles={role: role for role in filled}, spans=spans,
    )  # fmt: skip


def score_corpus(folder: Path, corpus: Corpus, engine: Engine) -> dict[str, Score]:
    """Score a corpus by half."""
    scores = {"even": Score(), "odd": Score()}
    rows = list(iter_rows(folder, corpus))
    company = engine.company_of(corpus.name, [row.doc for row in rows[:FIRST_ROWS]])
    for row in rows:
        placed, _ = engine.place_row(row.doc, company)
        km = None
        if placed.lat is not None and placed.lon is not None:
            km = distance_km(placed.lat, placed.lon, *row.point)
        decided = placed.resolution
        confidence = 0.0 if decided is None or decided.confidence is None else decided.confidence
        scores["odd" if row.number % 2 else "even"].add(km, confidence)
    return scores


def section_of(corpus: Corpus, scores: Mapping[str, Score], *, floors: bool) -> Section:
    """Return a corpus's part of the table; floors hold for the larger gazetteer."""
    rows: list[Row] = []
    for half, score in scores.items():
        for ring in RINGS:
            limit = corpus.floors.get(ring) if floors else None
            what = f"{half} rows: within {ring} km"
            rows.append(Row(what=what, value=score.share(ring), limit=limit, at_least=True, decimals=3))
        sure = _share(score.sure, score.answered)
        wrong = _share(score.sure_wrong, score.sure)
        rows += [
            Row(what=f"{half} rows: answered", value=_share(score.answered, score.rows), decimals=3),
            Row(
                what=f"{half} rows: answers with .7 or more",
                value=sure,
                limit=SURE_FLOOR if floors else None,
                at_least=True,
                decimals=3,
            ),
            Row(
                what=f"{half} rows: of these over 161 km away",
                value=wrong,
                limit=WRONG_LIMIT if floors else None,
                decimals=3,
            ),
        ]
    counts = " and ".join(str(score.rows) for score in scores.values())
    return Section(title=corpus.name, rows=tuple(rows), note=f"{counts} rows")


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole > 0 else 0.0


def build_gazetteer(sources: Path, target: Path) -> None:
    """Build the larger gazetteer: the one that comes with geomap, and Who's On First's tables."""
    from geomap.cli import main as command

    command(
        ["gazetteer", "build", "-o", str(target), "default", str(sources), "--quiet"], standalone_mode=False
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, print the table, and write the figures; return 1 when a floor is missed, 2 without the data."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places")
    parser.add_argument("--gazetteer", type=Path, help="the larger gazetteer, when it is built already")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args(arguments)
    shared = data_folder()
    missing = [corpus.path for corpus in CORPORA if not (shared / "eval" / corpus.path).is_file()]
    if missing:
        print(f"no {missing[0]}: name the evaluation data's folder with GEOMAP_EVAL_DATA", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        larger = options.gazetteer
        if larger is None:
            larger = Path(scratch) / "places.db"
            build_gazetteer(shared / "gazetteer" / "wof", larger)
        return _score_all(shared / "eval", larger, options.json)


def _score_all(folder: Path, larger: Path, figures: Path | None) -> int:
    """Score all corpora with both gazetteers; return 1 when a floor is missed."""
    print("\n".join(heading_lines()))
    record: dict[str, object] = {
        "sha256": {one.path: hashlib.sha256((folder / one.path).read_bytes()).hexdigest() for one in CORPORA}
    }
    missed = False
    for title, path in (("default gazetteer", None), ("default and Who's On First", larger)):
        print(f"\n== {title}")
        with Engine(Settings(gazetteer=path)) as engine:
            for corpus in (*CORPORA, *FURTHER):
                scores = score_corpus(folder, corpus, engine)
                record[f"{title}: {corpus.name}"] = {half: asdict(score) for half, score in scores.items()}
                section = section_of(corpus, scores, floors=path is not None)
                print("\n".join(section_lines(section)), flush=True)
                missed = missed or any(row.is_missed for row in section.rows)
    if figures is not None:
        figures.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8", newline="\n")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
