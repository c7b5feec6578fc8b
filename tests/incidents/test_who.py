"""Who takes part in an incident: sides, roles, classes, names, targets, weapons."""

import pytest


def actors(incident):
    return {(actor.name, actor.role, actor.actor_class) for actor in incident.actors}


@pytest.mark.parametrize(
    ("text", "side_a", "side_b"),
    [
        ("Militants attacked soldiers in Mopti on Friday.", "militants", "soldiers"),
        ("Nine soldiers were killed by insurgents in Mopti on Friday.", "insurgents", "soldiers"),
        (
            "An attack by armed rebels on villagers in Mopti killed four on Friday.",
            "armed rebels",
            "villagers",
        ),
        ("Guerrillas carried out an attack on policemen in Cali on Friday.", "guerrillas", "policemen"),
        ("A bomb planted by guerrillas exploded in Cali on Friday, killing two.", "guerrillas", None),
        ("A rebel attack killed three farmers in Cali on Friday.", "rebels", "farmers"),
        ("A terrorist attack killed three farmers in Cali on Friday.", None, "farmers"),
        ("Israel said its warplanes struck Baalbek on Friday.", "Israel", None),
        ("Members of Boko Haram killed six farmers in Maiduguri on Friday.", "Boko Haram", "farmers"),
        ("Clashes between rebels and soldiers in Goma on Friday killed six.", "rebels", "soldiers"),
    ],
)
def test_who_acts_and_who_is_acted_upon(incidents, text, side_a, side_b):
    (found,) = incidents(text)
    assert (found.side_a, found.side_b) == (side_a, side_b)


def test_a_claim_of_responsibility_gives_a_claimant(incidents):
    (found,) = incidents(
        "A bomb killed seven people in Kabul on Monday. The Islamic State group claimed responsibility."
    )
    assert ("Islamic State", "claimant", "rebel") in actors(found)
    assert found.side_a == "Islamic State"


def test_nobody_claims_when_nobody_did(incidents):
    (found,) = incidents("A bomb killed seven people in Kabul on Monday. No group claimed responsibility.")
    assert not [actor for actor in found.actors if actor.role == "claimant"]
    (denied,) = incidents(
        "A bomb killed seven people in Kabul on Monday. The Taliban has not claimed responsibility."
    )
    assert not [actor for actor in denied.actors if actor.role == "claimant"]


def test_names_that_come_later_join_the_event_told_before(incidents):
    (found,) = incidents(
        "A gunman killed two people at a bakery in Austin on Monday. Police identified the gunman as "
        "Robert Miles Keane. The victims were identified as Anna Maria Lopez and John Whitfield."
    )
    assert ("Robert Miles Keane", "perpetrator", "civilians") in actors(found)
    assert {name for name, role, _ in actors(found) if role == "victim"} >= {
        "Anna Maria Lopez",
        "John Whitfield",
    }
    assert found.side_a == "Robert Miles Keane"


def test_blame_falls_on_armed_groups_only(incidents):
    (found,) = incidents(
        "Twelve villagers were killed in Djibo on Sunday. Officials blamed militants. "
        "They blamed the rain, too."
    )
    assert found.side_a == "militants"


def test_short_names_are_joined_to_full_ones(incidents):
    (found,) = incidents(
        "Fighters of the Popular Liberation Front (PLF) entered the town. On Sunday the PLF killed four "
        "policemen in Asmara."
    )
    assert found.side_a == "Popular Liberation Front"


def test_civilian_targeting_is_said_only_where_something_says_so(incidents):
    (civil,) = incidents("Gunmen killed three farmers in Zamfara on Tuesday.")
    (armed,) = incidents("Gunmen killed three soldiers in Zamfara on Tuesday.")
    (market,) = incidents("Rebels shelled a market in Aden on Tuesday.")
    (crash,) = incidents("Three farmers died when a bus overturned in Zaria on Tuesday.")
    assert civil.civilian_targeting is True
    assert armed.civilian_targeting is False
    assert market.civilian_targeting is True
    assert crash.civilian_targeting is None


def test_target_and_weapon_are_words_of_the_text(incidents):
    (found,) = incidents("Rebels attacked a fuel depot in Aden with mortars on Tuesday.")
    assert (found.target, found.weapon) == ("fuel depot", "mortar")
    (none,) = incidents("Rebels attacked soldiers in Aden on Tuesday.")
    assert none.weapon is None


def test_every_field_with_a_value_has_words_behind_it(opened, article):
    doc = article(
        "Gunmen armed with rifles killed three farmers and wounded two others near Gao on Saturday. "
        "Al-Shabaab claimed responsibility for the attack.",
        "2023-05-12",
    )
    (found,) = opened.run(doc).incidents
    fields = {piece.field for piece in found.evidence}
    told = {"event_type", "stage", "factuality", "date", "place", "killed", "wounded", "actors"}
    assert told | {"side_a", "side_b", "weapon", "civilian_targeting"} <= fields
    for piece in found.evidence:
        assert doc.text[piece.start : piece.end] == piece.quote


def test_an_event_without_a_named_place_lies_in_the_country_of_the_text(incidents):
    (found,) = incidents(
        "Salvadoran troops are on alert. El Salvador has seen years of war. "
        "Rebels killed four farmers on Friday."
    )
    (place,) = found.places
    assert place.resolution.place.country_code == "SV"
    assert str(place.precision) == "country"
    assert place.resolution.confidence <= 0.9
    assert "no place is named" in place.resolution.reason


def test_two_countries_are_no_answer(incidents):
    (found,) = incidents(
        "Ghana and Togo have talked. Officials of Togo and of Ghana spoke. "
        "Gunmen killed four farmers on Friday."
    )
    assert found.places[0].resolution is None


def test_counted_people_are_the_other_side(incidents):
    (found,) = incidents("Unidentified gunmen fired at a shop in Kano on Monday, killing two labourers.")
    assert (found.side_a, found.side_b) == ("unidentified gunmen", "labourers")
    assert found.civilian_targeting is True


def test_an_army_of_liberation_is_no_states(incidents):
    (found,) = incidents(
        "A bomb killed two people in Kano on Monday. "
        "The banned Kanuri Liberation Army claimed responsibility for the blast."
    )
    assert found.side_a == "Kanuri Liberation Army"
    assert "rebel" in {one.actor_class for one in found.actors if one.role == "claimant"}


def test_who_fled_did_it(incidents):
    (found,) = incidents(
        "A post office in Kano was robbed on Monday. Two masked men threatened staff and fled."
    )
    assert found.side_a == "masked men"


def test_nobody_admitted_is_no_confirmation(incidents):
    (found,) = incidents("Gunmen killed two farmers in Kano on Monday. No group has admitted the attack.")
    assert found.factuality == "reported"
