"""How an event stands to the place that its words name."""

import pytest

from geomap.geo import COMPASS_BEARINGS, destination, distance_km
from geomap.incidents.relations import NEAR_KM, contains, place_incident, precision_of
from geomap.model import Mention, Place, PlacePrecision, PlaceRelation, PlaceStatus, Resolution


def gazetteer_place(
    feature="P.PPL",
    *,
    number=1,
    name="Tandil",
    cc="AR",
    admin1="Buenos Aires",
    lat=-37.32,
    lon=-59.13,
    radius=4.0,
):
    feature_class, feature_code = feature.split(".")
    return Place(
        id=f"test:{number}",
        name=name,
        lat=lat,
        lon=lon,
        feature_class=feature_class,
        feature_code=feature_code,
        country_code=cc,
        country=cc,
        admin1=admin1,
        radius_km=radius,
    )


def placed(text, place, *, cue=None, status=PlaceStatus.RESOLVED):
    start = text.index("Tandil")
    mention = Mention(doc_id="d1", text="Tandil", start=start, end=start + 6, cue=cue)
    resolution = Resolution(
        mention=mention, status=status, place=place,
        lat=None if place is None else place.lat, lon=None if place is None else place.lon,
    )  # fmt: skip
    return place_incident(text, resolution)


TANDIL = gazetteer_place()

WORDS = [
    ("It happened in Tandil.", "Tandil", None, PlacePrecision.SETTLEMENT),
    ("It happened near Tandil.", "near Tandil", PlaceRelation.NEAR, PlacePrecision.NEAR),
    ("It happened just outside Tandil.", "just outside Tandil", PlaceRelation.NEAR, PlacePrecision.NEAR),
    (
        "It happened not far from the town of Tandil.",
        "not far from the town of Tandil",
        PlaceRelation.NEAR,
        PlacePrecision.NEAR,
    ),
    (
        "On the outskirts of Tandil it burned.",
        "outskirts of Tandil",
        PlaceRelation.OUTSKIRTS,
        PlacePrecision.NEAR,
    ),
    (
        "In the eastern suburbs of Tandil it burned.",
        "suburbs of Tandil",
        PlaceRelation.OUTSKIRTS,
        PlacePrecision.NEAR,
    ),
    ("A field south of Tandil burned.", "south of Tandil", PlaceRelation.DIRECTION, PlacePrecision.NEAR),
    ("On the road to Tandil a bus burned.", "road to Tandil", PlaceRelation.ROAD, PlacePrecision.FEATURE),
    (
        "A ship sank off the coast of Tandil.",
        "off the coast of Tandil",
        PlaceRelation.OFF_COAST,
        PlacePrecision.SEA_AIR,
    ),
]


@pytest.mark.parametrize(
    ("text", "words", "relation", "precision"), WORDS, ids=[words for _, words, *_ in WORDS]
)
def test_words_before_a_name_say_how_near(text, words, relation, precision):
    place, start, end = placed(text, TANDIL)
    assert (place.text, place.relation, place.precision) == (words, relation, precision)
    assert text[start:end] == words
    assert (place.lat, place.lon) == (TANDIL.lat, TANDIL.lon)
    assert place.radius_km == (TANDIL.radius_km if relation is None else NEAR_KM)


@pytest.mark.parametrize(
    ("words", "km", "direction"),
    [
        ("12 km north of", 12, "north"),
        ("7.5 kilometres to the south-east of", 7.5, "southeast"),
        ("10 miles west of", 16.09344, "west"),
        ("20km northeast of", 20, "northeast"),
        ("3 nautical miles south of", 5.556, "south"),
        ("40 km east of the town of", 40, "east"),
    ],
)
def test_a_distance_and_direction_move_the_point(words, km, direction):
    place, start, _ = placed(f"It fell {words} Tandil.", TANDIL)
    assert place.text == f"{words} Tandil"
    assert start == len("It fell ")
    assert place.relation is PlaceRelation.DISTANCE_DIRECTION
    assert distance_km(TANDIL.lat, TANDIL.lon, place.lat, place.lon) == pytest.approx(km, abs=1e-3)
    assert (place.lat, place.lon) == pytest.approx(
        destination(TANDIL.lat, TANDIL.lon, COMPASS_BEARINGS[direction], km)
    )
    assert place.radius_km == pytest.approx(max(TANDIL.radius_km, 0.4 * km))
    assert place.precision is (PlacePrecision.NEAR if km <= NEAR_KM else PlacePrecision.FEATURE)


def test_a_vague_distance_keeps_the_point():
    place, *_ = placed("It fell a few km north of Tandil.", TANDIL)
    assert (place.relation, place.lat, place.lon) == (PlaceRelation.DIRECTION, TANDIL.lat, TANDIL.lon)


def test_a_relation_does_not_reach_over_a_comma_or_line():
    for text in (
        "Nearby, in Tandil, it burned.",
        "They camped near the sea, and Tandil burned.",
        "near\nTandil",
    ):
        place, *_ = placed(text, TANDIL)
        assert place.relation is None


