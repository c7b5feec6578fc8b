"""Nested records as flat rows: keys joined with dots, lists of plain values joined with "; "."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geomap.readers.cell_text import cell_text

__all__ = ["flatten"]

DEEPEST = 6
_PAIRS = (frozenset(["key", "value"]), frozenset(["name", "value"]))


def flatten(record: Mapping[str, object]) -> dict[str, str]:
    """Return a record's cells by column: ``{"place": {"name": "Homs"}}`` → ``{"place.name": "Homs"}``.

    A list of records becomes a column per key, the values joined with "; "; a list of keys with values
    (``[{"key": "Weapon", "value": "Mine"}]``) becomes a column per key; a GeoJSON point becomes "lat, lon".
    """
    cells: dict[str, str] = {}
    _flatten(record, "", cells, 0)
    return cells


def _flatten(record: Mapping[str, object], prefix: str, cells: dict[str, str], depth: int) -> None:
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and (pair := _lat_lon(value)) is not None:
            cells[name] = pair
        elif isinstance(value, Mapping) and value and depth < DEEPEST:
            _flatten(value, f"{name}.", cells, depth + 1)
        elif isinstance(value, list) and value and all(isinstance(entry, Mapping) for entry in value):
            for column, text in _list_cells(value, depth).items():
                cells[f"{name}.{column}"] = text
        else:
            cells[name] = cell_text(value)


def _lat_lon(value: Mapping[str, object]) -> str | None:
    """Return "lat, lon" of a point that stands as a geometry within a record."""
    coordinates = value.get("coordinates")
    if value.get("type") != "Point" or not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    lon, lat = coordinates[:2]
    return f"{cell_text(lat)}, {cell_text(lon)}"


def _list_cells(records: Sequence[Mapping[str, object]], depth: int) -> dict[str, str]:
    """Return the columns of a list of records."""
    key = next((min(pair - {"value"}) for pair in _PAIRS if all(set(one) == pair for one in records)), None)
    found: dict[str, list[str]] = {}
    for record in records:
        one: dict[str, str] = {}
        if key is not None:
            one[cell_text(record[key])] = cell_text(record["value"])
        elif depth < DEEPEST:
            _flatten(record, "", one, depth + 1)
        for column, text in one.items():
            if text != "":
                found.setdefault(column, []).append(text)
    return {column: "; ".join(texts) for column, texts in found.items()}
