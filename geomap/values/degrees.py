"""One coordinate in a cell: decimal, degrees with minutes, with seconds, as people type them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from geomap.gazetteer.sources.coordinates import parse_degrees
from geomap.values.month_names import bare
from geomap.values.typography import plain

__all__ = ["normal_degrees", "read_degrees"]

HEMISPHERES = {"lat": "NS", "lon": "EW"}
"""Letters of each axis, the positive one first."""

_SIGNS = {
    **dict.fromkeys("º˚ᵒ∘⁰", "°"),
    **dict.fromkeys("′’‘´`ʹʼ′", "'"),
    **dict.fromkeys("″”“„ʺ″", '"'),
}
_TABLE = str.maketrans(_SIGNS)
_UNITS = (
    (re.compile(r"(?<=\d)d\s*(\d+)m\s*(\d+(?:[.,]\d+)?)s(?![^\W\d_])", re.IGNORECASE), r"°\1'\2''"),
    (re.compile(r"(?<=\d)d\s*(\d+(?:[.,]\d+)?)m(?![^\W\d_])", re.IGNORECASE), r"°\1'"),
    (re.compile(r"(?<=\d)\s*(?:degrees?|degrés?|grados?|graus?|grad|deg|d)\b\.?", re.IGNORECASE), "°"),
    (re.compile(r"(?<=\d)\s*(?:minutes?|minutos?|minuten|min|m)\b\.?", re.IGNORECASE), "'"),
    (re.compile(r"(?<=\d)\s*(?:seconds?|secondes?|segundos?|sekunden|sec|sek)\b\.?", re.IGNORECASE), '"'),
    (re.compile(r"''"), '"'),
)
_DECIMAL = re.compile(r"\s*[+-]?\d*\.?\d+\s*", re.ASCII)
_SPLIT_LETTERS = re.compile(r"(?<=[^\W\d_])\.\s+(?=[шд](?![^\W\d_]))")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?")
_LABEL = re.compile(
    r"\b(?:latitude|latitud|lat|longitude|longitud|long|lon|lng|breite|länge|широта|долгота)\b\.?\s*[:=]?\s*",
    re.IGNORECASE,
)
_PACKED = re.compile(r"([NSEW])?\s*(\d{4,7})(\.\d+)?\s*([NSEW])?")
_DASHED = re.compile(r"([NSEW])?\s*(\d{1,3})-(\d{1,2}(?:[.,]\d+)?)(?:-(\d{1,2}(?:[.,]\d+)?))?\s*([NSEW])?")
_TWICE_NEGATIVE = re.compile(r"-\s*(\d.*[SW])|([SW]\s*)-\s*(\d.*)")


def read_degrees(cell: str, axis: str, *, o_is: str = "") -> float | None:
    """Return the degrees of a cell, or None: ``33,5``, ``33°30'15" S``, ``N33 30.25``, ``333015N``.

    Args:
        cell: As it stands in the table; it may say its axis ("Lat: 33.5").
        axis: ``lat`` or ``lon``.
        o_is: The direction that O stands for, ``E`` or ``W``; empty when nobody knows.
    """
    if _DECIMAL.fullmatch(cell) is not None:
        return float(cell)
    text = normal_degrees(cell, o_is=o_is)
    value = parse_degrees(text, HEMISPHERES[axis])
    return _rarer(text, axis) if value is None else value


def normal_degrees(cell: str, *, o_is: str = "") -> str:
    """Return a coordinate in plain signs: ``°``, ``'`` and ``"``, capital N S E W, no labels."""
    text = plain(cell)
    if text.replace(".", "", 1).lstrip("+-").isdigit():
        return text
    text = _LABEL.sub("", text.translate(_TABLE))
    for pattern, sign in _UNITS:
        text = pattern.sub(sign, text)
    text = _SPLIT_LETTERS.sub(".", text)
    text = _WORD.sub(lambda found: _letter(found[0], o_is), text)
    return text.replace(" ,", ",").strip(" ,;()[]")


def _letter(word: str, o_is: str) -> str:
    """Return the letter of a direction in any language, other words as they are."""
    key = bare(word)
    if key == "o" and o_is != "":
        return o_is
    return _directions().get(key) or _directions().get(key.rstrip("."), word)


def _rarer(text: str, axis: str) -> float | None:
    """Return degrees written with dashes, without any signs between, or with minus and S or W together."""
    letters = HEMISPHERES[axis]
    dashed = _DASHED.fullmatch(text)
    if dashed is not None and (dashed[1] or dashed[5]):
        parts = " ".join(part for part in dashed.group(2, 3, 4) if part is not None)
        return parse_degrees(f"{dashed[1] or ''} {parts} {dashed[5] or ''}".strip(), letters)
    packed = _PACKED.fullmatch(text)
    if packed is not None and (packed[1] or packed[4]) and not (packed[1] and packed[4]):
        return _unpacked(packed[2], packed[3] or "", packed[1] or packed[4], letters)
    twice = _TWICE_NEGATIVE.fullmatch(text)
    if twice is not None:
        return parse_degrees(twice[1] or f"{twice[2]}{twice[3]}", letters)
    return None


def _unpacked(digits: str, fraction: str, letter: str, letters: str) -> float | None:
    """Return degrees of ``DDMM``, ``DDMMSS`` and the like: a longitude may have three digits of degrees."""
    cuts = {4: (2, 4), 5: (3, 5), 6: (2, 4, 6), 7: (3, 5, 7)}[len(digits)]
    pieces = [digits[start:end] for start, end in zip((0, *cuts), cuts, strict=False)]
    pieces[-1] += fraction
    return parse_degrees(f"{' '.join(pieces)} {letter}", letters)


@lru_cache(maxsize=1)
def _directions() -> dict[str, str]:
    content = resources.files("geomap.values").joinpath("data/hemispheres.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in content.splitlines() if not line.startswith(("#", "letter"))]
    return {bare(word): letter for letter, words in lines for word in words.split()}
