"""What an importer hands to the builder: a place with its names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geomap.model import Place

__all__ = ["Entry", "Name"]


class Name(NamedTuple):
    """One spelling of a place's name; see ``PlaceName`` for language and kind."""

    text: str
    language: str = ""
    kind: str = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place as a source gives it.

    Attributes:
        place: Its ``admin1_code`` is joined to the first-level unit of the same country and code.
        names: Other names; the place's own ``name`` need not be among them.
    """

    place: Place
    names: tuple[Name, ...] = ()
