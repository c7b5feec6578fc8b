"""Events, sources and associations as TimeMap reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.forms.crosswalk import Row, own_id, point_of, quote_of
from geomap.exporters.forms.rows import kept_rows
from geomap.exporters.settings import ExportSettings

if TYPE_CHECKING:
    import geopandas

__all__ = ["to_timemap"]

DATE_FORM = "%m/%d/%Y"


@EXPORTERS.register("timemap")
def to_timemap(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> str:
    """TimeMap JSON: ``events``, the ``sources`` that they name, and ``associations`` to filter by.

    Left out, and told: rows with neither a date nor a point, which TimeMap refuses.
    """
    rows = kept_rows(frame, settings, _why_not)
    sources: dict[tuple[str, ...], dict[str, object]] = {}
    events = [_event(row, list(_name_sources(row, sources))) for row in rows]
    kinds = dict.fromkeys(_kind(row) for row in rows)
    content = {
        "events": events,
        "sources": list(sources.values()),
        "associations": [
            {
                "id": "/".join(kind),
                "title": kind[-1],
                "desc": "",
                "mode": "FILTER",
                "filter_paths": list(kind),
            }
            for kind in sorted(kinds)
        ],
        "metadata": {
            "attribution": list(settings.attribution),
            "generator": f"geomap {settings.version}".strip(),
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _why_not(row: Row) -> str | None:
    """Return why a row has no place in the form, or None."""
    return "with neither a date nor a point" if row["date_start"] is None and row["lat"] is None else None


def _event(row: Row, source_ids: list[str]) -> dict[str, object]:
    day = None if row["date_start"] is None else date.fromisoformat(row["date_start"])
    lat, lon = point_of(row)
    return {
        "id": own_id(row),
        "description": quote_of(row),
        "date": "" if day is None else day.strftime(DATE_FORM),
        "time": "",
        "time_precision": row["date_precision"],
        "location": row["place_text"] or row["place_name"] or "",
        "latitude": lat,
        "longitude": lon,
        "category": _kind(row)[-1],
        "type": row["event_type"],
        "associations": ["/".join(_kind(row))],
        "sources": source_ids,
        "comments": row["title"] or "",
        "provenance": row["provenance"] or "",
    }


def _kind(row: Row) -> tuple[str, ...]:
    """Return an incident's type and, where there is one, its sub-type."""
    return tuple(word for word in (row["event_type"], row["sub_type"]) if word is not None)


def _name_sources(row: Row, sources: dict[tuple[str, ...], dict[str, object]]) -> Iterator[str]:
    """Yield the ids of a row's sources, and put each new one among the others."""
    for entry in row["sources"]:
        key = tuple(str(entry[name] or "") for name in ("publisher", "date", "url", "title", "doc_id"))
        publisher, day, url, title, doc_id = key
        if key not in sources:
            sources[key] = {
                "id": f"SRC{len(sources) + 1:05d}",
                "title": title or publisher or doc_id,
                "paths": [url] if url else [],
                "url": url,
                "type": "report",
                "affil_s": publisher,
                "date": day,
                "description": "",
                "notes": "",
            }
        yield str(sources[key]["id"])
