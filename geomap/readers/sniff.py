"""What kind of content a file holds, told from its first bytes, then from its extension."""

from __future__ import annotations

import re
from pathlib import PurePath

from geomap.errors import EmptyInputError, UnknownNameError, UnreadableInputError
from geomap.readers.decode import head_text
from geomap.readers.dialect import looks_like_table

__all__ = ["EXTENSIONS", "FORMATS", "HEAD_BYTES", "READABLE", "extension_of", "kind_of", "plain_name"]

HEAD_BYTES = 1 << 16

EXTENSIONS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xlsb": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".geojson": "geojson",
    ".geojsonl": "geojsonl",
    ".geojsons": "geojsonl",
    ".gpkg": "gpkg",
    ".fgb": "fgb",
    ".shp": "shp",
    ".kml": "kml",
    ".kmz": "kmz",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
    ".zip": "zip",
}
"""Kind of content by file extension, before ``.gz`` where that follows; a folder is searched for these."""

FORMATS = tuple(sorted(set(EXTENSIONS.values())))
"""Formats that ``--from`` takes."""

READABLE = (
    "geomap reads text, HTML, PDF, CSV, Excel, JSON, GeoJSON, GeoPackage, Shapefile, KML, Parquet and ZIP"
)

_KINDS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"SQLite format 3\x00", "gpkg"),
    (b"fgb\x03fgb", "fgb"),
    (b"\x00\x00\x27\x0a", "shp"),
    (b"PAR1", "parquet"),
)
_REFUSED = (
    (b"PK\x05\x06", "an empty ZIP archive", "pack it again"),
    (b"{\\rtf", "an RTF document", "save it as .txt"),
    (b"BZh", "bzip2 data", "unpack it first"),
    (b"\xfd7zXZ", "xz data", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first"),
    (b"\x89PNG", "a PNG image", "geomap reads text, not pictures"),
    (b"\xff\xd8\xff", "a JPEG image", "geomap reads text, not pictures"),
    (b"GIF8", "a GIF image", "geomap reads text, not pictures"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.I | re.S,
)
_KML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s[^>\[]*(?:\[.*?\]\s*)?>\s*)?<(?:\w+:)?kml\b",
    re.S,
)
_JSON = re.compile(r"[\s\x1e]*(?:\{\s*[\"}]|\[\s*[\"{\[\]])")
_FEATURE = re.compile(r'"type"\s*:\s*"Feature')


MOST_NULS = 0.05
"""Share of NUL bytes that a table of text may have; UTF-16 and programs have more."""
_TEXT_CONTROLS = b"\x00\t\n\v\f\r\x1a\x1b\x1e"


def kind_of(head: bytes, source: str, *, from_format: str | None = None, encoding: str | None = None) -> str:
    """Return the format of content that starts with ``head``; ``zip`` for every kind of ZIP archive.

    Raises:
        EmptyInputError: There is no content.
        UnreadableInputError: The content is binary or of a kind that is not read.
        UnknownNameError: ``from_format`` is no format.
    """
    if from_format is not None and from_format not in FORMATS:
        raise UnknownNameError(f"no input format is called '{from_format}'; known: {', '.join(FORMATS)}")
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return kind
    _refuse_binary(head, source, encoding)
    text = head_text(head, encoding)
    if text.strip() == "":
        raise EmptyInputError(f"{source} is empty; give a file with text or a table in it")
    return from_format if from_format is not None else _kind_of_text(text, source, len(head) < HEAD_BYTES)


def _kind_of_text(text: str, source: str, complete: bool) -> str:
    if _HTML.match(text):
        return "html"
    if _KML.match(text):
        return "kml"
    by_name = EXTENSIONS.get(extension_of(source))
    if by_name in ("csv", "tsv"):
        return by_name
    if _JSON.match(text):
        lines = [line for line in text.split("\n")[:2] if line.strip() != ""]
        by_line = len(lines) == 2 and all(line.lstrip("\x1e").rstrip().endswith("}") for line in lines)
        is_geo = _FEATURE.search(text) is not None
        return ("geojson" if is_geo else "json") + (
            "l" if by_line and lines[0].lstrip("\x1e{[") != "" else ""
        )
    if looks_like_table(text, complete=complete):
        return "csv"
    return by_name if by_name in ("text", "html") else "text"


def extension_of(source: str) -> str:
    """Return a name's extension in lower case, without the ``.gz`` of packed content."""
    return PurePath(plain_name(source)).suffix.lower()


def plain_name(source: str) -> str:
    """Return a name without the ``.gz`` of packed content."""
    return source[: -len(".gz")] if source.lower().endswith(".gz") else source


def _refuse_binary(head: bytes, source: str, encoding: str | None) -> None:
    for magic, kind, advice in _REFUSED:
        if head.startswith(magic):
            raise UnreadableInputError(f"{source} is {kind}; {READABLE}; {advice}")
    if b"\x00" in head and not _is_wide(head, encoding) and not _is_spoilt_table(head, source):
        raise UnreadableInputError(f"{source} is a binary file, not text; {READABLE}")


def _is_spoilt_table(head: bytes, source: str) -> bool:
    """Say whether NUL bytes are stray ones in a table of text: few, with no other bytes that text has not."""
    if EXTENSIONS.get(extension_of(source)) not in ("csv", "tsv"):
        return False
    return head.count(b"\x00") <= len(head) * MOST_NULS and not any(
        byte < 32 and byte not in _TEXT_CONTROLS for byte in head
    )


def _is_wide(head: bytes, encoding: str | None) -> bool:
    """Say whether NUL bytes are those of UTF-16 or UTF-32 text, which the user or a byte order mark tells."""
    if encoding is not None and encoding.lower().replace("_", "-").startswith(
        ("utf-16", "utf-32", "utf16", "utf32")
    ):
        return True
    return head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
