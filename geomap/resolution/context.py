"""What a document says about where it is, before and while its names are decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named, is_country
from geomap.model import Candidate, Document, MentionKind, Place
from geomap.resolution.evidence import Evidence, Others
from geomap.resolution.readings import Reading

__all__ = ["Context", "MentionContext", "SourcePoint", "build_context"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePoint:
    """A place that the document was written from or for.

    Attributes:
        kind: stated, outlet or dateline.
        local: Its readers live there; a national source only tells the country.
    """

    place: Place
    kind: str
    local: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Evidence from the whole document.

    Attributes:
        countries: Share of the country evidence that points to each ISO code; sums to 1 or is empty.
        sources: Where it was written, as far as that is known.
        given_country, given_admin1: A table row's own cells.
        evidence: What the names mean, by the pass before; empty in the first.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    sources: tuple[SourcePoint, ...] = ()
    given_country: str | None = None
    given_admin1: str | None = None
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionContext:
    """Evidence around one name.

    Attributes:
        document: The document's.
        reading: The name, its occurrences and what stands beside it.
        namesakes: Every place that the name as written could mean, by name alone.
        others: What names with other words say.
        parents: What the name written behind it could mean, with probabilities.
        children: What the names that it is written behind could mean, one list each.
    """

    document: Context
    reading: Reading
    namesakes: tuple[Place, ...] = ()
    others: Others
    parents: tuple[tuple[Place, float], ...] = ()
    children: tuple[tuple[tuple[Place, float], ...], ...] = ()

    @property
    def text(self) -> str:
        """The name as written, in its base form."""
        return self.reading.mention.name

    @property
    def cue(self) -> str | None:
        """The cue word in or beside the name."""
        return self.reading.mention.cue


def build_context(
    doc: Document, readings: Sequence[Reading], sources: tuple[SourcePoint, ...], gazetteer: Gazetteer
) -> Context:
    """Collect what is known before any name is decided.

    Countries are read first, as in two-stage resolvers (GeoNorm, CLIFF), and then serve as evidence for
    everything else. A pinned name is evidence for what it is pinned to.
    """
    votes: Counter[str] = Counter()
    for reading in readings:
        code = _country_of(reading, gazetteer)
        if code:
            votes[code] += len(reading.mentions)
    total = sum(votes.values())
    return Context(
        countries={code: count / total for code, count in votes.items()},
        sources=sources,
        given_country=_code_of(doc.value("country"), gazetteer),
        given_admin1=doc.value("admin1"),
    )


def mention_context(
    number: int,
    readings: Sequence[Reading],
    beliefs: Sequence[Sequence[tuple[Candidate, float]]],
    document: Context,
) -> MentionContext:
    """Return the evidence around one of a document's readings."""
    reading = readings[number]
    parent = () if reading.parent is None else _places(beliefs[reading.parent])
    return MentionContext(
        document=document,
        reading=reading,
        namesakes=tuple(entry.place for entry in reading.candidates if not entry.is_spelt_alike),
        others=document.evidence.others(reading.key),
        parents=tuple(entry for entry in parent if _can_contain(entry[0])),
        children=tuple(_places(beliefs[child]) for child in sorted(reading.children)),
    )


def _places(belief: Sequence[tuple[Candidate, float]]) -> tuple[tuple[Place, float], ...]:
    return tuple((candidate.place, chance) for candidate, chance in belief if chance > 0.01)


def _country_of(reading: Reading, gazetteer: Gazetteer) -> str | None:
    """Return the ISO code of the country that a name means, by its name or its people's."""
    pin, mention = reading.pin, reading.mention
    if pin is not None:
        return pin.place.country_code if pin.place is not None and is_country(pin.place) else None
    if mention.kind is MentionKind.DEMONYM:
        return gazetteer.demonym(mention.text)
    return country_named(gazetteer, mention.name)


def _can_contain(place: Place) -> bool:
    """Say whether another place could lie in this one."""
    return is_country(place) or place.feature_class in {"A", "P", "L"}


def _code_of(cell: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the ISO code of a table's country cell."""
    return None if cell is None else country_named(gazetteer, cell)
