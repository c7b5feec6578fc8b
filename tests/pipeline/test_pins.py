"""Pins read, checked and obeyed, in texts and tables."""

import hashlib
import json

import pytest

from geomap.errors import InputError
from geomap.model import Document, Mention, PlaceStatus
from geomap.pipeline.api import extract, geocode, parse
from geomap.pipeline.engine import Engine
from geomap.pipeline.pin_files import pin_sources
from geomap.pipeline.pins import load_pins
from geomap.pipeline.project import find_project, read_project
from geomap.pipeline.settings import Settings

HOMS, BAGHDAD = "geonames:169577", "geonames:98182"


@pytest.fixture
def loaded(opened, tmp_path):
    """Load pins from the text of a pins file: ``loaded("name,means\\nX,Homs\\n")``."""

    def load(text, name="pins.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return load_pins(pin_sources(path), opened.gazetteer)

    return load


@pytest.fixture(scope="session")
def pinned(opened):
    """Decide texts with pins: ``pinned(doc, {"X": "Homs"})``; the language model is loaded once."""

    def decide(doc, pins, mentions=None):
        with Engine(Settings(pins=pins)) as engine:
            engine.__dict__["model"] = opened.model
            return engine.resolve(doc, mentions)

    return decide


def by_text(resolutions):
    return {resolution.mention.text: resolution for resolution in resolutions}


@pytest.mark.parametrize(
    ("means", "place_id"),
    [
        (HOMS, HOMS),
        ("Homs, Syria", HOMS),
        ("homs", HOMS),
        ("Baghdad", BAGHDAD),
        ("Washington, D.C.", "geonames:4140963"),
        ("33.3, 44.4", "pin:33.3,44.4"),
        ("(33.3; 44.4)", "pin:33.3,44.4"),
        ("-33.3 -44", "pin:-33.3,-44.0"),
        ("-", None),
        ("Not a Place", None),
        ("nothing", None),
    ],
)
def test_a_meaning_is_an_id_a_query_a_point_or_no_place(loaded, means, place_id):
    (pin,) = loaded(f'name,means\nX,"{means}"\n').pins
    assert (None if pin.place is None else pin.place.id) == place_id


def test_a_place_of_ones_own_has_the_country_that_surrounds_it(loaded):
    inland, border, sea = (
        pin.place for pin in loaded('name,means\nA,"33.3, 44.4"\nB,"47.59, 7.59"\nC,"-45, -130"\n').pins
    )
    assert (inland.name, inland.country_code, inland.country, inland.radius_km) == ("A", "IQ", "Iraq", 1.0)
    assert (border.country_code, border.country) == ("", None)  # where three countries meet
    assert (sea.country_code, sea.admin1) == ("", None)


WRITTEN = [
    "name,means,country,note\r\nX,Homs,Syria,why\r\n",
    "\ufeffMeans,NAME,country,note\nHoms, X ,sy,why\n\n",
    "name;means;country;note\nX;Homs;SY;why\n",
    "name\tmeans\tcountry\tnote\nX\tHoms\tSyria\twhy\n",
    "name,means,country,note,,\nX,Homs,SY,why,,\n",
]


@pytest.mark.parametrize("text", WRITTEN, ids=["crlf", "bom", "semicolons", "tabs", "empty columns"])
def test_tables_are_read_as_office_programs_write_them(loaded, text):
    (pin,) = loaded(text).pins
    assert (pin.name, pin.place.id, pin.country, pin.note) == ("X", HOMS, "SY", "why")
    assert pin.origin == "pins.csv, line 2"


def test_names_in_an_old_encoding_are_read(loaded):
    assert loaded("name,means\nCafé,Homs\n".encode("cp1252")).pins[0].name == "Café"


def test_a_toml_file_holds_pins_and_names_files(loaded, tmp_path):
    (tmp_path / "more.csv").write_text('name,means\n"two\nlines",Homs\nZ,-\n', encoding="utf-8")
    text = '[[pins]]\nname = "X"\nmeans = "Homs"\ndocument = "a*"\n\n[[pins]]\nfile = "more.csv"\n'
    pins = loaded(text, "pins.toml")
    assert [(pin.name, pin.origin) for pin in pins.pins] == [
        ("X", "pins.toml, line 1"),
        ("two\nlines", "more.csv, line 2"),
        ("Z", "more.csv, line 4"),
    ]
    assert [file.pins for file in pins.files] == [1, 2]
    assert pins.files[0].sha256 == hashlib.sha256(text.encode()).hexdigest()
    mixed = loaded('pins = ["more.csv", {name = "Y", means = "-"}]', "p.toml")
    assert mixed.pins[0].origin == "p.toml, pin 2"


BAD = {
    "unknown id": ("X,geonames:1", "line 2", "geonames:1"),
    "unknown place": ("X,Qwxzhkjm", "line 2", "Qwxzhkjm"),
    "another spelling": ("X,Baghdaad", "line 2", "geonames:98182"),
    "elsewhere": ('X,"Homs, France"', "line 2", "Homs, France"),
    "unknown parent": ('X,"Mashtal, Qwxzhkjm"', "line 2", "Mashtal, Qwxzhkjm"),
    "off the Earth": ('X,"133.3, 44.4"', "line 2", "no point on Earth"),
    "empty name": (" ,Homs", "line 2", "name is empty"),
    "no name": ("'-',Homs", "line 2", "name is empty"),
    "empty meaning": ("X,", "line 2", "means nothing yet"),
    "unknown country": ("X,Homs,Atlantis", "line 2", "Atlantis"),
    "unquoted point": ("X,33.3,44.4", "line 2", "double quotes"),
    "too many cells": ("X,Homs,SY,a.txt,why,more", "line 2", "double quotes"),
    "open quote": ('X,"Homs', "line 2", "not readable"),
    "contradiction": ("X,Homs\nY,-\nx,Baghdad", "line 4", "line 2"),
    "no place and a place": ("X,-,SY\nX,Homs,Syria", "line 3", "not a place"),
}


@pytest.mark.parametrize(("rows", "line", "named"), BAD.values(), ids=BAD)
def test_a_bad_pin_is_an_error_of_one_line_that_says_where(loaded, rows, line, named):
    with pytest.raises(InputError) as caught:
        loaded(f"name,means,country,document,note\n{rows}\n")
    message = str(caught.value)
    assert "\n" not in message
    assert f"pins.csv, {line}: " in message
    assert named in message


BAD_FILES = {
    "empty": ("", "pins.csv", "empty"),
    "no header": ("Mashtal,Homs\n", "pins.csv", "name, means, country"),
    "unknown column": ("name,means,contry\nX,Homs,SY\n", "pins.csv", "'contry'"),
    "column twice": ("name,means,means\n", "pins.csv", "twice"),
    "not TOML": ("[[pins]\n", "pins.toml", "not TOML"),
    "unknown key": ('pin = "x"\n', "pins.toml", "known: pins"),
    "unknown pin key": ('[[pins]]\nname = "X"\nmean = "Homs"\n', "pins.toml", "line 1: unknown key 'mean'"),
    "number": ('[[pins]]\nname = "X"\nmeans = 3\n', "pins.toml", "write it in quotes"),
    "no list": ("pins = 3\n", "pins.toml", "[[pins]]"),
    "list of numbers": ("pins = [3]\n", "pins.toml", "pin 1"),
    "missing file": ('pins = "none.csv"\n', "pins.toml", "no such pins file"),
    "not UTF-8": (b'pins = "\xff"\n', "pins.toml", "UTF-8"),
}


@pytest.mark.parametrize(("text", "name", "told"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_pins_file_is_an_error_of_one_line(loaded, text, name, told):
    with pytest.raises(InputError) as caught:
        loaded(text, name)
    assert "\n" not in str(caught.value)
    assert told in str(caught.value)
    assert name in str(caught.value) or "none.csv" in str(caught.value)


def test_the_same_pin_twice_is_no_contradiction(loaded):
    assert len(loaded('name,means\nX,Homs\nx,"Homs, Syria"\n').pins) == 1


def test_scopes_keep_meanings_apart(loaded):
    rows = "X,Homs,SY,\nX,Baghdad,IQ,\nX,-,,a.txt\nX,Erbil,,\n"
    assert len(loaded(f"name,means,country,document\n{rows}").pins) == 4


def test_pins_may_be_a_mapping_or_a_list(opened):
    for given in ({"X": "Homs"}, [{"name": "X", "means": "Homs"}]):
        pins = load_pins(pin_sources(given), opened.gazetteer)
        assert pins.pins[0].origin == "pins, entry 1"
        assert pins.files[0][0::2] == ("pins", 1)
    with pytest.raises(InputError, match="pins, entry 1: unknown key 'nam'"):
        pin_sources([{"nam": "X"}])


def test_the_pins_of_the_run_go_before_those_of_the_project(opened):
    run, project = pin_sources({"X": "Homs"}), pin_sources({"x": "Baghdad", "Y": "-"})
    pins = load_pins([*run, *project], opened.gazetteer)
    assert [(pin.name, pin.meaning) for pin in pins.pins] == [("X", "Homs, Syria"), ("Y", "not a place")]


def test_a_name_that_no_model_sees_is_found_and_placed(pinned, article):
    doc = article("Two rockets hit the old zorbly depot's gate, an hour from Baghdad in Iraq.")
    assert "zorbly depot" not in by_text(pinned(doc, None))
    found = by_text(pinned(doc, {"Zorbly Depot": "33.5, 44.0"}))["zorbly depot"]
    assert (found.status, found.lat, found.lon) == (PlaceStatus.RESOLVED, 33.5, 44.0)
    assert (found.confidence, found.margin) == (1.0, 1.0)
    assert found.reason == "pinned: 'Zorbly Depot' means 33.5, 44.0 (pins, entry 1)"
    (score,) = found.candidates[0].scores
    assert (score.name, score.detail) == ("pin", found.reason)
    assert doc.text[found.mention.start : found.mention.end] == "zorbly depot"


def test_a_pin_goes_before_all_other_evidence_and_keeps_the_other_candidates(pinned, article):
    doc = article("A bomb went off in Tripoli, the capital of Libya, and in Benghazi.")
    assert by_text(pinned(doc, None))["Tripoli"].place.country_code == "LY"
    found = by_text(pinned(doc, {"TRIPOLI": "Tripoli, Lebanon"}))["Tripoli"]
    assert found.place.country_code == "LB"
    assert found.place.id == found.candidates[0].place.id
    others = [candidate.place for candidate in found.candidates[1:]]
    assert "LY" in {place.country_code for place in others}
    assert found.place.id not in {place.id for place in others}


def test_a_pinned_place_is_evidence_for_the_others(pinned, article):
    doc = article("Clashes were reported in Zorbly and in San Jose.")
    for point, country in (("9.94, -84.1", "CR"), ("37.3, -121.9", "US")):
        found = by_text(pinned(doc, {"Zorbly": point}))["San Jose"]
        assert found.candidates[0].place.country_code == country


def test_a_pinned_country_name_is_no_evidence_for_the_country(pinned, article):
    doc = article("Fires broke out in Jordan and in Zarqa.")
    for pins, said in ((None, True), ({"Jordan": HOMS}, False)):
        best = by_text(pinned(doc, pins))["Zarqa"].candidates[0]
        assert ("the text names Jordan" in [score.detail for score in best.scores]) == said


def test_what_is_no_place_is_left_out_of_a_text(pinned, article):
    doc = article("Jordan shelled Homs in Syria. A Jordanian officer spoke at the Jordan-Syrian border.")
    plain, found = pinned(doc, None), pinned(doc, {"jordan": "-"})
    assert "Jordan" in by_text(plain)
    texts = [resolution.mention.text for resolution in found]
    assert "Jordan" not in texts
    assert {"Homs", "Syria", "Jordanian", "Jordan-Syrian border"} <= set(texts)
    assert "Homs" not in by_text(pinned(article("Homs Smith spoke in Erbil."), {"Homs Smith": "-"}))


def test_a_longer_name_stays_its_own(pinned, article):
    doc = article("Shells fell on Homs and across Homs Governorate, and on New York, and in York.")
    found = pinned(doc, {"Homs": BAGHDAD, "York": HOMS})
    named = by_text(found)
    assert named["York"].place.id == HOMS
    assert named["New York"].place.country_code == "US"
    ids = [one.place.id for one in found if one.mention.text.startswith("Homs")]
    assert ids[0] == BAGHDAD
    codes = [one.place.feature_code for one in found if (one.mention.cue or "").lower() == "governorate"]
    assert codes == ["ADM1"]


def test_a_given_mention_stays_and_says_why_it_has_no_place(pinned, article):
    doc = article("Talks in Jordan and in Homs.")
    given = [
        Mention(doc_id=doc.id, text=name, start=doc.text.index(name), end=doc.text.index(name) + len(name))
        for name in ("Jordan", "Homs")
    ]
    jordan, homs = pinned(doc, {"Jordan": "not a place", "Talks": HOMS}, given)
    assert (jordan.status, jordan.reason) == (PlaceStatus.UNRESOLVED, "pinned: not a place (pins, entry 1)")
    assert jordan.candidates == ()
    assert homs.place.id == HOMS


TRIPOLIS = [
    {"name": "Tripoli", "means": "Tripoli, Lebanon", "country": "Lebanon"},
    {"name": "Tripoli", "means": "-", "country": "Greece"},
]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Clashes in Tripoli and in Beirut, Lebanon.", "LB"),
        ("Clashes in Benghazi, Misrata and Tripoli in Libya.", "LY"),
        ("Clashes in Misrata and Benghazi in Libya. Clashes in Tripoli in Lebanon.", "LB"),
        ("A storm reached Athens, in Greece, and Tripoli.", None),
    ],
)
def test_a_pin_within_a_country_holds_in_texts_about_it(pinned, article, text, country):
    found = by_text(pinned(article(text), TRIPOLIS)).get("Tripoli")
    assert (None if found is None else found.place.country_code) == country


def test_a_pin_within_a_country_holds_where_the_text_was_written(pinned):
    doc = Document(id="d", text="Clashes in Qwxzhk.", source="d.txt", source_location="Beirut, Lebanon")
    pins = [{"name": "Qwxzhk", "means": "Tripoli, Lebanon", "country": "LB"}]
    assert by_text(pinned(doc, pins))["Qwxzhk"].place.country_code == "LB"
    elsewhere = by_text(pinned(Document(id="d", text=doc.text, source="d.txt"), pins))
    assert "Qwxzhk" not in elsewhere or elsewhere["Qwxzhk"].place is None


def test_a_pin_for_a_document_holds_there(pinned, article):
    pins = [{"name": "Tripoli", "means": "Tripoli, Lebanon", "document": "d1.txt"}]
    assert by_text(pinned(article("Clashes in Tripoli, Libya."), pins))["Tripoli"].place.country_code == "LB"
    pins[0]["document"] = "d2.txt"
    assert by_text(pinned(article("Clashes in Tripoli, Libya."), pins))["Tripoli"].place.country_code == "LY"


TABLE = """id,location,country
1,zorbly,Iraq
2,"Zorbly, Baghdad",
3,12 km north of Zorbly,Iraq
4,Georgia,
5,Tripoli,Lebanon
6,Tripoli,Libya
7,"Gate 7, Block B",
8,Homs,
"""
TABLE_PINS = """name,means,country
Zorbly,"33.5, 44.0",
Georgia,-,
Tripoli,Baghdad,LB
"Gate 7, Block B",geonames:98182,
"""


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "pins.csv").write_text(TABLE_PINS, encoding="utf-8")
    return tmp_path


