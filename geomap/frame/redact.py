"""Incidents without what leads back to people and sources: no quotes, no names, no links, no ids."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from geomap.frame.build import from_records, iter_records
from geomap.frame.records import Record
from geomap.frame.schema import COLUMNS, COUNT_KINDS
from geomap.incidents.classes import class_of_name
from geomap.incidents.lexicon import load_weapons
from geomap.incidents.types.tables import load_sub_types

if TYPE_CHECKING:
    import geopandas

__all__ = ["REDACTED", "redact_frame", "redacted_records", "stated_as"]

Row = dict[str, Any]

REDACTED = "words, names, sources and ids left out"

DROPPED = (
    "title",
    "description",
    "date_text",
    "date_anchor",
    "date_rule",
    "place_text",
    "margin",
    "place_alternatives",
    "target",
    "sources",
    "evidence",
    *(f"{kind}_text" for kind in COUNT_KINDS),
)
"""Columns that hold words of a source, or lead to it: an exact margin is the mark of one text."""

_SEPARATOR = " | "
_PINS = "pins "
_GROUP = "people"
_UNNAMED = "unnamed"


def redact_frame(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return an incident table without what leads back to people and sources; public as ``geomap.redact``.

    Left out: titles, descriptions, quotes, all other words of the source, other places that were
    considered, targets, sources and their links. Names of sides and actors become their class ("militia",
    "police"); weapons and sub-types stay where they are words of geomap's own lists. Ids of incidents and
    clusters are counted anew, in an order that follows from nothing but what is left. Points, dates, kinds
    and numbers of people stay; see :func:`geomap.coarsen` for points.

    Who has the source can still find an incident in it by its day, kind and numbers.
    """
    return from_records(stated_as(redacted_records(iter_records(frame)), REDACTED))


def redacted_records(rows: Iterable[Record]) -> list[Record]:
    """Return rows without what leads back to people and sources, with new ids."""
    return _renumbered([_redacted(row) for row in rows])


def stated_as(rows: Iterable[Record], words: str) -> list[Record]:
    """Return rows whose provenance says what was done to them."""
    return [
        {
            **row,
            "provenance": words if row["provenance"] is None else f"{row['provenance']}{_SEPARATOR}{words}",
        }
        for row in rows
    ]


def _redacted(row: Row) -> Row:
    confidence = row["confidence"]
    return {
        **row,
        **{name: [] if COLUMNS[name].is_list else None for name in DROPPED},
        "sub_type": row["sub_type"] if row["sub_type"] in load_sub_types() else None,
        "weapon": row["weapon"] if row["weapon"] in load_weapons() else None,
        "confidence": None if confidence is None else round(confidence, 1),
        "side_a": _class_of(row, row["side_a"]),
        "side_b": _class_of(row, row["side_b"]),
        "actors": [_actor(row, entry) for entry in row["actors"]],
        "counts_by_group": [{**entry, "group": _GROUP, "text": None} for entry in row["counts_by_group"]],
        "provenance": _without_pins(row["provenance"]),
    }


def _class_of(row: Row, name: str | None) -> str | None:
    """Return the class of a side: that of the actor of its name, else what its name says."""
    if name is None:
        return None
    told = next((entry["class"] for entry in row["actors"] if entry["name"] == name), None)
    return told or class_of_name(name) or _UNNAMED


def _actor(row: Row, entry: Row) -> Row:
    known = _class_of(row, entry["name"])
    return {"name": known, "role": entry["role"], "class": None if known == _UNNAMED else known}


def _without_pins(provenance: str | None) -> str | None:
    """Return a provenance without the names of pins files, which are people's own."""
    if provenance is None:
        return None
    parts = [part for part in provenance.split(_SEPARATOR) if not part.startswith(_PINS)]
    return _SEPARATOR.join(parts) or None


def _renumbered(rows: list[Row]) -> list[Row]:
    """Return the rows with ids that are counted by content, so that neither id nor order tells anything."""
    incidents = [
        list(places)
        for _, places in groupby(
            sorted(rows, key=lambda row: (str(row["incident_id"]), row["place_index"])),
            key=lambda row: row["incident_id"],
        )
    ]
    incidents.sort(key=_content)
    width = len(str(len(incidents)))
    clusters: dict[str, str] = {}
    found = []
    for number, places in enumerate(incidents, start=1):
        for row in places:
            old = row["cluster_id"]
            new = None if old is None else clusters.setdefault(old, f"c{len(clusters) + 1:0{width}d}")
            found.append({**row, "incident_id": f"r{number:0{width}d}", "cluster_id": new})
    return found


def _content(places: list[Row]) -> str:
    """Return an incident's content as text to sort by, undated ones last."""
    told = [{name: value for name, value in row.items() if not name.endswith("_id")} for row in places]
    day = places[0]["date_start"]
    return f"{day is None}{day}" + json.dumps(told, sort_keys=True, ensure_ascii=False)
