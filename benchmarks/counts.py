"""How often are the killed, wounded and abducted of a short narrative counted as its editors coded them?

The narratives are those of the evaluation data (``eval/counts``), one incident each. A count is exact when
the best estimate (the lower bound where the words give no best one) is the coded number; it is false where
the coded number is 0 and one was read. The editors count aid workers alone, so that others who are told of
("two children were also killed") count as misses here though the text is read rightly.

Rows are split by their place in the file: even ones were looked at while the rules were written, odd ones
were only ever scored.

    GEOMAP_EVAL_DATA=../shared python -m benchmarks.counts [--json FILE]
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.scored import run_scored
from benchmarks.table import Row, Section
from geomap.extraction import load_model, parse_document
from geomap.incidents import count_people
from geomap.model import CasualtyCount, Document

KINDS = {"killed": "killed", "wounded": "wounded", "abducted": "kidnapped"}
"""Our kinds, and the editors' column of each."""

FLOORS = {"killed": 0.86, "wounded": 0.76, "abducted": 0.82}
FALSE_LIMIT = 0.08
HALVES = ("even rows", "odd rows")


@dataclass(slots=True, kw_only=True)
class Score:
    """Rows of one kind in one half of the data.

    Attributes:
        counted: Rows coded above 0; ``exact`` of them read as coded, ``unread`` without any count.
        empty: Rows coded 0; ``false`` of them read as more.
    """

    counted: int = 0
    exact: int = 0
    unread: int = 0
    empty: int = 0
    false: int = 0

    def add(self, coded: int, read: int | None) -> None:
        """Count one row."""
        if coded > 0:
            self.counted += 1
            self.exact += read == coded
            self.unread += read is None
        else:
            self.empty += 1
            self.false += read is not None and read > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Scores by half and kind, the data's digest, and milliseconds of counting a narrative that is parsed."""

    scores: dict[str, dict[str, Score]]
    sha256: str
    milliseconds: float

    def as_json(self) -> str:
        """Return the figures as JSON text."""
        record = {"sha256": self.sha256, "milliseconds": round(self.milliseconds, 3), "scores": {}}
        record["scores"] = {
            half: {
                kind: {**asdict(score), "exact_share": _share(score.exact, score.counted),
                       "false_share": _share(score.false, score.empty)}
                for kind, score in kinds.items()
            }
            for half, kinds in self.scores.items()
        }  # fmt: skip
        return json.dumps(record, indent=2) + "\n"


def data_path() -> Path:
    """Return the file of narratives in the evaluation data."""
    folder = Path(os.environ.get("GEOMAP_EVAL_DATA") or Path(__file__).parents[2] / "shared")
    return folder / "eval" / "counts" / "awsd.jsonl.gz"


def evaluate(path: Path) -> Result:
    """Score every narrative of a file."""
    scores = {half: {kind: Score() for kind in KINDS} for half in HALVES}
    model = load_model()
    spent, number = 0.0, 0
    for number, record in enumerate(_records(path), 1):
        doc = Document(id=record["id"], text=record["text"], source=path.name)
        parse = parse_document(doc, model)
        begun = time.perf_counter()
        found = count_people(doc.text, parse)
        spent += time.perf_counter() - begun
        for kind, column in KINDS.items():
            scores[HALVES[(number - 1) % 2]][kind].add(int(record[column]), _read(found[kind]))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Result(scores=scores, sha256=digest, milliseconds=1000 * spent / max(1, number))


def sections(result: Result) -> Iterator[Section]:
    """Yield the table's sections: one for each half, one for the time."""
    for half, kinds in result.scores.items():
        rows: list[Row] = []
        for kind, score in kinds.items():
            exact, false = _share(score.exact, score.counted), _share(score.false, score.empty)
            rows += [
                Row(
                    what=f"{kind}: exact where coded above 0",
                    value=exact,
                    limit=FLOORS[kind],
                    at_least=True,
                    decimals=3,
                ),
                Row(what=f"{kind}: nothing read", value=_share(score.unread, score.counted), decimals=3),
                Row(what=f"{kind}: read where coded 0", value=false, limit=FALSE_LIMIT, decimals=3),
            ]
        yield Section(title=half, rows=tuple(rows))
    speed = Row(
        what="counting a parsed narrative", value=result.milliseconds, unit="ms", limit=4.0, decimals=2
    )
    yield Section(title="time", rows=(speed,), note=f"sha256 of the data {result.sha256}")


def _records(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _read(count: CasualtyCount) -> int | None:
    return count.best if count.best is not None else count.low


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole > 0 else 0.0


def main() -> int:
    """Score, print the table, and write the figures; return 1 when a floor is missed."""
    path = data_path()
    return run_scored("counts", [path], lambda: evaluate(path), sections)


if __name__ == "__main__":
    sys.exit(main())
