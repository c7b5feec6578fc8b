import re

import pytest

from geomap.files import load_words
from geomap.incidents.lexicon import load_triggers, load_weapons
from geomap.model import EventType

TRIGGERS = load_triggers()
ROLES = {"event", "target", "harm", "happen", "cause", "casualty", "fire", "weapon"}


@pytest.mark.parametrize("trigger", TRIGGERS.values(), ids=lambda trigger: f"{trigger.lemma} {trigger.pos}")
def test_every_trigger_is_well_formed(trigger):
    assert trigger.lemma == trigger.lemma.lower().strip()
    assert trigger.pos in {"N", "V", "A"}
    assert trigger.strength in range(4)
    assert trigger.role in ROLES
    assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", trigger.sub_type)
    assert (trigger.role in {"target", "harm", "happen", "fire", "weapon"}) == (trigger.pos != "N")


def test_weapons_make_explosions_and_remote_violence():
    weapons = load_weapons()
    assert len(weapons) > 20
    assert {weapon.event_type for weapon in weapons.values()} == {EventType.EXPLOSION_REMOTE}
    assert all(word == word.lower() == weapon.word for word, weapon in weapons.items())


def test_tables_are_read_once():
    assert load_triggers() is TRIGGERS
    assert load_weapons() is load_weapons()


def test_every_list_of_what_a_verb_does_not_hit_has_its_verb():
    verbs = {name.removeprefix("not_") for name in load_words("geomap.incidents") if name.startswith("not_")}
    known = {lemma for lemma, _ in TRIGGERS}
    assert verbs <= known
