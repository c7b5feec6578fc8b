"""What the place index says of a name at a glance: what kind of places bear it, how large, how many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["NameEvidence", "NameLedger"]

_BATCH = 400
"""Names asked for in one query."""

_REMEMBERED = 50_000
_WEIGHED = 12
"""How many of the places that bear a name say where it may lie."""

_ROWS = (
    "SELECT n.k, n.kind, n.spelling IS NULL, p.population, p.kind, u.cc, u.code1, u.code2 FROM name n "
    "JOIN place p ON p.id = n.place JOIN unit u ON u.id = p.unit WHERE n.k IN ({}) ORDER BY n.k, n.place"
)
_LEVELS = ("country", "admin1", "city", "town", "admin2", "nature", "place", "site", "weak")
"""What a name may be, the most telling first: what bears it says most when it is a country."""


class NameEvidence(NamedTuple):
    """What bears a name.

    Attributes:
        level: The most telling of the kinds of places that bear it: country, admin1, city (100,000
            inhabitants), town (5,000), admin2, nature, place, site; weak when it is only a code or a by-name.
        population: Of the largest.
        namesakes: How many places bear it.
        preferred: It is the main name of one of them.
        countries: ISO codes of the most important of them, in that order.
        units: First-level units (``US.KY``) that the most important of them lie in or are.
        districts: Second-level units (``US.KY.125``), likewise.
        country: ISO code of the country that is called so, or None; a code such as "US" is a name, too.
    """

    level: str
    population: int
    namesakes: int
    preferred: bool
    countries: tuple[str, ...]
    units: frozenset[str]
    districts: frozenset[str]
    country: str | None


class _Bearer(NamedTuple):
    """A place that bears a name: how it is meant, and what the place is."""

    kind: int
    main: int
    population: int
    place_kind: int
    country: str
    code1: str | None
    code2: str | None


class NameLedger:
    """Answers for many names at once, and remembers them.

    Args:
        connection: An open gazetteer.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, NameEvidence | None] = {}
        self._kinds: dict[int, str] = {}

    def of(self, keys: Iterable[str]) -> dict[str, NameEvidence]:
        """Return the evidence for those of the folded names that some place bears."""
        wanted = dict.fromkeys(keys)
        fresh = [key for key in wanted if key not in self._known]
        if len(self._known) + len(fresh) > _REMEMBERED:
            self._known.clear()
            fresh = list(wanted)
        for at in range(0, len(fresh), _BATCH):
            self._ask(fresh[at : at + _BATCH])
        found = ((key, self._known[key]) for key in wanted)
        return {key: evidence for key, evidence in found if evidence is not None}

    def _ask(self, keys: list[str]) -> None:
        if not self._kinds:
            rows = self._connection.execute("SELECT id, fclass, fcode FROM kind")
            self._kinds = {number: _kind_of(fclass, fcode) for number, fclass, fcode in rows}
        bearers: dict[str, list[_Bearer]] = {}
        query = _ROWS.format(",".join("?" * len(keys)))
        for key, *bearer in self._connection.execute(query, keys):
            bearers.setdefault(key, []).append(_Bearer(*bearer))
        for key in keys:
            self._known[key] = self._sum_up(bearers[key]) if key in bearers else None

    def _sum_up(self, bearers: list[_Bearer]) -> NameEvidence:
        strong = [bearer for bearer in bearers if bearer.kind == 0]
        levels = {self._level(bearer) for bearer in strong} or {"weak"}
        first = bearers[:_WEIGHED]
        return NameEvidence(
            level=next(level for level in _LEVELS if level in levels),
            population=max(bearer.population for bearer in strong or bearers),
            namesakes=len(bearers),
            preferred=any(bearer.main for bearer in strong),
            countries=tuple(dict.fromkeys(bearer.country for bearer in first)),
            units=frozenset(f"{one.country}.{one.code1}" for one in first if one.code1 is not None),
            districts=frozenset(
                f"{one.country}.{one.code1}.{one.code2}" for one in first if one.code2 is not None
            ),
            country=next((one.country for one in bearers if self._kinds[one.place_kind] == "country"), None),
        )

    def _level(self, bearer: _Bearer) -> str:
        level = self._kinds[bearer.place_kind]
        if level != "place" or bearer.population < 5_000:
            return level
        return "city" if bearer.population >= 100_000 else "town"


def _kind_of(fclass: str, fcode: str) -> str:
    """Return the level of a feature, populated places apart from their size."""
    if fclass == "A":
        if fcode.startswith(("PCL", "TERR")):
            return "country"
        return "admin1" if fcode.startswith("ADM1") else "admin2"
    if fclass == "P":
        return "place"
    return "site" if fclass == "S" else "nature"
