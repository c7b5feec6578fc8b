"""Cells with a number of people: digits with or without marks, ranges, bounds and single words.

Nothing said is not 0: a blank cell, a word for nothing ("n/a") and the marks -9 and -99 leave every bound
empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from geomap.model import CasualtyCount
from geomap.values.month_names import bare
from geomap.values.typography import is_blank, plain

__all__ = ["MOST_DIGITS", "CountReading", "CountVotes", "PointMark", "read_count_cell"]


MOST_DIGITS = 10
"""Numbers of more digits are no numbers of people."""


class PointMark(StrEnum):
    """What the point of ``1.200`` is in a column of counts; ``either`` when its cells do not tell."""

    GROUPS = "point_groups"
    DECIMAL = "point_decimal"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class CountReading:
    """What a count cell says.

    Attributes:
        count: Its bounds; all empty when nothing is said or it cannot be read.
        reason: Why a filled cell gives no bounds; empty when it does.
    """

    count: CasualtyCount
    reason: str = ""


_NOT_KNOWN = re.compile(r"-9{1,4}(?:\.0+)?")
_DIGITS = r"\d+(?:[.,' ]\d+)*"
_SHAPES = re.compile(
    rf"(?P<before>[^\d]*?)\s*(?P<first>{_DIGITS})\s*(?:(?P<range>-|/|to|a|à|bis|und|and|y|et|или|or|ou|oder|до)\s*(?P<last>{_DIGITS}))?"
    r"\s*(?P<after>\+|\?|\*|or more|ou plus|o más|o mas|ou mais|oder mehr|and above)?\s*(?P<rest>[^\d]*)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_BETWEEN = frozenset(["between", "from", "entre", "von", "zwischen", "tra", "de", "от"])
_SIGNS = {">=": "least", "=>": "least", "≥": "least", ">": "above", "<=": "most", "≤": "most", "<": "below"}
_SIGNS |= dict.fromkeys(["~", "≈", "±", "+/-"], "about")
_GROUPED = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*|\d{1,3}(?:,\d{2})*,\d{3}")
_BUILD: dict[str, Callable[[int, str], CasualtyCount]] = {
    "": lambda number, text: CasualtyCount(low=number, best=number, high=number, text=text),
    "least": lambda number, text: CasualtyCount(low=number, best=number, text=text),
    "above": lambda number, text: CasualtyCount(low=number + 1, text=text),
    "most": lambda number, text: CasualtyCount(high=number, text=text),
    "below": lambda number, text: CasualtyCount(high=max(0, number - 1), text=text),
    "about": lambda number, text: CasualtyCount(best=number, text=text),
    "vague": lambda number, text: CasualtyCount(low=number, text=text),
}


def read_count_cell(cell: str, mark: PointMark | str = PointMark.GROUPS) -> CountReading:
    """Return the bounds that a cell states: ``1,200``, ``at least 12``, ``10-15``, ``~30``, ``dozens``.

    "at least n" is low and best; "more than n" low n + 1; "up to n" high; "about n" best; a range low and
    high; "dozens" low 12, as ACLED counts it.

    Args:
        cell: As it stands in the table.
        mark: What the column's other cells say about the point of ``1.200``.
    """
    shown = cell.strip()
    text = plain(cell)
    if any(len(re.sub(r"\D", "", digits)) > MOST_DIGITS for digits in re.findall(_DIGITS, text)):
        return CountReading(CasualtyCount(text=shown), "more people than there are on Earth")
    if text.isdecimal():
        return CountReading(_BUILD[""](int(text), shown))
    if is_blank(text) or _NOT_KNOWN.fullmatch(text) is not None:
        return CountReading(CasualtyCount(text=shown if shown != "" else None))
    if re.fullmatch(r"-\s*\d+(?:\.\d+)?", text) is not None:
        return CountReading(CasualtyCount(text=shown), "a negative number of people")
    words = _words(text)
    if words is not None:
        return CountReading(words)
    found = _SHAPES.fullmatch(_NOTE.sub("", text))
    if found is None:
        return CountReading(CasualtyCount(text=shown), "no number of people that can be read")
    return _read_shape(found, shown, PointMark(mark))


def _read_shape(found: re.Match[str], shown: str, mark: PointMark) -> CountReading:
    hedge = _hedge(found["before"])
    rest = all(bare(word.strip(".,;:")) in _table().get("filler", {}) for word in found["rest"].split())
    numbers = [_whole(found[name], mark) for name in ("first", "last") if found[name] is not None]
    if hedge is None or not rest:
        return CountReading(CasualtyCount(text=shown), "no number of people that can be read")
    wrong = next((number for number in numbers if isinstance(number, str)), None)
    if wrong is not None:
        return CountReading(CasualtyCount(text=shown), wrong)
    whole = [number for number in numbers if isinstance(number, int)]
    if len(whole) == 2:
        if whole[0] > whole[1] or found["range"] == "/":
            return CountReading(CasualtyCount(text=shown), "no range from a lower to a higher number")
        return CountReading(CasualtyCount(low=whole[0], high=whole[1], text=shown))
    after = (found["after"] or "").lower()
    kind = hedge or ("" if after in {"", "*"} else "about" if after == "?" else "least")
    return CountReading(_BUILD[kind](whole[0], shown))


def _hedge(before: str) -> str | None:
    """Return what the words or signs before a number make of it; empty for none, None for other words."""
    text = bare(before.strip(" :=").rstrip("."))
    if text == "" or text in _BETWEEN:
        return ""
    if text in _SIGNS:
        return _SIGNS[text]
    return next(
        (kind for kind in ("least", "above", "most", "below", "about") if text in _table()[kind]), None
    )


def _whole(digits: str, mark: PointMark) -> int | str:
    """Return a number of people, or why it is none."""
    text = digits.strip()
    if text.isdecimal():
        return int(text)
    if _GROUPED.fullmatch(text) is not None and not ("." in text and mark is not PointMark.GROUPS):
        return int(re.sub(r"\D", "", text))
    if "." in text and mark is PointMark.EITHER and _GROUPED.fullmatch(text) is not None:
        return "the point can part thousands or decimals"
    if re.fullmatch(r"\d+[.,]0+|\d{1,3}(?:,\d{3})+\.0+", text) is not None:
        return int(re.sub(r"\D", "", re.sub(r"[.,]0+$", "", text)))
    return "not a whole number of people"


def _words(text: str) -> CasualtyCount | None:
    """Return the bounds of a cell that is one number word, with what may stand before and after it."""
    words = [word.strip(".,;:") for word in bare(text).split()]
    while words and words[-1] in _table()["filler"]:
        words.pop()
    if not words:
        return None
    for kind in ("number", "vague"):
        number = _table()[kind].get(words[-1])
        hedge = _hedge(" ".join(words[:-1]))
        if number is not None and hedge is not None and (kind == "number" or hedge == ""):
            return _BUILD[hedge if kind == "number" else "vague"](number, text)
    return None


class CountVotes:
    """What the cells of a column say about the point of ``1.200``, cell by cell."""

    def __init__(self) -> None:
        self._plain = 0
        self._thousands = 0
        self._other_groups = 0
        self._decimal = False
        self.example: str | None = None

    def add(self, cell: str) -> None:
        """Count one cell."""
        text = plain(cell)
        if text.isdigit():
            self._plain += 1
        if "." not in text:
            return
        grouped = re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", text) is not None
        if not grouped:
            self._decimal = self._decimal or re.fullmatch(r"[\d,]*\.\d+", text) is not None
        elif text.endswith(".000"):
            self._thousands += 1
            self.example = self.example or cell
        else:
            self._other_groups += 1

    def decide(self) -> PointMark:
        """Return what a point is: it parts decimals where one cell can only be read so, else thousands.

        A column of nothing but ``3.000`` and its like does not tell.
        """
        if self._decimal:
            return PointMark.DECIMAL
        if self._thousands > 0 and self._plain == 0 and self._other_groups == 0:
            return PointMark.EITHER
        return PointMark.GROUPS


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, int]]:
    """Return the words of the table by their kind, with their numbers."""
    content = resources.files("geomap.values").joinpath("data/number_words.tsv").read_text(encoding="utf-8")
    table: dict[str, dict[str, int]] = {}
    for line in content.splitlines():
        if line.startswith(("#", "kind")):
            continue
        kind, value, words = line.split("\t")
        entries = {bare(word.replace("_", " ")): int(value) for word in words.split()}
        table.setdefault(kind, {}).update(entries)
    return table
