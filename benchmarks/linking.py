"""Which headlines are reports of one event? Pairs, clusters, and how well hard pairs are told apart.

The headlines are those of the evaluation data (``eval/linking``): each was filed by its editors under one
event, whose id is the cluster. Only headline, outlet and date are read; places, dates, counts and sides come
from the extraction itself, none from the coded columns.

Two sets are scored. *single*: headlines that the editors filed under one event only, each once; a round-up
("Iraq attacks kill 21") belongs to several events and cannot be told by its words. *all*: every row.

Events are split by the SHA-256 of their id: even ones were looked at and the weights fitted on them
(``training/linking.py``), odd ones were only ever scored. Each half is linked alone.

pair P/R/F1   pairs of headlines in one cluster, against pairs with one event; every pair of the half counts
best F1       the same for single pairs above the threshold that is best for the half, as is usual for a plain
              likeness of texts: pairs of one event, against pairs of other events reported within a day
AUC           chance that a pair of one event scores higher than one of different events reported within a day
hard AUC      the same against pairs of different events whose coded place is one and whose coded days meet:
              the coded columns choose these pairs and say nothing to the linker
text alone    the same for the share of all words in common, rare words counting more (the yardstick)

    GEOMAP_EVAL_DATA=../shared python -m benchmarks.linking [--data FILE] [--json]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path

from benchmarks.table import Row, Section, heading_lines, section_lines
from geomap.extraction import parse_document
from geomap.incidents.linking import incident_of_headline
from geomap.incidents.linking.blocking import in_day_order
from geomap.incidents.linking.clusters import cluster_reports
from geomap.incidents.linking.pairs import pair_of
from geomap.incidents.linking.report import Report, report_of
from geomap.incidents.linking.score import load_weights, score_pair
from geomap.incidents.linking.vocabulary import Vocabulary
from geomap.model import Document
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings

HALVES = ("even", "odd")
WITHIN_DAYS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline as a report, with what its editors coded: event, place and days, to choose pairs by."""

    report: Report
    event: str
    place: str
    start: date
    end: date
    is_single: bool

    @property
    def half(self) -> str:
        """The half that its event falls into."""
        return HALVES[int(hashlib.sha256(self.event.encode()).hexdigest(), 16) % 2]


def data_path() -> Path:
    """Return the file of headlines in the evaluation data."""
    folder = Path(os.environ.get("GEOMAP_EVAL_DATA") or Path(__file__).parents[2] / "shared")
    return folder / "eval" / "linking" / "ucdp_irq.jsonl.gz"


