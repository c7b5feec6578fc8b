from __future__ import annotations

import pytest

from geomap.frame import from_records


@pytest.fixture(scope="session")
def frame(records):
    return from_records(records)
