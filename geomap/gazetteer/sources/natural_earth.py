"""Natural Earth: populated places, airports and first-level label points, as GeoJSON or shapefile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.errors import InvalidRecordError
from geomap.gazetteer.radius import airfield_radius, default_radius, settlement_radius
from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources.coordinates import Spot, spot_of
from geomap.gazetteer.sources.country_codes import load_country_codes
from geomap.gazetteer.sources.features import Feature, iter_features, property_keys
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.naming import NameList, whole_number
from geomap.gazetteer.sources.registry import SOURCES, SourceFormat
from geomap.gazetteer.sources.report import SourceReport
from geomap.model import Place
from geomap.text import collapse_spaces

__all__ = ["read_natural_earth"]

_LANGUAGE = re.compile(r"name_([a-z]{2,3})")
_LANGUAGES = {"zht": "zh"}
_NO_LANGUAGES = frozenset({"alt", "len", "par"})
_TOWN_CODES = {
    "Admin-0 capital": "PPLC",
    "Admin-0 capital alt": "PPLC",
    "Admin-0 region capital": "PPLA",
    "Admin-1 capital": "PPLA",
    "Admin-1 region capital": "PPLA",
    "Historic place": "PPLH",
}
_PARTS = ("Admin-1 scale rank", "Admin-1 aggregation", "Admin-1 minor island")
"""Which of a unit's label points is its own, best first."""


def _is_natural_earth(file: SourceFile) -> bool:
    keys = {key.lower() for key in property_keys(file)}
    return "featurecla" in keys and not keys.isdisjoint({"scalerank", "natscale", "min_zoom"})


def read_natural_earth(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """Natural Earth's populated places, airports and first-level label points, told by their columns.

    A unit of several label points stands at that of its main part. Links to GeoNames and Wikidata are kept.
    """
    units: dict[str, tuple[tuple[int, int], Entry]] = {}
    for feature in iter_features(file, report):
        lowered = feature._replace(
            properties={key.lower(): value for key, value in feature.properties.items()}
        )
        name = collapse_spaces(lowered.text("name", "nameascii"))
        if name == "":
            report.skip("no name")
            continue
        try:
            spot = spot_of(feature.geometry)
        except InvalidRecordError as error:
            report.reject(feature.number, str(error), value=name)
            continue
        if "nameascii" in lowered.properties:
            report.used += 1
            yield _town(lowered, name, spot)
        elif "gps_code" in lowered.properties or "iata_code" in lowered.properties:
            report.used += 1
            yield _airport(lowered, name, spot)
        elif "adm1_code" in lowered.properties:
            _keep_best(units, _unit(lowered, name, spot), _part_rank(lowered), report)
        else:
            report.skip("not a town, an airport or a first-level unit")
    yield from (entry for _, entry in units.values())


def _keep_best(
    units: dict[str, tuple[tuple[int, int], Entry]], entry: Entry, rank: tuple[int, int], report: SourceReport
) -> None:
    """Keep one point of each unit: that of the lowest rank."""
    earlier = units.get(entry.place.id)
    if earlier is None:
        report.used += 1
    else:
        report.skip("further part of a unit")
    if earlier is None or rank < earlier[0]:
        units[entry.place.id] = (rank, entry)


def _part_rank(feature: Feature) -> tuple[int, int]:
    part = feature.text("featurecla")
    return (_PARTS.index(part) if part in _PARTS else len(_PARTS), whole_number(feature.text("scalerank")))


def _country(feature: Feature) -> str:
    codes = load_country_codes()
    for key in ("iso_a2", "adm0_a3", "sr_adm0_a3", "sov_a3"):
        code = codes.from_iso(feature.text(key))
        if code != "":
            return code
    return codes.from_text(feature.text("adm0name", "admin"))


def _names(feature: Feature, name: str) -> NameList:
    names = NameList(name)
    for key in ("nameascii", "namealt", "name_alt", "namepar", "meganame"):
        for text in re.split(r"[|;]", feature.text(key)):
            names.add_short(text)
    for key in feature.properties:
        found = _LANGUAGE.fullmatch(key)
        if found is not None and found[1] not in _NO_LANGUAGES:
            names.add_short(feature.text(key), _LANGUAGES.get(found[1], found[1]))
    return names


def _links(feature: Feature) -> tuple[str, ...]:
    links = []
    geonames = whole_number(feature.text("geonameid", "gn_id"))
    if geonames > 0:
        links.append(f"geonames:{geonames}")
    item = feature.text("wikidataid")
    if re.fullmatch(r"Q\d+", item) is not None:
        links.append(f"wikidata:{item}")
    return tuple(links)


def _town(feature: Feature, name: str, spot: Spot) -> Entry:
    population = whole_number(feature.text("pop_max"))
    own = feature.text("ne_id") or f"place/{feature.number}"
    code = _TOWN_CODES.get(feature.text("featurecla"), "PPL")
    place = Place(
        id=f"naturalearth:{own}",
        name=name,
        lat=spot.lat,
        lon=spot.lon,
        feature_class="P",
        feature_code=code,
        country_code=_country(feature),
        admin1=feature.text("adm1name") or None,
        population=population,
        radius_km=settlement_radius(population),
        source="naturalearth",
    )
    return Entry(place=place, names=_names(feature, name).names(), links=_links(feature))


def _airport(feature: Feature, name: str, spot: Spot) -> Entry:
    kind = feature.text("type")
    military = "military" in kind and not kind.startswith(("mid and", "major and"))
    own = feature.text("ne_id") or feature.text("gps_code") or f"airport/{feature.number}"
    names = _names(feature, name)
    names.add(feature.text("abbrev", "iata_code"), kind="weak")
    place = Place(
        id=f"naturalearth:{own}",
        name=name,
        lat=spot.lat,
        lon=spot.lon,
        feature_class="S",
        feature_code="AIRB" if military else "AIRP",
        radius_km=airfield_radius("large_airport" if "major" in kind else "medium_airport", military),
        source="naturalearth",
    )
    return Entry(place=place, names=names.names(), links=_links(feature))


def _unit(feature: Feature, name: str, spot: Spot) -> Entry:
    code = feature.text("adm1_code")
    place = Place(
        id=f"naturalearth:{code}",
        name=name,
        lat=spot.lat,
        lon=spot.lon,
        feature_class="A",
        feature_code="ADM1",
        country_code=_country(feature),
        admin1_code=code,
        radius_km=default_radius("A", "ADM1"),
        source="naturalearth",
    )
    return Entry(place=place, names=_names(feature, name).names(), links=_links(feature))


SOURCES.register("natural-earth")(
    SourceFormat(
        key="naturalearth",
        title="Natural Earth",
        licence="public domain",
        attribution="Made with Natural Earth",
        url="https://www.naturalearthdata.com/",
        sniff=_is_natural_earth,
        read=read_natural_earth,
        tried="10m populated places, airports and admin-1 label points, v4.0 (2017), as GeoJSON",
    )
)
