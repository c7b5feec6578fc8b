"""What the web map says of symbols, colours and words, read from its own files so that both maps agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Look", "Symbols", "map_words", "read_look", "read_symbols", "type_words"]

_ENTRY = re.compile(r"(\w+):\s*((?:'[^']*'\s*\+?\s*)+),?")
_TYPE = re.compile(r"(\w+):\s*\['(\w+)',\s*'(#[0-9a-f]{6})'\]")
_QUOTED = re.compile(r"'([^']*)'")
_SETTING = re.compile(r"--gm-([\w-]+):\s*([^;]+);")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """How the web map draws event types.

    Attributes:
        outlines: Path of each event type's shape in a square of 24 units.
        colors: Colour of each event type; same order.
        precise: Values of ``place_precision`` whose points are drawn solid.
        areas: Those that are drawn as a count, because there is no point.
        sure: Confidence below which a point is drawn hollow.
    """

    outlines: Mapping[str, str]
    colors: Mapping[str, str]
    precise: frozenset[str]
    areas: frozenset[str]
    sure: float

    def drawing_of(self, precision: str | None, confidence: float | None) -> str:
        """Return ``solid``, ``hollow`` or ``area`` for a place, by the web map's rule."""
        if precision in self.areas:
            return "area"
        if confidence is not None and confidence < self.sure:
            return "hollow"
        return "solid" if precision in self.precise else "hollow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The web map's colours (of its light theme) by name, and its fonts."""

    colors: Mapping[str, str]
    fonts: str

    def __getitem__(self, name: str) -> str:
        return self.colors[name]


def _static(name: str) -> str:
    return (files("geomap.rendering") / "static" / name).read_text(encoding="utf-8")


def _block(text: str, start: str, end: str) -> str:
    """Return what stands between two marks of a script."""
    _, _, rest = text.partition(start)
    block, found, _ = rest.partition(end)
    if not found:
        raise ValueError(f"the web map's front end has no '{start}'")
    return block


@cache
def read_symbols() -> Symbols:
    """Return the symbols that static/symbols.js defines."""
    script = _static("symbols.js")
    shapes = {
        name: "".join(_QUOTED.findall(parts))
        for name, parts in _ENTRY.findall(_block(script, "const SHAPES = {", "};"))
    }
    types = _TYPE.findall(_block(script, "const TYPES = {", "};"))
    return Symbols(
        outlines={name: shapes[shape] for name, shape, _ in types},
        colors={name: color for name, _, color in types},
        precise=frozenset(_QUOTED.findall(_block(script, "const PRECISE = new Set([", "]"))),
        areas=frozenset(_QUOTED.findall(_block(script, "const AREAS = new Set([", "]"))),
        sure=float(_block(script, "const SURE = ", ";")),
    )


@cache
def read_look() -> Look:
    """Return the colours and fonts that static/page.css defines."""
    settings = dict(_SETTING.findall(_block(_static("page.css"), ":root {", "}")))
    return Look(colors=settings, fonts=settings["font"].replace('"', "'"))


@cache
def map_words(language: str) -> Mapping[str, str]:
    """Return the web map's words that are plain text, in a language; English where it has none."""
    words: dict[str, str] = {}
    for name in ("words", f"words_{language}") if language != "en" else ("words",):
        words |= {
            key: "".join(_QUOTED.findall(parts)) for key, parts in _ENTRY.findall(_static(f"{name}.js"))
        }
    return words


@cache
def type_words(language: str) -> Mapping[str, str]:
    """Return what each event type is called in a language."""
    script = _static("words.js" if language == "en" else f"words_{language}.js")
    return {
        name: "".join(_QUOTED.findall(parts))
        for name, parts in _ENTRY.findall(_block(script, "types: {", "},"))
    }
