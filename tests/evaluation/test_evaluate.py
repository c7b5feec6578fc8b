"""The command and the report, on a corpus that fits on a page."""

import json

import pytest

from geomap.errors import InputError
from geomap.evaluation import EvaluationSettings, ablate, ablation_lines, evaluate, report_lines

TEXT = "Floods hit Baghdad in Iraq on Monday. Iraqi officials blamed Xqzvwk. Elm Street stayed dry."
GOLD = {
    "Baghdad": (33.34, 44.4, 98182),
    "Iraq": (33.0, 44.0, 99237),
    "Iraqi": (33.0, 44.0, 99237),
    "Xqzvwk": (10.0, 10.0, None),
    "Elm Street": (None, None, None),
}


def toponyms(text, names):
    found = []
    for name in names:
        start = text.index(name)
        lat, lon, number = GOLD[name]
        end = start + len(name)
        found.append({"start": start, "end": end, "name": name, "lat": lat, "lon": lon, "geonameid": number})
    return found


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "small.jsonl"
    lines = [
        {"id": "1", "text": TEXT, "toponyms": toponyms(TEXT, GOLD), "source": {"domain": "latimes.com"}},
        {"id": "2", "text": "Rain in Iraq.", "toponyms": toponyms("Rain in Iraq.", ["Iraq"])},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_report(opened, corpus):
    settings = EvaluationSettings(source_location=True)
    (one,) = evaluate([corpus], settings)
    record = one.report.record()
    facts = record["facts"]
    assert (facts["documents"], facts["toponyms"], facts["with_point"]) == (2, 6, 5)
    assert (facts["demonyms"], facts["demonym_share"]) == (True, round(1 / 6, 5))
    assert set(facts["versions"]) == {"geomap", "gazetteer", "model"}
    spans = record["plain"]["gold_spans"]
    assert (spans["all_gold"]["n"], spans["conditioned"]["answered"]) == (5, 1.0)
    assert spans["all_gold"]["n"] > spans["conditioned"]["n"]  # Xqzvwk is nowhere
    assert record["plain"]["coverage"]["ids"] == 1.0
    assert (record["plain"]["located"], record["located"]["located"]) == (0.0, 0.5)
    ends = record["plain"]["end_to_end"]
    assert ends["exact"]["n"] == 5
    assert ends["exact"]["acc_161_by_code"] >= 0.6  # Baghdad and Iraq twice
    assert sum(record["recognition"]["kinds"].values()) == 6
    lines = list(report_lines(one.report))
    assert lines[0] == "small.jsonl: 2 documents, 6 gold toponyms, 5 with coordinates"
    assert "Gold spans, source location known for 50% of the documents" in lines


def test_mistakes_say_what_went_wrong(opened, corpus):
    (one,) = evaluate([corpus], EvaluationSettings())
    mistakes = {(entry["part"], entry["mistake"], entry["text"]) for entry in one.mistakes}
    assert ("gold_spans", "unanswered", "Xqzvwk") in mistakes
    assert not {entry for entry in mistakes if entry[2] == "Baghdad"}
    json.dumps(one.mistakes)


def test_only_one_half(opened, corpus):
    (spans,) = evaluate([corpus], EvaluationSettings(end_to_end=False))
    record = spans.report.record()
    assert (record["recognition"], record["plain"]["end_to_end"]) == (None, None)
    assert "model" not in record["facts"]["versions"]
    (ends,) = evaluate([corpus], EvaluationSettings(gold_spans=False, demonyms="out"))
    record = ends.report.record()
    assert (record["plain"]["gold_spans"], record["plain"]["coverage"]) == (None, None)
    assert record["plain"]["end_to_end"]["exact"]["n"] == 4
    assert record["recognition"]["all_gold"]["exact"]["gold"] == 5


def test_subsets(opened, corpus):
    (one,) = evaluate([corpus], EvaluationSettings(end_to_end=False, limit=1))
    assert (one.report.facts.documents, one.report.facts.of_documents) == (1, 2)
    (one,) = evaluate([corpus], EvaluationSettings(end_to_end=False, every=2))
    assert one.report.facts.toponyms == 5


def test_corpora_that_place_nothing_are_scored_for_recognition_only(opened, tmp_path):
    path = tmp_path / "entities.jsonl"
    text = "Rain in Iraq."
    entities = [{"start": 8, "end": 12, "type": "Location", "value": "Iraq"}]
    path.write_text(json.dumps({"id": 1, "text": text, "entities": entities}), encoding="utf-8")
    (one,) = evaluate([path], EvaluationSettings())
    record = one.report.record()
    assert record["recognition"]["all_gold"]["exact"]["recall"] == 1.0
    assert (record["plain"]["gold_spans"], record["plain"]["end_to_end"]) == (None, None)
    assert not any("with coordinates  " in line for line in report_lines(one.report))


def test_settings_say_what_they_know():
    with pytest.raises(InputError, match="known: auto, in, out"):
        EvaluationSettings(demonyms="perhaps")


def test_ablation_leaves_out_each_feature(opened, corpus):
    from geomap.resolution import FEATURES

    (found,) = ablate([corpus], EvaluationSettings(source_location=True))
    assert found.rows[0].without == "all features"
    assert found.rows[0].loss == 0.0
    names = {row.without for row in found.rows[1:]}
    assert names == {feature.name for feature in FEATURES} | {"source location off"}
    losses = [row.loss for row in found.rows[1:]]
    assert losses == sorted(losses, reverse=True)
    without = {row.without: row for row in found.rows}
    assert without["population"].answered <= found.rows[0].answered
    assert len(list(ablation_lines(found))) == len(found.rows) + 3


def test_command_writes_a_table_json_and_mistakes(geomap, opened, corpus, tmp_path):
    done = geomap("evaluate", corpus, "--gold-spans", "-q")
    assert (done.code, done.err) == (0, "")
    assert done.out.decode("utf-8").startswith("small.jsonl: 2 documents")
    assert b"Recognition" not in done.out
    out, errors = tmp_path / "figures.json", tmp_path / "mistakes.jsonl"
    done = geomap("evaluate", corpus, "-o", out, "--errors", errors)
    assert (done.code, done.out) == (0, b"")
    assert "small.jsonl: 2 documents scored" in done.err
    (record,) = json.loads(out.read_text(encoding="utf-8"))
    assert record["facts"]["corpus"] == "small.jsonl"
    assert all(json.loads(line)["mistake"] for line in errors.read_text(encoding="utf-8").splitlines())
    again = geomap("evaluate", corpus, "--to", "json", "-q")
    assert again.out == out.read_bytes()


def test_command_refuses_what_is_no_corpus(geomap, tmp_path):
    done = geomap("evaluate", tmp_path / "none.jsonl")
    assert done.code == 1
    assert done.err.startswith("Error: there is no corpus")
    assert geomap("evaluate").code == 2


def test_command_prints_the_ablation(geomap, opened, corpus):
    done = geomap("evaluate", corpus, "--ablation", "--limit", "1")
    assert done.code == 0
    assert b"all features" in done.out
    (record,) = json.loads(geomap("evaluate", corpus, "--ablation", "--to", "json").out)
    assert record["rows"][0]["without"] == "all features"
