"""The steps, composed: one document in, its mentions, decisions and incidents out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.extraction import (
    describe_mention,
    extract_mentions,
    load_model,
    mentions_of_row,
    parse_document,
)
from geomap.extraction.casing import true_case
from geomap.extraction.gazetteer_pass import extract_by_gazetteer
from geomap.extraction.languages import Language as ArticleLanguage
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.gazetteer.pins import DocumentPins, Pins
from geomap.incidents import extract_incidents, incident_of_row
from geomap.incidents.row_checks import check_row, row_problems
from geomap.incidents.row_lists import list_problem
from geomap.incidents.row_places import place_of_row
from geomap.model import Document, Incident, IncidentPlace, Mention, Parse, Problem, Resolution
from geomap.pipeline.as_written import incident_as_written, resolution_as_written
from geomap.pipeline.home import take_home, with_dateline
from geomap.pipeline.languages import (
    LanguageChoice,
    check_language,
    choose_language,
    language_problem,
    load_recogniser,
)
from geomap.pipeline.pin_files import pin_sources
from geomap.pipeline.pins import load_pins
from geomap.pipeline.settings import Settings
from geomap.resolution import resolve_mentions
from geomap.resolution.dateline import dateline_mention
from geomap.resolution.pins import likely_countries
from geomap.resolution.row_answer import row_answer
from geomap.resolution.row_company import RowCompany, company_of
from geomap.resolution.row_weighing import look_ahead
from geomap.resolution.rows import resolve_row

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Engine", "Result", "first_known"]

LOOKED_UP = 1_000
"""Rows whose names are looked up together."""

COMPANY = 400
"""Distinct places of a table's first rows that are decided to know where the table is."""

REMEMBERED_PLACES = 20_000
"""Distinct (place, admin, country) cells whose decision is kept; older ones are decided again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one document gave; ``language`` is its code, ``unknown``, or None for a table row."""

    doc: Document
    resolutions: tuple[Resolution, ...]
    incidents: tuple[Incident, ...]
    problems: tuple[Problem, ...] = ()
    language: str | None = None


