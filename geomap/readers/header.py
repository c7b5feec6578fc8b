"""The head and foot of a news text: title, byline, outlet, date, address, and where the body is.

Lines are judged one by one from the top until one reads like running text, and from the bottom
until one does. Nothing here knows an outlet; shape and position decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from geomap.readers.dateline import FoundDate, date_in_url, nearest_day
from geomap.readers.lead import Lead, read_lead
from geomap.readers.lines import (
    Line,
    LineKind,
    classify_line,
    dates_of,
    is_credit,
    is_names,
    is_section,
    is_title_like,
    iter_lines,
    key_of,
    publisher_of,
    url_of,
)
from geomap.readers.numeric import numeric_dates, settle

__all__ = ["Header", "Hints", "read_header", "site_of"]

HEAD_LINES = 14
FOOT_LINES = 12
TITLE_KEYS = ("title", "headline")
DATE_KEYS = ("date", "published", "published on", "publication date", "load-date")
PUBLISHER_KEYS = ("source", "publisher", "publication", "outlet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known about a text before its lines are read.

    Attributes:
        has_title: True when the first line is known to be the title.
        url: Address from the markup of a page.
        meta: Date from the markup of a page.
        fallback: A date from the user; it tells the year of a date that lacks one.
    """

    has_title: bool = False
    url: str | None = None
    meta: date | None = None
    fallback: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the head and foot of a news text state.

    Attributes:
        rule: Where the date was found: header, dateline, meta or url.
        body: Half-open span of the running text.
        unsettled: A line with a date that can be read in two ways, where nothing tells which is right.
    """

    title: str | None
    title_span: tuple[int, int] | None
    publisher: str | None
    published: date | None
    rule: str | None
    url: str | None
    body: tuple[int, int]
    unsettled: str | None = None


def read_header(text: str, hints: Hints | None = None) -> Header:
    """Read the head and foot of a news text.

    The date is the first of: one in the header, one in the dateline, the markup's, an "updated"
    one in the header, the one in the address.
    """
    known = hints if hints is not None else Hints()
    lines = list(iter_lines(text))
    head, title_line, rest = _split_head(lines, has_title=known.has_title)
    foot = _foot_length(rest)
    body = rest[: len(rest) - foot] or rest or lines
    lead = read_lead(body[0].text) if body else None
    span, title = _title(head, title_line)
    url = known.url if known.url is not None else _first_url([*head, *rest[len(rest) - foot :]])
    published, rule = _date(head, lead, url, known)
    unsettled = None
    if published is None and known.fallback is None:
        published, unsettled = _numeric(head, text, url)
        rule = "header" if published is not None else None
    return Header(
        title=title,
        title_span=span,
        publisher=_publisher(head, lead, url),
        published=published,
        rule=rule,
        unsettled=unsettled,
        url=url,
        body=(body[0].start + (lead.length if lead is not None else 0), body[-1].end)
        if body
        else (0, len(text)),
    )


def site_of(url: str) -> str | None:
    """Return the host of an address without ``www.``, or None when it has none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host is not None else None


def _split_head(lines: Sequence[Line], *, has_title: bool) -> tuple[list[Line], Line | None, list[Line]]:
    """Return the header lines, the title among them apart, and the lines that follow."""
    head: list[Line] = []
    title: Line | None = None
    for index, line in enumerate(lines[:HEAD_LINES]):
        kind = classify_line(line.text)
        following = lines[index + 1] if index + 1 < len(lines) else None
        if has_title and index == 0:
            title = line
        elif following is None or (
            kind in (LineKind.TEXT, LineKind.LABEL) and read_lead(line.text) is not None
        ):
            return head, title, list(lines[index:])
        elif _is_title(line, kind, title, following):
            if title is not None:
                head.append(title)
            title = line
        elif title is not None and (is_names(line.text) or _is_above_date(line, following)):
            head.append(line)
        elif kind is LineKind.TEXT or (kind is LineKind.LABEL and title is None):
            return head, title, list(lines[index:])
        else:
            head.append(line)
    return head, title, list(lines[len(head) + (title is not None) :])


