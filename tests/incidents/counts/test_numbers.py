import re

import pytest

from geomap.incidents.counts.numbers import NUMBER, count_of

QUANTITY = re.compile(NUMBER, re.IGNORECASE)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("7", 7),
        ("12,500", 12_500),
        ("3 thousand", 3000),
        ("2 million", 2_000_000),
        ("seventeen", 17),
        ("ninety-nine", 99),
        ("a hundred", 100),
        ("six hundred and one", 601),
        ("four thousand two hundred", 4200),
        ("eleven thousand and forty-five", 11_045),
        ("three dozen", 36),
        ("half a dozen", 6),
        ("a couple", 2),
    ],
)
def test_the_value_of_a_number(words, value):
    count = count_of(QUANTITY.fullmatch(words))
    assert (count.low, count.best, count.high, count.text) == (value, value, value, words)


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("at least five", (5, 5, None)),
        ("a minimum of 5", None),
        ("more than five", (6, None, None)),
        ("nearly 50", (None, None, 50)),
        ("around 50", (None, 50, None)),
        ("between four and two", (2, None, 4)),
        ("30 to 40", (30, None, 40)),
        ("a handful", (3, None, None)),
        ("a few hundred", (300, None, None)),
        ("hundreds of thousands", (100_000, None, None)),
        ("some", (None, None, None)),
    ],
)
def test_what_a_hedge_says_about_the_bounds(words, bounds):
    found = QUANTITY.fullmatch(words)
    if bounds is None:
        assert found is None
    else:
        count = count_of(found)
        assert (count.low, count.best, count.high) == bounds
