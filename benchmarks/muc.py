"""How well are the incidents of MUC-4's messages read: found, dated and placed as in its templates?

The messages are all in capitals. Of the templates of a message and the incidents that were read in it pairs
are made, one to one, best first. A pair needs kinds that can be one (``KINDS``: an attack may be any
violence, a bombing an attack), and scores

- kind: 1 the same, ½ an attack for a bombing, kidnapping, arson or robbery or the other way round;
- date: 1 right, ½ overlapping;  place: 1 right, ½ right country;
- words: 1 when the incident's sentences hold a perpetrator, target or instrument of the template as written.

It must score at least 2, so that kind and date alone make no pair. Templates that are marked as optional cost
nothing when they are missed and count when they are found. Incidents of kinds that MUC does not ask for
(protests, accidents, clashes of soldiers and guerrillas, arrests, aggregates) cost nothing and may be paired.

On pairs, dates and places are right, half right, or wrong; the share that MUC-4 published gives half credit
for half right, and so does this one.

- date: right when the interval is the template's; for "on or before D" when it ends on D or at most three
  days before; half right when it overlaps the template's.
- place: right when our place (or a place around it, or its words) has the name of the finest entry of the
  template's chain, or the template names a country alone and we name no more; half right when only the
  country is right.

``dev`` was looked at while rules were written, in part; ``tst1`` and ``tst2`` were only ever scored.

    GEOMAP_EVAL_DATA=../shared python -m benchmarks.muc [--split dev --every 4] [--json FILE]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.table import Row, Section, heading_lines, section_lines
from geomap.gazetteer.countries import is_country
from geomap.model import Document, EventType, Incident, IncidentPlace
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings
from geomap.readers.header import Hints, read_header
from geomap.readers.wrap import unwrap
from geomap.text import fold

SPLITS = ("dev", "tst1", "tst2")
DATE_FLOOR, PLACE_FLOOR = 0.75, 0.72
NEEDED = 2.0
LATE = timedelta(days=3)

KINDS = {
    "abduction": "KIDNAPPING", "arson": "ARSON", "fire": "ARSON", "robbery": "ROBBERY", "burglary": "ROBBERY",
    "looting": "ROBBERY", "hijacking": "HIJACKING",
    **dict.fromkeys(("ied", "explosion", "grenade", "suicide_bomb", "air_drone_strike", "shelling",
                     "chemical_weapon"), "BOMBING"),
}  # fmt: skip
ASKED = frozenset([EventType.EXPLOSION_REMOTE, EventType.VIOLENCE_AGAINST_CIVILIANS, EventType.CRIME])
_SLOTS = ("PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID", "PHYS TGT: ID", "HUM TGT: NAME",
          "HUM TGT: DESCRIPTION", "INCIDENT: INSTRUMENT ID")  # fmt: skip
_QUOTED = re.compile(r'"([^"]+)"')

Template = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Score:
    """Sums over the messages of one split."""

    templates: int = 0
    asked: int = 0
    found: int = 0
    paired: int = 0
    dated: int = 0
    date: float = 0.0
    placed: int = 0
    place: float = 0.0

    @property
    def recall(self) -> float:
        """Templates that were found; optional ones only where they were."""
        return _share(self.found, self.templates)

    @property
    def precision(self) -> float:
        """Incidents of the kinds asked for that are in a template."""
        return _share(self.paired, self.asked)


def data_path() -> Path:
    """Return the file of messages in the evaluation data."""
    folder = Path(os.environ.get("GEOMAP_EVAL_DATA") or Path(__file__).parents[2] / "shared")
    return folder / "eval" / "incidents" / "muc4.jsonl.gz"


def document_of(record: Mapping[str, Any]) -> Document:
    """Return the document of a message, read as a text file would be."""
    text = unwrap(record["text"])
    given = record.get("dateline_date")
    fallback = None if given is None else date.fromisoformat(given)
    header = read_header(text, Hints(fallback=fallback))
    published = header.published if header.published is not None else fallback
    rule = header.rule if header.published is not None else "option"
    return Document(
        id=record["id"], text=text, source=record["id"], title=header.title, published=published,
        date_rule=rule, title_span=header.title_span, body=header.body,
    )  # fmt: skip


def pair(templates: Sequence[Template], incidents: Sequence[Incident]) -> list[tuple[int, int]]:
    """Return the pairs of templates and incidents, by their numbers."""
    scored = sorted(
        (-score, at, number)
        for at, template in enumerate(templates)
        for number, incident in enumerate(incidents)
        if (score := likeness(template, incident)) >= NEEDED
    )
    pairs: dict[int, int] = {}
    for _, at, number in scored:
        if at not in pairs and number not in pairs.values():
            pairs[at] = number
    return sorted(pairs.items())


def likeness(template: Template, incident: Incident) -> float:
    """Return how much an incident looks like a template's; 0 when it cannot be it."""
    kind = _kind_fit(template, incident)
    if kind == 0:
        return 0.0
    when, where = date_credit(template, incident), place_credit(template, incident)
    return kind + (when or 0.0) + (where or 0.0) + _shares_words(template, incident)


def _kind_fit(template: Template, incident: Incident) -> float:
    wanted = template["INCIDENT: TYPE"][0].split(" / ")
    own = KINDS.get(incident.sub_type, "ATTACK")
    if own in wanted:
        return 1.0
    return 0.5 if "ATTACK" in (own, *wanted) else 0.0


