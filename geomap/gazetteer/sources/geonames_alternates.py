"""GeoNames' alternateNamesV2: one name per line with its language and use; 10 columns, no header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.gazetteer.naming import is_code, is_short_latin, is_written_name
from geomap.gazetteer.records import Alias, Link, Name
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.geonames import first_rows, geonames_format, is_id, most_rows
from geomap.gazetteer.sources.registry import SOURCES
from geomap.gazetteer.sources.report import SourceReport

__all__ = ["read_alternates"]

_COLUMNS = (8, 10)
"""The published file has 10; the older alternateNames has 8, without the years of use."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_SKIPPED = {
    "link": "link, not a name",
    "post": "postal code, not a name",
    "unlc": "UN/LOCODE, not a name",
    "phon": "phonetic spelling",
    "piny": "Pinyin for reading aloud",
}
_CODES = {"iata", "icao", "faac", "abbr"}
"""Airport codes and abbreviations: names that count only with support."""
_REPUBLICAN = "fr_1793"
"""Names of the French Revolution."""
_WIKIDATA = re.compile(r"Q[1-9]\d*")


def _is_alternate(cells: list[str]) -> bool:
    return (
        len(cells) in _COLUMNS
        and is_id(cells[0])
        and is_id(cells[1])
        and len(cells[2]) <= 12
        and all(flag in ("", "1") for flag in cells[4:8])
    )


def read_alternates(file: SourceFile, report: SourceReport) -> Iterator[Alias | Link]:
    """Read names of places in other languages, and the ids that Wikidata has for them.

    Historical names, and those with a year in which their use ended, are marked so; colloquial ones,
    codes and Latin ones of three letters or fewer are weak.
    """
    for number, line in file.lines():
        cells = line.split("\t")
        if len(cells) not in _COLUMNS:
            if line.strip() == "":
                report.skip("empty line")
            else:
                report.reject(number, f"{len(cells)} columns, not {_COLUMNS[-1]}", value=line)
        elif not is_id(cells[1]):
            report.reject(number, "not a geonameid", column="geonameid", value=cells[1])
        else:
            record = _record(cells, number, report)
            if record is not None:
                report.used += 1
                yield record


def _record(cells: list[str], number: int, report: SourceReport) -> Alias | Link | None:
    """Return what a row holds, or count why it holds nothing."""
    place_id, language, text = f"geonames:{cells[1]}", cells[2], cells[3]
    if language == "wkdt":
        if _WIKIDATA.fullmatch(text) is not None:
            return Link(place_id, f"wikidata:{text}")
        report.reject(number, "not a Wikidata id", column="alternate name", value=text)
        return None
    reason = _SKIPPED.get(language)
    if reason is None and language not in _CODES and not _is_language(language):
        reason = "code of another register"
    if reason is None:
        reason = _no_name(text)
    if reason is not None:
        report.skip(reason)
        return None
    shown = language if language not in _CODES else ""
    return Alias(place_id, Name(text, "fr" if shown == _REPUBLICAN else shown, _kind(cells)))


def _is_language(tag: str) -> bool:
    return tag in ("", _REPUBLICAN) or _LANGUAGE.fullmatch(tag) is not None


def _no_name(text: str) -> str | None:
    """Say why a text of any language is no name, or return None."""
    if is_written_name(text):
        return None
    if not any(ch.isalpha() for ch in text):
        return "no letters"
    if is_code(text) and ":" in text:
        return _SKIPPED["link"]
    return "one letter, or more than 80" if not 2 <= len(text) <= 80 else None


def _kind(cells: list[str]) -> str:
    """Return the kind of a name by its flags, its end year and its look."""
    colloquial, historic = cells[6], cells[7]
    ended = len(cells) > 9 and cells[9][:1].isdecimal()
    if historic == "1" or ended or cells[2] == _REPUBLICAN:
        return "historical"
    text = cells[3]
    weak = colloquial == "1" or cells[2] in _CODES or is_short_latin(text) or not is_written_name(text)
    return "weak" if weak else "strong"


SOURCES.register("geonames-alternates")(
    geonames_format(lambda file: most_rows(first_rows(file), _is_alternate), read_alternates, "")
)
