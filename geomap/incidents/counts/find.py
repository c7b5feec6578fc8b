"""Finding counts of people in a text: subject, object and noun constructions of harm.

Only numbers of people count: a number whose noun is a site, a round or a vehicle ("85 militia
sites"), a repetition ("165 times"), an age, a date or money is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geomap.incidents.counts.numbers import MARK, NUMBER, PEOPLE, count_of, mark_people
from geomap.model import CasualtyCount

__all__ = ["KINDS", "FoundCount", "count_casualties", "find_counts"]

KINDS = ("killed", "wounded", "missing", "abducted")
"""What can be counted, as columns of the incident table."""

_INITIALS = r"(?:[A-Z]\.){2,3}"
_MODIFIERS = rf"(?:\s+(?!and\b|or\b|after\b|in\b|at\b|on\b|when\b|were\b|was\b|while\b|but\b)(?:{_INITIALS}|[\w{MARK}’'-]+)){{0,4}}?"
_WHO = rf"(?:{_MODIFIERS}\s+(?P<who>{PEOPLE}))"
_PASSIVE = r"(?:was|were|(?:have|had|has)\s+been)(?:\s+\w+ly)?(?:\s+\w+\s+and|\s+(?:shot|found|left|burned|stabbed|beaten|hacked))?"
_THINGS = (
    r"sites?|times|rounds?|shells?|vehicles?|houses?|homes|buildings?|attacks?|strikes?|rockets?|missiles?|drones?|"
    r"cars?|trucks?|k(?:ilo)?m(?:et(?:er|re)s?)?|miles?|met(?:er|re)s?|minutes?|days?|hours?|percent|years?|villages?|cases|"
    r"animals?|cattle|cows|goats|sheep|birds|fish|dogs|tanks?|positions?|targets?"
)
_NOT_PEOPLE = re.compile(rf"\b(?:{_THINGS})\b|\d", re.IGNORECASE)
_THINGS_AFTER = re.compile(rf"(?:\s+of)?\s+(?:{_THINGS})\b", re.IGNORECASE)
_AUX = r"(?:\s+(?:shot and|beaten and|stabbed and|arrested and|ambushed and|were|was|have been|had been|has been|have|had|has|are|are being|being|got|reportedly|also|confirmed|believed|feared|reported|left|found|shot|burned|stabbed|beaten|hacked)){0,6}"
_TAIL = (
    r"(?:\s+(?:from|of|in|with|including|among|on|belonging)\s[^.,;:]{0,60}?|"
    r",\s+(?:including|among them|(?:most|many|some) of them|mostly)\s[^.,;:]{0,60},)?"
)

# past participles that follow the people, verbs that take them as object, nouns of them, words behind a bare number
_VERBS = {
    "killed": (
        r"killed|dead|died|slain|murdered|assassinated|executed|massacred|martyred|perished|drowned|lost their lives|beheaded",
        r"kill(?:ed|ing|s)?|sho(?:t|ot|oting) (?:dead|and kill(?:ed|ing)?)|gunn(?:ed|ing) down|(?:stabb|hack)(?:ed|ing) to death|murder(?:ed|ing)|assassinat(?:ed|ing)|execut(?:ed|ing)|massacr(?:ed|ing)|slay(?:ing)?|slew|gunn|shot|claim(?:ed|ing) the lives of|claim(?:ed|ing)|left dead|leaving dead|slaughter(?:ed|ing)|behead(?:ed|ing)|drown(?:ed|ing)",
        r"deaths?|killings?|murders?|execution|assassination|massacre|beheading",
        r"dead|killed|deaths|fatalities",
    ),
    "wounded": (
        r"wounded|injured|hurt|hospitali[sz]ed|maimed",
        r"wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt(?:ing)?|maim(?:ed|ing)",
        r"injur(?:y|ies)|wounding|wounds",
        r"wounded|injured|hurt|injuries",
    ),
    "missing": (r"missing|unaccounted for", r"(?!)", r"disappearance", r"missing"),
    "abducted": (
        r"kidnapped|abducted|taken hostage|seized|taken captive|held hostage",
        r"kidnap(?:ped|ping)|abduct(?:ed|ing)|took hostage|taking hostage|captur(?:ed|ing)",
        r"kidnapping|abduction",
        r"(?!)",
    ),
}
_TOLL = r"death toll[^.;]{0,40}?(?:to|at|of|is|was|reached|hit)\s+"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCount:
    """A count with its half-open span; ``anchor`` is where the word of harm stands.

    ``implied`` is True for one person without a number ("killed a commander").
    """

    kind: str
    start: int
    end: int
    anchor: int
    count: CasualtyCount
    implied: bool = False


@lru_cache(maxsize=len(KINDS))
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Build the patterns of a kind when a text first needs them: with a number, and of one person."""
    participle, verb, noun, own = _VERBS[kind]
    end = r"(?=\s*(?:[.,;:)]|$|and\b|in\b|at\b|on\b"
    counted = [
        rf"(?P<count>{NUMBER}){_WHO}?{_TAIL}{_AUX}\s+(?:and\s+\w+\s+)?(?P<harm>{participle})\b",
        rf"(?P<count>{NUMBER})(?P<noun>(?:\s+[\w{MARK}’'()&/-]+){{1,7}}?)\s+{_PASSIVE}\s+(?P<harm>{participle})\b",
        rf"(?P<count>{NUMBER})\s+(?P<harm>{own})\b",
        rf"\b(?P<harm>{verb})\s+(?P<count>{NUMBER})(?:{_WHO}|{end}|near\b|others\b|more\b|of\b)))",
        rf"\b(?P<harm>{noun})\s+(?:of|to|for)\s+(?P<count>{NUMBER})(?:{_WHO}|{end})))",
    ]
    single = [
        rf"\b(?P<count>an?)(?P<noun>{_WHO}[^.,;:]{{0,60}}?)\s+{_PASSIVE}\s+(?P<harm>{participle})\b",
        rf"\b(?P<harm>{verb})\s+(?P<count>an?|one)(?:{_MODIFIERS})\s+(?P<who>{PEOPLE})",
    ]
    if kind in _LEFT:
        counted.append(rf"\b(?P<harm>leaving|left)\s+(?P<count>{NUMBER}){_WHO}?\s+(?:{_LEFT[kind]})")
        single.append(rf"\b(?P<harm>leaving|left)\s+(?P<count>an?){_WHO}\s+(?:{_LEFT[kind]})")
    if kind == "killed":
        counted.append(rf"(?P<harm>{_TOLL})(?P<count>{NUMBER})")
    return (
        *((re.compile(pattern, re.IGNORECASE), False) for pattern in counted),
        *((re.compile(pattern, re.IGNORECASE), True) for pattern in single),
    )


