"""The XML layouts of published corpora, read without entities of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from geomap.errors import UnreadableInputError
from geomap.evaluation.gold import GoldDocument, RawToponym

__all__ = ["iter_xml_documents"]

_Parsed = tuple[GoldDocument, list[RawToponym]]


class _DoctypeError(Exception):
    """The file declares a document type."""


def iter_xml_documents(text: str, source: str) -> Iterator[_Parsed]:
    """Yield the documents of an XML corpus with their annotations.

    Read are ``articles/article/toponyms/toponym`` (LGL, TR-News), ``articles/article/locations/location``
    (GeoVirus, whose offsets count from 1) and ``page/toponymIndices/toponym`` (WikToR: one name, one point
    a page).

    Raises:
        UnreadableInputError: The file is not well-formed, declares a document type, is of another layout, or
            an annotation lacks its offsets.
    """
    root = _tree(text, source)
    for number, node in enumerate(root, 1):
        layout = _layout(node)
        if layout is None:
            raise UnreadableInputError(
                f"{source}: <{root.tag}><{node.tag}> number {number} has none of "
                f"{', '.join(f'<{name}>' for name in LAYOUTS)}: not a layout of LGL, GeoVirus or WikToR"
            )
        try:
            yield layout(node, number)
        except (ValueError, TypeError) as error:
            message = f"{source}: <{node.tag}> number {number} cannot be read: {error}"
            raise UnreadableInputError(message) from error


def _tree(text: str, source: str) -> Element:
    """Parse XML; a document type, the only way to declare entities, is refused."""
    builder = TreeBuilder()
    parser = expat.ParserCreate("utf-8")  # whatever the declaration says: it has been decoded
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(text.strip().encode("utf-8"), True)
    except _DoctypeError as error:
        raise UnreadableInputError(
            f"{source}: has a DOCTYPE, which no corpus needs; remove that declaration"
        ) from error
    except expat.ExpatError as error:
        raise UnreadableInputError(f"{source}: not well-formed XML: {error}") from error
    return builder.close()


def _refuse(*_declaration: object) -> None:
    raise _DoctypeError


def _layout(node: Element) -> Callable[[Element, int], _Parsed] | None:
    return next((read for name, read in LAYOUTS.items() if node.find(name) is not None), None)


def _lgl(node: Element, number: int) -> _Parsed:
    raw = []
    for one in node.iterfind("toponyms/toponym"):
        tag = one.find("gaztag")
        place = one if tag is None else tag
        given = None if tag is None else tag.get("geonameid")
        raw.append(
            RawToponym(
                start=int(_need(one, "start")),
                end=int(_need(one, "end")),
                name=one.findtext("phrase"),
                lat=_number(place, "lat"),
                lon=_number(place, "lon"),
                geonameid=int(given) if given else None,
                names=(place.findtext("name") or "",),
            )
        )
    domain, feed = node.findtext("domain"), node.findtext("feedid")
    date = node.findtext("date") or node.findtext("pubDate") or ""
    document = GoldDocument(
        id=node.get("docid") or str(number),
        text=_need(node, "text"),
        toponyms=(),
        date=date[:10] if date[:4].isdigit() else None,
        outlets=tuple(name for name in (domain, feed) if name),
    )
    return document, raw


def _geovirus(node: Element, number: int) -> _Parsed:
    raw = [
        RawToponym(
            start=int(_need(one, "start")) - 1,
            end=int(_need(one, "end")) - 1,
            name=one.findtext("name"),
            lat=_number(one, "lat"),
            lon=_number(one, "lon"),
            names=(one.findtext("altName") or "",),
        )
        for one in node.iterfind("locations/location")
    ]
    return GoldDocument(id=str(number), text=_need(node, "text"), toponyms=()), raw


def _wiktor(node: Element, number: int) -> _Parsed:
    name = node.findtext("toponymName")
    lat, lon = _number(node, "lat"), _number(node, "lon")
    raw = [
        RawToponym(start=int(_need(one, "start")), end=int(_need(one, "end")), name=name, lat=lat, lon=lon)
        for one in node.iterfind("toponymIndices/toponym")
    ]
    document = GoldDocument(id=node.get("number") or str(number), text=_need(node, "text"), toponyms=())
    return document, raw


LAYOUTS: dict[str, Callable[[Element, int], _Parsed]] = {
    "toponyms": _lgl,
    "locations": _geovirus,
    "toponymIndices": _wiktor,
}
"""The element that holds a document's annotations, and what reads it."""


def _need(node: Element, name: str) -> str:
    text = node.findtext(name)
    if text is None:
        raise ValueError(f"<{node.tag}> has no <{name}>")
    return text


def _number(node: Element, name: str) -> float | None:
    text = node.findtext(name)
    return None if text is None or text.strip() == "" else float(text)
