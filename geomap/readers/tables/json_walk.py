"""The records of a JSON file one by one, however large it is: whatever list they stand in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

__all__ = ["BrokenJson", "Path", "iter_lines", "iter_listed"]

Path = tuple[str, ...]
"""Keys that lead to a list: ``("data", "results")``; empty for a file that is a list."""

CHUNK = 1 << 20
LONGEST = 1 << 26
"""Characters of one record; a longer one is taken for a file that breaks off."""
DEEPEST = 4
"""Objects within objects in which lists are looked for."""

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[\s\x1e\ufeff]*")


class BrokenJson(ValueError):  # noqa: N818 - a state of a file, turned into an error of ours by its reader
    """The text stops being JSON."""


def iter_listed(text: TextIO) -> Iterator[tuple[Path, Any]]:
    """Yield (path of its list, entry) for the entries of all lists that stand in objects or at the top.

    Lists within entries belong to their entry.

    Raises:
        BrokenJson: The text is no JSON from here on.
    """
    scanner = _Scanner(text)
    yield from _walk(scanner, (), 0)
    if scanner.peek() != "":
        raise BrokenJson("more text after the end")


def iter_lines(text: TextIO) -> Iterator[tuple[int, Any]]:
    """Yield (line number, value) of JSON lines; a broken line gives a :class:`BrokenJson` as its value."""
    for number, line in enumerate(text, start=1):
        content = line.strip(" \t\r\n\x1e\ufeff")
        if content.rstrip(",") in ("", "[", "]"):
            continue
        try:
            yield number, json.loads(content.rstrip(","))
        except (ValueError, RecursionError) as error:
            yield number, BrokenJson(str(error))


def _walk(scanner: _Scanner, path: Path, depth: int) -> Iterator[tuple[Path, Any]]:
    """Yield what the lists below a place in the text hold; the scanner stands before a value."""
    sign = scanner.peek()
    if sign == "[":
        yield from _walk_list(scanner, path)
    elif sign == "{" and depth < DEEPEST:
        scanner.take("{")
        while scanner.peek() != "}":
            key = scanner.value()
            scanner.take(":")
            yield from _walk(scanner, (*path, str(key)), depth + 1)
            if scanner.peek() == ",":
                scanner.take(",")
        scanner.take("}")
    else:
        scanner.value()


def _walk_list(scanner: _Scanner, path: Path) -> Iterator[tuple[Path, Any]]:
    scanner.take("[")
    while scanner.peek() != "]":
        yield path, scanner.value()
        if scanner.peek() == ",":
            scanner.take(",")
    scanner.take("]")


class _Scanner:
    """A text read in pieces, of which values are taken one by one."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._buffer = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """Return the next sign that is no space; "" at the end."""
        while True:
            found = _SPACE.match(self._buffer, self._at)
            self._at = self._at if found is None else found.end()
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Go past a sign.

        Raises:
            BrokenJson: Another one is there.
        """
        if self.peek() != sign:
            raise BrokenJson(f"'{sign}' expected")
        self._at += 1

    def value(self) -> Any:  # noqa: ANN401 - any JSON value
        """Take a whole value.

        Raises:
            BrokenJson: There is none, or it does not end.
        """
        self.peek()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._buffer, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._buffer) - self._at > LONGEST or not self._more():
                    raise BrokenJson(str(error)) from error
                continue
            if end == len(self._buffer) and self._more():
                continue  # a number may go on
            self._at = end
            return found

    def _more(self) -> bool:
        """Read another piece, as large as what is held; False at the end."""
        if self._ended:
            return False
        held = self._buffer[self._at :]
        piece = self._text.read(max(CHUNK, len(held)))
        self._ended = piece == ""
        self._buffer, self._at = held + piece, 0
        return not self._ended
