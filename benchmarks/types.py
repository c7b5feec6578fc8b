"""How often is the kind of event that a snippet of news reports named as its annotators did?

The snippets are those of the evaluation data (``eval/types``), one event each, with ACLED's 25 sub-events and
five more kinds (accidents, hazards, crime, diplomacy, blame). A snippet is right when the sub-type's entry in
the crosswalk is the label; one of the 25 that is read as something else, or as nothing, is wrong.

Snippets are split by the parity of their id: even ones were looked at while the rules were written, odd ones
were only ever scored.

    GEOMAP_EVAL_DATA=../shared python -m benchmarks.types [--json FILE]
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scored import run_scored
from benchmarks.table import Row, Section
from geomap.extraction import load_model, parse_document
from geomap.incidents import EventClass, classify, load_sub_types
from geomap.model import Document

LABELS = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}
"""The annotators' label of each of ACLED's sub-events."""

BEYOND = {
    "ATTRIB": "attribution",
    "DIPLO": "diplomacy",
    "MAN_MADE_DISASTER": "accident",
    "NATURAL_DISASTER": "natural_hazard",
    "ORG_CRIME": "crime",
}
"""Labels that ACLED has no word for, and our sub-type or event type of each."""

FLOORS = {"25 classes": 0.66, "6 classes": 0.82}
HALVES = ("even ids", "odd ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Weighted F1 by half and set of classes, snippets of each, the data's digest, milliseconds a snippet."""

    scores: dict[str, dict[str, float]]
    sizes: dict[str, dict[str, int]]
    sha256: str
    milliseconds: float

    def as_json(self) -> str:
        """Return the figures as JSON text."""
        record = {
            "sha256": self.sha256,
            "milliseconds": round(self.milliseconds, 3),
            "snippets": self.sizes,
            "weighted_f1": {
                half: {name: round(value, 4) for name, value in scores.items()}
                for half, scores in self.scores.items()
            },
        }
        return json.dumps(record, indent=2) + "\n"


def data_path() -> Path:
    """Return the file of snippets in the evaluation data."""
    folder = Path(os.environ.get("GEOMAP_EVAL_DATA") or Path(__file__).parents[2] / "shared")
    return folder / "eval" / "types" / "case2021.jsonl.gz"


def evaluate(path: Path) -> Result:
    """Score every snippet of a file."""
    model = load_model()
    pairs: dict[str, list[tuple[str, EventClass]]] = {half: [] for half in HALVES}
    spent = 0.0
    for record in _records(path):
        doc = Document(id=record["id"], text=record["text"], source=path.name)
        parse = parse_document(doc, model)
        begun = time.perf_counter()
        found = classify(doc.text, parse)
        spent += time.perf_counter() - begun
        pairs[HALVES[int(record["id"]) % 2]].append((record["label"], found))
    named = {half: _by_classes(some) for half, some in pairs.items()}
    return Result(
        scores={
            half: {name: weighted_f1(some) for name, some in sets.items()} for half, sets in named.items()
        },
        sizes={half: {name: len(some) for name, some in sets.items()} for half, sets in named.items()},
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        milliseconds=1000 * spent / max(1, sum(len(some) for some in pairs.values())),
    )


def weighted_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the F1 of each class, weighted by how often it is right (gold, read)."""
    gold = Counter(label for label, _ in pairs)
    read = Counter(found for _, found in pairs)
    right = Counter(label for label, found in pairs if label == found)
    total = sum(count * 2 * right[label] / (count + read[label]) for label, count in gold.items())
    return total / max(1, len(pairs))


def sections(result: Result) -> Iterator[Section]:
    """Yield the table's sections: one for each half, one for the time."""
    for half, scores in result.scores.items():
        rows = tuple(
            Row(
                what=f"weighted F1, {name} ({result.sizes[half][name]} snippets)",
                value=value,
                limit=FLOORS.get(name),
                at_least=True,
                decimals=3,
            )
            for name, value in scores.items()
        )
        yield Section(title=half, rows=rows)
    speed = Row(what="typing a parsed snippet", value=result.milliseconds, unit="ms", limit=8.0, decimals=2)
    yield Section(title="time", rows=(speed,), note=f"sha256 of the data {result.sha256}")


def _by_classes(pairs: Sequence[tuple[str, EventClass]]) -> dict[str, list[tuple[str, str]]]:
    """Return gold and read labels for all classes, for ACLED's 25, and for its six event types."""
    every = [(label, _label(found)) for label, found in pairs]
    acled = [(label, read) for label, read in every if label in LABELS]
    types = {str(entry.acled): entry.event_type.value for entry in load_sub_types().values()}
    broad = [(types[LABELS[label]], found.event_type.value) for label, found in pairs if label in LABELS]
    return {"30 classes": every, "25 classes": acled, "6 classes": broad}


def _label(found: EventClass) -> str:
    """Return the annotators' label of what was read."""
    acled = load_sub_types()[found.sub_type].acled
    names = {LABELS[label]: label for label in LABELS} | {name: label for label, name in BEYOND.items()}
    kinds = (acled, found.sub_type, found.event_type.value)
    return next((names[kind] for kind in kinds if kind in names), "none")


def _records(path: Path) -> Iterator[dict[str, str]]:
    """Yield the snippets; a line that repeats the header is none."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"].isdigit():
                yield record


def main() -> int:
    """Score, print the table, and write the figures; return 1 when a floor is missed."""
    path = data_path()
    return run_scored("types", [path], lambda: evaluate(path), sections)


if __name__ == "__main__":
    sys.exit(main())
