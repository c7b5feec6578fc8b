"""What was measured, against its limit, as a table for people."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

HEADER = ("what", "measured", "limit", "")
WIDTHS = (44, 12, 15, 6)
"""Of the columns; fixed, so that each section can be printed when it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table.

    Attributes:
        what: What was measured, in words.
        value: The figure in its unit; None where this system cannot tell it.
        unit: ``s``, ``ms``, ``MB`` (a million bytes), ``/s``, or nothing for shares and counts.
        limit: What the figure may be at most, or with ``at_least`` must be at least.
        decimals: How many to show.
    """

    what: str
    value: float | None
    unit: str = ""
    limit: float | None = None
    at_least: bool = False
    decimals: int = 0

    @property
    def is_missed(self) -> bool:
        """Say whether there is a limit, and the figure does not keep it."""
        if self.limit is None or self.value is None:
            return False
        return self.value < self.limit if self.at_least else self.value > self.limit

    def cells(self) -> tuple[str, str, str, str]:
        """Return the four columns as text."""
        if self.limit is None:
            return self.what, self._text(self.value), "", ""
        sign = ">=" if self.at_least else "<="
        verdict = "" if self.value is None else "MISSED" if self.is_missed else "ok"
        return self.what, self._text(self.value), f"{sign} {self._text(self.limit)}", verdict

    def _text(self, value: float | None) -> str:
        if value is None:
            return "not measured"
        return f"{value:,.{self.decimals}f} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows about one thing, and how they were measured."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


def heading_lines() -> list[str]:
    """Return the head of the table."""
    return [_line(HEADER), _line(tuple("-" * width for width in WIDTHS))]


def section_lines(section: Section) -> list[str]:
    """Return a section's lines: its title, its rows, and its note below them."""
    note = textwrap.wrap(f"({section.note})", sum(WIDTHS) + 6) if section.note != "" else []
    return ["", section.title, *(_line(row.cells()) for row in section.rows), *note]


def _line(texts: Sequence[str]) -> str:
    what, measured, limit, verdict = texts
    columns = (what.ljust(WIDTHS[0]), measured.rjust(WIDTHS[1]), limit.rjust(WIDTHS[2]), verdict)
    return "  ".join(columns).rstrip()
