"""Reports as PDF: A4 pages with bookmarks, links and alternative texts, Arabic set as Arabic."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

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
from geomap.rendering.report.pdf_canvas import (
    BODY,
    BOTTOM,
    BOX,
    LEFT,
    SMALL,
    TOP,
    WIDTH,
    Canvas,
    line_height,
)
from geomap.rendering.report.pdf_lines import Line

__all__ = ["to_pdf"]

_TITLE, _HEADING, _CARD_TITLE, _FIGURE = 14.0, 10.0, 8.6, 13.0
_LABEL = 24.0
_INDENT = 4.0
_GUTTER, _ROW_GAP, _CARD_GAP = 2.0, 0.9, 1.6
_SHOWN_MISSING = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Lines of a card: where they begin, how wide they may be, and what comes below them."""

    lines: list[Line]
    offset: float = 0.0
    size: float = BODY
    gap: float = 0.3
    label: list[Line] | None = None

    @property
    def height(self) -> float:
        return len(self.lines) * line_height(self.size) + self.gap


def to_pdf(report: Report, tell: Callable[[str], object]) -> bytes:
    """Return a report as PDF; the same bytes for the same report.

    Args:
        tell: Is told, in a line, what the PDF cannot show.
    """
    from fpdf import FPDF
    from matplotlib import get_data_path

    # The font that matplotlib brings is there on any machine.
    canvas = Canvas(FPDF(unit="mm", format="A4"), report, Path(get_data_path()) / "fonts" / "ttf")
    _Writer(canvas).write(report)
    if canvas.missing:
        some = " ".join(char for char, _ in canvas.missing.most_common(_SHOWN_MISSING))
        tell(
            f"{canvas.missing.total():,} letters that the PDF's font lacks are drawn as {BOX} ({some}); "
            "an HTML or Word report shows them"
        )
    if report.interactive is not None:
        tell("a PDF report cannot hold the interactive map; it is left out")
    return bytes(canvas.pdf.output())


