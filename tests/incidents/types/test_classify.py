"""Which kind of event a text reports, and why."""

import csv
from pathlib import Path

import pytest

import geomap
from geomap.incidents import load_sub_types
from geomap.model import EventType

SENTENCES = {
    "Fighter jets bombed a village near Sirte and killed six people.": "air_drone_strike",
    "A drone hit a pickup truck outside Marib.": "air_drone_strike",
    "Mortar shells landed on a market in Taiz, wounding nine.": "shelling",
    "Rockets were fired at the port of Odesa overnight.": "shelling",
    "A roadside bomb went off beside a minibus in Ghazni.": "ied",
    "A suicide bomber blew himself up at the gate of a barracks.": "suicide_bomb",
    "Someone threw a hand grenade into a bar in Bujumbura.": "grenade",
    "Chlorine was dropped on the suburb, and dozens choked.": "chemical_weapon",
    "Soldiers and rebels exchanged fire for three hours near Goma.": "armed_clash",
    "Insurgents ambushed an army convoy on the road to Maradi.": "ambush",
    "The army recaptured the town of Bama from Boko Haram.": "territory_regained",
    "Rebels seized the town of Kidal on Sunday.": "territory_taken",
    "Bandits shot dead four farmers in their field.": "attack",
    "Gunmen abducted a priest in Kaduna.": "abduction",
    "Two militiamen raped a woman at a checkpoint.": "sexual_violence",
    "Hundreds of teachers marched through Lima to demand better pay.": "peaceful_protest",
    "Police used tear gas to disperse a march of students in Dakar.": "protest_intervention",
    "Police shot dead two protesters during a demonstration in Conakry.": "excessive_force",
    "Protesters hurled stones at officers and burned tyres in Kampala.": "violent_demonstration",
    "Protesters clashed with police in Athens.": "violent_demonstration",
    "A mob lynched a man accused of theft.": "mob_violence",
    "The two sides signed a ceasefire agreement in Juba.": "agreement",
    "Police arrested an opposition leader in Minsk.": "arrests",
    "Forty rebels laid down their arms and joined the army.": "change_to_group",
    "Police found a cache of rifles and ammunition in a barn.": "disrupted_weapons",
    "Sappers defused a bomb under a bridge.": "disrupted_weapons",
    "The navy set up a new base on the island.": "headquarters",
    "Looters ransacked shops and torched cars.": "looting",
    "Troops withdrew from the town, and rebels entered it without a fight.": "territory_transferred",
    "A magnitude 6.1 earthquake shook western Nepal.": "earthquake",
    "Flash floods swept through villages in Punjab after heavy rain.": "flood",
    "A bus collided with a lorry near Kumasi.": "road_crash",
    "An outbreak of cholera was declared in Harare.": "epidemic",
    "Customs officers seized two tonnes of cocaine from a cartel.": "organised_crime",
    "The country expelled four diplomats and imposed sanctions.": "diplomacy",
}

ACLED = {
    "Abduction/forced disappearance", "Agreement", "Air/drone strike", "Armed clash", "Arrests", "Attack",
    "Change to group/activity", "Chemical weapon", "Disrupted weapons use",
    "Excessive force against protesters", "Government regains territory", "Grenade",
    "Headquarters or base established", "Looting/property destruction", "Mob violence",
    "Non-state actor overtakes territory", "Non-violent transfer of territory", "Other", "Peaceful protest",
    "Protest with intervention", "Remote explosive/landmine/IED", "Sexual violence",
    "Shelling/artillery/missile attack", "Suicide bomb", "Violent demonstration",
}  # fmt: skip


@pytest.mark.parametrize(("text", "sub_type"), SENTENCES.items())
def test_sentences(text, sub_type):
    found = geomap.classify_event(text)
    assert found.sub_type == sub_type, found.reasons
    assert found.event_type is load_sub_types()[sub_type].event_type
    assert found.score >= 1


def test_nothing_to_say_is_said():
    found = geomap.classify_event("The minister read a poem about spring.")
    assert (found.event_type, found.sub_type, found.score, found.cue) == (EventType.OTHER, "unknown", 0.0, "")


def test_reasons_add_up_to_the_score():
    found = geomap.classify_event("A suicide bomber killed nine people in a mosque in Peshawar.")
    assert found.score == pytest.approx(sum(weight for _, _, weight in found.reasons))
    assert found.reasons[0] == (found.rule, found.cue, pytest.approx(found.reasons[0][2]))
    assert "suicide bomber" in found.cue
    assert 0 < found.margin <= found.score


def test_crosswalk_has_every_sub_event_of_acled_and_no_other():
    table = load_sub_types()
    assert {entry.acled for entry in table.values() if entry.acled is not None} == ACLED
    by_acled = {}
    for entry in table.values():
        if entry.acled is not None:
            assert by_acled.setdefault(entry.acled, entry.event_type) is entry.event_type
        else:
            assert entry.event_type in {"crime", "accident", "natural_hazard", "other"}


def test_own_sentences_of_every_kind():
    path = Path(__file__).with_name("sentences.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    right = [row["label"] == label_of(geomap.classify_event(row["text"])) for row in rows]
    assert len(rows) > 100
    assert sum(right) / len(rows) >= 0.95


def label_of(found):
    acled = load_sub_types()[found.sub_type].acled
    kinds = {"natural_hazard": "hazard", "other": found.sub_type}
    return acled or f"Other {kinds.get(found.event_type, found.event_type)}"
