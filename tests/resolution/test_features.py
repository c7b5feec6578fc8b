"""One test for each documented reason, on places made up for it."""

import inspect
import math

import pytest

from geomap.model import Candidate, FeatureScore, MatchKind, Mention, Place
from geomap.resolution import features_name, features_text
from geomap.resolution.context import Context, MentionContext, SourcePoint
from geomap.resolution.evidence import gather_evidence
from geomap.resolution.features import FEATURES, score_candidate
from geomap.resolution.readings import Reading
from geomap.resolution.weights import load_weights
from geomap.text import fold


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


def around(text="Alto", *, cue=None, parents=(), children=(), namesakes=(), others=(), **document):
    """The evidence around a name; others are (place, weight, key, beside) of the text's other names."""
    mention = Mention(doc_id="d1", text=text, start=0, end=len(text), cue=cue)
    reading = Reading(number=0, mentions=[mention], key=fold(text))
    readings, beliefs = [reading], [[]]
    for number, (place, weight, key, beside) in enumerate(others, 1):
        there = Mention(doc_id="d1", text=key, start=100 * number, end=100 * number + len(key))
        readings.append(Reading(number=number, mentions=[there], key=fold(key)))
        beliefs.append([(candidate(place), weight)])
        if beside:
            reading.beside.add(number)
    evidence = gather_evidence(readings, beliefs)
    return MentionContext(
        document=Context(evidence=evidence, **document),
        reading=reading,
        namesakes=namesakes,
        others=evidence.others(reading.key),
        parents=tuple((place, 1.0) for place in parents),
        children=children,
    )


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_feature_is_documented(feature):
    assert feature.doc != ""
    assert feature.doc.endswith((".", ")", "."))
    assert feature.doc[0].isupper()
    assert feature.weight >= 0
    assert list(inspect.signature(feature.function).parameters) == ["candidate", "context"]


