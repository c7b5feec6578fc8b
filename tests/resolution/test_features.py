"""One test for each documented reason, on places made up for it."""

import inspect
import math

import pytest

from geomap.model import Candidate, FeatureScore, MatchKind, Mention, Place
from geomap.resolution import features
from geomap.resolution.context import Context, MentionContext
from geomap.resolution.features import FEATURES, score_candidate


def spot(number=1, name="Alto", feature="P.PPL", **changes):
    feature_class, feature_code = feature.split(".")
    values = {
        "id": f"test:{number}", "name": name, "lat": 10.0, "lon": 20.0, "feature_class": feature_class,
        "feature_code": feature_code, "country_code": "TD", "country": "Chad", "admin1": "Borkou",
    }  # fmt: skip
    return Place(**(values | changes))


def candidate(place=None, *, match=MatchKind.EXACT, name_score=1.0, matched="Alto", preferred=False):
    chosen = spot() if place is None else place
    return Candidate(
        place=chosen, matched_name=matched, match=match, name_score=name_score, preferred=preferred
    )


def around(text="Alto", *, cue=None, parent=(), namesakes=(), **document):
    mention = Mention(doc_id="d1", text=text, start=0, end=len(text), cue=cue)
    return MentionContext(mention=mention, document=Context(**document), parent=parent, namesakes=namesakes)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_feature_is_documented(feature):
    assert feature.doc != ""
    assert feature.doc.endswith((".", ")", "."))
    assert feature.doc[0].isupper()
    assert feature.weight > 0
    assert list(inspect.signature(feature.function).parameters) == ["candidate", "context"]
    assert getattr(features, feature.name) is feature.function


def test_every_feature_is_listed_once():
    names = [feature.name for feature in FEATURES]
    assert len(set(names)) == len(names)
    defined = {
        name for name, value in vars(features).items()
        if inspect.isfunction(value) and value.__module__ == features.__name__ and not name.startswith("_")
    }  # fmt: skip
    assert defined == {*names, "score_candidate"}


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_a_feature_with_nothing_to_say_says_nothing(feature):
    plain = candidate(spot(population=0, admin1=None), name_score=0.7)
    value, sentence = feature.function(plain, around("Elsewhere"))
    assert value == 0.0
    assert feature.name == "name_likeness" or sentence == ""


CAPITAL = spot(2, "Faya", "P.PPLC", population=1_000_000)
CHAD = spot(3, "Chad", "A.PCLI", admin1=None, population=20_000_000)
BORKOU = spot(4, "Borkou", "A.ADM1")
TWIN = spot(5, "Alto", "A.ADM1", lat=10.5)
FAR = spot(
    6, "Alto", lat=-30.0, lon=-60.0, country_code="AR", country="Argentina", admin1="Salta", population=90_000
)
NEIGHBOUR = spot(7, "Bajo", lat=10.9)

