"""Are events put where their sentence says, and are relative places read as they are meant?

* Event places (``eval/event_place``): a sentence, a verb, and the words that say where its event happened.
  Tokens are counted over all sentences, those without a place included. Each half is scored by weights that
  are fitted on the other half here (minutes); the weights that come with geomap are fitted in the same way
  on both (``training/event_places.py``), so no row could tell what they are worth. A part of the corpus in
  which nine of ten rows have no place marked, though many name one, is shown apart.
* Relative places (``eval/places/ucdp_relative``): cells such as "Obo (12 km north of)". The coders' point is
  the named place's. A row counts when our index holds the coders' place; it is right when the named place's
  own point is the coders' (10 km, a unit's own radius) and the level of precision is theirs (exact, near,
  area, country).
* Distances at sea (``eval/places/pirate_attacks``): cells with a stated distance ("2.7nm NW of ..."), scored
  by the share of points within 25 km of the true one, with the moved point and with the bare named place.

Even rows were looked at while the rules and the clues were written, odd rows were only ever scored.

    GEOMAP_EVAL_DATA=../shared python -m benchmarks.event_places [--json FILE]
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.scored import run_scored
from benchmarks.table import Row, Section
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.relation_words import iter_relations
from geomap.geo import distance_km
from geomap.model import Document, IncidentPlace, PlaceStatus
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings
from training.event_places import EventSentence, find_tokens, fit_weights, iter_sentences, learn_from
from training.marked_places import CORPUS, UNMARKED

HALVES = ("even rows", "odd rows")
SENTENCES, RELATIVE, SEA = CORPUS, "places/ucdp_relative.jsonl.gz", "places/pirate_attacks.jsonl.gz"
TOKEN_FLOOR, RELATIVE_FLOOR, GAIN_FLOOR = 0.84, 0.80, 0.10
NEAR_KM, SEA_KM = 10.0, 25.0

LEVELS = {"site": 1, "neighbourhood": 1, "settlement": 1, "near": 2, "adm2": 3, "adm1": 3, "feature": 3,
          "country": 6, "sea_air": 7, "unresolved": 0}  # fmt: skip
"""Our levels as the coders' (UCDP), their units and features (3, 4, 5) as one: an area."""

COUNTRIES = {"CAF": "Central African Republic"}


@dataclass(slots=True, kw_only=True)
class Tokens:
    """Tokens of places over sentences; ``exact`` counts the sentences with all and only the marked ones."""

    sentences: int = 0
    exact: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[int], marked: frozenset[int]) -> None:
        """Count one sentence."""
        self.sentences += 1
        self.exact += found == marked
        self.right += len(found & marked)
        self.wrong += len(found - marked)
        self.missed += len(marked - found)


@dataclass(slots=True, kw_only=True)
class Cells:
    """Table cells: ``rows`` scored, ``unknown`` left out as the index lacks the place, and what was right."""

    rows: int = 0
    unknown: int = 0
    anchor: int = 0
    right: int = 0
    unresolved: int = 0


@dataclass(slots=True, kw_only=True)
class Result:
    """Scores by half, and the digests of the data."""

    tokens: dict[str, Tokens] = field(default_factory=dict)
    relative: dict[str, Cells] = field(default_factory=dict)
    sea: dict[str, Cells] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        """Return the figures as JSON text."""
        record = {
            "sha256": self.sha256,
            "event_places": {key: asdict(score) for key, score in self.tokens.items()},
            "relative": {key: asdict(score) for key, score in self.relative.items()},
            "sea": {key: asdict(score) for key, score in self.sea.items()},
        }
        return json.dumps(record, indent=2) + "\n"


def data_folder() -> Path:
    """Return the folder of the evaluation data."""
    return Path(os.environ.get("GEOMAP_EVAL_DATA") or Path(__file__).parents[2] / "shared") / "eval"


def score_sentences(sentences: Iterable[EventSentence]) -> dict[str, Tokens]:
    """Score the places of events of each half by weights that were fitted on the other one.

    The part that is badly marked counts under names of its own only.
    """
    scores: dict[str, Tokens] = {}
    readable = [sentence for sentence in sentences if sentence.places is not None]
    learnt = [row for row in map(learn_from, readable) if row is not None]
    for number, half in enumerate(HALVES):
        weights = fit_weights([row for row in learnt if row.sentence.number % 2 != number])
        for sentence in readable:
            if sentence.number % 2 != number:
                continue
            found = find_tokens(sentence, weights)
            keys = [f"{half}, all"] if sentence.source == UNMARKED else [f"{half}, all", half]
            for key in keys:
                scores.setdefault(key, Tokens()).add(found, sentence.places or frozenset())
    return scores


def score_relative(rows: list[dict[str, str]], engine: Engine) -> dict[str, Cells]:
    """Score relative places by half."""
    scores = {half: Cells() for half in HALVES}
    for number, row in enumerate(rows):
        score = scores[HALVES[number % 2]]
        point = (float(row["latitude"]), float(row["longitude"]))
        if not _is_known(engine.gazetteer, row["where_coordinates"], point):
            score.unknown += 1
            continue
        cell = " ".join(row["where_description"].split())
        cells = {"place": cell, "admin1": row["adm_1"], "country": COUNTRIES.get(row["cc"], row["cc"])}
        placed, _ = engine.place_row(_row(number, cells))
        level = {4: 3, 5: 3}.get(int(row["where_prec"]), int(row["where_prec"]))
        anchored = _is_anchor(placed, point)
        score.rows += 1
        score.anchor += anchored
        score.right += anchored and LEVELS[placed.precision.value] == level
        score.unresolved += placed.lat is None
    return scores


