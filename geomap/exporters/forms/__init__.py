"""The incident table in the columns that other data sets have made common."""

from geomap.exporters.forms.acled import to_acled
from geomap.exporters.forms.hxl import to_hxl
from geomap.exporters.forms.timemap import to_timemap
from geomap.exporters.forms.ucdp import to_ucdp

__all__ = ["to_acled", "to_hxl", "to_timemap", "to_ucdp"]
