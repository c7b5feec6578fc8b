"""GeoPackage, FlatGeobuf and Shapefile: the layer that holds the incidents, read in batches."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from geomap.errors import EmptyInputError, UnknownNameError, UnreadableInputError
from geomap.readers.columns import explain_roles, unique_names
from geomap.readers.inputs import InputFile
from geomap.readers.packed import open_member, zip_members
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.tables.arrow import arrow_names, arrow_rows
from geomap.readers.tables.geometry import GeometryColumns
from geomap.readers.tables.raw import TABLES, RawTable, digest_of, problem
from geomap.text import collapse_spaces

__all__ = ["open_vector"]

_FIRST_BYTES = {b"fgb": "fgb", b"\x00\x00\x27": "shp"}
_ADVICE = {
    "gpkg": "is it a GeoPackage?",
    "fgb": "is it whole?",
    "shp": "its .shx and .dbf files must stand beside it, or in the same ZIP",
}
_PARTS = frozenset([".shp", ".shx", ".dbf", ".prj", ".cpg"])


@TABLES.register("gpkg")
@TABLES.register("fgb")
@TABLES.register("shp")
@contextmanager
def open_vector(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[RawTable]:
    """A GeoPackage, FlatGeobuf or Shapefile: its layer of incidents, geometries as lat and lon.

    Of several layers the one is read whose columns look most like incidents; ``--sheet`` names another.

    Raises:
        EmptyInputError: There is no layer, or no row in it.
        UnknownNameError: The settings name a layer that is not there.
        UnreadableInputError: The file is damaged, or an SQLite file of another kind.
    """
    from pyogrio.errors import DataSourceError

    kind = _kind(file)
    with _as_path(file, kind) as path, _quietly():
        try:
            layers = _layers(path, file.source)
            name = _choose(path, layers, settings.sheet, file.source)
            notes: tuple[str, ...] = (f"layer '{name}' of {len(layers)}",) if len(layers) > 1 else ()
            if len(layers) > 1 and settings.sheet is None:
                left = ", ".join(layer for layer in layers if layer != name)
                report(
                    problem(file.source, name, f"{notes[0]}; not read: {left}", "--sheet NAME reads another")
                )
            with _open_layer(path, name, settings.encoding if kind == "shp" else None) as (meta, batches):
                yield _raw(file, meta, batches, notes)
        except DataSourceError as error:
            raise UnreadableInputError(
                f"{file.source} cannot be read as a layer of places: {_short(error)}; {_ADVICE[kind]}"
            ) from error


def _kind(file: InputFile) -> str:
    """Return gpkg, fgb or shp, by the first bytes."""
    with file.open() as stream:
        return _FIRST_BYTES.get(stream.read(3), "gpkg")


def _short(error: Exception) -> str:
    """Return what GDAL says, on one line and without the path of a copy."""
    return collapse_spaces(str(error)).split(". ")[0].rpartition(tempfile.gettempdir())[2].rstrip(".")


@contextmanager
def _as_path(file: InputFile, kind: str) -> Iterator[Path]:
    """Give a path for GDAL; beside a Shapefile stand its other parts, from the folder or the archive."""
    if kind != "shp":
        with file.as_path(f".{kind}") as path:
            yield path
    elif file.member is None and file.path is not None:
        yield file.path
    else:
        with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
            yield _unpacked_parts(file, Path(folder))


def _unpacked_parts(file: InputFile, folder: Path) -> Path:
    """Unpack a Shapefile and its parts from an archive, under names of our own."""
    wanted = PurePosixPath((file.member or "").replace("\\", "/")).with_suffix("")
    with replace(file, member=None).open() as stream:
        names = [info.filename for info in zip_members(stream, file.source)] if file.member else []
        for name in names:
            path = PurePosixPath(name.replace("\\", "/"))
            if path.with_suffix("") == wanted and path.suffix.lower() in _PARTS:
                with (
                    open_member(stream, name, file.source) as part,
                    (folder / f"content{path.suffix.lower()}").open("wb") as copy,
                ):
                    shutil.copyfileobj(part, copy, 1 << 20)
    return folder / "content.shp"


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep GDAL's warnings to itself: what matters of them comes as an error too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield


def _raw(
    file: InputFile,
    meta: dict[str, Any],
    batches: Any,  # noqa: ANN401 - pyarrow's
    notes: tuple[str, ...],
) -> RawTable:
    """Return the table of an open layer."""
    schema = batches.schema
    shape = meta["geometry_name"] or ("wkb_geometry" if meta["geometry_type"] is not None else None)
    plain = [name for name in schema.names if name != shape]
    names = arrow_names(schema, plain)
    geometry = None
    if shape in schema.names:
        is_point = meta["geometry_type"] in ("Point", "Point Z", "2.5D Point", "PointZ")
        geometry = GeometryColumns(names, crs=meta["crs"], only_points=is_point, source=file.source)
    return RawTable(
        source=file.source,
        names=tuple(names) if geometry is None else (*names, *geometry.names),
        rows=arrow_rows(batches, plain, names, geometry, shape, file.source),
        digest=digest_of(file),
        notes=notes,
        points=() if geometry is None else geometry.names[:2],
    )


def _layers(path: Path, source: str) -> list[str]:
    from pyogrio import list_layers

    names = [str(name) for name, _ in list_layers(path)]
    if not names:
        raise EmptyInputError(f"{source} holds no layers")
    return names


def _choose(path: Path, layers: Sequence[str], wanted: str | None, source: str) -> str:
    """Return the layer to read: the one that is named, or the one with most columns that say something."""
    from pyogrio import read_info

    if wanted is not None:
        if wanted not in layers:
            raise UnknownNameError(f"{source} has no layer '{wanted}'; layers: {', '.join(layers)}")
        return wanted
    if len(layers) == 1:
        return layers[0]

    def score(name: str) -> tuple[int, int]:
        info = read_info(path, layer=name)
        names = unique_names([str(field) for field in info["fields"]])
        roles = len(explain_roles(names, [], told={})) + 2 * (info["geometry_type"] is not None)
        return roles if info["features"] else -1, int(info["features"])

    return max(layers, key=score)


@contextmanager
def _open_layer(path: Path, layer: str, encoding: str | None) -> Iterator[tuple[dict[str, Any], Any]]:
    from pyogrio.raw import open_arrow

    with open_arrow(path, layer=layer, use_pyarrow=True, batch_size=4096, encoding=encoding) as (
        meta,
        batches,
    ):
        yield meta, batches
