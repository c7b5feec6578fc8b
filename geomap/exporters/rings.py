"""Rings of uncertainty: the area within which an incident's place lies, as polygons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

__all__ = ["RING_COLUMNS", "to_rings"]

RING_COLUMNS = (
    "incident_id",
    "place_index",
    "event_type",
    "date_start",
    "date_end",
    "place_name",
    "place_precision",
    "radius_km",
    "provenance",
)
"""Columns of the incident table that a ring repeats."""

CORNERS = 72
WIDEST_KM = 5000.0
"""A wider ring says nothing, and would cover both poles."""

DECIMALS = 6
WORLD = 360.0


def to_rings(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return the rings of uncertainty of an incident table; public as ``geomap.rings``.

    A ring has the radius ``radius_km`` around its incident's point, measured on the WGS 84 ellipsoid. One
    that crosses the antimeridian is cut there into two parts; one around a pole reaches up to it.

    Args:
        frame: The incident table. Rows without a point, without a radius or with one of over 5,000 km have
            no ring.

    Returns:
        One row per ring, its polygon wound as RFC 7946 asks, in EPSG:4326.
    """
    import geopandas

    drawn = frame[frame["lat"].notna() & (frame["radius_km"] > 0) & (frame["radius_km"] <= WIDEST_KM)]
    polygons = [_ring(lat, lon, km) for lat, lon, km in _circles(drawn)]
    columns = {name: drawn[name].array for name in RING_COLUMNS}
    return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(polygons, crs="EPSG:4326"))


def _circles(frame: geopandas.GeoDataFrame) -> list[tuple[float, float, float]]:
    columns = (frame[name].tolist() for name in ("lat", "lon", "radius_km"))
    return list(zip(*columns, strict=True))


def _ring(lat: float, lon: float, km: float) -> BaseGeometry:
    """Return one ring; its corners are walked against the clock, and degrees go on over ±180."""
    from pyproj import Geod
    from shapely import Polygon

    bearings = [-WORLD * corner / CORNERS for corner in range(CORNERS)]
    lons, lats, _ = Geod(ellps="WGS84").fwd(
        [lon] * CORNERS, [lat] * CORNERS, bearings, [km * 1000.0] * CORNERS
    )
    around = [float(lons[0])]
    for east in lons[1:]:
        around.append(around[-1] + _turn(around[-1], east))
    path = [(round(east, DECIMALS), round(north, DECIMALS)) for east, north in zip(around, lats, strict=True)]
    whole = around[-1] + _turn(around[-1], lons[0]) - around[0]
    if abs(whole) > WORLD / 2:  # it went once around a pole
        first, pole = path[0], 90.0 if lat > 0 else -90.0
        end = first[0] + (WORLD if whole > 0 else -WORLD)
        path += [(end, first[1]), (end, pole), (first[0], pole)]
    return _cut(Polygon(path))


def _turn(before: float, after: float) -> float:
    """Return the way from one longitude to another, the shorter way around."""
    return (after - before + WORLD / 2) % WORLD - WORLD / 2


def _cut(polygon: Any) -> BaseGeometry:  # noqa: ANN401 - shapely has no types
    """Return a polygon in parts that lie between -180 and 180 degrees."""
    from shapely import MultiPolygon, box, set_precision, union_all
    from shapely.affinity import translate
    from shapely.geometry.polygon import orient

    inside = [
        translate(polygon, xoff=turn * WORLD).intersection(box(-180.0, -90.0, 180.0, 90.0))
        for turn in (-1, 0, 1)
    ]
    joined = union_all([set_precision(part, 10.0**-DECIMALS) for part in inside])
    parts = [orient(part) for part in getattr(joined, "geoms", [joined]) if part.area > 0]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)
