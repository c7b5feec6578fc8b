"""What towns are called in the language of a map, by the spellings that the place index holds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from geomap.gazetteer.rows import spelling_of

__all__ = ["names_in"]


class _Script(NamedTuple):
    """How names of a language are told from those of others in the same script.

    Attributes:
        start, end: Between these are the keys of its names.
        letters: What a whole name of it is like; other languages write letters beside these.
        sign: Found only in names of it; such a name is preferred.
        dropped: Marks that a map leaves out.
    """

    start: str
    end: str
    letters: re.Pattern[str]
    sign: re.Pattern[str]
    dropped: re.Pattern[str]


_SCRIPTS = {
    "ar": _Script(
        start="\u0621",
        end="\u06ff",
        letters=re.compile("(?!\u0626)[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*"),
        sign=re.compile("^\u0627\u0644|\u0629$"),
        dropped=re.compile("[\u0640\u064b-\u0652\u0670]"),
    )
}
"""Persian, Kurdish and Urdu have letters that Arabic lacks; Uyghur begins words as Arabic never does."""

_NAMES = """
SELECT p.id, n.spelling, n.k, p.name, n.lang, n.kind, (SELECT count(*) FROM name o WHERE o.k = n.k)
FROM name n JOIN place p ON p.id = n.place
WHERE n.k >= ? AND n.k < ? AND n.place IN (SELECT value FROM json_each(?))
"""
"""With how many places bear the name: a town's units and namesakes bear its usual one too."""


def names_in(connection: sqlite3.Connection, language: str, places: Iterable[int]) -> dict[int, str]:
    """Return the names of places in a language; a place without one is left out.

    Args:
        connection: An open gazetteer.
        language: ISO 639 code. For a language that has no script of its own here, such as English, nothing
            is returned: the gazetteer's names are in its alphabet.
        places: Row numbers.
    """
    script = _SCRIPTS.get(language)
    if script is None:
        return {}
    best: dict[int, tuple[tuple[bool, bool, int, bool, int, str], str]] = {}
    rows = connection.execute(_NAMES, (script.start, script.end, str(sorted(set(places)))))
    for place, spelling, key, main, stated, kind, bearers in rows:
        name = script.dropped.sub("", spelling_of(spelling, key, main))
        if script.letters.fullmatch(name) is None:
            continue
        rank = (stated != language, kind > 0, -bearers, script.sign.search(name) is None, len(name), name)
        if place not in best or rank < best[place][0]:
            best[place] = (rank, name)
    return {place: name for place, (_, name) in best.items()}
