"""Where events happen: clues for and against each name, and places between two names."""

import math

import pytest

from geomap.extraction import parse_document
from geomap.geo import distance_km, midpoint
from geomap.incidents.between import places_between
from geomap.incidents.event_places import (
    Answers,
    PlaceWeights,
    load_place_weights,
    odds_of,
    pick_names,
    places_of_event,
    score_names,
)
from geomap.incidents.place_network import PlaceNetwork
from geomap.incidents.place_rivals import Odds, iter_rival_clues, listed_together
from geomap.incidents.place_spans import names_in_sentence
from geomap.incidents.place_words import iter_event_words, iter_words
from geomap.incidents.tree import Tree
from geomap.model import (
    Document,
    Mention,
    Place,
    PlacePrecision,
    PlaceRelation,
    PlaceStatus,
    Resolution,
)


@pytest.fixture(scope="module")
def model():
    from geomap.extraction import load_model

    return load_model()


def mentions_of(text, *names):
    return [
        Mention(doc_id="d1", text=name, start=text.index(name), end=text.index(name) + len(name), score=0.9)
        for name in names
    ]


def found(model, text, verb, *names):
    parse = parse_document(Document(id="d1", text=text, source="t"), model)
    event = next(index for index, token in enumerate(parse.tokens) if token.text == verb)
    return [
        text[parse.tokens[name.first].start : parse.tokens[name.last - 1].end]
        for name in places_of_event(Tree(parse), event, mentions_of(text, *names))
    ]


def test_an_event_takes_the_name_of_its_own_clause(model):
    text = "Speaking in Lima, the minister said a landslide killed nine people in Tarma on Sunday."
    assert found(model, text, "killed", "Lima", "Tarma") == ["Tarma"]


def test_where_people_are_from_is_not_where_it_happened(model):
    assert found(model, "Nine people from Lima were killed in Tarma.", "killed", "Lima", "Tarma") == ["Tarma"]


def test_a_sentence_may_name_no_place_of_an_event(model):
    text = "Brazil and Peru said the soldiers were killed last week."
    assert found(model, text, "killed", "Brazil", "Peru") == []


def test_a_list_of_places(model):
    text = "Gunmen killed four people in Tarma and Jauja on Sunday."
    assert found(model, text, "killed", "Tarma", "Jauja") == ["Tarma", "Jauja"]


def test_names_that_nobody_found_are_weighed_too_and_weekdays_are_not(model):
    text = "Gunmen killed four people in the village of Quillabamba Sunday."
    parse = parse_document(Document(id="d1", text=text, source="t"), model)
    names = names_in_sentence(Tree(parse), (), 0)
    assert [parse.tokens[name.first].text for name in names] == ["Quillabamba"]


def test_kept_names_do_not_overlap(model):
    text = "Shells hit Tarma District Hospital on Monday."
    parse = parse_document(Document(id="d1", text=text, source="t"), model)
    tree = Tree(parse)
    names = names_in_sentence(tree, mentions_of(text, "Tarma"), 0)
    assert len(names) == 2
    kept = pick_names(score_names(tree, 1, names, load_place_weights()), threshold=0.0)
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Shells hit Tarma, Jauja and Huancayo.", 1),
        ("Shells hit Tarma, Jauja.", 2),
        ("Shells hit the villages of Tarma and of Jauja.", 1),
        ("Shells hit Tarma in Jauja.", 2),
    ],
)
def test_names_of_a_list_belong_together(model, text, groups):
    parse = parse_document(Document(id="d1", text=text, source="t"), model)
    tree = Tree(parse)
    known = [name for name in ("Tarma", "Jauja", "Huancayo") if name in text]
    names = [name for name in names_in_sentence(tree, mentions_of(text, *known), 0) if name.mention]
    assert len(set(listed_together(tree, names))) == groups


def network(**clues):
    return PlaceNetwork(bias="0 0 -100", output=("200", "-100"), clues=clues)


def test_a_hidden_unit_counts_above_zero_only():
    both = network(a="50 0 150", b="0 25 -300")
    assert both.scores(["a", "unknown"]) == pytest.approx((0.5 + 0.5 * 2, -0.5))
    assert both.scores(["a", "b"]) == pytest.approx((0.5, 0.25))
    assert both.scores([]) == (0.0, 0.0)
    rows = [("bias", "all"), ("output", "own"), ("output", "chosen"), ("clue", "a"), ("clue", "b")]
    assert [row[:2] for row in both.rows()] == rows


