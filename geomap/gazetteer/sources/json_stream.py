"""The objects of a JSON file one by one, however large the file: an array, a collection, or one a line."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, TextIO

from geomap.gazetteer.sources.files import SourceFile, encoding_of
from geomap.gazetteer.sources.report import SourceReport

__all__ = ["iter_json_objects", "looks_like_json", "sample_objects"]

_CHUNK = 1 << 20
_HEAD_BYTES = 1 << 16
_LONGEST_PREAMBLE = 1 << 24
_RECORD_SEPARATOR = "\x1e"
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+("?)|[{}]', re.DOTALL)
_DECODER = json.JSONDecoder()
_NEXT = re.compile(r"[^\s,]")
_AFTER_JUNK = re.compile(r"[{\]]")


def looks_like_json(file: SourceFile) -> bool:
    """Say whether a file's text begins as JSON does."""
    return file.head.lstrip(f"{_RECORD_SEPARATOR} \t\r\n")[:1] in ("{", "[")


def sample_objects(file: SourceFile, array: str, count: int = 3) -> list[dict[str, Any]]:
    """Return the first few objects of a file, for telling formats apart; none when it is no JSON."""
    if file.is_container or not looks_like_json(file):
        return []
    found = [content for _, content in islice(iter_json_objects(file, SourceReport(file.name), array), count)]
    file.position = 0
    return found


def iter_json_objects(
    file: SourceFile, report: SourceReport, array: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (number from 1, object) of a list of objects; a broken one is rejected and the next is read.

    Args:
        array: Key of the list when the file is one object that holds it (``features``); a file may also be
            a bare array, or hold one object a line, with commas at the ends of lines or without.
    """
    if _is_by_line(file.head, array):
        yield from _iter_lines(file, report)
        return
    with file.open() as stream:
        encoding = encoding_of(stream.peek(_HEAD_BYTES)[:_HEAD_BYTES])
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        scanner = _Scanner(text)
        if scanner.enter(array):
            yield from _iter_array(scanner, report)
            return
        content = _load(scanner.buffer)
        if content is None:
            report.reject(1, f'not JSON, or a JSON file without a list "{array}"')
        else:
            yield 1, content


def _is_by_line(head: str, array: str) -> bool:
    """Say whether each line is an object of its own, by the start of the file."""
    lines = head.strip(f"{_RECORD_SEPARATOR} \t\r\n").split("\n")
    whole = len(head) < _HEAD_BYTES // 4 or len(lines) > 1
    first = lines[0].strip(f"{_RECORD_SEPARATOR} \t\r")
    if first == "[":
        second = lines[1].strip() if len(lines) > 1 else ""
        return len(second) > 1 and (len(lines) == 2 or _load(second.rstrip(",")) is not None)
    if not first.startswith("{"):
        return False
    if whole:
        content = _load(first)
        return content is not None and array not in content and not isinstance(content.get("results"), dict)
    feature = re.search(r'"type"\s*:\s*"Feature"', first)
    listed = re.search(rf'"{array}"\s*:\s*\[', first)
    return feature is not None and (listed is None or feature.start() < listed.start())


def _load(text: str) -> dict[str, Any] | None:
    """Return an object of a text, or None when it is none."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _iter_lines(file: SourceFile, report: SourceReport) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in file.lines():
        text = line.strip(f"{_RECORD_SEPARATOR} \t").rstrip(",")
        if text in ("", "[", "]"):
            continue
        content = _load(text)
        if content is None:
            report.reject(number, "not a JSON object", value=text)
        else:
            yield number, content


def _iter_array(scanner: _Scanner, report: SourceReport) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    while (sign := scanner.next_sign()) != "]":
        number += 1
        if sign == "":
            report.reject(number, "the file ends before its list does: is it whole?")
            return
        if sign != "{":
            report.reject(number, "not a JSON object", value=scanner.skip_junk())
            continue
        text = scanner.take_object()
        if text is None:
            report.reject(
                number, "the file ends in the middle of this object, or a quote in it is not closed"
            )
            return
        content = _load(text)
        if content is None:
            report.reject(number, "not a JSON object", value=text)
        else:
            yield number, content


class _Scanner:
    """A window over a long text that finds the ends of objects without reading what is in them."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.buffer = text.read(_CHUNK).removeprefix("\ufeff")
        self._position = 0

    def _more(self) -> bool:
        """Read on, as much again as is waiting, and forget what is behind."""
        rest = self.buffer[self._position :]
        chunk = self._text.read(max(_CHUNK, len(rest)))
        self.buffer = rest + chunk
        self._position = 0
        return chunk != ""

    def enter(self, array: str) -> bool:
        """Go behind the bracket that opens the list; False when there is none."""
        if self.buffer.lstrip()[:1] == "[":
            self._position = self.buffer.index("[") + 1
            return True
        opening = re.compile(rf'"{array}"\s*:\s*\[')
        while (found := opening.search(self.buffer)) is None:
            if len(self.buffer) > _LONGEST_PREAMBLE or not self._more():
                return False
        self._position = found.end()
        return True

    def next_sign(self) -> str:
        """Go to the next sign that is no space or comma and return it; empty at the end of the file."""
        while (found := _NEXT.search(self.buffer, self._position)) is None:
            self._position = len(self.buffer)
            if not self._more():
                return ""
        self._position = found.start()
        return found.group()

    def skip_junk(self) -> str:
        """Pass over something that is no object and return it."""
        while (found := _AFTER_JUNK.search(self.buffer, self._position)) is None:
            if not self._more():
                break
        end = found.start() if found is not None else len(self.buffer)
        junk = self.buffer[self._position : end]
        self._position = end
        return junk.strip(" ,\r\n\t")

    def take_object(self) -> str | None:
        """Return the text of the object that begins here and go behind it; None when it has no end."""
        depth, scanned = 0, self._position
        while True:
            for token in _TOKEN.finditer(self.buffer, scanned):
                sign = self.buffer[token.start()]
                if sign == '"' and token.group(1) == "":
                    scanned = token.start()
                    break
                depth += {"{": 1, "}": -1}.get(sign, 0)
                scanned = token.end()
                if depth == 0:
                    text = self.buffer[self._position : scanned]
                    self._position = scanned
                    return text
            ahead = scanned - self._position
            if not self._more():
                return None
            scanned = ahead
