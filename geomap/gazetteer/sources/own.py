"""Lists of one's own: tables and GeoJSON with a name and a point in each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import resources

from geomap.errors import InvalidRecordError, MissingColumnError
from geomap.gazetteer.radius import default_radius
from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources.coordinates import Spot, parse_degrees, read_point, spot_of
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.gazetteer.sources.delimited import columns_of, iter_rows, pick_column
from geomap.gazetteer.sources.features import iter_features, property_keys, sample_features
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.naming import (
    UNKNOWN_KIND,
    NameList,
    kind_of,
    language_of,
    link_of,
    whole_number,
)
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport
from geomap.model import Place
from geomap.text import collapse_spaces

__all__ = ["load_own_columns", "read_own_geojson", "read_own_table"]

_NAME_IN = re.compile(r"(?:name|alias(?:es)?)[_:]([a-z]{2,3})", re.I)
_SEVERAL = re.compile(r"[|;]")
_CLASSES = frozenset("AHLPRSTUV")
_LONGEST_RADIUS = 5000.0
_NOT_KNOWN = {
    "country": "country not known: write its ISO code; its places are kept without a country",
    "population": "not a number of people, left out",
    "kind": "kind not known: write a GeoNames code or a word such as village, camp, base; kept as a locality",
}


@lru_cache(maxsize=1)
def load_own_columns() -> dict[str, tuple[str, ...]]:
    """Return the column names of each role, best first, from ``own_columns.tsv``."""
    table = (
        resources.files("geomap.gazetteer.sources").joinpath("own_columns.tsv").read_text(encoding="utf-8")
    )
    rows = (line.split("\t") for line in table.splitlines()[2:])
    return {role: tuple(names.split()) for role, names in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Roles:
    """The columns of one list by what they are for."""

    columns: Mapping[str, str]
    languages: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, columns: Iterable[str]) -> _Roles:
        """Tell the columns of a list from their names."""
        listed = list(columns)
        found = {role: pick_column(listed, names) for role, names in load_own_columns().items()}
        tagged = [(column, match[1].lower()) for column in listed if (match := _NAME_IN.fullmatch(column))]
        return cls(
            columns={role: column for role, column in found.items() if column is not None},
            languages=tuple(tagged),
        )

    def cell(self, role: str, cells: Mapping[str, str]) -> str:
        """Return a row's cell of a role; empty when there is none."""
        return cells.get(self.columns.get(role, ""), "").strip()


def _is_own_table(file: SourceFile) -> bool:
    roles = _Roles.of(columns_of(file)).columns
    return {"name", "lat", "lon"} <= set(roles)


def _is_own_geojson(file: SourceFile) -> bool:
    return len(sample_features(file)) > 0 and "name" in _Roles.of(property_keys(file)).columns


