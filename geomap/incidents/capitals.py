"""Capitals that a text speaks of without their name: "in the capital", "the Salvadoran capital"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.files import load_words
from geomap.incidents.setting import CONFIDENCE, Setting
from geomap.model import Document, Mention, MentionKind, PlaceStatus, Resolution

__all__ = ["iter_capitals"]

_WORDS = load_words("geomap.incidents")
_NOT_CITIES = _WORDS["capital_sums"]
_OWN = frozenset(["", "national", "country's", "country’s", "nation's", "nation’s", "country", "nation"])

_CAPITAL = re.compile(
    r"\b(?:the|this|that|its|their|our)\s+(?P<whose>[\w'’-]+\s+)?(?P<word>capital)\b(?P<behind>\s+[\w-]+|-)?",
    re.IGNORECASE,
)

_HERE = re.compile(r"\bthis (?P<word>city|town)\b", re.IGNORECASE)


def iter_capitals(doc: Document, setting: Setting) -> Iterator[Resolution]:
    """Yield a decision for each mention of a capital as such, where the text names that city elsewhere.

    "The capital" is that of the country that the text is about, "the Salvadoran capital" that of El
    Salvador; provincial capitals and capital of other kinds are left out.
    """
    for found in _HERE.finditer(doc.text):
        if (
            setting.home is not None
            and setting.home.place is not None
            and setting.home.place.feature_class == "P"
        ):
            yield _decision(
                doc,
                found.span("word"),
                setting.home,
                f"'{found[0]}', in a report from {setting.home.place.name}",
            )
    for found in _CAPITAL.finditer(doc.text):
        behind = (found["behind"] or "").strip().lower()
        if behind == "of" or behind == "-" or behind in _NOT_CITIES:
            continue
        city = _city(setting, _country(found, setting))
        if city is None or city.place is None:
            continue
        reason = f"the capital of {city.place.country}, which the text is about: {city.place.name}"
        yield _decision(doc, found.span("word"), city, reason)


def _decision(doc: Document, span: tuple[int, int], city: Resolution, reason: str) -> Resolution:
    """Return the decision that some words stand for a city that is named elsewhere."""
    start, end = span
    words = doc.text[start:end]
    sure = CONFIDENCE if city.confidence is None else min(city.confidence, CONFIDENCE)
    return Resolution(
        mention=Mention(doc_id=doc.id, text=words, start=start, end=end, extractor="cue:city"),
        status=PlaceStatus.RESOLVED,
        place=city.place,
        lat=city.lat,
        lon=city.lon,
        confidence=sure,
        reason=reason,
    )


def _country(found: re.Match[str], setting: Setting) -> str | None:
    """Return the code of the country whose capital is meant."""
    whose = (found["whose"] or "").strip()
    if whose.lower() in _OWN:
        return setting.main
    start, end = found.span("whose")
    named = (entry for entry in setting.decided if start <= entry.mention.start < end)
    people = (
        entry for entry in named if entry.mention.kind is not MentionKind.LITERAL or whose.endswith("s")
    )
    return next((entry.place.country_code for entry in people if entry.place is not None), None)


def _city(setting: Setting, code: str | None) -> Resolution | None:
    """Return the decision about the name of a country's capital, in the text or its dateline."""
    named = (*(() if setting.home is None else (setting.home,)), *setting.decided)
    return next(
        (
            entry
            for entry in named
            if entry.place is not None
            and entry.place.feature_code == "PPLC"
            and entry.place.country_code == code
        ),
        None,
    )
