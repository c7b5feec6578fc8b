"""Who's On First as GeoJSON: one feature per file, in the folders or the zip of a repository."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources.cells import parse_count
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.report import SourceReport
from geomap.gazetteer.sources.wof_feature import WofFeature, WofName, read_feature

__all__ = ["feature_of", "is_wof_geojson", "read_wof_geojson"]

_FEATURE_FILE = re.compile(r"\d+(-alt-[^/]*)?\.geojson")
_SNIFFED_FILES = 200
_MARKS = re.compile(r'"(wof:|edtf:|geom:latitude)')
"""Properties of every feature; those of a country can fill the head before its id comes."""
_NO_DATE = {"", "u", "uuuu", "open", ".."}
"""What Extended Date/Time Format writes for a date that is not known or has not come."""
_NAME_KEY = re.compile(r"name:(.+)_x_(\w+)")
_POPULATIONS = ("wof:population", "wk:population", "gn:population", "gn:pop", "qs:pop", "meso:pop")


def is_wof_geojson(file: SourceFile) -> bool:
    """Say whether a file is a feature of Who's On First, or a folder or zip that holds mostly such files."""
    if not file.is_container:
        return _has_marks(file)
    members = list(islice(file.members(), _SNIFFED_FILES))
    file.position = 0
    features = [member for member in members if _FEATURE_FILE.fullmatch(_last(member)) is not None]
    return len(features) * 2 > len(members) and _has_marks(features[0])


def _has_marks(file: SourceFile) -> bool:
    return file.head.lstrip().startswith("{") and _MARKS.search(file.head) is not None


def _last(file: SourceFile) -> str:
    return file.name.rpartition("/")[2]


def read_wof_geojson(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """Read features; alternate shapes of a place and other files of the repository are skipped."""
    for member in file.members() if file.is_container else (file,):
        if not member.name.endswith((".geojson", ".json")) and file.is_container:
            report.skip("not a GeoJSON file")
        elif "-alt-" in _last(member):
            report.skip("alternate shape of a place")
        else:
            for properties in _properties_in(member, report):
                entry = read_feature(feature_of(properties), report.rows + 1, report)
                if entry is not None:
                    yield entry


def _properties_in(file: SourceFile, report: SourceReport) -> Iterator[dict[str, Any]]:
    """Yield the properties of a file's features; a file that is none counts as one bad row."""
    with file.open() as stream:
        content = stream.read()
    try:
        document = json.loads(content)
    except ValueError as error:  # bad JSON, or bytes that are no text
        report.reject(report.rows + 1, f"not JSON: {error}", value=file.name)
        return
    features = document.get("features") if isinstance(document, dict) else None
    for feature in features if isinstance(features, list) else [document]:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            yield properties
        else:
            report.reject(report.rows + 1, "a feature without properties", value=file.name)


def feature_of(properties: dict[str, Any]) -> WofFeature:
    """Return the place that a feature's properties describe; label points come before centroids."""
    linked = properties.get("wof:concordances")
    linked = linked if isinstance(linked, dict) else {}
    use_label = _text(properties, "lbl:latitude") != "" and _text(properties, "lbl:longitude") != ""
    area = properties.get("geom:area_square_m")
    return WofFeature(
        id=_text(properties, "wof:id"),
        name=_text(properties, "wof:name"),
        placetype=_text(properties, "wof:placetype"),
        lat=_text(properties, "lbl:latitude" if use_label else "geom:latitude"),
        lon=_text(properties, "lbl:longitude" if use_label else "geom:longitude"),
        country=_text(properties, "wof:country") or _text(properties, "iso:country"),
        population=_population(properties),
        withdrawn=_withdrawn(properties),
        ceased=_text(properties, "mz:is_current") == "0" or _is_dated(properties, "edtf:cessation"),
        names=tuple(_names(properties)),
        geonames_id=_text(linked, "gn:id"),
        geonames_code=_text(properties, "gn:fcode"),
        wikidata_id=_text(linked, "wd:id"),
        units=tuple(_units(properties)),
        area_km2=area / 1e6 if isinstance(area, float | int) else 0.0,
    )


def _text(properties: dict[str, Any], key: str) -> str:
    """Return a property as text; anything but text and numbers as an empty string."""
    value = properties.get(key)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _is_dated(properties: dict[str, Any], key: str) -> bool:
    return _text(properties, key) not in _NO_DATE


def _withdrawn(properties: dict[str, Any]) -> str:
    if _is_dated(properties, "edtf:deprecated"):
        return "deprecated"
    if _is_dated(properties, "edtf:superseded") or properties.get("wof:superseded_by"):
        return "superseded by another"
    return ""


def _population(properties: dict[str, Any]) -> str:
    """Return the first population that is a count above 0, else what the main property holds."""
    cells = [_text(properties, key) for key in _POPULATIONS]
    counted = (cell for cell in cells if (parse_count(cell) or 0) > 0)
    return next(counted, cells[0])


def _names(properties: dict[str, Any]) -> Iterator[WofName]:
    for key, values in properties.items():
        parts = _NAME_KEY.fullmatch(key)
        if parts is not None:
            for text in values if isinstance(values, list) else [values]:
                if isinstance(text, str):
                    yield WofName(parts[1], parts[2], text)


def _units(properties: dict[str, Any]) -> Iterator[str]:
    """Yield the regions and then the counties of all hierarchies; a disputed place has several."""
    hierarchies = properties.get("wof:hierarchy")
    kept: Iterable[Any] = hierarchies if isinstance(hierarchies, list) else ()
    above = [hierarchy for hierarchy in kept if isinstance(hierarchy, dict)]
    for key in ("region_id", "county_id"):
        yield from (_text(hierarchy, key) for hierarchy in above)
