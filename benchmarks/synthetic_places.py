"""Write a GeoNames-format file of any size, made from the default gazetteer.

Real places give names, coordinates and codes; more are made of them as homonyms in other places, compounds
("New X", "X and Y") and misspellings, with about 1.2 further names each, so that 12 million places have
some 26 million names. The same seed gives the same file.
"""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

from geomap.gazetteer.file import connect, default_path
from geomap.gazetteer.rows import spelling_of

SEED = 20261122
FIRST_ID = 100_000_000
FURTHER_NAMES = (0, 0, 0, 1, 1, 1, 2, 2, 2, 3)
OTHER_KINDS = (("S", "FRM"), ("S", "SCH"), ("T", "HLL"), ("H", "STM"), ("L", "AREA"), ("P", "PPLX"))
KINDS = (("P", "PPL"),) * 11 + OTHER_KINDS
FIRST_WORDS = ("New", "Old", "Upper", "North", "South", "Great", "San", "Al", "Kafr", "Beit", "Tell", "Wadi")
LAST_WORDS = ("Farm", "Station", "Village", "Hill", "Springs", "Junction", "Bridge", "Khurd", "Kalan", "Dere")
VOWELS = "aeiou"

Anchor = tuple[int, int, str, str, str]
"""A real place's point, country and codes."""


def read_names(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """Return the main names of settlements, and other spellings."""
    mains = connection.execute(
        "SELECT p.name FROM place p JOIN kind t ON t.id = p.kind WHERE t.fclass = 'P' ORDER BY p.id"
    )
    others = connection.execute(
        "SELECT n.spelling, n.k FROM name n WHERE n.spelling IS NOT NULL AND n.kind = 0 ORDER BY n.k, n.place"
    )
    usable = [text for spelling, key in others if "," not in (text := spelling_of(spelling, key, ""))]
    return [row[0] for row in mains], usable


def misspell(name: str, draw: random.Random) -> str:
    """Return a name with one letter changed, doubled or left out."""
    at = draw.randrange(len(name))
    letter = name[at]
    if letter.lower() in VOWELS:
        return name[:at] + draw.choice(VOWELS) + name[at + 1 :]
    return name[:at] + draw.choice(("", letter * 2)) + name[at + 1 :]


def write_places(path: Path, places: int) -> int:
    """Write the file; return how many names it holds beside the main ones."""
    connection = connect(default_path())
    mains, others = read_names(connection)
    anchors = connection.execute(
        "SELECT p.lat, p.lon, u.cc, coalesce(u.code1, ''), coalesce(u.code2, '') FROM place p "
        "JOIN unit u ON u.id = p.unit JOIN kind t ON t.id = p.kind WHERE t.fclass = 'P' ORDER BY p.id"
    ).fetchall()
    draw = random.Random(SEED)
    names = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for number in range(places):
            line, further = _line(number, mains, others, anchors, draw)
            names += further
            out.write(line)
    connection.close()
    return names


def _line(
    number: int, mains: list[str], others: list[str], anchors: list[Anchor], draw: random.Random
) -> tuple[str, int]:
    """Return one line of the file, and how many further names it holds."""
    kind = draw.random()
    name = mains[number] if number < len(mains) else mains[int(draw.random() * len(mains))]
    if number >= len(mains) and kind > 0.4:
        if kind < 0.6:
            name = f"{draw.choice(FIRST_WORDS)} {name}"
        elif kind < 0.7:
            name = f"{name} {draw.choice(LAST_WORDS)}"
        elif kind < 0.85:
            name = f"{name} {mains[int(draw.random() * len(mains))]}"
        else:
            name = misspell(name, draw)
    lat, lon, country, code1, code2 = anchors[int(draw.random() * len(anchors))]
    lat = min(8_990_000, max(-8_990_000, lat + int(60_000 * (draw.random() - 0.5))))
    lon = min(17_990_000, max(-17_990_000, lon + int(60_000 * (draw.random() - 0.5))))
    further = draw.choice(FURTHER_NAMES)
    alternates = [
        misspell(name, draw) if draw.random() < 0.3 else others[int(draw.random() * len(others))]
        for _ in range(further)
    ]
    fclass, fcode = draw.choice(KINDS)
    population = int(50 / (draw.random() + 1e-5)) if fclass == "P" and draw.random() < 0.1 else 0
    cells = (
        FIRST_ID + number, name, name, ",".join(alternates), lat / 100_000, lon / 100_000, fclass, fcode,
        country, "", code1, code2, "", "", population, "", "", "", "2026-01-01",
    )  # fmt: skip
    return "\t".join(map(str, cells)) + "\n", further
