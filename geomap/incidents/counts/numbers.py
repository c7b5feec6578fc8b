"""Numbers of people in words, numerals and vague quantities."""

from __future__ import annotations

import re

from geomap.model import CasualtyCount

__all__ = ["MARK", "NUMBER", "PEOPLE", "count_of", "mark_people"]

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

NUMBER = (
    rf"(?:(?P<hedge>at least|more than|over|as many as|up to|about|around|approximately|some|nearly|almost|"
    rf"an estimated|estimated|fewer than|less than|no fewer than|no less than|minimum of|only|another|the|all)\s+){{0,3}}"
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
    "victims?|others?|personnel|servicemen|service members?|crew(?: members)?|drivers?|farmers?|(?<!took )(?<!taken )(?<!taking )(?<!held )hostages?|prisoners?|"
    "inmates?|detainees?|pilgrims?|tourists?|commanders?|leaders?|officials?|commandos?|marines?|sailors?|pilots?|"
    "bystanders?|pedestrians?|shoppers?|mourners?|attackers?|bombers?|suspects?|terrorists?|jihadis?t?s?|peacekeepers?|"
    "paramedics?|firefighters?|rescuers?|teachers?|nationals?|citizens?|locals?|foreigners?|americans?|israelis?|"
    "palestinians?|syrians?|iraqis?|iranians?|lebanese|yemenis?|afghans?|pakistanis?|indians?|russians?|ukrainians?|"
    "turks?|kurds?|infants?|babies|toddlers?|family members?|relatives|brothers?|sisters?|lives|souls|miners?|peasants?|"
    "priests?|nuns?|politicians?|lawmakers?|aid workers?|contractors?|conscripts?|recruits?|cadets?|elders?|herders?|"
    "fishermen|volunteers?|vaccinators?|agents?|engineers?|clerks?|guerrillas?|operatives?|truckers?|motorists?|cyclists?|gangsters?|bandits?|extremists?|separatists?|loyalists?|"
    "adults?|school(?:girls?|boys?|child(?:ren)?)|sons?|daughters?|mothers?|fathers?|wife|wives|husbands?|cousins?|parents?|"
    "grand(?:mothers?|fathers?|parents?|sons?|daughters?|child(?:ren)?)|siblings?|twins?|orphans?|couples|judges?|lawyers?|"
    "prosecutors?|mayors?|governors?|ministers?|candidates?|activists?|reporters?|photographers?|clerics?|imams?|monks?|"
    "pastors?|bishops?|chiefs?|generals?|colonels?|majors?|captains?|lieutenants?|sergeants?|corporals?|constables?|"
    "inspectors?|deput(?:y|ies)|troopers?|rangers?|reservists?|snipers?|mercenaries|settlers?|smugglers?|robbers?|assailants?|"
    "travell?ers?|commuters?|hikers?|climbers?|skiers?|fans?|spectators?|revell?ers?|guests?|customers?|vendors?|traders?|"
    "merchants?|shopkeepers?|labou?rers?|builders?|loggers?|hunters?|shepherds?|divers?|swimmers?"
)
MARK = "\ue000"
"""A sign that no text holds: what ``mark_people`` writes for each letter of a noun for people."""

PEOPLE = rf"{MARK}+"
"""Pattern of a noun for people in a marked text."""

_PEOPLE = re.compile(rf"\b(?:{_GROUPS})\b", re.IGNORECASE)


def mark_people(text: str) -> str:
    """Return a text of the same length with every noun for people blotted out by marks.

    The long list of nouns is gone through once, and not again in each pattern that asks for one.
    """
    return _PEOPLE.sub(lambda found: MARK * len(found.group()), text)


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
    if hedge in {"at least", "no fewer than", "no less than", "minimum of"}:
        return CasualtyCount(low=number, best=number, text=text)
    if hedge in {"more than", "over"}:
        return CasualtyCount(low=number + 1, text=text)
    if hedge in {"up to", "as many as", "fewer than", "less than", "nearly", "almost"}:
        return CasualtyCount(high=number, text=text)
    if hedge in {"about", "around", "approximately", "an estimated", "estimated", "some"}:
        return CasualtyCount(best=number, text=text)
    return CasualtyCount(low=number, best=number, high=number, text=text)
