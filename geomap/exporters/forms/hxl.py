"""CSV with a row of HXL tags, the way humanitarian data are exchanged."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.forms.crosswalk import Row, own_id, quote_of, shown
from geomap.exporters.forms.rows import write_form
from geomap.exporters.settings import ExportSettings

if TYPE_CHECKING:
    import geopandas

__all__ = ["to_hxl"]


@EXPORTERS.register("hxl")
def to_hxl(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> str:
    """CSV with HXL tags under its header, one row per incident and place.

    Left out, and not asked for by the form: evidence, alternatives, actors beyond the two sides, counts by
    group. No row is left out.
    """
    tags = {line["column"]: line["tag"] for line in _layout()}

    def cells(row: Row) -> Row:
        own = {
            "incident_id": own_id(row),
            "description": quote_of(row),
            "publishers": shown([entry["publisher"] for entry in row["sources"]]),
            "urls": shown([entry["url"] for entry in row["sources"]]),
        }
        fields = {**row, **own}
        return {line["column"]: fields[line["field"]] for line in _layout()}

    return write_form(frame, settings, tuple(tags), cells, lambda _: None, tags=tags)


@lru_cache(maxsize=1)
def _layout() -> tuple[dict[str, str], ...]:
    """Return the columns of the form, with tag and field of each."""
    text = files("geomap.exporters.forms").joinpath("hxl.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t"))
