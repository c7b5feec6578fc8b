"""Write an incident table of any size, made from the places of the default gazetteer.

A fixed number of distinct places (place, second- and first-level unit, country), of the kinds that tables of
incidents hold: mostly towns with their units and country, some misspelt, some unknown, some seen through a
relation ("12 km north of X", "between X and Y"), units alone. Each stands in the table at least once, and the
first tenth of them in most rows. The same seed gives the same file.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.synthetic_places import misspell
from geomap.gazetteer.file import connect, default_path

__all__ = ["COLUMNS", "Cells", "draw_places", "write_table"]

SEED = 20261122
COLUMNS = (
    "event_id",
    "event_date",
    "event_type",
    "country",
    "admin1",
    "admin2",
    "location",
    "fatalities",
    "notes",
)
RELATIONS = (
    "12 km north of {}",
    "near {}",
    "outskirts of {}",
    "{} (5 km SE of)",
    "road between {} and {}",
    "{} airport",
)
TYPES = ("Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots")
NOTES = (
    "Clashes were reported.",
    "Shelling, no casualties.",
    "Demonstration over prices; dispersed by police.",
    "",
)
SYLLABLES = (
    "xo",
    "qua",
    "vri",
    "zem",
    "tulk",
    "ba",
    "re",
    "fin",
    "dor",
    "esh",
    "mik",
    "lor",
    "gan",
    "wu",
    "sta",
)
FIRST_DAY = date(2019, 1, 1)
DAYS = 2500
REPEATED = 0.6
"""Share of the rows whose place is one of the first tenth."""


class Cells(NamedTuple):
    """The place cells of a row."""

    place: str
    admin2: str
    admin1: str
    country: str


class _Known(NamedTuple):
    """A place of the gazetteer: its name and those of its units."""

    name: str
    feature_class: str
    country: str
    admin1: str
    admin2: str


def draw_places(count: int, seed: int = SEED) -> list[Cells]:
    """Return so many distinct combinations of place cells."""
    known = _known_places()
    draw = random.Random(seed)
    found: dict[Cells, None] = {}
    while len(found) < count:
        found[_cells(draw.choice(known), draw.choice(known), draw)] = None
    return list(found)


def write_table(path: Path, *, rows: int, places: list[Cells], seed: int = SEED) -> None:
    """Write a CSV table of these places with dates and counts; needs at least as many rows as places."""
    draw = random.Random(seed)
    first = max(1, len(places) // 10)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(rows):
            at = int(draw.random() * (first if draw.random() < REPEATED else len(places)))
            cells = places[number // 2] if number % 2 == 0 and number // 2 < len(places) else places[at]
            day = FIRST_DAY + timedelta(days=int(draw.random() * DAYS))
            killed = int(draw.random() ** 4 * 30)
            kind, note = draw.choice(TYPES), draw.choice(NOTES)
            units = (cells.country, cells.admin1, cells.admin2, cells.place)
            writer.writerow((f"E{number}", day.isoformat(), kind, *units, killed, note))


def _known_places() -> list[_Known]:
    connection = connect(default_path())
    rows: Iterator[tuple[str, ...]] = connection.execute(
        "SELECT p.name, k.fclass, c.name, coalesce(a1.name, ''), coalesce(a2.name, '') FROM place p "
        "JOIN kind k ON k.id = p.kind JOIN unit u ON u.id = p.unit JOIN country c ON c.cc = u.cc "
        "LEFT JOIN place a1 ON a1.id = u.a1 LEFT JOIN place a2 ON a2.id = u.a2 "
        "WHERE k.fclass IN ('P', 'A', 'S') ORDER BY p.id"
    )
    known = [_Known(*row) for row in rows]
    connection.close()
    return known


def _cells(known: _Known, other: _Known, draw: random.Random) -> Cells:
    """Return the cells of one place, as a table might have them."""
    name, kind = known.name, draw.random()
    admin2 = known.admin2 if draw.random() < 0.5 else ""
    admin1 = known.admin1 if draw.random() < 0.9 else ""
    if known.feature_class == "A" and kind < 0.5:
        return Cells("", "", name, known.country)
    if kind < 0.06 and len(name) > 3:
        name = misspell(name, draw)
    elif kind < 0.09:
        name = "".join(draw.choice(SYLLABLES) for _ in range(draw.randint(2, 4))).capitalize()
    elif kind < 0.15:
        name = draw.choice(RELATIONS).format(name, other.name)
    elif kind < 0.18:
        return Cells(f"{name}, {known.admin1 or known.country}", "", "", known.country)
    return Cells(name, admin2, admin1, known.country)
