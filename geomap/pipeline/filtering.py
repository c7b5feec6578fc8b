"""Filters over incidents, with a gazetteer to ask for the country of bare points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.frame.filters import LEFT_OUT, Filters, filter_frame
from geomap.gazetteer import Gazetteer, open_gazetteer

if TYPE_CHECKING:
    import geopandas

    from geomap.pipeline.run import Run

__all__ = ["countries_at", "filter_incidents", "keep_filtered"]


def filter_incidents(
    frame: geopandas.GeoDataFrame, filters: Filters, *, gazetteer: Path | None = None
) -> geopandas.GeoDataFrame:
    """Return the incidents of a table that meet all conditions; public as ``geomap.filter``.

    An incident stays whole when one of its places meets the conditions about places; one without a date or a
    point is left out by conditions about days or areas.

    Args:
        frame: The incident table.
        gazetteer: Place index that says in which country a point without one lies; None for the one that
            comes with geomap.

    Returns:
        A new frame; ``frame.attrs["filtered"]`` counts the incidents that were left out, by reason.

    Raises:
        InputError: A type does not exist.
    """
    if not filters.countries:
        return filter_frame(frame, filters)
    with open_gazetteer(gazetteer) as opened:
        return filter_frame(frame, filters, countries_at=partial(countries_at, opened))


def keep_filtered(run: Run) -> None:
    """Leave out the incidents of a run that its filters do not want, and count them by reason."""
    filters = run.settings.filters
    if filters is None or filters.is_empty:
        return
    frame = filter_incidents(run.frame(), filters, gazetteer=run.settings.gazetteer)
    kept = set(frame["incident_id"])
    run.incidents = [incident for incident in run.incidents if incident.id in kept]
    run.kept_frame = frame
    tally = run.tally
    tally.filtered = Counter(frame.attrs[LEFT_OUT])
    tally.on_map = sum(any(place.lat is not None for place in incident.places) for incident in run.incidents)
    if tally.distinct is not None:
        tally.distinct = len({incident.cluster_id for incident in run.incidents})


def countries_at(gazetteer: Gazetteer, lats: Sequence[float], lons: Sequence[float]) -> list[str]:
    """Return the codes of the countries in which points lie; empty for none."""
    codes, _ = gazetteer.areas.countries_of(lats, lons)
    return [str(code) for code in codes]
