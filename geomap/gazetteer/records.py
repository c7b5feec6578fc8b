"""What an importer hands to the builder: places with their names, and facts about places of other files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geomap.model import Place

__all__ = ["Alias", "Entry", "Link", "Name", "Parent", "Record", "Unit"]


class Name(NamedTuple):
    """One spelling of a place's name; see ``PlaceName`` for language and kind (strong, weak, historical)."""

    text: str
    language: str = ""
    kind: str = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place as a source gives it.

    Attributes:
        place: Its ``admin1_code`` and ``admin2_code`` are joined to the units of the same country and codes,
            which are places with ``feature_code`` ADM1 and ADM2 and the same codes themselves.
        names: Other names; the place's own ``name`` need not be among them.
        links: Ids of the same place in other sources: ``geonames:98182``, ``wikidata:Q1530``, ``wof:890``.
            A place that an earlier source holds under one of them is not doubled: its names are added.
        parents: Ids of the units that it lies in, for sources that name them by id and not by code.
    """

    place: Place
    names: tuple[Name, ...] = ()
    links: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


class Alias(NamedTuple):
    """A further name of a place that another file of the same source holds (alternateNamesV2)."""

    place_id: str
    name: Name


class Link(NamedTuple):
    """The same place in another source, from a file of its own."""

    place_id: str
    other_id: str


class Parent(NamedTuple):
    """A unit over a place, by id (hierarchy.txt)."""

    child_id: str
    parent_id: str


class Unit(NamedTuple):
    """An administrative unit by its codes, without a point (admin1CodesASCII, admin2Codes, countryInfo).

    ``admin1_code`` is empty for a country, ``admin2_code`` for a first-level unit. A unit that no file
    places is put at its most populous town and marked derived.
    """

    place_id: str
    name: str
    country_code: str
    admin1_code: str = ""
    admin2_code: str = ""


Record = Entry | Alias | Link | Parent | Unit
