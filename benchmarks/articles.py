"""What of articles of our own is read as a careful reader notes it?

Articles and gold lie in ``tests/eval/articles`` (ten) and ``tests/eval/more_articles`` (twelve); all were
written before geomap read any of them. Of the twelve, those with an even number are only scored: what is
wrong in them is not printed. An
incident that was read is paired with one of the gold file, one to one, best pairs first. A pair scores a
point for each of date, place (within its tolerance), type and a count, half a point for a date that only
overlaps or was not read; dates that exclude each other make no pair, nor does a type or half a date alone.
Of a pair each field that the gold file gives is judged:

- date: start and end as noted (or another reading that is right as well);
- place: every place of the gold file has a point within its tolerance, and there is no other;
- counts: low, best and high as noted ("at least 9" may have 9 or nothing as its best estimate); a count
  that is read where none is noted is wrong;
- sides and weapon: one of the names noted; actors: name (either in the other), role and class of each
  noted;
- groups: each count by group that is noted has its best estimate (or its lower bound);
- the rest: as noted.

    python -m benchmarks.articles [--more] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geomap.geo import distance_km
from geomap.model import CasualtyCount, Incident
from geomap.pipeline.engine import Engine
from geomap.pipeline.settings import Settings
from geomap.readers import iter_documents

FOLDER = Path(__file__).parents[1] / "tests" / "eval" / "articles"
MORE = FOLDER.parent / "more_articles"
KINDS = ("killed", "wounded", "missing", "abducted")
UNKNOWN = "-"

Entry = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Judged:
    """How one article was read: what was missed and read in excess, and each judged field of the pairs."""

    file: str
    paired: list[tuple[str, list[tuple[str, bool, str]]]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)


def load_gold(folder: Path = FOLDER) -> list[Entry]:
    """Return the articles of the gold file."""
    articles: list[Entry] = tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))["articles"]
    return articles


def judge(article: Entry, incidents: Sequence[Incident]) -> Judged:
    """Pair what was read with what is noted, and judge each field of each pair."""
    golds: list[Entry] = article["incidents"]
    scored = sorted(
        (
            (-score, at, number)
            for at, gold in enumerate(golds)
            for number, incident in enumerate(incidents)
            if (score := _likeness(gold, incident)) > 0
        ),
    )
    pairs: dict[int, int] = {}
    for _, at, number in scored:
        if at not in pairs and number not in pairs.values():
            pairs[at] = number
    done = Judged(file=article["file"])
    for at, gold in enumerate(golds):
        if at in pairs:
            done.paired.append((gold["id"], list(_fields(gold, incidents[pairs[at]]))))
        elif not gold.get("optional", False):
            done.missed.append(gold["id"])
    done.extra = [
        f"{incident.event_type} {_dates(incident)} {_place_words(incident)}: {incident.title}"
        for number, incident in enumerate(incidents)
        if number not in pairs.values()
    ]
    return done


def _likeness(gold: Entry, incident: Incident) -> float:
    dated, placed = _date_fit(gold, incident), _place_fit(gold, incident)
    counted = any(kind in gold and _is_counted(gold, incident, kind) for kind in KINDS)
    told = dated == 1.0 or placed or counted
    same = incident.event_type in gold["event_type"]
    return dated + placed + same + counted if dated > 0 and told else 0.0


def _readings(gold: Entry) -> list[tuple[date, date]]:
    spans = [gold["date"], *gold.get("date_also", [])]
    return [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in spans]


def _date_fit(gold: Entry, incident: Incident) -> float:
    """Return 1 for a date as noted, a half for one that overlaps or was not read, 0 for another."""
    start, end = incident.when.start, incident.when.end
    if start is None or end is None:
        return 0.5
    if (start, end) in _readings(gold):
        return 1.0
    return 0.5 if any(start <= last and first <= end for first, last in _readings(gold)) else 0.0


def _place_fit(gold: Entry, incident: Incident) -> bool:
    return any(_is_near(place, spot) for place in gold.get("places", []) for spot in incident.places)


def _is_near(place: Entry, spot: Any) -> bool:  # noqa: ANN401
    if spot.lat is None or spot.lon is None:
        return False
    return bool(distance_km(spot.lat, spot.lon, place["lat"], place["lon"]) <= place["tolerance_km"])


def _count(count: CasualtyCount) -> tuple[int | None, int | None, int | None]:
    return count.low, count.best, count.high


def _is_counted(gold: Entry, incident: Incident, kind: str) -> bool:
    low, best, high = _count(getattr(incident, kind))
    wanted = _wanted(gold, kind)
    at_least = best == low and high is None and (low, None, None) in wanted
    return at_least or (low, best, high) in wanted


def _wanted(gold: Entry, kind: str) -> list[tuple[int | None, ...]]:
    told = [gold[kind], *gold.get(f"{kind}_also", [])] if kind in gold else [[UNKNOWN] * 3]
    return [tuple(None if value == UNKNOWN else value for value in bounds) for bounds in told]


def _fields(gold: Entry, incident: Incident) -> Iterator[tuple[str, bool, str]]:
    """Yield each judged field: its name, whether it is right, and what was read."""
    yield "event_type", incident.event_type in gold["event_type"], str(incident.event_type)
    start, end = incident.when.start, incident.when.end
    yield "date", start is not None and end is not None and (start, end) in _readings(gold), _dates(incident)
    places = gold.get("places", [])
    spots = [spot for spot in incident.places if spot.lat is not None]
    right = all(any(_is_near(place, spot) for spot in spots) for place in places)
    right = right and all(any(_is_near(place, spot) for place in places) for spot in spots)
    yield "place", right, _place_words(incident)
    for kind in KINDS:
        read = _count(getattr(incident, kind))
        if kind in gold or read != (None, None, None):
            yield kind, _is_counted(gold, incident, kind), str(read)
    for name, read in (("side_a", incident.side_a), ("side_b", incident.side_b), ("weapon", incident.weapon)):
        if name in gold:
            yield name, read is not None and any(_alike(read, one) for one in gold[name]), str(read)
    for actor in gold.get("actors", []):
        yield "actors", _has_actor(actor, incident), f"{actor['name']} in {_actors(incident)}"
    for kind, group, number in gold.get("groups", []):
        counts = [
            entry.count for entry in incident.counts_by_group if (entry.kind, entry.group) == (kind, group)
        ]
        read = [(count.low, count.best, count.high) for count in counts]
        yield "groups", any(number in (low, best) for low, best, _ in read), f"{kind} {group} {read}"
    yield from _flags(gold, incident)


def _flags(gold: Entry, incident: Incident) -> Iterator[tuple[str, bool, str]]:
    background = bool(gold.get("background", False))
    if not gold.get("background_also", False):
        yield "is_background", incident.is_background == background, str(incident.is_background)
    if "civilian_targeting" in gold:
        read = incident.civilian_targeting
        yield "civilian_targeting", read == gold["civilian_targeting"], str(read)
    if "factuality" in gold:
        yield "factuality", incident.factuality in gold["factuality"], incident.factuality
    if "stage" in gold:
        yield "stage", incident.stage == gold["stage"], incident.stage


def _alike(one: str, two: str) -> bool:
    first, second = one.casefold(), two.casefold()
    return first in second or second in first


def _has_actor(actor: Entry, incident: Incident) -> bool:
    return any(
        _alike(one.name, actor["name"])
        and actor["role"] in {"*", one.role}
        and actor["class"] in {"*", one.actor_class}
        for one in incident.actors
    )


def _actors(incident: Incident) -> str:
    return "; ".join(f"{one.name} ({one.role}, {one.actor_class})" for one in incident.actors) or "none"


def _dates(incident: Incident) -> str:
    return f"{incident.when.start}..{incident.when.end}"


def _place_words(incident: Incident) -> str:
    return " + ".join(str(spot.text) for spot in incident.places)


def evaluate(folder: Path = FOLDER) -> list[Judged]:
    """Read and judge every article of the gold file."""
    settings = Settings()
    done = []
    with Engine(settings) as engine:
        for article in load_gold(folder):
            (doc,) = iter_documents([folder / article["file"]], settings=settings.read, problems=[])
            done.append(judge(article, engine.run(doc).incidents))
    return done


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return recall and precision of incidents, and of each field how many of how many are right."""
    paired = sum(len(one.paired) for one in judged)
    missed, extra = sum(len(one.missed) for one in judged), sum(len(one.extra) for one in judged)
    fields: dict[str, list[bool]] = {}
    for one in judged:
        for _, entries in one.paired:
            for name, right, _ in entries:
                fields.setdefault(name, []).append(right)
    return {
        "paired": paired, "missed": missed, "extra": extra,
        "recall": round(paired / max(1, paired + missed), 3),
        "precision": round(paired / max(1, paired + extra), 3),
        "fields": {name: [sum(rights), len(rights)] for name, rights in sorted(fields.items())},
    }  # fmt: skip


