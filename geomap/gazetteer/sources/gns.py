"""NGA's GEOnet Names Server: country files with one row per name, in the old header and that of 2022."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from geomap.errors import InvalidRecordError
from geomap.gazetteer.radius import default_radius
from geomap.gazetteer.records import Alias, Entry, Record
from geomap.gazetteer.sources.coordinates import read_point
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.gazetteer.sources.delimited import Row, columns_of, iter_rows, require_columns
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.naming import NameList, whole_number
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport
from geomap.gazetteer.sources.seen import SeenIds
from geomap.model import Place
from geomap.text import collapse_spaces

__all__ = ["read_gns"]

_RANKS = {"N": 9, "C": 8, "P": 7, "D": 6, "V": 5, "NS": 4, "PS": 4, "DS": 4, "VS": 3, "H": 2, "HS": 2}
"""Which of a feature's names is its main one, by name type; approved Roman ones lead."""

_NUMBER = re.compile(r"-?\d+")
_WRITTEN = 255
"""Mark of a feature whose place has been handed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """The columns of one of the two layouts."""

    lat: str
    lon: str
    code: str
    country: str
    language: str
    full: str
    plain: str
    short: str
    population: str
    ended: tuple[tuple[str, str], ...]


_OLD = _Header(
    lat="LAT", lon="LONG", code="DSG", country="CC1", language="LC",
    full="FULL_NAME_RO", plain="FULL_NAME_ND_RO", short="SHORT_FORM", population="POP",
    ended=(("F_TERM_DT", "terminated feature"), ("N_TERM_DT", "terminated name")),
)  # fmt: skip
_NEW = _Header(
    lat="LAT_DD", lon="LONG_DD", code="DESIG_CD", country="CC_FT", language="LANG_CD",
    full="FULL_NAME", plain="FULL_NM_ND", short="", population="",
    ended=(("TERM_DT_F", "terminated feature"), ("TERM_DT_N", "terminated name")),
)  # fmt: skip


def _is_gns(file: SourceFile) -> bool:
    columns = {column.upper() for column in columns_of(file)}
    return {"UFI", "UNI", "NT"} <= columns and not columns.isdisjoint({"FULL_NAME_RO", "FULL_NAME"})


def read_gns(file: SourceFile, report: SourceReport) -> Iterator[Record]:
    """NGA GNS country files: rows of one feature (UFI) become one place, named by its approved name.

    Rows of a feature need not stand together: a first reading finds each feature's best name, a second one
    yields the place there and its other names as they come. Terminated features and names are skipped.
    """
    new = any(column.lower() == "desig_cd" for column in columns_of(file))
    header = _NEW if new else _OLD
    require_columns(file, ("UFI", "NT", "FC", header.full, header.lat, header.lon, header.code))
    best = _best_ranks(file, header)
    for _, group in groupby(_usable(file, report), key=lambda pair: pair[0]):
        yield from _records([row for _, row in group], best)


def _best_ranks(file: SourceFile, header: _Header) -> SeenIds:
    """Return the rank of each feature's best name, by a quick reading of four columns."""
    best = SeenIds()
    lines = file.lines()
    columns = [column.strip().upper() for column in next(lines, (0, ""))[1].split("\t")]
    wanted = ["UFI", "NT", header.full, *(column for column, _ in header.ended if column in columns)]
    ranked = "NAME_RANK" if "NAME_RANK" in columns else "NT"
    take = itemgetter(*(columns.index(column) for column in (ranked, *wanted)))
    for _, line in lines:
        cells = line.split("\t")
        cells += [""] * (len(columns) - len(cells))
        first, ufi, kind, name, *ended = (cell.strip() for cell in take(cells))
        if _NUMBER.fullmatch(ufi) is not None and name != "" and not any(ended):
            number, rank = int(ufi), _rank(kind, first)
            if rank > best[number]:
                best[number] = rank
    return best


def _header(row: Row) -> _Header:
    return _OLD if "DSG" in row else _NEW


def _ended(row: Row) -> str | None:
    """Return why a row is no longer in force, or None."""
    return next((reason for column, reason in _header(row).ended if row.get(column, "") != ""), None)


def _rank(kind: str, first: str) -> int:
    """Return how good a name is as the main name; a name of first rank leads its type."""
    return 2 * _RANKS.get(kind.upper(), 1) + (1 if first == "1" else 0)


def _row_rank(row: Row) -> int:
    return _rank(row["NT"], row.get("NAME_RANK", ""))


def _usable(file: SourceFile, report: SourceReport) -> Iterator[tuple[int, Row]]:
    """Yield (UFI, row) of the rows that count, and report the others."""
    for number, row in iter_rows(file, report, quoted=False, upper=True):
        header, ended = _header(row), _ended(row)
        if ended is not None:
            report.skip(ended)
        elif _NUMBER.fullmatch(row["UFI"]) is None:
            report.reject(number, "the feature id is not a number", column="UFI", value=row["UFI"])
        elif row[header.full] == "":
            report.reject(number, "no name", column=header.full)
        else:
            try:
                read_point(row[header.lat], row[header.lon])
            except InvalidRecordError as error:
                report.reject(number, str(error), column=header.lat, value=row[header.full])
                continue
            report.used += 1
            yield int(row["UFI"]), row


def _records(rows: list[Row], best: SeenIds) -> Iterator[Record]:
    """Yield the place of a feature's rows if its main name is among them, else their names by themselves."""
    ufi = int(rows[0]["UFI"])
    main = next((row for row in rows if _row_rank(row) == best[ufi]), None)
    names = NameList(main[_header(main).full] if main is not None else "")
    for row in rows:
        _add_names(row, names)
    if main is None:
        for name in names.names():
            yield Alias(f"gns:{ufi}", name)
        return
    best[ufi] = _WRITTEN
    yield Entry(place=_place(main), names=names.names())


def _add_names(row: Row, names: NameList) -> None:
    """Add the names of one row: with and without diacritics, and the short form."""
    header, language = _header(row), row.get(_header(row).language, "").split(",")[0].strip().lower()
    if row["NT"].upper() in ("H", "HS"):
        names.add(row[header.full], language, "historical")
        return
    names.add_short(row[header.full], language)
    if row.get(header.plain, "") != row[header.full]:
        names.add_short(row.get(header.plain, ""), language)
    names.add_short(row.get(header.short, ""), language)


def _place(row: Row) -> Place:
    header = _header(row)
    spot = read_point(row[header.lat], row[header.lon])
    codes = load_country_codes()
    country = row.get(header.country, "").split(",")[0].strip().upper()
    admin1 = row.get("ADM1", "").split(",")[0].strip().rpartition("-")[2]
    population = whole_number(row.get(header.population, ""))
    feature_class, feature_code = row.get("FC", "").upper(), row.get(header.code, "").upper()
    return Place(
        id=f"gns:{int(row['UFI'])}",
        name=collapse_spaces(row[header.full]),
        lat=spot.lat,
        lon=spot.lon,
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=(codes.fips if header is _OLD else codes.genc).get(country, ""),
        admin1_code=admin1 if admin1 not in ("", "00") else None,
        population=population,
        radius_km=default_radius(feature_class, feature_code, population),
        source="gns",
    )


SOURCES.register("gns")(
    SourceFormat(
        key="gns",
        title="NGA GEOnet Names Server (GNS)",
        licence="public domain (United States government)",
        attribution="Toponymic information from the Geographic Names Database of the US National "
        "Geospatial-Intelligence Agency",
        url="https://geonames.nga.mil/",
        sniff=_is_gns,
        read=read_gns,
    )
)
