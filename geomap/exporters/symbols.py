"""How kinds of events are drawn in other programs: the colours of geomap's own map."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["Symbol", "load_symbols"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One kind of event.

    Attributes:
        event_type: As in the incident table.
        label: In words.
        colour: As #rrggbb.
        shape: What QGIS calls the shape of its marker.
    """

    event_type: str
    label: str
    colour: str
    shape: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue, 0 to 255."""
        red, green, blue = bytes.fromhex(self.colour.removeprefix("#"))
        return red, green, blue


@lru_cache(maxsize=1)
def load_symbols() -> tuple[Symbol, ...]:
    """Return the symbol of each event type, in the order of legends."""
    text = files("geomap.exporters").joinpath("event_types.tsv").read_text(encoding="utf-8")
    return tuple(Symbol(**line) for line in csv.DictReader(text.splitlines(), delimiter="\t"))
