"""Typed cells as a person would read them: ISO dates, whole numbers without ``.0``, nothing for nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

__all__ = ["cell_text"]

EXACT_DIGITS = 15
"""Digits up to which a double is what its writer meant."""


def cell_text(value: object) -> str:
    """Return a cell as text; None, NaN and NaT are empty, never 0.

    Dates become ``2024-01-05``, with the time behind it when there is one (``2024-01-05 14:30``); lists are
    joined with "; "; anything nested deeper is JSON.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (float, Decimal)):
        return _number(value)
    if isinstance(value, (date, time, timedelta)):
        return _moment(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=cell_text)
    if isinstance(value, (list, tuple)):
        plain = not any(isinstance(entry, (Mapping, list, tuple)) for entry in value)
        texts = [cell_text(entry) for entry in value]
        joined = "; ".join(text for text in texts if text != "")
        return joined if plain else json.dumps(value, ensure_ascii=False, default=cell_text)
    return str(value)


def _number(value: float | Decimal) -> str:
    if not math.isfinite(value):
        return ""
    if value == int(value) and abs(value) < 10**EXACT_DIGITS:
        return str(int(value))
    text = repr(value) if isinstance(value, float) else str(value)
    if "e" not in text.lower():
        return text
    plain = f"{Decimal(text):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        if value != value:
            return ""
        if (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
            return value.date().isoformat()
        return f"{value.date().isoformat()} {_clock(value.timetz())}"
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
    return _clock(value) if isinstance(value, time) else value.isoformat()


def _clock(value: time) -> str:
    seconds = "auto" if value.second or value.microsecond else "minutes"
    return value.isoformat(timespec=seconds)