class _Writer:
    """Puts a report's blocks on pages, one below the other."""

    def __init__(self, canvas: Canvas) -> None:
        self.on = canvas

    def write(self, report: Report) -> None:
        """Put in everything."""
        self.on.flow((Span(text=report.title, style="strong"),), size=_TITLE)
        self.on.y += 0.6
        self.on.flow((Span(text=report.subtitle, style="soft"),))
        for section in report.sections:
            self._section(section)
        self.on.number_pages()

    def _section(self, section: Section) -> None:
        if section.new_page:
            self.on.new_page()
        if section.key not in ("summary", "map"):
            self.on.y += 3
            self.on.room(24)
            self.on.pdf.set_xy(LEFT, self.on.y)
            self.on.pdf.start_section(section.title)
            self.on.flow((Span(text=section.title, style="strong"),), size=_HEADING)
            self.on.rule(self.on.y + 0.6)
            self.on.y += 2
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self.on.flow(block.text)
            self.on.y += 1.2
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

    def _bullets(self, items: Sequence[Text]) -> None:
        for item in items:
            self.on.room(line_height(BODY))
            dot = self.on.lines((Span(text="•", style="soft"),), 3, BODY)
            self.on.draw(dot, self.on.from_start(0, 3), 3, self.on.y, BODY)
            self.on.flow(item, offset=_INDENT)
        self.on.y += 1

    def _numbers(self, block: Numbers) -> None:
        """Put figures side by side."""
        wide = min(40.0, WIDTH / len(block.items))
        self.on.y += 1
        bottom = self.on.y
        for index, number in enumerate(block.items):
            x, y = self.on.from_start(index * wide, wide - _GUTTER), self.on.y
            for text, style, size in (
                (number.value, "strong", _FIGURE),
                (number.label, "", BODY),
                (number.note, "soft", SMALL),
            ):
                lines = self.on.lines((Span(text=text, style=style),), wide - _GUTTER, size) if text else []
                y = self.on.draw(lines, x, wide - _GUTTER, y, size)
            bottom = max(bottom, y)
        self.on.y = bottom + 2

    def _picture(self, block: Picture) -> None:
        high = WIDTH * block.scene.height / block.scene.width
        caption = self.on.lines((Span(text=block.caption, style="soft"),), WIDTH, SMALL)
        self.on.room(high + len(caption) * line_height(SMALL) + 3)
        self.on.pdf.image(io.BytesIO(block.png()), x=LEFT, y=self.on.y, w=WIDTH, h=high, alt_text=block.alt)
        self.on.y = self.on.draw(caption, LEFT, WIDTH, self.on.y + high + 0.8, SMALL) + 2

    def _table(self, block: Table) -> None:
        head: tuple[Text, ...] = tuple((Span(text=name, style="strong"),) for name in block.head)
        self._row(self._cells(head, block.shares), block.shares)
        for row in block.rows:
            cells = self._cells(row, block.shares)
            if self.on.y + _tallest(cells) > BOTTOM:
                self.on.new_page()
                self._row(self._cells(head, block.shares), block.shares)
            self._row(cells, block.shares)
        self.on.y += 1.5

    def _cells(self, row: Sequence[Text], shares: Sequence[float]) -> list[list[Line]]:
        """Return the lines of each cell of a row."""
        pairs = zip(row, shares, strict=True)
        return [self.on.lines(text, WIDTH * share - _GUTTER, SMALL) for text, share in pairs]

    def _row(self, cells: Sequence[Sequence[Line]], shares: Sequence[float]) -> None:
        """Draw a row with a line below it."""
        offset = 0.0
        for lines, share in zip(cells, shares, strict=True):
            wide = WIDTH * share - _GUTTER
            x = self.on.from_start(offset, wide)
            self.on.draw(lines, x, wide, self.on.y, SMALL, to_right=self.on.is_rtl)
            offset += WIDTH * share
        self.on.y += _tallest(cells)
        self.on.rule(self.on.y)
        self.on.y += _ROW_GAP

    def _card(self, card: Card) -> None:
        """Draw a card; one that fits on a page is not parted."""
        parts = self._parts(card)
        high = sum(part.height for part in parts)
        if high < BOTTOM - TOP:
            self.on.room(high)
        for part in parts:
            if part.label is not None:
                self.on.room(line_height(part.size))
                self.on.draw(part.label, self.on.from_start(0, _LABEL), _LABEL, self.on.y, SMALL)
            wide = WIDTH - part.offset
            for line in part.lines:
                self.on.room(line_height(part.size))
                self.on.y = self.on.draw(
                    [line], self.on.from_start(part.offset, wide), wide, self.on.y, part.size
                )
            self.on.y += part.gap
        self.on.rule(self.on.y)
        self.on.y += 2.4

    def _parts(self, card: Card) -> list[_Part]:
        """Return what a card shows from top to bottom."""
        title = (Span(text=f"{card.number}. "), Span(text=card.title, style="strong"))
        parts = [
            self._part(title, size=_CARD_TITLE, gap=0.6),
            self._part(card.about, gap=1.0),
            *(self._part(text, offset=_LABEL, label=label) for label, text in card.facts),
        ]
        if card.quote:
            parts.append(self._part((Span(text=card.quote_label, style="soft"),), size=SMALL))
            parts += [self._part(quote, offset=_INDENT, gap=0.8, own=True) for quote in card.quote]
        parts.append(self._part((Span(text=card.sources_label, style="soft"),), size=SMALL))
        return [
            *parts,
            *(self._part(source, offset=_INDENT) for source in card.sources),
            _Part(lines=[], gap=_CARD_GAP),
        ]

    def _part(
        self,
        text: Text,
        *,
        size: float = BODY,
        offset: float = 0.0,
        gap: float = 0.3,
        own: bool = False,
        label: str | None = None,
    ) -> _Part:
        shown = None if label is None else self.on.lines((Span(text=label, style="soft"),), _LABEL, SMALL)[:1]
        lines = self.on.lines(text, WIDTH - offset, size, own=own)
        return _Part(lines=lines, offset=offset, size=size, gap=gap, label=shown)


def _tallest(cells: Sequence[Sequence[Line]]) -> float:
    return max(len(lines) for lines in cells) * line_height(SMALL) + _ROW_GAP
