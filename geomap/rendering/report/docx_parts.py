"""Parts of Word documents that python-docx has no words for: links, scripts, lines of tables, the clock."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from geomap.rendering.report.blocks import Span
from geomap.rendering.static_map.widths import is_right_to_left

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as WordParagraph

__all__ = ["add_link", "add_run", "every_script", "look_of_rows", "row_property", "without_clock"]

_SOFT, _LINK, _MARK = "56636F", "0B5394", "FFF0B3"
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def add_run(paragraph: WordParagraph, span: Span) -> Any:  # noqa: ANN401 - a run of python-docx
    """Put words of one look into a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    words = f"“{span.text}”" if span.style == "quote" else span.text
    run = paragraph.add_run(words)
    properties = run._r.get_or_add_rPr()
    if span.style == "strong":
        run.bold = True
        run.font.cs_bold = True
    elif span.style == "soft":
        run.font.color.rgb = RGBColor.from_string(_SOFT)
    elif span.style == "mark":
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _MARK)):
            shade.set(qn(f"w:{name}"), value)
        properties.append(shade)
    if is_right_to_left(words):
        run.font.rtl = True
    return run


def add_link(paragraph: WordParagraph, span: Span) -> None:
    """Put a link into a paragraph; its address was checked when the report was made."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    identifier = paragraph.part.relate_to(span.href or "", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identifier)
    run = add_run(paragraph, Span(text=span.text))
    run.font.color.rgb = RGBColor.from_string(_LINK)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def every_script(properties: Any, font: str, size: float) -> None:  # noqa: ANN401 - an XML element
    """Set font and size for Arabic and other complex scripts too."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), font)
    for name in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    # Arabic letters join: no room may be put between them.
    for name in ("w:szCs", "w:spacing", "w:kern"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(size * 2)))
    properties.append(complex_size)


def look_of_rows(table: Any) -> None:  # noqa: ANN401 - a table of python-docx
    """Draw a thin line below each row and no others, and leave little room between columns."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for name in ("bottom", "insideH"):
        line = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C9D1D9")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def row_property(row: Any, name: str) -> None:  # noqa: ANN401 - a row of python-docx
    """Mark a row: as a head that repeats, or as one that no page break parts."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def without_clock(payload: bytes) -> bytes:
    """Return the document without the times at which it was made."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(payload)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(b"", content)
            made = zipfile.ZipInfo(entry.filename, _DAY_ZERO)
            made.compress_type = zipfile.ZIP_DEFLATED
            made.create_system = 0
            new.writestr(made, content)
    return stream.getvalue()
