from datetime import date

import pytest

from geomap.errors import UnknownNameError
from geomap.model import CasualtyCount, DatePrecision, DateSpan
from geomap.rendering.report.words import clean, words_of


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (CasualtyCount(), ""),
        (CasualtyCount(best=0), "none killed"),
        (CasualtyCount(low=0, best=0, high=0), "none killed"),
        (CasualtyCount(best=3), "3 killed"),
        (CasualtyCount(low=3, high=3), "3 killed"),
        (CasualtyCount(low=12), "at least 12 killed"),
        (CasualtyCount(high=1200), "up to 1,200 killed"),
        (CasualtyCount(low=3, high=5), "3 to 5 killed"),
        (CasualtyCount(low=10, best=15, high=20), "15 killed (10 to 20)"),
        (CasualtyCount(best=15, high=20), "15 killed (up to 20)"),
    ],
)
def test_counts_in_words(count, said):
    assert words_of("en").count(count, "killed") == said


@pytest.mark.parametrize(
    ("first", "last", "precision", "said"),
    [
        ("2024-02-07", "2024-02-07", "day", "7 February 2024"),
        ("2024-02-03", "2024-02-07", "days", "3–7 February 2024"),
        ("2024-01-29", "2024-02-04", "week", "29 January – 4 February 2024"),
        ("2023-12-30", "2024-01-02", "days", "30 December 2023 – 2 January 2024"),
        ("2024-02-01", "2024-02-29", "month", "February 2024"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        (None, None, "unknown", ""),
    ],
)
def test_dates_are_as_exact_as_they_are_known(first, last, precision, said):
    days = [None if day is None else date.fromisoformat(day) for day in (first, last)]
    when = DateSpan(start=days[0], end=days[1], precision=DatePrecision(precision))
    assert words_of("en").span(when) == said


def test_no_rounding_makes_a_place_certain():
    assert words_of("en").percent(0.999) == "> 99 %"
    assert words_of("en").percent(1.0) == "100 %"


def test_every_language_has_every_word_and_its_plurals():
    english, arabic = words_of("en"), words_of("ar")
    assert english.phrases.keys() == arabic.phrases.keys()
    for table in ("precision", "kinds", "plurals"):
        assert english.table[table].keys() == arabic.table[table].keys()
    said = [arabic.plural("incidents", number) for number in (0, 1, 2, 3, 11, 100, 103)]
    assert said == ["لا حوادث", "حادث واحد", "حادثان", "3 حوادث", "11 حادثًا", "100 حادث", "103 حوادث"]
    with pytest.raises(UnknownNameError, match="known: ar, en"):
        words_of("xx")


def test_what_hides_or_turns_text_is_taken_out():
    assert clean("\u202eevil\u202c\x00 a\n b \ud800") == "evil a b \ufffd"
    assert words_of("en")("why_unresolved", words="{names} {words}") == "“{names} {words}” was not found in the gazetteer."
