"""Documents and resolutions to incidents: what, when, where, to how many, and who says so."""

from geomap.incidents.counts import count_people
from geomap.incidents.dates import resolve_date
from geomap.incidents.extract import extract_incidents
from geomap.incidents.rows import incident_of_row
from geomap.incidents.types import EventClass, SubType, classify, load_sub_types

__all__ = [
    "EventClass",
    "SubType",
    "classify",
    "count_people",
    "extract_incidents",
    "incident_of_row",
    "load_sub_types",
    "resolve_date",
]
