"""The frozen weights of reasons about table cells, and of what makes a row's place sure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

__all__ = ["RowWeights", "load_row_weights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWeights:
    """What ``row_weights.toml`` holds.

    Attributes:
        reasons: Weight of each reason by its name, in log odds.
        doubt: Score of "none of these", in the same measure.
        confidence: Weight of each sign that a row's place is right, ``bias`` included, in log odds.
    """

    reasons: Mapping[str, float]
    doubt: float
    confidence: Mapping[str, float]


@lru_cache(maxsize=1)
def load_row_weights() -> RowWeights:
    """Return the frozen weights; the file also says what they were fitted on."""
    text = resources.files("geomap.resolution").joinpath("row_weights.toml").read_text(encoding="utf-8")
    parsed = tomllib.loads(text)
    return RowWeights(
        reasons=parsed["reasons"], doubt=float(parsed["decision"]["doubt"]), confidence=parsed["confidence"]
    )
