"""Fits the weights of reasons about table cells and of signs of a row's confidence.

Reasons: maximum likelihood of the right candidate among what a part of a place cell could mean (a conditional
logit, as in ``training/resolver.py``), over parts with right and wrong candidates. The weights start from
those that were set by hand (``BY_HAND``) and are drawn towards them; those of ``HELD`` stay, since the
corpora have few bare famous names and few tables of one country. A place is right within 161 km of the
labelled point, a wider unit within its radius and a third; the nearest have the larger share, half at 25 km.
A distance that the cell states is added. Weights cannot be negative: no reason speaks against what it speaks
for.

Confidence: logistic regression of "the row's point lies within 161 km" on the signs of ``row_confidence.py``.
Which rows of a table count as sure while it is fitted goes by ``START``, not by what the repository holds: a
clean run gives the same weights each time.

Tables are also learnt from with fewer columns than they have, and names in news one by one: rows that say
little are as common as those that say all. Rows with an even number are fitted, odd ones are only scored;
each table has the same say, but for the root of its size. ``--leave-out`` fits the confidence without one
corpus, with any of its columns, and scores it there.

    python -m training.rows --data ../shared [--write] [--leave-out]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.places import CORPORA, Corpus, LabelledRow, iter_rows, row_document
from geomap.extraction import mentions_of_row
from geomap.geo import distance_km
from geomap.incidents.row_places import place_of_row
from geomap.model import Candidate
from geomap.pipeline.company import FIRST_ROWS
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings
from geomap.resolution.row_company import RowCompany
from geomap.resolution.row_features import REASONS
from geomap.resolution.row_part import RowPart
from geomap.resolution.row_weighing import weigh_row
from geomap.resolution.row_weights import RowWeights, load_row_weights
from geomap.resolution.rows import row_signs

WEIGHTS = Path("geomap/resolution/row_weights.toml")
NAMES = [reason.__name__ for reason in REASONS]
RIGHT_KM, FAR_KM, SURE_KM = 25.0, 161.0, 161.0
NEWS = "geoparse/geovirus.jsonl.gz"
"""News whose names are asked one by one: what is famous is meant by its bare name."""
WRONG_SAY = 3.0
"""What a wrong point counts beside a right one for the confidence: a wrong dot that looks sure is worst."""
WRONG_UNITS_SAY = 3.0
"""How many times more it counts where the row's units agree: such rows are many, and mostly right."""
FAR_FROM_NAMES = 0.5
"""What earthquakes count beside other events: many are far from the place that they are named after."""
MOST = 25
STEPS, PENALTY = 400, 5e-3
BY_HAND = {
    "name_likeness": 3.5, "another_spelling": 1.0, "part_of_words": 1.5, "main_name": 0.8, "population": 2.5,
    "by_far_largest": 4.0, "settlement": 0.9, "wide_unit": 1.5, "unit_behind": 1.1,
    "airfield": 1.0, "fits_kind": 1.8, "in_country": 3.0,
    "in_first_unit": 3.5, "in_second_unit": 2.0, "in_company": 3.0, "near_company": 2.3,
    "with_other_parts": 4.0, "at_stated_distance": 2.0,
}  # fmt: skip
HELD = (
    *("population", "by_far_largest", "settlement", "unit_behind"),
    *("in_company", "near_company", "at_stated_distance"),
)
"""Reasons whose weights stay as they were set by hand."""
START = {
    "chance": 1.5, "spelt_alike": -1.5, "unlike": -2.0, "part_of_words": -0.5, "rivals": -1.1,
    "from_units": 1.0, "against": 1.6, "reach": -2.1, "wide": -2.0, "far_off": -1.2, "alone": -0.6,
    "apart": -1.4, "peers": 1.5, "largest": 0.7, "settlement": -1.1, "lone_rivals": 1.5,
    "unit_reach": -1.8, "scattered": -0.7, "bias": 1.6,
}  # fmt: skip
"""Weights of the signs before they are fitted; the others are 0."""
DOUBT = 2.0
"""Score of "none of these": set by hand, since a place that is not in the index tells nothing of reasons."""
EVERY = 4
"""Of every four rows one is learnt from for the reasons; all even rows are for the confidence."""
_UNIT_ROLES = frozenset(["admin1", "admin2", "country"])


