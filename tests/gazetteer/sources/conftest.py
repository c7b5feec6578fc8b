from pathlib import Path

import pytest

from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources import SOURCES, SourceReport, open_source

FIXTURES = Path(__file__).parents[2] / "fixtures" / "sources"


class Reading:
    """What an importer made of one file, its counts checked."""

    def __init__(self, source, path):
        file = open_source(path)
        self.report = SourceReport(file.name)
        self.records = list(SOURCES.get(source)(file, self.report))
        self.entries = {record.place.id: record for record in self.records if isinstance(record, Entry)}
        assert len(self.entries) == sum(isinstance(record, Entry) for record in self.records)

    def reasons(self):
        return {problem.row: problem.reason for problem in self.report.problems}

    def others(self, kind):
        return [record for record in self.records if isinstance(record, kind)]


@pytest.fixture
def read_source(tmp_path):
    """Read a fixture by its name, or a text as a file of that name."""

    def read(source, name, content=None):
        path = FIXTURES / name
        if content is not None:
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return Reading(source, path)

    return read


@pytest.fixture
def names_of():
    def names(entry):
        return {name.text: (name.language, name.kind) for name in entry.names}

    return names
