"""Places of the gazetteer and the decisions about names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.errors import InvalidRecordError
from geomap.model.kinds import MatchKind, PlaceStatus

if TYPE_CHECKING:
    from geomap.model.document import Mention

__all__ = [
    "Candidate",
    "FeatureScore",
    "Place",
    "PlaceName",
    "Resolution",
]

_VARIANT, _FUZZY = MatchKind.VARIANT, MatchKind.FUZZY


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the gazetteer.

    Attributes:
        id: Source and its own id, ``geonames:98182``.
        feature_class, feature_code: GeoNames codes (``P``, ``PPLC``).
        country_code: ISO 3166-1 alpha-2, or empty for the sea and for continents.
        country, admin1, admin2: English names of the units around it, or None.
        admin1_code, admin2_code: The source's codes of the units, or None.
        admin1_id, admin2_id: Ids of the units' own entries, or None.
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
    admin2_code: str | None = None
    admin1_id: str | None = None
    admin2_id: str | None = None
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
        return sum([entry.value * entry.weight for entry in self.scores])

    @property
    def is_spelt_alike(self) -> bool:
        """True when the names are not the same, only spelt or sounding alike."""
        return self.match is _VARIANT or self.match is _FUZZY


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
