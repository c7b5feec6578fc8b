"""Words beside a name that say what kind of place it is: airbase, province, neighbourhood, border.

Extraction finds names by them, lookup and resolution prefer candidates of the kind they ask for.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.model import Place, PlacePrecision

__all__ = ["PlaceCue", "find_cue", "load_place_cues"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCue:
    """One cue word.

    Attributes:
        word: Lower case, singular; may hold spaces ("air base").
        before: It may stand before the name ("village of X", "Lake X").
        after: It may stand after the name ("X airbase").
        features: GeoNames classes or ``class.code`` pairs that it asks for, best first.
        precision: How fine a place of that kind is.
    """

    word: str
    before: bool
    after: bool
    features: tuple[str, ...]
    precision: PlacePrecision

    def fits(self, place: Place) -> float:
        """Return 1.0 for the first kind asked for, less for later ones, 0.0 for none of them."""
        full = f"{place.feature_class}.{place.feature_code}"
        if full.startswith("A.ADM"):
            full = full.removesuffix("H")  # a dissolved unit is of the kind that it was
        for rank, feature in enumerate(self.features):
            if full == feature or place.feature_class == feature:
                return 1.0 - 0.1 * rank
        return 0.0


@lru_cache(maxsize=1)
def load_place_cues() -> dict[str, PlaceCue]:
    """Return the cues of ``place_cues.tsv`` by word; later rows of one word add their positions."""
    cues: dict[str, PlaceCue] = {}
    text = resources.files("geomap.gazetteer").joinpath("place_cues.tsv").read_text(encoding="utf-8")
    for line in csv.DictReader(text.splitlines(), delimiter="\t"):
        earlier = cues.get(line["cue"])
        cues[line["cue"]] = PlaceCue(
            word=line["cue"],
            before=line["before"] == "x" or (earlier is not None and earlier.before),
            after=line["after"] == "x" or (earlier is not None and earlier.after),
            features=tuple(line["features"].split()),
            precision=PlacePrecision(line["precision"]),
        )
    return cues


def find_cue(word: str) -> PlaceCue | None:
    """Return the cue for a word in any case, singular or plural, or None."""
    cues = load_place_cues()
    lower = word.lower()
    if lower in cues:
        return cues[lower]
    return cues.get(lower[:-1]) if lower.endswith("s") else None
