from datetime import date
from pathlib import Path

import pytest

from geomap.errors import EmptyInputError
from geomap.readers import ReadSettings, iter_documents

FIXTURES = Path(__file__).parent.parent / "fixtures"


def read_bytes(tmp_path, payload, **settings):
    path = tmp_path / "page.html"
    path.write_bytes(payload)
    problems = []
    (doc,) = iter_documents([path], settings=ReadSettings(**settings), problems=problems)
    return doc, problems


def test_a_page_gives_its_text_and_metadata():
    (doc,) = iter_documents([FIXTURES / "page.html"], problems=[])
    assert doc.title == "Shells fall on market town"
    assert doc.text.split("\n")[0] == doc.title
    assert doc.text[slice(*doc.title_span)] == doc.title
    assert doc.publisher == "Example Daily"
    assert doc.url == "https://daily.example/2022/05/17/shells-market-town"
    assert (doc.published, doc.date_rule) == (date(2022, 5, 18), "meta")
    body = doc.text[slice(*doc.body)]
    assert body.startswith("Shells fell on the market square")
    assert "Home" not in doc.text
    assert "ran" not in doc.text.split()


def test_markup_in_text_stays_text():
    (doc,) = iter_documents([FIXTURES / "page.html"], problems=[])
    assert "<img src=x onerror=alert(1)>" in doc.text
    assert "<p>" not in doc.text


def test_a_short_page_keeps_its_text(tmp_path):
    doc, _ = read_bytes(
        tmp_path,
        b"<html><head><title>Note</title></head><body><p>Two hurt in Homs.</p><script>x</script></body>",
    )
    assert doc.text == "Note\nTwo hurt in Homs."
    assert doc.text[slice(*doc.body)] == "Two hurt in Homs."


def test_a_title_with_a_date_gives_no_document_date(tmp_path):
    doc, _ = read_bytes(
        tmp_path,
        b"<html><head><title>The fire of 3 March 2019</title></head><body><p>It burned on 3 March 2019.</p>",
    )
    assert doc.published is None


def test_the_declared_encoding_is_used(tmp_path):
    head = "<html><head><meta charset='windows-1256'><title>خبر</title></head>"
    page = f"{head}<body><p>قتل شخصان في حمص</p></body></html>"
    doc, problems = read_bytes(tmp_path, page.encode("cp1256"))
    assert doc.text == "خبر\nقتل شخصان في حمص"
    assert problems == []


def test_deep_nesting_and_control_characters_do_no_harm(tmp_path):
    doc, _ = read_bytes(
        tmp_path, b"<html><body>" + b"<div>" * 20000 + b"<p>deep \x01 text</p>" + b"</div>" * 20000
    )
    assert doc.text == "deep text"


def test_a_page_that_only_scripts_would_fill_is_empty(tmp_path):
    with pytest.raises(EmptyInputError, match="without text"):
        read_bytes(tmp_path, b"<html><body><script>write()</script></body></html>")


def test_a_page_states_its_language(tmp_path):
    page = "<html class=x lang='fr-CA'><head><title>Un titre</title></head><body><p>{}</p></body></html>"
    doc, _ = read_bytes(tmp_path, page.format("Le texte de la page. " * 20).encode())
    assert doc.language == "fr"
    doc, _ = read_bytes(tmp_path, b"<html><body><p>Text without a language.</p></body></html>")
    assert doc.language is None
