"""Where a document comes from: stated with it, its outlet's home town, its dateline.

Home towns are in ``outlets.tsv``, a hand-made table. An outlet is known by its site or by its masthead
as the table has them, or not at all: nothing is guessed from a domain name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple
from urllib.parse import urlsplit

from geomap.model import Document
from geomap.resolution.dateline import document_dateline
from geomap.text import fold

__all__ = ["Outlet", "SourcePlace", "find_outlet", "iter_outlets", "outlet_home", "source_places"]

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z][\w-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet of the table.

    Attributes:
        name: Its masthead.
        home: Where it is published from ("Paris, Tennessee, United States"); None for world services.
        scope: Whom it writes for: local, regional, national or world.
    """

    name: str
    home: str | None
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlace:
    """A place that a document comes from.

    Attributes:
        name: As stated, as in the table of outlets, or as the dateline has it.
        kind: stated, outlet or dateline.
        scope: For an outlet local, regional or national, else None. A national outlet is evidence
            for its country, not for the town that it is made in.
    """

    name: str
    kind: str
    scope: str | None = None


class _Row(NamedTuple):
    """A line of the table: several sites or names are separated by |."""

    sites: str
    names: str
    home: str
    scope: str
    source: str


def source_places(doc: Document, *, outlets: bool = True) -> tuple[SourcePlace, ...]:
    """Return the places that a document comes from: stated, its outlet's home, its dateline, in that order.

    An outlet says where its readers live, a dateline where the story is; both are kept apart, so
    that they can be weighed apart.

    Args:
        outlets: False leaves the table of outlets aside.
    """
    found = []
    if doc.source_location is not None and doc.source_location.strip() != "":
        found.append(SourcePlace(name=doc.source_location.strip(), kind="stated"))
    for text in (doc.publisher, doc.url) if outlets else ():
        outlet = find_outlet(text) if text is not None else None
        if outlet is not None and outlet.home is not None:
            found.append(SourcePlace(name=outlet.home, kind="outlet", scope=outlet.scope))
            break
    found.extend(SourcePlace(name=name, kind="dateline") for name in document_dateline(doc))
    return tuple(found)


def outlet_home(text: str) -> str | None:
    """Return the home town of the outlet that a name, site or address stands for, or None.

    World services have none: where they are based says nothing about their stories.
    """
    outlet = find_outlet(text)
    return outlet.home if outlet is not None else None


def find_outlet(text: str) -> Outlet | None:
    """Return the outlet of the table that a masthead, site or web address stands for, or None.

    A masthead has to be the table's, "The" and accents aside. One that several outlets share, that the
    table tells apart with brackets, or that is made of nothing but common words ("Daily Times") stands
    for none. Of an address the host counts, with and without what stands before its dots.
    """
    rows = _rows()
    by_site = _by_site()
    for site in _sites(text):
        if site in by_site:
            return _outlet(rows[by_site[site]])
    number = _by_name().get(_name_key(text))
    return _outlet(rows[number]) if number is not None else None


def iter_outlets() -> Iterator[Outlet]:
    """Yield the outlets of the table in its order."""
    return map(_outlet, _rows())


def _outlet(row: _Row) -> Outlet:
    return Outlet(name=row.names.split("|")[0], home=row.home if row.home != "" else None, scope=row.scope)


def _sites(text: str) -> Iterator[str]:
    """Yield the sites that a text may name, the longest first: its host, then less and less of it."""
    bare = text.strip()
    try:
        host = urlsplit(bare if "//" in bare else f"//{bare}").hostname
    except ValueError:
        return
    if host is None or _HOST.fullmatch(host) is None:
        return
    labels = host.split(".")
    for start in range(len(labels) - 1):
        yield ".".join(labels[start:])


def _name_key(name: str) -> str:
    """Return the key of a masthead, which "The" in front of it does not change."""
    return fold(name).removeprefix("the ")


@lru_cache(maxsize=1)
def _rows() -> tuple[_Row, ...]:
    """Return the table as written."""
    lines = _read("outlets.tsv").splitlines()
    return tuple(_Row(*line.split("\t")) for line in lines if not line.startswith("#"))[1:]


@lru_cache(maxsize=1)
def _by_site() -> dict[str, int]:
    """Return the number of each site's row."""
    return {site: number for number, row in enumerate(_rows()) for site in row.sites.split("|")}


@lru_cache(maxsize=1)
def _by_name() -> dict[str, int]:
    """Return the number of each masthead's row; mastheads that cannot tell outlets apart are left out."""
    common = frozenset(_read("mastheads.txt").split())
    numbers: dict[str, int] = {}
    shared: set[str] = set()
    for number, row in enumerate(_rows()):
        for name in row.names.split("|"):
            key = _name_key(name)
            if numbers.setdefault(key, number) != number or common.issuperset(key.split()):
                shared.add(key)
            if " (" in name:
                shared.add(_name_key(name.split(" (")[0]))
    return {key: number for key, number in numbers.items() if key not in shared}


def _read(name: str) -> str:
    return resources.files("geomap.resolution").joinpath(name).read_text(encoding="utf-8")