# feature, candidate, context, value, words of its sentence
CASES = [
    ("name_likeness", candidate(), around(), 1.0, "'Alto' is written 'Alto'"),
    ("name_likeness", candidate(name_score=0.85), around(), 0.5, "exact"),
    ("name_likeness", candidate(name_score=0.2), around(), 0.0, "'Alto'"),
    ("another_spelling", candidate(match=MatchKind.VARIANT), around(), -1.0, "another spelling"),
    ("another_spelling", candidate(match=MatchKind.FOLDED), around(), 0.0, ""),
    (
        "spelling_elsewhere",
        candidate(match=MatchKind.FUZZY),
        around(countries={"SN": 1.0}),
        -1.0,
        "does not name Chad",
    ),
    ("spelling_elsewhere", candidate(match=MatchKind.FUZZY), around(countries={"TD": 1.0}), 0.0, ""),
    ("spelling_elsewhere", candidate(match=MatchKind.FUZZY), around(), 0.0, ""),
    ("largest_of_name", candidate(FAR), around(namesakes=(spot(population=5), FAR)), 1.0, "largest"),
    ("largest_of_name", candidate(spot(population=5)), around(namesakes=(spot(population=5), FAR)), 0.0, ""),
    ("largest_of_name", candidate(FAR), around(namesakes=(FAR,)), 0.0, ""),
    ("only_of_name", candidate(), around(namesakes=(spot(),)), 1.0, "only place"),
    ("only_of_name", candidate(), around(namesakes=(spot(), FAR)), 0.0, ""),
    ("only_of_name", candidate(match=MatchKind.VARIANT), around(namesakes=(spot(),)), 0.0, ""),
    ("city_before_unit", candidate(TWIN), around(namesakes=(spot(), TWIN)), -1.0, "a city is called Alto"),
    ("city_before_unit", candidate(TWIN), around(namesakes=(spot(), TWIN), cue="province"), 0.0, ""),
    ("city_before_unit", candidate(TWIN), around(namesakes=(FAR, TWIN)), 0.0, ""),
    ("city_before_unit", candidate(spot()), around(namesakes=(spot(), TWIN)), 0.0, ""),
    ("preferred_name", candidate(preferred=True, matched="El Alto"), around("El Alto"), 1.0, "main name"),
    ("preferred_name", candidate(), around("ALTO"), 1.0, "main name"),
    ("preferred_name", candidate(), around("El Alto"), 0.0, ""),
    ("population", candidate(spot(population=9_999_999)), around(), 1.0, "9,999,999"),
    ("population", candidate(spot(population=999)), around(), 3 / 7, "999"),
    ("population", candidate(spot(population=2_000_000_000)), around(), 1.0, "inhabitants"),
    ("importance", candidate(CHAD), around(), 1.0, "country"),
    ("importance", candidate(CAPITAL), around(), 0.6, "national capital"),
    ("importance", candidate(BORKOU), around(), 0.4, "first-level unit"),
    ("importance", candidate(), around(), 0.0, ""),
    ("parent_named", candidate(), around(parent=(CHAD,)), 1.0, "puts it in Chad"),
    ("parent_named", candidate(), around(parent=(BORKOU,)), 1.0, "puts it in Borkou"),
    ("parent_named", candidate(FAR), around(parent=(CHAD,)), -0.3, "another parent"),
    ("parent_named", candidate(), around(parent=(spot(8, "Centro"),)), 1.0, "Centro"),
    ("given_parent", candidate(), around(given_country="TD"), 0.5, "in the country"),
    (
        "given_parent",
        candidate(),
        around(given_country="TD", given_admin1="Borkou Region"),
        1.0,
        "Borkou Region",
    ),
    ("given_parent", candidate(FAR), around(given_country="TD"), -1.0, "the row says TD"),
    ("country_named_in_text", candidate(), around(countries={"TD": 0.5, "SN": 0.5}), 0.7, "names Chad"),
    ("country_named_in_text", candidate(FAR), around(countries={"TD": 1.0}), 0.0, ""),
    ("country_named_in_text", candidate(CHAD), around(countries={"TD": 1.0}), 0.0, ""),
    ("admin_named_in_text", candidate(), around(admin1=frozenset(["borkou"])), 1.0, "names Borkou"),
    ("admin_named_in_text", candidate(BORKOU), around(admin1=frozenset(["borkou"])), 0.0, ""),
    (
        "near_other_places",
        candidate(),
        around(decided={9: NEIGHBOUR}),
        math.exp(-100.08 / 200),
        "100 km from Bajo",
    ),
    ("near_other_places", candidate(), around(decided={0: NEIGHBOUR}), 0.0, ""),
    ("near_other_places", candidate(), around(decided={9: CHAD}), 0.0, ""),
    ("near_other_places", candidate(TWIN), around(decided={9: spot()}), 0.0, ""),
    ("near_other_places", candidate(CHAD), around(decided={9: NEIGHBOUR}), 0.0, ""),
    ("fits_cue", candidate(spot(feature="S.AIRB")), around(cue="airbase"), 1.0, "says 'airbase'"),
    ("fits_cue", candidate(), around(cue="airbase"), -0.6, "another kind"),
    ("fits_cue", candidate(TWIN), around(cue="province"), 1.0, "says 'province'"),
    (
        "part_of_named_city",
        candidate(),
        around(cue="neighbourhood", decided={9: spot(9, "Centro")}),
        0.5,
        "near Centro",
    ),
    (
        "part_of_named_city",
        candidate(),
        around(cue="neighbourhood", decided={9: NEIGHBOUR}),
        -1.0,
        "no city near it",
    ),
    ("part_of_named_city", candidate(), around(cue="town", decided={9: NEIGHBOUR}), 0.0, ""),
    ("capitals_short_code", candidate(), around("US"), -1.0, "short code"),
    ("capitals_short_code", candidate(), around("U.A.E"), -1.0, "short code"),
    ("capitals_short_code", candidate(CHAD), around("US"), 0.0, ""),
    ("capitals_short_code", candidate(), around("Alto"), 0.0, ""),
    ("same_source", candidate(), around(source=spot(9, "Centro")), 1.0, "from Centro"),
    ("same_source", candidate(CHAD), around(source=spot(9, "Centro")), 0.0, ""),
]


@pytest.mark.parametrize(
    ("name", "option", "context", "value", "words"),
    CASES,
    ids=[f"{name} {value:.2f}" for name, _, _, value, _ in CASES],
)
def test_what_a_feature_says(name, option, context, value, words):
    function = getattr(features, name)
    got, sentence = function(option, context)
    assert got == pytest.approx(value, abs=1e-3)
    assert words in sentence
    assert function(option, context) == (got, sentence)


def test_every_feature_has_a_case_for_and_one_of_silence():
    for feature in FEATURES:
        values = [value for name, _, _, value, _ in CASES if name == feature.name]
        assert any(value != 0 for value in values), feature.name


def test_the_score_is_the_weighted_sum_of_the_reasons():
    scores = score_candidate(candidate(CAPITAL), around("Faya", parent=(CHAD,), countries={"TD": 1.0}))
    scored = Candidate(
        place=CAPITAL, matched_name="Faya", match=MatchKind.EXACT, name_score=1.0, scores=scores
    )
    assert scored.score == pytest.approx(sum(entry.value * entry.weight for entry in scores))
    assert {entry.name for entry in scores} >= {"population", "parent_named", "importance"}
    assert all(
        isinstance(entry, FeatureScore) and entry.value != 0.0 and entry.detail != "" for entry in scores
    )
    weights = {feature.name: feature.weight for feature in FEATURES}
    assert all(entry.weight == weights[entry.name] for entry in scores)
