"""Reports as PDF: A4 pages with bookmarks, links and alternative texts, Arabic set as Arabic."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.rendering.report.blocks import (
    Block,
    Bullets,
    Card,
    Numbers,
    Paragraph,
    Picture,
    Report,
    Section,
    Span,
    Table,
    Text,
)
from geomap.rendering.report.pdf_lines import Line, Run, break_lines, needs_shaping

if TYPE_CHECKING:
    from fpdf import FPDF

__all__ = ["to_pdf"]

_LEFT, _TOP, _WIDTH, _BOTTOM = 14.0, 13.0, 182.0, 282.0
_INK, _SOFT, _LINK, _RULE, _MARK = (
    (28, 39, 51),
    (86, 99, 111),
    (11, 83, 148),
    (217, 223, 229),
    (255, 240, 179),
)
_BODY, _SMALL, _TITLE, _HEADING, _CARD_TITLE, _FIGURE = 8.0, 7.1, 14.0, 10.0, 8.6, 13.0
_POINT = 25.4 / 72
_LEADING = 1.33
_LABEL = 24.0
_GUTTER, _ROW_GAP = 2.0, 0.9
_DAY_ZERO = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands for the day of making, so that the same report gives the same bytes."""

_BOX = "\u25a1"
_SHOWN_MISSING = 8


def to_pdf(report: Report, tell: Callable[[str], object]) -> bytes:
    """Return a report as PDF; the same bytes for the same report.

    Args:
        tell: Is told, in a line, what the PDF cannot show.
    """
    from fpdf import FPDF
    from matplotlib import get_data_path

    # The font that matplotlib brings is there on any machine.
    pdf = FPDF(unit="mm", format="A4")
    pages = _Pages(pdf, report, Path(get_data_path()) / "fonts" / "ttf")
    pages.write()
    if pages.missing:
        some = " ".join(char for char, _ in pages.missing.most_common(_SHOWN_MISSING))
        tell(
            f"{sum(pages.missing.values()):,} letters that the PDF's font lacks are drawn as {_BOX} ({some}); "
            "an HTML or Word report shows them"
        )
    if report.interactive is not None:
        tell("a PDF report cannot hold the interactive map; it is left out")
    return bytes(pdf.output())


