import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer.default.airfields import bare_base_name
from geomap.gazetteer.naming import clean_names, is_written_name


@pytest.mark.parametrize(
    "text", ["Bagdad", "Ḩimş", "بغداد", "バグダード", "NY", "al-Tanf", "'s-Hertogenbosch"]
)
def test_names_that_people_write(text: str):
    assert is_written_name(text)


@pytest.mark.parametrize(
    "text", ["BGW", "ORBI", "ba ge da", "bەghdad", "12345", "A1", "x", "", "https://x.org"]
)
def test_codes_and_machine_made_forms(text: str):
    assert not is_written_name(text)


def as_described(text: str) -> bool:
    """The rule in its plain form: no code, no link, no Latin in small letters only."""
    if len(text) < 2 or len(text) > 80 or re.fullmatch(r"[A-Z]{3,4}|[A-Z0-9]*\d[A-Z0-9]*|https?:.*", text):
        return False
    return not (any(ch.isascii() and ch.isalpha() for ch in text) and text == text.lower())


@given(
    st.one_of(
        st.text(st.sampled_from("aAzZ09 -:/.hтТحßİıǅ東٣'"), max_size=6),
        st.text(max_size=90),
        st.from_regex(r"https?:[A-Za-z]*", fullmatch=True),
    )
)
def test_the_fast_rule_is_the_plain_one(text: str):
    assert is_written_name(text) == as_described(text)


def test_short_latin_names_are_weak():
    kinds = {name.text: name.kind for name in clean_names(["Us", "حمص", "Homs", "Homs", "BGW"])}
    assert kinds == {"Us": "weak", "حمص": "strong", "Homs": "strong"}


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Shayrat Air Base", "Shayrat"),
        ("Al Asad Airbase", "Al Asad"),
        ("Barksdale Air Force Base", "Barksdale"),
        ("Mosul International Airport", "Mosul International"),
        ("K1 Air Base", "K1"),
        ("Bagram", "Bagram"),
    ],
)
def test_bare_names_of_bases(name: str, bare: str):
    assert bare_base_name(name) == bare
