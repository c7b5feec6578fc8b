"""What every command promises: outputs by extension, counts, exit codes, streams."""

import csv
import io
import json
import subprocess
import sys

import pytest
from geojson_pydantic import FeatureCollection


@pytest.fixture
def article(examples):
    return examples / "article.txt"


def test_extract_writes_geojson_that_a_validator_takes(geomap, article, examples, tmp_path):
    path = tmp_path / "incidents.geojson"
    done = geomap("extract", article, examples / "incidents.csv", "-o", path)
    assert (done.code, done.out) == (0, b"")
    collection = FeatureCollection.model_validate_json(path.read_bytes())
    assert len(collection.features) > 21
    assert all(feature.id is not None for feature in collection.features)
    metadata = json.loads(path.read_bytes())["metadata"]
    assert "GeoNames (CC BY 4.0)" in metadata["attribution"][0]


def test_extract_to_standard_output_and_on_to_another_format(geomap, article, tmp_path):
    first = geomap("extract", article)
    assert first.code == 0
    features = json.loads(first.out)["features"]
    second = geomap("export", "-", "--to", "csv", stdin=first.out)
    assert second.code == 0
    rows = list(csv.DictReader(io.StringIO(second.out.decode("utf-8"), newline="")))
    assert [row["incident_id"] for row in rows] == [entry["properties"]["incident_id"] for entry in features]


def test_map_is_one_page_without_addresses_to_load_from(geomap, article, tmp_path):
    done = geomap("map", article, "-o", tmp_path / "map.html", "--title", "A <b>title</b>")
    assert (done.code, done.out) == (0, b"")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "<title>A &lt;b&gt;title&lt;/b&gt;</title>" in page
    for loader in ('src="http', "src='http", 'rel="stylesheet"', "@import", "url(http"):
        assert loader not in page
    assert str(tmp_path) not in page


def test_map_to_standard_output_says_nothing_else_there(geomap, article):
    done = geomap("map", article, "-o", "-", "-q")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(b"<!DOCTYPE html>")
    assert done.out.rstrip().endswith(b"</html>")


def test_the_title_of_the_only_article_heads_the_map(geomap, article):
    assert (
        b"<title>Drone strike on a car kills militia commander in Baghdad</title>"
        in geomap("map", article, "-o", "-", "-q").out
    )


def test_standard_input_folder_and_pattern_are_inputs(geomap, article, tmp_path, monkeypatch):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_bytes(article.read_bytes())
    monkeypatch.chdir(tmp_path)
    whole = [record_of(geomap("extract", name)) for name in ("news", "news/*.txt", "news/a.txt")]
    assert whole[0] == whole[1] == whole[2]
    piped = record_of(geomap("extract", "-", stdin=article.read_bytes()))
    # ids hold the name of the file, and they order incidents of one day
    assert sorted(str(entry["place_name"]) for entry in piped) == sorted(
        str(entry["place_name"]) for entry in whole[0]
    )


def record_of(done):
    assert done.code == 0, done.err
    return [feature["properties"] for feature in json.loads(done.out)["features"]]


def test_the_same_file_named_twice_is_one_report(geomap, article):
    assert geomap("extract", article, article).out == geomap("extract", article).out


def test_date_of_an_article_that_states_none(geomap):
    text = b"A bomb killed two people in Homs, Syria, on Tuesday.\n"
    (undated,) = record_of(geomap("extract", "-", stdin=text))
    (dated,) = record_of(geomap("extract", "-", "--date", "2024-02-08", stdin=text))
    assert undated["date_start"] is None
    assert (dated["date_start"], dated["date_anchor"]) == ("2024-02-06", "2024-02-08")


def test_counts_add_up_in_the_message_and_the_log(geomap, article, examples, tmp_path):
    done = geomap("extract", article, examples / "incidents.csv", "-o", tmp_path / "x.csv",
                  "--log-json", tmp_path / "log.json")  # fmt: skip
    log = json.loads((tmp_path / "log.json").read_bytes())
    counts = log["counts"]
    assert (counts["documents"], counts["rows"]) == (1, 21)
    decided = sum(counts[name] for name in ("given", "resolved", "ambiguous", "unresolved"))
    assert decided == counts["mentions"] > 21
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert counts["incidents"] == len({row["incident_id"] for row in rows})
    assert counts["on_map"] == len({row["incident_id"] for row in rows if row["lat"] != ""})
    assert log["gazetteer_digest"] in rows[0]["provenance"]
    assert f"{counts['incidents']} incidents, {counts['on_map']} on the map" in done.err
    assert str(tmp_path) not in json.dumps(log)


@pytest.mark.parametrize("command", ["geocode", "parse", "map", "extract"])
def test_every_run_can_be_logged(geomap, examples, tmp_path, command):
    done = geomap(command, examples / "incidents.csv", "-o", "-", "--log-json", tmp_path / "log.json")
    log = json.loads((tmp_path / "log.json").read_bytes())
    assert done.code == 0
    assert (log["counts"]["rows"], log["counts"]["documents"], log["problems"]) == (21, 0, [])
    assert log["counts"]["mentions"] >= log["counts"]["resolved"] >= 21
    assert len(log["gazetteer_digest"]) == 12
    assert log["settings"]["model"] is None


def test_strict_ends_with_3_when_something_stays_unresolved(geomap):
    assert geomap("extract", "-", "--from", "text", stdin=b"A bomb killed two in Paris, France.").code == 0
    table = b"place\nXqzvwk\n"
    relaxed = geomap("geocode", "-", stdin=table)
    strict = geomap("geocode", "-", "--strict", stdin=table)
    assert (relaxed.code, strict.code) == (0, 3)
    assert relaxed.out == strict.out != b""
    assert geomap("geocode", "-", "--strict", stdin=b"place\nBaghdad\n").code == 0


def test_quiet_says_nothing(geomap, article, tmp_path):
    for args in (
        ("extract", article, "-o", tmp_path / "x.csv"),
        ("map", article, "-o", tmp_path / "x.html"),
        ("export", tmp_path / "x.csv", "-o", tmp_path / "x.geojson"),
    ):
        done = geomap(*args, "-q")
        assert (done.code, done.out, done.err) == (0, b"", "")


def test_demo_maps_the_bundled_files(geomap, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = geomap("demo")
    assert done.code == 0, done.err
    assert {path.name for path in (tmp_path / "outputs").iterdir()} == {
        "map.html",
        "incidents.geojson",
        "incidents.csv",
    }
    assert str((tmp_path / "outputs" / "map.html").resolve()) in done.out.decode()


def test_completion_scripts_know_the_commands(geomap):
    for shell in ("bash", "zsh", "fish"):
        done = geomap("completion", shell)
        assert done.code == 0
        assert b"_GEOMAP_COMPLETE" in done.out


def test_a_reader_that_goes_away_is_no_error(examples):
    command = [sys.executable, "-m", "geomap", "geocode", str(examples / "incidents.csv"), "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")
