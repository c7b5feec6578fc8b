"""Features of GeoJSON files and shapefiles, one by one, whatever program wrote them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from geomap.errors import BuildError, MissingDependencyError
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.json_stream import iter_json_objects, sample_objects
from geomap.gazetteer.sources.report import SourceReport

__all__ = ["Feature", "iter_features", "property_keys", "sample_features"]


class Feature(NamedTuple):
    """One feature: its number from 1, id (or empty), properties, geometry (or None) and all its members."""

    number: int
    id: str
    properties: dict[str, Any]
    geometry: dict[str, Any] | None
    members: dict[str, Any]

    def text(self, *keys: str) -> str:
        """Return the first filled property of some, as text; empty when none is."""
        for key in keys:
            value = self.properties.get(key)
            if value is not None and str(value).strip() != "":
                return str(value).strip()
        return ""


def iter_features(file: SourceFile, report: SourceReport) -> Iterator[Feature]:
    """Yield the features of a GeoJSON FeatureCollection, of GeoJSON lines, or of a shapefile.

    Raises:
        MissingDependencyError: A shapefile, and pyshp is not installed.
    """
    if _is_shapefile(file):
        yield from _iter_shapes(file)
        return
    for number, members in iter_json_objects(file, report, "features"):
        feature = _feature_of(number, members)
        if feature is None:
            report.reject(number, "not a GeoJSON feature", value=str(members))
        else:
            yield feature


def sample_features(file: SourceFile, count: int = 3) -> list[Feature]:
    """Return the first features of a file, for telling formats apart; none when it holds none."""
    if file.is_container:
        return []
    if _is_shapefile(file):
        found = list(islice(_iter_shapes(file), count))
        file.position = 0
        return found
    pairs = enumerate(sample_objects(file, "features", count), start=1)
    return [feature for pair in pairs if (feature := _feature_of(*pair)) is not None]


def property_keys(file: SourceFile) -> frozenset[str]:
    """Return the property names of a file's first features, as they are written."""
    return frozenset(key for feature in sample_features(file) for key in feature.properties)


def _feature_of(number: int, members: dict[str, Any]) -> Feature | None:
    properties, geometry = members.get("properties"), members.get("geometry")
    if members.get("type") != "Feature" or not isinstance(properties, dict | None):
        return None
    if not isinstance(geometry, dict | None):
        return None
    name = members.get("id", members.get("@id"))
    return Feature(
        number=number,
        id="" if name is None else str(name),
        properties=properties if properties is not None else {},
        geometry=geometry,
        members=members,
    )


def _is_shapefile(file: SourceFile) -> bool:
    return file.name.lower().endswith(".shp")


def _iter_shapes(file: SourceFile) -> Iterator[Feature]:
    """Yield the records of a shapefile, whose table lies beside it in the folder or the zip."""
    try:
        shapefile: Any = importlib.import_module("shapefile")
    except ImportError as error:
        message = f"reading {file.name} needs pyshp: pip install pyshp, or convert it to GeoJSON"
        raise MissingDependencyError(message) from error
    encoding = "utf-8"
    with file.open() as shapes, _beside(file, ".dbf").open() as table:
        try:
            reader = shapefile.Reader(shp=shapes, dbf=table, encoding=encoding, encodingErrors="replace")
            for number, record in enumerate(reader.iterShapeRecords(), start=1):
                shape = record.shape.__geo_interface__ if record.shape.shapeType != 0 else None
                properties = record.record.as_dict()
                yield Feature(number, "", properties, shape, {"properties": properties})
        except shapefile.ShapefileException as error:
            raise BuildError(f"{file.name} is not a shapefile that can be read: {error}") from error


def _beside(file: SourceFile, suffix: str) -> SourceFile:
    """Return the file of the same name with another suffix."""
    if file.member != "":
        return SourceFile(path=file.path, member=str(PurePosixPath(file.member).with_suffix(suffix)))
    return SourceFile(path=file.path.with_suffix(suffix))
