"""Which way a text reads."""

from __future__ import annotations

import unicodedata

__all__ = ["is_right_to_left"]


def is_right_to_left(text: str, *, default: bool = False) -> bool:
    """Say whether the first letter of a text is of a script that is read from the right."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return default
