"""Pins by name: which hold for a document, and where a text says them."""

import pytest

from geomap.gazetteer.pins import DocumentPins, Pins
from geomap.model import Document, Mention, MentionKind, Pin, Place


def place(name, feature="P.PPL", **fields):
    cls, code = feature.split(".")
    return Place(id=f"t:{name}", name=name, lat=1.0, lon=2.0, feature_class=cls, feature_code=code, **fields)


def pin(name, where="somewhere", **fields):
    return Pin(name=name, place=None if where is None else place(where), **fields)


def said(text, *names):
    pins = DocumentPins(tuple(pin(name) for name in names))
    return [text[start:end] for start, end, _ in pins.spans(text)]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("They came to MASHTAL and mashtal.", "Mashtal", ["MASHTAL", "mashtal"]),
        ("In Ḩimş and Hims", "Hims", ["Ḩimş", "Hims"]),
        ("Mashtals, Mashtali, xMashtal, Mashtal2", "Mashtal", []),
        ("Mashtal's gate, Mashtal’s wall, the ‘Mashtal’", "Mashtal", ["Mashtal", "Mashtal", "Mashtal"]),
        ("At Land's End, and at Lands End's shore", "Land's End", ["Land's End", "Lands End"]),
        ("Ain al-Asad, Ain  al Asad", "Ain al-Asad", ["Ain al-Asad", "Ain  al Asad"]),
        ("Ain\nal-Asad, Ain\n\nal-Asad", "Ain al-Asad", ["Ain\nal-Asad"]),
        ("St. Louis and St Louis", "St Louis", ["St. Louis", "St Louis"]),
        ("They left the Tower. 22 people stayed.", "Tower 22", []),
        ("Tower, 22 people", "Tower 22", []),
        ("Sanaa, Sana‘a’ and Sana'a", "Sana'a", ["Sanaa", "Sana‘a", "Sana'a"]),
        ("قصف حِمص ودمشق", "حمص", ["حِمص"]),
        ("Cafe\u0301 Noir, Café Noir", "Cafe Noir", ["Cafe\u0301 Noir", "Café Noir"]),
    ],
)
def test_names_are_found_as_whole_words_however_they_are_written(text, name, found):
    assert said(text, name) == found


def test_the_longest_name_is_found_first():
    text = "New Port Road is not New Port."
    assert said(text, "New Port", "Port", "New Port Road") == ["New Port Road", "New Port"]
    assert said("a b c d", "a b", "b c d") == ["b c d"]


def test_no_pins_find_nothing():
    assert not DocumentPins(())
    assert DocumentPins(()).spans("Mashtal") == []


def mention(text, cue=None, kind=MentionKind.LITERAL):
    return Mention(doc_id="d", text=text, start=0, end=len(text), cue=cue, kind=kind)


def test_a_word_for_a_kind_of_place_changes_nothing_unless_it_asks_for_a_unit():
    pins = DocumentPins((pin("Homs"), Pin(name="Anbar", place=place("Anbar", "A.ADM1"))))
    for text in ("Homs", "HOMS", "Homs city", "city of Homs"):
        assert pins.of(mention(text, "city")) is pins.pins[0]
    assert pins.of(mention("Homs", "airbase")) is pins.pins[0]
    assert pins.of(mention("Homs Governorate", "governorate")) is None
    assert pins.of(mention("Homs", "governorate")) is None
    assert pins.of(mention("Anbar province", "province")) is pins.pins[1]
    assert pins.of(mention("Homsi")) is None


def test_what_is_no_place_is_so_with_any_word_beside_it_but_not_as_part_of_a_name():
    pins = DocumentPins((pin("March", None),))
    assert pins.of(mention("march", "city")).place is None
    assert pins.of(mention("March airbase", "airbase")) is None


def test_peoples_and_borders_are_left_alone():
    pins = DocumentPins((pin("Georgian"), pin("Jordan-Syria border")))
    assert pins.of(mention("Georgian", kind=MentionKind.DEMONYM)) is None
    assert pins.of(mention("Jordan-Syria border", cue="border")) is None


def test_the_narrower_pin_goes_first_then_the_earlier():
    general, other = pin("X", "general"), pin("x", "later")
    country = pin("X", "country", country="IQ")
    document = pin("X", "document", document="a.txt")
    assert DocumentPins((general, other)).named("X") is general
    assert DocumentPins((general, country)).named("X") is country
    assert DocumentPins((country, general, document)).named("X") is document


def test_a_pin_for_a_country_holds_there_and_beside_its_places():
    iraq, syria, general = pin("X", country="IQ"), pin("X", country="SY"), pin("Y")
    pins = DocumentPins((iraq, syria, general))
    assert pins.general.pins == (general,)
    assert pins.local.pins == (iraq, syria)
    assert pins.within(frozenset()).named("X") is None
    assert pins.within(frozenset(["SY"])).named("X") is syria
    assert pins.within(frozenset(["SY"]), {"x": "IQ"}).named("X") is iraq
    assert pins.within(frozenset(["SY"]), {"x": "JO"}).named("X") is syria
    assert pins.within(frozenset(["SY"]), {"x": "IQ"}).named("Y") is general


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        ("a.txt", True), ("A.TXT", True), ("*.txt", True), ("news/a.txt", True), ("news\\*.txt", True),
        ("2024/news/a.txt", True), ("id7", True), ("b.txt", False), ("news", False), ("other/a.txt", False),
        ("ID7", False),
    ],
)  # fmt: skip
def test_a_document_is_told_by_its_id_or_the_name_of_its_file(pattern, holds):
    pins = Pins([pin("X", document=pattern)])
    doc = Document(id="id7", text="", source="2024/news/a.txt")
    assert (pins.of(doc).named("X") is not None) == holds


def test_documents_with_the_same_pins_share_them():
    pins = Pins([pin("X", document="a*"), pin("Y")])
    docs = [Document(id=name, text="", source=f"{name}.txt") for name in ("a1", "a2", "b")]
    first, second, third = (pins.of(doc) for doc in docs)
    assert first is second
    assert first is not third


def test_a_reason_names_the_pin_its_meaning_and_its_line():
    point = Place(id="pin:33.5,44.0", name="Camp X", lat=33.5, lon=44.0, feature_class="S", feature_code="")
    own = Pin(name="Camp X", place=point, origin="pins.csv, line 3", note="seen")
    assert own.reason == "pinned: 'Camp X' means 33.5, 44.0 (pins.csv, line 3); seen"
    known = Pin(name="X", place=place("Homs", admin1="Homs", country="Syria"), origin="p.csv, line 2")
    assert known.reason == "pinned: 'X' means Homs, Syria (p.csv, line 2)"
    assert Pin(name="X", place=None).reason == "pinned: not a place"
