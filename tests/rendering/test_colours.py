"""Colours that readers of every kind of sight can tell apart, by numbers (Machado and others, 2009)."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

STATIC = Path(__file__).parents[2] / "geomap" / "rendering" / "static"
SIGHTS = {
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]
WHITE = [0.95047, 1, 1.08883]
LEAST = 14  # of CIELAB; a just noticeable difference is about 2.3


def linear(colour):
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour, sight):
    xyz = np.array(TO_XYZ) @ np.clip(np.array(SIGHTS[sight]) @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one, other):
    low, high = sorted(float(np.dot([0.2126, 0.7152, 0.0722], linear(colour))) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def declared(sheet):
    """Return the colours that a style sheet names, light and dark."""
    light, dark = (STATIC / f"{sheet}.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark", 1)
    return [dict(re.findall(r"--(gm-[a-z0-9-]+): (#[0-9a-f]{6});", part)) for part in (light, dark)]


@pytest.fixture(scope="module")
def types():
    text = (STATIC / "symbols.js").read_text(encoding="utf-8")
    found = {
        name: (shape, colour) for name, shape, colour in re.findall(r"(\w+): \['(\w+)', '(#\w{6})'\]", text)
    }
    assert len(found) == 10
    return found


@pytest.mark.parametrize("sight", SIGHTS)
def test_types_differ_in_shape_and_for_every_sight_in_colour(types, sight):
    assert len({shape for shape, _ in types.values()}) == len(types)
    for (one, (_, first)), (other, (_, second)) in itertools.combinations(types.items(), 2):
        apart = np.linalg.norm(lab(first, sight) - lab(second, sight))
        assert apart >= LEAST, f"{one} and {other}: {apart:.1f}"


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_outlines_of_symbols_stand_out_from_land_and_sea(scheme):
    page = declared("page")[scheme]
    outline = page["gm-edge"] if scheme == 0 else page["gm-halo"]
    for ground in ("gm-land", "gm-sea"):
        assert contrast(outline, page[ground]) >= 3


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ramp", ["gm-area", "gm-heat"])
def test_shades_go_one_way_and_are_told_apart(ramp, scheme, sight):
    colours = [declared("overlays")[scheme][f"{ramp}-{step}"] for step in range(1, 6)]
    lightness = [lab(colour, sight)[0] for colour in colours]
    steps = np.diff(lightness)
    assert (steps < -6).all() if scheme == 0 else (steps > 6).all(), lightness
