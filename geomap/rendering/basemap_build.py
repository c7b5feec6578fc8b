"""Build-time only: Natural Earth countries become the small basemap that every map carries.

Borders that two countries share are stored once (an arc), as on the ground. Simplification works in an
equal-area projection and on the coverage as a whole, so that neighbours still meet and the Arctic does
not eat the budget.
"""

from __future__ import annotations

import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.files import write_output

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geomap.rendering.arcs import Ring

__all__ = ["GRID_PER_DEGREE", "SOURCE", "build_basemap"]

SOURCE = "Natural Earth 5.1.1, 10m countries, German point of view"
"""What the basemap was made from; stands in the file and in the page's metadata."""

GRID_PER_DEGREE = 500
"""Coordinates are whole numbers of 1/500 degree, about 220 m on the equator."""

_TOLERANCE = 0.03
_MIN_ISLAND = 2 / 12_364
_SLIVER_AREA = 0.005
_CASPIAN_AREA = 10.0
_DEGREES_PER_RADIAN = 57.29577951308232


def build_basemap(ne_zip_bytes: bytes, out_path: Path) -> None:
    """Write the basemap made from the zip of Natural Earth's 10m countries.

    Args:
        ne_zip_bytes: Content of ``ne_10m_admin_0_countries_deu.zip``, version 5.1.1.
        out_path: Where the JSON goes; written atomically, the same bytes for the same zip.
    """
    from geomap.rendering.arcs import cut_arcs, encode_arc
    from geomap.rendering.disputed import cuts_of, disputed_arcs

    shapes, records = _read_shapes(ne_zip_bytes)
    simplified = _simplify(_with_gaps(shapes))
    rings_of = [_rings(geometry) for geometry in simplified]
    codes = [_code(record) for record in records] + [None] * (len(rings_of) - len(records))
    cuts = cuts_of(codes, rings_of, GRID_PER_DEGREE)
    arcs, references = cut_arcs([ring for rings in rings_of for ring in rings], cuts)
    countries = []
    position = 0
    for index, rings in enumerate(rings_of):
        refs = references[position : position + len(rings)]
        position += len(rings)
        label = _label(records[index]) if index < len(records) else ["", "", 0, 0, 99]
        countries.append([*label, refs])
    content = {
        "source": SOURCE,
        "grid": GRID_PER_DEGREE,
        "arcs": [encode_arc(arc) for arc in arcs],
        "countries": countries,
        "disputed": disputed_arcs(codes, [country[5] for country in countries], arcs, GRID_PER_DEGREE),
        "names": {"ar": [record["NAME_AR"] for record in records]},
    }
    write_output(out_path, json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")


def _read_shapes(ne_zip_bytes: bytes) -> tuple[NDArray[Any], list[dict[str, Any]]]:
    """Return the countries' geometries, and their attributes in the same order."""
    import numpy as np
    import shapefile
    from shapely.geometry import shape

    with zipfile.ZipFile(io.BytesIO(ne_zip_bytes)) as archive:
        parts = {
            name.rpartition(".")[2]: io.BytesIO(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".shp", ".shx", ".dbf"))
        }
    with shapefile.Reader(**parts, encoding="utf-8") as reader:
        shapes = np.array([shape(entry.__geo_interface__) for entry in reader.shapes()], dtype=object)
        records = [record.as_dict() for record in reader.records()]
    return shapes, records


def _with_gaps(shapes: NDArray[Any]) -> NDArray[Any]:
    """Add the land that the source assigns to nobody (Golan, Abyei, ...), so that it is not drawn as sea.

    Slivers between neighbours that do not quite meet go to the one with the longer side along them.
    """
    import numpy as np
    import shapely

    closed = shapes.copy()
    union = shapely.coverage_union_all(shapes)
    gaps = [shapely.Polygon(hole) for part in shapely.get_parts(union) for hole in part.interiors]
    for sliver in (gap for gap in gaps if gap.area < _SLIVER_AREA):
        sides = shapely.length(shapely.intersection(shapely.boundary(closed), sliver.boundary))
        closed[sides.argmax()] = shapely.union(closed[sides.argmax()], sliver)
    unassigned = np.array([gap for gap in gaps if _SLIVER_AREA <= gap.area < _CASPIAN_AREA], dtype=object)
    return np.concatenate([closed, unassigned])


def _simplify(shapes: NDArray[Any]) -> NDArray[Any]:
    """Return the shapes with fewer points, still meeting without gaps, in degrees."""
    import numpy as np
    import shapely

    def to_equal_area(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([points[:, 0], np.sin(np.radians(points[:, 1])) * _DEGREES_PER_RADIAN])

    def from_equal_area(points: NDArray[np.float64]) -> NDArray[np.float64]:
        sines = np.clip(points[:, 1] / _DEGREES_PER_RADIAN, -1, 1)
        return np.column_stack([points[:, 0], np.degrees(np.arcsin(sines))])

    flat = shapely.coverage_simplify(shapely.transform(shapes, to_equal_area), _TOLERANCE)
    kept = np.array([_without_specks(geometry) for geometry in flat], dtype=object)
    result: NDArray[Any] = shapely.transform(kept, from_equal_area)
    return result


def _without_specks(geometry: Any) -> Any:  # noqa: ANN401
    """Drop islands under about 2 square km, but never a country's largest part."""
    import shapely

    parts = shapely.get_parts(geometry)
    areas = shapely.area(parts)
    return shapely.MultiPolygon([part for part, area in zip(parts, areas, strict=True)
                                 if area >= min(_MIN_ISLAND, areas.max())])  # fmt: skip


def _rings(geometry: Any) -> list[Ring]:  # noqa: ANN401
    """Return the rings of a geometry on the grid, outer ones clockwise, without repeated points."""
    import numpy as np
    import shapely

    rings = []
    for polygon in shapely.get_parts(geometry):
        polygon = shapely.orient_polygons(polygon, exterior_cw=True)
        for line in (polygon.exterior, *polygon.interiors):
            points = np.rint(np.asarray(line.coords) * GRID_PER_DEGREE).astype(int)
            ring = [tuple(point) for point in points.tolist()]
            ring = [point for point, following in pairwise(ring) if point != following]
            if len(set(ring)) >= 3:
                rings.append(ring)
    return rings


def _label(record: dict[str, Any]) -> list[Any]:
    """Return code, name, longitude, latitude and the zoom from which the name is worth its space."""
    name = record["NAME_EN"] if "." in record["NAME"] else record["NAME"]
    return [
        _code(record),
        name,
        round(record["LABEL_X"], 2),
        round(record["LABEL_Y"], 2),
        record["MIN_LABEL"],
    ]


def _code(record: dict[str, Any]) -> str:
    return record["ISO_A2_EH"] if record["ISO_A2_EH"] != "-99" else ""
