"""The closed lists of words that records use."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "DatePrecision",
    "EventType",
    "MatchKind",
    "MentionKind",
    "PlacePrecision",
    "PlaceRelation",
    "PlaceStatus",
]


class MentionKind(StrEnum):
    """What a place name stands for in its sentence (Gritta et al. 2020)."""

    LITERAL = "literal"
    ASSOCIATIVE = "associative"
    DEMONYM = "demonym"


class MatchKind(StrEnum):
    """How a written name met a name of the gazetteer, best first."""

    EXACT = "exact"
    FOLDED = "folded"
    ARTICLE = "article"
    VARIANT = "variant"
    FUZZY = "fuzzy"
    PREFIX = "prefix"


class PlaceStatus(StrEnum):
    """The outcome of resolution."""

    GIVEN = "given"
    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"


class PlacePrecision(StrEnum):
    """How fine an incident's place is, finest first."""

    SITE = "site"
    NEIGHBOURHOOD = "neighbourhood"
    SETTLEMENT = "settlement"
    NEAR = "near"
    ADM2 = "adm2"
    ADM1 = "adm1"
    FEATURE = "feature"
    COUNTRY = "country"
    SEA_AIR = "sea_air"
    UNRESOLVED = "unresolved"


class PlaceRelation(StrEnum):
    """How an incident's point stands to the place that is named."""

    NEAR = "near"
    OUTSKIRTS = "outskirts"
    DIRECTION = "direction"
    DISTANCE_DIRECTION = "distance_direction"
    BETWEEN = "between"
    ROAD = "road"
    BORDER = "border"
    OFF_COAST = "off_coast"


class DatePrecision(StrEnum):
    """How fine a date is."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class EventType(StrEnum):
    """What happened, in broad classes."""

    BATTLE = "battle"
    EXPLOSION_REMOTE = "explosion_remote"
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"
    PROTEST = "protest"
    RIOT = "riot"
    STRATEGIC = "strategic"
    CRIME = "crime"
    ACCIDENT = "accident"
    NATURAL_HAZARD = "natural_hazard"
    OTHER = "other"
