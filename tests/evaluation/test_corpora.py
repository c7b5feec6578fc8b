"""Labelled files: layouts, offsets, and files that are no corpora."""

import gzip
import hashlib
import json

import pytest

from geomap.errors import EmptyInputError, InputError, MissingInputError, UnreadableInputError
from geomap.evaluation import read_corpus

TEXT = "Floods hit Derna in Libya. Derna asked for help."
LGL = """<?xml version="1.0" encoding="iso-8859-1"?>
<articles><article docid="77"><feedid>3</feedid><title>Floods</title><domain>example.org</domain>
<text>{text}</text><toponyms>
<toponym><start>11</start><end>16</end><phrase>Derna</phrase>
<gaztag geonameid="87205"><name>Darnah</name><lat>32.76</lat><lon>22.63</lon></gaztag></toponym>
<toponym><start>20</start><end>25</end><phrase>Libya</phrase></toponym>
</toponyms></article></articles>"""
GEOVIRUS = """<articles><article><source>x</source><text>{text}</text><locations>
<location><name>Derna</name><altName>Darnah</altName><lat>32.76</lat><lon>22.63</lon><page>N/A</page>
<start>12</start><end>17</end></location></locations></article></articles>"""
WIKTOR = """<pages><page number="4"><pageTitle>Derna, Libya</pageTitle><toponymName>Derna</toponymName>
<text><![CDATA[{text}]]></text><toponymIndices count="2">
<toponym><start>11</start><end>16</end></toponym><toponym><start>27</start><end>32</end></toponym>
</toponymIndices><url>x</url><lat>32.76</lat><lon>22.63</lon></page></pages>"""


@pytest.fixture
def corpus(tmp_path):
    def write(content, name="corpus.jsonl"):
        path = tmp_path / name
        payload = content if isinstance(content, bytes) else content.encode("utf-8")
        path.write_bytes(payload)
        return read_corpus(path)

    return write


def line(toponyms, text=TEXT, key="toponyms", **more):
    return json.dumps({"id": "a", "text": text, key: toponyms, **more}) + "\n"


def spans(found):
    return [(one.start, one.end, one.text) for document in found.documents for one in document.toponyms]


def test_json_lines(corpus):
    gold = {"start": 11, "end": 16, "name": "Derna", "lat": 32.76, "lon": 22.63, "geonameid": 87205}
    source = {"domain": "example.org", "date": "2023-09-12 10:00:00-05"}
    content = line([gold, {"start": 20, "end": 25}], source=source)
    found = corpus(content)
    (document,) = found.documents
    first, second = document.toponyms
    assert (first.lat, first.lon, first.geonameid, first.has_point) == (32.76, 22.63, 87205, True)
    assert (second.text, second.has_point) == ("Libya", False)
    assert (document.date, document.outlets, document.source_location) == (
        "2023-09-12",
        ("example.org",),
        None,
    )
    assert found.sha256 == hashlib.sha256(content.encode("utf-8")).hexdigest()
    assert (found.name, dict(found.dropped), found.snapped) == ("corpus.jsonl", {}, 0)


def test_gzipped_json_lines_are_digested_as_they_stand(corpus):
    payload = gzip.compress(line([{"start": 11, "end": 16}]).encode("utf-8"), mtime=0)
    found = corpus(payload, "corpus.jsonl.gz")
    assert found.sha256 == hashlib.sha256(payload).hexdigest()
    assert spans(found) == [(11, 16, "Derna")]


def test_line_separators_of_unicode_do_not_end_a_line(corpus):
    text = "Rain.\u2028Derna is wet.\x85End"
    content = json.dumps({"id": 1, "text": text, "mentions": [{"start": 6, "end": 11}]}, ensure_ascii=False)
    assert spans(corpus(content)) == [(6, 11, "Derna")]


def test_of_entities_the_outermost_places_are_read(corpus):
    text = "The 3rd Battalion left northern Syria on Monday."
    entities = [
        {"start": 23, "end": 37, "type": "Location", "value": "northern Syria"},
        {"start": 32, "end": 37, "type": "Location", "value": "Syria"},
        {"start": 41, "end": 47, "type": "Temporal", "value": "Monday"},
    ]
    assert spans(corpus(line(entities, text=text, key="entities"))) == [(23, 37, "northern Syria")]


def test_names_are_looked_for_near_their_offsets(corpus):
    moved = corpus(
        line([{"start": 14, "end": 19, "name": "derna"}, {"start": 22, "end": 27, "name": "Libya"}])
    )
    assert spans(moved) == [(11, 16, "Derna"), (20, 25, "Libya")]
    assert moved.snapped == 2


