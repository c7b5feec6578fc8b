"""Words that say how something stands to a named place: "near X", "12 km north-east of X", "off X".

One grammar for running text and for the cells of tables: what stands before a name, what stands behind it
in brackets ("X (12 km north of)"), and where in a cell such words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from geomap.model import PlaceRelation

__all__ = [
    "RelationWords",
    "iter_relations",
    "part_before",
    "part_behind",
    "relation_after",
    "relation_before",
    "side_at_start",
]

_WINDS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
_QUARTERS = "north|south|east|west"
_COMPASS = (
    rf"(?:(?:{_QUARTERS})[- ]?)?(?:north|south)[- ]?(?:east|west)|{_QUARTERS}"
    r"|(?-i:[NS][NS]?[EW]|[EW][NS][EW]|[NSEW]{1,2}x[NSEW]|[NSEW])"
)
"""Compass words in any case, and the letters of the 32 winds in capitals (NNE, NxW)."""

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: float(number) for number, word in enumerate(_ONES.split(), 1)}
_NUMBERS |= {word: 10.0 * number for number, word in enumerate(_TENS.split(), 3)}
_NUMBERS |= {"half a": 0.5, "a hundred": 100.0}
_VAGUE = r"a few|few|several|a couple of|dozens of|tens of|many|some"
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+|\d+(?:[.,]\d+)?|{'|'.join(sorted(_NUMBERS, reverse=True))}|{_VAGUE}"
_KM = {"km": 1.0, "nm": 1.852, "mi": 1.609344, "m": 0.001, "yd": 0.0009144, "ft": 0.0003048}
_UNIT = (
    r"(?:(?P<km>kms?\b|kilomet(?:er|re)s?)|(?P<nm>nautical miles?|n\.?m(?:i|iles?)?\b|n miles?|sea miles?)"
    r"|(?P<mi>miles?|mi\b)|(?P<m>met(?:er|re)s?|m\b)|(?P<yd>yards?)|(?P<ft>feet|ft\b))"
)
_ABOUT = (
    r"(?:\b(?:around|about|approx(?:imately|\.)?|roughly|some|nearly|almost|just|only|over|located|lies)\s+)*"
)
_DRIVE = (
    r"(?:hours?|minutes?)(?:[’']s?)?[- ](?:drive|walk|journey)\s+(?:away\s+)?(?:\w+\s+)?(?:of|from|outside)"
)
_ROAD = r"(?:road|highway|motorway|freeway|route|axis|railway)"

_VERBS_OFF = frozenset(
    """
    block blocked break broke broken call called close closed closing cordon cordoned cut cuts cutting drive
    drove fend fended fight fought go goes going gone laid lay log run runs ran seal sealed sealing set sets
    setting shut take takes taking took touch touched ward warded went write wrote
    """.split()  # noqa: SIM905 - a word list reads better so
)
"""Verbs that "off" belongs to: "cut off", "went off"; no coast is meant."""
_NO_VERB = "".join(rf"(?<!\b{verb} )" for verb in sorted(_VERBS_OFF))
_PATTERNS: tuple[tuple[PlaceRelation, str], ...] = (
    (
        PlaceRelation.DISTANCE_DIRECTION,
        rf"{_ABOUT}(?:\b|(?<=[a-z]))(?P<n>{_NUMBER})\s*-?\s*{_UNIT}(?:\s*\([^()]{{1,25}}\))?(?:\s+(?:away|inland|offshore|radius))?\s*"
        rf"(?:(?:to the\s+|due\s+|in the\s+|,\s*)?\b(?P<side>{_COMPASS})(?:ern|wards?)?\b"
        r"(?:\s+(?:of|from|off|outside|away from)\b)?"
        r"|\b(?P<link>from|off|of|outside|away from|before|short of)\b(?:\s+the coast of\b)?)",
    ),
    (PlaceRelation.BORDER, r"\b(?:border|frontier)\s+(?:with|of)\b"),
    (
        PlaceRelation.ROAD,
        rf"\b{_ROAD}\s+(?:(?:that\s+)?(?:leading|leads|linking|links|connecting|connects|running)\b(?:\s+(?:to|from))?"
        r"|(?:in\s+)?between\b|to\b|from\b|near\b|out of\b|outside\b|towards?\b)",
    ),
    (PlaceRelation.BETWEEN, r"\b(?:in\s+)?between\b"),
    (
        PlaceRelation.OUTSKIRTS,
        r"\b(?:outskirts|suburbs|edges?|fringes?|countryside|outlying areas|periphery)\s+of\b",
    ),
    (
        PlaceRelation.OFF_COAST,
        rf"(?:\boff(?:\s+the)?\s+)?\b(?P<side>{_COMPASS})(?:ern)?\b\.?\s+coasts?\s+of\b"
        rf"|\boff(?:\s+the)?\s+(?:\w+\s+)?(?:coasts?|shores?)\s+of\b|\bcoasts?\s+of\b|{_NO_VERB}\boff\b",
    ),
    (PlaceRelation.DIRECTION, rf"\b(?P<side>{_COMPASS})(?:ern|wards?)?\s+(?:of|from)\b"),
    (
        PlaceRelation.NEAR,
        r"\b(?:near(?:by|\s+to)?|(?:close|next|adjacent)\s+to|(?:just\s+)?outside(?:\s+of)?|around"
        rf"|vicinity\s+of|not\s+far\s+from|surroundings\s+of|areas?\s+(?:of|around)"
        rf"|(?:an?\s+|\w+[- ])?{_DRIVE}|on\s+the\s+way\s+to)\b",
    ),
)
_NO_TAIL = r"(?:in|at|on|and|or|by|with|from|to|into|inside|for|as|that|where)"
_TAIL = rf"\s+(?:the\s+)?(?:(?!{_NO_TAIL}\b)(?-i:[a-z][\w’'-]*)\s+){{0,4}}"
"""Small words between a relation and its name: "near the village of X", not "near a school in X"."""

_HINT = re.compile(
    rf"\d|\b(?:{'|'.join(_NUMBERS)}|{_VAGUE}|of|from|near|close|next|adjacent|outside|around)"
    r"|border|frontier|road|way|route|axis|between|off|coast",
    re.IGNORECASE,
)
"""Some of these letters stand in every relation: most names hold none, and need no search for each kind."""
_BEFORE = tuple((kind, re.compile(rf"(?:{text}){_TAIL}$", re.IGNORECASE)) for kind, text in _PATTERNS)
_ANYWHERE = tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in _PATTERNS)
_AFTER = re.compile(
    r"[^\S\n]*(?:[a-z]+[^\S\n]+)?[(\[][^\S\n]*(?P<words>[^()\[\]\n,;]{2,60}?)[^\S\n]*(?:[,;][^()\n]*)?[)\]]"
    r"|[^\S\n]+(?P<bare>[^()\[\]\n,;]{2,60}\b(?:from|of))[^\S\n]*(?:\n|$)"
)
_PART = re.compile(
    rf"\b(?P<side>(?:{_QUARTERS})[- ]?(?:{_QUARTERS})?)(?:ern)?(?:\s+and\s+\w+)?(?:\s+parts? of)?\s+$",
    re.IGNORECASE,
)
_SIDE_WORDS = (
    rf"(?P<side>(?:(?:{_QUARTERS})[- ]?)?(?:north|south)[- ]?(?:east|west)|{_QUARTERS}"
    r"|(?-i:NNE|ENE|ESE|SSE|SSW|WSW|WNW|NNW"
    r"|[NS][EW]?|[EW]))(?:ern(?:most)?)?\b\.?|(?P<centre>central|centre|center|middle)\b"
)
_SIDE = re.compile(
    rf"(?:the\s+)?(?:{_SIDE_WORDS})(?:[\s-]+(?:part|parts|side|coast|coasts|end|half|portion|corner|shore)\b)?"
    r"(?:\s+of)?(?:\s+the)?(?:\s+|$)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s*[:,]\s*(?:(?:off|near)\s+(?:the\s+)?)?(?:{_SIDE_WORDS})(?:\s+(?:part|coast|region|area)s?\b)?\s*(?:$|[:;,\n(])",
    re.IGNORECASE,
)
_CENTRE = re.compile(r"\b(?:central|upper|lower|downtown)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationWords:
    """A relation as it is worded.

    Attributes:
        start, end: Half-open span in the text that was asked about.
        km: Stated distance; None when there is none or it is vague ("a few kilometres").
        bearing: Stated direction in degrees, clockwise from north.
    """

    kind: PlaceRelation
    start: int
    end: int
    km: float | None = None
    bearing: float | None = None


@lru_cache(maxsize=1 << 12)
def relation_before(words: str) -> RelationWords | None:
    """Return the relation that the words right before a name state, up to their end, or None."""
    if _HINT.search(words) is None:
        return None
    for kind, pattern in _BEFORE:
        found = pattern.search(words)
        if found is not None:
            return _worded(kind, found)
    return None


def relation_after(words: str) -> RelationWords | None:
    """Return the relation in brackets right behind a name: "(near)", "(12 km north of)", or None.

    Its span ends behind the bracket.
    """
    bracket = _AFTER.match(words)
    if bracket is None:
        return None
    group = "words" if bracket["words"] is not None else "bare"
    inner = bracket[group] + " "
    found = relation_before(inner)
    if found is None or inner[: found.start].strip() != "":
        return None
    return replace(found, start=bracket.start(group), end=bracket.end())


@lru_cache(maxsize=1 << 12)
def part_before(words: str) -> tuple[int, float | None] | None:
    """Return where "northern " begins before a name and its bearing, None for the middle, or None."""
    found = _PART.search(words)
    if found is not None:
        return found.start(), bearing_of(found["side"])
    centre = _CENTRE.search(words)
    return None if centre is None else (centre.start(), None)


@lru_cache(maxsize=1 << 12)
def side_at_start(name: str) -> tuple[int, float | None] | None:
    """Return where the rest of "SW. Sumatra" begins, and the bearing, None for the middle.

    The rest may be empty: "NORTHERN" is a side of what is named before it. None when no side is named.
    """
    found = _SIDE.match(name)
    if found is None:
        return None
    return found.end(), None if found["side"] is None else bearing_of(found["side"])


def part_behind(words: str) -> tuple[int, float | None] | None:
    """Return where a side behind a name ends and its bearing ("CHILE: NORTHERN", "Peru, south"), or None."""
    found = _BEHIND.match(words)
    if found is None:
        return None
    end = found.end("side") if found["side"] is not None else found.end("centre")
    return end, None if found["side"] is None else bearing_of(found["side"])


def iter_relations(words: str) -> Iterator[RelationWords]:
    """Yield the relations that a text states, in order; none overlap."""
    if _HINT.search(words) is None:
        return
    taken: list[RelationWords] = []
    for kind, pattern in _ANYWHERE:
        for found in pattern.finditer(words):
            if all(found.end() <= other.start or other.end <= found.start() for other in taken):
                taken.append(_worded(kind, found))
    yield from sorted(taken, key=lambda one: one.start)


def bearing_of(words: str) -> float:
    """Return the bearing of a direction in words or letters: "north-east", "NNE", "NxW"."""
    letters = re.sub(
        r"(n|s|e|w)(?:orth|outh|ast|est)|[- ]", lambda found: found[1] or "", words.lower()
    ).upper()
    if "X" in letters:
        wind, towards = letters.split("X")
        turn = (22.5 * _WINDS.index(towards) - 22.5 * _WINDS.index(wind) + 180) % 360 - 180
        return (22.5 * _WINDS.index(wind) + (11.25 if turn > 0 else -11.25)) % 360
    return 22.5 * _WINDS.index(letters)


def _worded(kind: PlaceRelation, found: re.Match[str]) -> RelationWords:
    """Return a match as a relation: a distance that is vague or has no direction is less than both."""
    groups = found.groupdict()
    bearing = None if groups.get("side") is None else bearing_of(groups["side"])
    start, end = found.span()
    if kind is not PlaceRelation.DISTANCE_DIRECTION:
        return RelationWords(kind=kind, start=start, end=end, bearing=bearing)
    number = groups["n"].lower()
    if number[0].isdigit():
        plain = re.sub(r",(?=\d{3}\b)", "", number).replace(",", ".")
        amount: float | None = float(plain)
    else:
        amount = _NUMBERS.get(number)
    unit = next(name for name in _KM if groups[name] is not None)
    km = None if amount is None else amount * _KM[unit]
    if bearing is None:
        kind = PlaceRelation.OFF_COAST if groups["link"].lower() == "off" else PlaceRelation.NEAR
    elif km is None:
        kind = PlaceRelation.DIRECTION
    return RelationWords(kind=kind, start=start, end=end, km=km, bearing=bearing)
