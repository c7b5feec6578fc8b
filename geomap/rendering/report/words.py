"""Values in a report's language: numbers, dates, people, distances. None is "not stated", never 0."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from geomap.errors import UnknownNameError
from geomap.model import CasualtyCount, DatePrecision, DateSpan
from geomap.rendering.static_map.front_end import type_words

__all__ = ["Words", "clean", "words_of"]

# Not allowed in XML, or turning the direction of what follows; marks of direction (LRM, RLM, ALM) stay.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")


def clean(text: str | None) -> str:
    """Return text on one line, without characters that hide, reorder or break what stands around them."""
    if text is None:
        return ""
    return " ".join(_LONE.sub("\ufffd", _HIDDEN.sub(" ", text)).split())


@cache
def words_of(language: str) -> Words:
    """Return the words of a language.

    Raises:
        UnknownNameError: Reports have no such language.
    """
    source = files("geomap.rendering.report") / "strings.toml"
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    if language not in tables:
        raise UnknownNameError(
            f"no report language is called '{language}'; known: {', '.join(sorted(tables))}"
        )
    return Words(language=language, table=tables[language])


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A report's own words in one language."""

    language: str
    table: dict[str, Any]

    def __call__(self, name: str, **values: object) -> str:
        """Return the words called ``name`` with values put in; numbers are written out with separators."""
        return _filled(self.table[name], values)

    @property
    def phrases(self) -> dict[str, str]:
        """The words that stand alone, by name."""
        return {name: text for name, text in self.table.items() if isinstance(text, str)}

    def plural(self, name: str, number: int) -> str:
        """Return "1 incident", "2 incidents"."""
        forms = self.table["plurals"][name]
        form = _plural_form(self.language, number)
        return _filled(forms.get(form, forms["other"]), {"n": number})

    def named(self, kind: str, name: str) -> str:
        """Return the words for a value of a closed list; a value that is not in it as it stands."""
        known = type_words(self.language) if kind == "types" else self.table[kind]
        text: str = known.get(name, clean(name).replace("_", " "))
        return text

    def list(self, parts: list[str]) -> str:
        """Return "a, b, c"."""
        return str(self.table["list"]).join(parts)

    def percent(self, share: float) -> str:
        """Return a probability; no rounding makes it certain."""
        rounded = round(share * 100)
        return f"> {self('percent', n=99)}" if rounded == 100 and share < 1 else self("percent", n=rounded)

    def distance(self, km: float) -> str:
        """Return "3 km" or "500 m"."""
        if km < 1:
            return self("meters", n=max(10, round(km * 100) * 10))
        return self("kilometers", n=round(km, 1) if km < 10 and km != round(km) else round(km))

    def day(self, day: date, *, form: str = "long") -> str:
        """Return "7 February 2024"."""
        return f"{day.day} {self.month(day, form=form)}"

    def month(self, day: date, *, form: str = "long") -> str:
        """Return "February 2024"."""
        return f"{self.table['months'][form][day.month - 1]} {day.year}"

    def span(self, when: DateSpan, *, form: str = "long") -> str:
        """Return the day or the days, as exact as they are known; "" when nothing is stated."""
        first, last = when.start or when.end, when.end or when.start
        if first is None or last is None:
            return ""
        if when.precision is DatePrecision.YEAR:
            ends = [str(first.year), str(last.year)]
        elif when.precision is DatePrecision.MONTH:
            ends = [self.month(first, form=form), self.month(last, form=form)]
        elif (first.year, first.month) == (last.year, last.month) and first != last:
            return f"{first.day}–{self.day(last, form=form)}"
        else:
            ends = [self.day(first, form=form), self.day(last, form=form)]
            if first.year == last.year and first != last:
                ends[0] = ends[0].removesuffix(f" {first.year}")
        return self("dash").join(dict.fromkeys(ends))

    def count(self, count: CasualtyCount, kind: str) -> str:
        """Return "3 killed", "at least 12 wounded", "15 killed (10 to 20)"; "" when nothing is stated."""
        low, best, high = count.low, count.best, count.high
        if best is not None:
            if best == 0 and not high:
                return self("none", kind=kind)
            under = low if low is not None and low < best else None
            over = high if high is not None and high > best else None
            if under is None and over is None:
                return self("exactly", n=best, kind=kind)
            return self("about", n=best, kind=kind, bounds=self._bounds(under, over))
        if low is not None and high is not None:
            if low == high:
                return self("none", kind=kind) if low == 0 else self("exactly", n=low, kind=kind)
            return self("between", low=low, high=high, kind=kind)
        if low is not None:
            return self("at_least", n=low, kind=kind)
        return "" if high is None else self("up_to", n=high, kind=kind)

    def _bounds(self, low: int | None, high: int | None) -> str:
        if low is None:
            return "" if high is None else self("at_most", n=high)
        return self("and_more", n=low) if high is None else self("range", low=low, high=high)


def _filled(template: str, values: dict[str, object]) -> str:
    """Put values into a template of ours; braces in the values mean nothing."""
    written = {
        name: f"{value:,}" if isinstance(value, int | float) else str(value) for name, value in values.items()
    }
    return re.sub(r"\{(\w+)\}", lambda match: written.get(match[1], match[0]), template)


def _plural_form(language: str, number: int) -> str:
    """Return the form of a plural, by the rules of the Unicode CLDR."""
    if language != "ar":
        return "one" if number == 1 else "other"
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
