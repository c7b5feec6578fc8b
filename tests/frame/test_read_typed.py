"""Incident files in typed formats, written by other programs' libraries, read back to the same table."""

import json

import geopandas
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from geomap.frame import COLUMNS, cell_text, holds_typed_incidents, read_frame, to_frame
from geomap.frame.build import iter_records
from geomap.readers import InputFile


@pytest.fixture
def written(tmp_path, examples):
    """Write the bundled incidents in a format, and return path and table."""
    from geomap.pipeline.api import extract

    frame = extract(examples / "incidents.csv")
    frame.loc[0, "title"] = "'=1+1"

    def write(name):
        path = tmp_path / f"incidents.{name}"
        flat = frame.copy()
        for column, kind in COLUMNS.items():
            if kind.is_list:
                flat[column] = [json.dumps(cell, ensure_ascii=False) for cell in frame[column]]
        if name == "xlsx":
            rows = [
                {key: cell_text(cell) if isinstance(cell, (str, list)) else cell for key, cell in row.items()}
                for row in iter_records(frame)
            ]
            pd.DataFrame(rows).to_excel(path, index=False, sheet_name="incidents")
        elif name == "parquet":
            flat.to_parquet(path)
        else:
            flat.to_file(path)
        return path, frame

    return write


def as_input(path):
    return InputFile(source=str(path), name=path.name, path=path)


@pytest.mark.parametrize("name", ["gpkg", "fgb", "parquet", "xlsx"])
def test_a_typed_file_reads_back_the_same(written, name, geomap):
    path, frame = written(name)
    assert holds_typed_incidents(as_input(path))
    back = read_frame(path)
    assert_frame_equal(back, frame)
    assert back.attrs["ignored_columns"] == []
    done = geomap("extract", path, "--to", "csv")
    assert done.code == 0, done.err
    assert f"{len(frame)} earlier incidents" in done.err


def test_a_table_of_somebody_else_is_none_of_ours(tmp_path):
    path = tmp_path / "other.xlsx"
    pd.DataFrame({"incident_id": [1], "place": ["Homs"]}).to_excel(path, index=False)
    assert not holds_typed_incidents(as_input(path))
    points = geopandas.GeoDataFrame({"name": ["Homs"]}, geometry=[None], crs="EPSG:4326")
    points.to_parquet(tmp_path / "other.parquet")
    assert not holds_typed_incidents(as_input(tmp_path / "other.parquet"))
    assert len(to_frame([], provenance="")) == 0
