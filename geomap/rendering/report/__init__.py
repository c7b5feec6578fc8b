"""Reports: an incident table becomes a briefing, from one model of its content, in several formats."""

from geomap.rendering.report.blocks import Report
from geomap.rendering.report.compose import compose_report
from geomap.rendering.report.formats import FORMATS, report_format, write_report
from geomap.rendering.report.settings import ReportSettings, RunNotes
from geomap.rendering.report.templating import bundled_template

__all__ = [
    "FORMATS",
    "Report",
    "ReportSettings",
    "RunNotes",
    "bundled_template",
    "compose_report",
    "report_format",
    "write_report",
]
