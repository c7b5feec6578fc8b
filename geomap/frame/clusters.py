"""Reports of one incident in the incident table: one row for all of them, where that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.frame.build import from_records
from geomap.frame.incidents import to_incidents
from geomap.frame.records import iter_incident_records

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

__all__ = ["combine_reports", "reported_together"]

KEYS = ["date_start", "incident_id", "place_index"]
"""What the incident table is sorted by."""


def reported_together(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return the rows of those incidents that share their ``cluster_id`` with another one."""
    if "cluster_id" not in frame.columns:
        return frame.iloc[:0]
    told = frame.groupby("cluster_id", sort=False)["incident_id"].transform("nunique")
    return frame[(frame["cluster_id"].notna() & (told > 1)).to_numpy(dtype=bool, na_value=False)]


def combine_reports(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Put the reports of each cluster into one incident; its id is the cluster's.

    All sources and quotes are kept. Counts are the least of the lows and the greatest of the highs, with a
    best estimate only where all agree; place, kind and words are those of the report that says most exactly
    where it was. The table that is given stays as it is.

    Returns:
        An incident table; incidents without a ``cluster_id``, or alone in theirs, are the same as before.
    """
    import pandas as pd

    from geomap.incidents.linking import combine, group_by_cluster

    several = reported_together(frame)
    if len(several) == 0:
        return frame
    stated = {name: _stated(rows["provenance"]) for name, rows in several.groupby("cluster_id")}
    made = from_records(
        record
        for cluster in group_by_cluster(to_incidents(several))
        for record in iter_incident_records(
            combine(cluster), provenance=stated.get(cluster[0].cluster_id or "", "")
        )
    )
    alone = frame[~frame.index.isin(several.index)]
    both = pd.concat([alone, made], ignore_index=True)
    return both.sort_values(KEYS, kind="stable", na_position="last", ignore_index=True)


def _stated(provenance: pd.Series) -> str:
    """Return what the rows of a cluster say about their making, each of it once."""
    return " | ".join(dict.fromkeys(text for text in provenance.tolist() if isinstance(text, str)))
