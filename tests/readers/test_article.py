import os
from datetime import date
from pathlib import Path

import pytest

from geomap.readers import ReadSettings, iter_documents

FIXTURES = Path(__file__).parent.parent / "fixtures"
SHARED = Path(os.environ.get("GEOMAP_EVAL_DATA", Path(__file__).parents[2].parent / "shared"))


def read_one(path, **settings):
    problems = []
    (doc,) = iter_documents([path], settings=ReadSettings(**settings), problems=problems)
    return doc, problems


def test_a_news_text_says_what_when_and_where_it_is_from():
    doc, problems = read_one(FIXTURES / "report.txt")
    assert problems == []
    assert doc.title == "Drone hits fuel depot near the port of Latakia"
    assert doc.publisher == "The Coastal Courier"
    assert (doc.published, doc.date_rule) == (date(2023, 3, 3), "header")
    assert doc.url == "https://www.courier.example/world/2023/mar/02/latakia-depot"
    assert doc.text[slice(*doc.title_span)] == doc.title
    body = doc.text[slice(*doc.body)]
    assert body.startswith("A drone hit")
    assert body.endswith("burned for hours.")
    assert not doc.is_row


def test_a_wire_report_is_unwrapped_and_its_dateline_is_no_body():
    doc, _ = read_one(FIXTURES / "wire.txt")
    assert (doc.published, doc.date_rule, doc.publisher) == (date(1998, 11, 14), "dateline", "EXAMPLE PRESS")
    body = doc.text[slice(*doc.body)]
    assert body.startswith("The harbour master said on Friday")
    assert len([line for line in body.split("\n") if line.strip()]) == 2


def test_the_date_of_the_user_is_the_last_resort(tmp_path):
    bare = tmp_path / "bare.txt"
    bare.write_text("Nobody was hurt on Monday. It rained.", encoding="utf-8")
    assert read_one(bare)[0].published is None
    doc, _ = read_one(bare, document_date=date(2020, 1, 2))
    assert (doc.published, doc.date_rule) == (date(2020, 1, 2), "option")
    assert read_one(FIXTURES / "report.txt", document_date=date(2020, 1, 2))[0].published == date(2023, 3, 3)


def test_the_id_depends_on_name_and_content_not_on_the_folder(tmp_path):
    first, second, third = (tmp_path / name for name in ("a/x.txt", "b/x.txt", "b/y.txt"))
    for path in (first, second, third):
        path.parent.mkdir(exist_ok=True)
        path.write_text("Nobody was hurt. It rained.", encoding="utf-8")
    assert read_one(first)[0].id == read_one(second)[0].id
    assert read_one(first)[0].id != read_one(third)[0].id


@pytest.mark.parametrize(
    ("payload", "guessed"),
    [
        ("Málaga was hit.".encode("utf-8-sig"), None),
        ("Málaga was hit.".encode("utf-16"), None),
        (b"M\xe1laga was hit, and that is all we know about it so far.", "cp1252"),
        ("قتل شخصان في مدينة حمص يوم الثلاثاء وأصيب آخرون بجروح".encode("cp1256"), "cp1256"),
    ],
)
def test_encodings_are_told_from_the_bytes(tmp_path, payload, guessed):
    path = tmp_path / "x.txt"
    path.write_bytes(payload)
    doc, problems = read_one(path)
    assert doc.text.startswith(("Málaga", "قتل شخصان في مدينة حمص"))
    assert [problem.value for problem in problems] == ([] if guessed is None else [guessed])


def test_line_ends_of_windows_and_old_macs(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes(b"Bomb near bridge\r\n8 Feb 2024\rNobody was hurt.\r\n")
    doc, _ = read_one(path)
    assert doc.text == "Bomb near bridge\n8 Feb 2024\nNobody was hurt.\n"


@pytest.mark.shared
def test_the_reference_article():
    path = SHARED / "articles" / "guardian-2024-02-08.txt"
    if not path.exists():
        pytest.skip(f"no reference article at {path}; set GEOMAP_EVAL_DATA")
    doc, problems = read_one(path)
    assert problems == []
    assert (doc.published, doc.date_rule, doc.publisher) == (date(2024, 2, 8), "header", "The Guardian")
    assert doc.title is not None
    assert doc.title.startswith("Three dead")
    assert doc.url is not None
    assert "/2024/feb/07/" in doc.url
    body = doc.text[slice(*doc.body)]
    assert body.startswith("The US military presence")
    assert body.endswith("it added.")


@pytest.mark.shared
def test_datelines_of_a_thousand_wire_reports():
    import gzip
    import json

    from geomap.readers.header import read_header
    from geomap.readers.wrap import unwrap

    path = SHARED / "eval" / "incidents" / "muc4.jsonl.gz"
    if not path.exists():
        pytest.skip(f"no wire reports at {path}; set GEOMAP_EVAL_DATA")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        docs = [json.loads(line) for line in stream]
    dated = [doc for doc in docs if doc["dateline_date"] is not None]
    right = sum(str(read_header(unwrap(doc["text"])).published) == doc["dateline_date"] for doc in dated)
    assert right >= 0.99 * len(dated)


@pytest.mark.parametrize(
    "start",
    ["MANILA, June 9, 2024. ", "Bamako (2 July 2024) - ", "BAMAKO (July 2, 2024) — ", "Kyiv, 3 March 2025. "],
)
def test_a_dateline_with_a_whole_date_ends_at_a_full_stop_or_in_brackets(tmp_path, start):
    path = tmp_path / "a.txt"
    path.write_text(f"Blast at a market\n\n{start}A bomb wounded two people on Sunday.\n", encoding="utf-8")
    doc, _ = read_one(path)
    assert doc.date_rule == "dateline"
    assert doc.text[slice(*doc.body)].startswith("A bomb")