@dataclass
class Choices:
    """Values of what parts could mean, which of them are right, and each part's say."""

    values: np.ndarray
    real: np.ndarray
    right: np.ndarray
    says: np.ndarray


@dataclass
class Signs:
    """Signs of rows' places, whether their points are right, and of which corpus and half they are."""

    names: list[str]
    values: np.ndarray
    right: np.ndarray
    corpus: np.ndarray
    even: np.ndarray


def tables_of(corpora: Sequence[Corpus]) -> Iterator[tuple[Corpus, bool]]:
    """Yield corpora as tables, and whether rows know of each other.

    Also with fewer columns than they have: with a country but no units, as most tables are, and with names
    alone, of which the others of their table tell nothing.
    """
    for corpus in corpora:
        yield corpus, True
        roles = corpus.columns.keys()
        if "admin2" in roles:
            yield _with_columns(corpus, ("place", "country")), True
        if "country" in roles and corpus.columns["place"] != "LOCATION_NAME":
            yield _with_columns(corpus, ("place",)), False


def _with_columns(corpus: Corpus, roles: Sequence[str]) -> Corpus:
    columns = {role: corpus.columns[role] for role in roles}
    return replace(corpus, name=f"{corpus.name}, {' and '.join(roles)}", columns=columns)


def labelled(
    folder: Path, corpora: Sequence[Corpus], engine: Engine
) -> Iterator[tuple[str, LabelledRow, RowCompany | None]]:
    """Yield every labelled row with the name of its table and where the others of the table are."""
    for corpus, together in tables_of(corpora):
        rows = [row for row in iter_rows(folder, corpus) if "place" in row.doc.fields or together]
        first = [row.doc for row in rows[:FIRST_ROWS]]
        company = engine.company_of(corpus.name, first) if together else None
        yield from ((corpus.name, row, company) for row in rows)
    yield from (("names in news", row, None) for row in news_names(folder))


def rightness(candidate: Candidate, part: RowPart, point: tuple[float, float]) -> float:
    """Return how right a candidate is as what a part means, as far as the labelled point tells."""
    place = candidate.place
    reach = FAR_KM if place.feature_class in "PS" else max(FAR_KM, 1.33 * place.radius_km)
    km = max(0.0, distance_km(place.lat, place.lon, *point) - 1.2 * (part.km or 0.0))
    if km > reach:
        return 0.0
    near = RIGHT_KM if place.feature_class in "PS" else max(RIGHT_KM, place.radius_km)
    return near / (near + km)


