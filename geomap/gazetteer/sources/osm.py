"""Extracts of OpenStreetMap as GeoJSON, as overpass turbo, osmium and ogr2ogr write them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from geomap.errors import InvalidRecordError
from geomap.gazetteer.radius import default_radius
from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources.coordinates import Spot, spot_of
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.gazetteer.sources.features import Feature, iter_features, sample_features
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.naming import NameList, language_of, link_of, whole_number
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport
from geomap.model import Place
from geomap.text import collapse_spaces

__all__ = ["read_osm"]

_ID = re.compile(r"(?:(node|way|relation)/|([nwra]))?(-?\d+)")
_TYPES = {"n": "node", "w": "way", "r": "relation"}
_HSTORE = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_MARKS = frozenset({"@id", "osm_id", "osm_way_id", "@osm_id", "osm_type", "other_tags", "@type"})
_TAGS = frozenset({"place", "boundary", "natural", "waterway", "amenity", "aeroway", "military", "barrier"})
_NAME_KEYS = {
    "int_name": "strong", "official_name": "strong", "alt_name": "strong", "loc_name": "strong",
    "nat_name": "strong", "reg_name": "strong", "short_name": "weak", "old_name": "historical",
}  # fmt: skip
_COUNTRY_KEYS = (
    "ISO3166-1:alpha2",
    "ISO3166-1",
    "country_code_iso3166_1_alpha_2",
    "is_in:country_code",
    "addr:country",
)
_Tags = dict[str, str]


@lru_cache(maxsize=1)
def _kinds() -> dict[str, list[tuple[int, str, tuple[str, str]]]]:
    """Return (line, value, class and code) by key, of ``osm_tags.tsv``."""
    table = resources.files("geomap.gazetteer.sources").joinpath("osm_tags.tsv").read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if not line.startswith("#")]
    kinds: dict[str, list[tuple[int, str, tuple[str, str]]]] = {}
    for rank, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)):
        kinds.setdefault(row["key"], []).append((rank, row["value"], (row["kind"][0], row["kind"][2:])))
    return kinds


def _is_osm(file: SourceFile) -> bool:
    for feature in sample_features(file):
        tags = _tags(feature)
        if any(key.startswith(("wof:", "geom:")) for key in tags):
            return False
        marked = not _MARKS.isdisjoint(feature.properties) or feature.id.startswith(
            ("node/", "way/", "relation/")
        )
        by_language = any(key.startswith("name:") for key in tags)
        if (marked or by_language) and (marked or not _TAGS.isdisjoint(tags)):
            return True
    return re.search(r'"generator"\s*:\s*"overpass', file.head[:2000]) is not None


def read_osm(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """OpenStreetMap features with a name and a tag of a place, a base, a border post, a border or a landform.

    Read are the names in all languages, ``alt_name``, ``int_name``, ``official_name`` and such, ``old_name``
    as historical and ``short_name`` as weak; Wikidata links and population. Areas give a point inside.
    """
    for feature in iter_features(file, report):
        tags = _tags(feature)
        kind = _kind(tags)
        main = collapse_spaces(tags.get("name", tags.get("name:en", tags.get("int_name", ""))))
        if kind is None:
            report.skip("no tag of a place")
        elif main == "":
            report.skip("no name")
        else:
            try:
                spot = spot_of(feature.geometry)
            except InvalidRecordError as error:
                report.reject(feature.number, str(error), value=main)
                continue
            report.used += 1
            yield _entry(_place_id(file, feature), main, tags, kind, spot)


def _tags(feature: Feature) -> _Tags:
    """Return a feature's tags: its properties, those of a nested ``tags``, and ogr2ogr's ``other_tags``."""
    properties = feature.properties
    nested = properties.get("tags")
    tags = {key: str(value) for key, value in properties.items() if isinstance(value, str | int | float)}
    if isinstance(nested, dict):
        tags |= {str(key): str(value) for key, value in nested.items()}
    for key, value in _HSTORE.findall(tags.pop("other_tags", "")):
        tags.setdefault(key, value.replace('\\"', '"'))
    return tags


def _kind(tags: _Tags) -> tuple[str, str] | None:
    """Return class and code by the first tag of the table that a feature has; None when it has none."""
    if tags.get("capital") in ("yes", "2") and tags.get("place") in ("city", "town"):
        return ("P", "PPLC")
    if tags.get("capital") in ("3", "4") and tags.get("place") in ("city", "town", "village"):
        return ("P", "PPLA")
    if tags.get("aeroway") == "aerodrome" and _is_military_aerodrome(tags):
        return ("S", "AIRB")
    fitting = []
    for key in tags.keys() & _kinds().keys():
        value = (
            f"administrative {tags.get('admin_level', '')}" if tags[key] == "administrative" else tags[key]
        )
        fitting += [
            (rank, kind)
            for rank, wanted, kind in _kinds()[key]
            if value == wanted or (wanted == "*" and value != "no")
        ]
    return min(fitting)[1] if fitting else None


def _is_military_aerodrome(tags: _Tags) -> bool:
    return (
        "military" in (tags.get("aerodrome:type"), tags.get("aerodrome")) or tags.get("landuse") == "military"
    )


def _place_id(file: SourceFile, feature: Feature) -> str:
    """Return ``osm:node/123``; of an extract without ids, the file's name and the feature's number."""
    properties = feature.properties
    kind = properties.get("osm_type", properties.get("@type", "way" if properties.get("osm_way_id") else ""))
    candidates = [feature.id, *(feature.text(key) for key in ("@id", "osm_id", "@osm_id", "osm_way_id"))]
    for text in candidates:
        found = _ID.fullmatch(text)
        if found is None:
            continue
        number = int(found[3])
        if found[2] == "a":  # osmium's areas: ways doubled, relations doubled plus one
            return f"osm:{'relation' if number % 2 else 'way'}/{number // 2}"
        written = found[1] or _TYPES.get(found[2] or "", "") or str(kind)
        return f"osm:{written or _type_of(feature)}/{abs(number)}"
    return f"osm:{file.stem}/{feature.number}"


def _type_of(feature: Feature) -> str:
    """Return what an id without a type belongs to, by the shape: ogr2ogr's areas with one are relations."""
    shape = str((feature.geometry or {}).get("type", ""))
    return {"Point": "node", "LineString": "way"}.get(shape, "relation")


