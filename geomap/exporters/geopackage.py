"""Incidents as GeoPackage, with the style and the times by which QGIS shows them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.qgis_style import points_style, rings_style
from geomap.exporters.rings import to_rings
from geomap.exporters.settings import ExportSettings
from geomap.exporters.typed import rings_table, typed_table

if TYPE_CHECKING:
    import geopandas

__all__ = ["LAYER", "RINGS_LAYER", "to_geopackage"]

LAYER, RINGS_LAYER = "incidents", "rings"
GEOMETRY = "geom"
_MADE = "1970-01-01T00:00:00.000Z"
"""A fixed time of change, so that the same table gives the same file."""


@EXPORTERS.register("gpkg")
def to_geopackage(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> bytes:
    """GeoPackage 1.3: layer ``incidents`` with every column, days as dates, lists as JSON text.

    QGIS opens it in colours by kind, and its temporal controller plays it: both stand in ``layer_styles``.
    With rings, a second layer ``rings`` has their polygons. Attribution is the layers' description.
    """
    with tempfile.TemporaryDirectory() as folder, _fixed_time():
        path = Path(folder) / "incidents.gpkg"
        _write(path, typed_table(frame, settings), LAYER, "Point", settings)
        styles = {LAYER: points_style()}
        if settings.rings:
            _write(path, rings_table(to_rings(frame)), RINGS_LAYER, "Unknown", settings)
            styles[RINGS_LAYER] = rings_style()
        _write_styles(path, styles)
        return path.read_bytes()


def _write(path: Path, table: Any, layer: str, kind: str, settings: ExportSettings) -> None:  # noqa: ANN401
    from pyogrio.raw import write_arrow

    write_arrow(
        table,
        path,
        driver="GPKG",
        layer=layer,
        append=path.exists(),
        geometry_name="geometry",
        geometry_type=kind,
        crs="EPSG:4326",
        dataset_options={"VERSION": "1.3"},
        layer_options={"DESCRIPTION": settings.provenance, "GEOMETRY_NAME": GEOMETRY},
    )


def _write_styles(path: Path, styles: dict[str, str]) -> None:
    """Write the table that QGIS looks for; the only style of a layer is taken without asking."""
    import pandas as pd
    import pyogrio

    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": layer,
            "f_geometry_column": GEOMETRY,
            "styleName": layer,
            "styleQML": style,
            "styleSLD": "",
            "useAsDefault": True,
            "description": "Kinds by colour; the temporal controller follows date_start and date_end",
            "owner": "",
            "ui": "",
            "update_time": pd.Timestamp(_MADE),
        }
        for layer, style in styles.items()
    ]
    pyogrio.write_dataframe(
        pd.DataFrame(rows),
        path,
        driver="GPKG",
        layer="layer_styles",
        append=True,
        layer_options={"FID": "id"},
    )


@contextmanager
def _fixed_time() -> Iterator[None]:
    """Let GDAL write a fixed time of change."""
    from pyogrio import get_gdal_config_option, set_gdal_config_options

    before = get_gdal_config_option("OGR_CURRENT_DATE")
    set_gdal_config_options({"OGR_CURRENT_DATE": _MADE})
    try:
        yield
    finally:
        set_gdal_config_options({"OGR_CURRENT_DATE": before})
