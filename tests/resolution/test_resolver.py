"""Names of many countries, decided with the default gazetteer."""

import pytest

from geomap.extraction import extract_mentions, parse_document
from geomap.model import Document, MatchKind, Mention, MentionKind, PlaceStatus
from geomap.resolution import resolve_mentions
from geomap.resolution.candidates import find_candidates
from geomap.resolution.resolver import ResolverSettings


@pytest.fixture(scope="session")
def decide(opened):
    """Resolve given names of a text: ``decide("Paris, Texas", "Paris", "Texas")``."""

    def resolve(text, *names, kinds=None, cues=None, settings=None, **fields):
        doc = Document(id="d1", text=text, source="d1.txt", **fields)
        mentions, at = [], 0
        for name in names:
            start = text.index(name, at)
            at = start + len(name)
            mentions.append(
                Mention(
                    doc_id="d1",
                    text=name,
                    start=start,
                    end=at,
                    kind=(kinds or {}).get(name, MentionKind.LITERAL),
                    cue=(cues or {}).get(name),
                )
            )
        return resolve_mentions(doc, mentions, opened.gazetteer, settings=settings)

    return resolve


@pytest.mark.parametrize(
    ("text", "names", "country", "admin1"),
    [
        ("It snowed in Paris, Texas.", ("Paris", "Texas"), "US", "Texas"),
        ("It snowed in Paris, France.", ("Paris", "France"), "FR", None),
        ("It snowed in Cordoba, Argentina.", ("Cordoba", "Argentina"), "AR", None),
        ("It snowed in Cordoba in Spain.", ("Cordoba", "Spain"), "ES", None),
        ("It snowed in Tripoli (Lebanon).", ("Tripoli", "Lebanon"), "LB", None),
        ("It snowed in Valencia, in Venezuela.", ("Valencia", "Venezuela"), "VE", None),
        ("It snowed in Hyderabad, Pakistan.", ("Hyderabad", "Pakistan"), "PK", "Sindh"),
        ("It snowed in Springfield, Missouri.", ("Springfield", "Missouri"), "US", "Missouri"),
        ("It snowed in Lagos in southern Portugal.", ("Lagos", "Portugal"), "PT", None),
        ("It snowed in Selma, Ala.", ("Selma", "Ala."), "US", "Alabama"),
        ("It snowed in Gary, Ind.", ("Gary", "Ind."), "US", "Indiana"),
        ("It snowed in Santiago, Cuba.", ("Santiago", "Cuba"), "CU", None),
        ("It snowed in Athens, Georgia.", ("Athens", "Georgia"), "US", "Georgia"),
    ],
    ids=lambda value: value[13:] if isinstance(value, str) and value.startswith("It") else None,
)
def test_the_parent_written_behind_a_name_decides(decide, text, names, country, admin1):
    place = decide(text, *names)[0].place
    assert place.country_code == country
    assert admin1 is None or place.admin1 == admin1


@pytest.mark.parametrize(
    ("name", "cue", "feature"),
    [
        ("Homs", "governorate", "ADM1"),
        ("Entebbe", "airport", "AIRP"),
        ("Kano", "state", "ADM1"),
        ("Kano", "city", "P"),
        ("Khmeimim", "airbase", "AIRB"),
    ],
)
def test_a_cue_word_decides_the_kind_of_place(decide, name, cue, feature):
    (found,) = decide(f"They reached {name} {cue}.", name, cues={name: cue})
    best = found.candidates[0].place
    assert feature in {best.feature_class, best.feature_code}
    assert any(score.name == "fits_cue" and score.value > 0 for score in found.candidates[0].scores)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("US", "US"),
        ("UK", "GB"),
        ("UAE", "AE"),
        ("U.S.", "US"),
        ("Ivory Coast", "CI"),
        ("Burma", "MM"),
        ("Czechia", "CZ"),
    ],
)
def test_short_forms_and_codes_of_countries(decide, name, country):
    (found,) = decide(f"A ship left the {name} today.", name)
    assert (found.status, found.place.country_code, found.place.feature_code[:3]) == (
        PlaceStatus.RESOLVED, country, "PCL",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "country"), [("Kenyan", "KE"), ("Filipinos", "PH"), ("Dutch", "NL"), ("Iraqi", "IQ")]
)
def test_a_people_means_its_country(decide, name, country):
    (found,) = decide(f"{name} sailors", name, kinds={name: MentionKind.DEMONYM})
    assert (found.status, found.place.country_code) == (PlaceStatus.RESOLVED, country)


def test_abbreviations_are_states_and_not_countries(opened):
    def of(name):
        mention = Mention(doc_id="d1", text=name, start=0, end=len(name))
        return [entry.place.name for entry in find_candidates(mention, opened.gazetteer)]

    assert of("Ala.") == ["Alabama"]
    assert of("Ind.") == ["Indiana"]
    assert of("TX") == ["Texas"]
    assert "Alabama" not in of("Ala")


