import json

import pytest

from geomap.gazetteer.sources import SourceReport, json_stream, open_source
from geomap.gazetteer.sources.json_stream import iter_json_objects, sample_objects

OBJECTS = [
    {"type": "Feature", "properties": {"name": 'a "quoted" {brace} \\', "n": index}, "geometry": None}
    for index in range(50)
]


def read(tmp_path, content, array="features"):
    path = tmp_path / "file.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    report = SourceReport("file.json")
    return list(iter_json_objects(open_source(path), report, array)), report


LAYOUTS = {
    "pretty": json.dumps({"type": "FeatureCollection", "features": OBJECTS}, indent=2),
    "one line": json.dumps({"type": "FeatureCollection", "name": "x", "features": OBJECTS}),
    "metadata after": json.dumps({"features": OBJECTS, "type": "FeatureCollection"}),
    "byte order mark": "\ufeff" + json.dumps({"features": OBJECTS}),
    "lines": "\n".join(json.dumps(entry) for entry in OBJECTS),
    "separated lines": "".join(f"\x1e{json.dumps(entry)}\n" for entry in OBJECTS),
    "windows lines": "\r\n".join(json.dumps(entry) for entry in OBJECTS) + "\r\n",
    "bare array": json.dumps(OBJECTS),
    "pretty array": json.dumps(OBJECTS, indent=1),
    "array by line": "[\n" + ",\n".join(json.dumps(entry) for entry in OBJECTS) + "\n]\n",
    "utf-16": json.dumps({"features": OBJECTS}).encode("utf-16"),
}


@pytest.mark.parametrize("chunk", [7, 100, 1 << 20])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_objects(tmp_path, monkeypatch, layout, chunk):
    monkeypatch.setattr(json_stream, "_CHUNK", chunk)
    pairs, report = read(tmp_path, LAYOUTS[layout])
    assert [content for _, content in pairs] == OBJECTS
    assert report.rows == 0


def test_a_list_deep_in_an_object_is_found_by_its_name(tmp_path):
    pairs, _ = read(
        tmp_path, '{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": 1}, {"a": 2}]}}', "bindings"
    )
    assert pairs == [(1, {"a": 1}), (2, {"a": 2})]


def test_a_broken_object_is_one_problem(tmp_path):
    pairs, report = read(tmp_path, '{"features": [{"a": 1}, {"a": }, null, {"a": 3}]}')
    assert pairs == [(1, {"a": 1}), (4, {"a": 3})]
    assert [problem.row for problem in report.problems] == [2, 3]


def test_a_broken_line_is_one_problem(tmp_path):
    pairs, report = read(tmp_path, '{"a": 1}\n{"a": "open}\n\n{"a": 3}\n')
    assert pairs == [(1, {"a": 1}), (4, {"a": 3})]
    assert [(problem.row, problem.value) for problem in report.problems] == [(2, '{"a": "open}')]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"features": [{"a": 1}, {"a": 2', "in the middle"),
        ('{"features": [{"a": 1}, {"a": "2}]}', "in the middle"),
        ('{"features": [{"a": 1},', "is it whole"),
        ('{"features": {"a": 1', "not JSON"),
    ],
)
def test_a_file_that_was_cut_off_says_so(tmp_path, content, reason):
    _, report = read(tmp_path, content)
    assert report.bad == 1
    assert reason in report.problems[0].reason


def test_a_lone_object_over_several_lines_is_read(tmp_path):
    pairs, _ = read(tmp_path, json.dumps(OBJECTS[0], indent=2))
    assert pairs == [(1, OBJECTS[0])]


def test_a_long_one_line_collection_is_not_taken_for_lines(tmp_path):
    many = OBJECTS * 100
    assert len(json.dumps(many)) > 1 << 18
    for collection in ({"type": "FeatureCollection", "features": many}, {"features": many}):
        pairs, _ = read(tmp_path, json.dumps(collection))
        assert len(pairs) == len(many)


def test_long_lines_are_lines(tmp_path):
    shape = [[index, index] for index in range(30_000)]
    long = [
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": shape}, "properties": {}}
    ] * 2
    pairs, report = read(tmp_path, "\n".join(json.dumps(entry) for entry in long))
    assert (len(pairs), report.rows) == (2, 0)


def test_sampling_reads_no_further_than_it_must(tmp_path):
    path = tmp_path / "file.json"
    path.write_text('{"features": [{"a": 1}, {"a": 2}, broken', encoding="utf-8")
    assert sample_objects(open_source(path), "features", 2) == [{"a": 1}, {"a": 2}]
