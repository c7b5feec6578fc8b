"""The 49 columns of UCDP GED."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.exporters.formats import EXPORTERS
from geomap.exporters.forms.crosswalk import (
    Row,
    actor_class,
    best_deaths,
    codes,
    own_id,
    point_of,
    shown,
)
from geomap.exporters.forms.rows import write_form
from geomap.exporters.settings import ExportSettings
from geomap.model import EventType

if TYPE_CHECKING:
    import geopandas

__all__ = ["UCDP_COLUMNS", "to_ucdp"]

UCDP_COLUMNS = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original
where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid
country country_id region event_clarity date_prec date_start date_end
deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
provenance
"""
"""Names and order of releases 19.1 to 25.1; what geomap does not know stays empty. The last is
ours: whose data the places are."""

CELLS_PER_DEGREE = 2
"""PRIO-GRID's cells are half a degree wide, numbered eastwards and northwards from the south-west corner."""

_GROUPS = {
    "deaths_a": "side_a",
    "deaths_b": "side_b",
    "deaths_civilians": "civilians",
    "deaths_unknown": "unknown",
}
_UNIT_WORDS = {"ADM1": "province", "ADM2": "district"}
TOWN_KM = 5.0
"""Radius of a settlement that is called a town, not a village."""


@EXPORTERS.register("ucdp")
def to_ucdp(frame: geopandas.GeoDataFrame, settings: ExportSettings) -> str:
    """CSV in the columns of UCDP GED, one row per incident and place.

    Left out, and told: kinds that are no organised violence; what was only attempted, threatened or denied;
    incidents without a date; a known number of zero deaths.
    """
    return write_form(frame, settings, UCDP_COLUMNS.split(), _cells, _why_not)


def _why_not(row: Row) -> str | None:
    """Return why a row has no place in the form, or None."""
    if row["event_type"] not in codes("ucdp", "event_type"):
        return "of a kind that UCDP GED does not have"
    if row["stage"] != "accomplished" or row["factuality"] == "denied":
        return "not accomplished, or denied"
    if row["killed_high"] == 0 or (row["killed_high"] is None and row["killed_best"] == 0):
        return "without deaths"
    return "without a date" if row["date_start"] is None else None


def _cells(row: Row) -> Row:
    lat, lon = point_of(row)
    day, last = row["date_start"], row["date_end"] or row["date_start"]
    return {
        "id": own_id(row),
        "year": day[:4],
        "code_status": "Clear",
        "type_of_violence": _violence(row),
        "side_a": row["side_a"],
        "side_b": row["side_b"] or ("Civilians" if _violence(row) == 3 else None),
        "dyad_name": " - ".join(side for side in (row["side_a"], row["side_b"]) if side) or None,
        "where_prec": codes("ucdp", "place_precision").get(row["place_precision"]),
        "where_coordinates": _where(row),
        "where_description": row["place_text"],
        "adm_1": row["admin1"],
        "adm_2": row["admin2"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        "geom_wkt": f"POINT ({lon} {lat})" if lat != "" else None,
        "priogrid_gid": None if row["lat"] is None else _grid_cell(row["lat"], row["lon"]),
        "provenance": row["provenance"],
        "country": row["country"],
        "event_clarity": 2 if row["is_aggregate"] else 1,
        "date_prec": codes("ucdp", "date_precision").get(row["date_precision"]),
        "date_start": day,
        "date_end": last,
        "best": best_deaths(row),
        "low": row["killed_low"] if row["killed_low"] is not None else row["killed_best"],
        "high": row["killed_high"] if row["killed_high"] is not None else row["killed_best"],
        **dict(_deaths(row)),
        **_sources(row),
    }


def _violence(row: Row) -> int | None:
    """Return 1 state-based, 2 non-state, 3 one-sided; None when the sides do not tell."""
    if row["event_type"] == EventType.VIOLENCE_AGAINST_CIVILIANS or row["civilian_targeting"] is True:
        return 3
    known = codes("ucdp", "actor_class")
    sides = {known.get(actor_class(row, row[name]) or "") for name in ("side_a", "side_b")}
    if "civilians" in sides:
        return 3
    if "state" in sides:
        return 1
    return 2 if sides == {"group"} and row["side_b"] is not None else None


def _deaths(row: Row) -> Iterator[tuple[str, int | None]]:
    """Yield the dead by side, as far as they are told; "unknown" holds no more than is told to be so."""
    killed = {entry["group"]: entry for entry in row["counts_by_group"] if entry["kind"] == "killed"}
    for column, group in _GROUPS.items():
        if group in killed:
            best = killed[group]["best"]
            yield column, killed[group]["low"] if best is None else best


def _sources(row: Row) -> Row:
    """Return the columns about sources: each as outlet, date and headline."""
    told = [
        [str(entry[key] or "") for key in ("publisher", "date", "title")]
        for entry in row["sources"]
        if any(entry[key] for key in ("publisher", "date", "title"))
    ]
    return {
        "number_of_sources": len(told) or -1,
        "source_article": ";".join(
            '"' + ",".join(part.replace('"', "'") for part in one) + '"' for one in told
        ),
        "source_office": shown([one[0] for one in told], ";"),
        "source_date": shown([one[1] for one in told], ";"),
        "source_headline": shown([one[2] for one in told], ";"),
    }


def _where(row: Row) -> str | None:
    """Return a place's name with the word that says what it is, as the codebook writes it."""
    name = row["place_name"]
    if name is None:
        return row["place_text"] or None
    code = row["feature_code"] or ""
    word = _UNIT_WORDS.get(code)
    if code == "PPLC":
        word = "city"
    elif row["feature_class"] == "P":
        word = "town" if (row["radius_km"] or 0.0) >= TOWN_KM else "village"
    return name if word is None or word in name.casefold() else f"{name} {word}"


def _grid_cell(lat: float, lon: float) -> int:
    """Return the number of a point's PRIO-GRID cell (Tollefsen, Strand and Buhaug 2012)."""
    columns, rows = 360 * CELLS_PER_DEGREE, 180 * CELLS_PER_DEGREE
    row = min(rows - 1, math.floor((lat + 90) * CELLS_PER_DEGREE))
    column = min(columns - 1, math.floor((lon + 180) * CELLS_PER_DEGREE))
    return row * columns + column + 1
