"""Cells as they are typed, in plain signs: digits of any script, dashes, spaces that are not seen."""

from __future__ import annotations

import unicodedata

__all__ = ["is_blank", "plain"]

_SIGNS = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000", " "),
    **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e", ""),
    **dict.fromkeys("\u2066\u2067\u2068\u2069\ufeff", ""),
    "\u066b": ".",  # Arabic decimal separator
    "\u066c": ",",  # Arabic thousands separator
    "\u060c": ",",  # Arabic comma
    "\uff0c": ",",
    "\uff0e": ".",
}
_TABLE = str.maketrans(_SIGNS)

_BLANKS = frozenset(
    [
        *(
            "-",
            "--",
            "---",
            ".",
            "..",
            "?",
            "??",
            "n/a",
            "na",
            "n.a.",
            "n.a",
            "#n/a",
            "nan",
            "nat",
            "nil",
            "null",
        ),
        *(
            "none",
            "(null)",
            "unknown",
            "unk",
            "tbd",
            "tbc",
            "no data",
            "nodata",
            "not available",
            "not known",
        ),
        *("not reported", "not stated", "unspecified", "missing", "\\n", "<na>", "s/d", "sin datos", "k.a."),
    ]
)


def plain(cell: str) -> str:
    """Return a cell with ASCII digits, hyphens and single kinds of space, without marks of direction."""
    if cell.isascii():
        return cell.strip()
    text = cell.translate(_TABLE)
    if not text.isascii():
        text = "".join(str(unicodedata.digit(ch)) if ch.isdigit() and ch > "\u00ff" else ch for ch in text)
    return text.strip()


def is_blank(text: str) -> bool:
    """Say whether a cell says nothing: empty, or one of the words that stand for nothing ("n/a", "null")."""
    return text == "" or text.lower() in _BLANKS
