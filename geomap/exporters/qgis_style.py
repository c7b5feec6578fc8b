"""Styles that QGIS finds in a GeoPackage: kinds of events coloured, and a layer that follows time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from geomap.exporters.symbols import Symbol, load_symbols

__all__ = ["points_style", "rings_style"]

_PROLOGUE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_CERTAIN = (
    "\"place_precision\" IN ('site', 'neighbourhood', 'settlement') AND coalesce(\"confidence\", 1) >= 0.5"
)
"""A point that is the place, and likelier right than wrong, is filled; any other is a ring."""

_FIRST = 'to_datetime("date_start")'
_LAST = "to_datetime(\"date_end\") + to_interval('23 hours 59 minutes')"
_TIME = (
    f'<temporal enabled="1" mode="4" startExpression={quoteattr(_FIRST)} endExpression={quoteattr(_LAST)} '
    'startField="date_start" endField="date_end" limitMode="1" accumulate="0" fixedDuration="0" '
    'durationUnit="min" durationField=""><fixedRange><start></start><end></end></fixedRange></temporal>'
)
"""Mode 4: each row is shown from the start of its first day to the end of its last, by expressions.

Comparing the fields themselves (mode 2) finds nothing in QGIS 3.22: a day is no time there.
"""


def points_style() -> str:
    """Return the style of the incidents: colour and shape by kind, coarse or doubtful places hollow."""
    symbols = load_symbols()
    categories = "".join(
        f'<category render="true" symbol="{number}" value={quoteattr(symbol.event_type)} '
        f"label={quoteattr(symbol.label)}/>"
        for number, symbol in enumerate(symbols)
    )
    drawn = "".join(_symbol("marker", str(number), _marker(symbol)) for number, symbol in enumerate(symbols))
    renderer = (
        '<renderer-v2 type="categorizedSymbol" attr="event_type" forceraster="0" symbollevels="0" '
        f'enableorderby="0"><categories>{categories}</categories><symbols>{drawn}</symbols></renderer-v2>'
    )
    return _style(renderer, 'coalesce("title", "event_type" || \' \' || "date_start")')


def rings_style() -> str:
    """Return the style of the rings of uncertainty: a thin broken line, hardly filled."""
    look = {
        "color": "95,107,122,20",
        "outline_color": "95,107,122,160",
        "outline_style": "dash",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
        "style": "solid",
    }
    symbol = _symbol("fill", "0", _layer("SimpleFill", look))
    renderer = (
        '<renderer-v2 type="singleSymbol" forceraster="0" symbollevels="0" enableorderby="0">'
        f"<symbols>{symbol}</symbols></renderer-v2>"
    )
    return _style(renderer, '"place_name"')


def _style(renderer: str, shown: str) -> str:
    return (
        f'{_PROLOGUE}<qgis version="3.22.0" styleCategories="Symbology|Temporal|Fields">{_TIME}{renderer}'
        f"<previewExpression>{_escaped(shown)}</previewExpression></qgis>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _marker(symbol: Symbol) -> str:
    colour = ",".join(map(str, (*symbol.rgb, 255)))
    look = {
        "name": symbol.shape,
        "color": colour,
        "outline_color": "38,38,38,255",
        "outline_style": "solid",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
        "size": "3",
        "size_unit": "MM",
    }
    varying = {
        "fillColor": f"if({_CERTAIN}, '{colour}', '255,255,255,160')",
        "outlineColor": f"if({_CERTAIN}, '38,38,38,255', '{colour}')",
        "outlineWidth": f"if({_CERTAIN}, 0.2, 0.7)",
    }
    return _layer("SimpleMarker", look, varying)


def _symbol(kind: str, name: str, layer: str) -> str:
    return f'<symbol type="{kind}" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0">{layer}</symbol>'


def _layer(kind: str, look: Mapping[str, str], varying: Mapping[str, str] | None = None) -> str:
    """Return a symbol layer; older versions read its ``prop``s, newer ones its ``Option``s."""
    properties = "".join(f"<prop k={quoteattr(name)} v={quoteattr(text)}/>" for name, text in look.items())
    return (
        f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">'
        f"{''.join(_option(name, 'QString', text) for name, text in look.items())}</Option>{properties}"
        f"{_varying(varying or {})}</layer>"
    )


def _varying(expressions: Mapping[str, str]) -> str:
    """Return what differs from row to row, as expressions."""
    inner = "".join(_expressions(expressions))
    return (
        '<data_defined_properties><Option type="Map"><Option name="name" type="QString" value=""/>'
        f'<Option name="properties" type="Map">{inner}</Option>'
        '<Option name="type" type="QString" value="collection"/></Option></data_defined_properties>'
    )


def _expressions(expressions: Mapping[str, str]) -> Iterator[str]:
    for name, expression in expressions.items():
        yield (
            f'<Option name="{name}" type="Map"><Option name="active" type="bool" value="true"/>'
            f"{_option('expression', 'QString', expression)}"
            '<Option name="type" type="int" value="3"/></Option>'
        )


def _option(name: str, kind: str, text: str) -> str:
    return f'<Option name={quoteattr(name)} type="{kind}" value={quoteattr(text)}/>'