def _shares_words(template: Template, incident: Incident) -> float:
    told = fold(incident.description)
    names = [name for slot in _SLOTS for value in template.get(slot, []) for name in _QUOTED.findall(value)]
    return float(any(fold(name) in told for name in names if len(name) > 3))


def date_credit(template: Template, incident: Incident) -> float | None:
    """Return 1, ½ or 0 for an incident's date, None where the template has none."""
    gold = (template["_date"] or [{}])[0]
    last = gold.get("end")
    if last is None:
        return None
    start, end = incident.when.start, incident.when.end
    if start is None or end is None:
        return 0.0
    last_day = date.fromisoformat(last)
    if gold.get("start") is None:
        return 1.0 if last_day - LATE <= end <= last_day else 0.5 if start <= last_day else 0.0
    first_day = date.fromisoformat(gold["start"])
    if (start, end) == (first_day, last_day):
        return 1.0
    return 0.5 if start <= last_day and first_day <= end else 0.0


def place_credit(template: Template, incident: Incident) -> float | None:
    """Return 1, ½ or 0 for an incident's place, None where the template has none."""
    chains = template["_location"]
    if not chains:
        return None
    return max(_chain_credit(chain, place) for chain in chains for place in incident.places)


def _chain_credit(chain: Sequence[Mapping[str, Any]], place: IncidentPlace) -> float:
    found = place.resolution.place if place.resolution is not None else None
    countries = {fold(part) for part in re.split(r" - |/", chain[0]["name"])}
    right = found is not None and fold(found.country or "") in countries
    if len(chain) == 1:
        return 0.0 if not right else 1.0 if found is not None and is_country(found) else 0.5
    names = {fold(part) for part in re.split(r" - | \(|\)|/", chain[-1]["name"]) if len(part) > 2}
    told = fold(place.text or "")
    ours = {fold(name or "") for name in (found.name, found.admin1, found.admin2)} if found else set()
    if right and (ours & names or any(name in told for name in names)):
        return 1.0
    return 0.5 if right else 0.0


def add(score: Score, templates: Sequence[Template], incidents: Sequence[Incident]) -> list[tuple[int, int]]:
    """Count one message; return its pairs."""
    pairs = pair(templates, incidents)
    taken, seen = dict(pairs), {number for _, number in pairs}
    for at, template in enumerate(templates):
        if at in taken or not template["_optional"]:
            score.templates += 1
            score.found += at in taken
    score.paired += len(pairs)
    score.asked += sum(
        number in seen or (incident.event_type in ASKED and not incident.is_aggregate)
        for number, incident in enumerate(incidents)
    )
    for at, number in pairs:
        when, where = (
            date_credit(templates[at], incidents[number]),
            place_credit(templates[at], incidents[number]),
        )
        score.dated += when is not None
        score.date += when or 0.0
        score.placed += where is not None
        score.place += where or 0.0
    return pairs


def evaluate(path: Path, splits: Sequence[str], every: int = 1) -> dict[str, Score]:
    """Read and score the messages of some splits, or every n-th of each."""
    scores = {split: Score() for split in splits}
    with Engine(Settings()) as engine:
        for split in splits:
            records = [record for record in _records(path) if record["split"] == split]
            for record in records[::every]:
                add(scores[split], record["templates"], engine.run(document_of(record)).incidents)
    return scores


def sections(scores: Mapping[str, Score], note: str = "") -> Iterator[Section]:
    """Yield the table's sections, one for each split."""
    for split, score in scores.items():
        rows = (
            Row(what=f"incidents: recall (of {score.templates})", value=score.recall, decimals=3),
            Row(what=f"incidents: precision (of {score.asked})", value=score.precision, decimals=3),
            Row(what=f"date right (of {score.dated} pairs)", value=_share(score.date, score.dated),
                limit=DATE_FLOOR, at_least=True, decimals=3),
            Row(what=f"place right (of {score.placed} pairs)", value=_share(score.place, score.placed),
                limit=PLACE_FLOOR, at_least=True, decimals=3),
        )  # fmt: skip
        yield Section(title=split, rows=rows, note=note)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole > 0 else 0.0


def main() -> int:
    """Score, print the table, and write the figures; return 1 when a floor is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.muc")
    parser.add_argument("--split", action="append", choices=SPLITS, help="default: tst1 and tst2")
    parser.add_argument("--every", type=int, default=1, help="only every n-th message")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args()
    path = data_path()
    if not path.is_file():
        print(f"no messages at {path}: name the evaluation data's folder with GEOMAP_EVAL_DATA",
              file=sys.stderr)  # fmt: skip
        return 2
    scores = evaluate(path, options.split or SPLITS[1:], options.every)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = list(sections(scores, note=f"sha256 of the data {digest}"))
    print("\n".join(heading_lines()))
    for section in found:
        print("\n".join(section_lines(section)))
    if options.json is not None:
        record = {split: {"recall": score.recall, "precision": score.precision,
                          "date": _share(score.date, score.dated), "place": _share(score.place, score.placed)}
                  for split, score in scores.items()}  # fmt: skip
        options.json.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8", newline="\n")
    return int(any(row.is_missed for section in found for row in section.rows))


if __name__ == "__main__":
    sys.exit(main())
