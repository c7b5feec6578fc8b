"""Kinds of places by the Wikidata item of their class."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources

from geomap.gazetteer.sources.naming import UNKNOWN_KIND

__all__ = ["kind_of_items", "load_wikidata_types"]


@lru_cache(maxsize=1)
def load_wikidata_types() -> dict[str, tuple[str, str]]:
    """Return GeoNames class and code by item, from ``wikidata_types.tsv``."""
    table = (
        resources.files("geomap.gazetteer.sources").joinpath("wikidata_types.tsv").read_text(encoding="utf-8")
    )
    lines = [line for line in table.splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["item"]: (row["kind"].partition(".")[0], row["kind"].partition(".")[2]) for row in rows}


def kind_of_items(items: list[str]) -> tuple[str, str]:
    """Return class and code of a place by the items that it is an instance of; the first that is known."""
    types = load_wikidata_types()
    return next((types[item] for item in items if item in types), UNKNOWN_KIND)
