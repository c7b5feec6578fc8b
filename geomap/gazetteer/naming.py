"""Which of a source's alternate names are names that people write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geomap.gazetteer.records import Name
from geomap.text import is_latin

__all__ = ["clean_names", "is_code", "is_short_latin", "is_written_name"]

_CODE = re.compile(r"[A-Z]{3,4}|[A-Z0-9]*\d[A-Z0-9]*|https?:.*")
_BASIC_LATIN = re.compile(r"[A-Za-z]")
_LONGEST = 80
_SHORT = 4


def is_code(text: str) -> bool:
    """Say whether a text is a code and not a name: ``BGW``, ``ORBI``, ``OS65``, ``12345``, a link."""
    return _CODE.fullmatch(text) is not None


def is_short_latin(text: str) -> bool:
    """Say whether a name is so short, in Latin script, that words collide with it: three letters or fewer."""
    return len(text) < _SHORT and is_latin(text)


def is_written_name(text: str) -> bool:
    """Say whether an alternate is a name as people write it.

    GeoNames' list also holds airport codes (``BGW``) and machine-made transliterations, which are all
    in small letters (``ba ge da``, ``bghdad``); neither is of use in reading text, and both collide with it.
    """
    if not 2 <= len(text) <= _LONGEST:
        return False
    if text == text.lower():
        return _BASIC_LATIN.search(text) is None and not is_code(text)
    if text != text.upper():  # of all codes, only links hold both capitals and small letters
        return not text.startswith(("http:", "https:"))
    return not is_code(text)


def clean_names(names: Iterable[str]) -> tuple[Name, ...]:
    """Keep the names that people write; short Latin ones are weak, since words collide with them."""
    return tuple(
        [
            Name(text, "", "weak" if len(text) < _SHORT and is_latin(text) else "strong")
            for text in dict.fromkeys(names)
            if is_written_name(text)
        ]
    )
