"""What is on a page, in millimetres from its upper left corner: drawn once, written in several formats."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.rendering.static_map.widths import is_right_to_left, text_width

__all__ = ["Anchor", "Box", "Disc", "Item", "Lines", "Points", "Scene", "Symbol", "Text", "drawable"]

Points = tuple[tuple[float, float], ...]

_FORMLESS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
_ASCENT = 0.8
_DESCENT = 0.26


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """Return the box of a size whose middle is a point."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def corners(self) -> Points:
        """Its corners, clockwise from the upper left one."""
        left, top, right, bottom = self
        return ((left, top), (right, top), (right, bottom), (left, bottom))

    def grown(self, by: float) -> Box:
        """Return the box with that much more on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def shifted(self, x: float, y: float) -> Box:
        """Return the box at another place."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def meets(self, other: Box) -> bool:
        """Say whether two boxes share an area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def shared(self, other: Box) -> float:
        """Return the area that two boxes share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)

    def holds(self, other: Box) -> bool:
        """Say whether another box lies inside."""
        return (
            self.left <= other.left
            and self.right >= other.right
            and self.top <= other.top
            and self.bottom >= other.bottom
        )


Anchor = str
"""Which point of a text its x is: ``left``, ``middle`` or ``right``, whatever its direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines or areas that look alike; areas may have holes (even-odd)."""

    parts: tuple[Points, ...]
    is_closed: bool = False
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    dash: tuple[float, float] | None = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """The symbol of an event type as the web map draws it: one outline, in layers.

    Attributes:
        d: Outline in SVG's path language, in a square of 24 units.
        x, y: Where its middle is.
        size: Side of the square.
        layers: Fill, stroke and stroke width (in units) of each layer, the lowest first.
    """

    d: str
    x: float
    y: float
    size: float
    layers: tuple[tuple[str | None, str | None, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text; y is its baseline."""

    x: float
    y: float
    words: str
    size: float
    color: str
    anchor: Anchor = "left"
    is_bold: bool = False
    is_italic: bool = False
    halo: str | None = None

    @property
    def is_right_to_left(self) -> bool:
        """True for text such as Arabic."""
        return is_right_to_left(self.words)

    @property
    def box(self) -> Box:
        """The space that the text takes at most."""
        width = text_width(self.words, self.size, bold=self.is_bold)
        left = self.x - {"left": 0.0, "middle": 0.5, "right": 1.0}[self.anchor] * width
        return Box(left, self.y - _ASCENT * self.size, left + width, self.y + _DESCENT * self.size)


Item = Lines | Disc | Symbol | Text


@dataclass(slots=True, kw_only=True)
class Scene:
    """A page: what is on it, the lowest first, and what it says to those who do not see it."""

    width: float
    height: float
    title: str
    description: str
    language: str
    generator: str
    items: list[Item] = field(default_factory=list)

    def add(self, *items: Item) -> None:
        """Put items on top."""
        self.items.extend(items)

    @property
    def texts(self) -> list[Text]:
        """Every text of the page."""
        return [item for item in self.items if isinstance(item, Text)]


def drawable(words: str) -> str:
    """Return text without control characters and marks that turn other text round."""
    kept = (char for char in words.encode("utf-8", "replace").decode("utf-8") if char not in _FORMLESS)
    return "".join(" " if unicodedata.category(char) == "Cc" else char for char in kept)
