"""The incident table as the columns that the page reads: one list a column, nulls left out where all are."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from geomap.errors import MissingColumnError
from geomap.frame import COLUMNS, combine_reports, reported_together
from geomap.rendering.markup import web_address

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

__all__ = ["to_light_payload", "to_payload"]

_COUNT_KINDS = ("killed", "wounded", "missing", "abducted")

# The same on every row of an incident; read from its first row.
_INCIDENT_COLUMNS = (
    "title",
    "description",
    "event_type",
    "sub_type",
    "stage",
    "factuality",
    "is_background",
    "is_aggregate",
    "date_start",
    "date_end",
    "date_precision",
    "date_text",
    "side_a",
    "side_b",
    "weapon",
    "target",
    "review_status",
    "counts_by_group",
    "sources",
    "evidence",
)

# Of one place of an incident.
_PLACE_COLUMNS = (
    "place_text",
    "place_name",
    "place_id",
    "country",
    "admin1",
    "admin2",
    "lat",
    "lon",
    "place_status",
    "place_precision",
    "radius_km",
    "place_relation",
    "confidence",
    "margin",
    "place_alternatives",
)


# What a map of very many incidents shows of each.
_LIGHT = ("event_type", "is_background", "date_start", "date_end", "date_precision")
_LIGHT_PLACE = ("lat", "lon", "place_precision", "country")
_HASH_BITS = 0x7FFF_FFFF

# Of one report, where several are drawn as one incident.
_REPORT_COLUMNS = ("title", "date_start", "date_end", "date_precision", *_COUNT_KINDS, "sources", "evidence")


def to_payload(frame: geopandas.GeoDataFrame, *, link: bool = True) -> dict[str, Any]:
    """Return the table as ``{size: number, incidents: {column: list}, places: {column: list}}``.

    ``places.incident`` is the position of a place's incident. A column that holds nothing is left out.
    Reports that share a ``cluster_id`` are one incident, whose column ``reports`` holds what each of them
    says, in place of ``sources`` and ``evidence``. ``publisher`` is the first that the sources name.

    Args:
        frame: The incident table.
        link: False makes every report an incident of its own, whatever its ``cluster_id``.

    Raises:
        MissingColumnError: The frame is not an incident table.
    """
    if "incident_id" not in frame.columns:
        raise MissingColumnError(
            "the frame has no column 'incident_id'; make one with geomap.extract() or geomap.read()"
        )
    reports = _reports(frame) if link and COLUMNS.keys() <= set(frame.columns) else {}
    ids, incidents, places = _columns(combine_reports(frame) if reports else frame)
    incidents["publisher"] = [_publisher(cell) for cell in incidents["sources"]]
    if reports:
        incidents["reports"] = [reports.get(incident_id) for incident_id in ids]
        for name in ("sources", "evidence"):
            cells = zip(incidents[name], incidents["reports"], strict=True)
            incidents[name] = [cell if told is None else None for cell, told in cells]
    return {
        "size": len(ids),
        "incidents": _filled({"id": ids, **incidents}),
        "places": _filled(places),
    }


def _publisher(sources: list[list[Any]] | None) -> str | None:
    """Return the publisher that is named first, for choosing incidents by their source."""
    for row in sources or ():
        if row[0]:
            return str(row[0])
    return None


def to_light_payload(frame: geopandas.GeoDataFrame) -> dict[str, Any]:
    """Return a table too large for its texts: position, dates, type and counts of each incident, and its id.

    ``title_hash`` is the lower 31 bits of the CRC-32 of the title as UTF-8, for comparing with another file.
    """
    ids, incidents, places = _columns(frame, _LIGHT, _LIGHT_PLACE)
    for kind in _COUNT_KINDS:
        incidents[kind] = [cell and [*cell[:3], None] for cell in incidents[kind]]
    titles = dict(zip(frame["incident_id"].tolist(), _cells(frame, "title", None), strict=True))
    hashes = [zlib.crc32((titles[name] or "").encode("utf-8", "replace")) & _HASH_BITS for name in ids]
    return {
        "size": len(ids),
        "incidents": _filled({"id": ids, "title_hash": hashes, **incidents}),
        "places": _filled(places),
    }


def _columns(
    frame: geopandas.GeoDataFrame,
    incident_columns: Sequence[str] = _INCIDENT_COLUMNS,
    place_columns: Sequence[str] = _PLACE_COLUMNS,
) -> tuple[list[str], dict[str, list[Any]], dict[str, list[Any]]]:
    """Return the ids of incidents, the columns of incidents, and those of their places."""
    ids = [str(value) for value in frame["incident_id"].tolist()]
    position: dict[str, int] = {}
    firsts: list[int] = []
    for row, incident_id in enumerate(ids):
        if incident_id not in position:
            position[incident_id] = len(firsts)
            firsts.append(row)
    incidents = {name: _cells(frame, name, firsts) for name in incident_columns}
    incidents |= {kind: _counts(frame, kind, firsts) for kind in _COUNT_KINDS}
    places = {name: _cells(frame, name, None) for name in place_columns}
    places["incident"] = [position[incident_id] for incident_id in ids]
    return list(position), incidents, places


def _reports(frame: geopandas.GeoDataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return, for each cluster of several incidents, what each of them says; empty fields left out."""
    several = reported_together(frame)
    _, incidents, places = _columns(several)
    where: dict[int, str | None] = {}
    for number, text, name in zip(
        places["incident"], places["place_text"], places["place_name"], strict=True
    ):
        where.setdefault(number, text or name)
    clusters = several.drop_duplicates("incident_id")["cluster_id"].tolist()
    found: dict[str, list[dict[str, Any]]] = {}
    for number, cluster in enumerate(clusters):
        told = {name: incidents[name][number] for name in _REPORT_COLUMNS} | {"place_text": where[number]}
        found.setdefault(cluster, []).append({key: cell for key, cell in told.items() if cell is not None})
    return found


