import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.extraction.gazetteer_pass import extract_by_gazetteer
from geomap.extraction.languages import find_language
from geomap.model import Document, MentionKind
from geomap.pipeline.api import parse

ARTICLES = tomllib.loads((Path(__file__).parent / "language_articles.toml").read_text(encoding="utf-8"))
CASES = [(part, code) for part, articles in ARTICLES.items() for code in articles]


def read_marked(source):
    """Return a text without its marks, and the country code of each marked span."""
    text, spans, at = "", {}, 0
    for mark in re.finditer(r"\{([^|}]*)\|([A-Z]{2})\}", source):
        text += source[at : mark.start()]
        spans[len(text), len(text) + len(mark[1])] = mark[2]
        text += mark[1]
        at = mark.end()
    return text + source[at:], spans


@pytest.fixture(scope="session")
def find(opened):
    def mentions(code, text, **options):
        doc = Document(id="d1", text=text, source="d1.txt")
        return extract_by_gazetteer(doc, find_language(code), opened.gazetteer, **options)

    return mentions


@pytest.mark.parametrize(("part", "code"), CASES)
def test_the_places_of_an_article_are_found_and_little_else(find, part, code):
    text, gold = read_marked(ARTICLES[part][code]["text"])
    assert len(gold) >= 6
    found = {(mention.start, mention.end) for mention in find(code, text)}
    hits = found & set(gold)
    assert len(hits) >= 0.85 * len(gold), [text[start:end] for start, end in set(gold) - found]
    assert len(hits) >= 0.9 * len(found), [text[start:end] for start, end in found - set(gold)]


def test_a_mention_is_the_words_of_the_text(find):
    for part, code in CASES:
        text, _ = read_marked("🙂 " + ARTICLES[part][code]["text"])
        for mention in find(code, text):
            assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("code", "text", "word", "base"),
    [
        ("ru", "Взрывы слышны в Воронеже.", "Воронеже", "воронеж"),
        ("ru", "Жители Мариуполя ждут воды.", "Мариуполя", "мариуполь"),
        ("uk", "Вибухи лунали в Харкові.", "Харкові", "харків"),
        ("pl", "Policja w Krakowie szuka sprawcy.", "Krakowie", "krakow"),
        ("tr", "Dün Ankarada yağmur yağdı.", "Ankarada", "ankara"),
        ("ar", "وصلت المساعدات للعراق أمس.", "للعراق", "العراق"),
    ],
)
def test_an_inflected_name_keeps_its_words_and_has_a_base_form(find, code, text, word, base):
    (mention,) = find(code, text)
    assert (mention.text, mention.base, mention.name) == (word, base, base)


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("ar", "وقع انفجار بحلب صباحا.", "حلب"),
        ("ar", "زار الوفد دمشق وبيروت.", "بيروت"),
        ("he", "הפצועים פונו לחיפה.", "חיפה"),
        ("tr", "Deprem Hatay'da hissedildi.", "Hatay"),
        ("ko", "화재가 부산에서 일어났다.", "부산"),
        ("fr", "Des familles ont fui vers l'Algérie.", "Algérie"),
    ],
)
def test_what_is_written_together_with_a_name_is_no_part_of_it(find, code, text, name):
    found = [mention for mention in find(code, text) if mention.text == name]
    assert len(found) == 1
    assert found[0].base is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Jordan Bardella et Emmanuel Macron ont parlé lundi."),
        ("es", "El presidente Pedro Sánchez y Rosario Murillo hablaron ayer."),
        ("fr", "Nous avons vu la lune. Lune et soleil brillaient."),
        ("ar", "وقالت الوزارة في بيان إن ذلك لم يحدث في وقت سابق."),
        ("tr", "Dışişleri Bakanı konuştu, Pazar günü dönecek."),
        ("zh", "人民需要和平,中心已经关闭。"),
        ("de", "Im August blieb das Haus am Wald leer, das Essen war kalt."),
    ],
)
def test_people_and_everyday_words_are_no_places(find, code, text):
    assert find(code, text) == ()


def test_a_country_inside_a_longer_name_is_associative(find):
    (mention,) = find("fr", "Le club Olympique Algérie Football a gagné.")
    assert (mention.text, mention.kind) == ("Algérie", MentionKind.ASSOCIATIVE)


def test_a_small_place_counts_behind_a_preposition_only(find):
    assert [mention.text for mention in find("fr", "Un homme a été arrêté à Djibo hier.")] == ["Djibo"]
    assert [mention.text for mention in find("fr", "Djibo a répondu hier.")] == []


def test_an_installed_recogniser_is_used(find):
    model = spacy.blank("fr")
    ruler = model.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "LOC", "pattern": "Trou-la-Ville"}, {"label": "PER", "pattern": "Paris"}])
    found = find("fr", "La police de Trou-la-Ville cherche un homme près de Lyon.", model=model)
    assert [(mention.text, mention.extractor) for mention in found] == [
        ("Trou-la-Ville", "spacy:LOC"),
        ("Lyon", "gazetteer"),
    ]


def test_pins_hold_in_every_language():
    found = {
        record["text"]: record["country_code"]
        for record in parse("Une fête à Lyon et à Zorbly.", language="fr", pins={"Zorbly": "Homs"})
    }
    assert found == {"Lyon": "FR", "Zorbly": "SY"}


@given(
    st.sampled_from(["ar", "de", "fr", "he", "hi", "ja", "ko", "ru", "th", "tr", "zh"]),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=80),
    st.sampled_from(["Paris", "в Москве", "بحلب", "東京", "서울에서", "दिल्ली", "Ankara'da", "กรุงเทพ"]),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_it_and_no_mentions_overlap(find, code, noise, name):
    text = f"{noise} {name} {noise}"
    found = find(code, text)
    assert all(text[mention.start : mention.end] == mention.text != "" for mention in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert found == find(code, text)
