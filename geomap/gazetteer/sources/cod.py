"""OCHA's Common Operational Datasets of administrative boundaries: units by p-code."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geomap.errors import InvalidRecordError, MissingDependencyError
from geomap.gazetteer.radius import default_radius
from geomap.gazetteer.records import Alias, Entry, Record, Unit
from geomap.gazetteer.sources.coordinates import Spot, read_point, spot_of
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.gazetteer.sources.delimited import columns_of, iter_rows, pick_column
from geomap.gazetteer.sources.features import iter_features, property_keys
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.naming import NameList
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport
from geomap.model import Place

__all__ = ["read_cod"]

_PCODE = re.compile(r"adm(?:in)?([0-5])_?pcode?", re.I)
_NAMED = re.compile(
    r"adm(?:in)?(?P<level>[0-5])_?(?P<role>ref|alt)?_?(?:name)(?P<index>\d)?(?:_?(?P<language>[a-z]{2}))?",
    re.I,
)
_ALTERNATIVE = re.compile(
    r"adm(?:in)?(?P<level>[0-5])_?(?P<role>alt|ref)_?(?:name)?_?(?P<index>\d)?_?(?P<language>[a-z]{2})?", re.I
)
_BY_LANGUAGE = re.compile(r"adm(?:in)?(?P<level>[0-5])_(?P<language>[a-z]{2})", re.I)
_NO_LANGUAGES = frozenset({"id"})
_LAT = ("centerlat", "lat", "latitude", "ycoord", "pointy", "centroidlat", "y")
_LON = ("centerlon", "lon", "longitude", "long", "xcoord", "pointx", "centroidlon", "x")
_CODES = {0: "PCLI", 1: "ADM1", 2: "ADM2", 3: "ADM3", 4: "ADM4", 5: "ADM5"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _NameColumn:
    """A column of names: of which level, in which language, and whether it is the level's main one."""

    column: str
    level: int
    language: str
    index: int
    main: bool


@dataclass(slots=True, kw_only=True)
class _Layout:
    """Which column of a file is what, told from its names."""

    pcodes: dict[int, str] = field(default_factory=dict)
    names: list[_NameColumn] = field(default_factory=list)
    lat: str | None = None
    lon: str | None = None

    @classmethod
    def of(cls, columns: Iterable[str]) -> _Layout:
        """Return the layout of some columns."""
        listed = list(columns)
        layout = cls(lat=pick_column(listed, _LAT), lon=pick_column(listed, _LON))
        for column in listed:
            pcode = _PCODE.fullmatch(column)
            if pcode is not None:
                layout.pcodes.setdefault(int(pcode[1]), column)
            elif (named := _name_column(column)) is not None:
                layout.names.append(named)
        return layout


def _name_column(column: str) -> _NameColumn | None:
    found = _NAMED.fullmatch(column) or _ALTERNATIVE.fullmatch(column) or _BY_LANGUAGE.fullmatch(column)
    if found is None:
        return None
    groups = found.groupdict()
    language = (groups["language"] or "").lower()
    role = groups.get("role")
    if language in _NO_LANGUAGES and groups.get("role") is None and "name" not in column.lower():
        return None
    index = int(groups.get("index") or 0) if role is None else 0
    return _NameColumn(
        column=column,
        level=int(groups["level"]),
        language=language,
        index=index,
        main=role is None and index == 0,
    )


def _is_cod(file: SourceFile) -> bool:
    if file.name.lower().endswith(".xlsx") and file.member == "":
        return True
    columns = columns_of(file) or property_keys(file)
    layout = _Layout.of(columns)
    return len(layout.pcodes) > 0 and any(entry.level in layout.pcodes for entry in layout.names)


def read_cod(file: SourceFile, report: SourceReport) -> Iterator[Record]:
    """OCHA COD-AB tables and boundaries: each row is the unit of its finest p-code, levels 0 to 5.

    Polygons give a point inside and a radius. A row without a point gives a first- or second-level unit that
    the build places at its largest town; finer ones without a point are skipped.
    """
    known: set[str] = set()
    layouts: dict[tuple[str, ...], _Layout] = {}
    for number, cells, geometry in _rows(file, report):
        layout = layouts.setdefault(tuple(cells), _Layout.of(cells))
        yield from _unit_records(
            _UnitRow(number=number, cells=cells, geometry=geometry, layout=layout), known, report
        )


def _rows(
    file: SourceFile, report: SourceReport
) -> Iterator[tuple[int, Mapping[str, str], dict[str, Any] | None]]:
    if file.name.lower().endswith(".xlsx"):
        yield from ((number, cells, None) for number, cells in _sheet_rows(file))
    elif columns_of(file):
        yield from ((number, row, None) for number, row in iter_rows(file, report))
    else:
        for feature in iter_features(file, report):
            yield feature.number, {key: feature.text(key) for key in feature.properties}, feature.geometry