def read_own_table(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """A table of places: CSV, semicolons or tabs, with columns ``name``, ``lat`` and ``lon``.

    Optional columns are ``aliases`` (``|`` or ``;`` between them, ``~`` before a weak one), ``name_xx`` by
    language, ``country``, ``admin1``, ``admin2``, ``type``, ``population``, ``radius_km``, ``id``,
    ``wikidata`` and ``geonameid``. Coordinates may be decimal, with a decimal comma, or degrees and minutes.

    Raises:
        MissingColumnError: A column of names or coordinates is not found.
    """
    columns = columns_of(file)
    roles = _Roles.of(columns)
    for role in ("name", "lat", "lon"):
        if role not in roles.columns:
            raise MissingColumnError(
                f"{file.name} has no column {role}; rename one of {', '.join(columns) or 'its columns'}"
            )
    reader = _OwnReader(file, report)
    for number, cells in iter_rows(file, report):
        try:
            spot = read_point(roles.cell("lat", cells), roles.cell("lon", cells))
        except InvalidRecordError as error:
            report.reject(number, str(error), column=roles.columns["lat"], value=roles.cell("name", cells))
            continue
        yield from reader.entries(number, cells, roles, spot)


def read_own_geojson(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """GeoJSON features with a ``name`` and the optional properties of a table; areas give a point inside."""
    reader = _OwnReader(file, report)
    for feature in iter_features(file, report):
        roles = _Roles.of(feature.properties)
        cells = {key: _as_cell(value) for key, value in feature.properties.items()}
        if feature.id != "":
            cells.setdefault("id", feature.id)
            roles = _Roles.of(cells)
        try:
            spot = spot_of(feature.geometry)
        except InvalidRecordError as error:
            report.reject(feature.number, str(error), value=roles.cell("name", cells))
            continue
        yield from reader.entries(feature.number, cells, roles, spot)


def _as_cell(value: object) -> str:
    """Return a property as the cell of a table; a list as its texts with ``|`` between."""
    if isinstance(value, list):
        return "|".join(str(entry) for entry in value)
    return "" if value is None else str(value)


class _OwnReader:
    """Makes entries of the rows of one list."""

    def __init__(self, file: SourceFile, report: SourceReport) -> None:
        self._file = file
        self._report = report
        self._ids: set[str] = set()
        self._unknown: set[tuple[str, str]] = set()

    def entries(self, number: int, cells: Mapping[str, str], roles: _Roles, spot: Spot) -> Iterator[Entry]:
        """Yield a row's entry, or nothing when it was rejected."""
        name = collapse_spaces(roles.cell("name", cells))
        if name == "":
            self._report.reject(number, "no name", column=roles.columns.get("name"))
            return
        try:
            kind, radius = _kind(cells, roles), _radius(cells, roles)
        except InvalidRecordError as error:
            self._report.reject(number, str(error), value=name)
            return
        if kind == UNKNOWN_KIND and roles.cell("kind", cells) != "":
            self._remark(number, "kind", roles, roles.cell("kind", cells))
        people = roles.cell("population", cells)
        population = whole_number(people)
        if population == 0 and people.strip("0., ") != "":
            self._remark(number, "population", roles, people)
        if radius is None:
            radius = spot.radius_km if spot.radius_km is not None else default_radius(*kind, population)
        own = self._unused_id(roles.cell("id", cells), number)
        self._report.used += 1
        place = Place(
            id=f"own:{self._file.stem}/{own}",
            name=name,
            lat=spot.lat,
            lon=spot.lon,
            feature_class=kind[0],
            feature_code=kind[1],
            country_code=self._country(number, cells, roles),
            admin1=roles.cell("admin1", cells) or None,
            admin2=roles.cell("admin2", cells) or None,
            population=population,
            radius_km=radius,
            source="own",
        )
        yield Entry(place=place, names=_names(name, cells, roles).names(), links=_links(cells, roles))

    def _unused_id(self, stated: str, number: int) -> str:
        """Return a row's own id, or its number when it has none; a second row of one id gets both."""
        own = re.sub(r"\.0$", "", stated) if stated != "" else str(number)
        if own in self._ids:
            own = f"{own}-{number}"
        self._ids.add(own)
        return own

    def _country(self, number: int, cells: Mapping[str, str], roles: _Roles) -> str:
        """Return alpha-2 for the row's country; one that is not known is remarked on, and the row kept."""
        text = roles.cell("country", cells)
        code = load_country_codes().from_text(text)
        if code == "" and text != "":
            self._remark(number, "country", roles, text)
        return code

    def _remark(self, number: int, role: str, roles: _Roles, text: str) -> None:
        """Remark once on each value that is not understood."""
        if (role, text) not in self._unknown:
            self._unknown.add((role, text))
            self._report.note(number, _NOT_KNOWN[role], column=roles.columns.get(role), value=text)


def _names(main: str, cells: Mapping[str, str], roles: _Roles) -> NameList:
    names = NameList(main)
    columns = [(roles.columns.get("aliases", ""), ""), *roles.languages]
    for column, language in columns:
        for text in _SEVERAL.split(cells.get(column, "")):
            alias = text.strip()
            kind = "weak" if alias.startswith("~") else "strong"
            names.add(alias.removeprefix("~"), language_of(language), kind)
    return names


def _kind(cells: Mapping[str, str], roles: _Roles) -> tuple[str, str]:
    """Return class and code by the words or codes of the row; a locality when it says nothing known."""
    stated = roles.cell("feature_class", cells).upper()
    words = roles.cell("kind", cells)
    told = kind_of(words) if words != "" else None
    if stated in _CLASSES:
        if told is not None and told[0] == stated:
            return told
        return (stated, words.upper() if re.fullmatch(r"[A-Z][A-Z0-9]{1,4}", words.upper()) else "")
    return told if told is not None else UNKNOWN_KIND


def _radius(cells: Mapping[str, str], roles: _Roles) -> float | None:
    text = roles.cell("radius_km", cells)
    if text == "":
        return None
    radius = parse_degrees(text.removesuffix("km"), "NS")
    if radius is None or not 0 < radius <= _LONGEST_RADIUS:
        raise InvalidRecordError(f"radius '{text[:40]}' is not a number of km")
    return radius


def _links(cells: Mapping[str, str], roles: _Roles) -> tuple[str, ...]:
    geonames = roles.cell("geonameid", cells).removesuffix(".0")
    item = roles.cell("wikidata", cells)
    found = (link_of(item), link_of(f"gn:{geonames}" if geonames.isdecimal() else geonames))
    return tuple(link for link in found if link is not None)


_format = partial(
    SourceFormat, key="own", licence="as you say", attribution="Places of the user's own lists", url=""
)
SOURCES.register("csv")(_format(title="Own table of places", sniff=_is_own_table, read=read_own_table))
SOURCES.register("geojson")(
    _format(title="Own GeoJSON of places", sniff=_is_own_geojson, read=read_own_geojson)
)
