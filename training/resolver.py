"""Fits the weights of the resolver's scoring features: ``python -m training.resolver``.

Maximum likelihood of the right candidate among a name's candidates and "none of these" (a conditional logit,
McFadden 1974), by gradient ascent with a small L2 penalty. A candidate is right within 161 km of the labelled
point, or when it is the labelled country; half the weight goes to candidates within 20 km, if there are any.
The weights decide what the other names mean, so fitting and weighing take turns.

Texts are split by the CRC-32 of their id: even ones are fitted, odd ones only scored. Texts of newspapers
with several texts are also read with a home town, the one that the newspaper's other texts name most. Reasons
that news texts say too little about keep the weights that were set by hand (``HELD``).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from geomap.extraction import describe_mention
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.gazetteer.countries import is_country
from geomap.geo import distance_km
from geomap.model import Candidate, Document, Mention, Place
from geomap.resolution.context import SourcePoint
from geomap.resolution.features import FEATURES
from geomap.resolution.readings import read_names
from geomap.resolution.resolver import ResolverSettings, candidates_of, weigh
from geomap.resolution.weights import load_weights

LOCAL_SAYS = 0.4
"""Weight of a local newspaper's text without its home town, beside 1 for all others.

Its readers know where it is from; without that it would teach that famous places are seldom meant.
"""
NEAR_KM, AT_KM = 161.0, 20.0
WEIGHTS = Path("geomap/resolution/weights.toml")
CORPORA = ("geoparse/lgl.jsonl.gz", "geoparse/geovirus.jsonl.gz")
HELD = frozenset(
    [
        "given_parent",
        "city_before_unit",
        "part_of_named_city",
        "capitals_short_code",
        "near_dateline",
        "country_of_source",
        "fits_cue",
        "listed_by_hand",
        "near_named_country",
        "parent_named",
        "parent_city",
        "another_parent",
    ]
)
NAMES = [feature.name for feature in FEATURES]


@dataclass
class Text:
    """A labelled text."""

    doc: Document
    mentions: list[Mention]
    points: list[tuple[float, float] | None]
    fitted: bool
    home: Place | None = None
    local: bool = False


@dataclass
class Examples:
    """Feature values of candidates (rows), with the shares of right ones at 161 and at 20 km."""

    values: list[np.ndarray] = field(default_factory=list)
    near: list[np.ndarray] = field(default_factory=list)
    at: list[np.ndarray] = field(default_factory=list)
    says: list[float] = field(default_factory=list)
    _stacked: tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]] | None = None

    def add(self, others: Examples) -> None:
        """Add the examples of other texts."""
        self.values.extend(others.values)
        self.near.extend(others.near)
        self.at.extend(others.at)
        self.says.extend(others.says)

    def stacked(self) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
        """Return values (names, candidates, features), which rows are real, and the right ones twice.

        The right ones have one more column, "none of these", which is right where no candidate is.
        """
        if self._stacked is None:
            widest = max(len(one) for one in self.values)
            values = np.zeros((len(self.values), widest, len(NAMES)), dtype=np.float32)
            real = np.zeros(values.shape[:2], dtype=bool)
            wanted = (np.zeros((len(values), widest + 1)), np.zeros((len(values), widest + 1)))
            for index, one in enumerate(self.values):
                values[index, : len(one)] = one
                real[index, : len(one)] = True
                for right, table in zip((self.near[index], self.at[index]), wanted, strict=True):
                    table[index, : len(right)] = right
                    table[index, -1] = 0.0 if right.any() else 1.0
            self._stacked = values, real, wanted
        return self._stacked


def read_texts(folder: Path, gazetteer: Gazetteer) -> list[Text]:
    """Return the texts of all corpora, with homes where the others of their newspaper tell one."""
    texts = []
    for name in CORPORA:
        with gzip.open(folder / name, "rt", encoding="utf-8") as stream:
            entries = [json.loads(line) for line in stream]
        towns = _towns(entries)
        for entry in entries:
            texts.append(_text_of(entry, gazetteer))
            texts[-1].home = _home_of(entry, towns, gazetteer)
            texts[-1].local = "domain" in entry["source"]
    return texts


def _text_of(entry: dict[str, Any], gazetteer: Gazetteer) -> Text:
    doc = Document(id=entry["id"], text=entry["text"], source="")
    spans = {(top["start"], top["end"]): top for top in entry["toponyms"]}
    mentions = [
        describe_mention(doc, Mention(doc_id=doc.id, text=doc.text[a:b], start=a, end=b), gazetteer)
        for a, b in spans
    ]
    points = [
        None if top["lat"] is None else (float(top["lat"]), float(top["lon"])) for top in spans.values()
    ]
    return Text(doc=doc, mentions=mentions, points=points, fitted=zlib.crc32(doc.id.encode()) % 2 == 0)


def _towns(entries: list[dict[str, Any]]) -> dict[str, Counter[tuple[str, str, float, float]]]:
    """Count the towns that each newspaper's texts name, once a text."""
    towns: dict[str, Counter[tuple[str, str, float, float]]] = {}
    for entry in entries:
        seen = {
            (entry["id"], top["name"], top["lat"], top["lon"])
            for top in entry["toponyms"]
            if top["lat"] is not None and str(top["type"]).startswith("PPL")
        }
        towns.setdefault(entry["source"].get("domain", ""), Counter()).update(seen)
    return towns


