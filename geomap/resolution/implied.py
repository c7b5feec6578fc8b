"""Names that nobody asks about, as evidence for those that are asked about.

When a caller gives the mentions, the rest of the text still says where it is: the states, counties and
larger towns that it names are read here, without a language model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import is_country
from geomap.model import Document, Mention, MentionKind

__all__ = ["find_implied"]

LEAST_PEOPLE = 15_000
"""Inhabitants below which a town is no evidence unless it is asked about."""
MOST = 60
"""Names that are read from one text; the first ones, which say most about where it is."""
_LONGEST = 4
_WORD = re.compile(r"[^\W\d_][\w’'\-]*\.?")
_STOPS = frozenset(".!?\n")
_OPENING = frozenset(" \"'“‘(")


def find_implied(doc: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Return mentions of countries, units and larger towns of a text that do not touch those given.

    Names that people bear, too, may be among them: they only count as evidence, by their probability.
    """
    taken = sorted((mention.start, mention.end) for mention in mentions)
    found: list[Mention] = []
    for run in _runs(doc.text, taken):
        at = 0
        while at < len(run) and len(found) < MOST:
            length = next(
                (
                    n
                    for n in range(min(_LONGEST, len(run) - at), 0, -1)
                    if _is_wanted(doc.text, run[at : at + n], gazetteer)
                ),
                0,
            )
            if length > 0:
                start, end = run[at][0], run[at + length - 1][1]
                name = doc.text[start:end]
                people = gazetteer.demonym(name) is not None
                kind = MentionKind.DEMONYM if people else MentionKind.LITERAL
                found.append(Mention(doc_id=doc.id, text=name, start=start, end=end, kind=kind))
            at += max(1, length)
    return found


def _runs(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of capitalised words, as spans, that stand outside the taken spans."""
    run: list[tuple[int, int]] = []
    waiting = list(taken)
    for word in _WORD.finditer(text):
        start, end = word.span()
        while waiting and waiting[0][1] <= start:
            waiting.pop(0)
        free = not waiting or end <= waiting[0][0]
        joined = run and text[run[-1][1] : start] == " "
        if run and not (joined and free and word[0][0].isupper()):
            yield run
            run = []
        if free and word[0][0].isupper():
            run.append((start, end))
    if run:
        yield run


def _is_wanted(text: str, words: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> bool:
    """Say whether words are the name of a country, a people, a unit or a larger town."""
    start, end = words[0][0], words[-1][1]
    name = text[start:end]
    if gazetteer.demonym(name) is not None or gazetteer.abbreviation(name):
        return True
    before = start
    while before > 0 and text[before - 1] in _OPENING:
        before -= 1
    first = before == 0 or text[before - 1] in _STOPS
    for place in gazetteer.exact(name.rstrip(".")):
        if is_country(place) or place.feature_code in {"ADM1", "ADM2"}:
            return len(name) > 3
        if place.population >= LEAST_PEOPLE and not (first and len(words) == 1):
            return True
    return False
