import csv
from pathlib import Path

import pytest

from geomap.extraction import load_model, parse_document
from geomap.extraction.kinds import REASONS, kind_of
from geomap.extraction.spans import token_range
from geomap.gazetteer.countries import country_named
from geomap.model import Document

PATH = Path(__file__).parent / "kinds_sentences.tsv"
FLOORS = {"tuned": 0.95, "held": 0.93}


def read_sentences():
    with PATH.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="session")
def judge(opened):
    def kind(sentence):
        start, end = sentence.index("["), sentence.index("]") - 1
        text = sentence.replace("[", "").replace("]", "")
        parse = parse_document(Document(id="d1", text=text, source="d1.txt"), load_model())
        first, last = token_range(parse, start, end, [token.start for token in parse.tokens])
        country = country_named(opened.gazetteer, text[start:end]) is not None
        return str(kind_of(parse, first, last, country=country))

    return kind


def test_the_sentences_are_many_and_differ():
    rows = read_sentences()
    assert len({row["sentence"] for row in rows}) == len(rows) >= 150
    assert {row["kind"] for row in rows} == {"literal", "associative"}
    assert abs(sum(1 if row["half"] == "held" else -1 for row in rows)) <= 2


@pytest.mark.parametrize("half", FLOORS)
def test_kinds_are_as_labelled(judge, half):
    rows = [row for row in read_sentences() if row["half"] == half]
    wrong = [row["sentence"] for row in rows if judge(row["sentence"]) != row["kind"]]
    assert 1 - len(wrong) / len(rows) >= FLOORS[half], wrong


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("[London]-based monitors counted ten strikes.", "associative"),
        ("The [Chicago] Bears lost.", "associative"),
        ("Talks with [Iran] went on.", "associative"),
        ("The border with [Iran] is closed.", "literal"),
        ("They left Kabul for [Ghazni] on foot.", "literal"),
        ("[Moscow] was accused of the attack.", "associative"),
        ("[Homs] was bombed.", "literal"),
        ("The [Beirut] blast killed two hundred people.", "literal"),
        ("Relations between [Serbia] and Kosovo are tense.", "associative"),
    ],
)
def test_each_reason_decides(judge, sentence, kind):
    assert judge(sentence) == kind


def test_every_reason_says_what_it_is_about():
    assert all(reason.__doc__ for reason in REASONS)
