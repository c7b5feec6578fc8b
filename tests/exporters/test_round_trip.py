import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from geomap.exporters import export_frame
from geomap.frame import from_records, iter_records, read_frame


@pytest.mark.parametrize("name", ["geojson", "geojsonl", "csv"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_table_reads_back_the_same(data, name, any_frames, tmp_path):
    frame = data.draw(any_frames)
    path = tmp_path / f"incidents.{name}"
    artifact = export_frame(frame, path)
    if len(frame) == 0 and name == "geojsonl":
        assert path.read_bytes() == b""
        return
    back = read_frame(path)
    assert_frame_equal(back, frame)
    assert back.attrs["ignored_columns"] == []
    assert artifact.rows == len(frame)
    again = tmp_path / f"again.{name}"
    assert export_frame(back, again).sha256 == artifact.sha256
    assert again.read_bytes() == path.read_bytes()


AWKWARD = [
    "حمص",
    "=1+1",
    "'=x",
    "two\nlines",
    "cr\rin",
    'say "x"',
    "a,b;c\td|e",
    "</script>",
    "-1",
    "0",
    "1.0",
]
AWKWARD += ["a\u2028b", "_x000D_", "2024-01-01", "true", "x" * 40_000]


@pytest.mark.parametrize("name", ["gpkg", "fgb", "parquet", "xlsx"])
def test_typed_formats_read_back_the_same(name, frame, records, tmp_path):
    first = next(iter_records(frame))
    texts = AWKWARD[:-1] if name == "xlsx" else AWKWARD  # a cell holds 32,767 characters
    rows = [
        {
            **first,
            "incident_id": f"x{number:02d}",
            "title": text,
            "sub_type": text,
            "evidence": [{"quote": text}],
        }
        for number, text in enumerate(texts)
    ]
    table = from_records([*rows, *({**row, "provenance": "geomap 1"} for row in records)])
    kept = table[table["lat"].notna()] if name == "fgb" else table  # its index holds rows with a point only
    path = tmp_path / f"incidents.{name}"
    export_frame(table, path)
    back = read_frame(path)
    assert_frame_equal(back, kept.reset_index(drop=True))
    assert back.attrs["ignored_columns"] == []


def test_columns_that_are_not_ours_are_named(frame, tmp_path):
    path = tmp_path / "x.csv"
    export_frame(frame, path)
    lines = path.read_text(encoding="utf-8").replace("provenance\n", "provenance,mood\n", 1)
    path.write_text(lines.replace('CC0"\n', 'CC0",good\n'), encoding="utf-8", newline="")
    back = read_frame(path)
    assert back.attrs["ignored_columns"] == ["mood"]
    assert_frame_equal(back, frame)
