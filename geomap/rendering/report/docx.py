"""Reports as Word documents: real headings, tables whose head repeats, pictures with alternative texts."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

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
    plain,
)
from geomap.rendering.report.docx_parts import (
    add_link,
    add_run,
    every_script,
    look_of_rows,
    row_property,
    without_clock,
)
from geomap.rendering.static_map.widths import is_right_to_left

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

__all__ = ["to_docx"]

_WIDTH_MM = 181.5
_INK = "1C2733"
_FONT = "Arial"
_CELL, _FIGURE = "Cell", "Figure"
_SIZES = {
    "Normal": 9,
    "Title": 16,
    "Heading 1": 11.5,
    "Heading 2": 9.5,
    "List Bullet": 9,
    _CELL: 8,
    _FIGURE: 14,
}
"""Paragraph styles, for users to change in Word, and their font sizes in points."""

_AFTER_BIDI = (
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:textAlignment",
    "w:outlineLvl",
    "w:rPr",
)
"""What comes after the mark of a right-to-left paragraph, by the format's schema."""


def to_docx(report: Report, tell: Callable[[str], object]) -> bytes:
    """Return a report as a Word document; the same bytes for the same report.

    Args:
        tell: Is told, in a line, what a Word document cannot show.
    """
    import docx

    document: Document = docx.Document()
    _Writer(document, report).write()
    if report.interactive is not None:
        tell("a Word report cannot hold the interactive map; it is left out")
    stream = io.BytesIO()
    document.save(stream)
    return without_clock(stream.getvalue())


class _Writer:
    """Puts a report's blocks into a document, one after the other."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document = document
        self.report = report
        self.is_rtl = report.direction == "rtl"

    def write(self) -> None:
        """Put in everything."""
        self._set_up()
        self._put(self.document.add_heading(level=0), (Span(text=self.report.title),), own=True)
        self._put(self.document.add_paragraph(), (Span(text=self.report.subtitle, style="soft"),))
        for section in self.report.sections:
            self._section(section)

    def _set_up(self) -> None:
        """Set page, fonts and what the file says about itself."""
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Mm, Pt, RGBColor

        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(14)
        page.top_margin = page.bottom_margin = Mm(13)
        styles = self.document.styles
        for name, size in _SIZES.items():
            style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.font.name, style.font.size = _FONT, Pt(size)
            style.font.color.rgb = RGBColor.from_string(_INK)
            every_script(style.element.get_or_add_rPr(), _FONT, size)
            spacing = style.paragraph_format
            spacing.space_before = Pt(8 if name.startswith("Heading") else 0)
            spacing.space_after = Pt(0 if name in (_CELL, _FIGURE) else 2)
            spacing.keep_with_next = True if name.startswith("Heading") else None
        about = self.document.core_properties
        about.title, about.author, about.comments = self.report.title, self.report.generator, ""
        about.language = self.report.language

    def _section(self, section: Section) -> None:
        if section.key not in ("summary", "map"):
            heading = self.document.add_heading(level=1)
            heading.paragraph_format.page_break_before = section.new_page
            self._put(heading, (Span(text=section.title),))
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._put(self.document.add_paragraph(), block.text)
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

    def _bullets(self, items: Sequence[Text], *, own: bool = True) -> None:
        for text in items:
            self._put(self.document.add_paragraph(style="List Bullet"), text, own=own)

    def _numbers(self, block: Numbers) -> None:
        """Put figures side by side, in a table without lines."""
        table = self._grid(1, [1 / len(block.items)] * len(block.items))
        for cell, number in zip(table.rows[0].cells, block.items, strict=True):
            cell.paragraphs[0].style = _FIGURE
            self._put(cell.paragraphs[0], (Span(text=number.value, style="strong"),))
            self._put(cell.add_paragraph(), (Span(text=number.label),))
            if number.note != "":
                self._put(cell.add_paragraph(), (Span(text=number.note, style="soft"),))

    def _picture(self, block: Picture) -> None:
        from docx.shared import Mm

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(block.png()), width=Mm(_WIDTH_MM))
        shape._inline.docPr.set("descr", block.alt)
        for side in "TBLR":  # what is not stated is 3 mm in LibreOffice
            shape._inline.set(f"dist{side}", "0")
        self._put(self.document.add_paragraph(), (Span(text=block.caption, style="soft"),))

    def _table(self, block: Table) -> None:
        table = self._grid(1 + len(block.rows), list(block.shares))
        look_of_rows(table)
        for cell, name in zip(table.rows[0].cells, block.head, strict=True):
            self._put(cell.paragraphs[0], (Span(text=name, style="strong"),))
        row_property(table.rows[0], "w:tblHeader")
        for row, texts in zip(list(table.rows)[1:], block.rows, strict=True):
            row_property(row, "w:cantSplit")
            for cell, text in zip(row.cells, texts, strict=True):
                cell.paragraphs[0].style = _CELL
                self._put(cell.paragraphs[0], text, is_cell=True)

    def _card(self, card: Card) -> None:
        heading = self.document.add_heading(level=2)
        self._put(heading, (Span(text=f"{card.number}. {card.title}"),))
        self._kept(card.about)
        table = self._grid(len(card.facts), [0.16, 0.84])
        for row, (label, text) in zip(table.rows, card.facts, strict=True):
            row_property(row, "w:cantSplit")
            self._put(row.cells[0].paragraphs[0], (Span(text=label, style="soft"),))
            self._put(row.cells[1].paragraphs[0], text)
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        if card.quote:
            self._kept((Span(text=card.quote_label, style="soft"),))
            for quote in card.quote:
                self._indented(quote)
        self._kept((Span(text=card.sources_label, style="soft"),))
        self._bullets(card.sources, own=False)

    def _kept(self, text: Text) -> None:
        """Put a paragraph that stays on the page of the next one."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        self._put(paragraph, text)

    def _indented(self, text: Text) -> None:
        from docx.shared import Mm

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(5)
        self._put(paragraph, text, own=True)

    def _grid(self, rows: int, shares: Sequence[float]) -> Any:  # noqa: ANN401 - a table of python-docx
        """Return a table of fixed widths, from the right where the report reads so."""
        from docx.enum.table import WD_TABLE_DIRECTION
        from docx.shared import Mm

        table = self.document.add_table(rows=rows, cols=len(shares))
        table.autofit = False
        if self.is_rtl:
            table.table_direction = WD_TABLE_DIRECTION.RTL
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Mm(_WIDTH_MM * share)
        for row in table.rows:
            for cell, share in zip(row.cells, shares, strict=True):
                cell.width = Mm(_WIDTH_MM * share)
        return table

    def _put(self, paragraph: WordParagraph, text: Text, *, own: bool = False, is_cell: bool = False) -> None:
        """Put in a text, in the report's direction or its own; a cell keeps to its column's side."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement

        is_rtl = is_right_to_left(plain(text), default=self.is_rtl) if own or is_cell else self.is_rtl
        if is_rtl:
            properties = paragraph._p.get_or_add_pPr()
            properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
        if is_cell and is_rtl is not self.is_rtl:
            # The right of a paragraph is its end: its left, where it reads from the right.
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for span in text:
            if span.text == "\n":
                paragraph.add_run().add_break()
            elif span.href is not None:
                add_link(paragraph, span)
            else:
                add_run(paragraph, span)