def _is_title(line: Line, kind: LineKind, title: Line | None, following: Line) -> bool:
    """Say whether a line is the title, or a better one than a label that was taken for it."""
    if kind not in (LineKind.TEXT, LineKind.LABEL) or not is_title_like(line.text):
        return False
    if following.text[0].islower() and classify_line(following.text) is LineKind.TEXT:
        return False
    if title is None:
        return True
    return kind is LineKind.TEXT and is_section(title.text)


def _is_above_date(line: Line, following: Line) -> bool:
    """Say whether a line stands in the head, above a date or byline: "Le Courrier, late edition"."""
    below = classify_line(following.text)
    return below in (LineKind.DATE, LineKind.BYLINE) and is_title_like(line.text)


def _foot_length(lines: Sequence[Line]) -> int:
    """Return how many lines at the end are links, credits and notices; the first line never is."""
    count = 0
    for line in reversed(lines[1:][-FOOT_LINES:]):
        if not is_credit(line.text):
            break
        count += 1
    return count


def _title(head: Sequence[Line], line: Line | None) -> tuple[tuple[int, int] | None, str | None]:
    """Return span and text of the title: a ``Title:`` line, else the line that reads like one."""
    for entry in head:
        pair = key_of(entry.text)
        if pair is not None and pair[0] in TITLE_KEYS:
            return (entry.end - len(pair[1]), entry.end), pair[1]
    if line is None:
        return None, None
    bare = line.text.lstrip("#* \t")
    return (line.end - len(bare), line.end), bare


def _first_url(lines: Sequence[Line]) -> str | None:
    return next((url for line in lines if (url := url_of(line.text)) is not None), None)


def _publisher(head: Sequence[Line], lead: Lead | None, url: str | None) -> str | None:
    """Return the outlet: stated by key, beside the date, in the byline, in the dateline, else the site."""
    for line in head:
        pair = key_of(line.text)
        if pair is not None and pair[0] in PUBLISHER_KEYS and url_of(pair[1]) is None:
            return pair[1]
    for kind in (LineKind.DATE, LineKind.BYLINE):
        for line in head:
            name = publisher_of(line.text) if classify_line(line.text) is kind else None
            if name is not None:
                return name
    if lead is not None and lead.agency is not None:
        return lead.agency
    return site_of(url) if url is not None else None


def _date(
    head: Sequence[Line], lead: Lead | None, url: str | None, known: Hints
) -> tuple[date | None, str | None]:
    """Return the document date and the rule that found it."""
    stated = [entry for line in head for entry in _header_dates(line)]
    published = [found for found, is_update in stated if not is_update]
    updated = next((found.full for found, is_update in stated if is_update), None)
    address = date_in_url(url) if url is not None else None
    anchor = next((day for day in (known.meta, updated, address, known.fallback) if day is not None), None)
    # A date with its year says more than one without.
    by_year = sorted(published, key=lambda found: found.year is None)
    header = next((day for found in by_year if (day := _complete(found, anchor)) is not None), None)
    dateline = _complete(lead.found, anchor) if lead is not None and lead.found is not None else None
    ranked = (
        (header, "header"),
        (dateline, "dateline"),
        (known.meta, "meta"),
        (updated, "header"),
        (address, "url"),
    )
    return next(((day, rule) for day, rule in ranked if day is not None), (None, None))


def _numeric(head: Sequence[Line], text: str, url: str | None) -> tuple[date | None, str | None]:
    """Return the date of the first header line with one in numbers, or the line if nothing settles it."""
    for line in head:
        pair = key_of(line.text)
        readings = numeric_dates(line.text) if pair is None or pair[0] in DATE_KEYS else None
        if readings is not None:
            found = settle(readings, line.text, text, url)
            return found, line.text if found is None else None
    return None, None


def _header_dates(line: Line) -> list[tuple[FoundDate, bool]]:
    """Return the dates of a header line, each with whether it is that of an update."""
    pair = key_of(line.text)
    if pair is not None and pair[0] not in DATE_KEYS:
        return []
    if pair is None and classify_line(line.text) not in (LineKind.DATE, LineKind.BYLINE):
        return []
    return list(dates_of(line.text))


def _complete(found: FoundDate, anchor: date | None) -> date | None:
    if found.year is not None:
        return found.full
    return nearest_day(found.month, found.day, anchor) if anchor is not None else None
