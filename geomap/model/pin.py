"""What a user has settled about a name, ahead of every other evidence."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.model.place import Place

__all__ = ["OWN_PLACE", "Pin"]

OWN_PLACE = "pin:"
"""Start of the id of a place that a user gave by its coordinates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One line of a pins file: what a name means, and where that holds.

    Attributes:
        name: The name as the user wrote it.
        place: The place it means; None when it is not a place.
        country: ISO code of the country within which the pin holds, or None for everywhere.
        document: Id of the document, or pattern of the file names, for which it holds; None for all.
        origin: Where it is written: ``pins.csv, line 3``.
        note: The user's own words about it.
    """

    name: str
    place: Place | None
    country: str | None = None
    document: str | None = None
    origin: str = ""
    note: str = ""

    @property
    def meaning(self) -> str:
        """What the name means, in words: a place with its units, coordinates, or "not a place"."""
        if self.place is None:
            return "not a place"
        if self.place.id.startswith(OWN_PLACE):
            return self.place.id.removeprefix(OWN_PLACE).replace(",", ", ")
        parts = (self.place.name, self.place.admin1, self.place.country)
        return ", ".join(dict.fromkeys(part for part in parts if part))

    @property
    def reason(self) -> str:
        """The sentence for people: what was pinned, where that is written, and the note."""
        said = self.meaning if self.place is None else f"'{self.name}' means {self.meaning}"
        written = f" ({self.origin})" if self.origin != "" else ""
        return f"pinned: {said}{written}" + (f"; {self.note}" if self.note != "" else "")
