"""What a document says about where it is: countries and units named, places already decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named, is_country
from geomap.model import Candidate, Document, Mention, MentionKind, Pin, Place
from geomap.text import fold

__all__ = ["Context", "MentionContext", "build_context"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Evidence from the whole document.

    Attributes:
        countries: Share of the country evidence that points to each ISO code; sums to 1 or is empty.
        admin1: Folded names of first-level units named in the document.
        source: The place the document was written from, when it states one.
        decided: Places chosen in the first pass, by the start of their mention.
        given_country, given_admin1: A table row's own cells.
        deciders: Each distinct place of ``decided`` by id, with how many mentions were decided so.
    """

    countries: Mapping[str, float] = field(default_factory=dict)
    admin1: frozenset[str] = frozenset()
    source: Place | None = None
    decided: Mapping[int, Place] = field(default_factory=dict)
    given_country: str | None = None
    given_admin1: str | None = None
    deciders: Mapping[str, tuple[Place, int]] = field(init=False)

    def __post_init__(self) -> None:
        deciders: dict[str, tuple[Place, int]] = {}
        for place in self.decided.values():
            deciders[place.id] = (place, deciders.get(place.id, (place, 0))[1] + 1)
        object.__setattr__(self, "deciders", deciders)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionContext:
    """Evidence around one mention: the document's, and the parent written behind the name.

    Attributes:
        parent: Places that the words after the name could mean ("Homs, Syria" → Syria).
        namesakes: Every place that the name as written could mean, by name alone.
    """

    mention: Mention
    document: Context
    parent: tuple[Place, ...] = ()
    namesakes: tuple[Place, ...] = ()

    def iter_others(self) -> Iterator[Place]:
        """Yield each place that another mention of the document was decided to be, once."""
        own = self.document.decided.get(self.mention.start)
        for place, deciders in self.document.deciders.values():
            if own is None or own.id != place.id or deciders > 1:
                yield place


def _named_parents(doc: Document, mention: Mention, others: list[Mention]) -> Mention | None:
    """Return the mention written behind this one as its parent: "X, Y", "X in Y", "X (Y)"."""
    for other in others:
        gap = doc.text[mention.end : other.start] if other.start >= mention.end else None
        if gap is None or len(gap) > 40 or "\n" in gap:
            continue
        words = gap.replace(mention.cue or "\0", "").split()
        if words in ([","], ["in"], ["("], [",", "in"], ["in", "the"], ["in", "eastern"]) or _is_in_direction(
            words
        ):
            return other
    return None


def _is_in_direction(words: list[str]) -> bool:
    """Say whether the words between two names read "in northern", "of central" and the like."""
    directions = ("north", "south", "east", "west", "central", "the ", "rural")
    joining = {"in", "of", ",", "the", "'s"}
    return (
        len(words) <= 4
        and any(word in {"in", "of", ","} for word in words)
        and all(word in joining or word.startswith(directions) for word in words)
    )


def build_context(
    doc: Document,
    mentions: Iterable[Mention],
    candidates: Mapping[int, list[Candidate]],
    gazetteer: Gazetteer,
    pinned: Mapping[int, Pin],
) -> tuple[Context, dict[int, tuple[Place, ...]]]:
    """Collect the document's evidence; also return each mention's written parents by its start.

    Countries and first-level units are read first, as in two-stage resolvers (GeoNorm, CLIFF), and
    then serve as evidence for everything else. A pinned name is evidence for what it is pinned to.
    """
    ordered = list(mentions)
    votes: Counter[str] = Counter()
    admin1: set[str] = set()
    for mention in ordered:
        code = _country_of(mention, pinned.get(mention.start), gazetteer)
        if code is not None:
            votes[code] += 1
            continue
        admin1.update(
            fold(candidate.place.name)
            for candidate in candidates.get(mention.start, [])
            if candidate.place.feature_code == "ADM1" and candidate.name_score >= 0.99
        )
    parents: dict[int, tuple[Place, ...]] = {}
    for index, mention in enumerate(ordered):
        parent = _named_parents(doc, mention, ordered[index + 1 : index + 3])
        if parent is not None:
            found = tuple(
                candidate.place for candidate in candidates.get(parent.start, []) if _can_contain(candidate)
            )
            parents[mention.start] = found
    total = sum(votes.values())
    shares = {code: count / total for code, count in votes.items()} if total > 0 else {}
    home = gazetteer.lookup(doc.source_location, limit=1) if doc.source_location is not None else []
    context = Context(
        source=home[0].place if home else None,
        countries=shares,
        admin1=frozenset(admin1),
        given_country=_code_of(doc.value("country"), gazetteer),
        given_admin1=doc.value("admin1"),
    )
    return context, parents


def _country_of(mention: Mention, pin: Pin | None, gazetteer: Gazetteer) -> str | None:
    """Return the ISO code of the country that a mention names, by its name or its people's."""
    if pin is not None:
        return pin.place.country_code if pin.place is not None and is_country(pin.place) else None
    if mention.kind is MentionKind.DEMONYM:
        return gazetteer.demonym(mention.text)
    return country_named(gazetteer, mention.name)


def _can_contain(candidate: Candidate) -> bool:
    """Say whether a candidate could be the parent of another place: a unit, or a city well met."""
    place = candidate.place
    return candidate.name_score >= 0.85 and (is_country(place) or place.feature_class in {"A", "P", "L"})


def _code_of(cell: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the ISO code of a table's country cell."""
    return None if cell is None else country_named(gazetteer, cell)
