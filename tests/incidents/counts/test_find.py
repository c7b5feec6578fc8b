import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap import count_casualties
from geomap.extraction import load_model, parse_document
from geomap.incidents.counts import KINDS
from geomap.incidents.counts import find_counts as find_in_tree
from geomap.incidents.tree import Tree
from geomap.model import Document


def find_counts(text):
    doc = Document(id="d1", text=text, source="-")
    return find_in_tree(text, Tree(parse_document(doc, load_model())))


# sentence → (kind, low, best, high) of each count, in order
SENTENCES = [
    ("Nineteen miners were killed when the shaft caved in.", [("killed", 19, 19, 19)]),
    ("The cyclone killed 1,204 people.", [("killed", 1204, 1204, 1204)]),
    ("Two hundred and five villagers died in the flood.", [("killed", 205, 205, 205)]),
    ("Twenty-one pilgrims died and 103 were injured.", [("killed", 21, 21, 21), ("wounded", 103, 103, 103)]),
    ("A dozen passengers were injured.", [("wounded", 12, 12, 12)]),
    ("Half a dozen tourists were hurt.", [("wounded", 6, 6, 6)]),
    ("Two dozen fishermen are missing.", [("missing", 24, 24, 24)]),
    ("A couple of climbers died on the north face.", [("killed", 2, 2, 2)]),
    ("Two million people died in the famine.", [("killed", 2_000_000, 2_000_000, 2_000_000)]),
    ("Gunmen abducted 17 schoolgirls from a dormitory.", [("abducted", 17, 17, 17)]),
    ("Militants took hostage 30 passengers.", [("abducted", 30, 30, 30)]),
    ("The gang kidnapped at least 80 people, including 26 children.", [("abducted", 80, 80, None)]),
    ("At least 6 nuns were killed.", [("killed", 6, 6, None)]),
    ("No fewer than 14 farmers died.", [("killed", 14, 14, None)]),
    ("More than 30 sailors drowned.", [("killed", 31, None, None)]),
    ("Over 200 were hurt in the stampede.", [("wounded", 201, None, None)]),
    ("Up to 45 workers are missing.", [("missing", None, None, 45)]),
    ("As many as 9 inmates died.", [("killed", None, None, 9)]),
    ("Fewer than 10 fans were injured.", [("wounded", None, None, 10)]),
    ("About 70 shoppers were wounded.", [("wounded", None, 70, None)]),
    ("An estimated 400 people were killed.", [("killed", None, 400, None)]),
    ("Between 12 and 15 rebels were killed.", [("killed", 12, None, 15)]),
    ("From 3 to 5 divers were injured.", [("wounded", 3, None, 5)]),
    ("8-10 soldiers were killed in the ambush.", [("killed", 8, None, 10)]),
    ("Dozens of protesters were hurt.", [("wounded", 12, None, None)]),
    ("Scores of residents were killed.", [("killed", 20, None, None)]),
    ("Tens of civilians died.", [("killed", 10, None, None)]),
    ("Hundreds of migrants are missing.", [("missing", 100, None, None)]),
    ("Several hundred people were killed.", [("killed", 300, None, None)]),
    ("Tens of thousands of people died.", [("killed", 10_000, None, None)]),
    ("Several officers were wounded.", [("wounded", 3, None, None)]),
    ("Many people were killed.", [("killed", None, None, None)]),
    ("The bus crash left seven people dead and 22 wounded.", [("killed", 7, 7, 7), ("wounded", 22, 22, 22)]),
    (
        "Killing at least 21 and wounding 60, it razed the quay.",
        [("killed", 21, 21, None), ("wounded", 60, 60, 60)],
    ),
    (
        "The blaze killed five, injured eleven and left two missing.",
        [("killed", 5, 5, 5), ("wounded", 11, 11, 11), ("missing", 2, 2, 2)],
    ),
    ("The death toll rose to 318.", [("killed", 318, 318, 318)]),
    ("It led to the deaths of six monks and injury to 9.", [("killed", 6, 6, 6), ("wounded", 9, 9, 9)]),
    ("Five dead, 12 hurt as tram leaves rails", [("killed", 5, 5, 5), ("wounded", 12, 12, 12)]),
    ("The blast killed three U.S. soldiers.", [("killed", 3, 3, 3)]),
    ("Three Peruvian border guards were shot dead.", [("killed", 3, 3, 3)]),
    ("The gunmen kidnapped an engineer.", [("abducted", 1, 1, 1)]),
    ("A judge was shot dead on his doorstep.", [("killed", 1, 1, 1)]),
    ("Twelve people, including three children, were killed.", [("killed", 12, 12, 12)]),
    ("In May 2019 12 people were killed.", [("killed", 12, 12, 12)]),
    ("She was among the 40 injured.", [("wounded", 40, 40, 40)]),
    # parts of a whole: the whole was harmed
    ("One of the three killed was a nurse.", [("killed", 3, 3, 3)]),
    ("Two of the five injured later left the clinic.", [("wounded", 5, 5, 5)]),
    ("He was one of 12 people killed.", [("killed", 12, 12, 12)]),
    # nobody
    ("No one was killed.", []),
    ("No casualties were reported, and nobody was hurt.", []),
    # not people
    ("The storm killed thousands of sheep and 200 cattle.", []),
    ("85 sites were hit by 80 shells.", []),
    ("The rebels attacked 12 vehicles and destroyed 14 houses.", []),
    ("The post has been attacked 165 times.", []),
    ("$5 million was paid after the killing.", []),
    # ages, dates, distances, shares
    ("A 34-year-old was killed.", []),
    ("Aged 61, she died at home.", [("killed", 1, 1, 1)]),
    ("On 23 February the shop was shut for the dead.", []),
    ("The 2015 killing shocked the town.", []),
    ("It lies 30 km from where the poet was killed.", [("killed", 1, 1, 1)]),
    ("He was killed at 5 pm.", [("killed", 1, 1, 1)]),
    ("Four-fifths of those injured were children.", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_counts_of_people(text, expected):
    found = find_counts(text)
    assert [(c.kind, c.count.low, c.count.best, c.count.high) for c in found] == expected


def test_counts_stand_where_they_say():
    text = "Floods killed at least 40 people; a herder was killed too. Some 15 others are missing."
    found = find_counts(text)
    assert [text[entry.start : entry.end] for entry in found] == ["at least 40", "a herder", "Some 15"]
    assert [text[entry.anchor :].split()[0] for entry in found] == ["killed", "killed", "missing."]
    assert [entry.implied for entry in found] == [False, True, False]
    assert [entry.count.text for entry in found] == ["at least 40", "a herder was killed", "Some 15"]


def test_a_text_about_one_event_gives_the_largest_total_of_each_kind():
    totals = count_casualties(
        "A mine blew up, killing two soldiers. In all, 9 people died and dozens were hurt."
    )
    assert set(totals) == set(KINDS)
    assert (totals["killed"].low, totals["killed"].best, totals["killed"].high) == (9, 9, 9)
    assert (totals["wounded"].low, totals["wounded"].best, totals["wounded"].text) == (12, None, "dozens")
    assert totals["missing"].best is None
    assert totals["missing"].text is None


def test_a_text_without_counts_says_nothing_rather_than_zero():
    assert all(
        count.low is None and count.best is None for count in count_casualties("The fair is open.").values()
    )


PIECES = st.sampled_from(
    [
        "one",
        "two",
        "3",
        "12",
        "1,000",
        "the",
        "of",
        "killed",
        "people",
        "injured",
        "and",
        ",",
        ".",
        ";",
        "dead",
        "at",
        "least",
        "more",
        "than",
        "a",
        "an",
        "was",
        "were",
        "death",
        "toll",
        "rose",
        "to",
        "between",
        "dozens",
        "hundred",
        "thousand",
        "million",
        "half",
        "dozen",
        "U.S.",
        "missing",
        "$",
        "%",
        "-year-old",
        "aged",
        "sheep\n",
    ]
)


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)))
def test_any_text_is_counted_without_failing(text):
    last = 0
    for entry in sorted(find_counts(text), key=lambda entry: (entry.kind, entry.start)):
        count = entry.count
        assert entry.kind in KINDS
        assert 0 <= entry.start < entry.end <= len(text)
        assert 0 <= entry.anchor < len(text)
        assert count.best != 0
        known = [value for value in (count.low, count.best, count.high) if value is not None]
        assert known == sorted(known)
        last = entry.end
    assert last <= len(text)


