import re

import pytest

from geomap.extraction import extract_mentions, parse_document
from geomap.extraction.candidates import NameSpan, find_name_spans
from geomap.extraction.clues import CLUES, CROSSES
from geomap.extraction.recogniser import ScoredSpan, load_weights, pick, score_spans
from geomap.extraction.view import TextView
from geomap.model import Document, MentionKind


@pytest.fixture(scope="session")
def read(opened):
    def mentions(text):
        doc = Document(id="d1", text=text, source="d1.txt")
        return extract_mentions(doc, parse_document(doc, opened.model), opened.gazetteer)

    return mentions


@pytest.fixture(scope="session")
def scores(opened):
    def score(text):
        view = TextView(text, parse_document(Document(id="d", text=text, source="d"), opened.model))
        found = score_spans(view, find_name_spans(view, opened.gazetteer), load_weights())
        return [(text[one.span.start : one.span.end], one.score) for one in found]

    return score


def names(mentions):
    return [mention.text for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Fargo Police Department hired six officers.", ["Fargo"]),
        ("Deputies of the Bossier Parish Sheriff's Office searched the barn.", ["Bossier Parish"]),
        ("She was treated at Toledo General Hospital on Monday.", ["Toledo"]),
        ("A graduate of the University of Nevada, he teaches music.", ["Nevada"]),
    ],
)
def test_places_inside_names_of_organisations_are_found(read, text, expected):
    assert names(read(text)) == expected


def test_a_place_inside_the_name_of_an_office_is_associative(read):
    (mention,) = read("The Fargo Police Department hired six officers.")
    assert mention.kind is MentionKind.ASSOCIATIVE


@pytest.mark.parametrize(
    "text",
    [
        "Lt. John Reading met Sgt. Chelsea Lancaster.",
        "Mr. Jordan and Mrs. Lincoln sang; Judge Houston clapped.",
        "Jackson Monroe, 34, was not hurt. Monroe drove home.",
        "Nice people live here, and reading is a mobile library's business.",
        "On Sunday, Hope Franklin and Grace Austin were married in May.",
    ],
)
def test_persons_and_ordinary_words_are_no_places(read, text):
    assert names(read(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The train stopped in Nice and in Reading.", ["Nice", "Reading"]),
        ("A storm hit Mobile, Ala., and Jackson, Miss., on Friday.", ["Mobile", "Ala.", "Jackson", "Miss."]),
        ("They moved from Gary, Ind., to Boise, ID, last year.", ["Gary", "Ind.", "Boise", "ID"]),
        ("Crews from St. Louis flew to Baden-Württemberg.", ["St. Louis", "Baden-Württemberg"]),
        ("TWO HELD AFTER RAID IN LISBON.", ["LISBON"]),
        ("NAIROBI, Kenya — Voters went to the polls on Tuesday.", ["NAIROBI", "Kenya"]),
        ("Jihadists roam the Sahel and the Horn of Africa.", ["Sahel", "Horn of Africa"]),
        ("Crowds marched in Port-au-Prince and Cité Soleil.", ["Port-au-Prince", "Cité Soleil"]),
        ("Shells fell near دمشق on Monday.", ["دمشق"]),
        ("Soldiers fired at a car near Checkpoint Tango.", ["Checkpoint Tango"]),
        ("Floods hit Garvin County and the Washita River.", ["Garvin County", "Washita River"]),
    ],
)
def test_names_in_all_their_forms(read, text, expected):
    assert names(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    ["It was in all, OR so he said.", "We felt ill. La la, they sang.", "OK, he said. HI to all; ME first."],
)
def test_words_that_look_like_states_are_none(read, text):
    assert names(read(text)) == []


def test_peoples_of_two_words_are_one_demonym(read):
    (mention,) = read("A Sri Lankan official resigned.")
    assert (mention.text, mention.kind) == ("Sri Lankan", MentionKind.DEMONYM)


def test_a_mention_says_who_found_it_and_how_sure_that_is(read):
    by_text = {mention.text: mention for mention in read("Peruvian ships left Lima in May.")}
    assert by_text["Lima"].extractor == "spacy:GPE+gazetteer"
    assert 0.9 < by_text["Lima"].score < 1.0
    assert by_text["Peruvian"].score is None


def test_the_same_name_elsewhere_counts(scores):
    alone = dict(scores("Fairfield declined to comment."))["Fairfield"]
    person = scores("Officers arrested Thomas Fairfield. Mr. Fairfield wept. Fairfield declined to comment.")
    place = scores("He lives in Fairfield, Ohio. Floods hit Fairfield. Fairfield declined to comment.")
    assert person[-1][1] < alone < place[-1][1]


def test_every_weight_is_one_of_a_declared_clue():
    weights = load_weights()
    declared = {clue.__name__ for clue in CLUES}
    declared |= {"*".join(clue.__name__ for clue in cross) for cross in CROSSES}
    used = {answer.partition("=")[0] for answer in weights.answers}
    assert used == declared
    assert all(cross <= set(CLUES) for cross in map(set, CROSSES))
    assert all(clue.__doc__ for clue in CLUES)


def test_the_weights_say_what_they_were_trained_on():
    corpora = load_weights().corpora
    assert {"gazetteer", "geovirus", "halterman", "own"} <= corpora.keys()
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in corpora.values())
    assert not {"lgl", "timebank", "case", "muc"} & {name.lower()[:8] for name in corpora}


def span(start, end, score):
    return ScoredSpan(span=NameSpan(start, end, start, end, "x", None), score=score)


def test_of_overlapping_spans_the_likeliest_is_kept_and_of_equals_the_longest():
    spans = [span(0, 9, 0.7), span(0, 4, 0.9), span(5, 9, 0.6), span(20, 24, 0.8), span(20, 30, 0.8)]
    picked = pick(spans, 0.5)
    assert [(one.span.start, one.span.end) for one in picked] == [(0, 4), (5, 9), (20, 30)]


def test_nothing_below_the_threshold_is_kept():
    assert pick([span(0, 4, 0.49), span(6, 9, 0.5)], 0.5) == [span(6, 9, 0.5)]
