"""Words, numbers and dates of a static map, in its language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from geomap.rendering.settings import page_strings
from geomap.rendering.static_map.front_end import map_words, type_words

__all__ = ["Wording", "number", "wording_of"]


def number(value: float) -> str:
    """Return a number as the web map writes it: 1,234."""
    return f"{value:,g}" if abs(value) < 1e5 and value != int(value) else f"{int(value):,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a map says in one language.

    Attributes:
        language: Its code.
        is_right_to_left: How the page is laid out.
        own: Words of static maps.
        shared: Words of the web map.
        types: What event types are called.
    """

    language: str
    is_right_to_left: bool
    own: Mapping[str, Any]
    shared: Mapping[str, str]
    types: Mapping[str, str]

    def say(self, sentence: str, /, **values: object) -> str:
        """Return one of the static map's sentences with its values."""
        return str(self.own[sentence]).format(**values)

    def day(self, day: date, pattern: str = "day") -> str:
        """Return a date in words."""
        return self.say(pattern, day=day.day, month=self.own["months"][day.month - 1], year=day.year)

    def span(self, first: date, last: date) -> str:
        """Return two dates in words, what they share told once."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            month = self.own["months"][last.month - 1]
            return self.say("days_of_month", first=first.day, day=last.day, month=month, year=last.year)
        start = self.day(first, "day_of_year" if first.year == last.year else "day")
        return f"{start} – {self.day(last)}"


@cache
def wording_of(language: str) -> Wording:
    """Return the words of a language.

    Raises:
        UnknownNameError: There is no such language.
    """
    direction = page_strings(language)["direction"]
    table = (files("geomap.rendering.static_map") / "words.toml").read_text(encoding="utf-8")
    return Wording(
        language=language,
        is_right_to_left=direction == "rtl",
        own=tomllib.loads(table)[language],
        shared=map_words(language),
        types=type_words(language),
    )
