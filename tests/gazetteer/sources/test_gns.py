import random

import pytest

from geomap.gazetteer.records import Alias, Name
from geomap.gazetteer.sources.country_codes import load_country_codes

OLD, NEW = "gns_old.txt", "gns_new.txt"


def test_rows_of_one_feature_become_one_place(read_source, names_of):
    reading = read_source("gns", OLD)
    entry = reading.entries["gns:-2541001"]
    assert (entry.place.name, entry.place.feature_class, entry.place.feature_code) == (
        "Qaryat al Ḩajar",
        "P",
        "PPL",
    )
    assert (entry.place.lat, entry.place.lon, entry.place.population) == (34.5, 36.9, 1200)
    assert (entry.place.country_code, entry.place.admin1_code) == ("SY", "11")
    assert names_of(entry) == {
        "Qaryat al Hajar": ("", "strong"),
        "Hajar Village": ("", "strong"),
        "قرية الحجر": ("ara", "strong"),
    }


def test_every_row_is_counted(read_source):
    old = read_source("gns", OLD).report
    assert (old.rows, old.used, old.bad) == (11, 8, 2)
    assert old.skipped == {"terminated feature": 1}
    new = read_source("gns", NEW).report
    assert (new.rows, new.used, new.bad) == (7, 4, 1)
    assert new.skipped == {"terminated feature": 1, "terminated name": 1}


def test_rows_that_stand_apart_are_joined_under_the_approved_name(read_source):
    reading = read_source("gns", OLD)
    entry = reading.entries["gns:-2541002"]
    assert entry.place.name == "Ţāḩūn"
    assert Name("Tah", "", "weak") in entry.names
    assert reading.others(Alias) == [
        Alias("gns:-2541002", Name("Old Mill")),
        Alias("gns:-2541002", Name("Former Mill", "", "historical")),
    ]


def test_the_order_of_rows_changes_no_place_and_no_name(read_source):
    def facts(reading):
        names = {(place_id, name) for place_id, entry in reading.entries.items() for name in entry.names}
        names |= {(alias.place_id, alias.name) for alias in reading.others(Alias)}
        return {entry.place for entry in reading.entries.values()}, names

    whole = read_source("gns", OLD)
    lines = (whole_text := _text(OLD)).splitlines()[1:]
    random.Random(7).shuffle(lines)
    shuffled = read_source("gns", "shuffled.txt", "\n".join([whole_text.splitlines()[0], *lines]))
    assert facts(shuffled) == facts(whole)


def _text(name):
    from pathlib import Path

    return (Path(__file__).parents[2] / "fixtures" / "sources" / name).read_text(encoding="utf-8-sig")


def test_quotes_are_letters(read_source):
    assert read_source("gns", OLD).entries["gns:10430003"].place.name == 'Kafr "Test"'


def test_old_country_codes_are_fips_and_the_first_of_several_counts(read_source):
    entries = read_source("gns", OLD).entries
    assert entries["gns:10430003"].place.country_code == "PS"
    assert entries["gns:10430003"].place.admin1_code is None
    assert entries["gns:-2541006"].place.country_code == "SY"
    assert entries["gns:-2541002"].place.country_code == "IQ"


def test_the_new_header_is_read(read_source, names_of):
    reading = read_source("gns", NEW)
    assert set(reading.entries) == {"gns:17001", "gns:17002", "gns:17004"}
    entry = reading.entries["gns:17001"]
    assert names_of(entry)["قرية الحجر"] == ("ara", "strong")
    assert "Hagar" not in names_of(entry)
    assert reading.entries["gns:17002"].place.country_code == "XK"
    assert reading.entries["gns:17004"].place.country_code == "SY"
    assert reading.entries["gns:17004"].place.admin1_code == "HI"
    assert "swapped" in reading.reasons()[8]


@pytest.mark.parametrize(
    ("fips", "iso"),
    [("IZ", "IQ"), ("IS", "IL"), ("WE", "PS"), ("GM", "DE"), ("GA", "GM"), ("CH", "CN"), ("OD", "SS")],
)
def test_fips_codes_that_mean_something_else_in_iso(fips, iso):
    assert load_country_codes().fips[fips] == iso
