"""What is asked: names that an index holds, names that it does not, points. The same seed asks the same."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from geomap.gazetteer.rows import spelling_of
from geomap.text import fold, has_digit, is_latin

if TYPE_CHECKING:
    from geomap.gazetteer.nearest import Floats

SEED = 5
MISSES = 0.1
MISSPELT_NOTE = "a vowel changed, a consonant doubled or a letter left out; no such name is in the index"
NAMES_NOTE = (
    "exact lookups: ids by keys drawn from all distinct ones, a tenth misspelt so that the index lacks them, "
    "best of 3 rounds"
)
POINTS_NOTE = "points: nine tenths around towns (0.2 degrees), one tenth anywhere on the globe"

_VOWELS = "aeiou"
_CONSONANTS = "bdfgklmnrst"
_SHORTEST = 5
_SCATTER = 0.2


def draw_names(connection: sqlite3.Connection, count: int) -> list[str]:
    """Draw names as they are written, one for each key that is drawn; a tenth are not in the index."""
    draw = random.Random(SEED)
    keys = _draw_keys(connection, count, draw)
    names = [_as_written(connection, key) for key in keys]
    for at in draw.sample(range(len(names)), int(len(names) * MISSES)):
        names[at] = _absent(connection, names[at], draw)
    return names


def draw_misspelt(connection: sqlite3.Connection, count: int) -> list[str]:
    """Draw Latin names of five letters or more, each misspelt so that the index does not hold it."""
    draw = random.Random(SEED + 1)
    misspelt: list[str] = []
    while len(misspelt) < count:
        keys = filter(_is_usable, _draw_keys(connection, 2 * count, draw))
        misspelt += [_absent(connection, _as_written(connection, key), draw) for key in keys]
    return misspelt[:count]


def draw_points(connection: sqlite3.Connection, count: int) -> tuple[Floats, Floats]:
    """Draw points where people are asked about, mostly: around towns; some anywhere."""
    import numpy as np

    rows = connection.execute(
        "SELECT p.lat, p.lon FROM place p JOIN kind t ON t.id = p.kind WHERE t.fclass = 'P'"
    )
    towns = np.array(rows.fetchall(), dtype=float) / 100_000
    draw = np.random.default_rng(SEED)
    points = towns[draw.integers(len(towns), size=count)] + draw.normal(scale=_SCATTER, size=(count, 2))
    anywhere = draw.random(count) < MISSES
    points[anywhere, 0] = np.degrees(np.arcsin(draw.uniform(-1, 1, anywhere.sum())))
    points[anywhere, 1] = draw.uniform(-180, 180, anywhere.sum())
    return np.clip(points[:, 0], -90, 90), (points[:, 1] + 180) % 360 - 180


def misspell(name: str, draw: random.Random) -> str:
    """Return a name with a vowel changed, a consonant doubled or a letter left out, behind the first."""
    places = [at for at, ch in enumerate(name) if at > 0 and ch.isalpha()]
    if not places:
        return name
    at = draw.choice(places)
    letter = name[at]
    if draw.random() < 1 / 3:
        return name[:at] + name[at + 1 :]
    other = draw.choice([vowel for vowel in _VOWELS if vowel != letter]) if letter in _VOWELS else letter * 2
    return name[:at] + other + name[at + 1 :]


def _is_usable(key: str) -> bool:
    return len(key) >= _SHORTEST and is_latin(key) and not has_digit(key)


def _draw_keys(connection: sqlite3.Connection, count: int, draw: random.Random) -> list[str]:
    """Draw among the distinct keys, each once; of an index with fewer keys than asked for, each in turn."""
    total = connection.execute("SELECT count(*) FROM (SELECT DISTINCT k FROM name)").fetchone()[0]
    at = sorted(draw.sample(range(total), min(count, total)))
    keys = list(_at_positions(connection, at))
    draw.shuffle(keys)
    return (keys * (count // len(keys) + 1))[:count]


def _at_positions(connection: sqlite3.Connection, positions: list[int]) -> Iterator[str]:
    rows = connection.execute("SELECT DISTINCT k FROM name ORDER BY k")
    read = 0
    for position in positions:
        yield next(islice(rows, position - read, None))[0]
        read = position + 1


def _as_written(connection: sqlite3.Connection, key: str) -> str:
    packed, main = connection.execute(
        "SELECT n.spelling, p.name FROM name n JOIN place p ON p.id = n.place WHERE n.k = ? LIMIT 1", (key,)
    ).fetchone()
    return spelling_of(packed, key, main)


def _absent(connection: sqlite3.Connection, name: str, draw: random.Random) -> str:
    """Misspell a name, more and more if need be, until the index does not hold it."""
    wrong = misspell(name, draw)
    while fold(wrong) == "" or _holds(connection, fold(wrong)):
        wrong = misspell(wrong, draw) + draw.choice(_CONSONANTS)
    return wrong


def _holds(connection: sqlite3.Connection, key: str) -> bool:
    return connection.execute("SELECT 1 FROM name WHERE k = ? LIMIT 1", (key,)).fetchone() is not None
