"""Build-time only: which pieces of border are drawn as broken lines; the facts are in ``disputed.tsv``."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.rendering.arcs import Arc, Point, Ring

__all__ = ["Stretch", "cuts_of", "disputed_arcs", "read_stretches"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the border between two countries.

    Attributes:
        codes: ISO codes of the two.
        box: West, south, east, north in degrees; None for the whole border.
    """

    codes: frozenset[str]
    box: tuple[float, float, float, float] | None

    def holds(self, point: Point, grid: int) -> bool:
        """Say whether a point on the grid lies in it."""
        if self.box is None:
            return True
        west, south, east, north = self.box
        return west <= point[0] / grid <= east and south <= point[1] / grid <= north


def read_stretches() -> tuple[Stretch, ...]:
    """Return the rows of ``disputed.tsv``."""
    text = (files("geomap.rendering") / "disputed.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    stretches = []
    for row in csv.DictReader(lines, delimiter="\t"):
        sides = [row[side] for side in ("west", "south", "east", "north")]
        box = None if "" in sides else (float(sides[0]), float(sides[1]), float(sides[2]), float(sides[3]))
        stretches.append(Stretch(codes=frozenset((row["one"], row["other"])), box=box))
    return tuple(stretches)


def cuts_of(codes: Sequence[str | None], rings_of: Sequence[Sequence[Ring]], grid: int) -> set[Point]:
    """Return the points of rings at which a stretch begins or ends inside a border."""
    boxed = [stretch for stretch in read_stretches() if stretch.box is not None]
    cuts = set()
    for code, rings in zip(codes, rings_of, strict=True):
        for stretch in (stretch for stretch in boxed if code in stretch.codes):
            for ring in rings:
                inside = [stretch.holds(point, grid) for point in ring]
                cuts |= {
                    point
                    for at, point in enumerate(ring)
                    if inside[at] and not (inside[at - 1] and inside[(at + 1) % len(ring)])
                }
    return cuts


def disputed_arcs(
    codes: Sequence[str | None], refs_of: Sequence[Sequence[Sequence[int]]], arcs: Sequence[Arc], grid: int
) -> list[int]:
    """Return the positions of arcs that are in dispute.

    Args:
        codes: Of each shape; None where the source assigns the land to nobody.
        refs_of: The rings of each shape as references to arcs.
        arcs: All arcs.
        grid: Steps in a degree.
    """
    users: dict[int, set[str | None]] = defaultdict(set)
    for code, rings in zip(codes, refs_of, strict=True):
        for ref in (ref for refs in rings for ref in refs):
            users[ref if ref >= 0 else -ref - 1].add(code)
    stretches = read_stretches()
    return sorted(
        arc
        for arc, sides in users.items()
        if None in sides
        or any(sides == stretch.codes and stretch.holds(_middle(arcs[arc]), grid) for stretch in stretches)
    )


def _middle(arc: Arc) -> Point:
    return arc[len(arc) // 2]
