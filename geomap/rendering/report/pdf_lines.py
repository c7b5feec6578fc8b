"""Texts of a PDF as lines: broken to a width, ordered by the Unicode bidirectional algorithm, shaped when drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from geomap.rendering.report.blocks import Span, Text
from geomap.rendering.static_map.widths import is_right_to_left

__all__ = ["Line", "Run", "break_lines"]

_ISOLATE, _END = "\u2068", "\u2069"


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


def break_lines(text: Text, width: float, measure: Measure, *, rtl: bool) -> list[Line]:
    """Return a text in lines that are no wider than ``width``; a word that is wider is broken.

    Args:
        text: With ``"\\n"`` as a span of its own where a line must end.
        measure: Gives the width of a text in a style.
        rtl: The direction of a paragraph without letters.
    """
    lines = []
    for paragraph in _paragraphs(text):
        is_rtl = is_right_to_left("".join(span.text for span in paragraph), default=rtl)
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
        lines += [Line(runs=_in_order(row, rtl=is_rtl), is_rtl=is_rtl) for row in rows]
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


def _in_order(row: Sequence[Span], *, rtl: bool) -> tuple[Run, ...]:
    """Return the spans of a line as runs from left to right."""
    if not rtl and not any(_turns(span.text) for span in row):
        return _joined((span.text, span, False) for span in row)
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    # Each span is isolated, so that its words cannot move those around it.
    marked = "".join(f"{_ISOLATE}{span.text}{_END}" if span.text.strip() else span.text for span in row)
    owners = [span for span in row for _ in range(len(span.text) + 2 * bool(span.text.strip()))]
    base = TextDirection.RTL if rtl else TextDirection.LTR
    shown = BidiParagraph(marked, base_direction=base).get_reordered_characters()
    letters = (
        (char.character, owners[char.character_index], char.embedding_level % 2 == 1)
        for char in shown
        if char.character not in (_ISOLATE, _END)
    )
    return _joined(letters)


@lru_cache(maxsize=4096)
def _turns(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)


def _joined(pieces: Iterator[tuple[str, Span, bool]] | Sequence[tuple[str, Span, bool]]) -> tuple[Run, ...]:
    """Put neighbours of one look and direction together, each run in the order of reading."""
    runs: list[Run] = []
    for text, span, is_rtl in pieces:
        last = runs[-1] if runs else None
        if last is not None and (last.style, last.href, last.is_rtl) == (span.style, span.href, is_rtl):
            both = text + last.text if is_rtl else last.text + text
            runs[-1] = Run(text=both, style=span.style, href=span.href, is_rtl=is_rtl)
        else:
            runs.append(Run(text=text, style=span.style, href=span.href, is_rtl=is_rtl))
    return tuple(runs)
