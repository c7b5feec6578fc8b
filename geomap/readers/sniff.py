"""What kind of content a file holds, told from its first bytes, then from its extension."""

from __future__ import annotations

import re
from pathlib import PurePath

from geomap.errors import EmptyInputError, UnknownNameError, UnreadableInputError
from geomap.readers.decode import head_text
from geomap.readers.dialect import looks_like_table

__all__ = ["EXTENSIONS", "FORMATS", "HEAD_BYTES", "kind_of"]

HEAD_BYTES = 1 << 16

EXTENSIONS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
}
"""Kind of content by file extension; a folder is searched for these."""

FORMATS = ("csv", "html", "text", "tsv")
"""Formats that ``--from`` takes."""

_MAGIC = (
    (b"%PDF-", "a PDF document", "save its text as .txt"),
    (b"PK\x03\x04", "a ZIP archive or an Office file (xlsx, docx)", "save it as CSV or .txt"),
    (b"PK\x05\x06", "an empty ZIP archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls)", "save it as CSV or .txt"),
    (b"{\\rtf", "an RTF document", "save it as .txt"),
    (b"\x1f\x8b", "gzip data", "unpack it first"),
    (b"BZh", "bzip2 data", "unpack it first"),
    (b"\xfd7zXZ", "xz data", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first"),
    (b"\x89PNG", "a PNG image", "geomap reads text, not pictures"),
    (b"\xff\xd8\xff", "a JPEG image", "geomap reads text, not pictures"),
    (b"GIF8", "a GIF image", "geomap reads text, not pictures"),
    (b"SQLite format 3\x00", "a SQLite or GeoPackage file", "save it as CSV"),
    (b"PAR1", "a Parquet file", "save it as CSV"),
)
_READABLE = "geomap reads text, HTML, CSV and TSV"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.I | re.S,
)
_JSON = re.compile(r"\s*[{\[]\s*[\"{\[]")


def kind_of(head: bytes, source: str, *, from_format: str | None = None, encoding: str | None = None) -> str:
    """Return text, html, csv or tsv for content that starts with ``head``.

    Raises:
        EmptyInputError: There is no content.
        UnreadableInputError: The content is binary or of a kind that is not read.
        UnknownNameError: ``from_format`` is no format.
    """
    if from_format is not None and from_format not in FORMATS:
        raise UnknownNameError(f"no input format is called '{from_format}'; known: {', '.join(FORMATS)}")
    _refuse_binary(head, source, encoding)
    text = head_text(head, encoding)
    if text.strip() == "":
        raise EmptyInputError(f"{source} is empty; give a file with text or a table in it")
    if from_format is not None:
        return from_format
    if _HTML.match(text):
        return "html"
    by_name = EXTENSIONS.get(PurePath(source).suffix.lower())
    if by_name in ("csv", "tsv"):
        return by_name
    if _JSON.match(text):
        raise UnreadableInputError(
            f"{source} holds JSON; {_READABLE}; for an incidents file of geomap use: geomap export"
        )
    if looks_like_table(text, complete=len(head) < HEAD_BYTES):
        return "csv"
    return by_name if by_name is not None else "text"


def _refuse_binary(head: bytes, source: str, encoding: str | None) -> None:
    for magic, kind, advice in _MAGIC:
        if head.startswith(magic):
            raise UnreadableInputError(f"{source} is {kind}; {_READABLE}; {advice}")
    if b"\x00" in head and not _is_wide(head, encoding):
        raise UnreadableInputError(f"{source} is a binary file, not text; {_READABLE}")


def _is_wide(head: bytes, encoding: str | None) -> bool:
    """Say whether NUL bytes are those of UTF-16 or UTF-32 text, which the user or a byte order mark tells."""
    if encoding is not None and encoding.lower().replace("_", "-").startswith(
        ("utf-16", "utf-32", "utf16", "utf32")
    ):
        return True
    return head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
