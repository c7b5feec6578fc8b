"""A page as PNG or PDF: drawn by matplotlib, with the font that it brings, on any machine alike."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geomap.errors import MissingDependencyError
from geomap.rendering.static_map.outlines import outline_points
from geomap.rendering.static_map.scene import Disc, Item, Lines, Scene, Symbol, Text, drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["to_pdf", "to_png"]

_INCH = 25.4
_POINT = 25.4 / 72
_HALO = 0.26
_FONT = "DejaVu Sans"
_MORE_FONTS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "PingFang SC"),
    *("Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari", "Noto Sans Bengali", "Noto Sans Tamil"),
    *(
        "Noto Sans Thai",
        "Leelawadee UI",
        "Noto Sans Ethiopic",
        "Ebrima",
        "Noto Sans Myanmar",
        "Noto Sans Khmer",
    ),
)
"""Fonts for scripts that matplotlib's own lacks; those that a machine has are used."""

_NO_FONT = (
    "no font of this machine has some letters of the map, so they are drawn as boxes; "
    "install a Noto font of that script, or write the map as .svg, which keeps them as text"
)


def to_png(scene: Scene, *, dpi: int = 200) -> bytes:
    """Return a page as PNG; title and description are in its metadata.

    Raises:
        MissingDependencyError: matplotlib is not installed, or too old to write Arabic.
    """
    title, description = drawable(scene.title), drawable(scene.description)
    metadata = {"Software": scene.generator, "Title": title, "Description": description}
    return _write(scene, "png", dpi, metadata)


def to_pdf(scene: Scene) -> bytes:
    """Return a page as PDF with text that can be searched and copied.

    Raises:
        MissingDependencyError: matplotlib is not installed, or too old to write Arabic.
    """
    title, description = drawable(scene.title), drawable(scene.description)
    metadata = {"Title": title, "Subject": description, "Creator": scene.generator}
    return _write(scene, "pdf", 72, {**metadata, "Producer": None, "CreationDate": None})


def _write(scene: Scene, kind: str, dpi: int, metadata: dict[str, Any]) -> bytes:
    """Draw a page with matplotlib, apart from figures and settings that a user of it may have."""
    mpl = _matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    buffer = io.BytesIO()
    fonts = {"font.family": _fonts(), "pdf.fonttype": 42, "text.hinting": "none", "text.parse_math": False}
    with (
        mpl.rc_context({**mpl.rcParamsDefault, **fonts}),
        warnings.catch_warnings(record=True) as told,
    ):
        warnings.simplefilter("always")
        figure = Figure(figsize=(scene.width / _INCH, scene.height / _INCH))
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, scene.width)
        axes.set_ylim(scene.height, 0)
        for order, item in enumerate(scene.items):
            _draw(axes, item, order)
        figure.savefig(buffer, format=kind, dpi=dpi, metadata=metadata)
    if any("missing from font" in str(warning.message) for warning in told):
        warnings.warn(_NO_FONT, UserWarning, stacklevel=3)
    return buffer.getvalue()


def _matplotlib() -> Any:  # noqa: ANN401 - the module
    try:
        import matplotlib as mpl
    except ModuleNotFoundError as error:
        raise MissingDependencyError(
            "PNG and PDF maps need matplotlib: pip install 'matplotlib>=3.11'; an SVG map does not"
        ) from error
    if tuple(int(part) for part in mpl.__version__.split(".")[:2]) < (3, 11):
        raise MissingDependencyError(
            f"matplotlib {mpl.__version__} cannot write Arabic: pip install 'matplotlib>=3.11'"
        )
    return mpl


def _fonts() -> list[str]:
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return [_FONT, *(name for name in _MORE_FONTS if name in there)]


def _draw(axes: Axes, item: Item, order: int) -> None:
    if isinstance(item, Lines):
        _draw_lines(axes, item, order)
    elif isinstance(item, Disc):
        from matplotlib.patches import Circle

        paint = _paint(item.fill, item.stroke, item.width)
        axes.add_artist(Circle((item.x, item.y), item.radius, zorder=order, **paint))
    elif isinstance(item, Symbol):
        for line in _symbol_lines(item):
            _draw_lines(axes, line, order)
    else:
        _draw_text(axes, item, order)


def _symbol_lines(item: Symbol) -> Iterator[Lines]:
    """Return the layers of a symbol as areas."""
    scale = item.size / 24
    left, top = item.x - item.size / 2, item.y - item.size / 2
    points = tuple((left + x * scale, top + y * scale) for x, y in outline_points(item.d))
    for fill, stroke, width in item.layers:
        yield Lines(parts=(points,), is_closed=True, fill=fill, stroke=stroke, width=width * scale)


def _paint(fill: str | None, stroke: str | None, width: float) -> dict[str, Any]:
    return {
        "facecolor": "none" if fill is None else fill,
        "edgecolor": "none" if stroke is None else stroke,
        "linewidth": width / _POINT,
    }


def _draw_lines(axes: Axes, item: Lines, order: int) -> None:
    """Draw lines or areas."""
    import numpy as np
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if len(item.parts) == 0:
        return
    closed = [(*part, part[0]) if item.is_closed else part for part in item.parts]
    codes = [_codes(len(part), is_closed=item.is_closed) for part in closed]
    path = Path(np.concatenate([np.array(part) for part in closed]), np.concatenate(codes))
    axes.add_artist(
        PathPatch(
            path,
            zorder=order,
            alpha=None if item.opacity == 1 else item.opacity,
            linestyle="-" if item.dash is None else (0, tuple(part / item.width for part in item.dash)),
            joinstyle="round",
            **_paint(item.fill, item.stroke, item.width),
        )
    )


def _codes(length: int, *, is_closed: bool) -> Any:  # noqa: ANN401 - an array of codes
    import numpy as np
    from matplotlib.path import Path

    codes = np.full(length, Path.LINETO, dtype=np.uint8)
    codes[0] = Path.MOVETO
    if is_closed:
        codes[-1] = Path.CLOSEPOLY
    return codes


def _draw_text(axes: Axes, item: Text, order: int) -> None:
    """Draw a line of text, its halo below it as outlines."""
    from matplotlib.patheffects import Stroke

    look: dict[str, Any] = {
        "fontsize": item.size / _POINT,
        "fontweight": "bold" if item.is_bold else "normal",
        "fontstyle": "italic" if item.is_italic else "normal",
        "horizontalalignment": {"left": "left", "middle": "center", "right": "right"}[item.anchor],
        "verticalalignment": "baseline",
        "zorder": order,
    }
    words = drawable(item.words)
    if item.halo is not None:
        effect = Stroke(linewidth=item.size * _HALO / _POINT, foreground=item.halo, joinstyle="round")
        axes.text(item.x, item.y, words, color=item.halo, path_effects=[effect], **look)
    axes.text(item.x, item.y, words, color=item.color, **look)
