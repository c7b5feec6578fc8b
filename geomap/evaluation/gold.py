"""Labelled documents: what a corpus says is in its texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geomap.geo import is_valid_lat_lon

__all__ = ["Corpus", "GoldDocument", "GoldToponym", "RawToponym", "settle"]

SNAP = 15
"""How many characters away a name is looked for that does not stand where the corpus says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldToponym:
    """One annotated place name: ``document.text[start:end] == text``.

    Attributes:
        lat, lon: Where it is; both None when the corpus does not say.
        geonameid: Its number in GeoNames, or None.
        names: What the corpus calls the place, for comparison with an answer's name.
    """

    start: int
    end: int
    text: str
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    names: tuple[str, ...] = ()

    @property
    def has_point(self) -> bool:
        """True when the corpus says where the place is."""
        return self.lat is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A text with its annotated place names, by their start.

    Attributes:
        date: ISO date of the text, or None.
        source_location: Where it was written, when the corpus says so.
        outlets: Domain and name of who published it, as far as they are known.
    """

    id: str
    text: str
    toponyms: tuple[GoldToponym, ...]
    date: str | None = None
    source_location: str | None = None
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A labelled file.

    Attributes:
        name: The file's name.
        sha256: Of the file as it stands.
        kind: The task that scores it.
        documents: In the file's order.
        dropped: How many annotations could not be used, by reason.
        snapped: How many names stood a few characters away from where the file said.
    """

    name: str
    sha256: str
    kind: str
    documents: tuple[GoldDocument, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)
    snapped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RawToponym:
    """An annotation as a file holds it, before it is compared with the text."""

    start: int
    end: int
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    names: tuple[str, ...] = ()


def settle(text: str, raw: Iterable[RawToponym], notes: Counter[str]) -> tuple[GoldToponym, ...]:
    """Return a document's usable annotations by their start, and count what was moved or dropped.

    A name that does not stand at its offsets is looked for within ``SNAP`` characters. ``notes`` gets the
    key ``snapped`` and a sentence for every reason of dropping.
    """
    found: dict[tuple[int, int], GoldToponym] = {}
    for entry in raw:
        span = _span(text, entry)
        if span is None:
            notes["the text at the offsets is another than the name, which does not stand near"] += 1
            continue
        if span in found:
            notes["annotated twice at the same offsets"] += 1
            continue
        notes["snapped"] += span != (entry.start, entry.end)
        lat, lon = entry.lat, entry.lon
        if lat is None or lon is None or not is_valid_lat_lon(lat, lon):
            lat = lon = None
        found[span] = GoldToponym(
            start=span[0],
            end=span[1],
            text=text[slice(*span)],
            lat=lat,
            lon=lon,
            geonameid=entry.geonameid,
            names=tuple(dict.fromkeys(name for name in entry.names if name != "")),
        )
    return tuple(found[span] for span in sorted(found))


def _span(text: str, entry: RawToponym) -> tuple[int, int] | None:
    """Return where an annotation's name stands, or None."""
    inside = 0 <= entry.start < entry.end <= len(text)
    if entry.name is None or entry.name == "":
        return (entry.start, entry.end) if inside else None
    if inside and text[entry.start : entry.end] == entry.name:
        return entry.start, entry.end
    first = max(0, entry.start - SNAP)
    window = text[first : max(0, entry.start) + SNAP + len(entry.name)].lower()
    wanted, starts = entry.name.lower(), []
    at = window.find(wanted)
    while at != -1:
        starts.append(first + at)
        at = window.find(wanted, at + 1)
    if not starts:
        return None
    start = min(starts, key=lambda one: (abs(one - entry.start), one))
    return start, start + len(entry.name)
