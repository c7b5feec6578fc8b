import io
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest

from geomap.errors import InvalidRecordError, OutputError, UnknownNameError
from geomap.exporters import EXPORTERS, ExportSettings, export_frame, format_of
from geomap.frame import from_records, iter_records

FORMATS = ["acled", "csv", "fgb", "geojson", "geojsonl", "gpkg"]
FORMATS += ["hxl", "kml", "parquet", "timemap", "ucdp", "xlsx"]

DATED_BATTLE = {
    "event_type": "battle",
    "date_start": "2024-01-01",
    "date_end": "2024-01-01",
    "date_precision": "day",
}


def plain(content):
    """Return what a format holds without its compression."""
    if isinstance(content, str):
        return content.encode("utf-8")
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"PAR1"):
        return pq.read_table(io.BytesIO(content)).to_pandas().to_csv().encode("utf-8")
    return content


@pytest.fixture
def welcome(frame):
    """Incidents that every form has room for."""
    return from_records({**row, **DATED_BATTLE} for row in iter_records(frame))


def test_every_exporter_is_documented_and_gives_the_same_bytes_twice(welcome):
    assert list(EXPORTERS) == FORMATS
    for name in EXPORTERS:
        exporter = EXPORTERS.get(name)
        assert (exporter.__doc__ or "").strip() != ""
        content = exporter(welcome, ExportSettings(version="1"))
        assert content == exporter(welcome.copy(), ExportSettings(version="1"))
        assert b"Example Names, CC BY 4.0" in plain(content)


@pytest.mark.parametrize(
    ("output", "to_format", "name"),
    [
        ("x.geojson", None, "geojson"),
        ("x.JSON", None, "geojson"),
        ("x.ndjson", None, "geojsonl"),
        ("x.csv", "geojson", "geojson"),
        ("-", None, "geojson"),
        ("-", "csv", "csv"),
    ],
)
def test_the_extension_picks_the_format_and_to_overrides(output, to_format, name):
    assert format_of(output, to_format=to_format) == name


def test_unknown_formats_list_the_known(frame, tmp_path):
    with pytest.raises(
        UnknownNameError,
        match=rf"x\.docx .*known: {', '.join(FORMATS)}; name one with --to",
    ):
        format_of("x.docx")
    with pytest.raises(UnknownNameError, match=f"known: {', '.join(FORMATS)}"):
        export_frame(frame, tmp_path / "x.csv", to_format="shp")
    assert list(tmp_path.iterdir()) == []


def test_the_artifact_describes_the_file(frame, tmp_path):
    from geomap.files import sha256_of_file

    path = tmp_path / "deep" / "x.geojson"
    artifact = export_frame(frame, path)
    assert (artifact.rows, artifact.media_type, artifact.path) == (2, "application/geo+json", str(path))
    assert artifact.sha256 == sha256_of_file(path)


def test_standard_output(frame, capfdbinary):
    export_frame(frame, "-", to_format="csv")
    assert capfdbinary.readouterr().out.startswith(b"incident_id,place_index,")


def test_a_frame_that_breaks_the_schema_is_not_written(frame, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("earlier", encoding="utf-8")
    with pytest.raises(InvalidRecordError):
        export_frame(frame.drop(columns="weapon"), path)
    assert path.read_text(encoding="utf-8") == "earlier"


def test_a_folder_as_output(frame, tmp_path):
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(OutputError, match="folder"):
        export_frame(frame, tmp_path / "x.csv")


def test_a_lone_surrogate_is_written_as_a_question_mark(welcome, tmp_path):
    odd = from_records(
        {**row, "description": "a\ud800b", "side_a": "a\ud800b"} for row in iter_records(welcome)
    )
    for name in EXPORTERS:
        export_frame(odd, tmp_path / f"x.{name}")
        assert b"a?b" in plain((tmp_path / f"x.{name}").read_bytes())


def test_provenance_goes_to_text_and_back():
    settings = ExportSettings(
        attribution=("Names, CC BY 4.0", "Lines | CC0"), gazetteer_digest="abc", version="1.2"
    )
    assert settings.provenance == "geomap 1.2 | gazetteer abc | Names, CC BY 4.0 | Lines / CC0"
    back = ExportSettings.from_provenance([settings.provenance, settings.provenance, "Other, CC0"])
    assert back.attribution == ("Names, CC BY 4.0", "Lines / CC0", "Other, CC0")
    assert (back.version, back.gazetteer_digest) == ("1.2", "abc")
    assert ExportSettings.from_provenance([]) == ExportSettings()


def test_metadata_comes_from_the_provenance_column_when_nothing_is_given(frame, tmp_path):
    import json

    export_frame(frame, tmp_path / "x.geojson")
    metadata = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["metadata"]
    assert metadata == {
        "generator": "geomap 1.2",
        "gazetteer_digest": "abc",
        "attribution": ["Example Names, CC BY 4.0", "Example Lines, CC0"],
    }
