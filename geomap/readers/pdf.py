"""The text of a PDF document, read as a news text."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from geomap.errors import EmptyInputError, UnreadableInputError
from geomap.model import Document, Problem
from geomap.readers.article import article_document
from geomap.readers.header import Hints, read_header
from geomap.readers.inputs import InputFile
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.wrap import unwrap

__all__ = ["read_pdf"]

MOST_PAGES = 2000
_CUT_WORD = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def read_pdf(file: InputFile, settings: ReadSettings, report: Report) -> Document:
    """Read the text of a PDF document; words cut at line ends are joined.

    Raises:
        EmptyInputError: No page has text: the pages are pictures.
        UnreadableInputError: The file is damaged, locked with a password, or a book.
    """
    pages = [page.strip() for page in _pages(file)]
    text = "\n\n".join(page for page in pages if page != "")
    if text.strip() == "":
        raise EmptyInputError(
            f"{file.source} has no text, only pictures of pages; run text recognition on it first"
        )
    empty = pages.count("")
    if empty > 0:
        reason = f"{empty} of {len(pages)} pages hold no text"
        advice = "run text recognition on it if they are scanned"
        report(Problem(source=file.source, row=None, column=None, value="", reason=reason, suggestion=advice))
    text = unwrap(_CUT_WORD.sub("", text).replace("\x00", ""))
    header = read_header(text, Hints(fallback=settings.document_date))
    return article_document(text, file, settings, header, report)


def _pages(file: InputFile) -> Iterator[str]:
    """Yield the text of each page."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # its remarks on damaged files are not for our users
    with file.open() as stream:
        try:
            reader = PdfReader(stream)
            if len(reader.pages) > MOST_PAGES:
                raise UnreadableInputError(
                    f"{file.source} has more than {MOST_PAGES:,} pages; give a part of it"
                )
            for page in reader.pages:
                yield page.extract_text()
        except (
            PyPdfError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            IndexError,
            RecursionError,
        ) as error:
            if isinstance(error, UnreadableInputError):
                raise
            raise UnreadableInputError(
                f"{file.source} is a damaged or locked PDF document: {error}; save its text as .txt"
            ) from error