def _entry(place_id: str, main: str, tags: _Tags, kind: tuple[str, str], spot: Spot) -> Entry:
    names = NameList(main)
    for key, value in tags.items():
        base, _, tag = key.partition(":")
        if base == "name" and tag != "" and language_of(tag) != "":
            names.add_short(value, language_of(tag))
        elif base in _NAME_KEYS:
            for text in value.split(";"):
                names.add(text, language_of(tag), _NAME_KEYS[base])
    population = whole_number(tags.get("population", ""))
    place = Place(
        id=place_id,
        name=main,
        lat=spot.lat,
        lon=spot.lon,
        feature_class=kind[0],
        feature_code=kind[1],
        country_code=_country(tags),
        population=population,
        radius_km=spot.radius_km if spot.radius_km is not None else default_radius(*kind, population),
        source="osm",
    )
    links = (link_of(tags.get("wikidata", "").split(";")[0]), link_of(f"gn:{tags.get('gn:id', '')}"))
    return Entry(place=place, names=names.names(), links=tuple(link for link in links if link is not None))


def _country(tags: _Tags) -> str:
    codes = load_country_codes()
    told = [codes.from_iso(tags.get(key, "")) for key in _COUNTRY_KEYS]
    told += [
        codes.from_iso(tags.get("ISO3166-2", "").partition("-")[0]),
        codes.from_text(tags.get("is_in:country", "")),
    ]
    return next((code for code in told if code != ""), "")


SOURCES.register("osm")(
    SourceFormat(
        key="osm",
        title="OpenStreetMap",
        licence="ODbL 1.0",
        attribution="© OpenStreetMap contributors",
        url="https://www.openstreetmap.org/copyright",
        sniff=_is_osm,
        read=read_osm,
    )
)
