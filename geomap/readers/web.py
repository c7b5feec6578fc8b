"""Web pages to documents: the main text, and title, date, outlet and address from the markup.

Nothing is run and nothing is fetched; markup becomes text.
"""

from __future__ import annotations

import logging
import re
import warnings
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from geomap.errors import EmptyInputError
from geomap.model import Document
from geomap.readers.article import article_document
from geomap.readers.decode import decode_text, encoding_of, is_encoding, report_encoding
from geomap.readers.header import Hints, read_header, site_of
from geomap.readers.inputs import InputFile
from geomap.readers.settings import ReadSettings, Report

__all__ = ["read_html"]

SHORT_TEXT = 200
META_BYTES = 4096
# htmldate refuses days after this one; a fixed day, so that no clock is asked.
LAST_DAY = "2099-12-31"

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]+)", re.IGNORECASE)
_HTML_LANGUAGE = re.compile(
    r"<html\b[^>]*?\s(?:xml:)?lang\s*=\s*[\"']?\s*(?P<code>[A-Za-z]{2,3})\b", re.IGNORECASE
)
_PROLOG = re.compile(r"\s*<\?xml[^>]*\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What states a date on purpose; dates in running text and titles are those of events.
_DATED = re.compile(
    r"<meta\b[^>]*>|<time\b[^>]*>|<script\b[^>]*application/ld\+json[^>]*>.*?</script\s*>",
    re.IGNORECASE | re.DOTALL,
)
# By the HTML standard these names mean the Windows code page.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What the markup of a page states."""

    text: str
    title: str | None
    site: str | None
    url: str | None
    published: date | None
    language: str | None


def read_html(file: InputFile, settings: ReadSettings, report: Report) -> Document:
    """Read a web page: its text is the title, then the main text, without markup.

    Raises:
        EmptyInputError: The page holds no text.
        UnreadableInputError: The bytes are not of the encoding that the settings name.
    """
    payload = file.read_bytes()
    encoding = _encoding(payload, settings.encoding)
    report_encoding(file.source, encoding, given=settings.encoding or _declared(payload), report=report)
    markup = _CONTROL.sub(" ", _PROLOG.sub("", decode_text(payload, encoding, file.source), count=1))
    page = _read_page(markup)
    if page.text.strip() == "":
        raise EmptyInputError(f"{file.source} is a web page without text; save the page after it has loaded")
    text = page.text
    if page.title is not None and text.split("\n", 1)[0].strip() != page.title:
        text = f"{page.title}\n{text}"
    hints = Hints(
        fallback=settings.document_date, has_title=page.title is not None, url=page.url, meta=page.published
    )
    header = read_header(text, hints)
    return article_document(text, file, settings, header, report, publisher=page.site, language=page.language)


def _encoding(payload: bytes, given: str | None) -> str:
    """Return the encoding: named by the user, marked, declared in the page, else told from the bytes."""
    found = encoding_of([payload], given=given)
    declared = _declared(payload)
    if given is not None or found.startswith("utf") or declared is None:
        return found
    return declared


def _declared(payload: bytes) -> str | None:
    """Return the encoding that a page declares, if there is such an encoding."""
    found = _CHARSET.search(payload[:META_BYTES])
    if found is None:
        return None
    name = found["name"].decode("ascii", "replace").lower()
    name = _ALIASES.get(name, name)
    return name if is_encoding(name) and not name.startswith("utf") else None


def _read_page(markup: str) -> _Page:
    """Return the main text and the metadata of a page."""
    extracted = _extract(markup)
    text = str(extracted.text or "") if extracted is not None else ""
    if len(text) < SHORT_TEXT:
        plain = _plain_text(markup)
        text = plain if len(plain) > len(text) else text
    url = extracted.url if extracted is not None else None
    site = extracted.sitename if extracted is not None else None
    title = extracted.title if extracted is not None else None
    return _Page(
        text=text,
        title=" ".join(title.split()) if title else None,
        site=site or None,
        url=url if url is not None and urlsplit(url).scheme in ("http", "https") and site_of(url) else None,
        published=_published(markup),
        language=_language(markup),
    )


def _language(markup: str) -> str | None:
    """Return the language that the page's root element states, in small letters."""
    found = _HTML_LANGUAGE.search(markup[:META_BYTES])
    return None if found is None else found["code"].lower()


def _extract(markup: str) -> Any:  # noqa: ANN401
    """Return trafilatura's record of a page, or None when it finds no main text."""
    with warnings.catch_warnings():
        # Its dependencies warn about each other; there is nothing that a user could do.
        warnings.simplefilter("ignore")
        import trafilatura

        for name in ("trafilatura", "htmldate", "courlan"):
            logging.getLogger(name).addHandler(logging.NullHandler())
        try:
            return trafilatura.bare_extraction(
                markup,
                include_comments=False,
                with_metadata=True,
                date_extraction_params=_date_params(),
            )
        except RecursionError:
            return None


def _date_params() -> dict[str, Any]:
    return {
        "original_date": True,
        "extensive_search": False,
        "max_date": LAST_DAY,
        "deferred_url_extractor": True,
    }


def _published(markup: str) -> date | None:
    """Return the day of first publication that meta elements, JSON-LD or time elements state."""
    dated = "".join(_DATED.findall(markup))
    if dated == "":
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from htmldate import find_date

        found = find_date(f"<html><head>{dated}</head><body><p></p></body></html>", url="", **_date_params())
    return date.fromisoformat(found) if found is not None else None


def _plain_text(markup: str) -> str:
    """Return all text of a page that a reader sees, one line per block."""
    parser = _TextParser()
    parser.feed(markup)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line != "")


class _TextParser(HTMLParser):
    """Collects the text of a page; blocks end lines, code and styles are left out."""

    HIDDEN = frozenset(("script", "style", "noscript", "template", "head", "title", "svg", "iframe"))
    INLINE = frozenset(
        (
            *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s"),
            *("small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
        )
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what hides text and what starts a line."""
        if tag in self.HIDDEN:
            self._hidden.append(tag)
        elif tag == "body":
            self._hidden.clear()
        elif tag not in self.INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Note what shows text again and what ends a line."""
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag not in self.INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep text that is seen; line ends in it are spaces."""
        if not self._hidden:
            self.parts.append(data.replace("\n", " "))