def test_one_name_is_chosen_against_the_others_and_none():
    weights = PlaceWeights(network=network(a="0 69 0"), rivals=Answers(bias=0.0, weights={}))
    first, second = odds_of(weights, [["a"], ["b"]])
    assert first.chosen == pytest.approx(math.log(0.5 / 0.5), abs=0.01)
    assert second.chosen == pytest.approx(math.log(0.25 / 0.75), abs=0.01)
    assert odds_of(weights, []) == []


def test_words_are_told_by_their_role(model):
    parse = parse_document(Document(id="d1", text="Shells hit the village of Tarma.", source="t"), model)
    tree = Tree(parse)
    (name,) = names_in_sentence(tree, (), 0)
    words = set(iter_words(tree, 1, name))
    assert {"word between>=village", "some before=village", "word in=tarma", "above=hit"} <= words
    assert "event child=nsubj|shell" in set(iter_event_words(tree, 1))


def test_a_rival_tells(model):
    text = "Shells hit Tarma in Jauja."
    parse = parse_document(Document(id="d1", text=text, source="t"), model)
    names = names_in_sentence(Tree(parse), mentions_of(text, "Tarma", "Jauja"), 0)
    clues = set(iter_rival_clues(names, [Odds(own=2, chosen=2), Odds(own=-1, chosen=-3)], [0, 1], 1, 1))
    assert {"mean=-2", "rival=2", "listed=none", "rank=1", "mean=-2&rival=2", "next=none"} <= clues


def test_no_clue_breaks_the_table_of_weights():
    weights = load_place_weights()
    assert len(weights.rivals.weights) > 500
    assert all(math.isfinite(number) for number in weights.rivals.weights.values())
    assert len(weights.network) > 5000
    clues = [clue for table, clue, _ in weights.network.rows() if table == "clue"]
    assert all(map(math.isfinite, weights.network.scores(clues)))


def resolved(text, name, lat, lon, feature="P"):
    (mention,) = mentions_of(text, name)
    place = Place(
        id=name, name=name, lat=lat, lon=lon, feature_class=feature, feature_code="PPL",
        country_code="AR", country="Argentina", admin1="", radius_km=3.0,
    )  # fmt: skip
    return Resolution(mention=mention, status=PlaceStatus.RESOLVED, place=place, lat=lat, lon=lon)


@pytest.mark.parametrize(
    ("text", "words", "relation"),
    [
        ("A mine went off between Tandil and Azul.", "between Tandil and Azul", PlaceRelation.BETWEEN),
        ("On the road from Tandil to Azul.", "road from Tandil to Azul", PlaceRelation.ROAD),
        ("On the road linking Tandil and Azul.", "road linking Tandil and Azul", PlaceRelation.ROAD),
        ("On the Tandil-Azul highway.", "Tandil-Azul highway", PlaceRelation.ROAD),
    ],
)
def test_a_place_between_two_names_is_half_way(text, words, relation):
    ends = [resolved(text, "Tandil", -37.32, -59.13), resolved(text, "Azul", -36.78, -59.86)]
    ((second, link),) = places_between(text, ends)
    assert second is ends[1]
    assert (link.place.text, link.place.relation) == (words, relation)
    assert (link.place.lat, link.place.lon) == midpoint(-37.32, -59.13, -36.78, -59.86)
    km = distance_km(-37.32, -59.13, -36.78, -59.86)
    assert link.place.radius_km == pytest.approx(km / 2)
    assert link.place.precision is PlacePrecision.FEATURE


def test_no_place_lies_between_units_or_far_names():
    text = "Clashes between Tandil and Azul."
    units = [resolved(text, "Tandil", -37.3, -59.1, "A"), resolved(text, "Azul", -36.8, -59.9, "A")]
    assert list(places_between(text, units)) == []
    far = [resolved(text, "Tandil", -37.3, -59.1), resolved(text, "Azul", 36.8, -59.9)]
    assert list(places_between(text, far)) == []
    apart = "Tandil was calm, and Azul too."
    near = [resolved(apart, "Tandil", -37.32, -59.13), resolved(apart, "Azul", -36.78, -59.86)]
    assert list(places_between(apart, near)) == []


def test_the_subject_of_a_sentence_is_elsewhere(incidents):
    (attack,) = incidents(
        "The Foreign Ministry in Ankara condemned the attack that killed ten people in Mosul on Sunday."
    )
    assert attack.places[0].text == "Mosul"


def test_a_road_between_two_towns_end_to_end(incidents):
    (raid,) = incidents(
        "Gunmen attacked a bus on the road between Maiduguri and Damaturu on Monday, killing eight people."
    )
    (place,) = raid.places
    assert (place.text, place.relation) == ("road between Maiduguri and Damaturu", PlaceRelation.ROAD)
    assert 12.1 < place.lon < 13.0
