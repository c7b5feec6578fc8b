"""The names of a document, each to be decided once: one sense per name and document.

Mentions that are written alike, with the same cue word and the same parent behind them ("Paris" and
"Paris, Texas" are two), form one reading. That a name keeps its sense within a document is an old
finding (Gale, Church and Yarowsky 1992) that holds for places, too (Leidner 2007).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geomap.model import Candidate, Document, Mention, Pin
from geomap.text import fold

__all__ = ["Reading", "read_names"]

_JOINING = frozenset(["in", "of", ",", "the", "'s", "’s", "("])
_DIRECTIONS = ("north", "south", "east", "west", "central", "rural", "upstate", "downtown", "suburban")
_GAP = 40
"""Most characters between a name and the parent written behind it."""
_PARENT_SIGNS = re.compile(r"[(,]|'s\b|’s\b|[^\s(,]+")
BESIDE = 160
"""Names that begin within so many characters stand beside each other: about a sentence."""


@dataclass(slots=True, kw_only=True)
class Reading:
    """One name as written, to be decided once.

    Attributes:
        number: Its index among the document's readings.
        mentions: Its occurrences, in order.
        key: The folded name; readings with one key are the same words.
        pin: What the user has settled about it.
        parent: Index of the reading that is written behind it as its parent, or None.
        children: Indexes of the readings that it is written behind.
        beside: Indexes of the readings that stand near one of its occurrences.
        candidates: What it could mean.
        implied: Not asked for: read from the text as evidence for the others.
    """

    number: int
    mentions: list[Mention]
    key: str
    pin: Pin | None = None
    parent: int | None = None
    children: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    candidates: list[Candidate] = field(default_factory=list)
    implied: bool = False

    @property
    def mention(self) -> Mention:
        """The first occurrence."""
        return self.mentions[0]


def read_names(
    doc: Document, mentions: Sequence[Mention], pinned: Mapping[int, Pin], implied: Sequence[Mention] = ()
) -> tuple[list[Reading], dict[int, int]]:
    """Return a document's readings, and the reading of each mention by the mention's start.

    Args:
        doc: The document.
        mentions: Its mentions.
        pinned: Pins by the start of their mention.
        implied: Names that nobody asks about, and that are evidence all the same.
    """
    extra = {mention.start for mention in implied}
    ordered = sorted([*mentions, *implied], key=lambda mention: (mention.start, mention.end))
    keys = [fold(mention.name) for mention in ordered]
    parents = [_parent_of(doc, ordered, index) for index in range(len(ordered))]
    readings: list[Reading] = []
    numbers: dict[tuple[object, ...], int] = {}
    of: list[int] = []
    for mention, key, parent in zip(ordered, keys, parents, strict=True):
        pin = pinned.get(mention.start)
        behind = None if parent is None else keys[parent]
        same = (mention.text, mention.base, mention.kind, mention.cue, behind, mention.start in extra, pin)
        number = numbers.setdefault(same, len(readings))
        if number == len(readings):
            readings.append(
                Reading(number=number, mentions=[], key=key, pin=pin, implied=mention.start in extra)
            )
        readings[number].mentions.append(mention)
        of.append(number)
    for index, parent in enumerate(parents):
        if parent is not None and of[parent] != of[index]:
            readings[of[index]].parent = of[parent]
            readings[of[parent]].children.add(of[index])
    _stand_beside(readings, ordered, of)
    return readings, {mention.start: number for mention, number in zip(ordered, of, strict=True)}


def _stand_beside(readings: list[Reading], ordered: list[Mention], of: list[int]) -> None:
    """Note which readings stand near each other in the text."""
    for index, mention in enumerate(ordered):
        for other in range(index + 1, len(ordered)):
            if ordered[other].start - mention.start > BESIDE:
                break
            if of[other] != of[index]:
                readings[of[index]].beside.add(of[other])
                readings[of[other]].beside.add(of[index])


def _parent_of(doc: Document, ordered: list[Mention], index: int) -> int | None:
    """Return the index of the mention that is written behind one as its parent: "X, Y", "X in Y", "X (Y)"."""
    mention = ordered[index]
    for number in range(index + 1, min(index + 3, len(ordered))):
        other = ordered[number]
        if not 0 <= other.start - mention.end <= _GAP:
            continue
        gap = doc.text[mention.end : other.start]
        if "\n" in gap:
            return None
        if _names_parent(gap.replace(mention.cue or "\0", ""), other.text):
            return number
    return None


def _names_parent(gap: str, parent: str) -> bool:
    """Say whether the words between two names make the second the first's parent."""
    words = _PARENT_SIGNS.findall(gap.lower())
    if not words or len(words) > 4 or fold(parent) == "":
        return False
    if not all(word in _JOINING or word.startswith(_DIRECTIONS) for word in words):
        return False
    return any(word in {"in", ",", "(", "of"} for word in words)