def read_headlines(path: Path) -> list[Headline]:
    """Read the headlines of a file and extract what they tell; equal ones of one outlet and day once."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    events: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for record in records:
        events[_key(record)].add(record["event_id"])
    seen: dict[tuple[str, ...], Report] = {}
    found = []
    with Engine(Settings(language="en")) as engine:
        for number, record in enumerate(records):
            key = _key(record)
            fresh = key not in seen
            if fresh:
                seen[key] = _report(engine, record)
            found.append(
                Headline(
                    report=replace(seen[key], number=number, id=str(number)),
                    event=record["event_id"],
                    place=record["where"],
                    start=date.fromisoformat(record["date_start"]),
                    end=date.fromisoformat(record["date_end"]),
                    is_single=fresh and len(events[key]) == 1,
                )
            )
    return found


def _key(record: Mapping[str, str]) -> tuple[str, ...]:
    return record["headline"], record["outlet"], record["source_date"]


def _report(engine: Engine, record: Mapping[str, str]) -> Report:
    """Read a headline, with its outlet and date, as a report."""
    title = record["headline"]
    published = _day(record["source_date"])
    doc = Document(
        id="headline", text=title, source="-", title=title, publisher=record["outlet"], published=published
    )
    result = engine.run(doc)
    parse = parse_document(doc, engine.model)
    return report_of(incident_of_headline(doc, parse, result.resolutions, result.incidents))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def measure(headlines: Sequence[Headline]) -> dict[str, float]:
    """Link headlines and return every figure of the set."""
    mine = [
        replace(entry, report=replace(entry.report, number=number)) for number, entry in enumerate(headlines)
    ]
    reports = [entry.report for entry in mine]
    vocabulary, weights = Vocabulary(reports), load_weights()
    clusters, _ = cluster_reports(in_day_order(reports), len(reports), vocabulary, weights)
    figures = {"headlines": float(len(mine)), **agreement(mine, clusters)}

    def score(one: Headline, two: Headline) -> float:
        return score_pair(pair_of(one.report, two.report, vocabulary), weights)

    rarity = _rarity(reports)

    def likeness(one: Headline, two: Headline) -> float:
        first, second = one.report.title_words, two.report.title_words
        either = sum(rarity[word] for word in sorted(first | second))
        return sum(rarity[word] for word in sorted(first & second)) / either if either > 0 else 0.0

    same, others, hard = _pairs(mine)
    for name, judge in (("", score), ("text_", likeness)):
        figures |= _separation(name, judge, (same, others, hard))
    return figures


def _rarity(reports: Sequence[Report]) -> dict[str, float]:
    """Return how rare each word of the headlines is (inverse document frequency)."""
    counts = Counter(word for report in reports for word in report.title_words)
    return {word: math.log(len(reports) / count) for word, count in counts.items()}


def agreement(headlines: Sequence[Headline], clusters: Sequence[list[int]]) -> dict[str, float]:
    """Return pair and B-cubed precision, recall and F1 of clusters against events."""
    events = Counter(entry.event for entry in headlines)
    sizes = {id(cluster): len(cluster) for cluster in clusters}
    both = Counter((id(cluster), entry.event) for cluster, entry in zip(clusters, headlines, strict=True))
    right = sum(_pairs_of(count) for count in both.values())
    found = sum(_pairs_of(size) for size in sizes.values())
    gold = sum(_pairs_of(count) for count in events.values())
    precise = sum(count * count / sizes[cluster] for (cluster, _), count in both.items()) / len(headlines)
    complete = sum(count * count / events[event] for (_, event), count in both.items()) / len(headlines)
    figures = {"gold_pairs": float(gold), "pair_p": right / max(1, found), "pair_r": right / max(1, gold)}
    figures |= {"bcubed_p": precise, "bcubed_r": complete}
    return figures | {
        "pair_f1": _f1(figures["pair_p"], figures["pair_r"]),
        "bcubed_f1": _f1(precise, complete),
    }


Pairs = list[tuple[Headline, Headline]]


def _pairs(headlines: Sequence[Headline]) -> tuple[Pairs, Pairs, Pairs]:
    """Return the pairs of one event, those of other events reported within a day, and the hard ones."""
    same: Pairs = []
    others: Pairs = []
    hard: Pairs = []
    for one, two in combinations(headlines, 2):
        if one.event == two.event:
            same.append((one, two))
            continue
        if _is_within(one, two):
            others.append((one, two))
        if one.place == two.place and one.start <= two.end and two.start <= one.end:
            hard.append((one, two))
    return same, others, hard


def _is_within(one: Headline, two: Headline) -> bool:
    first, second = one.report.published, two.report.published
    return first is not None and second is not None and abs(first - second) <= WITHIN_DAYS


def _separation(
    name: str, judge: Callable[[Headline, Headline], float], pairs: tuple[Pairs, Pairs, Pairs]
) -> dict[str, float]:
    same, others, hard = ([judge(one, two) for one, two in kind] for kind in pairs)
    return {
        f"{name}best_f1": _best_f1(same, others),
        f"{name}auc": _auc(same, others),
        f"{name}hard_auc": _auc(same, hard),
    }


def _best_f1(same: Sequence[float], others: Sequence[float]) -> float:
    """Return the best F1 that any threshold gives."""
    ranked = Counter(same)
    wrong = Counter(others)
    right = taken = 0
    best = 0.0
    for score in sorted(ranked.keys() | wrong.keys(), reverse=True):
        right += ranked[score]
        taken += ranked[score] + wrong[score]
        best = max(best, 2 * right / (taken + len(same)))
    return best


def _auc(same: Sequence[float], others: Sequence[float]) -> float:
    """Return the chance that one of the first scores higher than one of the second; ties count half."""
    if not same or not others:
        return 0.0
    high, low = Counter(same), Counter(others)
    below = total = 0.0
    for score in sorted(high.keys() | low.keys()):
        total += high[score] * (below + low[score] / 2)
        below += low[score]
    return total / (len(same) * len(others))


def _pairs_of(count: int) -> int:
    return count * (count - 1) // 2


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0


_SHOWN = {
    "pair_p": "pair precision",
    "pair_r": "pair recall",
    "pair_f1": "pair F1",
    "bcubed_p": "B-cubed precision",
    "bcubed_r": "B-cubed recall",
    "bcubed_f1": "B-cubed F1",
    "best_f1": "best F1, pairs within a day",
    "text_best_f1": "  text alone",
    "auc": "AUC, pairs within a day",
    "text_auc": "  text alone",
    "hard_auc": "AUC, same place and day",
    "text_hard_auc": "  text alone",
}


def iter_sections(figures: Mapping[str, Mapping[str, float]], digest: str) -> Iterator[Section]:
    """Yield the figures of each set and half as rows of the common table."""
    for name, values in figures.items():
        rows = [
            Row(what="headlines", value=values["headlines"]),
            Row(what="pairs of one event", value=values["gold_pairs"]),
            *(Row(what=words, value=values[key], decimals=3) for key, words in _SHOWN.items()),
        ]
        yield Section(title=f"linking: {name}", rows=tuple(rows), note=f"sha256 of the data {digest}")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table or JSON, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.linking",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--data", type=Path, help="another file of headlines in the same form")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args(arguments)
    path = asked.data or data_path()
    if not path.is_file():
        print(f"no {path}: name the folder of the evaluation data with GEOMAP_EVAL_DATA", file=sys.stderr)
        return 2
    headlines = read_headlines(path)
    figures = {}
    for half in HALVES:
        mine = [entry for entry in headlines if entry.half == half]
        figures[f"{half} events, single"] = measure([entry for entry in mine if entry.is_single])
        figures[f"{half} events, all"] = measure(mine)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    sections = list(iter_sections(figures, digest))
    lines = [*heading_lines(), *(line for section in sections for line in section_lines(section))]
    print(json.dumps({"sha256": digest, **figures}, indent=2) if asked.json else "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
