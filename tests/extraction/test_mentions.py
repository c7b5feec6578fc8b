import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.extraction import extract_mentions, parse_document
from geomap.model import Document, MentionKind


@pytest.fixture(scope="session")
def read(opened):
    def mentions(text, **fields):
        doc = Document(id="d1", text=text, source="d1.txt", **fields)
        return extract_mentions(doc, parse_document(doc, opened.model), opened.gazetteer)

    return mentions


def by_text(mentions):
    return {mention.text: mention for mention in mentions}


def test_what_the_model_calls_a_place_is_a_mention(read):
    found = read("The train from Milan reached Leipzig, in Saxony, at noon.")
    assert [mention.text for mention in found] == ["Milan", "Leipzig", "Saxony"]
    assert {mention.kind for mention in found} == {MentionKind.LITERAL}


def test_determiners_quotes_and_endings_are_no_part_of_a_name(read):
    names = [
        mention.text
        for mention in read("He flew to the Gambia, then to “Tokyo”. Nairobi's airport was shut.")
    ]
    assert "Tokyo" in names
    assert "Nairobi" in names
    assert not any(name.lower().startswith("the ") or name.endswith("'s") for name in names)


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("Rockets fell on Dzhankoi airbase overnight.", "Dzhankoi", "airbase"),
        ("The fire began in the Tepito neighbourhood.", "Tepito", "neighbourhood"),
        ("They met in the village of Qaraoun on Friday.", "Qaraoun", "village"),
        ("Voters in Kasai province stayed at home.", "Kasai", "province"),
        ("Police searched the Ampara district for hours.", "Ampara", "district"),
        ("Guards closed the Rafah crossing on Sunday.", "Rafah", "crossing"),
    ],
)
def test_a_word_beside_a_name_gives_it_away(read, text, name, cue):
    (mention,) = [mention for mention in read(text) if name in mention.text]
    assert mention.cue == cue
    assert mention.kind is MentionKind.LITERAL


def test_a_capital_named_in_apposition_has_its_cue(read):
    assert by_text(read("Shots were heard in the capital, Conakry, on Monday."))["Conakry"].cue == "capital"


@pytest.mark.parametrize(
    ("text", "border"),
    [
        ("Trucks waited at the Ghana-Togo border.", "Ghana-Togo border"),
        ("Trucks waited at the border between Ghana and Togo.", "border between Ghana and Togo"),
        ("Trucks waited on Ghana's border with Togo.", "Ghana's border with Togo"),
    ],
)
def test_a_border_is_one_mention(read, text, border):
    (mention,) = read(text)
    assert (mention.text, mention.cue, mention.extractor) == (border, "border", "cue:border")


def test_a_border_of_names_that_are_no_countries_is_not_one(read):
    assert all("border" not in mention.text for mention in read("Paint peeled at the Smith-Jones border."))


def test_a_people_is_a_demonym_and_not_a_place(read):
    found = by_text(read("Chilean firefighters and two Italians helped."))
    assert found["Chilean"].kind is found["Italians"].kind is MentionKind.DEMONYM


def test_a_country_inside_the_name_of_an_organisation_is_associative(read):
    found = [mention for mention in read("The Bank of Japan raised its rates.") if mention.text == "Japan"]
    assert [mention.kind for mention in found] == [MentionKind.ASSOCIATIVE]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Bogota rejected the offer.", "Bogota", MentionKind.ASSOCIATIVE),
        ("Minsk accused Warsaw of lying.", "Warsaw", MentionKind.ASSOCIATIVE),
        ("Talks with Norway went on.", "Norway", MentionKind.ASSOCIATIVE),
        ("A Canada team won the cup.", "Canada", MentionKind.ASSOCIATIVE),
        ("Peru suffered its worst flood.", "Peru", MentionKind.LITERAL),
        ("Bogota saw its worst flood.", "Bogota", MentionKind.LITERAL),
        ("A flood hit the Bangkok suburbs.", "Bangkok", MentionKind.LITERAL),
        ("A ship sank off the Libya coast.", "Libya", MentionKind.LITERAL),
    ],
)
def test_a_government_is_told_from_a_place(read, text, name, kind):
    assert by_text(read(text))[name].kind is kind


def test_names_listed_with_a_place_are_places(read):
    names = [mention.text for mention in read("Floods in Chittagong and Sylhet killed 31 people last week.")]
    assert names == ["Chittagong", "Sylhet"]


def test_what_is_shelled_or_entered_is_a_place(read):
    assert "Kunduz" in by_text(read("Fighters entered Kunduz at dawn."))
    assert "Mariupol" in by_text(read("The army shelled Mariupol on Tuesday."))


def test_the_full_stop_of_an_abbreviation_belongs_to_it(read):
    assert "Ala." in by_text(read("A tornado hit Selma, Ala., on Thursday."))


def test_mentions_are_in_order_apart_and_where_they_say(read):
    text = (
        "Bandits from Niger attacked the town of Gusau, in Zamfara state, on Friday. The "
        "Nigeria-Niger border is shut.\n\n"
        "In Abuja, the Bank of Nigeria said the “U.S.” and Chad had lent money to Nigerian farmers "
        "near Lake Chad."
    )
    found = read(text)
    assert len(found) >= 9
    last = 0
    for mention in found:
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.doc_id == "d1"
        last = mention.end


def test_names_in_hard_wrapped_lines_are_found(read):
    text = (
        "The ferry left the harbour of Piraeus before\ndawn with two hundred people and a load of\n"
        "olives, and was due in Heraklion by noon on\nthe same day, said the owner of the company."
    )
    assert [mention.text for mention in read(text)] == ["Piraeus", "Heraklion"]


def test_a_text_without_names_has_no_mentions(read):
    assert read("it rained all day and nobody went out.") == ()
    assert read("") == ()
    assert read("Header of Lima\n", body=(15, 15)) == ()


def test_emoji_and_right_to_left_text_do_no_harm(read):
    text = "🔥🔥 A blaze in Haifa (חיפה) 🔥 spread; دمشق was calm. Crews came from Acre."
    for mention in read(text):
        assert text[mention.start : mention.end] == mention.text
    assert "Haifa" in by_text(read(text))


PIECES = st.sampled_from(
    [
        "in",
        "the",
        "Lima",
        "of",
        "Homs",
        "airbase",
        ",",
        ".",
        "-",
        "(",
        ")",
        "’s",
        "U.S.",
        "border",
        "Syria",
        "and",
        "Iraq",
        "between",
        "Lake",
        "Chad",
        "Mr",
        "Paris",
        "said",
        "hit",
        "دمشق",
        "🔥",
        "\n\n",
        "province",
        "the-Hague",
        "near",
        "IN",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES, max_size=14).map(" ".join))
def test_any_words_are_read_without_overlaps(read, text):
    last = 0
    for mention in read(text):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        last = mention.end


def test_the_same_text_gives_the_same_mentions(read):
    text = "Gunmen attacked a bus in Garissa, Kenya, on Friday."
    assert read(text) == read(text)
