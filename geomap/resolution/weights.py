"""The frozen weights: what each reason adds, and when a name stays undecided."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

__all__ = ["Weights", "load_weights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What ``weights.toml`` holds.

    Attributes:
        features: Weight of each scoring feature by its name, in log odds.
        doubt: Score of "none of these", in the same measure.
    """

    features: Mapping[str, float]
    doubt: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the frozen weights; the file also says what they were fitted on."""
    text = resources.files("geomap.resolution").joinpath("weights.toml").read_text(encoding="utf-8")
    parsed = tomllib.loads(text)
    return Weights(features=parsed["features"], doubt=float(parsed["decision"]["doubt"]))