class Engine:
    """An open gazetteer and a language model, loaded when the first article needs it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.language = check_language(settings.language)
        self.gazetteer: Gazetteer = open_gazetteer(settings.gazetteer)
        self._last_parse: tuple[str, Parse] | None = None
        try:
            self.pins = self._load_pins()
        except InputError:
            self.gazetteer.close()
            raise
        self._rows: OrderedDict[tuple[object, ...], tuple[DocumentPins, tuple[Resolution, ...]]] = (
            OrderedDict()
        )

    def _load_pins(self) -> Pins:
        given, project = self.settings.pins, self.settings.project
        sources = () if given is None else pin_sources(given)
        return load_pins((*sources, *(() if project is None else project.pins)), self.gazetteer)

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *exc: object) -> None:
        self.gazetteer.close()

    @cached_property
    def model(self) -> Language:
        """The spaCy model."""
        return load_model(self.settings.model)

    def read(self, doc: Document, mentions: Sequence[Mention] | None = None) -> Result:
        """Find and decide an article's place mentions, or only decide those that are given; no events."""
        if mentions is not None:
            given = [describe_mention(doc, mention, self.gazetteer) for mention in mentions]
            decided = self._decide(doc, lambda _: given, read_on=True)[1]
            return Result(doc=doc, resolutions=decided, incidents=())
        choice = choose_language(doc, self.language)
        if choice.by_gazetteer is not None:
            return self._read_by_gazetteer(doc, choice, choice.by_gazetteer, events=False)
        return self._read_english(doc, choice, events=False)

    def resolve(self, doc: Document, mentions: Sequence[Mention] | None = None) -> tuple[Resolution, ...]:
        """Return the decisions of :meth:`read`."""
        return self.read(doc, mentions).resolutions

    def _read_english(self, doc: Document, choice: LanguageChoice, *, events: bool) -> Result:
        """Find and decide an article's mentions, and its events if asked; capitals in ordinary case."""
        reading = true_case(doc, self.model, self.gazetteer)
        parse = self._parsed(reading)
        filed = dateline_mention(reading)
        decided = self._decide(
            reading,
            lambda pins: with_dateline(extract_mentions(reading, parse, self.gazetteer, pins=pins), filed),
        )[1]
        home, found = take_home(decided, filed)
        incidents = self._events(reading, parse, found, home) if events else ()
        if reading is not doc:
            incidents = tuple(incident_as_written(doc, reading, incident) for incident in incidents)
            found = tuple(resolution_as_written(doc, resolution) for resolution in found)
        problem = language_problem(doc, choice, recogniser=True, events=events)
        problems = () if problem is None else (problem,)
        return Result(
            doc=doc, resolutions=found, incidents=incidents, problems=problems, language=choice.code
        )

    def _events(
        self, reading: Document, parse: Parse, found: Sequence[Resolution], home: Resolution | None
    ) -> tuple[Incident, ...]:
        return extract_incidents(reading, parse, found, home=home, country_of=self.gazetteer.country)

    def _parsed(self, doc: Document) -> Parse:
        """Parse an article; the last parse is remembered, for who asks about an article twice."""
        if self._last_parse is None or self._last_parse[0] != doc.text:
            self._last_parse = (doc.text, parse_document(doc, self.model))
        return self._last_parse[1]

    def _read_by_gazetteer(
        self, doc: Document, choice: LanguageChoice, language: ArticleLanguage, *, events: bool
    ) -> Result:
        """Find and decide the mentions of an article in another language; its events are not read."""
        model = load_recogniser(language, self.settings.model)
        found = self._decide(
            doc, lambda pins: extract_by_gazetteer(doc, language, self.gazetteer, pins=pins, model=model)
        )[1]
        problem = language_problem(doc, choice, recogniser=model is not None, events=events)
        problems = () if problem is None else (problem,)
        return Result(doc=doc, resolutions=found, incidents=(), problems=problems, language=choice.code)

    def _decide(
        self, doc: Document, find: Callable[[DocumentPins], Sequence[Mention]], *, read_on: bool = False
    ) -> tuple[DocumentPins, tuple[Resolution, ...]]:
        """Decide a document's mentions, and return the pins that held for them.

        Where a pin for a country could hold, what the document is about is found out without it first.
        """
        all_pins = self.pins.of(doc)
        pins = all_pins.general
        decided = self._resolve_mentions(doc, find(pins), pins, read_on=read_on)
        if all_pins.local.spans(doc.text):
            pins = all_pins.within(*likely_countries(doc, decided, all_pins.local, self.gazetteer))
            decided = self._resolve_mentions(doc, find(pins), pins, read_on=read_on)
        return pins, decided

    def _resolve_mentions(
        self, doc: Document, mentions: Sequence[Mention], pins: DocumentPins, *, read_on: bool
    ) -> tuple[Resolution, ...]:
        return resolve_mentions(
            doc, mentions, self.gazetteer, settings=self.settings.resolver, pins=pins, read_on=read_on
        )

    def run(self, doc: Document, company: RowCompany | None = None) -> Result:
        """Take one document down the whole road; a row with where the others of its table are."""
        if doc.is_row:
            resolutions = self.resolve_row(doc, company)
            resolution = first_known(resolutions)
            incident = incident_of_row(doc, resolution, resolutions)
            decided = incident.places[0].resolution
            found = () if decided is None else (decided,)
            problems = row_problems(doc, resolution, self.gazetteer)
            listed = list_problem(doc, incident.places[0], resolution, resolutions)
            problems = problems if listed is None else (*problems, listed)
            return Result(doc=doc, resolutions=found, incidents=(incident,), problems=problems)
        choice = choose_language(doc, self.language)
        if choice.by_gazetteer is not None:
            return self._read_by_gazetteer(doc, choice, choice.by_gazetteer, events=True)
        return self._read_english(doc, choice, events=True)

    def place_row(
        self, doc: Document, company: RowCompany | None = None
    ) -> tuple[IncidentPlace, Problem | None]:
        """Return where a table row is, and what is wrong with its own coordinates."""
        resolutions = self.resolve_row(doc, company)
        resolution = first_known(resolutions)
        return place_of_row(doc, resolution, resolutions), check_row(doc, resolution, self.gazetteer)

    def resolve_rows(
        self, docs: Sequence[Document], company: RowCompany | None = None
    ) -> Iterator[tuple[Resolution, ...]]:
        """Decide the places of many rows, whose names are looked up together; none are remembered."""
        return (resolutions for _, resolutions in self._decide_rows([(doc, company) for doc in docs]))

    def company_of(self, table: str, docs: Sequence[Document]) -> RowCompany | None:
        """Return where the first rows of a table are, as far as they tell by themselves.

        Asked are some hundred distinct places among them, where some row leaves its unit open.
        """
        distinct = list({self._key_of(doc): doc for doc in docs}.values())
        some = distinct[:: -(-len(distinct) // COMPANY) or 1]
        if all(doc.value("place") is None or doc.value("admin1") is not None for doc in some):
            return None
        return company_of(table, [row_answer(found) for found in self.resolve_rows(some)])

    def _decide_rows(
        self, rows: Sequence[tuple[Document, RowCompany | None]]
    ) -> Iterator[tuple[DocumentPins, tuple[Resolution, ...]]]:
        for start in range(0, len(rows), LOOKED_UP):
            asked = [
                (doc, company, *self._names_of_row(doc)) for doc, company in rows[start : start + LOOKED_UP]
            ]
            look_ahead(((doc, mentions) for doc, _, _, mentions in asked), self.gazetteer)
            for doc, company, pins, mentions in asked:
                yield pins, resolve_row(doc, mentions, self.gazetteer, pins, company)
        self.gazetteer.look_ahead(())

    def _names_of_row(self, doc: Document) -> tuple[DocumentPins, tuple[Mention, ...]]:
        """Return a row's names and the pins that hold for them: those of a country where its cell says so."""
        pins = self.pins.of(doc)
        if pins:
            pins = pins.within(*likely_countries(doc, (), pins.local, self.gazetteer))
        return pins, mentions_of_row(doc, pins)

    def decide_ahead(self, docs: Sequence[tuple[Document, RowCompany | None]]) -> None:
        """Decide the places of those documents that are rows, to be remembered until each is run."""
        new = {self._key_of(doc, company): (doc, company) for doc, company in docs if doc.is_row}
        asked = {key: row for key, row in new.items() if key not in self._rows}
        if len(asked) > 1:
            for key, found in zip(asked, self._decide_rows(list(asked.values())), strict=True):
                self._rows[key] = found

    def _key_of(self, doc: Document, company: RowCompany | None = None) -> tuple[object, ...]:
        """Return what the decision about a row rests on."""
        table = None if company is None else company.table
        return (
            self.pins.of(doc),
            table,
            *(doc.value(role) for role in ("place", "admin2", "admin1", "country")),
        )

    def resolve_row(self, doc: Document, company: RowCompany | None = None) -> tuple[Resolution, ...]:
        """Decide a row's place; rows with the same place words share one decision."""
        key = self._key_of(doc, company)
        known = self._rows.get(key)
        if known is None:
            pins, mentions = self._names_of_row(doc)
            known = pins, resolve_row(doc, mentions, self.gazetteer, pins, company)
            self._rows[key] = known
            if len(self._rows) > REMEMBERED_PLACES:
                self._rows.popitem(last=False)
        pins, resolutions = known
        mentions = mentions_of_row(doc, pins)
        return tuple(
            replace(old, mention=mention) for old, mention in zip(resolutions, mentions, strict=True)
        )


def first_known(resolutions: Sequence[Resolution]) -> Resolution | None:
    """Return the decision about a row's place, or that about its first name when none is known."""
    answer = row_answer(resolutions)
    return answer if answer is not None else next(iter(resolutions), None)