def score_sea(rows: list[dict[str, str]], engine: Engine) -> dict[str, Cells]:
    """Score stated distances by half: ``anchor`` counts the bare named place, ``right`` the moved point."""
    scores = {half: Cells() for half in HALVES}
    for number, row in enumerate(rows):
        cell = row["location_description"]
        if all(relation.km is None for relation in iter_relations(cell)):
            continue
        score = scores[HALVES[number % 2]]
        point = (float(row["latitude"]), float(row["longitude"]))
        placed, _ = engine.place_row(_row(number, {"place": cell}))
        named = None if placed.resolution is None else placed.resolution.place
        score.rows += 1
        score.anchor += named is not None and distance_km(named.lat, named.lon, *point) <= SEA_KM
        if placed.lat is None or placed.lon is None:
            score.unresolved += 1
        else:
            score.right += distance_km(placed.lat, placed.lon, *point) <= SEA_KM
    return scores


def _is_known(gazetteer: Gazetteer, name: str, point: tuple[float, float]) -> bool:
    """Say whether the index holds a place of the coders' name at the coders' point."""
    names = {name, name.rsplit(" ", 1)[0]}
    return any(
        distance_km(candidate.place.lat, candidate.place.lon, *point) <= NEAR_KM
        for one in sorted(names)
        for candidate in gazetteer.candidates(one, fuzzy=False)
    )


def _is_anchor(placed: IncidentPlace, point: tuple[float, float]) -> bool:
    """Say whether the named place is the coders'."""
    decided = placed.resolution
    if decided is None or decided.place is None or decided.status is not PlaceStatus.RESOLVED:
        return False
    place = decided.place
    reach = place.radius_km if place.feature_class == "A" else NEAR_KM
    return distance_km(place.lat, place.lon, *point) <= max(NEAR_KM, reach)


def _row(number: int, cells: dict[str, str]) -> Document:
    """Return a table row whose columns are named as their roles."""
    lines: list[str] = []
    spans, at = {}, 0
    for column, cell in cells.items():
        spans[column] = (at + len(column) + 2, at + len(column) + 2 + len(cell))
        lines.append(f"{column}: {cell}")
        at += len(lines[-1]) + 1
    return Document(
        id=f"row-{number}", text="\n".join(lines), source="table", row=number + 1,
        fields=cells, roles={column: column for column in cells}, spans=spans,
    )  # fmt: skip


def sections(result: Result) -> Iterator[Section]:
    """Yield the table's sections."""
    rows: list[Row] = []
    for key, score in sorted(result.tokens.items()):
        limit = TOKEN_FLOOR if key in HALVES else None
        for what, whole in (("precision", score.right + score.wrong), ("recall", score.right + score.missed)):
            value = _share(score.right, whole)
            rows.append(Row(what=f"{key}: token {what}", value=value, limit=limit, at_least=True, decimals=3))
        rows.append(
            Row(what=f"{key}: sentences all right", value=_share(score.exact, score.sentences), decimals=3)
        )
    count = sum(result.tokens[key].sentences for key in HALVES if key in result.tokens)
    note = f"{count} sentences; 'all' adds the part whose places are not marked"
    yield Section(title="places of events", rows=tuple(rows), note=note)
    rows = []
    for half, cells in result.relative.items():
        right = _share(cells.right, cells.rows)
        rows += [
            Row(what=f"{half}: named place", value=_share(cells.anchor, cells.rows), decimals=3),
            Row(
                what=f"{half}: named place and level",
                value=right,
                limit=RELATIVE_FLOOR,
                at_least=True,
                decimals=3,
            ),
        ]
    counts = ", ".join(f"{cells.rows} of {cells.rows + cells.unknown}" for cells in result.relative.values())
    yield Section(
        title="relative places", rows=tuple(rows), note=f"rows whose place the index holds: {counts}"
    )
    rows = []
    for half, cells in result.sea.items():
        bare, moved = _share(cells.anchor, cells.rows), _share(cells.right, cells.rows)
        rows += [
            Row(what=f"{half}: within 25 km, bare place", value=bare, decimals=3),
            Row(what=f"{half}: within 25 km, moved point", value=moved, decimals=3),
            Row(what=f"{half}: gain", value=moved - bare, limit=GAIN_FLOOR, at_least=True, decimals=3),
            Row(what=f"{half}: not placed", value=_share(cells.unresolved, cells.rows), decimals=3),
        ]
    digests = "; ".join(f"{name} {digest}" for name, digest in sorted(result.sha256.items()))
    yield Section(title="distances at sea", rows=tuple(rows), note=f"sha256 of the data: {digests}")


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole > 0 else 0.0


def _read(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def evaluate(folder: Path) -> Result:
    """Score all three files of a folder."""
    result = Result()
    for name in (SENTENCES, RELATIVE, SEA):
        result.sha256[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    with Engine(Settings()) as engine:
        result.relative = score_relative(_read(folder / RELATIVE), engine)
        result.sea = score_sea(_read(folder / SEA), engine)
    result.tokens = score_sentences(iter_sentences(folder / SENTENCES))
    return result


def main() -> int:
    """Score, print the table, and write the figures; return 1 when a floor is missed."""
    folder = data_folder()
    return run_scored(
        "event_places",
        [folder / name for name in (SENTENCES, RELATIVE, SEA)],
        lambda: evaluate(folder),
        sections,
    )


if __name__ == "__main__":
    sys.exit(main())
