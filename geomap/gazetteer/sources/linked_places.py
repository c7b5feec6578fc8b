"""Linked Places: the GeoJSON format (LPF) and the table format (LP-TSV) of the World Historical Gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from geomap.errors import InvalidRecordError
from geomap.gazetteer.radius import default_radius
from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources.coordinates import Spot, read_point, read_wkt, spot_of
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.gazetteer.sources.delimited import Row, columns_of, iter_rows, require_columns
from geomap.gazetteer.sources.features import Feature, iter_features, sample_features
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.naming import UNKNOWN_KIND, NameList, kind_of, language_of, link_of
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport
from geomap.model import Place
from geomap.text import collapse_spaces

__all__ = ["read_lp_tsv", "read_lpf"]

_SAME = frozenset({"exactmatch", "closematch"})
_CLASSES = frozenset("AHLPRST")
_CODE_OF_CLASS = {"P": "PPL"}
_KM = re.compile(r"\d+(?:\.\d+)?")
_NO_PLACE = "no coordinates"


def _is_lpf(file: SourceFile) -> bool:
    features = sample_features(file)
    named = any(
        isinstance(feature.members.get("names"), list) and "title" in feature.properties
        for feature in features
    )
    return named or (len(features) > 0 and "linkedplaces-context" in file.head)


def _is_lp_tsv(file: SourceFile) -> bool:
    return {"id", "title", "title_source"} <= {column.lower() for column in columns_of(file)}


def read_lpf(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """Linked Places format v1.x (GeoJSON): names with languages and times, types, links to other gazetteers.

    A name whose time has an end is historical. A place without a geometry is skipped; of several geometries
    the first point is taken.
    """
    for feature in iter_features(file, report):
        title = collapse_spaces(feature.text("title"))
        if title == "":
            report.reject(feature.number, "no title")
            continue
        try:
            spot = spot_of(feature.geometry)
        except InvalidRecordError as error:
            if str(error) == _NO_PLACE:
                report.skip(_NO_PLACE)
            else:
                report.reject(feature.number, str(error), value=title)
            continue
        report.used += 1
        yield _lpf_entry(file, feature, title, spot)


def _lpf_entry(file: SourceFile, feature: Feature, title: str, spot: Spot) -> Entry:
    members = feature.members
    names = NameList(title)
    for name in _objects(members.get("names")):
        kind = "historical" if _has_ended(name.get("when")) else "strong"
        names.add(str(name.get("toponym") or ""), language_of(str(name.get("lang") or "")), kind)
    types = _objects(members.get("types"))
    words = [str(entry.get(key) or "") for entry in types for key in ("label", "sourceLabel")]
    classes = feature.properties.get("fclasses") or []
    countries = feature.properties.get("ccodes") or feature.text("ccode").split()
    links = (
        str(entry.get("identifier") or "")
        for entry in _objects(members.get("links"))
        if str(entry.get("type") or "").rpartition(":")[2].lower() in _SAME
    )
    own_id = str(members.get("@id") or feature.id or feature.number)
    place = _place(
        _place_id(file, own_id), title, spot, _kind(_texts(classes), words), _country(_texts(countries))
    )
    return Entry(place=place, names=names.names(), links=_links(links))


def _objects(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Return the objects of a list; none when it is no list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:  # noqa: ANN401
    return [str(entry).strip() for entry in value] if isinstance(value, list) else [str(value).strip()]


def _has_ended(when: Any) -> bool:  # noqa: ANN401
    """Say whether each of a name's times has an end."""
    spans = _objects(when.get("timespans")) if isinstance(when, dict) else []
    return len(spans) > 0 and all(span.get("end") for span in spans)


def read_lp_tsv(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """Linked Places tables (LP-TSV v0.5, also as CSV): ``;`` separates several values of a cell.

    ``geowkt`` goes before ``lon`` and ``lat``. A row without either is skipped; a place with an ``end`` year
    has historical names.
    """
    require_columns(file, ("id", "title"))
    quoted = "\t" not in file.header
    for number, cells in iter_rows(file, report, quoted=quoted):
        row = {column.lower(): cell for column, cell in cells.items()}
        title = collapse_spaces(row["title"])
        if title == "":
            report.reject(number, "no title")
            continue
        if row.get("geowkt", "") == "" and row.get("lon", "") == "" and row.get("lat", "") == "":
            report.skip(_NO_PLACE)
            continue
        try:
            spot = (
                read_wkt(row["geowkt"]) if row.get("geowkt") else read_point(row.get("lat"), row.get("lon"))
            )
        except InvalidRecordError as error:
            report.reject(number, str(error), value=title)
            continue
        report.used += 1
        yield _tsv_entry(file, row, title, spot)


def _tsv_entry(file: SourceFile, row: Row, title: str, spot: Spot) -> Entry:
    names = NameList(title)
    kind = "historical" if row.get("end", "") != "" else "strong"
    for variant in _list(row, "variants"):
        text, _, tag = variant.rpartition("@") if "@" in variant else (variant, "", "")
        names.add(text, language_of(tag), kind)
    if _KM.fullmatch(row.get("approximation", "")) is not None:
        spot = spot._replace(radius_km=float(row["approximation"]))
    kinds = _kind(_list(row, "fclasses"), _list(row, "types"))
    place = _place(_place_id(file, row["id"]), title, spot, kinds, _country(_list(row, "ccodes")))
    return Entry(place=place, names=names.names(), links=_links(_list(row, "matches")))


def _list(row: Row, column: str) -> list[str]:
    return [text.strip() for text in row.get(column, "").split(";") if text.strip() != ""]


def _place_id(file: SourceFile, own: str) -> str:
    """Return a place's id: its web address, or its number within its file."""
    return f"lpf:{own}" if "://" in own else f"lpf:{file.stem}/{own}"


def _kind(classes: Iterable[str], words: Iterable[str]) -> tuple[str, str]:
    """Return class and code: the class that is stated, with the code that a type's words tell for it."""
    stated = [letter for letter in classes if letter in _CLASSES]
    told = [kind for word in words if (kind := kind_of(word)) is not None]
    for kind in told:
        if not stated or kind[0] in stated:
            return kind
    return (stated[0], _CODE_OF_CLASS.get(stated[0], "")) if stated else UNKNOWN_KIND


def _country(codes: list[str]) -> str:
    """Return the country when exactly one is named: several overlap the place, which lies in none alone."""
    known = {code for text in codes if (code := load_country_codes().from_iso(text)) != ""}
    return known.pop() if len(known) == 1 else ""


def _links(identifiers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link for text in identifiers if (link := link_of(text)) is not None))


def _place(place_id: str, title: str, spot: Spot, kind: tuple[str, str], country: str) -> Place:
    return Place(
        id=place_id,
        name=title,
        lat=spot.lat,
        lon=spot.lon,
        feature_class=kind[0],
        feature_code=kind[1],
        country_code=country,
        radius_km=spot.radius_km if spot.radius_km is not None else default_radius(*kind),
        source="lpf",
    )


_format = partial(
    SourceFormat,
    key="lpf",
    licence="as the dataset states",
    attribution="Places in Linked Places format: see the dataset's own citation",
    url="https://github.com/LinkedPasts/linked-places-format",
)
SOURCES.register("lpf")(_format(title="Linked Places format (GeoJSON)", sniff=_is_lpf, read=read_lpf))
SOURCES.register("lp-tsv")(_format(title="Linked Places tables (LP-TSV)", sniff=_is_lp_tsv, read=read_lp_tsv))
