"""JSON that is no list of objects, and the sources that TimeMap keeps beside its events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geomap.readers.cell_text import cell_text

__all__ = ["SOURCE_COLUMNS", "records_of_whole", "sources_by_id", "with_sources"]

KEY = "key"
SOURCE_COLUMNS = ("source_title", "source_url")
"""Columns that events get from the sources that they name."""


def records_of_whole(content: object) -> list[dict[str, Any]]:
    """Return the records of JSON content that holds no list of objects.

    They may be objects by id (``{"a": {...}, "b": {...}}``), columns (``{"place": [...], "date": [...]}``
    or ``{"place": {"0": ...}}``), lists under a list of names, or one object.
    """
    if isinstance(content, list):
        return _listed(content)
    if not isinstance(content, Mapping) or not content:
        return []
    values = list(content.values())
    if all(isinstance(value, list) for value in values) and len({len(value) for value in values}) == 1:
        return [dict(zip(content, row, strict=True)) for row in zip(*values, strict=True)]
    if len(values) > 1 and all(isinstance(value, Mapping) for value in values):
        inner = [list(value) for value in values]
        if all(key.isdigit() for key in inner[0]) and all(keys == inner[0] for keys in inner):
            return [{name: column[key] for name, column in content.items()} for key in inner[0]]
        return [{KEY: key, **value} for key, value in content.items()]
    return [dict(content)]


def _listed(rows: Sequence[object]) -> list[dict[str, Any]]:
    """Return lists under a list of names as records."""
    lists = [row for row in rows if isinstance(row, list)]
    if len(lists) < 2 or not all(isinstance(name, str) for name in lists[0]):
        return []
    names = lists[0]
    return [dict(zip(names, row, strict=False)) for row in lists[1:]]


def sources_by_id(content: object, path: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Return the sources that stand beside a list of events, by their id; none when there are none."""
    for key in path:
        content = content.get(key) if isinstance(content, Mapping) else None
    held = content.get("sources") if isinstance(content, Mapping) else None
    if isinstance(held, Mapping):
        return {str(key): source for key, source in held.items() if isinstance(source, Mapping)}
    if isinstance(held, list):
        return {str(one["id"]): one for one in held if isinstance(one, Mapping) and "id" in one}
    return {}


def with_sources(event: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return an event with title and address of the sources that it names, joined with "; "."""
    named = event.get("sources", event.get("source", ()))
    ids = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    found = [sources[str(one)] for one in ids if str(one) in sources]
    titles = [cell_text(one.get("title", "")) for one in found]
    return {
        **event,
        "source_title": "; ".join(title for title in titles if title != ""),
        "source_url": "; ".join(url for one in found if (url := address_of(one)) != ""),
    }


def address_of(source: Mapping[str, Any]) -> str:
    """Return the first web address of a source."""
    paths = source.get("paths", ())
    listed = [*paths] if isinstance(paths, list) else []
    told = [source.get("url"), *listed, *(source[key] for key in sorted(source) if key.startswith("path"))]
    return next((one for one in told if isinstance(one, str) and one.startswith("http")), "")