def test_pins_hold_for_the_rows_of_a_table(geomap, tables):
    path, log = tables / "pins.csv", tables / "log.json"
    done = geomap("parse", tables / "table.csv", "--pins", path, "--log-json", log)
    assert done.code == 0, done.err
    assert f"Pins: 4 of {path}\n" in done.err
    found = {(record["text"], record["country_code"]): record for record in done.records()}
    assert found["zorbly", "IQ"]["reason"] == "pinned: 'Zorbly' means 33.5, 44.0 (pins.csv, line 2)"
    assert found["Georgia", None]["reason"] == "pinned: not a place (pins.csv, line 3)"
    assert found["Georgia", None]["status"] == "unresolved"
    assert found["Tripoli", "IQ"]["place_id"] == BAGHDAD
    assert found["Tripoli", "LY"]["confidence"] < 1
    (reason,) = found["Gate 7, Block B", "IQ"]["candidates"][0]["reasons"]
    assert reason.startswith("pinned: 'Gate 7, Block B' means Baghdad")
    assert found["Homs", "SY"]["place_id"] == HOMS
    settings = json.loads(log.read_text(encoding="utf-8"))["settings"]
    digest = hashlib.sha256(TABLE_PINS.encode()).hexdigest()
    assert settings["pins"] == [{"file": str(path), "sha256": digest, "pins": 4}]
    assert settings["project"] is None


