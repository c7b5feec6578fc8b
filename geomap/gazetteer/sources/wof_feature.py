"""A place of Who's On First, whichever file it was read from, and the entry that it becomes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from geomap.gazetteer.languages import short_language
from geomap.gazetteer.naming import is_code, is_short_latin, is_written_name
from geomap.gazetteer.place_cues import find_cue
from geomap.gazetteer.radius import area_radius, class_of_code, default_radius
from geomap.gazetteer.records import Entry, Name
from geomap.gazetteer.sources.cells import parse_count, parse_point, point_fault
from geomap.gazetteer.sources.report import SourceReport
from geomap.model import Place
from geomap.text import fold

__all__ = ["WofFeature", "WofName", "read_feature"]

_COUNTRY = re.compile(r"(?!X[XYZ])[A-Z]{2}")
"""XX, XY and XZ stand for no country, several, and the sea."""
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_KINDS = {"preferred": "strong", "variant": "strong", "historical": "historical", "historic": "historical"}
"""All other kinds (colloquial, abbreviation, unknown) are weak."""
_LONGEST = 80


class WofName(NamedTuple):
    """One name: a tag like ``eng`` or ``zho_hant``, the kind (preferred, variant, ...) and the text."""

    tag: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WofFeature:
    """One place as the source gives it, its cells as text.

    Attributes:
        withdrawn: Why the source itself has taken the place back (deprecated, superseded), else empty.
        ceased: It is no more: its names are historical.
        units: Ids of the regions and counties that it lies in, the widest first.
        area_km2: Of its polygon; 0 when unknown.
    """

    id: str
    name: str
    placetype: str
    lat: str
    lon: str
    country: str = ""
    population: str = ""
    withdrawn: str = ""
    ceased: bool = False
    names: tuple[WofName, ...] = ()
    geonames_id: str = ""
    geonames_code: str = ""
    wikidata_id: str = ""
    units: tuple[str, ...] = ()
    area_km2: float = 0.0


def read_feature(feature: WofFeature, row: int, report: SourceReport) -> Entry | None:
    """Return the entry of a place, or count why it has none: left out on purpose, or bad."""
    if feature.withdrawn != "":
        report.skip(feature.withdrawn)
        return None
    rules = _placetypes().get(feature.placetype)
    if rules is None or rules[-1].feature_class == "":
        known = "not a place" if rules is not None else "unknown"
        report.skip(f"placetype {feature.placetype or '(none)'}: {known}")
        return None
    name = feature.name.strip() or _first_name(feature.names)
    point = parse_point(feature.lat, feature.lon)
    if not (feature.id.isdecimal() and feature.id.isascii()):
        report.reject(row, "not an id of Who's On First", column="id", value=feature.id)
        return None
    if name == "":
        report.reject(row, "no name", column="name", value=feature.id)
        return None
    if point is None:
        reason, column, value = point_fault(feature.lat, feature.lon)
        report.reject(row, f"{reason} (place {feature.id})", column=column, value=value)
        return None
    population = parse_count(feature.population)
    if population is None:
        reason = f"not a count of people, left out (place {feature.id})"
        report.note(row, reason, column="population", value=feature.population)
    report.used += 1
    return _entry(feature, name, point, population or 0)


def _entry(feature: WofFeature, name: str, point: tuple[float, float], population: int) -> Entry:
    feature_class, feature_code = _kind(feature)
    radius = default_radius(feature_class, feature_code, population)
    place = Place(
        id=f"wof:{feature.id}",
        name=name,
        lat=point[0],
        lon=point[1],
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=feature.country if _COUNTRY.fullmatch(feature.country) is not None else "",
        population=population,
        radius_km=area_radius(feature.area_km2) if feature_class == "A" and feature.area_km2 > 0 else radius,
        source="wof",
    )
    units = dict.fromkeys(unit for unit in feature.units if unit.isdecimal() and unit != feature.id)
    return Entry(
        place=place,
        names=_names(feature, name),
        links=tuple(_links(feature)),
        parents=tuple(f"wof:{unit}" for unit in units if unit != "0"),
    )


def _links(feature: WofFeature) -> Iterator[str]:
    if feature.geonames_id.isdecimal() and int(feature.geonames_id) > 0:
        yield f"geonames:{feature.geonames_id}"
    if _WIKIDATA.fullmatch(feature.wikidata_id) is not None:
        yield f"wikidata:{feature.wikidata_id}"


def _first_name(names: tuple[WofName, ...]) -> str:
    """Return the preferred English name, else the first preferred one, else an empty string."""
    preferred = [name for name in names if name.kind == "preferred" and name.text.strip() != ""]
    english = [name for name in preferred if name.tag == "eng"]
    return (english or preferred)[0].text.strip() if preferred else ""


def _names(feature: WofFeature, main: str) -> tuple[Name, ...]:
    """Return the names with their language and kind; where languages share a spelling, English has it."""
    kept: dict[tuple[str, str], Name] = {}
    if feature.ceased:
        kept[main, "historical"] = Name(main, "", "historical")
    for tag, kind, raw in sorted(feature.names, key=lambda name: name.tag != "eng"):
        text = raw.strip()
        if not 2 <= len(text) <= _LONGEST or not any(ch.isalpha() for ch in text) or "://" in text:
            continue
        ours = "historical" if feature.ceased else _name_kind(kind, text)
        if text != main or ours == "historical":
            kept.setdefault((text, ours), Name(text, _language(tag), ours))
    return tuple(kept.values())


def _name_kind(kind: str, text: str) -> str:
    """Return our kind; codes (``ORAA``), short names and bare words for a kind (``Air Base``) are weak."""
    ours = _KINDS.get(kind, "weak")
    if ours == "strong" and (
        is_short_latin(text) or is_code(text) or not is_written_name(text) or find_cue(text) is not None
    ):
        return "weak"
    return ours


def _language(tag: str) -> str:
    """Return the language of a tag: ``zho_hant`` → ``zh-Hant``, ``zho_min_nan`` → ``nan``."""
    first, *rest = tag.replace("-", "_").split("_")
    language, subtags = short_language(first), ""
    for part in rest:
        if len(part) == 3:
            language = short_language(part)
        elif len(part) in (2, 4):
            subtags += f"-{part.title() if len(part) == 4 else part.upper()}"
    return language + subtags if language != "" else ""


class _Rule(NamedTuple):
    """What a placetype is in GeoNames' terms, where a word stands in its names (or always: no word)."""

    word: str
    feature_class: str
    feature_code: str


@lru_cache(maxsize=1)
def _placetypes() -> dict[str, list[_Rule]]:
    """Return the rules of ``wof_placetypes.tsv``; the last rule of each placetype has no word."""
    text = resources.files("geomap.gazetteer.sources").joinpath("wof_placetypes.tsv").read_text("utf-8")
    rules: dict[str, list[_Rule]] = {}
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        rules.setdefault(row["placetype"], []).append(_Rule(row["word"], row["class"], row["code"]))
    return rules


def _kind(feature: WofFeature) -> tuple[str, str]:
    """Return the feature class and code: by a word in its names, by GeoNames' own code, by its placetype."""
    *worded, usual = _placetypes()[feature.placetype]
    if worded:
        english = (name.text for name in feature.names if name.tag == "eng")
        folded = [f" {fold(text)} " for text in (feature.name, *english)]
        for rule in worded:
            if any(f" {rule.word} " in text for text in folded):
                return rule.feature_class, rule.feature_code
    given = class_of_code(feature.geonames_code)
    if usual.feature_class != "A" and given not in (None, "A") and feature.geonames_code != "PPL":
        return str(given), feature.geonames_code
    return usual.feature_class, usual.feature_code
