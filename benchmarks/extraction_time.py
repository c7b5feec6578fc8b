"""How much longer does extraction take than geoparsing? A part of ``python -m benchmarks.geoparsing``.

The same documents go through both, in turns of who goes first: in one process, document by document, and as
the commands ``geomap parse`` and ``geomap extract`` over a folder of text files, linking and output included.
"""

from __future__ import annotations

import gzip
import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.processes import python, seconds_of
from benchmarks.table import Row, Section
from geomap.model import Document
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings

__all__ = ["read_reports", "time_commands", "time_extraction"]

MOST = 2.0
"""Extraction, parser included, at most doubles the time of geoparsing."""

REPORTS = "eval/incidents/muc4.jsonl.gz"
TURNS = 4
WARM_UP = 5


def read_reports(data: Path, limit: int) -> list[Document]:
    """Return reports that are full of events; none where the data are not there."""
    path = data / REPORTS
    if not path.is_file():
        return []
    docs = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(limit), strict=False):
            record = json.loads(line)
            docs.append(Document(id=str(record["id"]), text=record["text"], source="-"))
    return docs


def time_extraction(name: str, docs: Sequence[Document]) -> Section:
    """Time both in one process; each parses every document anew."""
    spent = [0.0, 0.0]
    found = 0
    engines = [Engine(Settings(language="en")), Engine(Settings(language="en"))]
    with engines[0], engines[1]:
        for doc in docs[:WARM_UP]:
            engines[0].resolve(doc)
            engines[1].run(doc)
        for number, doc in enumerate(docs):
            for which in (0, 1) if number % 2 == 0 else (1, 0):
                begun = time.perf_counter()
                result = engines[which].run(doc) if which == 1 else engines[which].read(doc)
                spent[which] += time.perf_counter() - begun
                found += len(result.incidents)
    rows = (
        Row(what="geoparsing", value=len(docs) / spent[0], unit="docs/s", decimals=1),
        Row(what="extraction of incidents", value=len(docs) / spent[1], unit="docs/s", decimals=1),
        Row(what="  its time, as a multiple", value=spent[1] / spent[0], limit=MOST, decimals=2),
    )
    note = f"{len(docs)} documents, {found} incidents; an engine each, both warmed up"
    return Section(title=f"Extraction beside geoparsing: {name}", rows=rows, note=note)


def time_commands(name: str, docs: Sequence[Document], work: Path) -> Section:
    """Time both commands over the same folder, the start of the process included."""
    folder = work / name
    folder.mkdir()
    for number, doc in enumerate(docs):
        (folder / f"{number:04}.txt").write_text(doc.text, encoding="utf-8", newline="\n")
    commands = {
        verb: python("-m", "geomap", verb, str(folder), "-q", *options)
        for verb, options in (("parse", ()), ("extract", ("-o", str(work / f"{name}.geojson"))))
    }
    times: dict[str, list[float]] = {"parse": [], "extract": []}
    for turn in range(TURNS):
        for verb in ("parse", "extract") if turn % 2 == 0 else ("extract", "parse"):
            times[verb].append(seconds_of(commands[verb]))
    parsing, extraction = (statistics.median(times[verb]) for verb in ("parse", "extract"))
    rows = (
        Row(what="geomap parse", value=parsing, unit="s", decimals=1),
        Row(what="geomap extract, linking and GeoJSON included", value=extraction, unit="s", decimals=1),
        Row(what="  its time, as a multiple", value=extraction / parsing, limit=MOST, decimals=2),
    )
    note = f"{len(docs)} files; {TURNS} turns, median"
    return Section(title=f"Commands: {name}", rows=rows, note=note)
