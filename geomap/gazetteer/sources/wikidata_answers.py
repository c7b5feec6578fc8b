"""Answers of Wikidata's query service: CSV, its plain JSON and the SPARQL results in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from geomap.errors import InvalidRecordError
from geomap.gazetteer.radius import default_radius
from geomap.gazetteer.records import Alias, Entry, Name, Record
from geomap.gazetteer.sources.coordinates import Spot, read_point, read_wkt
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.gazetteer.sources.delimited import columns_of, iter_rows, pick_column
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.json_stream import iter_json_objects, sample_objects
from geomap.gazetteer.sources.naming import UNKNOWN_KIND, NameList, kind_of, language_of, whole_number
from geomap.gazetteer.sources.report import SourceReport
from geomap.gazetteer.sources.seen import SeenIds
from geomap.gazetteer.sources.wikidata_types import kind_of_items
from geomap.model import Place

__all__ = ["is_answer", "read_answers"]

_ENTITY = re.compile(r"(?:https?://www\.wikidata\.org/entity/)(Q\d+)")
_POINT = re.compile(r"\s*Point\s*\(", re.I)
_LABEL = re.compile(r"(?:label|name)_?(?P<tag>[a-z]{2,3})", re.I)
_MARKED = "@"

_Cells = dict[str, str]


def is_answer(file: SourceFile) -> bool:
    """Say whether a file holds rows with a Wikidata item and a point."""
    first = next(iter(_first_rows(file)), {})
    columns = list(first)
    has_item = any(_ENTITY.fullmatch(cell) is not None for cell in first.values())
    has_point = any(_POINT.match(cell) is not None for cell in first.values())
    return has_item and (has_point or (_lat(columns) is not None and _lon(columns) is not None))


def _first_rows(file: SourceFile) -> list[_Cells]:
    if columns_of(file):
        rows = iter_rows(file, SourceReport(file.name))
        found = [row for _, row in zip(range(1), (row for _, row in rows), strict=False)]
        file.position = 0
        return found
    return [_cells(content) for content in sample_objects(file, "bindings", count=1)]


def read_answers(file: SourceFile, report: SourceReport) -> Iterator[Record]:
    """Yield the places of a query's rows; further rows of one item give further names of it."""
    seen = SeenIds()
    for number, cells in _iter_cells(file, report):
        variable = _item_column(cells)
        if variable is None:
            report.reject(number, "no Wikidata item in this row")
            continue
        item = cells[variable].rpartition("/")[2]
        main, names = _names(cells, variable, item)
        if main == "":
            report.skip("item without a label")
            continue
        try:
            spot = _spot(cells)
        except InvalidRecordError as error:
            report.reject(number, str(error), value=item)
            continue
        report.used += 1
        if seen.add(int(item[1:])):
            yield _entry(item, main, names, spot, cells)
        else:
            yield from (Alias(f"wikidata:{item}", name) for name in (Name(main), *names.names()))


def _item_column(cells: _Cells) -> str | None:
    """Return the column of the items themselves: ``item`` or ``place``, else the first that holds items."""
    holding = [column for column, cell in cells.items() if _ENTITY.fullmatch(cell) is not None]
    named = pick_column(holding, ("item", "place"))
    return named if named is not None else next(iter(holding), None)


def _iter_cells(file: SourceFile, report: SourceReport) -> Iterator[tuple[int, _Cells]]:
    if columns_of(file):
        yield from iter_rows(file, report)
    else:
        for number, content in iter_json_objects(file, report, "bindings"):
            yield number, _cells(content)


def _cells(binding: dict[str, Any]) -> _Cells:
    """Return a JSON row as texts; the language of a label stands beside it as ``label@``."""
    cells = {}
    for variable, value in binding.items():
        if isinstance(value, dict):
            cells[variable] = str(value.get("value", "")).strip()
            cells[f"{variable}{_MARKED}"] = str(value.get("xml:lang", ""))
        else:
            cells[variable] = str(value if value is not None else "").strip()
    return cells


def _lat(columns: list[str]) -> str | None:
    return pick_column(columns, ("lat", "latitude"))


def _lon(columns: list[str]) -> str | None:
    return pick_column(columns, ("lon", "long", "lng", "longitude"))


def _spot(cells: _Cells) -> Spot:
    wkt = next((cell for cell in cells.values() if _POINT.match(cell) is not None), None)
    if wkt is not None:
        return read_wkt(wkt)
    lat, lon = _lat(list(cells)), _lon(list(cells))
    return read_point(cells.get(lat or ""), cells.get(lon or ""))


def _names(cells: _Cells, variable: str, item: str) -> tuple[str, NameList]:
    """Return the label of a row's item, and all of its names; a label that is only the id is none."""
    column = pick_column(cells, (f"{variable.lower()}label", "label", "name"))
    main = cells[column] if column is not None else ""
    main = "" if main == item else main
    names = NameList(main)
    if column is not None and main != "":
        names.add(main, language_of(cells.get(f"{column}{_MARKED}", "")))
    for key, cell in cells.items():
        plain = key.lower().removeprefix(variable.lower()).lstrip("_")
        if plain in ("altlabel", "alias", "aliases", "altlabels"):
            for part in cell.split("|" if "|" in cell else ", "):
                names.add_short(part, language_of(cells.get(f"{key}{_MARKED}", "")))
        elif (tagged := _LABEL.fullmatch(plain)) is not None:
            names.add_short(cell, tagged["tag"].lower())
            main = main or cell
    return main, names


def _entry(item: str, main: str, names: NameList, spot: Spot, cells: _Cells) -> Entry:
    codes = load_country_codes()
    iso = pick_column(cells, ("countrycode", "iso2", "iso", "isocode", "cc", "countryiso", "iso3"))
    country = pick_column(cells, ("country",))
    code = codes.from_iso(cells[iso]) if iso is not None else ""
    if code == "" and country is not None:
        found = _ENTITY.fullmatch(cells[country])
        code = codes.wikidata.get(found[1], "") if found is not None else codes.from_text(cells[country])
    counted = pick_column(cells, ("population", "pop"))
    population = whole_number(cells[counted]) if counted is not None else 0
    geonames = pick_column(cells, ("geonamesid", "geonameid", "geonames", "gnid", "gn"))
    kind = _kind(cells)
    place = Place(
        id=f"wikidata:{item}",
        name=main,
        lat=spot.lat,
        lon=spot.lon,
        feature_class=kind[0],
        feature_code=kind[1],
        country_code=code,
        population=population,
        radius_km=default_radius(*kind, population),
        source="wikidata",
    )
    links = (f"geonames:{cells[geonames]}",) if geonames is not None and cells[geonames].isdecimal() else ()
    return Entry(place=place, names=names.names(), links=links)


def _kind(cells: _Cells) -> tuple[str, str]:
    """Return class and code by the item of the kind, else by its label's words."""
    for name in ("type", "class", "instance", "instanceof", "kind"):
        column = pick_column(cells, (name,))
        found = _ENTITY.fullmatch(cells[column]) if column is not None else None
        if found is not None and kind_of_items([found[1]]) != UNKNOWN_KIND:
            return kind_of_items([found[1]])
        label = pick_column(cells, (f"{name}label",)) or column
        told = kind_of(cells[label]) if label is not None else None
        if told is not None:
            return told
    return UNKNOWN_KIND
