"""Which places an answer may hold: of these countries, units, kinds, in this box."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.errors import InputError
from geomap.model import Place
from geomap.text import fold

__all__ = ["PlaceFilter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFilter:
    """Conditions that all must hold; an empty one admits every place.

    Attributes:
        countries: ISO 3166-1 alpha-2 codes in capitals.
        admin1: First-level unit by id, code or name, in any spelling that folds alike.
        features: GeoNames classes (``P``), codes (``PPLX``) or both (``S.AIRB``).
        bbox: West, south, east, north in degrees; west > east crosses the antimeridian.
    """

    countries: frozenset[str] = frozenset()
    admin1: str | None = None
    features: frozenset[str] = frozenset()
    bbox: tuple[float, float, float, float] | None = None

    def __post_init__(self) -> None:
        if self.bbox is not None and not _is_box(self.bbox):
            raise InputError(
                f"{', '.join(map(str, self.bbox))} is no box; write west,south,east,north in degrees"
            )

    @property
    def is_empty(self) -> bool:
        """Whether every place is admitted."""
        return not self.countries and self.admin1 is None and not self.features and self.bbox is None

    def fits(self, place: Place) -> bool:
        """Say whether a place meets all conditions."""
        return (
            (not self.countries or place.country_code in self.countries)
            and (self.admin1 is None or self._lies_in_admin1(place, self.admin1))
            and (not self.features or self._is_of_kind(place))
            and (self.bbox is None or self._lies_in_box(place, self.bbox))
        )

    @staticmethod
    def _lies_in_admin1(place: Place, unit: str) -> bool:
        if unit in (place.admin1_id, place.admin1_code):
            return True
        return place.admin1 is not None and fold(place.admin1) == fold(unit)

    def _is_of_kind(self, place: Place) -> bool:
        full = f"{place.feature_class}.{place.feature_code}"
        return not self.features.isdisjoint((place.feature_class, place.feature_code, full))

    @staticmethod
    def _lies_in_box(place: Place, bbox: tuple[float, float, float, float]) -> bool:
        west, south, east, north = bbox
        if not south <= place.lat <= north:
            return False
        return west <= place.lon <= east if west <= east else place.lon >= west or place.lon <= east


def _is_box(bbox: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bbox
    return -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