def test_a_geocoded_table_keeps_its_rows_and_says_which_pins_were_used(tables):
    import pandas as pd

    table = pd.read_csv(tables / "table.csv")
    placed = geocode(table, settings=Settings(pins=tables / "pins.csv"))
    assert list(placed["id"]) == list(table["id"])
    assert placed["place_status"].tolist().count("unresolved") == 1
    assert placed["lat"][0] == 33.5
    assert placed["lat"][2] == pytest.approx(33.5 + 12 / 111.2, abs=0.01)
    assert placed["place_precision"][0] == "site"
    digest = hashlib.sha256(TABLE_PINS.encode()).hexdigest()
    assert f" | pins pins.csv {digest[:12]} | " in placed["provenance"][0]


ARTICLE = """Blast in Zorbly
Example News
8 February 2024

A blast killed two people in Zorbly, near Baghdad in Iraq, on Tuesday.
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "pins.csv").write_text('name,means\nZorbly,"33.5, 44.0"\n', encoding="utf-8")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    return tmp_path


def test_incidents_and_maps_show_the_pin(geomap, desk):
    done = geomap("extract", "../article.txt", "--pins", "../pins.csv", "-o", "x.geojson")
    assert done.code == 0, done.err
    (feature,) = json.loads((desk / "below" / "x.geojson").read_text(encoding="utf-8"))["features"]
    assert feature["geometry"]["coordinates"] == [44.0, 33.5]
    reason = "pinned: 'Zorbly' means 33.5, 44.0 (pins.csv, line 2)"
    told = {entry["cue"] for entry in feature["properties"]["evidence"] if entry["field"] == "place"}
    assert told == {reason}
    assert geomap("map", "../article.txt", "--pins", "../pins.csv", "-o", "x.html").code == 0
    assert reason in (desk / "below" / "x.html").read_text(encoding="utf-8")


def test_a_project_file_above_holds_for_every_command(geomap, desk):
    (desk / "geomap.toml").write_text('pins = "pins.csv"\n', encoding="utf-8")
    done = geomap("parse", "../article.txt", "--log-json", "log.json")
    assert done.code == 0, done.err
    assert [record["lat"] for record in done.records() if record["text"] == "Zorbly"] == [33.5, 33.5]
    log = json.loads((desk / "below" / "log.json").read_text(encoding="utf-8"))
    assert log["settings"]["project"] == str(desk / "geomap.toml")
    (desk / "own.csv").write_text("name,means\nZorbly,Erbil\n", encoding="utf-8")
    done = geomap("parse", "../article.txt", "--pins", "../own.csv")
    assert {record["name"] for record in done.records() if record["text"] == "Zorbly"} == {"Erbil"}


def test_the_nearest_project_file_counts(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_project(tmp_path / "a" / "b") is None or tmp_path not in find_project(tmp_path / "a").parents
    (tmp_path / "geomap.toml").write_text("", encoding="utf-8")
    assert find_project(tmp_path / "a" / "b") == tmp_path / "geomap.toml"
    (tmp_path / "a" / "geomap.toml").write_text('[[pins]]\nname = "X"\nmeans = "-"\n', encoding="utf-8")
    path = find_project(tmp_path / "a" / "b")
    assert path == tmp_path / "a" / "geomap.toml"
    (source,) = read_project(path).pins
    assert source.entries[0].origin == "geomap.toml, line 1"
    assert read_project(tmp_path / "geomap.toml").pins == ()


@pytest.mark.parametrize(
    ("project", "told"),
    [
        ('[[pin]]\nname = "X"\n', "unknown key 'pin'; known: title, gazetteer, mapping, pins"),
        ("pins = [", "not TOML"),
        ('pins = "none.csv"', "none.csv"),
        ('[[pins]]\nname = "X"\nmeans = "Qwxzhkjm"\n', "geomap.toml, line 1: nothing in the gazetteer"),
    ],
)
def test_a_bad_project_file_stops_every_command_before_it_begins(geomap, desk, project, told):
    (desk / "geomap.toml").write_text(project, encoding="utf-8")
    (desk / "table.csv").write_text("location\nHoms\n", encoding="utf-8")
    for args in (
        ("map", "../article.txt", "-o", "out.html"),
        ("extract", "../article.txt", "-o", "out.geojson"),
        ("geocode", "../table.csv", "-o", "out.csv"),
        ("parse", "-", "-o", "out.jsonl"),
    ):
        done = geomap(*args)
        assert (done.code, done.err.count("\n")) == (1, 1), done.err
        assert told in done.err
        assert list((desk / "below").iterdir()) == []


def test_a_missing_pins_file_is_an_error_of_one_line(geomap, desk):
    done = geomap("parse", "../article.txt", "--pins", "none.csv")
    assert (done.code, done.err) == (1, "Error: none.csv: no such pins file\n")


def test_python_users_give_pins_to_parse_and_in_settings(desk):
    found = {record["text"]: record for record in parse("Shells fell on Zorbly.", pins={"Zorbly": "Homs"})}
    assert found["Zorbly"]["place_id"] == HOMS
    frame = extract(desk / "article.txt", settings=Settings(pins=desk / "pins.csv"))
    assert frame["place_id"].tolist() == ["pin:33.5,44.0"]


def test_two_runs_write_the_same_bytes(geomap, tables):
    args = ("geocode", tables / "table.csv", "--pins", tables / "pins.csv")
    assert geomap(*args).out == geomap(*args).out