def news_names(folder: Path) -> Iterator[LabelledRow]:
    """Yield each name of a corpus of news once, as a row that says nothing else."""
    seen: dict[str, tuple[float, float]] = {}
    with gzip.open(folder / NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            for toponym in json.loads(line)["toponyms"]:
                if toponym["lat"] is not None:
                    seen.setdefault(toponym["name"], (float(toponym["lat"]), float(toponym["lon"])))
    for number, (name, point) in enumerate(seen.items()):
        yield LabelledRow(number=number, doc=row_document(number, {"place": name}), point=point)


def choices_of(folder: Path, engine: Engine) -> Choices:
    """Return the parts of place cells of some even rows as examples."""
    tables, rights, says = [], [], []
    for corpus, row, company in labelled(folder, CORPORA, engine):
        if row.number % EVERY != 0:
            continue
        mentions = mentions_of_row(row.doc)
        for part in weigh_row(row.doc, mentions, engine.gazetteer, None, company):
            if part.role in _UNIT_ROLES or not part.candidates:
                continue
            marks = [rightness(one, part, row.point) for one in part.candidates[:MOST]]
            if max(marks) > 0.0 and min(marks) == 0.0:
                tables.append(np.array(part.values[:MOST]))
                rights.append(marks)
                says.append(corpus)
    widest = max(len(one) for one in tables)
    values = np.zeros((len(tables), widest, len(NAMES)))
    real = np.zeros((len(tables), widest), dtype=bool)
    right = np.zeros((len(tables), widest))
    for number, (table, marks) in enumerate(zip(tables, rights, strict=True)):
        values[number, : len(table)] = table
        real[number, : len(table)] = True
        right[number, : len(marks)] = marks
    return Choices(values=values, real=real, right=right, says=_equal_says(says))


def _equal_says(corpora: Sequence[str]) -> np.ndarray:
    """Return a weight for each example, so that corpora differ by the root of their sizes only."""
    counts = {name: corpora.count(name) for name in set(corpora)}
    says = np.array([1.0 / counts[name] ** 0.5 for name in corpora])
    return says / says.sum()


def fit_reasons(choices: Choices) -> dict[str, float]:
    """Return the weight of each reason: Adam from the weights that were set by hand, and held to them."""
    start = np.array([BY_HAND[name] for name in NAMES])
    free = np.array([name not in HELD for name in NAMES])
    at, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        slope = free * (_slope(choices, at) - PENALTY * (at - start))
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        pace = 0.05 * (1.0 - step / STEPS) + 0.001
        at = at + pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
        at = np.maximum(at, 0.0)
    return {name: round(float(weight), 3) for name, weight in zip(NAMES, at, strict=True)}


def _slope(choices: Choices, at: np.ndarray) -> np.ndarray:
    """Return how the likelihood of the right choices changes with each weight."""
    scores = np.where(choices.real, choices.values @ at, -1e9)
    scores -= scores.max(axis=1, keepdims=True)
    chances = np.exp(scores)
    chances /= chances.sum(axis=1, keepdims=True)
    wanted = chances * choices.right
    wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-12)
    pull = (wanted - chances) * choices.says[:, None]
    return np.einsum("nc,ncf->f", pull, choices.values)


def signs_of_rows(folder: Path, engine: Engine) -> Signs:
    """Return the signs of the places of all rows."""
    found, right, corpora, even = [], [], [], []
    for corpus, row, company in labelled(folder, CORPORA, engine):
        answer = row_signs(row.doc, mentions_of_row(row.doc), engine.gazetteer, company)
        if answer is None:
            continue
        resolution, others, signs = answer
        placed = place_of_row(row.doc, resolution, others)
        km = np.inf
        if placed.lat is not None and placed.lon is not None:
            km = distance_km(placed.lat, placed.lon, *row.point)
        found.append(signs)
        right.append(km <= SURE_KM)
        corpora.append(corpus)
        even.append(row.number % 2 == 0)
    names = list(found[0])
    values = np.array([[one[name] for name in names] for one in found])
    return Signs(
        names=names, values=values, right=np.array(right), corpus=np.array(corpora), even=np.array(even)
    )


def fit_confidence(signs: Signs, chosen: np.ndarray) -> np.ndarray:
    """Return the weights of the signs and the bias, by Newton's method with a small L2 penalty."""
    values = np.column_stack([signs.values, np.ones(len(signs.values))])[chosen]
    right = signs.right[chosen].astype(float)
    says = _equal_says([str(name) for name in signs.corpus[chosen]]) * chosen.sum()
    agree = signs.values[chosen][:, signs.names.index("units_agree")] > 0.0
    says = says * np.where(right > 0.0, 1.0, WRONG_SAY * np.where(agree, WRONG_UNITS_SAY, 1.0))
    says = says * np.array(
        [FAR_FROM_NAMES if "earthquakes" in name else 1.0 for name in signs.corpus[chosen]]
    )
    at = np.zeros(values.shape[1])
    penalty = np.append(np.full(len(at) - 1, 2.0), 0.01)
    for _ in range(40):
        chance = 1.0 / (1.0 + np.exp(-np.clip(values @ at, -30, 30)))
        slope = values.T @ (says * (right - chance)) - penalty * at
        bend = (values * (says * chance * (1 - chance))[:, None]).T @ values + np.diag(penalty)
        at = at + np.linalg.solve(bend, slope)
    return at


