"""Incidents as GeoJSON (RFC 7946): one collection, or one feature per line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.settings import ExportSettings
from geomap.frame import iter_records
from geomap.frame.records import COORDINATE_DECIMALS
from geomap.geo import bbox_of, to_lon_lat

if TYPE_CHECKING:
    import geopandas

__all__ = ["to_geojson", "to_geojson_lines"]


@EXPORTERS.register("geojson")
def to_geojson(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> str:
    """One RFC 7946 feature collection with every column; incidents without a point have geometry null.

    Attribution, generator and gazetteer digest stand in the foreign member ``metadata``.
    """
    features = list(_iter_features(frame))
    head: dict[str, object] = {"type": "FeatureCollection"}
    head |= _bbox(features)
    head["metadata"] = settings.metadata
    body = ",\n".join(_json(feature) for feature in features)
    return (
        f'{_json(head)[:-1]},"features":[\n{body}\n]}}\n'
        if features
        else f'{_json(head)[:-1]},"features":[]}}\n'
    )


@EXPORTERS.register("geojsonl")
def to_geojson_lines(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> str:  # noqa: ARG001
    """One GeoJSON feature per line, for pipes; attribution stands in each feature's provenance."""
    return "".join(f"{_json(feature)}\n" for feature in _iter_features(frame))


def _iter_features(frame: geopandas.GeoDataFrame) -> Iterator[dict[str, object]]:
    for record in iter_records(frame):
        lat, lon = record["lat"], record["lon"]
        geometry = None
        if isinstance(lat, float) and isinstance(lon, float):
            geometry = {"type": "Point", "coordinates": _position(lat, lon)}
        yield {
            "type": "Feature",
            "id": f"{record['incident_id']}:{record['place_index']}",
            "geometry": geometry,
            "properties": record,
        }


def _position(lat: float, lon: float) -> list[float]:
    """Return a point in RFC 7946's order, to a tenth of a metre; adding zero turns -0.0 into 0.0."""
    return [round(degrees, COORDINATE_DECIMALS) + 0.0 for degrees in to_lon_lat(lat, lon)]


def _bbox(features: list[dict[str, object]]) -> dict[str, object]:
    """Return the bbox member, or nothing when no feature has a point: RFC 7946 knows no null box."""
    records = [feature["properties"] for feature in features if feature["geometry"] is not None]
    box = bbox_of((record["lat"], record["lon"]) for record in records if isinstance(record, dict))
    return {"bbox": [round(side, COORDINATE_DECIMALS) + 0.0 for side in box]} if box is not None else {}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
