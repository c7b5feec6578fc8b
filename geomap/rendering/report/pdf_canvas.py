"""A4 pages to write texts on, one below the other: fonts, lines, links, page breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.rendering.report.blocks import Report, Span, Text
from geomap.rendering.report.pdf_lines import Line, Run, break_lines, needs_shaping

if TYPE_CHECKING:
    from fpdf import FPDF

__all__ = ["BODY", "BOTTOM", "BOX", "LEFT", "SMALL", "TOP", "WIDTH", "Canvas", "line_height"]

LEFT, TOP, WIDTH, BOTTOM = 14.0, 13.0, 182.0, 282.0
"""Where texts stand on a page, in millimetres."""

BODY, SMALL = 8.0, 7.1
"""Font sizes in points."""

BOX = "\u25a1"
"""Drawn for a letter that the font lacks."""

_INK, _SOFT, _LINK = (28, 39, 51), (86, 99, 111), (11, 83, 148)
_RULE, _MARK = (217, 223, 229), (255, 240, 179)
_POINT = 25.4 / 72
_LEADING = 1.33
_DAY_ZERO = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands for the day of making, so that the same report gives the same bytes."""


def line_height(size: float) -> float:
    """Return the height of a line of a font size, in millimetres."""
    return size * _POINT * _LEADING


class Canvas:
    """Pages, and how far down the last one is written.

    Attributes:
        y: Where the next line goes, in millimetres from the top.
        missing: Letters that the font lacks, and how many of each were drawn as a box.
    """

    def __init__(self, pdf: FPDF, report: Report, fonts: Path) -> None:
        self.pdf = pdf
        self.is_rtl = report.direction == "rtl"
        self.y = TOP
        self.missing: Counter[str] = Counter()
        self._widths: dict[tuple[str, str, float], float] = {}
        pdf.set_auto_page_break(False)
        pdf.c_margin = 0
        pdf.set_creation_date(_DAY_ZERO)
        pdf.set_title(report.title)
        pdf.set_creator(report.generator)
        pdf.set_producer(report.generator)
        pdf.set_lang(report.language)
        pdf.add_font("text", "", fonts / "DejaVuSans.ttf")
        pdf.add_font("text", "B", fonts / "DejaVuSans-Bold.ttf")
        faces: dict[str, Any] = dict(pdf.fonts)
        self._known = frozenset(faces["text"].cmap) & frozenset(faces["textB"].cmap)
        self.new_page()

    def flow(self, text: Text, *, size: float = BODY, offset: float = 0.0) -> None:
        """Draw a text below what is there, over as many pages as it takes."""
        wide = WIDTH - offset
        for line in self.lines(text, wide, size):
            self.room(line_height(size))
            self.y = self.draw([line], self.from_start(offset, wide), wide, self.y, size)

    def lines(self, text: Text, width: float, size: float, *, own: bool = True) -> list[Line]:
        """Return a text in lines; see :func:`break_lines`."""
        known = tuple(Span(text=self._drawable(span.text), style=span.style, href=span.href) for span in text)
        return break_lines(
            known,
            width,
            lambda part, style: self._measure(part, style, size),
            rtl=self.is_rtl,
            own=own,
        )

    def draw(
        self,
        lines: Sequence[Line],
        x: float,
        width: float,
        y: float,
        size: float,
        *,
        to_right: bool | None = None,
    ) -> float:
        """Draw lines in a column, each from where it begins or all from one side; return their end."""
        for line in lines:
            total = sum(self._measure(run.text, run.style, size) for run in line.runs)
            left = x + width - total if (line.is_rtl if to_right is None else to_right) else x
            for run in line.runs:
                left = self._run(run, left, y, size)
            y += line_height(size)
        return y

    def from_start(self, offset: float, width: float) -> float:
        """Return the left edge of a column that is so far from where lines begin."""
        return LEFT + WIDTH - offset - width if self.is_rtl else LEFT + offset

    def room(self, high: float) -> None:
        """Begin a page where less room is left."""
        if self.y + high > BOTTOM:
            self.new_page()

    def new_page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()
        self.y = TOP

    def rule(self, y: float) -> None:
        """Draw a line across the page."""
        self.pdf.set_draw_color(*_RULE)
        self.pdf.set_line_width(0.2)
        self.pdf.line(LEFT, y, LEFT + WIDTH, y)

    def number_pages(self) -> None:
        """Write "1 / 3" at the foot of each page."""
        count = len(self.pdf.pages)
        for number in range(1, count + 1):
            self.pdf.page = number
            lines = self.lines((Span(text=f"{number} / {count}", style="soft"),), WIDTH, SMALL)
            self.draw(lines, LEFT, WIDTH, 287, SMALL)

    def _drawable(self, text: str) -> str:
        """Return the text with a box for each letter that the font lacks."""
        lacking = [char for char in text if ord(char) not in self._known and not char.isspace()]
        self.missing.update(lacking)
        return "".join(BOX if char in lacking else char for char in text) if lacking else text

    def _measure(self, text: str, style: str, size: float) -> float:
        key = (text, "B" if style == "strong" else "", size)
        if key not in self._widths:
            self.pdf.set_font("text", key[1], size)
            self.pdf.set_text_shaping(needs_shaping(text))
            self._widths[key] = self.pdf.get_string_width(text)
        return self._widths[key]

    def _run(self, run: Run, x: float, y: float, size: float) -> float:
        wide = self._measure(run.text, run.style, size)
        self.pdf.set_font("text", "B" if run.style == "strong" else "", size)
        self.pdf.set_text_color(*(_LINK if run.href is not None else _SOFT if run.style == "soft" else _INK))
        if run.style == "mark":
            self.pdf.set_fill_color(*_MARK)
            self.pdf.rect(x, y + 0.25, wide, line_height(size) - 0.5, style="F")
        shaped = run.is_rtl or needs_shaping(run.text)
        self.pdf.set_text_shaping(shaped, direction="rtl" if run.is_rtl else "ltr")
        self.pdf.set_xy(x, y)
        self.pdf.cell(wide, line_height(size), run.text, link=run.href or "")
        return x + wide
