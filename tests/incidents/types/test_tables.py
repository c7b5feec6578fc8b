"""The tables of types hold together."""

from geomap.incidents.lexicon import load_triggers, load_weapons
from geomap.incidents.types.tables import load_finer, load_phrases, load_rules, load_sub_types


def all_rules():
    return [*load_rules(), *(rule for rules in load_finer().values() for rule in rules)]


def test_rules_name_concepts_and_sub_types_that_exist():
    concepts = {phrase.concept for phrases in load_phrases().values() for phrase in phrases}
    for rule in all_rules():
        assert rule.sub_type in load_sub_types(), rule.name
        for term in (*rule.when, *rule.unless):
            assert set(term.left + term.right) <= concepts, rule.name
            assert (term.link == "") == (term.right == ())
        assert rule.when != ()


def test_finer_sub_types_stay_within_the_event_type():
    table = load_sub_types()
    for name, rules in load_finer().items():
        assert all(table[rule.sub_type].event_type is table[name].event_type for rule in rules)
        assert all(table[rule.sub_type].acled == table[name].acled for rule in rules)


def test_rules_weigh_something():
    assert all(rule.weight != 0 for rule in load_rules())


def test_every_concept_is_used():
    terms = [term for rule in all_rules() for term in (*rule.when, *rule.unless)]
    used = {name for term in terms for name in term.left + term.right}
    assert {phrase.concept for phrases in load_phrases().values() for phrase in phrases} == used


def test_phrases_are_lower_case_words():
    for phrases in load_phrases().values():
        for phrase in phrases:
            assert all(word == word.lower() and word != "" for word in phrase.words), phrase
            assert phrase.pos in {None, "N", "C", "P", "V", "A"}


def test_triggers_and_weapons_use_the_terms_of_the_table():
    table = load_sub_types()
    for entry in (*load_triggers().values(), *load_weapons().values()):
        assert table[entry.sub_type].event_type is entry.event_type, entry
