"""How fast and how large is the geoparser? ``python -m benchmarks.geoparsing``.

On labelled news, in one run: the recogniser's pipes alone, geomap's own work beside them, documents a second
with one and two workers, the cold start of ``geomap parse``, and its memory; then what extraction adds, there
and on reports full of events. Exits with 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction_time import read_reports, time_commands, time_extraction
from benchmarks.processes import MEGABYTE, MEMORY_NOTE, ROOT, python, seconds_of, weigh
from benchmarks.table import Row, Section, heading_lines, section_lines
from geomap.evaluation import read_corpus
from geomap.evaluation.scoring import to_document
from geomap.extraction.parse import iter_blocks
from geomap.model import Document
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings

CORPUS = "eval/geoparse/lgl.jsonl.gz"
RUNS = 5
WARM_UP = 10
COMMAND_DOCS = 60
"""Documents that the commands are compared on."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.geoparsing", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, help=f"labelled texts (default: {CORPUS} of the evaluation data)"
    )
    parser.add_argument("--limit", type=int, default=200, help="how many documents (default 200)")
    asked = parser.parse_args(arguments)
    data = Path(os.environ.get("GEOMAP_EVAL_DATA") or ROOT.parent / "shared")
    corpus = read_corpus(asked.corpus or data / CORPUS)
    docs = [to_document(document) for document in corpus.documents[: asked.limit]]
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, ", end="")
    print(f"Python {platform.python_version()}; {len(docs)} documents of {corpus.name}\n")
    print("\n".join(heading_lines()), flush=True)
    missed = 0
    with tempfile.TemporaryDirectory(prefix="geomap-bench-") as work:
        for section in _iter_sections(docs, read_reports(data, asked.limit), Path(work)):
            print("\n".join(section_lines(section)), flush=True)
            missed += sum(row.is_missed for row in section.rows)
    print(f"\n{missed} {'limit' if missed == 1 else 'limits'} missed")
    return 1 if missed > 0 else 0


def _iter_sections(docs: Sequence[Document], reports: Sequence[Document], work: Path) -> Iterator[Section]:
    yield _one_process(docs)
    yield _processes(docs, work)
    for name, some in (("news", docs), ("reports", reports)):
        if some:
            yield time_extraction(name, some)
            yield time_commands(name, some[:COMMAND_DOCS], work)


def _one_process(docs: Sequence[Document]) -> Section:
    """Time the pipes alone and the whole work, document by document, in turns of who goes first."""
    with Engine(Settings()) as engine:
        for doc in docs[:WARM_UP]:
            engine.resolve(doc)
        pipes = whole = 0.0
        for number, doc in enumerate(docs):
            if number % 2 == 0:
                pipes += _time_pipes(engine.model, doc)
            begun = time.perf_counter()
            engine.resolve(doc)
            whole += time.perf_counter() - begun
            if number % 2 == 1:
                pipes += _time_pipes(engine.model, doc)
    rows = (
        Row(what="spaCy's pipes alone", value=len(docs) / pipes, unit="docs/s", decimals=1),
        Row(what="geomap: pipes, mentions, places", value=len(docs) / whole, unit="docs/s", decimals=1),
        Row(what="  its time, as a multiple of the pipes'", value=whole / pipes, limit=1.40, decimals=2),
    )
    note = "each document is parsed by the pipes alone and taken through geomap, in turns; both warmed up"
    return Section(title="One process", rows=rows, note=note)


def _time_pipes(model: Any, doc: Document) -> float:  # noqa: ANN401 - a spaCy Language
    texts = [doc.text[start:end].replace("\n", " ") for start, end in iter_blocks(doc.text, 0, len(doc.text))]
    begun = time.perf_counter()
    for _ in model.pipe(texts, batch_size=16):
        pass
    return time.perf_counter() - begun


def _processes(docs: Sequence[Document], work: Path) -> Section:
    """Time and weigh the command."""
    one, some = work / "one.jsonl", work / "some.jsonl"
    _write(one, docs[:1])
    _write(some, docs)
    cold = statistics.median(seconds_of(_parse(one)) for _ in range(RUNS))
    single, double = (weigh(_parse(some, "--jobs", str(jobs)), every=0.05) for jobs in (1, 2))
    speeds = [(len(docs) - 1) / (finished.seconds - cold) for finished in (single, double)]
    peak = None if single.peak is None else single.peak / MEGABYTE
    rows = (
        Row(what="cold start: geomap parse, one document", value=cold, unit="s", limit=4.0, decimals=2),
        Row(what="geomap parse --jobs 1, start apart", value=speeds[0], unit="docs/s", decimals=1),
        Row(what="geomap parse --jobs 2, start apart", value=speeds[1], unit="docs/s", decimals=1),
        Row(
            what="  two workers, as a multiple of one",
            value=speeds[1] / speeds[0],
            limit=1.8,
            at_least=True,
            decimals=2,
        ),
        Row(what="memory of one process", value=peak, unit="MB", limit=600),
    )
    return Section(title="Command", rows=rows, note=f"cold: {RUNS} runs, median; {MEMORY_NOTE}")


def _parse(path: Path, *options: str) -> list[str]:
    return python("-m", "geomap", "parse", str(path), "-q", *options)


def _write(path: Path, docs: Sequence[Document]) -> None:
    lines = (json.dumps({"id": doc.id, "text": doc.text}, ensure_ascii=False) for doc in docs)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
