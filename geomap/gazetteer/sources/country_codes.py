"""Codes and names of countries, as the sources write them, to ISO 3166-1 alpha-2."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geomap.text import fold

__all__ = ["CountryCodes", "load_country_codes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCodes:
    """The table ``country_codes.tsv`` by each of its columns; every value is an alpha-2 code."""

    iso2: frozenset[str]
    iso3: dict[str, str]
    fips: dict[str, str]
    genc: dict[str, str]
    wikidata: dict[str, str]
    names: dict[str, str]

    def from_iso(self, code: str) -> str:
        """Return alpha-2 for an alpha-2 or alpha-3 code in any case, or an empty string."""
        upper = code.strip().upper()
        return upper if upper in self.iso2 else self.iso3.get(upper, "")

    def from_text(self, text: str) -> str:
        """Return alpha-2 for a code or an English name, or an empty string."""
        code = self.from_iso(text)
        return code if code != "" else self.names.get(fold(text), "")


@lru_cache(maxsize=1)
def load_country_codes() -> CountryCodes:
    """Return the packaged table."""
    content = (
        resources.files("geomap.gazetteer.sources").joinpath("country_codes.tsv").read_text(encoding="utf-8")
    )
    lines = [line for line in content.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    iso3 = {row["iso3"]: row["iso2"] for row in rows}
    return CountryCodes(
        iso2=frozenset(row["iso2"] for row in rows),
        iso3=iso3,
        fips={code: row["iso2"] for row in rows for code in row["fips"].split()},
        genc=iso3 | {code: row["iso2"] for row in rows for code in row["genc"].split()},
        wikidata={item: row["iso2"] for row in rows for item in row["wikidata"].split()},
        names={fold(name): row["iso2"] for row in rows for name in row["names"].split("|")},
    )
