import pytest

from geomap.errors import InputError, UnknownNameError
from geomap.extraction import DEFAULT_MODEL, load_model, parse_document
from geomap.extraction.parse import MAX_CHARACTERS
from geomap.model import Document


def test_offsets_count_in_the_whole_document(article):
    doc = article("Rain fell on Tunis.\n\nA dam broke near Béja.", title="Dam breaks")
    parse = parse_document(doc, load_model())
    for piece in (*parse.tokens, *parse.entities):
        assert doc.text[piece.start : piece.end] == piece.text
    assert len(parse.sentences) == 3
    assert [parse.tokens[first].text for first, _ in parse.sentences] == ["Dam", "Rain", "A"]
    for first, last in parse.sentences:
        assert all(first <= token.head < last for token in parse.tokens[first:last])


def test_a_line_break_in_a_wrapped_paragraph_ends_no_sentence(article):
    text = (
        "The mine in Kolwezi was shut after\ntwo shafts fell in on Tuesday, said\nthe owner of the "
        "works, who had been\nwarned about them by the inspector."
    )
    doc = article(text)
    parse = parse_document(doc, load_model())
    assert len(parse.sentences) == 1
    assert all("\n" not in token.text or token.text.isspace() for token in parse.tokens)


def test_a_body_of_nothing_has_an_empty_parse():
    doc = Document(id="d1", text="A header\n", source="d1.txt", body=(9, 9))
    assert parse_document(doc, load_model()).tokens == ()
    assert parse_document(Document(id="d2", text="", source="d2.txt"), load_model()).sentences == ()


def test_emoji_and_other_scripts_keep_their_offsets(article):
    doc = article("🚨🚨 Fire in Haifa (חיפה) — دمشق is calm. 👩‍👩‍👧 were moved to Acre.")
    parse = parse_document(doc, load_model())
    for piece in (*parse.tokens, *parse.entities):
        assert doc.text[piece.start : piece.end] == piece.text
    assert any(token.text == "Haifa" for token in parse.tokens)


def test_a_text_that_is_no_article_is_refused():
    doc = Document(id="d1", text="a " * (MAX_CHARACTERS // 2 + 1), source="corpus.txt")
    with pytest.raises(InputError, match=r"corpus\.txt: 5,000,002 characters .* split it") as caught:
        parse_document(doc, load_model())
    assert "\n" not in str(caught.value)


def test_a_model_that_is_not_installed_is_named_in_one_line():
    with pytest.raises(UnknownNameError, match=r"no spaCy model 'xx_none_sm' is installed") as caught:
        load_model("xx_none_sm")
    assert DEFAULT_MODEL in str(caught.value)
    assert "pip install" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_model_is_loaded_once():
    assert load_model() is load_model()
