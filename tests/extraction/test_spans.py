import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.extraction.parse import iter_blocks
from geomap.extraction.spans import cue_after, cue_before, token_range, trim
from geomap.model import Parse, Token


def parse(text, tags=None):
    """Make a parse of one sentence of words between spaces; capitalised words are proper nouns."""
    tokens, at = [], 0
    for index, word in enumerate(text.split(" ")):
        tag = "NNP" if word[:1].isupper() else "NN" if word.isalpha() else "HYPH"
        tokens.append(
            Token(
                text=word,
                start=at,
                end=at + len(word),
                lemma=word.lower(),
                tag=(tags or {}).get(word, tag),
                dep="dep",
                head=index,
                sentence=0,
            )
        )
        at += len(word) + 1
    return Parse(tokens=tuple(tokens), sentences=((0, len(tokens)),))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Hague's", "Hague"),
        ("The Gambia", "Gambia"),
        ("“Lviv”", "Lviv"),
        ("Lagos’s", "Lagos"),
        (" Quito, ", "Quito"),
        ("(Accra)", "Accra"),
        ("the U.S.", "U.S."),
        ("Washington D.C.", "Washington D.C."),
        ("Tunis.", "Tunis"),
        ("this Cairo", "Cairo"),
        ("–Port-au-Prince–", "Port-au-Prince"),
        ("the the", "the"),
        ("...", ""),
        ("", ""),
    ],
)
def test_what_is_no_part_of_a_name_is_trimmed(text, name):
    start, end = trim(text, 0, len(text))
    assert text[start:end] == name


@given(st.text(alphabet="Aa bé.,'’s-“(the", max_size=25))
def test_trimming_stays_inside_and_is_finished(text):
    start, end = trim(text, 0, len(text))
    assert 0 <= start <= end <= len(text)
    assert trim(text, start, end) == (start, end)


@pytest.mark.parametrize(
    ("text", "at", "word", "length"),
    [
        ("Engels air base burned", 1, "air base", 2),
        ("Osan airbase burned", 1, "airbase", 1),
        ("Zaatari refugee camp burned", 1, "refugee camp", 2),
        ("Lugo province voted", 1, "province", 1),
        ("Lugo voted", 1, None, 0),
        ("Lugo", 1, None, 0),
    ],
)
def test_the_word_behind_a_name_says_what_it_is(text, at, word, length):
    found = cue_after(parse(text), at)
    assert (word, length) == (None, 0) if found is None else (found[0].word, found[1]) == (word, length)


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("the village of Kona", 3, "village"),
        ("the towns of Kona", 3, "town"),
        ("the refugee camp of Kona", 4, "refugee camp"),
        ("Lake Volta", 1, "lake"),
        ("the capital , Accra", 3, "capital"),
        ("the president , Accra", 3, None),
        ("an airport Kona", 2, None),
        ("Kona", 0, None),
    ],
)
def test_the_word_before_a_name_says_what_it_is(text, at, word):
    found = cue_before(parse(text), at)
    assert (None if found is None else found.word) == word


def test_the_tokens_that_touch_a_range_of_characters():
    found = parse("ten men in Oran now")
    starts = [token.start for token in found.tokens]
    assert token_range(found, 11, 15, starts) == (3, 4)
    assert token_range(found, 5, 12, starts) == (1, 4)
    assert token_range(found, 7, 8, starts) == (2, 2)


def test_paragraphs_are_blocks_and_blank_ones_are_not():
    text = "First one.\n\nSecond one.\n   \nThird."
    assert [text[start:end] for start, end in iter_blocks(text, 0, len(text))] == [
        "First one.", "Second one.", "Third.",
    ]  # fmt: skip


def test_lines_that_break_inside_sentences_stay_together():
    paragraph = (
        "The river rose in the night and took\nthe lower road with it, so that nobody\ncould cross "
        "until the army had laid\na bridge of boats beside the old mill."
    )
    text = f"{paragraph}\n\n{paragraph}"
    assert [text[start:end] for start, end in iter_blocks(text, 0, len(text))] == [paragraph, paragraph]


def test_a_megabyte_without_a_break_is_cut_into_pieces_that_miss_nothing():
    text = "word " * 200_000
    blocks = list(iter_blocks(text, 0, len(text)))
    assert max(end - start for start, end in blocks) <= 50_000
    assert "".join(text[start:end] for start, end in blocks) == text
