"""The 31 columns of ACLED's exports since 2022."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.forms.crosswalk import (
    Row,
    actor_class,
    best_deaths,
    codes,
    own_id,
    quote_of,
    shown,
)
from geomap.exporters.forms.rows import write_form
from geomap.exporters.settings import ExportSettings

if TYPE_CHECKING:
    import geopandas

__all__ = ["ACLED_COLUMNS", "to_acled"]

ACLED_COLUMNS = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3
location latitude longitude geo_precision source source_scale notes fatalities tags timestamp provenance
"""
"""Names and order of the export; what geomap does not know stays empty. Ours is the last: whose data
the places are."""


@EXPORTERS.register("acled")
def to_acled(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> str:
    """CSV in the columns of ACLED's exports, one row per incident and place.

    Left out, and told: crime, accidents, hazards and other kinds that ACLED does not have; what was only
    attempted, threatened or denied; incidents without a date. Deaths are one number there: the best figure.
    """
    return write_form(frame, settings, ACLED_COLUMNS.split(), _cells, _why_not)


def _why_not(row: Row) -> str | None:
    """Return why a row has no place in the form, or None."""
    if row["event_type"] not in codes("acled", "event_type"):
        return "of a kind that ACLED does not have"
    if row["stage"] != "accomplished" or row["factuality"] == "denied":
        return "not accomplished, or denied"
    return "without a date" if row["date_start"] is None else None


def _cells(row: Row) -> Row:
    kind, disorder = codes("acled", "event_type")[row["event_type"]]
    sides = [_side(row, row[name]) for name in ("side_a", "side_b")]
    return {
        "event_id_cnty": own_id(row),
        "event_date": row["date_start"],
        "year": row["date_start"][:4],
        "time_precision": codes("acled", "date_precision").get(row["date_precision"]),
        "disorder_type": codes("acled", "disorder_of_sub_type").get(row["sub_type"], disorder),
        "event_type": kind,
        "sub_event_type": _sub_event(row),
        "actor1": row["side_a"],
        "inter1": sides[0],
        "actor2": row["side_b"],
        "inter2": sides[1],
        "interaction": "-".join(side for side in sides if side is not None) or None,
        "civilian_targeting": "Civilian targeting" if row["civilian_targeting"] is True else None,
        "provenance": row["provenance"],
        "country": row["country"],
        "admin1": row["admin1"],
        "admin2": row["admin2"],
        "location": row["place_name"] or row["place_text"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        "geo_precision": codes("acled", "place_precision").get(row["place_precision"]),
        "source": shown([entry["publisher"] for entry in row["sources"]]),
        "notes": quote_of(row),
        "fatalities": best_deaths(row),
    }


def _side(row: Row, name: str | None) -> str | None:
    """Return ACLED's class of a side, or None when that of its actor is not known."""
    found: str | None = codes("acled", "actor_class").get(actor_class(row, name) or "")
    return found


def _sub_event(row: Row) -> str | None:
    """Return ACLED's term for a sub-type of ours; terms that are ACLED's already stay."""
    from geomap.incidents.types.tables import load_sub_types

    known = load_sub_types()
    sub_type = row["sub_type"]
    if sub_type in known:
        return known[sub_type].acled
    return sub_type if sub_type in {one.acled for one in known.values()} else None
