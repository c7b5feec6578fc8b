"""How rare words are among the reports that are linked: a rare word that two share says more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from geomap.incidents.linking.report import Report

__all__ = ["Vocabulary"]

BELIEVED = 200.0
"""Reports that are taken for granted: in a run of three articles no word is yet known to be common."""

MOST = math.log(BELIEVED)


class Vocabulary:
    """Weights in (0, 1] of words by how few of the reports have them."""

    def __init__(self, reports: Iterable[Report]) -> None:
        counts: Counter[str] = Counter()
        size = BELIEVED
        for report in reports:
            counts.update(report.words | report.sides)
            size += 1
        self._weights = {
            word: min(1.0, math.log(size / (count + size / BELIEVED)) / MOST)
            for word, count in sorted(counts.items())
        }
        self._masses: dict[int, float] = {}

    def mass(self, report: Report) -> float:
        """Return the weight of all words of one of the reports; remembered by its number."""
        known = self._masses.get(report.number)
        if known is None:
            known = self._masses[report.number] = self.total(report.words)
        return known

    def weight(self, word: str) -> float:
        """Return how much a word says: 1 for one that hardly any report has."""
        return self._weights.get(word, 1.0)

    def total(self, words: Iterable[str]) -> float:
        """Return the weight of words together."""
        return math.fsum(self._weights.get(word, 1.0) for word in words)
