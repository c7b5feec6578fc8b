"""Type, stage and factuality of incidents, and the words behind them."""

import pytest

from geomap.model import EventType


def behind(incident, field):
    return [(entry.cue, entry.rule) for entry in incident.evidence if entry.field == field]


@pytest.mark.parametrize(
    ("text", "event_type", "sub_type"),
    [
        ("Protesters clashed with police in Athens on Tuesday.", "riot", "violent_demonstration"),
        ("Fighters clashed with soldiers in Maiduguri on Tuesday.", "battle", "armed_clash"),
        ("Police shot dead two protesters in Nairobi on Tuesday.", "protest", "excessive_force"),
        ("Police used tear gas against a protest in Nairobi on Tuesday.", "protest", "protest_intervention"),
        ("Thousands demonstrated in Lima on Monday.", "protest", "peaceful_protest"),
        ("Demonstrators threw stones in Athens on Monday at a protest.", "riot", "violent_demonstration"),
        ("The army killed six militants in Maiduguri on Tuesday.", "battle", "armed_clash"),
        ("Gunmen attacked a police checkpoint in Maiduguri on Monday.", "battle", "armed_clash"),
        ("Gunmen attacked a wedding in Maiduguri on Monday.", "violence_against_civilians", "attack"),
        ("Rebels shot four villagers in Maiduguri on Monday.", "violence_against_civilians", "attack"),
        ("A man shot his neighbour in Omaha on Monday.", "crime", "shooting"),
        ("A mortar attack in Taiz on Monday killed two children.", "explosion_remote", "shelling"),
        ("A bus crash in Kumasi on Monday killed nine people.", "accident", "road_crash"),
        ("Vandals torched a church in Athens on Monday.", "strategic", "looting"),
    ],
)  # fmt: skip
def test_people_around_a_trigger_decide_its_type(incidents, text, event_type, sub_type):
    (found,) = incidents(text)
    assert (found.event_type, found.sub_type) == (EventType(event_type), sub_type)


def test_the_words_that_changed_a_type_are_evidence(incidents):
    (found,) = incidents("Protesters clashed with police in Athens on Tuesday.")
    assert behind(found, "sub_type") == [("Protesters … clashed", "violent_demonstration:protest&violence")]
    (plain,) = incidents("An earthquake shook Kathmandu on Tuesday.")
    assert behind(plain, "sub_type") == []


@pytest.mark.parametrize(
    ("text", "stage", "cue"),
    [
        ("Police foiled a bombing in Kano on Tuesday.", "attempted", "foiled"),
        ("Gunmen tried to kidnap a priest in Cali on Monday.", "attempted", "tried"),
        ("Two people died in a kidnapping attempt in Cali on Monday.", "attempted", "attempt"),
        ("A failed bombing in Cali on Monday hurt nobody.", "attempted", "failed"),
        ("A bomb threat emptied a school in Omaha on Monday.", "threatened", "threat"),
        ("Gunmen kidnapped a priest in Cali on Monday.", "accomplished", None),
    ],
)
def test_stage(incidents, text, stage, cue):
    (found,) = incidents(text)
    assert found.stage == stage
    told = [piece for piece in behind(found, "stage") if piece[1].startswith("stage:")]
    assert told == ([] if cue is None else [(cue, f"stage:{stage}")])


@pytest.mark.parametrize(
    ("text", "factuality", "cue"),
    [
        ("Russia denied the airstrike in Idlib on Monday.", "denied", "denied"),
        ("Russia denied responsibility for the airstrike in Idlib on Monday.", "reported", None),
        ("Officials neither denied nor confirmed the airstrike in Idlib on Monday.", "reported", None),
        ("Officials did not deny the airstrike in Idlib on Monday.", "reported", None),
        ("Officials confirmed that an airstrike hit Idlib on Monday.", "confirmed", "confirmed"),
        ("Rebels claimed that an airstrike hit Idlib on Monday.", "claimed", "claimed"),
        ("An alleged airstrike hit Idlib on Monday.", "claimed", "alleged"),
        ("An airstrike hit Idlib on Monday, but this could not be independently verified.", "claimed", None),
        ("The group claimed responsibility for the airstrike in Idlib on Monday.", "reported", None),
        ("The airstrike in Idlib on Monday claimed nine lives.", "reported", None),
        ("An airstrike hit Idlib on Monday.", "reported", None),
    ],
)  # fmt: skip
def test_factuality(incidents, text, factuality, cue):
    (found,) = incidents(text)
    assert found.factuality == factuality
    if cue is not None:
        assert behind(found, "factuality") == [(cue, f"factuality:{factuality}")]


def test_threats_and_plans_are_no_incidents(incidents):
    assert incidents("The rebels threatened to bomb Kano on Monday.") == ()
    assert incidents("The rebels plan to attack Kano on Monday.") == ()
