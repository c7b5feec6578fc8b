"""Hard-wrapped text: line ends in the middle of sentences become spaces, one for one.

A line end also ends a sentence for the steps that follow, so a text that was wrapped at a fixed
width would fall to pieces. Every offset stays as it is.
"""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["unwrap"]

MIN_LINES = 3
MIN_WIDTH, MAX_WIDTH = 45, 100
MAX_SPREAD = 30

_BLOCK = re.compile(r"\S.*(?:\n(?=\S).+)*")
_MID_SENTENCE = re.compile(rf"(?m)^(?P<line>\S.{{{MIN_WIDTH - 2},}}[^\s.!?:;])(?P<space>[ \t]*)\n(?=[a-z])")
_SENTENCE_END = re.compile(r"[.!?:][”\"’')\]]*\s*$")


def unwrap(text: str) -> str:
    """Return a text of the same length with the line ends of wrapped paragraphs as spaces.

    A paragraph counts as wrapped when its lines, but the last, are of nearly one width and most
    of them stop in the middle of a sentence. A single line end is in the middle of one when a long line
    has no full stop at its end and the next line begins with a small letter.
    """
    whole = _BLOCK.sub(
        lambda block: block.group().replace("\n", " ") if _is_wrapped(block.group()) else block.group(), text
    )
    return _MID_SENTENCE.sub(r"\g<line>\g<space> ", whole)


def _is_wrapped(block: str) -> bool:
    lines = block.split("\n")
    if len(lines) < MIN_LINES:
        return False
    widths = [len(line.rstrip()) for line in lines[:-1]]
    if min(widths) < MIN_WIDTH or max(widths) > MAX_WIDTH or max(widths) - min(widths) > MAX_SPREAD:
        return False
    broken = sum(_SENTENCE_END.search(line) is None for line, _ in pairwise(lines))
    return 2 * broken > len(widths)
