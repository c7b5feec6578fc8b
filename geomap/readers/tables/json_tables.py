"""JSON, JSON lines and GeoJSON: records of any shape as rows, read as a stream."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TextIO

from geomap.errors import EmptyInputError, UnreadableInputError
from geomap.readers.decode import encoding_of, head_text, report_encoding
from geomap.readers.inputs import InputFile
from geomap.readers.settings import ReadSettings, Report
from geomap.readers.sniff import EXTENSIONS, HEAD_BYTES, extension_of
from geomap.readers.tables.event_sources import SOURCE_COLUMNS, sources_by_id, with_sources
from geomap.readers.tables.flatten import flatten
from geomap.readers.tables.geometry import GeometryColumns, shape_of
from geomap.readers.tables.json_shapes import records_of_whole
from geomap.readers.tables.json_walk import BrokenJson, Path, iter_lines, iter_listed
from geomap.readers.tables.raw import TABLES, RawTable, digest_of, iter_chunks, problem

__all__ = ["open_json"]

WHOLE_CHARACTERS = 1 << 27
"""A JSON file without a list of records is read as a whole, up to this size."""
CRS_BYTES = 1 << 14

_CRS = re.compile(rb'"crs"\s*:\s*\{[^}]*"name"\s*:\s*"([^"]+)"')
_WITHIN_A_FEATURE = (("properties",), ("geometry",))
_LINES = frozenset(["jsonl", "geojsonl"])


@dataclass(slots=True, kw_only=True)
class _Survey:
    """What a first pass over the records found.

    Attributes:
        names: Columns in the order in which they first appear.
        path: Keys that lead to the list of records; None for lines.
        count: How many records there are.
        has_geometry: Whether they are GeoJSON features.
        only_points: Whether all geometries are points.
        crs: Reference system that the file states, or None.
    """

    names: dict[str, None] = field(default_factory=dict)
    path: Path | None = None
    count: int = 0
    has_geometry: bool = False
    only_points: bool = True
    crs: str | None = None

    def add(self, record: Mapping[str, Any]) -> None:
        """Look at one record."""
        self.count += 1
        self.names.update(dict.fromkeys(flatten(_properties(record))))
        if _is_feature(record):
            self.has_geometry = True
            geometry = record.get("geometry")
            self.only_points &= not isinstance(geometry, Mapping) or geometry.get("type") == "Point"


@TABLES.register("json")
@TABLES.register("jsonl")
@TABLES.register("geojson")
@TABLES.register("geojsonl")
@contextmanager
def open_json(file: InputFile, settings: ReadSettings, report: Report) -> Iterator[RawTable]:
    """JSON of any shape: a list of objects, wherever it stands in the file, one object a line, or GeoJSON.

    Nested objects become columns with dots in their names; geometries become lat and lon.

    Raises:
        EmptyInputError: There are no records.
        UnreadableInputError: The content is no JSON.
    """
    with file.open() as stream:
        encoding = encoding_of(iter_chunks(stream), given=settings.encoding)
    report_encoding(file.source, encoding, given=settings.encoding, report=report)
    reading = _Reading(file, encoding, is_lines=_is_lines(file, encoding, settings))
    survey = reading.survey(report)
    names = tuple(survey.names)
    geometry = (
        GeometryColumns(names, crs=survey.crs, only_points=survey.only_points, source=file.source)
        if survey.has_geometry
        else None
    )
    where = "" if survey.path in (None, ()) else f"'{'.'.join(survey.path or ())}'"
    yield RawTable(
        source=file.source,
        names=names if geometry is None else (*names, *geometry.names),
        rows=_rows(reading.records(survey), names, geometry),
        encoding=encoding,
        digest=digest_of(file),
        notes=(f"the list {where} of {survey.count:,} records",) if where != "" else (),
        points=() if geometry is None else geometry.names[:2],
    )


class _Reading:
    """One JSON file, read as often as is needed."""

    def __init__(self, file: InputFile, encoding: str, *, is_lines: bool) -> None:
        self._file = file
        self._encoding = encoding
        self._is_lines = is_lines
        self._whole: list[dict[str, Any]] | None = None
        self._sources: Mapping[str, Mapping[str, Any]] = {}

    def survey(self, report: Report) -> _Survey:
        """Return columns and list of the records; what is broken is reported.

        Raises:
            EmptyInputError: There are no records.
            UnreadableInputError: The content is no JSON.
        """
        surveys: dict[Path | None, _Survey] = {}
        broken: list[str] = []
        for path, record in self._iter(broken):
            if isinstance(record, Mapping) and (path is None or path[:1] not in _WITHIN_A_FEATURE):
                surveys.setdefault(path, _Survey(path=path)).add(record)
        if not surveys:
            self._whole = self._read_whole(broken)
            for record in self._whole:
                surveys.setdefault((), _Survey(path=())).add(record)
        if not surveys:
            raise EmptyInputError(f"{self._file.source} holds no records; give a list of objects")
        best = max(surveys.values(), key=lambda survey: (survey.has_geometry, survey.count))
        for reason in broken:
            report(problem(self._file.source, "", reason, f"{best.count:,} records were read"))
        best.crs = self._stated_crs() if best.has_geometry else None
        if best.path is not None and best.path[-1:] == ("events",):
            self._sources = sources_by_id(self._content(), best.path[:-1])
            best.names.update(dict.fromkeys(SOURCE_COLUMNS if self._sources else ()))
        return best

    def records(self, survey: _Survey) -> Iterator[Mapping[str, Any]]:
        """Yield the records of the chosen list."""
        if self._whole is not None:
            yield from self._whole
            return
        for path, record in self._iter([]):
            if path == survey.path and isinstance(record, Mapping):
                yield with_sources(record, self._sources) if self._sources else record

    def _iter(self, broken: list[str]) -> Iterator[tuple[Path | None, Any]]:
        """Yield (list, entry); what is broken is told in ``broken``."""
        with self._open() as text:
            if self._is_lines:
                for number, value in iter_lines(text):
                    if isinstance(value, Mapping):
                        yield None, value
                    else:
                        broken.append(f"line {number} is no JSON object and was left out")
                return
            try:
                yield from iter_listed(text)
            except BrokenJson as error:
                broken.append(f"the JSON breaks off: {error}")
            except UnicodeError as error:
                broken.append(f"the text cannot be decoded from here on: {error}")

    def _read_whole(self, broken: list[str]) -> list[dict[str, Any]]:
        """Return the records of a file that holds no list of them.

        Raises:
            UnreadableInputError: It is no JSON, or too large.
        """
        if broken:
            raise UnreadableInputError(f"{self._file.source} is not JSON: {broken[0]}")
        return records_of_whole(self._content())

    def _content(self) -> object:
        """Return the whole content, or None when it is too large for that."""
        with self._open() as text:
            content = text.read(WHOLE_CHARACTERS + 1)
        return None if len(content) > WHOLE_CHARACTERS else json.loads(content.lstrip("\ufeff"))

    def _stated_crs(self) -> str | None:
        """Return the reference system that old GeoJSON states in its first or last kilobytes."""
        with self._file.open() as stream:
            size = stream.seek(0, io.SEEK_END)
            stream.seek(0)
            head = stream.read(CRS_BYTES)
            stream.seek(max(0, size - CRS_BYTES))
            tail = stream.read(CRS_BYTES)
        found = _CRS.search(head) or _CRS.search(tail)
        return None if found is None else found[1].decode("ascii", "replace")

    @contextmanager
    def _open(self) -> Iterator[TextIO]:
        errors = "replace" if self._encoding.startswith("cp") else "strict"
        codec = "utf-8-sig" if self._encoding == "utf-8" else self._encoding
        with self._file.open() as stream:
            text = io.TextIOWrapper(stream, encoding=codec, errors=errors)
            try:
                yield text
            finally:
                text.detach()


def _rows(
    records: Iterator[Mapping[str, Any]], names: tuple[str, ...], geometry: GeometryColumns | None
) -> Iterator[list[str]]:
    """Yield the cells of records under the columns of all of them."""
    for record in records:
        cells = flatten(_properties(record))
        row = [cells.get(name, "") for name in names]
        if geometry is not None:
            row += geometry.cells(shape_of(record.get("geometry")))
        yield row


def _is_feature(record: Mapping[str, Any]) -> bool:
    return record.get("type") == "Feature" and "geometry" in record


def _properties(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a record says: a feature's properties, its id before them unless they have one."""
    if not _is_feature(record):
        return record
    properties = record.get("properties")
    held = properties if isinstance(properties, Mapping) else {}
    return {"id": record["id"], **held} if "id" in record and "id" not in held else held


def _is_lines(file: InputFile, encoding: str, settings: ReadSettings) -> bool:
    """Say whether each line of a file is a record of its own."""
    if settings.from_format in _LINES or EXTENSIONS.get(extension_of(file.source)) in _LINES:
        return True
    with file.open() as stream:
        head = head_text(stream.read(HEAD_BYTES), encoding)
    lines = [line.strip("\x1e \t\r") for line in head.split("\n") if line.strip() != ""]
    return (
        len(lines) > 1 and lines[0].rstrip(",").endswith("}") and all(line[:1] == "{" for line in lines[:2])
    )
