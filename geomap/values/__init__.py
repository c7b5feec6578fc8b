"""What the cells of a table say: dates, points and numbers of people, in the notations that people type.

Every reader takes one cell and what its column's other cells tell about how it is written
(:func:`decide_conventions`), holds nothing, and leaves empty what cannot be told.
"""

from geomap.values.conventions import (
    COUNT_ROLES,
    DATE_ORDERS,
    LETTER_O,
    Conventions,
    Doubt,
    decide_conventions,
)
from geomap.values.counts import CountReading, CountVotes, PointMark, read_count_cell
from geomap.values.date_order import DateVotes, decide_date_order
from geomap.values.dates import DateOrder, date_from_parts, read_date_cell
from geomap.values.degrees import read_degrees
from geomap.values.points import PairOrder, PointReading, PointVotes, read_point_cell, read_point_cells

__all__ = [
    "COUNT_ROLES",
    "DATE_ORDERS",
    "LETTER_O",
    "Conventions",
    "CountReading",
    "CountVotes",
    "DateOrder",
    "DateVotes",
    "Doubt",
    "PairOrder",
    "PointMark",
    "PointReading",
    "PointVotes",
    "date_from_parts",
    "decide_conventions",
    "decide_date_order",
    "read_count_cell",
    "read_date_cell",
    "read_degrees",
    "read_point_cell",
    "read_point_cells",
]
