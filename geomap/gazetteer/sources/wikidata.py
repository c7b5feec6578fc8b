"""Wikidata: the JSON dump and any cut of it, and answers of its query service as CSV or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from geomap.errors import InvalidRecordError
from geomap.gazetteer.radius import default_radius
from geomap.gazetteer.records import Entry, Record
from geomap.gazetteer.sources.coordinates import Spot, read_point
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.gazetteer.sources.delimited import columns_of
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.json_stream import iter_json_objects, sample_objects
from geomap.gazetteer.sources.naming import NameList, language_of, whole_number
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport
from geomap.gazetteer.sources.seen import SeenIds
from geomap.gazetteer.sources.wikidata_answers import is_answer, read_answers
from geomap.gazetteer.sources.wikidata_types import kind_of_items
from geomap.model import Place

__all__ = ["read_wikidata"]

_ITEM = re.compile(r"Q\d+")
_NO_POINT = "no coordinates (P625)"


def _is_wikidata(file: SourceFile) -> bool:
    if columns_of(file):
        return "wikidata.org/entity/Q" in file.head and is_answer(file)
    first = sample_objects(file, "bindings", count=1)
    return any(_is_entity(content) for content in first) or (len(first) > 0 and is_answer(file))


def _is_entity(content: dict[str, Any]) -> bool:
    return isinstance(content.get("claims"), dict) and _ITEM.fullmatch(str(content.get("id"))) is not None


def read_wikidata(file: SourceFile, report: SourceReport) -> Iterator[Record]:
    """Wikidata entities (one a line, as in the dump) or rows of a query answer (CSV, JSON).

    Taken are items with coordinates (P625): labels and aliases of all languages, kind by P31, country by P17,
    population, GeoNames id. Items without coordinates are skipped.
    """
    if columns_of(file) or not any(_is_entity(first) for first in sample_objects(file, "bindings", count=1)):
        yield from read_answers(file, report)
        return
    seen = SeenIds()
    for number, entity in iter_json_objects(file, report, "entities"):
        item = str(entity.get("id"))
        if _ITEM.fullmatch(item) is None:
            report.skip("property or lexeme, not an item")
            continue
        spot = _entity_spot(entity, number, report)
        if spot is None:
            continue
        entry = _entity_entry(item, entity, spot)
        if entry is None:
            report.reject(number, "no label in any language", value=item)
        elif seen.add(int(item[1:])):
            report.used += 1
            yield entry
        else:
            report.skip("item that came before")


def _entity_spot(entity: dict[str, Any], number: int, report: SourceReport) -> Spot | None:
    """Return an item's point; None, and counted, when it has none on Earth."""
    point = next(iter(_values(entity, "P625")), None)
    if not isinstance(point, dict):
        report.skip(_NO_POINT)
        return None
    if str(point.get("globe", "Q2")).rpartition("/")[2] != "Q2":
        report.skip("not on Earth")
        return None
    try:
        return read_point(point.get("latitude"), point.get("longitude"))
    except InvalidRecordError as error:
        report.reject(number, str(error), value=str(entity.get("id")))
        return None


def _values(entity: dict[str, Any], claim: str) -> list[Any]:
    """Return the values of a property, preferred ones first, deprecated ones left out."""
    claims = entity.get("claims")
    statements = claims.get(claim) if isinstance(claims, dict) else None
    ranked: list[tuple[int, Any]] = []
    for statement in statements if isinstance(statements, list) else []:
        rank = {"preferred": 0, "normal": 1}.get(statement.get("rank", "normal"))
        value = statement.get("mainsnak", {}).get("datavalue", {}).get("value")
        if rank is not None and value is not None:
            ranked.append((rank, value))
    return [value for _, value in sorted(ranked, key=lambda pair: pair[0])]


def _items(entity: dict[str, Any], claim: str) -> list[str]:
    return [str(value.get("id")) for value in _values(entity, claim) if isinstance(value, dict)]


def _entity_entry(item: str, entity: dict[str, Any], spot: Spot) -> Entry | None:
    labels = _texts(entity.get("labels"))
    main = next((text for wanted in ("en", "mul") for tag, text in labels if tag == wanted), "")
    main = main or next((text for _, text in labels), "")
    if main == "":
        return None
    names = NameList(main)
    for tag, text in chain(labels, _texts(entity.get("aliases"))):
        names.add_short(text, "" if tag == "mul" else language_of(tag))
    countries = [
        code for entry in _items(entity, "P17") if (code := load_country_codes().wikidata.get(entry))
    ]
    iso = [str(value) for value in _values(entity, "P297")]
    counts = [
        str(value.get("amount", "")).lstrip("+")
        for value in _values(entity, "P1082")
        if isinstance(value, dict)
    ]
    population = whole_number(counts[0]) if counts else 0
    kind = kind_of_items(_items(entity, "P31"))
    place = Place(
        id=f"wikidata:{item}",
        name=main,
        lat=spot.lat,
        lon=spot.lon,
        feature_class=kind[0],
        feature_code=kind[1],
        country_code=next(iter([*iso, *countries]), ""),
        population=population,
        radius_km=default_radius(*kind, population),
        source="wikidata",
    )
    links = tuple(f"geonames:{value}" for value in _values(entity, "P1566") if str(value).isdecimal())
    return Entry(place=place, names=names.names(), links=links)


def _texts(value: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return (language, text) of labels or aliases, in the order of the languages' codes."""
    if not isinstance(value, dict):
        return []
    found = []
    for tag, content in sorted(value.items()):
        listed = content if isinstance(content, list) else [content]
        found += [
            (tag, str(entry["value"])) for entry in listed if isinstance(entry, dict) and "value" in entry
        ]
    return found


SOURCES.register("wikidata")(
    SourceFormat(
        key="wikidata",
        title="Wikidata",
        licence="CC0 1.0",
        attribution="Wikidata",
        url="https://www.wikidata.org/",
        sniff=_is_wikidata,
        read=read_wikidata,
    )
)