def _filled(columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Leave out the columns in which every cell is null."""
    return {name: cells for name, cells in columns.items() if cells.count(None) < len(cells)}


def _cells(frame: geopandas.GeoDataFrame, name: str, rows: list[int] | None) -> list[Any]:
    """Return one column as plain values of JSON, null as None."""
    if name not in frame.columns:
        return [None] * (len(frame) if rows is None else len(rows))
    column = frame[name] if rows is None or len(rows) == len(frame) else frame[name].iloc[rows]
    if name in _SHAPERS:
        shape = _SHAPERS[name]
        return [shape(cell) if isinstance(cell, list) and len(cell) > 0 else None for cell in column.tolist()]
    return _plain(column, 5 if name in ("lat", "lon") else 3)


def _plain(column: pd.Series, digits: int) -> list[Any]:
    """Return cells with no more digits than they have meaning, flags as 1 or null, empty text as null."""
    kind = str(column.dtype)
    is_null = column.isna()
    if is_null.all():
        return [None] * len(column)
    cells: list[Any] = column.tolist()
    if is_null.any():
        cells = [None if null else cell for cell, null in zip(cells, is_null.tolist(), strict=True)]
    if kind == "Int64":
        return cells
    if kind in ("boolean", "bool"):
        return [1 if cell else None for cell in cells]
    if kind == "float64":
        rounded = column.round(digits).tolist()
        return [None if cell is None else other for cell, other in zip(cells, rounded, strict=True)]
    if kind == "object":
        return [_value(cell, digits) for cell in cells]
    return [None if cell is None or cell == "" else str(cell) for cell in cells]


def _value(cell: Any, digits: int) -> Any:  # noqa: ANN401
    """Return one cell of a column whose type says nothing."""
    if isinstance(cell, bool):
        return 1 if cell else None
    if isinstance(cell, float):
        return round(cell, digits)
    return cell if isinstance(cell, int) else None if cell is None or cell == "" else str(cell)


def _counts(frame: geopandas.GeoDataFrame, kind: str, rows: list[int]) -> list[Any]:
    """Return the counts of one kind as [low, best, high, words], or None when nothing is stated."""
    names = [f"{kind}_{part}" for part in ("low", "best", "high", "text")]
    if all(name not in frame.columns or frame[name].isna().all() for name in names):
        return [None] * len(rows)
    columns = [_cells(frame, name, rows) for name in names]
    nothing = (None,) * len(names)
    return [None if cells == nothing else list(cells) for cells in zip(*columns, strict=True)]


def _sources(sources: Iterable[dict[str, Any]]) -> list[list[Any]]:
    """Return [publisher, date, title, address, text in place of an address that may not be a link]."""
    rows = []
    for source in sources:
        get = source.get
        raw = get("url")
        url = web_address(raw)
        rows.append([get("publisher"), get("date"), get("title"), url, raw if url is None else None])
    return rows


def _evidence(entries: Iterable[dict[str, Any]]) -> list[list[Any]]:
    """Return [field, quote, rule], each combination once; for places also why that place was chosen."""
    rows: dict[tuple[Any, ...], None] = {}
    for entry in entries:
        get = entry.get
        field, quote, rule = get("field"), get("quote"), get("rule")
        if not quote:
            continue
        cue = get("cue") if field == "place" else None
        rows[(field, quote, rule, cue) if cue else (field, quote, rule)] = None
    return list(map(list, rows))


def _alternatives(candidates: Iterable[dict[str, Any]]) -> list[list[Any]]:
    """Return [name, id, country code, score, reasons]."""
    rows = []
    for entry in candidates:
        reasons = [_reason(reason) for reason in entry.get("reasons") or []]
        score = entry.get("score")
        rows.append([
            entry.get("name"),
            entry.get("place_id"),
            entry.get("country_code"),
            round(score, 3) if isinstance(score, float) else score,
            [reason for reason in reasons if reason],
        ])  # fmt: skip
    return rows


def _reason(reason: Any) -> str:  # noqa: ANN401
    return str(reason.get("detail", "")) if isinstance(reason, dict) else str(reason)


def _groups(entries: Iterable[dict[str, Any]]) -> list[list[Any]]:
    """Return [kind, group, low, best, high, words]."""
    keys = ("kind", "group", "low", "best", "high", "text")
    return [[entry.get(key) for key in keys] for entry in entries]


_SHAPERS: dict[str, Callable[[Iterable[dict[str, Any]]], list[list[Any]]]] = {
    "sources": _sources,
    "evidence": _evidence,
    "place_alternatives": _alternatives,
    "counts_by_group": _groups,
}
