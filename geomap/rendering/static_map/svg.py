"""A page as SVG: text stays text, nothing is loaded, the same page gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from geomap.rendering.static_map.front_end import read_look
from geomap.rendering.static_map.scene import Disc, Item, Lines, Points, Scene, Symbol, Text, drawable

__all__ = ["to_svg"]

_HALO = 0.26
_UNITS = 24.0


def to_svg(scene: Scene) -> str:
    """Return a page as an SVG document in millimetres.

    Title and description are in it for screen readers. Text that the font of the reader draws otherwise
    than expected stays in its place: widths were measured with a wide font.
    """
    look = read_look()
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(scene.width)}mm" height="{_n(scene.height)}mm" '
        f'viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" role="img" aria-labelledby="title description" '
        f'xml:lang="{scene.language}" font-family="{_text(look.fonts)}" stroke-linejoin="round">',
        f'<title id="title">{_text(scene.title)}</title>',
        f'<desc id="description">{_text(scene.description)}</desc>',
        f"<metadata>{_text(scene.generator)}</metadata>",
        *(line for item in scene.items for line in _element(item)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _element(item: Item) -> Iterator[str]:
    if isinstance(item, Lines):
        if item.parts:
            yield _lines(item)
    elif isinstance(item, Disc):
        paint = _paint(item.fill, item.stroke, item.width)
        yield f'<circle cx="{_n(item.x)}" cy="{_n(item.y)}" r="{_n(item.radius)}"{paint}/>'
    elif isinstance(item, Symbol):
        yield from _symbol(item)
    else:
        yield from _words(item)


def _lines(item: Lines) -> str:
    d = "".join(_path(part, is_closed=item.is_closed) for part in item.parts)
    rule = ' fill-rule="evenodd"' if item.is_closed and len(item.parts) > 1 else ""
    dash = "" if item.dash is None else f' stroke-dasharray="{_n(item.dash[0])} {_n(item.dash[1])}"'
    opacity = "" if item.opacity == 1 else f' opacity="{_n(item.opacity)}"'
    return f'<path d="{d}"{_paint(item.fill, item.stroke, item.width)}{rule}{dash}{opacity}/>'


def _path(points: Points, *, is_closed: bool) -> str:
    """Return steps from point to point, in hundredths of a millimetre so that they add up."""
    whole = [(round(x * 100), round(y * 100)) for x, y in points]
    (x, y), steps = whole[0], []
    for right, down in whole[1:]:
        if (right, down) != (x, y):
            steps.append(f"{_n((right - x) / 100)},{_n((down - y) / 100)}")
            x, y = right, down
    start = f"M{_n(whole[0][0] / 100)},{_n(whole[0][1] / 100)}"
    return start + ("l" + " ".join(steps) if steps else "") + ("z" if is_closed else "")


def _symbol(item: Symbol) -> Iterator[str]:
    scale = item.size / _UNITS
    place = f"translate({_n(item.x - item.size / 2)} {_n(item.y - item.size / 2)}) scale({scale:.5f})"
    yield f'<g transform="{place}">'
    for fill, stroke, width in item.layers:
        yield f'<path d="{item.d}"{_paint(fill, stroke, width)}/>'
    yield "</g>"


def _words(item: Text) -> Iterator[str]:
    anchor = {"left": "start", "middle": "middle", "right": "end"}[item.anchor]
    direction = ""
    if item.is_right_to_left:
        direction = ' direction="rtl"'
        anchor = {"start": "end", "middle": "middle", "end": "start"}[anchor]
    style = (' font-weight="600"' if item.is_bold else "") + (
        ' font-style="italic"' if item.is_italic else ""
    )
    place = f'x="{_n(item.x)}" y="{_n(item.y)}" font-size="{_n(item.size)}" text-anchor="{anchor}"'
    place += direction + style
    words = _text(item.words)
    if item.halo is not None:
        paint = _paint(item.halo, item.halo, item.size * _HALO)
        yield f'<text {place}{paint} aria-hidden="true">{words}</text>'
    yield f'<text {place} fill="{item.color}">{words}</text>'


def _paint(fill: str | None, stroke: str | None, width: float) -> str:
    line = "" if stroke is None else f' stroke="{stroke}" stroke-width="{_n(width)}"'
    return f' fill="{"none" if fill is None else fill}"{line}'


def _n(value: float) -> str:
    """Return a number with at most two decimals, the same everywhere."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _text(words: str) -> str:
    """Return text for XML: escaped, without what XML cannot hold."""
    return escape(drawable(words))
