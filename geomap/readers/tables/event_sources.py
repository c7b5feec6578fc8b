"""Sources that stand beside events, in a table of their own, as TimeMap keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from geomap.readers.cell_text import cell_text
from geomap.readers.columns import column_key

__all__ = ["SOURCE_COLUMNS", "add_sources", "sources_by_id", "sources_in", "with_sources"]

SOURCE_COLUMNS = ("source_title", "source_url")
"""Columns that events get from the sources that they name."""

_NAMED = re.compile(r"sources?\d*")

Sources = Mapping[str, Mapping[str, Any]]


def sources_in(
    tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]],
) -> tuple[str, Sources]:
    """Return name and sources by id of the first table, given as name, header and rows, that holds some."""
    for title, names, rows in tables:
        keys = [column_key(name) for name in names]
        if {"id", "title"} <= set(keys) and any(key.startswith(("path", "url")) for key in keys):
            records = [dict(zip(keys, row, strict=False)) for row in rows]
            return title, {record["id"]: record for record in records if record["id"] != ""}
    return "", {}


def add_sources(
    names: tuple[str, ...], rows: Iterator[list[str]], sources: Sources
) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """Return a table's names and rows with title and address of the sources that its rows name."""
    naming = [index for index, name in enumerate(names) if _NAMED.fullmatch(column_key(name)) is not None]
    if not sources or not naming:
        return names, rows
    return (*names, *SOURCE_COLUMNS), (
        [*row, *_told([sources[row[index]] for index in naming if row[index] in sources])] for row in rows
    )


def sources_by_id(content: object, path: Sequence[str]) -> Sources:
    """Return the sources that stand beside a list of events, by their id; none when there are none."""
    for key in path:
        content = content.get(key) if isinstance(content, Mapping) else None
    held = content.get("sources") if isinstance(content, Mapping) else None
    if isinstance(held, Mapping):
        return {str(key): source for key, source in held.items() if isinstance(source, Mapping)}
    if isinstance(held, list):
        return {str(one["id"]): one for one in held if isinstance(one, Mapping) and "id" in one}
    return {}


def with_sources(event: Mapping[str, Any], sources: Sources) -> dict[str, Any]:
    """Return an event with title and address of the sources that it names, joined with "; "."""
    named = event.get("sources", event.get("source", ()))
    ids = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    found = [sources[str(one)] for one in ids if str(one) in sources]
    return {**event, **dict(zip(SOURCE_COLUMNS, _told(found), strict=True))}


def _told(sources: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the titles and addresses of sources."""
    titles = [cell_text(one.get("title", "")) for one in sources]
    urls = [_address(one) for one in sources]
    return ["; ".join(text for text in texts if text != "") for texts in (titles, urls)]


def _address(source: Mapping[str, Any]) -> str:
    """Return the first web address of a source."""
    paths = source.get("paths", ())
    listed = [*paths] if isinstance(paths, list) else []
    told = [source.get("url"), *listed, *(source[key] for key in sorted(source) if key.startswith("path"))]
    return next((one for one in told if isinstance(one, str) and one.startswith("http")), "")
