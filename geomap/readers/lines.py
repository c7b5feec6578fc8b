"""Lines of a news text, each judged by its own shape: address, byline, date line, label or text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from geomap.readers.dateline import FoundDate, find_dates

__all__ = [
    "Line",
    "LineKind",
    "classify_line",
    "dates_of",
    "is_credit",
    "is_names",
    "is_section",
    "is_title_like",
    "iter_lines",
    "key_of",
    "publisher_of",
    "url_of",
]

LABEL_WORDS = 3
LEFTOVER_WORDS = 6
BYLINE_WORDS = 14
TITLE_CHARACTERS = 200

_URL = re.compile(r"\bhttps?://[^\s<>\"]+|\bwww\.[^\s<>\"]+", re.IGNORECASE)
_BYLINE = re.compile(r"^\s*(?i:words\s+)?(?i:by)\s*:?\s*(?=[^\W\d_a-z]|[“\"])")
_KEY = re.compile(
    r"^\s*(?P<key>title|headline|date|published|publication date|published on|load-date|source|publisher"
    r"|publication|outlet|author|authors|byline|writer|url|link|section|language|length)\s*:\s*(?P<value>\S.*?)\s*$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated?|modified|amended|revised|edited)\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"^\s*(?:first\s+|last\s+)?(?:published|posted|updated|modified|issued)\b", re.IGNORECASE
)
_ISSUED = re.compile(
    r"\b(?:issued|published|posted|released|as of|date of issue)(?:\s+on)?\s*:?\s*$", re.IGNORECASE
)
# What stands around a date and is neither outlet nor text: labels, weekdays, clock times and zones.
_DATE_NOISE = re.compile(
    r"\b(?:first|last|originally)?\s*(?:published|posted|updated?|modified|amended|issued|created|date)\b(?:\s+(?:on|at))?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\.?(?=\W|$)|\d{3,4}\s*(?:hrs|hours)\b"
    r"|\b(?:gmt|utc|bst|cet|cest|est|edt|pst|pdt|eet|eest|ist|msk|et|local time)\b"
    r"(?:\s*[+-]\d{1,2}(?::?\d\d)?)?"
    r"|(?<=\d)T(?=\d)|[+-]\d\d:?\d\d\b|\bZ\b|\b(?:on|at)\b",
    re.IGNORECASE,
)
_EDGE = " \t.,;:|/·•–—-()[]<>*#_"
_CREDIT = re.compile(
    r"^\s*[(\[]?(?:read (?:more|the (?:full|original))|see (?:the )?original"
    r"|original (?:article|story|source|link)"
    r"|(?:sources?|link|url|via)\s*:|©|\(c\)|copyright|all rights reserved"
    r"|(?:additional |with )?(?:reporting|writing|editing|edited|written|compiled|photos?|images?)\b"
    r".{0,12}\bby\b"
    r"|reporting from|photo(?:graph)?\s*:|follow us|share this|subscribe|sign up|advertisement)",
    re.IGNORECASE,
)
_OUTLET_WORD = re.compile(
    r"\b(?:news|times|post|press|guardian|daily|journal|tribune|herald|telegraph|observer|gazette|radio|tv|reuters"
    r"|agency|agence|associated|afp|ap|bbc|cnn|network|broadcasting|online|monitor|mail|independent|chronicle)\b",
    re.IGNORECASE,
)
_JOB_WORD = re.compile(
    r"\b(?:correspondent|editor|reporter|writer|staff|columnist|analyst|producer|contributor|chief|in|at|from)\b",
    re.IGNORECASE,
)
_BESIDE_DATE = frozenset(
    (
        *("by", "and", "in", "of", "the", "for", "from", "with", "ago", "min", "mins", "minute", "minutes"),
        *("hour", "hours", "day", "days", "read", "reading", "time", "comments", "views", "share", "staff"),
    )
)
_NAME_JOINING = frozenset(("and", "in", "at", "for", "with", "von", "van", "de", "al", "bin"))
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3,}[.!?][”\"’)]*\s+[^\W\d_a-z]")


class LineKind(StrEnum):
    """What a line of a news text is by its shape."""

    URL = "url"
    BYLINE = "byline"
    DATE = "date"
    KEY = "key"
    LABEL = "label"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank; ``text[start:end]`` without the white space around it."""

    start: int
    end: int
    text: str


