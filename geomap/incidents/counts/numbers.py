"""Numbers of people in words, numerals and vague quantities."""

from __future__ import annotations

import re

from geomap.model import CasualtyCount

__all__ = ["NUMBER", "PEOPLE", "count_of"]

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
_VAGUE = {"several": 3, "a few": 3, "some": None, "a handful": 3, "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "many": None, "a number": None}  # fmt: skip

_WORD = "|".join([*sorted(_UNITS[1:], key=len, reverse=True), *_TENS])
_NUMERAL = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_IN_WORDS = rf"(?:(?:{_WORD}|a)[ -])?(?:(?:{_WORD}|hundred|thousand|dozen)(?:[ -]and)?[ -])*(?:{_WORD}|hundred|thousand|dozen)"
_VAGUE_WORDS = "|".join(re.escape(word) for word in sorted(_VAGUE, key=len, reverse=True))
_EXACT = rf"\b(?:{_NUMERAL}|{_IN_WORDS})\b"

NUMBER = (
    rf"(?:(?P<hedge>at least|more than|over|as many as|up to|about|around|approximately|some|nearly|almost|"
    rf"an estimated|estimated|fewer than|less than|no fewer than|no less than|minimum of|only|another|the|all)\s+)*"
    rf"(?:(?:between|from)\s+(?P<first>{_EXACT})\s+(?:to|and)\s+(?P<second>{_EXACT})|"
    rf"(?P<from>(?:{_NUMERAL}))\s*(?:-|–|to|or)\s*(?P<to>(?:{_NUMERAL}))(?![\w-])|"
    rf"(?P<exact>{_EXACT})|(?P<vague>{_VAGUE_WORDS}))(?:\s+of)?"
)
"""Pattern of a quantity with its hedge; groups hedge, first, second, from, to, exact, vague."""

_GROUPS = (
    "people|persons?|civilians?|soldiers?|troops?|members?|fighters?|militants?|militia(?:men|man)?|rebels?|insurgents?|"
    "gunmen|gunman|police(?:men|man|women|woman)?|officers?|guards?|guardsmen|children|child|kids?|women|woman|men|man|"
    "boys?|girls?|teen(?:ager)?s?|students?|pupils?|workers?|employees?|staff|staffers|passengers?|residents?|villagers?|"
    "protest(?:e|o)rs?|demonstrators?|worshippers?|migrants?|refugees?|journalists?|medics?|doctors?|nurses?|patients?|"
    "victims?|others?|personnel|servicemen|service members?|crew(?: members)?|drivers?|farmers?|hostages?|prisoners?|"
    "inmates?|detainees?|pilgrims?|tourists?|commanders?|leaders?|officials?|commandos?|marines?|sailors?|pilots?|"
    "bystanders?|pedestrians?|shoppers?|mourners?|attackers?|bombers?|suspects?|terrorists?|jihadis?t?s?|peacekeepers?|"
    "paramedics?|firefighters?|rescuers?|teachers?|nationals?|citizens?|locals?|foreigners?|americans?|israelis?|"
    "palestinians?|syrians?|iraqis?|iranians?|lebanese|yemenis?|afghans?|pakistanis?|indians?|russians?|ukrainians?|"
    "turks?|kurds?|infants?|babies|toddlers?|family members?|relatives|brothers?|sisters?|lives|souls|miners?|peasants?|"
    "priests?|nuns?|politicians?|lawmakers?|aid workers?|contractors?|conscripts?|recruits?|cadets?|elders?|herders?|"
    "fishermen|volunteers?|vaccinators?|agents?|engineers?|clerks?|guerrillas?|operatives?|truckers?|motorists?|cyclists?|gangsters?|bandits?|extremists?|separatists?|loyalists?"
)
PEOPLE = rf"(?:{_GROUPS})"
"""Pattern of nouns that are people."""


def _value(words: str) -> int:
    """Return the value of a numeral or of a number in words."""
    text = words.lower().strip()
    if text[0].isdigit():
        return int(text.replace(",", ""))
    total, current = 0, 0
    for word in re.split(r"[ -]+", text):
        if word in {"and"}:
            continue
        if word == "a":
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
            total, current = total + max(1, current) * 1000, 0
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
    if hedge in {"at least", "no fewer than", "no less than", "minimum of"}:
        return CasualtyCount(low=number, best=number, text=text)
    if hedge in {"more than", "over"}:
        return CasualtyCount(low=number + 1, text=text)
    if hedge in {"up to", "as many as", "fewer than", "less than", "nearly", "almost"}:
        return CasualtyCount(high=number, text=text)
    if hedge in {"about", "around", "approximately", "an estimated", "estimated", "some"}:
        return CasualtyCount(best=number, text=text)
    return CasualtyCount(low=number, best=number, high=number, text=text)
