"""Names on a map: a name that would cover another or a mark is left out, the most important come first."""

from __future__ import annotations

from collections.abc import Iterable

from geomap.rendering.static_map.scene import Anchor, Box, Text

__all__ = ["BESIDE", "ON", "Placer"]

Position = tuple[float, float, Anchor]

BESIDE: tuple[Position, ...] = (
    (1, 0, "left"),
    (-1, 0, "right"),
    (0, 1, "middle"),
    (0, -1, "middle"),
    (0.75, -0.75, "left"),
    (0.75, 0.75, "left"),
    (-0.75, -0.75, "right"),
    (-0.75, 0.75, "right"),
)
"""Where a name may stand beside a mark: shifts in the distance from its middle, and the side of the text."""

ON: tuple[Position, ...] = ((0, 0, "middle"), (0, 1, "middle"), (0, -1, "middle"))
"""Where the name of an area may stand."""

_MIDDLE = 0.28
_AIR = 0.14


class Placer:
    """Puts names where there is room.

    Args:
        page: What the names must stay in.
        taken: Where marks and the like stand.
    """

    def __init__(self, page: Box, taken: Iterable[Box]) -> None:
        self.page = page
        self.taken = list(taken)
        self.names: set[str] = set()
        self.texts: list[Text] = []

    def place(self, text: Text, distance: float, positions: tuple[Position, ...] = BESIDE) -> bool:
        """Put a name at the first position around its point that is free.

        Args:
            text: The name, with its point as x and y.
            distance: From the point to the near side of the name, in millimetres.
            positions: What to try, in this order.
        """
        for dx, dy, anchor in positions:
            shift = distance + (text.size * 0.5 if anchor == "middle" else 0)
            put = _at(text, text.x + dx * distance, text.y + dy * shift + text.size * _MIDDLE, anchor)
            box = put.box.grown(text.size * _AIR)
            if self.page.holds(box) and not any(box.meets(other) for other in self.taken):
                self.taken.append(put.box)
                self.names.add(text.words)
                self.texts.append(put)
                return True
        return False


def _at(text: Text, x: float, y: float, anchor: Anchor) -> Text:
    from dataclasses import replace

    return replace(text, x=x, y=y, anchor=anchor)
