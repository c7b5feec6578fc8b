from pathlib import Path

import pytest

from geomap.errors import BuildError
from geomap.gazetteer.default.dbase import iter_dbase_rows


def test_reads_what_pyshp_writes(tmp_path: Path):
    shapefile = pytest.importorskip("shapefile")
    with shapefile.Writer(dbf=str(tmp_path / "t.dbf"), encoding="utf-8") as writer:
        writer.field("NAME", "C", size=20)
        writer.field("POP", "N", size=12, decimal=1)
        writer.record("Ирак", 7.5)
        writer.record("", 0)
    rows = list(iter_dbase_rows((tmp_path / "t.dbf").read_bytes()))
    assert rows == [{"NAME": "Ирак", "POP": "7.5"}, {"NAME": "", "POP": "0.0"}]


@pytest.mark.parametrize("content", [b"", b"x" * 20, b"\x03" + b"\x01" * 80])
def test_other_content_is_refused(content: bytes):
    with pytest.raises(BuildError, match="not a dBASE table"):
        list(iter_dbase_rows(content))