PROSE = (
    "The council met in the old hall and spoke about the water supply, which has been failing "
    "since spring. Several "
    "members said that 14 of the pumps were broken, and that the money had been spent on roads "
    "and two new bridges. "
    "A fire in the depot killed two men in March and injured five others, the chairman said in his report. "
)


@pytest.mark.parametrize(
    "text",
    [
        PROSE * (20_000 // len(PROSE)),
        "one " * 2000 + "killed",
        "killed " * 2000,
        "killed " + "a" * 50_000,
        "1" * 50_000 + " killed",
        "1,000," * 5000 + " killed",
        "one hundred and " * 400 + "people were killed",
        "at least " * 2000 + "3 killed",
        "3 people " + "reported " * 3000 + "killed",
        "killed" + " " * 20_000 + "3 people",
        "death toll " * 3000,
    ],
    ids=[
        "prose",
        "ones",
        "killed",
        "letters",
        "digits",
        "thousands",
        "hundreds",
        "hedges",
        "auxiliaries",
        "spaces",
        "tolls",
    ],
)
def test_long_texts_are_counted_in_time(text):
    tree = Tree(parse_document(Document(id="d1", text=text, source="-"), load_model()))
    begin = time.perf_counter()
    find_in_tree(text, tree)
    assert time.perf_counter() - begin < 5


def test_one_number_counts_one_thing():
    found = find_counts("Floods kill 14 in the valley as rescuers search for missing")
    assert [(entry.kind, entry.count.best) for entry in found] == [("killed", 14)]
