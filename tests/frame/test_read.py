import io
import sys

import pytest

from geomap.errors import (
    EmptyInputError,
    InvalidRecordError,
    MissingColumnError,
    MissingInputError,
    UnreadableInputError,
)
from geomap.frame import read_frame


def write(tmp_path, text):
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_what_is_no_incidents_file(tmp_path):
    with pytest.raises(MissingInputError, match="no file"):
        read_frame(tmp_path / "none.geojson")
    with pytest.raises(EmptyInputError):
        read_frame(write(tmp_path, " \n"))
    with pytest.raises(MissingColumnError, match="no column incident_id"):
        read_frame(write(tmp_path, "place,lat\nHoms,34\n"))
    with pytest.raises(MissingColumnError, match="incident_id"):
        read_frame(write(tmp_path, '{"type":"Feature","properties":{"a":1},"geometry":null}'))
    with pytest.raises(UnreadableInputError, match="line 1"):
        read_frame(write(tmp_path, "{broken"))
    with pytest.raises(UnreadableInputError, match="not a list"):
        read_frame(write(tmp_path, '{"features": 1}'))
    binary = tmp_path / "b"
    binary.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(UnreadableInputError, match="not UTF-8"):
        read_frame(binary)


def test_a_csv_that_was_cut_off(tmp_path):
    with pytest.raises(InvalidRecordError, match="row 1: 1 cells under 3 columns"):
        read_frame(write(tmp_path, "incident_id,place_index,title\nabc\n"))


def test_a_row_without_required_values_is_refused_by_name(tmp_path):
    with pytest.raises(InvalidRecordError, match="column 'event_type' of incident a"):
        read_frame(write(tmp_path, "incident_id,place_index\na,0\n"))


def test_an_empty_collection_is_an_empty_table(tmp_path):
    assert len(read_frame(write(tmp_path, '{"type":"FeatureCollection","features":[]}'))) == 0


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"features":[]}')))
    assert len(read_frame("-")) == 0
