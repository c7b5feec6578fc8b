"""Records that travel the road from a file to a map.

Frozen values with the invariants they must keep; no input or output. Offsets count Unicode
code points and are half open. Coordinates are degrees, WGS 84.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from geomap.errors import InvalidRecordError

__all__ = [
    "Actor",
    "Artifact",
    "Candidate",
    "CasualtyCount",
    "DatePrecision",
    "DateSpan",
    "Document",
    "Evidence",
    "EventType",
    "FeatureScore",
    "GroupCount",
    "Incident",
    "IncidentPlace",
    "MatchKind",
    "Mention",
    "MentionKind",
    "Place",
    "PlaceName",
    "PlacePrecision",
    "PlaceRelation",
    "PlaceStatus",
    "Problem",
    "Resolution",
    "Source",
]

EMPTY: Mapping[str, str] = MappingProxyType({})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text to read: an article, or one row of a table.

    Attributes:
        id: Stable hash of source and content.
        text: Everything that offsets count in. A table row's text is one ``column: value`` line
            per filled cell.
        source: Path as given, or ``-``.
        title, publisher, url, language: Found in the document, or None.
        published: The document date, to which relative dates refer. None when nothing states it.
        date_rule: Where ``published`` was found: header, dateline, meta, url, option, or None.
        title_span: Half-open span of the title in ``text``.
        body: Half-open span of the running text, without header and footer lines.
        fields: A table row's cells, by column name; empty for articles.
        roles: A table row's column of each role (``place`` → ``Location``).
        spans: A table row's half-open span of each filled column in ``text``.
        row: 1-based number of the row in its table, header not counted; None for articles.
    """

    id: str
    text: str
    source: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    date_rule: str | None = None
    language: str | None = None
    title_span: tuple[int, int] | None = None
    body: tuple[int, int] | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    roles: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    row: int | None = None

    @property
    def is_row(self) -> bool:
        """True for a table row."""
        return self.row is not None

    def value(self, role: str) -> str | None:
        """Return a table row's cell of a role, or None when the row has none."""
        column = self.roles.get(role)
        if column is None:
            return None
        cell = self.fields.get(column, "").strip()
        return cell if cell != "" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One occurrence of a place name: ``document.text[start:end] == text``.

    Attributes:
        extractor: Who found it: ``spacy:GPE``, ``gazetteer``, ``cue:airbase``, ``column:place``, ``given``.
        cue: The word beside the name that says what kind of place it is ("airbase"), if any.
    """

    doc_id: str
    text: str
    start: int
    end: int
    kind: MentionKind = MentionKind.LITERAL
    extractor: str = "given"
    cue: str | None = None

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise InvalidRecordError(f"mention '{self.text}' does not span {self.start}..{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the gazetteer.

    Attributes:
        id: Source and its own id, ``geonames:98182``.
        feature_class, feature_code: GeoNames codes (``P``, ``PPLC``).
        country_code: ISO 3166-1 alpha-2, or empty for the sea and for continents.
        country, admin1, admin2: English names of the units around it, or None.
        admin1_code: The source's code of the first-level unit, or None.
        population: Inhabitants; 0 when unknown.
        radius_km: Radius of uncertainty around the point.
        source: Key of sources.toml.
    """

    id: str
    name: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country_code: str = ""
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin1_code: str | None = None
    population: int = 0
    radius_km: float = 5.0
    source: str = ""

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InvalidRecordError(f"place {self.id}: {self.lat}, {self.lon} is not a point on Earth")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """One name of a place.

    Attributes:
        language: ISO 639 code, or empty when the source does not say.
        kind: strong (may be matched alone), weak (only with support), historical.
    """

    place_id: str
    name: str
    language: str = ""
    kind: str = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureScore:
    """One documented reason for or against a candidate; contributes ``value * weight``."""

    name: str
    value: float
    weight: float
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a mention could mean.

    Attributes:
        matched_name: The gazetteer's own spelling of the name that met the text.
        match: How they met.
        name_score: Likeness of the names in [0, 1].
        preferred: True when ``matched_name`` is the place's main name.
        scores: Reasons given by the scoring features.
    """

    place: Place
    matched_name: str
    match: MatchKind
    name_score: float
    preferred: bool = False
    scores: tuple[FeatureScore, ...] = ()

    @property
    def score(self) -> float:
        """Sum of ``value * weight`` over the reasons."""
        return sum(entry.value * entry.weight for entry in self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The decision about one mention, and its record.

    Attributes:
        place: Set when status is RESOLVED; for AMBIGUOUS the best guess stays in ``candidates``.
        lat, lon: The point; given coordinates for GIVEN, the place's own otherwise.
        confidence: Probability in [0, 1] that the place is right.
        margin: Lead of the first candidate over the next in [0, 1].
        candidates: Ranked, best first, with reasons.
        reason: A sentence for people.
    """

    mention: Mention
    status: PlaceStatus
    place: Place | None = None
    lat: float | None = None
    lon: float | None = None
    confidence: float | None = None
    margin: float | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words that support one field of an incident: ``document.text[start:end] == quote``."""

    field: str
    doc_id: str
    start: int
    end: int
    quote: str
    cue: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """When something happened.

    Attributes:
        text: Verbatim words; empty when nothing was said.
        anchor: The document date that relative words were counted from.
        rule: Name of the rule that read the words.
    """

    start: date | None
    end: date | None
    precision: DatePrecision
    text: str = ""
    anchor: date | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise InvalidRecordError(f"date range {self.start}..{self.end} runs backwards")


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyCount:
    """A number of people with its bounds; None is "not said", never 0."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """A count of one group of people, such as children among the killed."""

    kind: str
    group: str
    count: CasualtyCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who takes part; role is perpetrator, target, victim or claimant."""

    name: str
    role: str
    actor_class: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an incident was reported."""

    doc_id: str
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPlace:
    """Where an incident happened: the words, the decision about them, and the point.

    Attributes:
        text: Verbatim words, relation included ("outskirts of Homs"); None when no place is named.
        resolution: The decision about the named place; None when no place is named.
        lat, lon: The point to draw; None when unresolved. Moved from the place's own point when
            the words state a distance and direction.
    """

    text: str | None
    resolution: Resolution | None
    precision: PlacePrecision
    radius_km: float | None
    relation: PlaceRelation | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One event record, placed or not, with the words that support it."""

    id: str
    title: str
    description: str
    event_type: EventType
    sub_type: str
    when: DateSpan
    places: tuple[IncidentPlace, ...]
    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...]
    stage: str = "accomplished"
    factuality: str = "reported"
    is_background: bool = False
    is_aggregate: bool = False
    side_a: str | None = None
    side_b: str | None = None
    actors: tuple[Actor, ...] = ()
    civilian_targeting: bool | None = None
    weapon: str | None = None
    target: str | None = None
    killed: CasualtyCount = CasualtyCount()
    wounded: CasualtyCount = CasualtyCount()
    missing: CasualtyCount = CasualtyCount()
    abducted: CasualtyCount = CasualtyCount()
    counts_by_group: tuple[GroupCount, ...] = ()
    cluster_id: str | None = None
    review_status: str = "auto"

    def __post_init__(self) -> None:
        if len(self.places) == 0:
            raise InvalidRecordError(f"incident {self.id} has no place entry, not even an unresolved one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A row, cell or file that could not be used as it stands."""

    source: str
    row: int | None
    column: str | None
    value: str
    reason: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A file that a run wrote."""

    path: str
    media_type: str
    rows: int
    sha256: str
