"""Incidents as KML: a time for the slider of Google Earth, a balloon with words and sources for each."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as escape_html
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.records import iter_stated_records
from geomap.exporters.rings import to_rings
from geomap.exporters.settings import ExportSettings
from geomap.exporters.sheet import UNREADABLE
from geomap.exporters.symbols import load_symbols
from geomap.exporters.typed import json_text
from geomap.frame import COLUMNS
from geomap.geo import to_lon_lat

if TYPE_CHECKING:
    import geopandas

__all__ = ["to_kml"]

Row = dict[str, Any]

_KINDS = {"Int64": "int", "float64": "double", "boolean": "bool"}
_LINKS = ("http://", "https://")
_TOLD = {
    "sub_type": "Kind",
    "side_a": "Side A",
    "side_b": "Side B",
    "killed_best": "Killed",
    "wounded_best": "Wounded",
    "place_status": "Place is",
    "place_precision": "Precision",
    "confidence": "Confidence",
    "radius_km": "Radius, km",
}
"""Columns that a balloon shows, in order."""


@EXPORTERS.register("kml")
def to_kml(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> str:
    """KML 2.2 with every column, times, and a balloon of text without anything that runs.

    Rows without a point are placemarks without one. With rings, a second folder has their polygons. Icons are
    those of the program that opens it: nothing is fetched.
    """
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        f"<name>incidents</name>\n<open>1</open>\n<description>{_words(settings.provenance)}</description>\n",
        *_styles(),
        *_schema(),
        "<Folder><name>incidents</name>\n",
        *(_placemark(record) for record in iter_stated_records(frame, settings)),
        "</Folder>\n",
        *(_rings(to_rings(frame)) if settings.rings else ()),
        "</Document>\n</kml>\n",
    ]
    return "".join(parts)


def _words(value: object) -> str:
    """Return text as it stands in XML; signs that XML does not have are replaced."""
    return escape(UNREADABLE.sub("\ufffd", str(value)), {"\r": "&#13;"})


def _styles() -> Iterator[str]:
    for symbol in load_symbols():
        red, green, blue = symbol.rgb
        yield (
            f'<Style id="{symbol.event_type}"><IconStyle><color>ff{blue:02x}{green:02x}{red:02x}</color>'
            "</IconStyle><BalloonStyle><text>$[description]</text></BalloonStyle></Style>\n"
        )
    yield (
        '<Style id="ring"><LineStyle><color>a07a6b5f</color><width>1</width></LineStyle>'
        "<PolyStyle><color>147a6b5f</color></PolyStyle></Style>\n"
    )


def _schema() -> Iterator[str]:
    yield '<Schema name="incident" id="incident">'
    for name, column in COLUMNS.items():
        if name != "geometry":
            yield f'<SimpleField name="{name}" type="{_KINDS.get(column.dtype, "string")}"/>'
    yield "</Schema>\n"


def _placemark(row: Row) -> str:
    lat, lon = row["lat"], row["lon"]
    point = ""
    if lat is not None and lon is not None:
        east, north = to_lon_lat(lat, lon)
        point = f"<Point><coordinates>{east!r},{north!r}</coordinates></Point>"
    data = "".join(
        f'<SimpleData name="{name}">{_words(_flat(value))}</SimpleData>'
        for name, value in row.items()
        if value is not None
    )
    return (
        f'<Placemark><name>{_words(_title(row))}</name><Snippet maxLines="0"/>'
        f"<description>{_words(_balloon(row))}</description>{_time(row)}<styleUrl>#{row['event_type']}</styleUrl>"
        f'<ExtendedData><SchemaData schemaUrl="#incident">{data}</SchemaData></ExtendedData>{point}'
        "</Placemark>\n"
    )


def _flat(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    return json_text(value) if isinstance(value, list) else value


def _title(row: Row) -> str:
    return str(row["title"] or f"{row['event_type']} {row['place_name'] or ''}".strip())


def _time(row: Row) -> str:
    """Return when it was: a day, or the days between which it was; nothing where that is not known."""
    first, last = row["date_start"], row["date_end"]
    if first is None and last is None:
        return ""
    if first == last:
        return f"<TimeStamp><when>{first}</when></TimeStamp>"
    begin = f"<begin>{first}</begin>" if first is not None else ""
    end = f"<end>{last}</end>" if last is not None else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>"


def _balloon(row: Row) -> str:
    """Return the HTML of a balloon; every text in it is escaped, and links go to the web only."""
    days = " to ".join(dict.fromkeys(day for day in (row["date_start"], row["date_end"]) if day is not None))
    where = ", ".join(row[name] for name in ("place_name", "admin1", "country") if row[name] is not None)
    lines = [
        f"<h3>{_html(_title(row))}</h3>",
        f"<p>{_html(days or 'no date')} · {_html(where or 'no place')}</p>",
    ]
    if row["description"] is not None:
        lines.append(f"<blockquote>{_html(row['description'])}</blockquote>")
    told = "".join(
        f"<tr><th>{head}</th><td>{_html(row[name])}</td></tr>"
        for name, head in _TOLD.items()
        if row[name] is not None
    )
    lines.append(f"<table>{told}</table>")
    lines += [f"<p>{_source(entry)}</p>" for entry in row["sources"]]
    if row["provenance"] is not None:
        lines.append(f"<p><small>{_html(row['provenance'])}</small></p>")
    return '<div dir="auto">' + "".join(lines) + "</div>"


def _html(value: object) -> str:
    """Return text as it stands in HTML; ``$[...]`` would be filled in by Google Earth."""
    return escape_html(str(value)).replace("$[", "$&#91;")


def _source(entry: Row) -> str:
    words = " · ".join(str(entry[name]) for name in ("publisher", "date", "title") if entry.get(name))
    url = entry.get("url") or ""
    if str(url).startswith(_LINKS):
        return f'<a href="{_html(url)}">{_html(words or url)}</a>'
    return _html(" · ".join(text for text in (words, str(url)) if text != "") or entry.get("doc_id") or "")


def _rings(rings: geopandas.GeoDataFrame) -> Iterator[str]:
    yield "<Folder><name>rings of uncertainty</name>\n"
    columns = (rings[name].tolist() for name in ("incident_id", "radius_km"))
    for incident_id, km, shape in zip(*columns, rings.geometry, strict=True):
        polygons = "".join(_polygon(part) for part in getattr(shape, "geoms", [shape]))
        yield (
            f"<Placemark><name>{_words(incident_id)}: {km:g} km</name><styleUrl>#ring</styleUrl>"
            f"<MultiGeometry>{polygons}</MultiGeometry></Placemark>\n"
        )
    yield "</Folder>\n"


def _polygon(polygon: Any) -> str:  # noqa: ANN401 - shapely has no types
    corners = " ".join(f"{lon!r},{lat!r}" for lon, lat in polygon.exterior.coords)
    return (
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>"
        f"{corners}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    )
