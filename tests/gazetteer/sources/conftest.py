import gzip
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources import SOURCES, SourceFile, SourceReport, open_source

CATCH_ALLS = {"csv", "geojson"}


def claims_of(file: SourceFile) -> Iterator[str]:
    """Yield the names of the formats that claim a file, in the order in which a build asks them."""
    names = {id(SOURCES.get(name)): name for name in SOURCES}
    for form in SOURCES.plugins():
        if form.sniff(file):
            yield names[id(form)]


@pytest.fixture
def imported() -> Callable[..., SimpleNamespace]:
    """Import a file or folder in the format that knows it: its name, the records, the report.

    ``known`` are the formats that claim the file; own lists, which fit nearly anything, when no other does.
    """

    def run(path: Path | SourceFile, source: str | None = None) -> SimpleNamespace:
        file = path if isinstance(path, SourceFile) else open_source(path)
        claims = list(claims_of(file))
        known = [name for name in claims if name not in CATCH_ALLS] or claims
        assert known[:1] == claims[:1]
        name = source if source is not None else (known[0] if known else None)
        report = SourceReport(file.name)
        records = list(SOURCES.get(name)(file, report)) if name is not None else []
        return SimpleNamespace(source=name, known=known, records=records, report=report)

    return run


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a file, packed as its name says: ``written("XX.txt.gz", text)``; a zip holds one member."""

    def write(name: str, content: str | bytes, member: str | None = None) -> Path:
        packed = content.encode("utf-8") if isinstance(content, str) else content
        path = tmp_path / name
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(packed))
        elif name.endswith(".zip"):
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(member or name.removesuffix(".zip") + ".txt", packed)
        else:
            path.write_bytes(packed)
        return path

    return write


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