def iter_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text that are not blank."""
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped != "":
            start = position + raw.index(stripped)
            yield Line(start=start, end=start + len(stripped), text=stripped)
        position += len(raw) + 1


def classify_line(text: str) -> LineKind:
    """Say what a stripped line is."""
    if _KEY.match(text):
        return LineKind.KEY
    url = _URL.search(text)
    if url is not None and len((text[: url.start()] + text[url.end() :]).split()) <= LEFTOVER_WORDS:
        return LineKind.URL
    words = len(text.split())
    if _BYLINE.match(text) and words <= BYLINE_WORDS and not text.endswith("."):
        return LineKind.BYLINE
    if _PUBLISHED.match(text) and words <= LEFTOVER_WORDS:
        return LineKind.DATE
    if words <= BYLINE_WORDS and _issued(text) is not None and not _ends_sentence(text):
        return LineKind.DATE
    if find_dates(text) and _is_beside_date(_without_dates(text).split()) and not _ends_sentence(text):
        return LineKind.DATE
    if words <= LABEL_WORDS and not _ends_sentence(text):
        return LineKind.LABEL
    return LineKind.TEXT


def is_title_like(text: str) -> bool:
    """Say whether a stripped line reads like a headline rather than like running text."""
    if len(text) > TITLE_CHARACTERS or not any(ch.isalpha() for ch in text):
        return False
    return not _ends_sentence(text) and text[-1] not in ",;:" and not _SENTENCE_INSIDE.search(text)


def is_credit(text: str) -> bool:
    """Say whether a stripped line at the foot is a credit, a link or a notice rather than text."""
    kind = classify_line(text)
    return kind is LineKind.URL or (_CREDIT.match(text) is not None and len(text.split()) <= 2 * BYLINE_WORDS)


def is_section(text: str) -> bool:
    """Say whether a line is a label such as ``Middle East`` or ``BBC News``: few words, all capitalised."""
    return classify_line(text) is LineKind.LABEL and all(not word[0].islower() for word in text.split())


def is_names(text: str) -> bool:
    """Say whether a line is a byline without "by": capitalised names with words that join them."""
    words = [word.strip(",;|") for word in text.split()]
    plain = [word for word in words if word not in _NAME_JOINING]
    if _ends_sentence(text) or not LABEL_WORDS < len(words) <= BYLINE_WORDS or len(plain) == len(words):
        return False
    return all(word[:1].isupper() for word in plain)


def key_of(text: str) -> tuple[str, str] | None:
    """Return the key in lower case and the value of a line such as ``Source: Reuters``."""
    found = _KEY.match(text)
    return (found["key"].lower(), found["value"]) if found is not None else None


def url_of(text: str) -> str | None:
    """Return the first web address of a line."""
    found = _URL.search(text)
    return found.group().rstrip(".,;)]") if found is not None else None


def _issued(text: str) -> FoundDate | None:
    """Return the date of a line that words such as "issued on" stand before."""
    return next((found for found in find_dates(text) if _ISSUED.search(text[: found.start])), None)


def dates_of(text: str) -> Iterator[tuple[FoundDate, bool]]:
    """Yield the dates of a header line, each with True when words before it say "updated".

    Of "Reporting period: 1 to 15 April 2023. Issued on 17 April 2023" only the last is the report's.
    """
    issued = _issued(text)
    if issued is not None:
        yield issued, False
        return
    end = 0
    for found in find_dates(text):
        yield found, _UPDATED.search(text[end : found.start]) is not None
        end = found.end


def publisher_of(text: str) -> str | None:
    """Return the outlet that a date line or byline names, or None.

    ``The Guardian-Feb8th2024`` names one, ``Beirut, 8 February 2024`` and ``By Jane Roe`` do not.
    """
    byline = _BYLINE.match(text)
    if byline is not None:
        parts = re.split(r"\s*[,|–—]\s*|\s+-\s+|\s+for\s+", text[byline.end() :])[1:]
        return next(
            (part for part in parts if _OUTLET_WORD.search(part) and not _JOB_WORD.search(part)), None
        )
    dates = find_dates(text)
    if not dates:
        return None
    before, after = text[: dates[0].start], text[dates[-1].end :]
    lead = _DATE_NOISE.sub(" ", re.split(r"\bby\b", before, flags=re.IGNORECASE)[0])
    name = " ".join(lead.split()).strip(_EDGE)
    if name == "":
        name = " ".join(
            _DATE_NOISE.sub(" ", re.split(r"\bby\b", after, flags=re.IGNORECASE)[0]).split()
        ).strip(_EDGE)
        return name if _OUTLET_WORD.search(name) and name[:1].isupper() else None
    by_comma = lead.rstrip().endswith(",")
    if (
        not name[0].isupper()
        or len(name.split()) > LEFTOVER_WORDS - 1
        or (by_comma and not _OUTLET_WORD.search(name))
    ):
        return None
    return name


def _without_dates(text: str) -> str:
    """Return what is left of a line without its dates and what goes with dates."""
    for found in reversed(find_dates(text)):
        text = text[: found.start] + " " + text[found.end :]
    return " ".join(word for word in _DATE_NOISE.sub(" ", text).split() if word.strip(_EDGE) != "")


def _is_beside_date(words: list[str]) -> bool:
    """Say whether words can stand beside a date in a header: few, and names rather than a clause."""
    names = [word.strip(_EDGE) for word in words if word.lower().strip(_EDGE) not in _BESIDE_DATE]
    return len(words) <= LEFTOVER_WORDS and all(not name[:1].islower() for name in names)


def _ends_sentence(text: str) -> bool:
    """Say whether a line ends with a full stop that is not part of an abbreviation such as U.S. or a.m."""
    bare = text.rstrip("”\"’')]")
    return (
        bare.endswith(".") and not bare.endswith("...") and not re.search(r"(?:\b\w\.){2,}$|\b[A-Z]\.$", bare)
    )