def _home_of(
    entry: dict[str, Any], towns: Mapping[str, Counter[tuple[str, str, float, float]]], gazetteer: Gazetteer
) -> Place | None:
    votes: Counter[tuple[str, float, float]] = Counter()
    for (doc_id, name, lat, lon), count in towns.get(entry["source"].get("domain", ""), Counter()).items():
        if doc_id != entry["id"]:
            votes[name, lat, lon] += count
    if not votes or votes.most_common(1)[0][1] < 2 or "domain" not in entry["source"]:
        return None
    (name, lat, lon), _ = votes.most_common(1)[0]
    near = [entry.place for entry in gazetteer.candidates(name, fuzzy=False)]
    near = [place for place in near if distance_km(place.lat, place.lon, lat, lon) < 30]
    return near[0] if near else None


def collect(
    texts: Iterable[Text], gazetteer: Gazetteer, weights: Mapping[str, float], doubt: float, *, homes: bool
) -> Examples:
    """Weigh texts with some weights, and return the last pass's feature values."""
    settings = ResolverSettings(weights=weights, doubt=doubt)
    examples = Examples()
    for text in texts:
        readings, number_of = read_names(text.doc, text.mentions, {})
        for reading in readings:
            reading.candidates = candidates_of(reading, gazetteer)
        sources = (SourcePoint(place=text.home, kind="stated"),) if homes and text.home is not None else ()
        beliefs = weigh(text.doc, readings, sources, gazetteer, settings)
        for mention, point in zip(text.mentions, text.points, strict=True):
            if point is not None:
                ranked = [candidate for candidate, _ in beliefs[number_of[mention.start]]]
                _add(examples, ranked, point, gazetteer)
                local = text.local and not sources
                examples.says.append(LOCAL_SAYS if local else 1.0)
    return examples


def _add(
    examples: Examples, ranked: list[Candidate], point: tuple[float, float], gazetteer: Gazetteer
) -> None:
    km = np.array([distance_km(entry.place.lat, entry.place.lon, *point) for entry in ranked])
    right = km < NEAR_KM
    for index, entry in enumerate(ranked):
        if is_country(entry.place) and not right[index]:
            right[index] = km[index] < 2.5 * entry.place.radius_km and _is_in(entry.place, point, gazetteer)
    scores = [{score.name: score.value for score in entry.scores} for entry in ranked]
    examples.values.append(
        np.array([[one.get(name, 0.0) for name in NAMES] for one in scores]).reshape(len(ranked), len(NAMES))
    )
    examples.near.append(right.astype(float))
    close = (km < AT_KM).astype(float)
    examples.at.append(close if close.any() else right.astype(float))


def _is_in(country: Place, point: tuple[float, float], gazetteer: Gazetteer) -> bool:
    found = gazetteer.locate(*point, limit=1)
    return found.country_code == country.country_code


