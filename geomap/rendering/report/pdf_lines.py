"""Texts of a PDF as lines, broken to a width and ordered by the Unicode bidirectional algorithm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from geomap.rendering.report.blocks import Span, Text
from geomap.rendering.static_map.widths import is_right_to_left

__all__ = ["Line", "Run", "break_lines", "needs_shaping"]

_ISOLATE, _END = "\u2068", "\u2069"
_LOOKS = frozenset({"strong", "quote", "soft"})
_ALONE = _LOOKS - {"soft"}
"""Looks of texts that stand for themselves: their words cannot move those around them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Letters of one look and direction, in the order in which they are read."""

    text: str
    style: str
    href: str | None
    is_rtl: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its runs from left to right, and the side that it begins at."""

    runs: tuple[Run, ...]
    is_rtl: bool


Measure = Callable[[str, str], float]
"""The width of a text in a style."""

_Word = list[Span]


def break_lines(text: Text, width: float, measure: Measure, *, rtl: bool, own: bool) -> list[Line]:
    r"""Return a text in lines that are no wider than ``width``; a word that is wider is broken.

    Args:
        text: With ``"\n"`` as a span of its own where a line must end.
        measure: Gives the width of a text in a style.
        rtl: The direction of the report.
        own: Whether a paragraph reads as its own first letter does, and as the report only without one.
    """
    lines = []
    for paragraph in _paragraphs(text):
        is_rtl = is_right_to_left("".join(span.text for span in paragraph), default=rtl) if own else rtl
        rows: list[list[Span]] = [[]]
        used = 0.0
        for gap, word in _words(paragraph, width, measure):
            wide = sum(measure(piece.text, piece.style) for piece in word)
            look = word[0].style if rows[-1] and rows[-1][-1].style == word[0].style else ""
            space = measure(" ", look) if gap and rows[-1] else 0.0
            if rows[-1] and used + space + wide > width:
                rows.append([])
                used = space = 0.0
            rows[-1] += [Span(text=" ", style=look), *word] if space > 0 else word
            used += space + wide
        alone = _ALONE if own else _LOOKS
        lines += [Line(runs=_in_order(row, alone, rtl=is_rtl), is_rtl=is_rtl) for row in rows]
    return lines


def _paragraphs(text: Text) -> Iterator[list[Span]]:
    part: list[Span] = []
    for span in text:
        if span.text == "\n":
            yield part
            part = []
        else:
            told = f"“{span.text}”" if span.style == "quote" else span.text
            part.append(Span(text=told, style=span.style, href=span.href))
    yield part


def _words(paragraph: Sequence[Span], width: float, measure: Measure) -> Iterator[tuple[bool, _Word]]:
    """Yield words, which may be of several looks, and whether a space stands before each."""
    word: _Word = []
    gap = False
    for span in paragraph:
        for piece in re.split(r"(\s+)", span.text):
            if piece == "":
                continue
            if piece.isspace():
                if word:
                    yield gap, word
                word, gap = [], True
                continue
            *parts, last = _pieces(piece, span.style, width, measure)
            for part in parts:
                yield gap, [*word, Span(text=part, style=span.style, href=span.href)]
                word, gap = [], False
            word.append(Span(text=last, style=span.style, href=span.href))
    if word:
        yield gap, word


def _pieces(word: str, style: str, width: float, measure: Measure) -> list[str]:
    """Return a word, or the parts of one that is wider than a line."""
    if measure(word, style) <= width:
        return [word]
    parts, rest = [], word
    while len(rest) > 1 and measure(rest, style) > width:
        low, high = 1, len(rest) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if measure(rest[:middle], style) <= width else (low, middle - 1)
        while low > 1 and unicodedata.combining(rest[low]):
            low -= 1
        parts.append(rest[:low])
        rest = rest[low:]
    return [*parts, rest]


def _in_order(row: Sequence[Span], alone: frozenset[str], *, rtl: bool) -> tuple[Run, ...]:
    """Return the spans of a line as runs from left to right."""
    if not rtl and not any(_turns(span.text) for span in row):
        return _merged(row)
    row = [Span(text=run.text, style=run.style, href=run.href) for run in _merged(row)]
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    marked = "".join(f"{_ISOLATE}{span.text}{_END}" if span.style in alone else span.text for span in row)
    owners = [span for span in row for _ in range(len(span.text) + 2 * (span.style in alone))]
    base = TextDirection.RTL if rtl else TextDirection.LTR
    runs: list[tuple[Span, bool, list[tuple[int, str]]]] = []
    for char in BidiParagraph(marked, base_direction=base).get_reordered_characters():
        if char.character in (_ISOLATE, _END):
            continue
        span, turned = owners[char.character_index], char.embedding_level % 2 == 1
        if not runs or runs[-1][0] is not span or runs[-1][1] != turned:
            runs.append((span, turned, []))
        runs[-1][2].append((char.character_index, char.character))
    return tuple(
        Run(
            text="".join(char for _, char in sorted(letters)), style=span.style, href=span.href, is_rtl=turned
        )
        for span, turned, letters in runs
    )


def needs_shaping(text: str) -> bool:
    """Say whether letters of a text join, stack or turn, as those of Latin and Cyrillic do not."""
    return not text.isascii() and any(_joins(char) for char in text)


@lru_cache(maxsize=4096)
def _joins(char: str) -> bool:
    return "\u0590" <= char < "\u2000" or unicodedata.category(char) in ("Mn", "Mc", "Cf")


@lru_cache(maxsize=4096)
def _turns(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)


def _merged(row: Sequence[Span]) -> tuple[Run, ...]:
    """Return neighbours of one look as one run."""
    runs: list[Run] = []
    for span in row:
        if runs and (runs[-1].style, runs[-1].href) == (span.style, span.href):
            runs[-1] = replace(runs[-1], text=runs[-1].text + span.text)
        else:
            runs.append(Run(text=span.text, style=span.style, href=span.href, is_rtl=False))
    return tuple(runs)
