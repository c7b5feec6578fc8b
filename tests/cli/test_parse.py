import json

FIELDS = {
    "doc_id", "start", "end", "text", "kind", "status", "place_id", "name", "country_code", "admin1",
    "feature_code", "lat", "lon", "radius_km", "confidence", "margin", "reason", "candidates",
}  # fmt: skip


def lines(*documents):
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in documents).encode("utf-8")


def test_one_line_per_mention_with_every_field(geomap):
    text = "Shells fell in Homs, Syria, and in Aleppo.\n"
    done = geomap("parse", "-", stdin=text.encode())
    assert done.code == 0
    records = done.records()
    assert [record["text"] for record in records] == ["Homs", "Syria", "Aleppo"]
    for record in records:
        assert set(record) == FIELDS
        assert text[record["start"] : record["end"]] == record["text"]
        assert record["status"] == "resolved"
        assert record["candidates"][0]["place_id"] == record["place_id"]
        assert record["candidates"][0]["reasons"]
        assert 0 <= record["margin"] <= 1
        assert 0 < record["confidence"] <= 1
    assert "1 document, 3 mentions: 3 resolved" in done.err


def test_offsets_count_code_points(geomap):
    text = "🚨🚨 A blast in Homs, Syria. 🕊 And another one in Aleppo."
    records = geomap("parse", "-", stdin=text.encode("utf-8")).records()
    assert {"Homs", "Aleppo"} <= {record["text"] for record in records}
    for record in records:
        assert text[record["start"] : record["end"]] == record["text"]


def test_given_mentions_switch_recognition_off(geomap, tmp_path):
    text = "😀 Paris burns; so does Springfield, Illinois"
    start = text.index("Springfield")
    entry = {"id": 7, "text": text, "mentions": [{"start": start, "end": start + len("Springfield")}]}
    (tmp_path / "given.jsonl").write_bytes(lines(entry, {"id": "none", "text": text, "mentions": []}))
    (record,) = geomap("parse", tmp_path / "given.jsonl").records()
    assert (record["doc_id"], record["start"], record["text"]) == ("7", start, "Springfield")
    assert record["name"] is None or record["name"] == "Springfield"


def test_json_lines_from_standard_input(geomap):
    entries = [
        {"id": "a", "text": "A flood in Derna, Libya.", "date": "2023-09-12"},
        {"id": "b", "text": "Nothing happened."},
        {"id": "c", "text": "A flood in Valencia, Venezuela."},
    ]
    done = geomap("parse", "-", "--from", "jsonl", stdin=lines(*entries))
    assert done.code == 0
    assert [(entry["doc_id"], entry["country_code"]) for entry in done.records()] == [
        ("a", "LY"), ("a", "LY"), ("c", "VE"), ("c", "VE"),
    ]  # fmt: skip
    assert "3 documents, 4 mentions" in done.err


def test_a_wrong_document_is_named(geomap):
    wrong = [
        {"id": 1},
        {"text": "x"},
        {"id": 1, "text": 5},
        {"id": 1, "text": "Homs", "mentions": [{"start": 2, "end": 9}]},
        {"id": 1, "text": "Homs", "mentions": [{"start": -3, "end": -1}]},
        {"id": 1, "text": "Homs", "date": "yesterday"},
        ["Homs"],
    ]
    for entry in wrong:
        done = geomap("parse", "-", "--from", "jsonl", stdin=lines({"id": 0, "text": ""}, entry))
        assert (done.code, done.out) == (1, b""), entry
        assert done.err.startswith("Error: -, line 2: "), entry
        assert done.err.count("\n") == 1


def test_demonyms_on_request(geomap):
    text = b"Iraqi officials met in Baghdad."
    assert [record["text"] for record in geomap("parse", "-", stdin=text).records()] == ["Baghdad"]
    records = geomap("parse", "-", "--demonyms", stdin=text).records()
    assert [(record["text"], record["kind"], record["country_code"]) for record in records] == [
        ("Iraqi", "demonym", "IQ"),
        ("Baghdad", "literal", "IQ"),
    ]


def test_an_unknown_name_is_there_and_says_so(geomap):
    entry = {"id": 1, "text": "A blast in Xqzvwk.", "mentions": [{"start": 11, "end": 17}]}
    (record,) = geomap("parse", "-", "--from", "jsonl", stdin=lines(entry)).records()
    assert (record["status"], record["lat"], record["place_id"]) == ("unresolved", None, None)
    assert "Xqzvwk" in record["reason"]
