"""A page as PNG or PDF: drawn by matplotlib, with the font that it brings, on any machine alike."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from geomap.errors import MissingDependencyError
from geomap.rendering.static_map.outlines import outline_points
from geomap.rendering.static_map.scene import Disc, Item, Lines, Points, Scene, Symbol, Text, drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["to_pdf", "to_png"]

_INCH = 25.4
_POINT = 25.4 / 72
_HALO = 0.26
_FONT = "DejaVu Sans"
_MORE_FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "PingFang SC", "Hiragino Sans",
    "Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai",
    "Leelawadee UI", "Noto Sans Ethiopic", "Ebrima", "Noto Sans Myanmar", "Myanmar Text", "Noto Sans Khmer",
)  # fmt: skip
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
    matplotlib = _matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    buffer = io.BytesIO()
    fonts = {"font.family": _fonts(), "pdf.fonttype": 42, "text.hinting": "none", "text.parse_math": False}
    with (
        matplotlib.rc_context({**matplotlib.rcParamsDefault, **fonts}),
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
        import matplotlib
    except ModuleNotFoundError as error:
        raise MissingDependencyError(
            "PNG and PDF maps need matplotlib; install it with: pip install 'matplotlib>=3.11'; SVG needs nothing"
        ) from error
    if tuple(int(part) for part in matplotlib.__version__.split(".")[:2]) < (3, 11):
        raise MissingDependencyError(
            f"matplotlib {matplotlib.__version__} cannot write Arabic; install: pip install 'matplotlib>=3.11'"
        )
    return matplotlib


def _fonts() -> list[str]:
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return [_FONT, *(name for name in _MORE_FONTS if name in there)]


def _draw(axes: Axes, item: Item, order: int) -> None:
    if isinstance(item, Lines):
        _draw_path(axes, item.parts, order, fill=item.fill, stroke=item.stroke, width=item.width, is_closed=item.is_closed, dash=item.dash, opacity=item.opacity)  # fmt: skip
    elif isinstance(item, Disc):
        from matplotlib.patches import Circle

        axes.add_artist(Circle((item.x, item.y), item.radius, zorder=order, **_paint(item.fill, item.stroke, item.width)))  # fmt: skip
    elif isinstance(item, Symbol):
        scale = item.size / 24
        left, top = item.x - item.size / 2, item.y - item.size / 2
        points = tuple((left + x * scale, top + y * scale) for x, y in outline_points(item.d))
        for fill, stroke, width in item.layers:
            _draw_path(axes, (points,), order, fill=fill, stroke=stroke, width=width * scale, is_closed=True)  # fmt: skip
    else:
        _draw_text(axes, item, order)


def _paint(fill: str | None, stroke: str | None, width: float) -> dict[str, Any]:
    return {
        "facecolor": "none" if fill is None else fill,
        "edgecolor": "none" if stroke is None else stroke,
        "linewidth": width / _POINT,
    }


def _draw_path(
    axes: Axes,
    parts: tuple[Points, ...],
    order: int,
    *,
    fill: str | None,
    stroke: str | None,
    width: float,
    is_closed: bool,
    dash: tuple[float, float] | None = None,
    opacity: float = 1.0,
) -> None:
    """Draw lines or areas; holes go round the other way, as matplotlib knows no even-odd rule."""
    import numpy as np
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if len(parts) == 0:
        return
    closed = [(*part, part[0]) if is_closed else part for part in parts]
    codes = [_codes(len(part), is_closed=is_closed) for part in closed]
    path = Path(np.concatenate([np.array(part) for part in closed]), np.concatenate(codes))
    style = "-" if dash is None else (0, (dash[0] / width, dash[1] / width))
    axes.add_artist(
        PathPatch(
            path,
            zorder=order,
            alpha=None if opacity == 1 else opacity,
            linestyle=style,
            joinstyle="round",
            **_paint(fill, stroke, width),
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
