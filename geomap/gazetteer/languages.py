"""Language codes: of ISO 639's codes of three letters, the one of two letters where there is one."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources

__all__ = ["short_language"]

_NO_LANGUAGE = {"und", "mul", "mis", "zxx", "unk"}


def short_language(code: str) -> str:
    """Return the code of two letters for one of three (``ara`` → ``ar``), else the code itself.

    Codes that name no language (``und``) give an empty string.
    """
    if len(code) != 3:
        return code
    lower = code.lower()
    return "" if lower in _NO_LANGUAGE else _short_codes().get(lower, lower)


@lru_cache(maxsize=1)
def _short_codes() -> dict[str, str]:
    text = resources.files("geomap.gazetteer").joinpath("languages.tsv").read_text(encoding="utf-8")
    return {row["three"]: row["two"] for row in csv.DictReader(text.splitlines(), delimiter="\t")}
