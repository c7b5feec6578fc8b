"""Fits the weights of the linker's reasons: ``python -m training.linking``.

Logistic regression over pairs of headlines that share a block, by projected gradient steps: a reason for may
not weigh against, and the other way round, so that a quirk of the data does not make "the same place" speak
against a pair. Events are split as ``benchmarks/linking.py`` says; even ones are fitted, odd ones are not
read here. The threshold of a merge is the highest with nearly the best pair F1 of the fitted half's clusters.
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.linking import Headline, agreement, data_path, read_headlines
from geomap.incidents.linking.blocking import in_day_order, iter_pairs
from geomap.incidents.linking.clusters import cluster_reports
from geomap.incidents.linking.features import AGAINST, FEATURES, FOR
from geomap.incidents.linking.pairs import pair_of
from geomap.incidents.linking.score import Weights
from geomap.incidents.linking.vocabulary import Vocabulary

WEIGHTS = Path("geomap/incidents/linking/weights.toml")
PENALTY = 2.0
ROUNDS = 4000
TRIED = [number / 100 for number in range(15, 61, 5)]
"""Probabilities of a merge that are tried."""
GIVEN_UP = 0.04
"""Pair F1 that is given up for fewer wrong merges: the best is flat, and a wrong merge is worse."""
SUGGESTED = 0.4
"""Share of the probability of a merge from which a pair is worth a look."""
HELD = {
    "place_unknown": 0.2,
    "place_within": 0.3,
    "same_region": 0.3,
    "same_country": 0.6,
    "places_apart": -4.0,
    "countries_differ": -4.5,
    "days_apart": -2.5,
    "kinds_differ": -1.8,
    "types_differ": -1.0,
    "numbers_differ": -2.5,
    "same_day": 0.3,
    "same_weapon": 0.3,
    "sides_differ": -0.2,
    "same_title": 0.5,
    "shared_side": 0.5,
    "rare_words": 0.5,
    "place_and_day_alone": 0.0,
    "many_events": -1.0,
}
"""Weights set by hand: headlines say too little about these reasons, and articles more."""

SET_AFTER = {"place_and_day_alone": -1.5}
"""Weights set once the others are fitted, so that the bias does not make up for them. The headlines are of
one war, where two reports of one town and day are likelier to be of one event than elsewhere."""

NAMES = [feature.__name__ for feature in FEATURES]


def table_of(headlines: list[Headline]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the values of every reason for each compared pair, whether it is of one event, and its weight.

    The pairs of an event of n headlines weigh n - 1 together: one that was told twenty times is still one.
    """
    reports = [entry.report for entry in headlines]
    events = {entry.report.number: entry.event for entry in headlines}
    vocabulary = Vocabulary(reports)
    pairs = list(iter_pairs(in_day_order(reports)))
    values = np.array(
        [
            [feature(pair)[0] for feature in FEATURES]
            for pair in (pair_of(*pair, vocabulary) for pair in pairs)
        ]
    )
    sizes = Counter(events.values())
    same = np.array([events[one.number] == events[two.number] for one, two in pairs])
    weights = np.array([2 / sizes[events[one.number]] for one, _ in pairs])
    return values, same, np.where(same, weights, 1.0)


def fit(values: np.ndarray, same: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return the weight of each reason, and the bias last."""
    rows = np.c_[values, np.ones(len(values))]
    lowest = np.array([0.0 if name in FOR else -np.inf for name in NAMES] + [-np.inf])
    highest = np.array([0.0 if name in AGAINST else np.inf for name in NAMES] + [np.inf])
    for number, name in enumerate(NAMES):
        if name in HELD:
            lowest[number] = highest[number] = HELD[name]
    step = 1 / (0.25 * float(np.linalg.norm(rows, 2)) ** 2 + PENALTY)
    at = np.clip(np.zeros(rows.shape[1]), lowest, highest)
    ahead, pace = at, 1.0
    for _ in range(ROUNDS):
        slope = rows.T @ (shares * (1 / (1 + np.exp(-rows @ ahead)) - same))
        slope[:-1] += PENALTY * ahead[:-1]
        fresh = np.clip(ahead - step * slope, lowest, highest)
        quicker = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = fresh + (pace - 1) / quicker * (fresh - at)
        at, pace = fresh, quicker
    return at


def best_threshold(headlines: list[Headline], features: dict[str, float], bias: float) -> tuple[float, float]:
    """Return the highest probability from which merging gives nearly the best pair F1, and that F1."""
    reports = [entry.report for entry in headlines]
    vocabulary = Vocabulary(reports)
    scores = {}
    for merge in TRIED:
        weights = Weights(features=features, bias=bias, merge=merge, suggest=merge)
        clusters, _ = cluster_reports(in_day_order(reports), len(reports), vocabulary, weights)
        scores[merge] = agreement(headlines, clusters)["pair_f1"]
    least = max(scores.values()) - GIVEN_UP
    chosen = max(merge for merge, f1 in scores.items() if f1 >= least)
    return chosen, scores[chosen]


def main() -> None:
    """Fit on even events and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.linking", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS}")
    options = parser.parse_args()
    path = data_path()
    headlines = [
        replace(entry, report=replace(entry.report, number=number))
        for number, entry in enumerate(
            entry for entry in read_headlines(path) if entry.half == "even" and entry.is_single
        )
    ]
    values, same, shares = table_of(headlines)
    weights = fit(values, same, shares)
    features = {name: round(float(weight), 3) for name, weight in zip(NAMES, weights, strict=False)}
    features |= SET_AFTER
    bias = round(float(weights[-1]), 3)
    limit, f1 = best_threshold(headlines, features, bias)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    lines = [
        "# Fitted by training/linking.py on headlines of events with an even SHA-256 of their id.",
        f"# {path.parent.name}/{path.name} {digest}",
        f"# fitted: {len(headlines)} headlines, {len(same)} pairs compared, {int(same.sum())} of one event; "
        f"pair F1 {f1:.3f}",
        "",
        "[decision]",
        f"bias = {bias:.3f}",
        f"merge = {limit:.2f}",
        f"suggest = {limit * SUGGESTED:.2f}",
        "",
        "[features]",
        *(f"{name} = {weight:.3f}" for name, weight in features.items()),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        WEIGHTS.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