def loss_and_gradient(examples: Examples, theta: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the mean negative log likelihood and its gradient; the last parameter is the doubt."""
    values, real, wanted = examples.stacked()
    scores = np.where(real, values @ theta[:-1], -np.inf)
    scores = np.concatenate([scores, np.full((len(scores), 1), theta[-1])], axis=1)
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    loss, gradient = 0.0, np.zeros_like(theta)
    says = np.array(examples.says)[:, None]
    for right in wanted:
        hit = chances * right
        sums = hit.sum(axis=1, keepdims=True) + 1e-300
        pull = 0.5 * says * (chances - hit / sums)
        loss -= 0.5 * float((says * np.log(sums + 1e-12)).sum())
        gradient[:-1] += np.einsum("nc,ncf->f", pull[:, :-1], values)
        gradient[-1] += pull[:, -1].sum()
    return loss / float(says.sum()), gradient / float(says.sum())


def fit(examples: Examples, theta: np.ndarray, *, steps: int = 150, penalty: float = 0.002) -> np.ndarray:
    """Return better parameters (Adam; Kingma and Ba 2015); weights stay at or above 0."""
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    free = np.array([name not in HELD for name in NAMES] + [True])
    for step in range(1, steps + 1):
        _, gradient = loss_and_gradient(examples, theta)
        gradient = (gradient + np.append(penalty * theta[:-1], 0.0)) * free
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        move = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        theta = theta - 0.06 * move
        theta[:-1] = np.clip(theta[:-1], 0.0, 12.0)
    return theta


def describe(examples: Examples, theta: np.ndarray) -> str:
    """Return accuracy, loss and the reliability of the probabilities, in words."""
    hits, at, sure = 0.0, 0.0, []
    for values, near, close in zip(examples.values, examples.near, examples.at, strict=True):
        if len(values) == 0:
            continue
        scores = np.append(values @ theta[:-1], theta[-1])
        chances = np.exp(scores - scores.max())
        best = int(np.argmax(scores[:-1]))
        hits += near[best]
        at += close[best]
        sure.append((chances[best] / chances.sum(), near[best]))
    count = len(examples.values)
    kept = [right for chance, right in sure if chance >= 0.7]
    wrong = 1 - sum(kept) / max(1, len(kept))
    lost = loss_and_gradient(examples, theta)[0]
    return (
        f"right {hits / count:.4f}, close {at / count:.4f}, "
        f"loss {lost:.4f}, at .7 {len(kept) / count:.3f} with {wrong:.3%} wrong"
    )


def _write(theta: np.ndarray, folder: Path, lines: list[str]) -> None:
    digests = [f"{name} {hashlib.sha256((folder / name).read_bytes()).hexdigest()}" for name in CORPORA]
    head = [
        "Fitted by training/resolver.py on texts with an even CRC-32 of their id; odd ones are scored only."
    ]
    text = "".join(f"# {line}\n" for line in [*head, *digests, *lines])
    text += f"\n[decision]\ndoubt = {theta[-1]:.3f}\n\n[features]\n"
    text += "".join(f"{name} = {value:.3f}\n" for name, value in zip(NAMES, theta[:-1], strict=True))
    WEIGHTS.write_text(text, encoding="utf-8")


def main() -> None:
    """Fit, print what came out, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    chosen = parser.parse_args()
    folder = Path(os.environ.get("GEOMAP_EVAL_DATA", "../shared")) / "eval"
    gazetteer = open_gazetteer()
    texts = read_texts(folder, gazetteer)
    fitted = [text for text in texts if text.fitted]
    frozen = load_weights()
    theta = np.array([*(frozen.features[name] for name in NAMES), frozen.doubt])
    for number in range(chosen.rounds):
        weights = dict(zip(NAMES, theta[:-1], strict=True))
        examples = collect(fitted, gazetteer, weights, theta[-1], homes=False)
        at_home = collect(
            [t for t in fitted if t.home is not None], gazetteer, weights, theta[-1], homes=True
        )
        examples.add(at_home)
        theta = fit(examples, theta)
        print(f"round {number}: {describe(examples, theta)}", flush=True)
    lines = list(_report(texts, gazetteer, theta))
    print("\n".join(lines))
    print({name: round(float(value), 2) for name, value in zip([*NAMES, "doubt"], theta, strict=True)})
    if not chosen.dry_run:
        _write(theta, folder, lines)


def _report(texts: list[Text], gazetteer: Gazetteer, theta: np.ndarray) -> Iterator[str]:
    weights = dict(zip(NAMES, theta[:-1], strict=True))
    for fitted, local, homes in product((True, False), (True, False), (False, True)):
        chosen = [
            text
            for text in texts
            if text.fitted is fitted and text.local is local and (not homes or text.home is not None)
        ]
        if chosen:
            found = collect(chosen, gazetteer, weights, theta[-1], homes=homes)
            what = f"{'fitted' if fitted else 'scored only'}, {'local' if local else 'world'} news"
            home = ", with home towns" if homes else ""
            yield f"{what}{home}: {len(found.values)} names, {describe(found, theta)}"


if __name__ == "__main__":
    main()