_LEFT = {"killed": "dead", "wounded": "wounded|injured|hurt"}
_HARM = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in (
        (
            "killed",
            r"kill|dea[dt]|die|slain|murder|assassinat|execut|massacr|martyr|perish|drown|lost|behead|slay|slew|gunn|"
            r"shot|shoot|stab|claim|slaughter|fatalit",
        ),
        ("wounded", r"wound|injur|hurt|hospital|maim"),
        ("missing", r"missing|unaccounted|disappear"),
        ("abducted", r"kidnap|abduct|hostage|seized|captive|captur"),
    )
}
_CLAUSE_END = re.compile(r"(?<![A-Z])[.;!?](?=\s)")
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_WHOLE_BEFORE = re.compile(
    r"\b(?:one|two|three|some|most|none|all|each) of (?:the |those |these )?$", re.IGNORECASE
)
_WHOLE_AFTER = re.compile(rf"(?:(?:\s+of)?\s+(?:the|those|these)|\s+of)\s+(?:{NUMBER})", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged?|age of)\s+$", re.IGNORECASE)
_NEGATION_BEFORE = re.compile(r"\b(?:no|not|without)\s+$", re.IGNORECASE)


def find_counts(text: str, *, start: int = 0, end: int | None = None) -> list[FoundCount]:
    """Return the counts of people in a text, in order; none of one kind overlap."""
    stop = len(text) if end is None else end
    found: list[FoundCount] = []
    for first, last in _iter_clauses(text, start, stop):
        for kind in KINDS:
            if _HARM[kind].search(text, first, last) is not None:
                fresh = _counts_between(kind, text, first, last)
                found += [entry for entry in fresh if not any(_clashes(entry, other) for other in found)]
    return sorted(found, key=lambda entry: entry.start)


