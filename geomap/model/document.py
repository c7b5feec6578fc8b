"""What is read: documents, their parse, the place names in them, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from geomap.errors import InvalidRecordError
from geomap.model.kinds import MentionKind

__all__ = [
    "Artifact",
    "Document",
    "Entity",
    "Mention",
    "Parse",
    "Problem",
    "Token",
]

EMPTY: Mapping[str, str] = MappingProxyType({})


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
        conventions: How the table writes the cells of a role, decided once per column (``date`` →
            ``day_first``).
        meanings: What a table row's cells say beyond their own words, by role: the meaning of a code
            (``3`` → ``violence_against_civilians``), "" for a word that means "not known", and what
            holds for every row.
        spans: A table row's half-open span of each filled column in ``text``.
        source_location: Name of the place that the document was written from, when that is known.
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
    conventions: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    meanings: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    source_location: str | None = None
    row: int | None = None

    @property
    def is_row(self) -> bool:
        """True for a table row."""
        return self.row is not None

    def value(self, role: str) -> str | None:
        """Return what a table row says of a role, or None when it says nothing."""
        told = self.meanings.get(role)
        if told is not None:
            return told if told != "" else None
        column = self.roles.get(role)
        if column is None:
            return None
        cell = self.fields.get(column, "").strip()
        return cell if cell != "" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word or sign of a parsed text.

    Attributes:
        start, end: Half-open span in the document's text.
        lemma: Lower-case base form.
        tag: Penn Treebank tag (``NNP``, ``VBD``).
        dep: Dependency label (ClearNLP: nsubj, dobj, pobj, ...).
        head: Index of the head token in the parse; a root is its own head.
        sentence: Index of its sentence.
    """

    text: str
    start: int
    end: int
    lemma: str
    tag: str
    dep: str
    head: int
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A span that the language model labelled; OntoNotes labels (GPE, LOC, FAC, ORG, PERSON, ...)."""

    text: str
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """A document's words, sentences and entities, without the library that found them.

    Attributes:
        sentences: Half-open token ranges.
    """

    tokens: tuple[Token, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One occurrence of a place name: ``document.text[start:end] == text``.

    Attributes:
        extractor: Who found it: ``spacy:GPE+gazetteer``, ``gazetteer``, ``cue:border``, ``column:place``,
            ``given``.
        cue: The word beside the name that says what kind of place it is ("airbase"), if any.
        base: What is looked up where the text inflects the name ("Киеве" → "киев"), else None.
        score: Probability that the span is the name of a place; None when that was not asked.
    """

    doc_id: str
    text: str
    start: int
    end: int
    kind: MentionKind = MentionKind.LITERAL
    extractor: str = "given"
    cue: str | None = None
    base: str | None = None
    score: float | None = None

    @property
    def name(self) -> str:
        """The name to look up: its base form, else the words of the text."""
        return self.text if self.base is None else self.base

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise InvalidRecordError(f"mention '{self.text}' does not span {self.start}..{self.end}")


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
