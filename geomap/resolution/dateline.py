"""The place in a dateline: ``HOMS, Syria (Reuters) -``, ``PARIS, Tenn. --``, ``Baghdad, 3 Nov (AFP) -``.

Readers take datelines off the body and read their dates; here the question is only where the report
was filed. A label ("BREAKING -"), a masthead or a speaker's name before a dash is no place, and in
doubt there is none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.model import Document, Mention
from geomap.text import collapse_spaces, fold

__all__ = ["dateline_mention", "document_dateline", "read_dateline"]

DATELINE = "dateline"
"""The extractor of a mention that is a dateline's city."""

PREFIX_CHARACTERS = 100
HEAD_LINES = 6
CITY_WORDS = 4
REST_WORDS = 3
ACRONYM_LETTERS = 3
SPEAKERS = 3
_LISTS = ("cities", "regions")  # names of several words, separated by semicolons

_DECORATION = re.compile(r"[\s*_#>“”\"]*(?:DATELINE:\s*)?")
_SEPARATOR = re.compile(
    r"\s*(?:--+|[–—―•»]|>>|(?<=[\s)/])[-_](?=\s)|(?<=[)/])\s*:|(?<=[^\W\d_a-z]{3}):(?=\s)|(?<=\w):(?=\s[^\W\d_a-z])|\s\|(?=\s))\s*"
    r"|(?<=\))\s+(?=[^\W\d_a-z])"
)
_AGENCY = re.compile(r"\(([^()]{1,60})\)|/([A-Z][\w .-]{2,40})/\s*$")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_DATE = re.compile(
    rf"\b{_MONTH}\s*{_DAY}(?:\s*,?\s*\d{{4}}\b)?|\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:\s*,?\s*(?:\d{{2}}|\d{{4}})\b)?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?(?=[,\s]|$)"
    r"|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"(?:[A-Z][a-z]{0,4}\.\s?){1,3}|[A-Z]{2}")
_SPEAKER = re.compile(r"^\s*[^\W\d_a-z][^\Wa-z_.:]+(?:[ ,.][^:\na-z]{0,40})?:\s", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filed:
    """The parts of a dateline: city, what stands behind it, and whether a date or agency does."""

    city: str
    regions: tuple[str, ...]
    agency: str | None
    dated: bool
    bare_colon: bool


def document_dateline(doc: Document) -> tuple[str, ...]:
    """Return the places in a document's dateline as written; () when it has none.

    The dateline begins the body, or one of the first lines behind the title where no body is known.
    """
    spoken = len(_SPEAKER.findall(doc.text)) >= SPEAKERS
    for line in _first_lines(doc):
        places = read_dateline(line, spoken=spoken)
        if places:
            return places
    return ()


def dateline_mention(doc: Document) -> Mention | None:
    """Return the city of a document's dateline as a mention; None when it has none, or several cities."""
    places = document_dateline(doc)
    if len(places) != 1:
        return None
    city = places[0].split(",")[0]
    start = doc.text.find(city, 0, None if doc.body is None else doc.body[0] + PREFIX_CHARACTERS)
    if start < 0:
        return None
    return Mention(doc_id=doc.id, text=city, start=start, end=start + len(city), extractor=DATELINE)


def read_dateline(paragraph: str, *, spoken: bool = False) -> tuple[str, ...]:
    """Return the places of the dateline that a paragraph starts with, as written.

    Args:
        spoken: The text gives the words of speakers, each behind a name and a colon; then a name
            and a colon are no dateline.
    """
    filed = _take_apart(paragraph)
    if filed is None or (spoken and filed.bare_colon):
        return ()
    if not (_is_in_capitals(filed) or _is_in_letters(filed)):
        return ()
    cities = [collapse_spaces(city) for city in re.split(r"\s*[/&]\s*|\s+and\s+", filed.city)]
    if any(city == "" for city in cities):
        return ()
    return (*cities[:-1], ", ".join([cities[-1], *filed.regions]))


def _first_lines(doc: Document) -> Iterator[str]:
    """Yield the lines of a document that may start with its dateline."""
    if doc.body is not None:
        start = doc.text.rfind("\n", 0, doc.body[0]) + 1
        yield doc.text[start : doc.body[1]].lstrip().split("\n", 1)[0]
        return
    if doc.is_row:
        return
    position = 0
    seen = 0
    for line in doc.text.split("\n"):
        end = position + len(line)
        is_title = doc.title_span is not None and doc.title_span[0] < end and position < doc.title_span[1]
        if line.strip() != "" and not is_title:
            yield line
            seen += 1
        if seen == HEAD_LINES:
            return
        position = end + 1


def _take_apart(paragraph: str) -> _Filed | None:
    """Return the parts of what stands before the first dash, or None where it cannot be a dateline."""
    decoration = _DECORATION.match(paragraph)
    bare = paragraph[decoration.end() :] if decoration is not None else paragraph
    separator = next(_outside_brackets(bare[:PREFIX_CHARACTERS]), None)
    if separator is None or len(bare[separator.end() :].split()) < REST_WORDS:
        return None
    prefix = bare[: separator.start()]
    agencies = [found[1] or found[2] for found in _AGENCY.finditer(prefix)]
    unsigned = _AGENCY.sub(" ", prefix)
    undated, dates = _DATE.subn(" ", unsigned)
    parts = [collapse_spaces(part).strip("*_") for part in undated.strip(" ,;|").split(",")]
    filled = [part for part in parts if part.strip(" .") != ""]
    if not filled or len(filled) > 3 or any(ch.isdigit() or ch in "()?!;:%$" for ch in "".join(filled)):
        return None
    agency = agencies[-1].strip() if agencies else None
    return _Filed(
        city=_without_nearness(filled[0]),
        regions=tuple(filled[1:]),
        agency=agency,
        dated=dates > 0,
        bare_colon=separator.group().strip() == ":" and agency is None and dates == 0,
    )


def _outside_brackets(prefix: str) -> Iterator[re.Match[str]]:
    """Yield what may end a dateline; a dash in brackets is part of an agency's name: "(ACAN - EFE)"."""
    for found in _SEPARATOR.finditer(prefix):
        before = prefix[: found.start()]
        if before.count("(") <= before.count(")"):
            yield found


def _without_nearness(city: str) -> str:
    """Return a city without "near" and the like before it."""
    first, _, rest = city.partition(" ")
    return rest if rest != "" and fold(first) in _words()["nearness"] else city


def _is_in_capitals(filed: _Filed) -> bool:
    """Say whether a city stands in capitals, as in most datelines, and is no label or masthead."""
    words = _name_words(filed.city)
    if not words or not all(_is_capital(word) for word in words) or not any(map(str.isupper, words)):
        return False
    if not all(_is_region_like(region) for region in filed.regions):
        return False
    if any(map(_is_region, filed.regions)):
        return True
    if filed.agency is not None or filed.dated:
        return not _is_label(words)
    letters = sum(ch.isalpha() for ch in filed.city)
    return letters > ACRONYM_LETTERS and not _is_label(words) and not _is_organisation(words)


def _is_in_letters(filed: _Filed) -> bool:
    """Say whether a city in ordinary letters is one: by agency, date, state or its own fame."""
    words = _name_words(filed.city)
    joining = _words()["joining"]
    if not words or not words[0][0].isupper() or all(fold(word) in joining for word in words):
        return False
    if not all(word[0].isupper() or fold(word) in joining or "-" in word for word in words):
        return False
    if not all(_is_region_like(region) for region in filed.regions):
        return False
    if any(map(_is_region, filed.regions)) or fold(filed.city) in _words()["cities"]:
        return True
    known = filed.agency is not None and _is_agency(filed.agency)
    return (known or filed.dated) and not _is_label(words) and not _is_organisation(words)


def _name_words(city: str) -> list[str]:
    """Return the words of a city's name; none when they are too many for one."""
    words = [word for word in (part.strip(".'’") for part in re.split(r"[\s/&]+", city)) if word != ""]
    longest = CITY_WORDS * (1 + len(re.findall(r"[/&]|\sand\s", city)))
    return words if len(words) <= longest and all(word[0].isalpha() for word in words) else []


def _is_capital(word: str) -> bool:
    """Say whether a word is in capitals, small prefixes ("McALLEN", "al-QAIM") and joining words aside."""
    parts = [part for part in re.split(r"[-’'‘]", word) if part != ""]
    if all(part.isupper() or fold(part) in _words()["joining"] for part in parts):
        return True
    return re.fullmatch(r"(?:Mc|Mac|De|Des|La|Le|Du|Van|Fitz|O)[^\W\d_a-z]+", word) is not None


def _is_region_like(region: str) -> bool:
    """Say whether words behind a comma can name a state or country."""
    words = region.split()
    joining = _words()["joining"]
    return (
        0 < len(words) <= CITY_WORDS + 1
        and words[0][0].isupper()
        and all(word[0].isupper() or fold(word) in joining for word in words)
        and fold(region) not in _words()["titles"]
    )


def _is_region(region: str) -> bool:
    """Say whether words behind a comma do name a state or country: by table, or as abbreviations do."""
    if fold(region) in _words()["titles"]:
        return False
    return fold(region) in _words()["regions"] or _ABBREVIATED.fullmatch(region.strip()) is not None


def _is_agency(name: str) -> bool:
    """Say whether words in brackets are an agency: several capitals, or a known name."""
    first = re.split(r"[/,;]", name)[0].strip()
    known = fold(first).replace(" ", "-") in _words()["agencies"]
    return known or re.fullmatch(r"[A-Z][A-Z0-9&. -]{1,11}", first) is not None


def _is_label(words: list[str]) -> bool:
    """Say whether words start as labels and clauses do."""
    return fold(words[0]) in _words()["labels"]


def _is_organisation(words: list[str]) -> bool:
    """Say whether a word makes a masthead or another organisation of a name."""
    return any(fold(word) in _words()["organisations"] for word in words)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    text = resources.files("geomap.resolution").joinpath("datelines.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    listed = {name: frozenset(fold(entry) for entry in tables.pop(name).split(";")) for name in _LISTS}
    return {name: frozenset(words.split()) for name, words in tables.items()} | listed
