"""From reasons to a score: how likely two reports are of one incident."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.incidents.linking.features import FEATURES
from geomap.incidents.linking.pairs import Pair
from geomap.model import FeatureScore

__all__ = ["Weights", "chance", "explain_pair", "load_weights", "score_pair"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What ``weights.toml`` holds.

    Attributes:
        features: Weight of each reason by its name, in log odds.
        bias: Log odds of a pair for which nothing speaks.
        merge: Probability from which two reports are one incident.
        suggest: Probability from which a person should look at them.
    """

    features: Mapping[str, float]
    bias: float
    merge: float
    suggest: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the frozen weights; the file also says what they were fitted on."""
    text = resources.files("geomap.incidents.linking").joinpath("weights.toml").read_text(encoding="utf-8")
    parsed = tomllib.loads(text)
    decision = parsed["decision"]
    return Weights(
        features=parsed["features"],
        bias=float(decision["bias"]),
        merge=float(decision["merge"]),
        suggest=float(decision["suggest"]),
    )


def score_pair(pair: Pair, weights: Weights) -> float:
    """Return the log odds that two reports are of one incident."""
    total = weights.bias
    for feature in FEATURES:
        value = feature(pair)[0]
        if value != 0.0:
            total += value * weights.features[feature.__name__]
    return total


def explain_pair(pair: Pair, weights: Weights) -> tuple[FeatureScore, ...]:
    """Return the reasons for and against a pair, the weightiest first."""
    found = []
    for feature in FEATURES:
        value, detail = feature(pair)
        if value != 0.0:
            weight = weights.features[feature.__name__]
            found.append(FeatureScore(name=feature.__name__, value=value, weight=weight, detail=detail))
    return tuple(sorted(found, key=lambda entry: (-abs(entry.value * entry.weight), entry.name)))


def chance(score: float) -> float:
    """Return the probability that log odds stand for."""
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0
