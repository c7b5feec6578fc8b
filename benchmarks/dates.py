"""How right are the days that geomap reads from words? ``python -m benchmarks.dates``.

TimeBank: every TIMEX3 of type DATE or TIME whose value names a day. Its words are read where they
stand, so that the clause around them tells past from future ("in text"), and by themselves ("words
alone"), against the document date. Only exactly that day is right: an interval is wrong. Documents
are numbered from 0 in the order of the file: rules were written with the even ones in view, the odd
ones were only scored.

The folder of the evaluation data is named by GEOMAP_EVAL_DATA (default: ``shared`` beside the
repository). Exits with 1 when the limit is missed.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.table import Row, Section, heading_lines, section_lines
from geomap.incidents.dates import find_dates, resolve_date
from geomap.model import DateSpan

FILE = Path("eval") / "dates" / "timebank.jsonl.gz"
LIMIT = 0.89
"""Share of days that must be right; dateparser's default has .84."""

DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")


SOURCE = re.compile(r"[A-Za-z]*")
"""The outlet in a document's id: letters before the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A day in a text: its words, what they were read as, and the right answer."""

    half: str
    source: str
    kind: str
    words: str
    right: date
    alone: DateSpan
    in_text: DateSpan


def read_cases(path: Path) -> Iterator[Case]:
    """Yield every expression of a day in the file, read."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            record = json.loads(line)
            text, published = record["text"], date.fromisoformat(record["document_date"])
            for timex in record["timexes"]:
                day = DAY.fullmatch(timex["value"])
                if day is None or timex["type"] not in {"DATE", "TIME"}:
                    continue
                start, end = timex["start"], timex["end"]
                alone = resolve_date(text[start:end], published)
                within = find_dates(text, published, start=start, end=end)
                yield Case(
                    half="odd" if number % 2 else "even",
                    source=SOURCE.match(record["id"])[0].upper(),
                    kind=timex["type"],
                    words=text[start:end],
                    right=date.fromisoformat(day[1]),
                    alone=alone,
                    in_text=within[0].when if within else alone,
                )


def is_right(when: DateSpan, right: date) -> bool:
    """Say whether a reading is exactly the right day."""
    return when.start == right and when.end == right


def measure(path: Path) -> dict[str, object]:
    """Return the figures, with the digest of the file that they are of."""
    counts: Counter[str] = Counter()
    sources: set[str] = set()
    for case in read_cases(path):
        counts[f"{case.source}_cases"] += 1
        counts[f"{case.source}_in_text"] += is_right(case.in_text, case.right)
        sources.add(case.source)
        for part in (case.half, "all"):
            counts[f"{part}_cases"] += 1
            counts[f"{part}_words"] += is_right(case.alone, case.right)
            counts[f"{part}_in_text"] += is_right(case.in_text, case.right)
            counts[f"{part}_unread"] += case.alone.start is None
    figures: dict[str, object] = {
        "file": FILE.as_posix(),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    for part in ("all", "even", "odd"):
        total = counts[f"{part}_cases"]
        figures[f"{part}_cases"] = total
        for name in ("words", "in_text", "unread"):
            figures[f"{part}_{name}"] = round(counts[f"{part}_{name}"] / max(total, 1), 4)
    without = {
        source: (counts["all_in_text"] - counts[f"{source}_in_text"])
        / max(counts["all_cases"] - counts[f"{source}_cases"], 1)
        for source in sorted(sources)
    }
    figures["worst_without"], figures["least_without_one"] = min(
        ((source, round(share, 4)) for source, share in without.items()), key=lambda one: one[1]
    )
    return figures


def section_of(figures: dict[str, object]) -> Section:
    """Return the figures as rows of the common table."""
    rows = []
    for part, words in (("all", "all documents"), ("even", "even documents"), ("odd", "odd documents")):
        rows += [
            Row(what=f"{words}: days", value=_number(figures[f"{part}_cases"])),
            Row(
                what=f"{words}: right, in text",
                value=_number(figures[f"{part}_in_text"]),
                limit=LIMIT if part == "all" else None,
                at_least=True,
                decimals=3,
            ),
            Row(what=f"{words}: right, words alone", value=_number(figures[f"{part}_words"]), decimals=3),
            Row(what=f"{words}: not read", value=_number(figures[f"{part}_unread"]), decimals=3),
        ]
    rows.append(
        Row(
            what=f"least when one outlet is left out ({figures['worst_without']})",
            value=_number(figures["least_without_one"]),
            decimals=3,
        )
    )
    note = f"{figures['file']}, sha256 {str(figures['sha256'])[:16]}; exact days, intervals count as wrong"
    return Section(title="dates: TimeBank, days", rows=tuple(rows), note=note)


def _number(figure: object) -> float:
    return figure if isinstance(figure, (int, float)) else 0.0


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table or JSON, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.dates", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args(arguments)
    path = Path(os.environ.get("GEOMAP_EVAL_DATA") or ROOT.parent / "shared") / FILE
    if not path.is_file():
        print(f"no {path}: name the folder of the evaluation data with GEOMAP_EVAL_DATA", file=sys.stderr)
        return 2
    figures = measure(path)
    section = section_of(figures)
    lines = [*heading_lines(), *section_lines(section)]
    print(json.dumps(figures, indent=2) if asked.json else "\n".join(lines))
    return int(any(row.is_missed for row in section.rows))


if __name__ == "__main__":
    sys.exit(main())