def test_every_feature_is_listed_once_and_has_a_weight():
    names = [feature.name for feature in FEATURES]
    assert len(set(names)) == len(names)
    assert set(names) == {*features_name.__all__, *features_text.__all__}
    assert set(load_weights().features) == set(names)


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
NEAR_BY = (NEIGHBOUR, 1.0, "Bajo", False)
COUNTY = spot(10, "Este", "A.ADM2")
IN_COUNTY = spot(11, admin2_id="test:10")
NIGER = spot(12, "Niger", "A.PCLI", lon=15.0, country_code="NE", radius_km=600.0)
HOME = SourcePoint(place=spot(9, "Centro"), kind="stated")
NATIONAL = SourcePoint(place=spot(9, "Centro"), kind="outlet", local=False)
DATELINE = SourcePoint(place=spot(9, "Centro"), kind="dateline")

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
    ("one_of_many", candidate(spot(population=9)), around(namesakes=(FAR,) * 10), -1.0, "one of 10"),
    ("one_of_many", candidate(FAR), around(namesakes=(FAR,) * 10), 0.0, ""),
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
    ("country", candidate(CHAD), around(), 1.0, "country"),
    ("country", candidate(spot(feature="L.CONT")), around(), 1.0, "continent"),
    ("country", candidate(), around(), 0.0, ""),
    ("capital", candidate(CAPITAL), around(), 1.0, "national capital"),
    ("capital", candidate(spot(feature="P.PPLA")), around(), 0.5, "regional"),
    ("first_level_unit", candidate(BORKOU), around(), 1.0, "first-level unit"),
    ("first_level_unit", candidate(spot(feature="L.RGN")), around(), 0.5, "region"),
    ("first_level_unit", candidate(), around(), 0.0, ""),
    ("listed_by_hand", candidate(spot(source="geomap")), around(), 1.0, "by hand"),
    ("listed_by_hand", candidate(spot(source="own")), around(), 1.0, "by hand"),
    ("listed_by_hand", candidate(spot(source="geonames")), around(), 0.0, ""),
    ("share_of_name", candidate(FAR), around(namesakes=(spot(population=10_000), FAR)), 0.9, "90%"),
    ("share_of_name", candidate(FAR), around(namesakes=(FAR,)), 0.0, ""),
    (
        "another_spelling_of_known",
        candidate(match=MatchKind.FUZZY),
        around(namesakes=(FAR,)),
        -1.0,
        "just so",
    ),
    ("another_spelling_of_known", candidate(match=MatchKind.FUZZY), around(), 0.0, ""),
    ("parent_named", candidate(), around(parents=(CHAD,)), 1.0, "puts it in Chad"),
    ("parent_named", candidate(), around(parents=(BORKOU,)), 1.0, "puts it in Borkou"),
    ("parent_named", candidate(FAR), around(parents=(CHAD,)), 0.0, ""),
    ("another_parent", candidate(FAR), around(parents=(CHAD,), namesakes=(FAR, spot())), -1.0, "names Chad"),
    ("another_parent", candidate(FAR), around(parents=(CHAD,), namesakes=(FAR,)), 0.0, ""),
    ("another_parent", candidate(), around(parents=(CHAD,), namesakes=(FAR, spot())), 0.0, ""),
    ("holds_child", candidate(BORKOU), around(children=(((spot(), 0.8), (FAR, 0.2)),)), 0.8, "holds"),
    ("holds_child", candidate(FAR), around(children=(((spot(), 1.0),),)), 0.0, ""),
    ("parent_city", candidate(), around(parents=(spot(8, "Centro"),)), 1.0, "Centro"),
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
    ("country_of_others", candidate(), around(others=[NEAR_BY]), 1 / 1.5, "in Chad"),
    ("country_of_others", candidate(FAR), around(others=[NEAR_BY]), 0.0, ""),
    ("country_of_others", candidate(), around(others=[(spot(), 1.0, "Alto", False)]), 0.0, ""),
    ("unit_of_others", candidate(), around(others=[(NEIGHBOUR, 0.5, "Bajo", False)]), 0.5, "in Borkou"),
    ("unit_of_others", candidate(CHAD), around(others=[NEAR_BY]), 0.0, ""),
    (
        "in_named_county",
        candidate(IN_COUNTY),
        around(others=[(COUNTY, 0.9, "Este", 0)]),
        0.9,
        "names Este",
    ),
    (
        "in_named_county",
        candidate(COUNTY),
        around("Este", others=[(IN_COUNTY, 0.9, "Alto", 0)]),
        0.9,
        "in it",
    ),
    ("in_named_county", candidate(), around(others=[(COUNTY, 0.9, "Este", 0)]), 0.0, ""),
    (
        "near_other_places",
        candidate(),
        around(others=[NEAR_BY]),
        math.exp(-100.08 / 150),
        "100 km from Bajo",
    ),
    ("near_other_places", candidate(), around(others=[(NEIGHBOUR, 1.0, "Alto", False)]), 0.0, ""),
    ("near_other_places", candidate(), around(others=[(CHAD, 1.0, "Chad", False)]), 0.0, ""),
    ("near_other_places", candidate(CHAD), around(others=[NEAR_BY]), 0.0, ""),
    (
        "beside_near_place",
        candidate(),
        around(others=[(NEIGHBOUR, 0.5, "Bajo", True)]),
        0.5 * math.exp(-100.08 / 60),
        "named beside it",
    ),
    ("beside_near_place", candidate(), around(others=[NEAR_BY]), 0.0, ""),
    ("same_words_elsewhere", candidate(), around(others=[(spot(), 0.7, "Alto", False)]), 0.7, "elsewhere"),
    ("same_words_elsewhere", candidate(), around(others=[(FAR, 0.7, "Alto", False)]), 0.0, ""),
    ("fits_cue", candidate(spot(feature="S.AIRB")), around(cue="airbase"), 1.0, "says 'airbase'"),
    ("fits_cue", candidate(), around(cue="airbase"), -0.6, "another kind"),
    ("fits_cue", candidate(TWIN), around(cue="province"), 1.0, "says 'province'"),
    (
        "part_of_named_city",
        candidate(),
        around(cue="neighbourhood", others=[(spot(9, "Centro"), 1.0, "Centro", False)]),
        0.5,
        "near Centro",
    ),
    (
        "part_of_named_city",
        candidate(),
        around(cue="neighbourhood", others=[NEAR_BY]),
        -1.0,
        "no city near it",
    ),
    (
        "part_of_named_city",
        candidate(),
        around(cue="town", others=[NEAR_BY]),
        0.0,
        "",
    ),
    ("capitals_short_code", candidate(match=MatchKind.FOLDED), around("US"), -1.0, "short code"),
    ("capitals_short_code", candidate(match=MatchKind.FOLDED), around("U.A.E"), -1.0, "code"),
    ("capitals_short_code", candidate(), around("EU"), 0.0, ""),
    ("capitals_short_code", candidate(CHAD), around("US"), 0.0, ""),
    ("capitals_short_code", candidate(), around("Alto"), 0.0, ""),
    ("near_named_country", candidate(), around(others=[(NIGER, 0.9, "Niger", 0)]), 0.9, "near Niger"),
    ("near_named_country", candidate(FAR), around(others=[(NIGER, 0.9, "Niger", 0)]), 0.0, ""),
    ("near_source", candidate(), around(sources=(HOME,)), 1.0, "from Centro"),
    ("near_source", candidate(CHAD), around(sources=(HOME,)), 0.0, ""),
    ("near_source", candidate(), around(sources=(NATIONAL,)), 0.0, ""),
    ("near_dateline", candidate(), around(sources=(DATELINE,)), 1.0, "from Centro"),
    ("near_dateline", candidate(), around(sources=(HOME,)), 0.0, ""),
    ("unit_of_source", candidate(), around(sources=(HOME,)), 1.0, "in Borkou"),
    ("unit_of_source", candidate(FAR), around(sources=(HOME,)), 0.0, ""),
    ("country_of_source", candidate(), around(sources=(NATIONAL,)), 1.0, "in Chad"),
    ("country_of_source", candidate(FAR), around(sources=(NATIONAL,)), 0.0, ""),
]


