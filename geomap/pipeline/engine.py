"""The steps, composed: one document in, its mentions, decisions and incidents out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.extraction import extract_mentions, load_model, mentions_of_row, parse_document
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.gazetteer.countries import is_country
from geomap.incidents import extract_incidents, incident_of_row
from geomap.incidents.row_places import check_row, place_of_row
from geomap.model import Document, Incident, IncidentPlace, Mention, Problem, Resolution
from geomap.pipeline.settings import Settings
from geomap.resolution import resolve_mentions

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Engine", "Result"]

REMEMBERED_PLACES = 200_000
"""Distinct (place, admin, country) cells whose decision is kept; older ones are decided again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one document gave."""

    doc: Document
    resolutions: tuple[Resolution, ...]
    incidents: tuple[Incident, ...]
    problems: tuple[Problem, ...] = ()


class Engine:
    """An open gazetteer and a language model, loaded when the first article needs it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.gazetteer: Gazetteer = open_gazetteer(settings.gazetteer)
        self._rows: OrderedDict[tuple[str | None, ...], tuple[Resolution, ...]] = OrderedDict()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *exc: object) -> None:
        self.gazetteer.close()

    @cached_property
    def model(self) -> Language:
        """The spaCy model."""
        return load_model(self.settings.model)

    def resolve(self, doc: Document, mentions: Sequence[Mention] | None = None) -> tuple[Resolution, ...]:
        """Find and decide an article's place mentions, or only decide those that are given."""
        if mentions is None:
            mentions = extract_mentions(doc, parse_document(doc, self.model), self.gazetteer)
        return resolve_mentions(doc, mentions, self.gazetteer)

    def run(self, doc: Document) -> Result:
        """Take one document down the whole road."""
        if doc.is_row:
            resolution = self.decide_row(doc)
            incident = incident_of_row(doc, resolution)
            decided = incident.places[0].resolution
            found = () if decided is None else (decided,)
            problem = check_row(doc, resolution)
            problems = () if problem is None else (problem,)
            return Result(doc=doc, resolutions=found, incidents=(incident,), problems=problems)
        parse = parse_document(doc, self.model)
        mentions = extract_mentions(doc, parse, self.gazetteer)
        resolutions = resolve_mentions(doc, mentions, self.gazetteer)
        return Result(doc=doc, resolutions=resolutions, incidents=extract_incidents(doc, parse, resolutions))

    def place_row(self, doc: Document) -> tuple[IncidentPlace, Problem | None]:
        """Return where a table row is, and what is wrong with its own coordinates."""
        resolution = self.decide_row(doc)
        return place_of_row(doc, resolution), check_row(doc, resolution)

    def decide_row(self, doc: Document) -> Resolution | None:
        """Return the decision about a row's place: of a cell's parts the first that is known.

        "Neptune Avenue, Encinitas" is placed at Encinitas, with its radius, when the street is
        unknown; a country is no answer for a place within it.
        """
        resolutions = self.resolve_row(doc)
        for number, resolution in enumerate(resolutions):
            if resolution.place is not None and (number == 0 or not is_country(resolution.place)):
                return resolution
        return resolutions[0] if resolutions else None

    def resolve_row(self, doc: Document) -> tuple[Resolution, ...]:
        """Decide a row's place; rows with the same place words share one decision."""
        mentions = mentions_of_row(doc)
        if not mentions:
            return ()
        key = tuple(doc.value(role) for role in ("place", "admin2", "admin1", "country"))
        known = self._rows.get(key)
        if known is None:
            known = resolve_mentions(doc, mentions, self.gazetteer)
            self._rows[key] = known
            if len(self._rows) > REMEMBERED_PLACES:
                self._rows.popitem(last=False)
        return tuple(replace(old, mention=mention) for old, mention in zip(known, mentions, strict=True))