def test_a_border_is_found_in_either_order(decide):
    for text in ("Kenya-Somalia border", "border between Somalia and Kenya", "Somalia's border with Kenya"):
        (found,) = decide(text, text, cues={text: "border"})
        assert found.place.name == "Kenya-Somalia border"


def test_a_short_name_is_met_by_no_other_spelling(opened):
    for name in ("Ur", "Xyz", "Ind"):
        mention = Mention(doc_id="d1", text=name, start=0, end=len(name))
        assert all(
            entry.match not in {MatchKind.VARIANT, MatchKind.FUZZY}
            for entry in find_candidates(mention, opened.gazetteer)
        )


def test_an_unknown_name_says_so(decide):
    (found,) = decide("Wind in Qwrtzplk today", "Qwrtzplk")
    assert (found.status, found.place, found.lat, found.confidence) == (
        PlaceStatus.UNRESOLVED,
        None,
        None,
        None,
    )
    assert "Qwrtzplk" in found.reason
    assert found.candidates == ()


def test_an_ambiguous_name_keeps_its_candidates_and_gets_no_point(decide):
    (found,) = decide(
        "They met in Springfield.", "Springfield", settings=ResolverSettings(min_confidence=0.95)
    )
    assert (found.status, found.place, found.lat, found.lon) == (PlaceStatus.AMBIGUOUS, None, None, None)
    assert len(found.candidates) > 1
    assert found.reason.startswith("could be Springfield")
    assert f"{found.confidence:.0%}" in found.reason


def test_confidence_margin_and_scores_keep_their_bounds(opened):
    text = (
        "Gunmen from Niger attacked Gusau in Zamfara state, Nigeria, and fled to Maradi. Paris "
        "condemned the raid. "
        "In San Jose, Springfield and Zzgrblt people of Georgia and London rallied near Lake Chad "
        "and the US embassy."
    )
    doc = Document(id="d1", text=text, source="d1.txt")
    mentions = extract_mentions(doc, parse_document(doc, opened.model), opened.gazetteer)
    found = resolve_mentions(doc, mentions, opened.gazetteer)
    assert [resolution.mention for resolution in found] == list(mentions)
    assert len(found) >= 8
    for resolution in found:
        scores = [option.score for option in resolution.candidates[1:]]  # the first has the likeliest spot
        assert scores == sorted(scores, reverse=True)
        for option in resolution.candidates:
            assert option.score == pytest.approx(sum(entry.value * entry.weight for entry in option.scores))
        assert (resolution.place is None) == (resolution.status is not PlaceStatus.RESOLVED)
        assert resolution.reason != ""
        if resolution.candidates:
            assert 0 <= resolution.confidence <= 1
            assert 0 <= resolution.margin <= 1
        if resolution.place is not None:
            assert resolution.place == resolution.candidates[0].place
            assert (resolution.lat, resolution.lon) == (resolution.place.lat, resolution.place.lon)
            assert resolution.confidence >= ResolverSettings().min_confidence
    assert found == resolve_mentions(doc, mentions, opened.gazetteer)


def test_only_so_many_candidates_are_kept(decide):
    (found,) = decide("They met in Springfield.", "Springfield", settings=ResolverSettings(keep=2))
    assert len(found.candidates) == 2


def test_two_mentions_of_a_city_do_not_make_it_a_province(decide):
    first, second = decide("A bomb went off in Kano. The police of Kano came.", "Kano", "Kano")
    assert first.place.feature_class == second.place.feature_class == "P"


def test_a_city_with_a_far_away_region_of_its_name_is_the_city(decide):
    (found,) = decide("Two men were hurt near Gao.", "Gao")
    assert (found.place.country_code, found.place.feature_class) == ("ML", "P")


def test_countries_in_the_text_draw_a_name_to_them(decide):
    text = "Jamaican police went to Kingston. Jamaica is small."
    found = decide(text, "Jamaican", "Kingston", "Jamaica", kinds={"Jamaican": MentionKind.DEMONYM})
    assert found[1].place.country_code == "JM"


def test_a_row_s_own_country_decides(decide, opened):
    fields = {"place": "Cordoba", "country": "Mexico"}
    doc = Document(
        id="t1", text="place: Cordoba\ncountry: Mexico", source="t.csv", row=1, fields=fields,
        roles={role: role for role in fields}, spans={"place": (7, 14), "country": (24, 30)},
    )  # fmt: skip
    mention = Mention(doc_id="t1", text="Cordoba", start=7, end=14, extractor="column:place")
    (found,) = resolve_mentions(doc, [mention], opened.gazetteer)
    assert found.place.country_code == "MX"


def test_no_mentions_give_no_resolutions(decide):
    assert decide("Nothing here.") == ()