def test_a_part_of_a_country_is_a_feature():
    country = gazetteer_place("A.PCLI", radius=900.0)
    place, *_ = placed("Fighting spread in northern Tandil.", country)
    assert (place.text, place.precision, place.relation) == (
        "northern Tandil", PlacePrecision.FEATURE, PlaceRelation.DIRECTION,
    )  # fmt: skip
    whole, *_ = placed("Fighting spread in Tandil.", country)
    assert (whole.precision, whole.radius_km) == (PlacePrecision.COUNTRY, 900.0)


def test_the_sea_off_a_country_is_sea():
    place, *_ = placed("Pirates struck off the coast of Tandil.", gazetteer_place("A.PCLI", radius=900.0))
    assert place.precision is PlacePrecision.SEA_AIR


def test_a_border_is_a_feature():
    place, *_ = placed("the Tandil border", gazetteer_place("L.BDR", radius=120.0), cue="border")
    assert (place.relation, place.precision, place.radius_km) == (
        PlaceRelation.BORDER, PlacePrecision.FEATURE, 120.0,
    )  # fmt: skip


def test_a_site_of_which_only_the_town_is_known_is_near_the_town():
    place, *_ = placed("Rockets hit Tandil airport.", TANDIL, cue="airport")
    assert (place.precision, place.radius_km, place.relation) == (PlacePrecision.NEAR, NEAR_KM, None)
    site, *_ = placed("Rockets hit Tandil airport.", gazetteer_place("S.AIRP", radius=3.0), cue="airport")
    assert (site.precision, site.radius_km) == (PlacePrecision.SITE, 3.0)


def test_an_unresolved_name_keeps_its_words():
    place, start, end = placed("Shells fell near Tandil.", None, status=PlaceStatus.AMBIGUOUS)
    assert (place.text, place.precision) == ("near Tandil", PlacePrecision.UNRESOLVED)
    assert (place.lat, place.lon, place.radius_km) == (None, None, None)
    assert (start, end) == (12, 23)


@pytest.mark.parametrize(
    ("feature", "precision"),
    [
        ("P.PPL", PlacePrecision.SETTLEMENT),
        ("P.PPLX", PlacePrecision.NEIGHBOURHOOD),
        ("A.ADM1", PlacePrecision.ADM1),
        ("A.ADM2", PlacePrecision.ADM2),
        ("A.PCLI", PlacePrecision.COUNTRY),
        ("S.AIRB", PlacePrecision.SITE),
        ("L.MILB", PlacePrecision.SITE),
        ("L.RGN", PlacePrecision.FEATURE),
        ("H.GULF", PlacePrecision.SEA_AIR),
        ("H.LK", PlacePrecision.FEATURE),
        ("T.ISL", PlacePrecision.FEATURE),
        ("U.RDGU", PlacePrecision.SEA_AIR),
    ],
)
def test_a_feature_code_says_how_fine_a_place_is(feature, precision):
    assert precision_of(gazetteer_place(feature)) is precision


def test_which_place_lies_in_which():
    country = gazetteer_place("A.PCLI", number=2, name="Argentina")
    unit = gazetteer_place("A.ADM1", number=3, name="Buenos Aires")
    quarter = gazetteer_place("P.PPLX", number=4, lat=-37.33, lon=-59.12)
    elsewhere = gazetteer_place(number=5, name="Rocha", cc="UY", admin1="Rocha")
    assert contains(country, TANDIL)
    assert contains(unit, TANDIL)
    assert contains(TANDIL, quarter)
    assert not contains(TANDIL, unit)
    assert not contains(country, elsewhere)
    assert not contains(TANDIL, TANDIL)


def test_directions_distances_and_borders_end_to_end(incidents):
    (west,) = incidents("A helicopter crashed 18 km west of Cusco on Tuesday, killing six people.")
    city = west.places[0].resolution.place
    assert city.name == "Cusco"
    assert distance_km(city.lat, city.lon, west.places[0].lat, west.places[0].lon) == pytest.approx(
        18, abs=0.01
    )
    assert west.places[0].lon < city.lon
    (border,) = incidents(
        "Clashes broke out on the border between Armenia and Azerbaijan on Thursday, killing three soldiers."
    )
    assert (border.places[0].precision, border.places[0].relation) == (
        PlacePrecision.FEATURE,
        PlaceRelation.BORDER,
    )
    (north,) = incidents("Militants attacked villages in northern Mozambique over the weekend.")
    assert (north.places[0].text, north.places[0].precision) == (
        "northern Mozambique",
        PlacePrecision.FEATURE,
    )
    (edge,) = incidents("A rocket hit a warehouse on the outskirts of Kharkiv overnight.")
    assert (edge.places[0].text, edge.places[0].radius_km) == ("outskirts of Kharkiv", NEAR_KM)
    (near,) = incidents("Two soldiers were killed in an ambush near Gao on Saturday.")
    assert (near.places[0].relation, near.places[0].resolution.place.country_code) == (
        PlaceRelation.NEAR,
        "ML",
    )