def test_of_two_near_names_the_nearer_is_meant(corpus):
    assert spans(corpus(line([{"start": 24, "end": 29, "name": "Derna"}]))) == [(27, 32, "Derna")]


def test_what_cannot_be_used_is_counted(corpus):
    bad = [
        {"start": 11, "end": 16, "name": "Derna"},
        {"start": 11, "end": 16, "name": "Derna"},
        {"start": 20, "end": 25, "name": "Tripoli"},
        {"start": 900, "end": 905},
    ]
    found = corpus(line(bad))
    assert spans(found) == [(11, 16, "Derna")]
    assert sorted(found.dropped.values()) == [1, 2]


def test_a_point_that_is_none_on_earth_is_no_point(corpus):
    found = corpus(line([{"start": 11, "end": 16, "lat": 132.0, "lon": 22.0}]))
    assert found.documents[0].toponyms[0].has_point is False


@pytest.mark.parametrize("layout", [LGL, GEOVIRUS], ids=["LGL", "GeoVirus"])
def test_xml_layouts(corpus, layout):
    found = corpus(layout.format(text=TEXT), "corpus.xml")
    first = found.documents[0].toponyms[0]
    assert (first.start, first.text, first.lat, first.names) == (11, "Derna", 32.76, ("Darnah",))
    assert found.snapped == 0


def test_lgl_holds_ids_outlets_and_toponyms_without_a_point(corpus):
    (document,) = corpus(LGL.format(text=TEXT), "lgl.xml").documents
    assert (document.id, document.outlets) == ("77", ("example.org", "3"))
    assert [one.geonameid for one in document.toponyms] == [87205, None]
    assert document.toponyms[1].has_point is False


def test_xml_is_utf_8_whatever_its_declaration_says(corpus):
    text = TEXT.replace("hit", "hït")
    assert corpus(LGL.format(text=text), "lgl.xml").documents[0].text == text


def test_wiktor_has_one_name_and_point_a_page(corpus):
    found = corpus(WIKTOR.format(text=TEXT), "wiktor.xml")
    assert spans(found) == [(11, 16, "Derna"), (27, 32, "Derna")]
    assert {one.lon for one in found.documents[0].toponyms} == {22.63}
    assert found.documents[0].id == "4"


BOMB = (
    '<!DOCTYPE articles [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<articles><article><text>&b;</text><toponyms/></article></articles>"
)
OUTSIDE = (
    '<!DOCTYPE articles [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<articles><article><text>&a;</text><toponyms/></article></articles>"
)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("", EmptyInputError, "is empty"),
        (" \n ", EmptyInputError, "is empty"),
        ("plain words", UnreadableInputError, "line 1: not a labelled document"),
        ('{"id": 1, "text": "x"}', UnreadableInputError, "no 'entities'"),
        ('{"id": 1, "text": 5, "toponyms": []}', UnreadableInputError, "its text is no string"),
        ('{"id": 1, "text": "x", "toponyms": [{"start": "a", "end": 2}]}', UnreadableInputError, "line 1"),
        ("[" * 100_000, UnreadableInputError, "line 1"),
        ('{"id": 1, "text": "x", "toponyms": []}', InputError, "no document has an annotated place name"),
        (b"\xff\xfe\x00", UnreadableInputError, "not UTF-8"),
        (b"\x1f\x8b broken", UnreadableInputError, "a damaged gzip file"),
        (gzip.compress(b"{}" * 999)[:20], UnreadableInputError, "a damaged gzip file"),
        ("<articles><article>", UnreadableInputError, "not well-formed XML"),
        ("<rss><item><title>x</title></item></rss>", UnreadableInputError, "not a layout of"),
        (BOMB, UnreadableInputError, "has a DOCTYPE"),
        (OUTSIDE, UnreadableInputError, "has a DOCTYPE"),
        (LGL.replace("<end>16</end>", "").format(text=TEXT), UnreadableInputError, "has no <end>"),
        (LGL.replace("<start>11", "<start>x").format(text=TEXT), UnreadableInputError, "cannot be read"),
    ],
)
def test_files_that_are_no_corpora_are_one_line(corpus, content, error, words):
    with pytest.raises(error) as caught:
        corpus(content)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "corpus.jsonl" in str(caught.value)


def test_missing_file(tmp_path):
    with pytest.raises(MissingInputError, match="there is no corpus"):
        read_corpus(tmp_path / "none.jsonl")
    with pytest.raises(UnreadableInputError, match="cannot read"):
        read_corpus(tmp_path)
