import json
import zlib

import numpy as np

from geomap.rendering.markup import base85
from geomap.rendering.packing import pack_payload
from geomap.rendering.payload import to_light_payload


def header_of(block):
    length = int.from_bytes(block[:8], "little")
    return json.loads(block[8 : 8 + length]), block[8 + length :]


def test_text_of_bytes_holds_nothing_that_means_something_in_a_page():
    text = base85(bytes(range(256)) * 4)
    assert len(text) == 1024 * 5 // 4
    assert set(text).isdisjoint("<&\"'")


def test_null_is_the_smallest_number_and_zero_is_kept():
    payload = {"size": 3, "incidents": {"margin": [None, 0.0, 0.125]}, "places": {}}
    header, arrays = header_of(next(pack_payload(payload)))
    spec = header["incidents"]["margin"]
    values = np.frombuffer(arrays, dtype="<i1", count=3, offset=spec["at"])
    assert (spec["scale"], spec["type"]) == (1000, "i8")
    assert values.tolist() == [-128, 0, 125]


def test_titles_are_the_first_block_of_texts():
    payload = {
        "size": 300,
        "incidents": {
            "description": [f"d{n}" for n in range(300)],
            "title": [f"t{n}" for n in range(300)],
        },
        "places": {},
    }
    blocks = [header_of(block)[0]["incidents"] for block in pack_payload(payload)]
    assert [list(block) for block in blocks] == [[], ["title"], ["description"]]


def test_page_without_texts_tells_which_title_it_means(frame):
    payload = to_light_payload(frame)
    at = payload["incidents"]["id"].index("border")
    title = "Drone hits an outpost on the Jordan–Syria border"
    assert payload["incidents"]["title_hash"][at] == zlib.crc32(title.encode()) & 0x7FFFFFFF
    assert "evidence" not in payload["incidents"]
    assert payload["incidents"]["killed"][at] == [3, 3, 3, None]


def test_rows_of_lists_are_columns_of_their_own():
    rows = [
        [["place", "in X", "rule"], ["place", "in Y", "rule", "near"]],
        None,
        [["event_type", "é", "rule"]],
    ]
    payload = {"size": 3, "incidents": {"evidence": rows}, "places": {}}
    _, block = pack_payload(payload)
    header, arrays = header_of(block)
    spec = header["incidents"]["evidence"]
    assert np.frombuffer(arrays, "<u1", 3, spec["at"]).tolist() == [2, 0, 1]
    field, quote, rule, cue = spec["parts"]
    assert field["values"] == ["place", "event_type"]
    assert (quote["kind"], rule["values"], cue["values"]) == ("codes", ["rule"], ["near"])


def test_number_that_no_column_can_hold_is_not_lost():
    payload = {"size": 2, "incidents": {"counts_by_group": [[["displaced", None, 3e9, 4, 5, None]], None]}}
    _, block = pack_payload(payload | {"places": {}})
    low, best = header_of(block)[0]["incidents"]["counts_by_group"]["parts"][2:4]
    assert (low["kind"], low["isJson"], best["kind"]) == ("text", True, "numbers")


def test_only_place_of_each_incident_takes_no_room():
    places = {"incident": [0, 1, 2], "lat": [1.0, 2.0, 3.0]}
    specs = [
        header_of(next(pack_payload({"size": 3, "incidents": {}, "places": places | {"incident": owners}})))[
            0
        ]
        for owners in ([0, 1, 2], [0, 0, 1])
    ]
    assert specs[0]["places"]["incident"] == {"kind": "range"}
    assert specs[1]["places"]["incident"]["kind"] == "numbers"
    assert [spec["placeSize"] for spec in specs] == [3, 3]
