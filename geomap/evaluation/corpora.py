"""Labelled files to gold documents: JSON lines, and the XML layouts of LGL, GeoVirus and WikToR."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from geomap.errors import EmptyInputError, InputError, MissingInputError, UnreadableInputError
from geomap.evaluation.gold import Corpus, GoldDocument, RawToponym, settle
from geomap.evaluation.xml_corpora import iter_xml_documents

__all__ = ["read_corpus"]

GEOPARSING = "geoparsing"
SHAPE = "{id, text, toponyms: [{start, end, name?, lat?, lon?, geonameid?}]}"
PLACE_TYPES = frozenset(["facility", "gpe", "loc", "location", "place", "toponym"])
"""Types of entities that are places, in files that annotate more than places."""

_GZIP = b"\x1f\x8b"


def read_corpus(path: Path) -> Corpus:
    """Read a labelled file, gzipped or not; its layout is found out from its content.

    JSON lines hold ``{id, text, toponyms}``; ``mentions`` or ``entities`` may stand in the place of
    ``toponyms``, and of entities those are read whose type is a place. XML is read in the layouts of LGL
    and TR-News, GeoVirus, and WikToR.

    Raises:
        InputError: The file is missing, empty, damaged or of another layout.
    """
    payload = _read_bytes(path)
    digest = hashlib.sha256(payload).hexdigest()
    text = _decoded(payload, path)
    if text.strip() == "":
        raise EmptyInputError(f"{path} is empty")
    notes: Counter[str] = Counter()
    parsed = _parsed(text, path)
    documents = tuple(_settled(document, raw, notes) for document, raw in parsed)
    if not any(document.toponyms for document in documents):
        raise InputError(f"{path}: no document has an annotated place name; a corpus holds {SHAPE} per line")
    snapped = notes.pop("snapped", 0)
    return Corpus(
        name=path.name,
        sha256=digest,
        kind=GEOPARSING,
        documents=documents,
        dropped=dict(sorted(notes.items())),
        snapped=snapped,
    )


def _settled(document: GoldDocument, raw: list[RawToponym], notes: Counter[str]) -> GoldDocument:
    return replace(document, toponyms=settle(document.text, raw, notes))


def _parsed(text: str, path: Path) -> Iterator[tuple[GoldDocument, list[RawToponym]]]:
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return iter_xml_documents(text, str(path))
    return _iter_json_documents(text, path)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInputError(f"there is no corpus {path}; check the path") from error
    except OSError as error:
        raise UnreadableInputError(f"cannot read {path}: {error.strerror or error}") from error


def _decoded(payload: bytes, path: Path) -> str:
    """Return the text of a file, unpacked."""
    if payload.startswith(_GZIP):
        try:
            payload = gzip.decompress(payload)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableInputError(f"{path}: a damaged gzip file: {error}") from error
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInputError(f"{path}: not UTF-8 at byte {error.start}: corpora are UTF-8") from error


def _iter_json_documents(text: str, path: Path) -> Iterator[tuple[GoldDocument, list[RawToponym]]]:
    # Not splitlines(): a text may hold line separators of Unicode.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() == "":
            continue
        try:
            parsed = _document(json.loads(line), number)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            why = f"no {error}" if isinstance(error, KeyError) else error
            message = f"{path}, line {number}: not a labelled document {SHAPE}: {why}"
            raise UnreadableInputError(message) from error
        yield parsed


def _document(entry: dict[str, Any], number: int) -> tuple[GoldDocument, list[RawToponym]]:
    """Return the document that a JSON object holds, and its annotations.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: It holds none.
    """
    text = entry["text"]
    if not isinstance(text, str):
        raise TypeError("its text is no string")
    text.encode("utf-8")  # a lone surrogate is no text
    source = entry.get("source")
    about: dict[str, Any] = source if isinstance(source, dict) else {}
    outlets = (about.get(key) for key in ("domain", "publisher", "outlet", "name"))
    home = entry.get("source_location", about.get("source_location"))
    date = entry.get("date", about.get("date"))
    document = GoldDocument(
        id=str(entry.get("id", number)),
        text=text,
        toponyms=(),
        date=None if date is None else str(date)[:10],
        source_location=None if home is None else str(home),
        outlets=tuple(str(outlet) for outlet in outlets if outlet is not None),
    )
    return document, [_toponym(one) for one in _annotations(entry)]


def _annotations(entry: dict[str, Any]) -> list[dict[str, Any]]:
    for key in ("toponyms", "mentions"):
        if entry.get(key) is not None:
            return list(entry[key])
    return _outermost([one for one in entry["entities"] if str(one["type"]).lower() in PLACE_TYPES])


def _outermost(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return entities that lie in no longer one: a system marks a name once."""
    ordered = sorted(entities, key=lambda one: (int(one["start"]), -int(one["end"])))
    kept: list[dict[str, Any]] = []
    for one in ordered:
        if not kept or int(one["end"]) > int(kept[-1]["end"]):
            kept.append(one)
    return kept


def _toponym(one: dict[str, Any]) -> RawToponym:
    name = one.get("name", one.get("value"))
    number = one.get("geonameid")
    lat, lon = one.get("lat"), one.get("lon")
    gold_name = one.get("gold_name")
    return RawToponym(
        start=int(one["start"]),
        end=int(one["end"]),
        name=None if name is None else str(name),
        lat=None if lat is None else float(lat),
        lon=None if lon is None else float(lon),
        geonameid=None if number in (None, "") else int(number),
        names=() if gold_name is None else (str(gold_name),),
    )
