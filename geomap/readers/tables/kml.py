"""KML and KMZ: placemarks as rows, with their folder, times and extended data."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO
from xml.etree import ElementTree as ET

from geomap.errors import EmptyInputError, UnreadableInputError
from geomap.readers.inputs import InputFile
from geomap.readers.packed import open_member, zip_members
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.tables.geometry import GeometryColumns
from geomap.readers.tables.raw import TABLES, RawTable, digest_of, problem

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["open_kml"]

OWN = ("id", "name", "description", "address", "date", "date_end", "folder")
"""Columns that KML itself has, those that are filled first."""

_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr)\b[^>]*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
_SHAPES = frozenset(["Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"])

Placemark = tuple[dict[str, str], ET.Element | None]


@TABLES.register("kml")
@TABLES.register("kmz")
@contextmanager
def open_kml(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[RawTable]:
    """A KML or KMZ file: one row for each placemark, with its folder, times, extended data and point.

    Raises:
        EmptyInputError: There are no placemarks.
        UnreadableInputError: The content is no XML, or the archive holds no KML.
    """
    names: dict[str, None] = {}
    count, only_points = 0, True
    broken: list[str] = []
    for fields, shape in _iter_file(file, broken):
        names.update(dict.fromkeys(name for name, text in fields.items() if text != ""))
        only_points &= shape is None or _local(shape.tag) == "Point"
        count += 1
    if count == 0:
        if broken:
            raise UnreadableInputError(f"{file.source} is no KML that can be read: {broken[0]}")
        raise EmptyInputError(f"{file.source} holds no placemarks")
    for reason in broken:
        report(problem(file.source, "", f"the XML breaks off: {reason}", f"{count:,} placemarks were read"))
    columns = [*(name for name in OWN if name in names), *(name for name in names if name not in OWN)]
    geometry = GeometryColumns(columns, only_points=only_points, source=file.source)
    yield RawTable(
        source=file.source,
        names=(*columns, *geometry.names),
        rows=(
            [*(fields.get(name, "") for name in columns), *geometry.cells(_shape(shape))]
            for fields, shape in _iter_file(file, [])
        ),
        digest=digest_of(file),
        points=geometry.names[:2],
    )


def _iter_file(file: InputFile, broken: list[str]) -> Iterator[Placemark]:
    """Yield the placemarks of a KML file, or of the first KML file in a KMZ archive."""
    with file.open() as stream:
        is_packed = stream.read(2) == b"PK"
        stream.seek(0)
        if not is_packed:
            yield from _iter_placemarks(stream, broken)
            return
        members = [info.filename for info in zip_members(stream, file.source)]
        inner = sorted(
            (name for name in members if name.lower().endswith(".kml")), key=lambda name: name != "doc.kml"
        )
        if not inner:
            raise UnreadableInputError(f"{file.source} is a KMZ archive without a KML file in it")
        with open_member(stream, inner[0], file.source) as content:
            yield from _iter_placemarks(content, broken)


def _iter_placemarks(stream: BinaryIO, broken: list[str]) -> Iterator[Placemark]:
    """Yield cells and geometry of each placemark; where the XML breaks off is told in ``broken``."""
    above: list[ET.Element] = []
    folders: dict[int, str] = {}
    try:
        for event, element in ET.iterparse(stream, events=("start", "end")):
            if event == "start":
                above.append(element)
                continue
            above.pop()
            tag = _local(element.tag)
            if tag == "name" and above and _local(above[-1].tag) == "Folder":
                folders[id(above[-1])] = _words(element.text)
            elif tag == "Placemark":
                inside = [folders[id(one)] for one in above if folders.get(id(one), "") != ""]
                yield _placemark(element, " / ".join(inside))
                element.clear()
            elif tag == "Folder":
                folders.pop(id(element), None)
                element.clear()
    except ET.ParseError as error:
        broken.append(str(error))


def _placemark(element: ET.Element, folder: str) -> Placemark:
    fields = {"id": element.get("id", ""), "folder": folder}
    shape = None
    for child in element:
        tag = _local(child.tag)
        if tag in ("name", "description", "address"):
            fields[tag] = _words(child.text)
        elif tag in ("TimeStamp", "TimeSpan"):
            fields |= _times(child)
        elif tag == "ExtendedData":
            fields |= {name: text for name, text in _extended(child) if name not in OWN or name not in fields}
        elif tag in _SHAPES:
            shape = child
    return fields, shape


def _times(element: ET.Element) -> dict[str, str]:
    told = {_local(child.tag): (child.text or "").strip() for child in element}
    begin, end = told.get("when", told.get("begin", "")), told.get("end", "")
    return {"date": begin if begin != "" else end, "date_end": end}


def _extended(element: ET.Element) -> Iterator[tuple[str, str]]:
    for child in element.iter():
        tag = _local(child.tag)
        if tag == "SimpleData":
            yield child.get("name", ""), _words(child.text)
        elif tag == "Data":
            value = next((inner.text for inner in child if _local(inner.tag) == "value"), "")
            yield child.get("name", ""), _words(value)


def _shape(element: ET.Element | None) -> BaseGeometry | None:
    """Return the shape of a KML geometry; the first ring of an area, the inner ones do not matter here."""
    if element is None:
        return None
    import shapely

    tag = _local(element.tag)
    if tag == "MultiGeometry":
        parts = [part for child in element if (part := _shape(child)) is not None]
        return shapely.GeometryCollection(parts) if parts else None
    points = next((_points(child.text) for child in element.iter() if _local(child.tag) == "coordinates"), [])
    if not points:
        return None
    if tag == "Point" or len(points) == 1:
        return shapely.Point(points[0])
    return shapely.Polygon(points) if tag == "Polygon" and len(points) > 2 else shapely.LineString(points)


def _points(text: str | None) -> list[tuple[float, float]]:
    """Return the (longitude, latitude) pairs of a coordinates element."""
    found = []
    for word in re.sub(r"\s*,\s*", ",", text or "").split():
        parts = word.split(",")
        try:
            found.append((float(parts[0]), float(parts[1])))
        except (ValueError, IndexError):
            continue
    return found


def _words(text: str | None) -> str:
    """Return text without the markup that KML descriptions hold."""
    plain = _TAG.sub("", _BREAK.sub("\n", text or "")) if "<" in (text or "") else text or ""
    lines = (" ".join(line.split()) for line in html.unescape(plain).split("\n"))
    return "\n".join(line for line in lines if line != "")


def _local(tag: object) -> str:
    """Return a tag without its namespace."""
    return str(tag).rpartition("}")[2]
