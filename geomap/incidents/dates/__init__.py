"""When did it happen? Words about time, read against the document date."""

from geomap.incidents.dates.find import FoundDate, find_dates, resolve_date, undated

__all__ = ["FoundDate", "find_dates", "resolve_date", "undated"]
