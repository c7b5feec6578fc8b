"""Numbers of people in words, numerals and vague quantities."""

from __future__ import annotations

import re

from geomap.model import CasualtyCount

__all__ = ["NUMBER", "count_of", "count_of_words"]

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_UNITS += ["seventeen", "eighteen", "nineteen"]
_TENS = {
    word: 10 * i
    for i, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}  # fmt: skip
_VAGUE = {
    "several thousand": 3000, "several hundred": 300, "several dozen": 36, "several": 3,
    "a few thousand": 3000, "a few hundred": 300, "a few dozen": 36, "a few": 3, "some": None, "a handful": 3,
    "tens of thousands": 10_000, "hundreds of thousands": 100_000, "tens": 10, "dozens": 12, "scores": 20,
    "hundreds": 100, "thousands": 1000, "many": None, "a number": None,
}  # fmt: skip
_FIXED = {"half a dozen": 6, "a couple": 2}
_THOUSANDS = {"thousand": 1000, "million": 1_000_000}

_WORD = "|".join([*sorted(_UNITS[1:], key=len, reverse=True), *_TENS])
_NUMERAL = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_SCALE = "hundred|thousand|million|dozen"
_IN_WORDS = (
    rf"half a dozen|a couple|"
    rf"(?:(?:{_WORD}|a)[ -])?(?:(?:{_WORD}|{_SCALE})(?:[ -]and)?[ -]){{0,8}}(?:{_WORD}|{_SCALE})"
)
_VAGUE_WORDS = "|".join(re.escape(word) for word in sorted(_VAGUE, key=len, reverse=True))
_EXACT = rf"\b(?:(?:{_NUMERAL})(?: (?:thousand|million))?|{_IN_WORDS})\b"

_LOWEST = ("at least", "no fewer than", "no less than", "not less than", "minimum of")
_ABOVE = ("more than", "over", "upwards of", "in excess of")
_HIGHEST = ("up to", "as many as", "fewer than", "less than", "nearly", "almost", "no more than", "at most")
_ABOUT = ("about", "around", "approximately", "roughly", "close to", "an estimated", "estimated", "some")
_EMPTY = ("only", "another", "the", "all", "other")
_HEDGES = "|".join(sorted((*_LOWEST, *_ABOVE, *_HIGHEST, *_ABOUT, *_EMPTY), key=len, reverse=True))

NUMBER = (
    rf"(?:(?P<hedge>{_HEDGES})\s+){{0,3}}"
    rf"(?:(?:between|from)\s+(?P<first>{_EXACT})\s+(?:to|and)\s+(?P<second>{_EXACT})|"
    rf"(?P<from>(?:{_NUMERAL}))\s*(?:-|–|to|or)\s*(?P<to>(?:{_NUMERAL}))(?![\w-])|"
    rf"(?P<exact>{_EXACT})|(?P<vague>{_VAGUE_WORDS}))(?:\s+of\b)?"
)
"""Pattern of a quantity with its hedge; groups hedge, first, second, from, to, exact, vague."""


_NUMBER = re.compile(NUMBER, re.IGNORECASE)


def _value(words: str) -> int:
    """Return the value of a numeral or of a number in words."""
    text = words.lower().strip()
    if text in _FIXED:
        return _FIXED[text]
    total, current = 0, 0
    for word in re.split(r"[ -]+", text):
        if word == "and":
            continue
        if word[0].isdigit():
            current = int(word.replace(",", ""))
        elif word == "a":
            current = 1
        elif word in _TENS:
            current += _TENS[word]
        elif word in _UNITS:
            current += _UNITS.index(word)
        elif word == "dozen":
            current = max(1, current) * 12
        elif word == "hundred":
            current = max(1, current) * 100
        else:
            total, current = total + max(1, current) * _THOUSANDS[word], 0
    return total + current


def count_of(found: re.Match[str]) -> CasualtyCount:
    """Return the bounds that a match of ``NUMBER`` states.

    Exact n → n, n, n. "at least n" → low n. "more than n" → low n+1. "up to n" → high n.
    "about n" → best n. "dozens" → low 12, "tens" 10, "scores" 20, "hundreds" 100, "several" 3: best
    stays unknown (ACLED coding of vague words).
    """
    groups = found.groupdict()
    text = " ".join(found.group().split())
    hedge = (groups.get("hedge") or "").lower()
    for lower, upper in (("first", "second"), ("from", "to")):
        if groups.get(lower) is not None:
            bounds = sorted((_value(groups[lower]), _value(groups[upper])))
            return CasualtyCount(low=bounds[0], high=bounds[1], text=text)
    if groups.get("vague") is not None:
        return CasualtyCount(low=_VAGUE[groups["vague"].lower()], text=text)
    number = _value(groups["exact"])
    if hedge in _LOWEST:
        return CasualtyCount(low=number, best=number, text=text)
    if hedge in _ABOVE:
        return CasualtyCount(low=number + 1, text=text)
    if hedge in _HIGHEST:
        return CasualtyCount(high=number, text=text)
    if hedge in _ABOUT:
        return CasualtyCount(best=number, text=text)
    return CasualtyCount(low=number, best=number, high=number, text=text)


def count_of_words(text: str, start: int, end: int) -> tuple[int, CasualtyCount] | None:
    """Return where a quantity ends that begins at an offset, and its bounds; None where none begins there."""
    found = _NUMBER.match(text, start, end)
    return None if found is None else (found.end(), count_of(found))