def _iter_clauses(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans between full stops and semicolons, which no pattern crosses."""
    for end in _CLAUSE_END.finditer(text, start, stop):
        yield start, end.end()
        start = end.end()
    yield start, stop


def _counts_between(kind: str, text: str, start: int, stop: int) -> list[FoundCount]:
    """Return the counts of one kind in one clause; what is no count after all gives its words to the next try."""
    found: list[FoundCount] = []
    clause = mark_people(text[start:stop])
    for pattern, implied in _patterns(kind):
        match = pattern.search(clause)
        while match is not None:
            entry = _entry(kind, match, text, start, implied=implied)
            if entry is not None and not any(_clashes(entry, other) for other in found):
                found.append(entry)
            after = match.end() if entry is not None else match.end("count")
            match = pattern.search(clause, max(after, match.start() + 1))
    return found


def _clashes(entry: FoundCount, other: FoundCount) -> bool:
    """Say whether two counts share the words of their number."""
    return entry.start < other.end and other.start < entry.end


def _entry(kind: str, match: re.Match[str], text: str, offset: int, *, implied: bool) -> FoundCount | None:
    """Turn a match in the clause at ``offset`` into a count; None for parts of a whole, dates and ages."""
    first, last = (offset + at for at in match.span("count"))
    before = text[max(0, first - 24) : first]
    if _WHOLE_BEFORE.search(before) is not None or _NEGATION_BEFORE.search(before) is not None:
        return None
    if _AGE_BEFORE.search(before) is not None or _THINGS_AFTER.match(text, last) is not None:
        return None
    if _WHOLE_AFTER.match(text, first + len(match["count"].removesuffix(" of"))) is not None:
        return None
    if text[max(0, first - 1) : first] in {"-", "$", "€", "£", "."} or text[last : last + 2] == "-y":
        return None
    if match.groupdict().get("noun") is not None and _NOT_PEOPLE.search(match["noun"]) is not None:
        return None
    number = _NUMBER.match(text, first, last)
    if implied:
        words = text[offset + match.start() : offset + match.end()]
        count = CasualtyCount(low=1, best=1, high=1, text=" ".join(words.split()))
    elif number is None:
        return None
    else:
        count = count_of(number)
    if count.best == 0 or _is_date(text, first, last):
        return None
    return FoundCount(
        kind=kind, start=first, end=last, anchor=offset + match.start("harm"), count=count, implied=implied
    )


_MONTH_BEFORE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s*$", re.IGNORECASE
)
_MONTH_AFTER = re.compile(
    r"(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)


def _is_date(text: str, first: int, last: int) -> bool:
    """Say whether a number is a day of a month or a year."""
    number = text[first:last]
    if _MONTH_BEFORE.search(text[max(0, first - 12) : first]) is not None:
        return True
    if _MONTH_AFTER.match(text, last) is not None:
        return True
    return re.fullmatch(r"(?:in\s+)?(?:19|20)\d\d", number) is not None


def count_casualties(text: str) -> dict[str, CasualtyCount]:
    """Return who was harmed in a text about one event: a count for each of ``KINDS``.

    A kind that the text does not count has only None. Of several numbers of one kind the one
    stated with the highest lower bound stays, since later totals include earlier ones.
    """
    totals = {kind: CasualtyCount() for kind in KINDS}
    for entry in find_counts(text):
        if _bound(entry.count) > _bound(totals[entry.kind]):
            totals[entry.kind] = entry.count
    return totals


def _bound(count: CasualtyCount) -> int:
    """Return the number that says most about a count's size; -1 when nothing is known."""
    for value in (count.best, count.low, count.high):
        if value is not None:
            return value
    return 0 if count.text is not None else -1
