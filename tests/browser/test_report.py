"""HTML reports in a real browser: nothing runs, nothing loads, nothing is cut."""

import pytest

from geomap.frame import from_records
from geomap.pipeline.reporting import make_report
from geomap.rendering.report import ReportSettings

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<img src=x onerror=\"document.title='ran'\">",
    "</style><script>document.title='ran'</script>",
    "[x](javascript:document.title='ran')",
    "{{ 7 * 7 }}",
    "قُتل ثلاثة أشخاص " * 30,
    "x" * 500,
]