def _sheet_rows(file: SourceFile) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of all sheets of an Excel workbook that have p-codes."""
    try:
        openpyxl: Any = importlib.import_module("openpyxl")
    except ImportError as error:
        raise MissingDependencyError(
            f"reading {file.name} needs openpyxl: pip install openpyxl, or save its sheets as CSV"
        ) from error
    workbook = openpyxl.load_workbook(file.path, read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        rows = sheet.iter_rows(values_only=True)
        header = [str(cell).strip() if cell is not None else "" for cell in next(rows, ())]
        if _Layout.of(header).pcodes:
            for number, values in enumerate(rows, start=2):
                cells = ["" if value is None else str(value).strip() for value in values]
                yield number, dict(zip(header, cells, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnitRow:
    """One row and what its columns mean."""

    number: int
    cells: Mapping[str, str]
    geometry: dict[str, Any] | None
    layout: _Layout

    def pcode(self, level: int) -> str:
        """Return the p-code of a level; empty when the row has none."""
        return self.cells.get(self.layout.pcodes.get(level, ""), "").strip()

    @property
    def level(self) -> int | None:
        """The finest level that has a p-code."""
        return max((level for level in self.layout.pcodes if self.pcode(level) != ""), default=None)

    @property
    def country_code(self) -> str:
        """Alpha-2 of the country, from its p-code or the ISO column."""
        column = pick_column(self.cells, ("iso2", "iso3"))
        codes = load_country_codes()
        for text in (self.pcode(0), self.cells[column] if column is not None else ""):
            if codes.from_iso(text) != "":
                return codes.from_iso(text)
        finest = self.level
        return codes.from_iso(self.pcode(finest)[:2]) if finest is not None else ""

    def names(self, level: int) -> tuple[str, NameList]:
        """Return the main name of a level, English before others, and all of them."""
        columns = [entry for entry in self.layout.names if entry.level == level]
        filled = [(entry, self.cells.get(entry.column, "")) for entry in columns]
        filled = [pair for pair in filled if pair[1] not in ("", "None", "<Null>")]
        ranked = sorted(filled, key=lambda pair: (not pair[0].main, pair[0].index, pair[0].language != "en"))
        main = ranked[0][1] if ranked else ""
        names = NameList(main)
        for entry, text in filled:
            names.add_short(text, self._language(entry))
        return main, names

    def _language(self, column: _NameColumn) -> str:
        """Return a name's language: from its column, or from the row's own ``lang``, ``lang1``, ``lang2``."""
        if column.language != "" or (not column.main and column.index == 0):
            return column.language
        return self.cells.get("lang" if column.index == 0 else f"lang{column.index}", "").lower()

    def spot(self) -> Spot | None:
        """Return the unit's point, or None when the file gives none."""
        if self.geometry is not None:
            shape = spot_of(self.geometry)
            if self.layout.lat is None or self.layout.lon is None:
                return shape
        else:
            shape = None
        lat, lon = (self.cells.get(column or "", "") for column in (self.layout.lat, self.layout.lon))
        if lat == "" and lon == "":
            return shape
        centre = read_point(lat, lon)
        return centre._replace(radius_km=shape.radius_km) if shape is not None else centre


def _unit_records(row: _UnitRow, known: set[str], report: SourceReport) -> Iterator[Record]:
    level = row.level
    if level is None:
        report.reject(row.number, "no p-code")
        return
    main, names = row.names(level)
    if main == "":
        report.reject(row.number, "a p-code without a name", value=row.pcode(level))
        return
    try:
        spot = row.spot()
    except InvalidRecordError as error:
        report.reject(row.number, str(error), value=main)
        return
    if spot is None and level > 2:
        report.skip("unit below the second level without a point")
        return
    if f"placed {row.pcode(level)}" in known:
        report.skip("further part of a unit already read")
        return
    report.used += 1
    yield from _ancestors(row, level, known)
    if spot is not None:
        known |= {row.pcode(level), f"placed {row.pcode(level)}"}
        yield _entry(row, level, spot)
    elif row.pcode(level) not in known:
        known.add(row.pcode(level))
        yield _bare_unit(row, level)
        yield from (Alias(f"cod:{row.pcode(level)}", name) for name in names.names())


def _ancestors(row: _UnitRow, level: int, known: set[str]) -> Iterator[Record]:
    """Yield the first- and second-level units over a unit, once each, in case no other file holds them."""
    for above in (1, 2):
        pcode = row.pcode(above)
        if above < level and pcode != "" and pcode not in known and row.names(above)[0] != "":
            known.add(pcode)
            yield _bare_unit(row, above)


def _bare_unit(row: _UnitRow, level: int) -> Unit:
    return Unit(
        place_id=f"cod:{row.pcode(level)}",
        name=row.names(level)[0],
        country_code=row.country_code,
        admin1_code=row.pcode(1) if level >= 1 else "",
        admin2_code=row.pcode(2) if level >= 2 else "",
    )


def _entry(row: _UnitRow, level: int, spot: Spot) -> Entry:
    code = _CODES[level]
    main, names = row.names(level)
    parents = tuple(f"cod:{row.pcode(above)}" for above in range(level - 1, -1, -1) if row.pcode(above) != "")
    place = Place(
        id=f"cod:{row.pcode(level)}",
        name=main,
        lat=spot.lat,
        lon=spot.lon,
        feature_class="A",
        feature_code=code,
        country_code=row.country_code,
        admin1_code=row.pcode(1) or None,
        admin2_code=(row.pcode(2) or None) if level >= 2 else None,
        radius_km=spot.radius_km if spot.radius_km is not None else default_radius("A", code),
        source="cod",
    )
    return Entry(place=place, names=names.names(), parents=parents)


SOURCES.register("cod")(
    SourceFormat(
        key="cod",
        title="OCHA Common Operational Datasets, administrative boundaries (COD-AB)",
        licence="CC BY-IGO for most countries: see the dataset's page",
        attribution="Administrative units: OCHA Common Operational Datasets",
        url="https://data.humdata.org/cod",
        sniff=_is_cod,
        read=read_cod,
    )
)