class _Pages:
    """Puts a report's blocks on pages, one below the other."""

    def __init__(self, pdf: FPDF, report: Report, fonts: Path) -> None:
        self.pdf = pdf
        self.report = report
        self.is_rtl = report.direction == "rtl"
        self.y = _TOP
        self.missing: Counter[str] = Counter()
        self.widths: dict[tuple[str, str, float], float] = {}
        pdf.set_auto_page_break(False)
        pdf.c_margin = 0
        pdf.set_creation_date(_DAY_ZERO)
        pdf.set_title(report.title)
        pdf.set_creator(report.generator)
        pdf.set_producer(report.generator)
        pdf.set_lang(report.language)
        pdf.add_font("text", "", fonts / "DejaVuSans.ttf")
        pdf.add_font("text", "B", fonts / "DejaVuSans-Bold.ttf")
        pdf.set_font("text", "", _BODY)
        pdf.set_text_shaping(True)
        self.known = frozenset(pdf.fonts["text"].cmap) & frozenset(pdf.fonts["textB"].cmap)

    def write(self) -> None:
        """Put in everything."""
        self._new_page()
        self._flow((Span(text=self.report.title, style="strong"),), size=_TITLE)
        self.y += 0.6
        self._flow((Span(text=self.report.subtitle, style="soft"),))
        for section in self.report.sections:
            self._section(section)
        self._number_pages()

    def _section(self, section: Section) -> None:
        if section.new_page:
            self._new_page()
        if section.key not in ("summary", "map"):
            self.y += 3
            self._room(24)
            self.pdf.set_xy(_LEFT, self.y)
            self.pdf.start_section(section.title)
            self._flow((Span(text=section.title, style="strong"),), size=_HEADING)
            self._rule(self.y + 0.6)
            self.y += 2
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._flow(block.text)
            self.y += 1.2
        elif isinstance(block, Bullets):
            self._bullets(block.items)
        elif isinstance(block, Numbers):
            self._numbers(block)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._card(block)

    # -- blocks ---------------------------------------------------------------------------------------------

    def _bullets(self, items: Sequence[Text]) -> None:
        for item in items:
            self._room(_height(_BODY))
            top = self.y
            self._draw(
                self._lines((Span(text="•", style="soft"),), 3, _BODY), self._from_start(0, 3), 3, top, _BODY
            )
            self._flow(item, offset=4)
        self.y += 1

    def _numbers(self, block: Numbers) -> None:
        """Put figures side by side."""
        wide = min(40.0, _WIDTH / len(block.items))
        self.y += 1
        bottom = self.y
        for index, number in enumerate(block.items):
            x, y = self._from_start(index * wide, wide - 2), self.y
            for text, style, size in (
                (number.value, "strong", _FIGURE),
                (number.label, "", _BODY),
                (number.note, "soft", _SMALL),
            ):
                lines = self._lines((Span(text=text, style=style),), wide - 2, size) if text else []
                y = self._draw(lines, x, wide - 2, y, size)
            bottom = max(bottom, y)
        self.y = bottom + 2

    def _picture(self, block: Picture) -> None:
        high = _WIDTH * block.scene.height / block.scene.width
        caption = self._lines((Span(text=block.caption, style="soft"),), _WIDTH, _SMALL)
        self._room(high + len(caption) * _height(_SMALL) + 3)
        self.pdf.image(io.BytesIO(block.png()), x=_LEFT, y=self.y, w=_WIDTH, h=high, alt_text=block.alt)
        self.y = self._draw(caption, _LEFT, _WIDTH, self.y + high + 0.8, _SMALL) + 2

    def _table(self, block: Table) -> None:
        head: tuple[Text, ...] = tuple((Span(text=name, style="strong"),) for name in block.head)
        self._row(self._cells(head, block.shares), block.shares)
        for row in block.rows:
            cells = self._cells(row, block.shares)
            if self.y + _tallest(cells) > _BOTTOM:
                self._new_page()
                self._row(self._cells(head, block.shares), block.shares)
            self._row(cells, block.shares)
        self.y += 1.5

    def _cells(self, row: Sequence[Text], shares: Sequence[float]) -> list[list[Line]]:
        """Return the lines of each cell of a row."""
        return [
            self._lines(text, _WIDTH * share - _GUTTER, _SMALL)
            for text, share in zip(row, shares, strict=True)
        ]

    def _row(self, cells: Sequence[Sequence[Line]], shares: Sequence[float]) -> None:
        """Draw a row with a line below it."""
        offset = 0.0
        for lines, share in zip(cells, shares, strict=True):
            wide = _WIDTH * share - _GUTTER
            self._draw(lines, self._from_start(offset, wide), wide, self.y, _SMALL, to_right=self.is_rtl)
            offset += _WIDTH * share
        self.y += _tallest(cells)
        self._rule(self.y)
        self.y += _ROW_GAP

    def _card(self, card: Card) -> None:
        """Draw a card; one that fits on a page is not parted."""
        parts = self._card_parts(card)
        high = sum(len(lines) * _height(size) + gap for _, _, lines, size, gap in parts)
        if self.y + high > _BOTTOM and high < _BOTTOM - _TOP:
            self._new_page()
        for offset, wide, lines, size, gap in parts:
            top = self.y
            for line in lines:
                self._room(_height(size))
                top = self.y
                self.y = self._draw([line], self._from_start(offset, wide), wide, top, size)
            self.y = (self.y if gap >= 0 else top) + max(gap, 0)
        self._rule(self.y)
        self.y += 2.4

    def _card_parts(self, card: Card) -> list[tuple[float, float, list[Line], float, float]]:
        """Return what a card draws from top to bottom: offset, width, lines, size, gap below."""
        parts: list[tuple[float, float, list[Line], float, float]] = []

        def add(
            text: Text, size: float = _BODY, *, offset: float = 0.0, gap: float = 0.3, own: bool = False
        ) -> None:
            wide = _WIDTH - offset
            parts.append((offset, wide, self._lines(text, wide, size, own=own), size, gap))

        add((Span(text=f"{card.number}. "), Span(text=card.title, style="strong")), _CARD_TITLE, gap=0.6)
        add(card.about, gap=1.0)
        for label, text in card.facts:
            # A gap of -1: the text stands beside its label.
            parts.append(
                (0.0, _LABEL, self._lines((Span(text=label, style="soft"),), _LABEL, _SMALL)[:1], _SMALL, -1)
            )
            add(text, offset=_LABEL)
        if card.quote:
            add((Span(text=card.quote_label, style="soft"),), _SMALL)
            for quote in card.quote:
                add(quote, offset=4.0, gap=0.8, own=True)
        add((Span(text=card.sources_label, style="soft"),), _SMALL)
        for source in card.sources:
            add(source, offset=4.0)
        parts[-1] = (*parts[-1][:4], 1.6)
        return parts

    # -- lines ----------------------------------------------------------------------------------------------

    def _flow(self, text: Text, *, size: float = _BODY, offset: float = 0.0) -> None:
        """Draw a text below what is there, over as many pages as it takes."""
        wide = _WIDTH - offset
        for line in self._lines(text, wide, size):
            self._room(_height(size))
            self.y = self._draw([line], self._from_start(offset, wide), wide, self.y, size)

    def _lines(self, text: Text, width: float, size: float, *, own: bool = True) -> list[Line]:
        known = tuple(Span(text=self._drawable(span.text), style=span.style, href=span.href) for span in text)
        return break_lines(
            known, width, lambda part, style: self._measure(part, style, size), rtl=self.is_rtl, own=own
        )

    def _drawable(self, text: str) -> str:
        """Return the text with a box for each letter that the font lacks."""
        lacking = [char for char in text if ord(char) not in self.known and not char.isspace()]
        self.missing.update(lacking)
        return "".join(_BOX if char in lacking else char for char in text) if lacking else text

    def _measure(self, text: str, style: str, size: float) -> float:
        key = (text, "B" if style == "strong" else "", size)
        if key not in self.widths:
            self.pdf.set_font("text", key[1], size)
            self.pdf.set_text_shaping(needs_shaping(text))
            self.widths[key] = self.pdf.get_string_width(text)
        return self.widths[key]

    def _draw(
        self,
        lines: Sequence[Line],
        x: float,
        width: float,
        y: float,
        size: float,
        *,
        to_right: bool | None = None,
    ) -> float:
        """Draw lines in a column, each from the side where it begins or all from one, and return where they end."""
        for line in lines:
            total = sum(self._measure(run.text, run.style, size) for run in line.runs)
            left = x + width - total if (line.is_rtl if to_right is None else to_right) else x
            for run in line.runs:
                left = self._run(run, left, y, size)
            y += _height(size)
        return y

    def _run(self, run: Run, x: float, y: float, size: float) -> float:
        wide = self._measure(run.text, run.style, size)
        self.pdf.set_font("text", "B" if run.style == "strong" else "", size)
        self.pdf.set_text_color(*(_LINK if run.href is not None else _SOFT if run.style == "soft" else _INK))
        if run.style == "mark":
            self.pdf.set_fill_color(*_MARK)
            self.pdf.rect(x, y + 0.25, wide, _height(size) - 0.5, style="F")
        self.pdf.set_text_shaping(
            run.is_rtl or needs_shaping(run.text), direction="rtl" if run.is_rtl else "ltr"
        )
        self.pdf.set_xy(x, y)
        self.pdf.cell(wide, _height(size), run.text, link=run.href or "")
        return x + wide

    # -- pages ----------------------------------------------------------------------------------------------

    def _from_start(self, offset: float, width: float) -> float:
        """Return the left edge of a column that is so far from where lines begin."""
        return _LEFT + _WIDTH - offset - width if self.is_rtl else _LEFT + offset

    def _room(self, high: float) -> None:
        """Begin a page where less room is left."""
        if self.y + high > _BOTTOM:
            self._new_page()

    def _new_page(self) -> None:
        self.pdf.add_page()
        self.y = _TOP

    def _rule(self, y: float) -> None:
        self.pdf.set_draw_color(*_RULE)
        self.pdf.set_line_width(0.2)
        self.pdf.line(_LEFT, y, _LEFT + _WIDTH, y)

    def _number_pages(self) -> None:
        count = len(self.pdf.pages)
        for number in range(1, count + 1):
            self.pdf.page = number
            lines = self._lines((Span(text=f"{number} / {count}", style="soft"),), _WIDTH, _SMALL)
            self._draw(lines, _LEFT, _WIDTH, 287, _SMALL)


def _tallest(cells: Sequence[Sequence[Line]]) -> float:
    return max(len(lines) for lines in cells) * _height(_SMALL) + _ROW_GAP


def _height(size: float) -> float:
    """Return the height of a line of a font size, in millimetres."""
    return size * _POINT * _LEADING