def told(signs: Signs, at: np.ndarray, chosen: np.ndarray) -> str:
    """Return how confident the chosen rows' places are, and how many of the sure ones are wrong."""
    values = np.column_stack([signs.values, np.ones(len(signs.values))])[chosen]
    chance = 1.0 / (1.0 + np.exp(-np.clip(values @ at, -30, 30)))
    right = signs.right[chosen]
    sure = chance >= 0.7
    wrong = float((~right[sure]).mean()) if sure.any() else 0.0
    brier = float(((chance - right) ** 2).mean())
    share = f"at .7 {sure.mean():.3f} with {wrong:.3f} wrong"
    return f"{len(right):5d} places, right {right.mean():.3f}, {share}, Brier {brier:.3f}"


def main() -> None:
    """Fit, print what comes of it, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.rows")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("GEOMAP_EVAL_DATA") or "../shared"))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--leave-out", action="store_true")
    options = parser.parse_args()
    folder = options.data / "eval"
    before = WEIGHTS.read_text(encoding="utf-8")
    engine, unfitted = Engine(Settings()), dict.fromkeys(load_row_weights().confidence, 0.0) | START
    _use(RowWeights(reasons=BY_HAND, doubt=DOUBT, confidence=unfitted), folder)
    reasons = fit_reasons(choices_of(folder, engine))
    print(reasons, flush=True)
    weights = RowWeights(reasons=reasons, doubt=DOUBT, confidence=unfitted)
    _use(weights, folder)
    signs = signs_of_rows(folder, engine)
    WEIGHTS.write_text(before, encoding="utf-8", newline="\n")
    at = fit_confidence(signs, signs.even)
    lines = []
    for name in sorted(set(signs.corpus)):
        for half, chosen in (("fitted", signs.even), ("scored only", ~signs.even)):
            lines.append(f"{half}, {name}: {told(signs, at, chosen & (signs.corpus == name))}")
        if options.leave_out:
            others = np.array([one.split(",")[0] != name.split(",")[0] for one in signs.corpus])
            without = fit_confidence(signs, signs.even & others)
            print(f"left out, {name}: {told(signs, without, signs.corpus == name)}")
    print("\n".join(lines))
    confidence = {
        name: round(float(number), 3) for name, number in zip([*signs.names, "bias"], at, strict=True)
    }
    print(confidence)
    if options.write:
        write(RowWeights(reasons=weights.reasons, doubt=weights.doubt, confidence=confidence), lines, folder)


def _use(weights: RowWeights, folder: Path) -> None:
    """Let rows be decided with other weights from here on."""
    write(weights, [], folder)
    load_row_weights.cache_clear()


def write(weights: RowWeights, lines: Sequence[str], folder: Path) -> None:
    """Write the weights with what they were fitted on."""
    digests = [
        f"# {corpus.path} {hashlib.sha256((folder / corpus.path).read_bytes()).hexdigest()}"
        for corpus in CORPORA
    ]
    digests.append(f"# {NEWS} {hashlib.sha256((folder / NEWS).read_bytes()).hexdigest()}")
    text = [
        "# Fitted by training/rows.py on rows with an even number; odd ones are scored only.",
        *dict.fromkeys(digests),
    ]
    text += [f"# {line}" for line in lines]
    text += ["", "[decision]", f"doubt = {weights.doubt}", "", "[reasons]"]
    text += [f"{name} = {value}" for name, value in weights.reasons.items()]
    text += ["", "[confidence]", *(f"{name} = {value}" for name, value in weights.confidence.items())]
    WEIGHTS.write_text("\n".join(text) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
