"""The flags that say which incidents to keep, to filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from geomap.frame import Filters

__all__ = ["country_codes", "filtered_words", "make_filters"]


def make_filters(flags: Mapping[str, Any]) -> Filters | None:
    """Return the filters that a command's flags state; None when they state none.

    Raises:
        click.BadParameter: A value cannot be used; the message names the flag.
        InputError: The file of ``--within`` is missing or holds no polygon.
    """
    names = ("bbox", "within", "countries", "since", "until", "types", "min_confidence")
    if all(flags.get(name) in (None, ()) for name in names):
        return None
    from geomap.errors import InputError
    from geomap.frame import Filters, parse_box, read_area

    box, within = flags["bbox"], flags["within"]
    try:
        bbox = None if box is None else parse_box(box)
    except InputError as error:
        raise click.BadParameter(str(error), param_hint="--bbox") from error
    choices: dict[str, Any] = {
        "bbox": bbox,
        "countries": country_codes(flags["countries"], flags.get("gazetteer"), flag="--in-country"),
        "since": _day(flags["since"], "--since", last=False),
        "until": _day(flags["until"], "--until", last=True),
        "types": frozenset(flags.get("types", ())),
        "min_confidence": flags["min_confidence"],
    }
    try:
        Filters(**choices)
    except InputError as error:
        raise click.UsageError(str(error)) from error
    return Filters(**choices, within=None if within is None else read_area(within))


def country_codes(words: Sequence[str], gazetteer: Path | None, *, flag: str = "--country") -> frozenset[str]:
    """Return the ISO codes of countries by code or name.

    Args:
        flag: What the user wrote them after.

    Raises:
        click.BadParameter: One of them is no country.
    """
    if not words:
        return frozenset()
    from geomap.errors import InputError
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.countries import country_code

    with open_gazetteer(gazetteer) as index:
        try:
            return frozenset(country_code(index, word) for word in words)
        except InputError as error:
            raise click.BadParameter(str(error), param_hint=flag) from error


def _day(text: str | None, flag: str, *, last: bool) -> date | None:
    """Return the first or last day of a date, a month or a year."""
    if text is None:
        return None
    from geomap.values import read_date_cell

    found = read_date_cell(text)
    if found is None or found.start is None or found.rule != "column":
        raise click.BadParameter(f"'{text}' is no date; write YYYY-MM-DD, YYYY-MM or YYYY", param_hint=flag)
    return found.end if last else found.start


def filtered_words(left_out: Mapping[str, int]) -> str:
    """Return in words how many incidents were left out, and why: ``7 filtered out (4 undated, 3 ...)``."""
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in left_out.items() if count > 0)
    return f"{sum(left_out.values()):,} filtered out" + (f" ({reasons})" if reasons else "")
