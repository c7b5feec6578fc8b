"""Takes a date cell apart: which of its words and numbers are days, months and years."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from geomap.values.month_names import bare, month_of

__all__ = ["DateParts", "date_parts"]

EARLIEST_YEAR, LATEST_YEAR = 1500, 2200
"""Years before and after these are of another calendar more likely than of this one."""

_ZONE = r"(?:Z\b|UTC\b|GMT\b|[ECMP][SD]T\b|(?:CE|EE|WE)S?T\b|BST\b|MSK\b|[EWC]AT\b|IST\b|AST\b|PKT\b)"
_TIME = re.compile(
    r"(?:(?<=\d)T|\bT|\b)\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d+)?)?|h\d{2})\s*(?:[ap]\.?\s?m\b\.?)?\s*"
    rf"(?:hrs?\b|hours\b|uhr\b)?\s*{_ZONE}?\s*(?:[+-]\d{{2}}(?::?\d{{2}})?(?![\d/.-]))?(?:\s*\([^)]*\))?"
    r"|\b\d{1,2}(?:\.\d{2})?\s*[ap]\.?m\b\.?|\b\d{1,2}[.:]?\d{2}\s*(?:hrs?|hours|uhr)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(\d+)(?:(?:st|nd|rd|th|er|º|ª|°)\b)?|([^\W\d_]+(?:['’ʼ][^\W\d_]+)?)")
_EAST_ASIAN = re.compile(r"(?<=\d)\s*[年月日년월일]\s*")


class DateParts(NamedTuple):
    """The parts of a date cell in order.

    Attributes:
        shape: One letter for each: ``d`` a number of one or two digits, ``Y`` a year of four, ``M`` a
            month's name.
        values: Their numbers.
    """

    shape: str
    values: tuple[int, ...]


def date_parts(text: str) -> DateParts | None:
    """Return the parts of a date in plain signs, times of day left out; None when it holds anything else."""
    rest = text if text.isdigit() else _TIME.sub(" ", text)
    if "年" in rest or "년" in rest:
        rest = _EAST_ASIAN.sub("-", rest)
    shape: list[str] = []
    values: list[int] = []
    words: list[str] = []
    for found in _TOKEN.finditer(rest):
        if found[2] is not None:
            words.append(found[2])
            continue
        if not _put_words(words, shape, values):
            return None
        letter = _letter(found[1])
        if letter is None:
            return None
        shape.append(letter)
        values.append(int(found[1]))
    if not _put_words(words, shape, values):
        return None
    return DateParts("".join(shape), tuple(values)) if shape else None


def _letter(digits: str) -> str | None:
    if len(digits) <= 2:
        return "d"
    return "Y" if len(digits) == 4 and EARLIEST_YEAR <= int(digits) <= LATEST_YEAR else None


def _put_words(words: list[str], shape: list[str], values: list[int]) -> bool:
    """Add the months among some words; False when one of them is neither a month nor said for nothing."""
    index = 0
    while index < len(words):
        pair = " ".join(words[index : index + 2])
        month = month_of(pair) if index + 1 < len(words) else None
        if month is not None:
            index += 1
        elif (month := month_of(words[index])) is None and bare(words[index]) not in _fillers():
            return False
        if month is not None:
            shape.append("M")
            values.append(month)
        index += 1
    words.clear()
    return True


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    content = resources.files("geomap.values").joinpath("data/date_fillers.txt").read_text(encoding="utf-8")
    lines = [line for line in content.splitlines() if not line.startswith("#")]
    return frozenset(bare(word) for line in lines for word in line.split())
