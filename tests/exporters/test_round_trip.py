import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from geomap.exporters import export_frame
from geomap.frame import read_frame


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


def test_columns_that_are_not_ours_are_named(frame, tmp_path):
    path = tmp_path / "x.csv"
    export_frame(frame, path)
    lines = path.read_text(encoding="utf-8").replace("provenance\n", "provenance,mood\n", 1)
    path.write_text(lines.replace('CC0"\n', 'CC0",good\n'), encoding="utf-8", newline="")
    back = read_frame(path)
    assert back.attrs["ignored_columns"] == ["mood"]
    assert_frame_equal(back, frame)
