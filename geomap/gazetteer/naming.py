"""Which of a source's alternate names are names that people write."""

from __future__ import annotations

import re

from geomap.gazetteer.records import Name
from geomap.text import is_latin

__all__ = ["clean_names", "is_written_name"]

_CODE = re.compile(r"[A-Z]{3,4}|[A-Z0-9]*\d[A-Z0-9]*|https?:.*")
_LONGEST = 80


def is_written_name(text: str) -> bool:
    """Say whether an alternate is a name as people write it.

    GeoNames' list also holds airport codes (``BGW``) and machine-made transliterations, which are all
    in small letters (``ba ge da``, ``bghdad``); neither is of use in reading text, and both collide with it.
    """
    if len(text) < 2 or len(text) > _LONGEST or _CODE.fullmatch(text):
        return False
    has_latin = any(ch.isascii() and ch.isalpha() for ch in text)
    return not (has_latin and text == text.lower())


def clean_names(names: list[str] | tuple[str, ...]) -> tuple[Name, ...]:
    """Keep the names that people write; short Latin ones are weak, since words collide with them."""
    return tuple(
        Name(text, "", "weak" if len(text) < 4 and is_latin(text) else "strong")
        for text in dict.fromkeys(names)
        if is_written_name(text)
    )
