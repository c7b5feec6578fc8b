"""The incident table: its columns, and incidents, rows and files to a GeoDataFrame and back."""

from geomap.frame.areas import parse_box, read_area
from geomap.frame.build import from_records, iter_records, to_frame
from geomap.frame.cells import cell_text, guard_text, parse_cell, unguard_text
from geomap.frame.clusters import combine_reports, reported_together
from geomap.frame.filters import Filters, filter_frame
from geomap.frame.incidents import to_incidents
from geomap.frame.join import free_name, place_fieldnames
from geomap.frame.merge import Merged, merge_frames
from geomap.frame.read import holds_incidents, parse_frame, read_frame
from geomap.frame.read_typed import holds_typed_incidents
from geomap.frame.records import place_record
from geomap.frame.redact import redact_frame
from geomap.frame.schema import COLUMNS, PLACE_COLUMNS, SOURCE_COLUMNS, Column
from geomap.frame.validate import validate_frame

__all__ = [
    "COLUMNS",
    "PLACE_COLUMNS",
    "SOURCE_COLUMNS",
    "Column",
    "Filters",
    "Merged",
    "cell_text",
    "combine_reports",
    "filter_frame",
    "free_name",
    "from_records",
    "guard_text",
    "holds_incidents",
    "holds_typed_incidents",
    "iter_records",
    "merge_frames",
    "parse_box",
    "parse_cell",
    "parse_frame",
    "place_fieldnames",
    "place_record",
    "read_area",
    "read_frame",
    "redact_frame",
    "reported_together",
    "to_frame",
    "to_incidents",
    "unguard_text",
    "validate_frame",
]