@pytest.mark.parametrize(
    ("name", "option", "context", "value", "words"),
    CASES,
    ids=[f"{name} {value:.2f}" for name, _, _, value, _ in CASES],
)
def test_what_a_feature_says(name, option, context, value, words):
    function = next(feature.function for feature in FEATURES if feature.name == name)
    got, sentence = function(option, context)
    assert got == pytest.approx(value, abs=1e-3)
    assert words in sentence
    assert function(option, context) == (got, sentence)


def test_every_feature_has_a_case_for_and_one_of_silence():
    for feature in FEATURES:
        values = [value for name, _, _, value, _ in CASES if name == feature.name]
        assert any(value != 0 for value in values), feature.name


def test_the_score_is_the_weighted_sum_of_the_reasons():
    scores = score_candidate(candidate(CAPITAL), around("Faya", parents=(CHAD,), countries={"TD": 1.0}))
    scored = Candidate(
        place=CAPITAL, matched_name="Faya", match=MatchKind.EXACT, name_score=1.0, scores=scores
    )
    assert scored.score == pytest.approx(sum(entry.value * entry.weight for entry in scores))
    assert {entry.name for entry in scores} >= {"population", "parent_named", "capital"}
    assert all(
        isinstance(entry, FeatureScore) and entry.value != 0.0 and entry.detail != "" for entry in scores
    )
    weights = {feature.name: feature.weight for feature in FEATURES}
    assert all(entry.weight == weights[entry.name] for entry in scores)
