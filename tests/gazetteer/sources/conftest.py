import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from geomap.gazetteer.sources import SOURCES, SourceFile, SourceReport, open_source


@pytest.fixture
def imported() -> Callable[..., SimpleNamespace]:
    """Import a file or folder in the format that knows it: its name, the records, the report."""

    def run(path: Path | SourceFile, source: str | None = None) -> SimpleNamespace:
        file = path if isinstance(path, SourceFile) else open_source(path)
        known = [name for name in SOURCES if SOURCES.get(name).sniff(file)]
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
