"""How wide text is: measured with one wide and common font, so that other fonts need less."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

__all__ = ["is_right_to_left", "shorten", "text_width", "wrap"]

_BOLD = 1.14
_UNKNOWN = 750
_WIDE = 1000
_ELLIPSIS = "…"


@cache
def _advances() -> dict[str, int]:
    """Return the advance of each known character, in thousandths of the font size."""
    table = (files("geomap.rendering.static_map") / "widths.tsv").read_text(encoding="utf-8")
    advances = {}
    for line in table.splitlines():
        if not line.startswith("# "):
            width, _, chars = line.partition("\t")
            advances.update(dict.fromkeys(chars, int(width)))
    return advances


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most, in the unit of ``size``, which is the font's."""
    known = _advances()
    total = sum(known[char] if char in known else _advance(char) for char in text)
    return total / 1000 * size * (_BOLD if bold else 1)


def _advance(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return _WIDE if unicodedata.east_asian_width(char) in ("W", "F") else _UNKNOWN


def is_right_to_left(text: str, *, default: bool = False) -> bool:
    """Say whether a text reads from the right: its first letter does; ``default`` where it has none."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return default


def shorten(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return the text, or as much of it as fits with an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    kept = text
    while len(kept) > 1 and text_width(kept + _ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip(" ,;:.-–(") + _ELLIPSIS


def wrap(text: str, size: float, width: float, *, bold: bool = False, most: int | None = None) -> list[str]:
    """Return a text in lines that fit; words that do not fit alone are cut, lines beyond ``most`` too."""
    lines: list[str] = []
    for word in _pieces(text, size, width, bold=bold):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, width, bold=bold)]


def _pieces(text: str, size: float, width: float, *, bold: bool) -> list[str]:
    """Return the words of a text, those longer than a line in parts."""
    pieces = []
    for word in text.split():
        rest = word
        while text_width(rest, size, bold=bold) > width and len(rest) > 1:
            end = len(rest) - 1
            while end > 1 and text_width(rest[:end], size, bold=bold) > width:
                end -= 1
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return pieces