def lines(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the report: what is wrong in each article, and the figures of all."""
    for one in judged:
        yield f"{one.file}: {len(one.paired)} read, {len(one.missed)} missed, {len(one.extra)} in excess"
        for name, entries in one.paired:
            wrong = [f"{label} = {read}" for label, right, read in entries if not right]
            right = ", ".join(dict.fromkeys(label for label, is_right, _ in entries if is_right))
            yield f"  {name}: right {right}"
            yield from (f"      wrong {text}" for text in wrong)
        yield from (f"  missed {name}" for name in one.missed)
        yield from (f"  in excess {text}" for text in one.extra)
    yield from _summary(judged)


def is_seen(file: str) -> bool:
    """Say whether what is wrong in one of the twelve may be looked at: its number is odd."""
    return int(file[:2]) % 2 == 1


def _summary(judged: Sequence[Judged]) -> Iterator[str]:
    found = figures(judged)
    yield f"incidents: recall {found['recall']}, precision {found['precision']}"
    yield from (f"  {name}: {right} of {total}" for name, (right, total) in found["fields"].items())


def main() -> int:
    """Read, judge and print; always 0: the figures are for people."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.articles")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--more", action="store_true", help="read the twelve instead of the ten")
    options = parser.parse_args()
    judged = evaluate(MORE if options.more else FOLDER)
    if options.more:
        seen, unseen = ([one for one in judged if is_seen(one.file) is half] for half in (True, False))
        print("\n".join([*lines(seen), "only scored:", *_summary(unseen), "all:", *_summary(judged)]))
    else:
        print("\n".join(lines(judged)))
    if options.json is not None:
        text = json.dumps(figures(judged), indent=2) + "\n"
        options.json.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
