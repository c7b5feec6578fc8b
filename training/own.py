"""Our own training sentences, with their slots filled: texts and the spans of the place names in them."""

from __future__ import annotations

import random
import re
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from geomap.files import load_words
from geomap.gazetteer import Gazetteer

__all__ = ["MarkedText", "read_own"]

HERE = Path(__file__).parent
COPIES = 8
"""How often a line with slots is written; a line without stands once."""

_SLOT = re.compile(r"\{([a-z_]+?)(\d?)(_caps)?\}")
_MARK = re.compile(r"\[\[(?P<place>.+?)\]\]|\(\((?P<unsure>.+?)\)\)")
_TOWNS = {
    "town": ("US", 1_500, 300_000), "city": (None, 400_000, 40_000_000), "uk_town": ("GB", 4_000, 300_000),
    "ie_town": ("IE", 1_500, 100_000), "in_town": ("IN", 40_000, 900_000),
    "af_city": ("NG KE GH ZA UG TZ", 90_000, 9_000_000), "au_town": ("AU", 3_000, 300_000),
    "ca_town": ("CA", 3_000, 300_000),
}  # fmt: skip
"""Slots that are towns of the place index: countries, least and most inhabitants."""
_AFRICAN = "NG KE GH ZA UG TZ ML NE TD SD ET SO CD CM"


class MarkedText(NamedTuple):
    """A text, the half-open spans of its place names, and of what may be called one or not."""

    text: str
    places: tuple[tuple[int, int], ...]
    unsure: tuple[tuple[int, int], ...]


def read_own(gazetteer: Gazetteer) -> list[MarkedText]:
    """Return our own sentences with slots filled, the same for the same gazetteer."""
    slots = _slots(gazetteer)
    texts = []
    lines = (HERE / "own_sentences.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.strip() == "" or line.startswith("#"):
            continue
        chance = random.Random(number)
        copies = COPIES if "{" in line else 1
        texts.extend(_marked(_filled(line, slots, chance)) for _ in range(copies))
    return texts


def _filled(line: str, slots: dict[str, list[str]], chance: random.Random) -> str:
    """Fill each slot; one name in a line means one filler, and town and town2 are different ones."""
    chosen: dict[str, str] = {}
    for name, number, _ in _SLOT.findall(line):
        if name + number in chosen:
            continue
        filler = chance.choice(slots[name])
        while filler in chosen.values() and len(slots[name]) > 20:
            filler = chance.choice(slots[name])
        chosen[name + number] = filler
    return _SLOT.sub(lambda slot: _written(chosen[slot[1] + slot[2]], slot[3]), line)


def _written(filler: str, caps: str | None) -> str:
    return filler.upper() if caps else filler


def _marked(line: str) -> MarkedText:
    """Take the marks out of a line, and say where they were."""
    text, at = "", 0
    spans: dict[str, list[tuple[int, int]]] = {"place": [], "unsure": []}
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        name = mark["place"] or mark["unsure"]
        spans["unsure" if mark["place"] is None else "place"].append((len(text), len(text) + len(name)))
        text += name
        at = mark.end()
    return MarkedText(text + line[at:], tuple(spans["place"]), tuple(spans["unsure"]))


def _slots(gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Return what each slot may be filled with."""
    table = tomllib.loads((HERE / "slots.toml").read_text(encoding="utf-8"))
    slots = {name: [word.replace("|", " ") for word in words.split()] for name, words in table.items()}
    words = load_words("geomap.extraction")
    slots["first"] = sorted(word.title() for word in words["given_names"])
    with closing(sqlite3.connect(gazetteer.path)) as index:
        for name, (countries, least, most) in _TOWNS.items():
            slots[name] = _towns(index, countries, least, most)
        surnames = [name for name in _towns(index, "US GB", 3_000, 200_000) if name.isalpha()]
        slots["country"] = [name for (name,) in index.execute("SELECT name FROM country ORDER BY cc")]
        query = f"SELECT name FROM country WHERE cc IN ({_marks(_AFRICAN)}) ORDER BY cc"
        slots["af_country"] = [name for (name,) in index.execute(query, _AFRICAN.split())]
    known = words["surnames"] | words["given_names"] | words["common_words"]
    slots["shared_town"] = [name for name in slots["town"] if name.lower() in known]
    slots["surname"] = sorted(word.title() for word in words["surnames"]) + surnames[:400]
    return slots


def _marks(words: str) -> str:
    return ",".join("?" * len(words.split()))


def _towns(index: sqlite3.Connection, countries: str | None, least: int, most: int) -> list[str]:
    """Return the names of towns between two numbers of inhabitants, most important first."""
    where = "" if countries is None else f"AND u.cc IN ({_marks(countries)})"
    rows = index.execute(
        "SELECT p.name FROM place p JOIN kind k ON k.id = p.kind JOIN unit u ON u.id = p.unit "
        f"WHERE k.fclass = 'P' AND p.population BETWEEN ? AND ? {where} ORDER BY p.id",
        (least, most, *("" if countries is None else countries).split()),
    )
    return list(dict.fromkeys(name for (name,) in rows))
