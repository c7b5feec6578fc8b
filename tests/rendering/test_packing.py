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
    header, arrays = header_of(pack_payload(payload)[0])
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
