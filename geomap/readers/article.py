"""News text to a document, with what its head and foot state about it."""

from __future__ import annotations

import hashlib

from geomap.model import Document, Problem
from geomap.readers.decode import decode_text, encoding_of, report_encoding
from geomap.readers.header import Header, Hints, read_header
from geomap.readers.inputs import InputFile
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.wrap import unwrap

__all__ = ["article_document", "document_id", "read_text"]

ID_DIGITS = 16


def document_id(name: str, content: str) -> str:
    """Return a stable id from a file's name and its content."""
    return hashlib.sha256(f"{name}\x00{content}".encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]


def read_text(file: InputFile, settings: ReadSettings, report: Report) -> Document:
    """Read a news text.

    Offsets count in its text with line feeds as line ends; hard-wrapped paragraphs are one line.

    Raises:
        UnreadableInputError: The bytes are not of the encoding that the settings name.
    """
    payload = file.read_bytes()
    encoding = encoding_of([payload], given=settings.encoding)
    report_encoding(file.source, encoding, given=settings.encoding, report=report)
    text = unwrap(decode_text(payload, encoding, file.source))
    header = read_header(text, Hints(fallback=settings.document_date))
    return article_document(text, file, settings, header, report)


def article_document(
    text: str,
    file: InputFile,
    settings: ReadSettings,
    header: Header,
    report: Report,
    *,
    publisher: str | None = None,
    language: str | None = None,
) -> Document:
    """Return the document of a text whose head and foot have been read.

    Args:
        text: The text.
        file: Where it is from.
        settings: How it is read.
        header: Its head and foot.
        report: Where problems go.
        publisher: The outlet, when it is known better than from the head.
        language: What a page says that it is written in.
    """
    published, rule = header.published, header.rule
    if header.unsettled is not None:
        report(_unsettled(file.source, header.unsettled))
    if published is None and settings.document_date is not None:
        published, rule = settings.document_date, "option"
    return Document(
        id=document_id(file.name, text),
        text=text,
        source=file.source,
        title=header.title,
        publisher=publisher if publisher is not None else header.publisher,
        url=header.url,
        published=published,
        date_rule=rule,
        language=language,
        title_span=header.title_span,
        body=header.body,
    )


def _unsettled(source: str, line: str) -> Problem:
    return Problem(
        source=source,
        row=None,
        column=None,
        value=line,
        reason="the date can be read in two ways and nothing in the text tells which",
        suggestion="give it with --date",
    )
