"""Who a word of harm was done to: the nouns that stand as its victims in the sentence."""

from __future__ import annotations

from geomap.files import load_words
from geomap.incidents.counts.harms import Harm
from geomap.incidents.counts.lists import companions, goes_on, has_clause
from geomap.incidents.counts.nouns import is_person_word, noun_of, number_token
from geomap.incidents.counts.voice import is_passive
from geomap.incidents.tree import Tree

__all__ = ["nearest", "victims_of"]

_WORDS = load_words("geomap.incidents.counts")
_SUBJECTS = ("nsubjpass", "nsubj", "csubj")
_NOT_HIT = _WORDS["things"] | _WORDS["capture_states"] | _WORDS["injuries"]
_LOWER = frozenset(["xcomp", "ccomp", "oprd", "acomp", "advcl", "dep", "attr", "advmod"])
_DEPTH = 6
"""Clauses that a subject may be looked for through."""


def victims_of(tree: Tree, index: int, harm: Harm) -> list[int]:
    """Return the head nouns of those that a word of harm was done to, without their coordinations."""
    if harm.patient == "self":
        return [index]
    if harm.patient in {"object", "either"}:
        found = _patients(tree, index, is_sure=harm.grade in {"sure", "people"} or _is_touched(tree, index))
        if not found and harm.patient == "either":
            found = _subjects(tree, index)
        return found + companions(tree, index) if found else []
    return _FINDERS[harm.patient](tree, index)


def nearest(tree: Tree, index: int) -> int | None:
    """Return the noun for people before a passive verb, for where the parse joined them wrongly.

    "An expert for a mine-clearing group was killed": only auxiliaries and nouns stand between.
    """
    token = tree.token(index)
    if token.tag not in {"VBN", "VBD"} or not is_passive(tree, index):
        return None
    for at in range(index - 1, tree.parse.sentences[token.sentence][0] - 1, -1):
        word = tree.token(at)
        if word.tag in {"VBD", "VBZ", "VBP", "MD"} and word.lemma not in {"be", "have"}:
            return None
        if word.text in {",", ";", ":"} or word.dep == "agent":
            return None
        if word.tag.startswith("NN") and is_person_word(word.lemma) and word.dep != "compound":
            return at
    return None


def _of_lives(tree: Tree, index: int) -> list[int]:
    """Return whose lives were taken, or the number of lives: "claimed 14 lives"."""
    lives = [at for at in tree.children[index] if tree.token(at).dep == "dobj"]
    return [noun_of(tree, at) or at for at in lives]


def _in_condition(tree: Tree, index: int) -> list[int]:
    """Return who is in a condition: "one was in critical condition"."""
    return _subjects(tree, tree.token(tree.token(index).head).head) if tree.token(index).dep == "pobj" else []


def _patients(tree: Tree, index: int, *, is_sure: bool) -> list[int]:
    """Return what a verb is done to: its object, or its subject when it is passive."""
    token = tree.token(index)
    objects = [at for at in tree.children[index] if _can_be_hit(tree, at)]
    if objects:
        return objects[:1]
    if any(tree.token(at).dep == "dobj" and _is_thing(tree, at) for at in tree.children[index]):
        return []
    if _is_counted(tree, index - 1) and token.tag in {"VBN", "VBD", "NN", "VB"}:
        return [index - 1]
    if is_passive(tree, index):
        return _subjects(tree, index)
    shared = _shared_object(tree, index)
    if shared is not None:
        return [shared]
    if is_sure and token.tag in {"VBN", "VBD"} and token.dep != "relcl":
        return _subjects(tree, index)
    return []


def _is_counted(tree: Tree, index: int) -> bool:
    """Say whether a bare number stands right before a word of harm: "one dead and several injured"."""
    if index < 0 or tree.label(index) in {"DATE", "TIME"}:
        return False
    token = tree.token(index)
    return token.tag == "CD" or (token.lemma in _WORDS["vague"] and token.tag == "JJ")


def _is_touched(tree: Tree, index: int) -> bool:
    """Say whether a part of the body stands beside a verb: "shot in the leg"."""
    joined = (tree.child(at, "pobj") for at in tree.children[index] if tree.token(at).dep == "prep")
    return any(at is not None and tree.token(at).lemma in _WORDS["wounding"] for at in joined)


def _is_thing(tree: Tree, index: int) -> bool:
    """Say whether an object is a thing, and neither a part of the body nor taken from the next clause.

    Who "injured a knee" is hurt; in "six killed when a convoy was hit" the parse may take the convoy.
    """
    lemma = tree.token(index).lemma
    if lemma not in _WORDS["things"] or lemma in _WORDS["wounding"]:
        return False
    return not any(tree.token(at).tag == "WRB" for at in tree.subtree(index))


def _can_be_hit(tree: Tree, index: int) -> bool:
    """Say whether a word is an object and stands for people as far as it says."""
    token = tree.token(index)
    if token.dep not in {"dobj", "dative"} or token.lemma in _NOT_HIT:
        return False
    opens = tree.subtree(index)[0] - 1
    return tree.label(index) != "DATE" and (opens < 0 or tree.token(opens).text != "(")


def _shared_object(tree: Tree, index: int, depth: int = 0) -> int | None:
    """Return the object of a verb joined to this one: "shot and wounded a man"."""
    for at in tree.children[index]:
        if tree.token(at).dep != "conj" or not tree.token(at).tag.startswith("V"):
            continue
        if tree.child(at, *_SUBJECTS) is not None:
            return None
        found = [below for below in tree.children[at] if _can_be_hit(tree, below)]
        if found or depth == _DEPTH:
            return found[0] if found else None
        return _shared_object(tree, at, depth + 1)
    return None


def _subjects(tree: Tree, index: int, depth: int = 0) -> list[int]:
    """Return the subject of a verb or state, through coordination, relative and lower clauses."""
    if depth > _DEPTH:
        return []
    token = tree.token(index)
    own = [at for at in tree.children[index] if tree.token(at).dep in _SUBJECTS]
    if own:
        relative = tree.token(own[0]).tag in {"WDT", "WP"}
        if relative and token.dep == "relcl":
            return _behind(tree, token.head)
        listed = any(tree.token(at).dep == "cc" for at in tree.children[own[0]]) or goes_on(tree, own)
        return own if listed else own[:1]
    limited = _limited(tree, index)
    if limited is not None:
        return [limited]
    if token.dep in {"acl", "relcl"} or (
        token.dep == "conj" and not tree.token(token.head).tag.startswith(("V", "J"))
    ):
        return _behind(tree, token.head)
    if token.head == index:
        return [at for at in tree.children[index] if at < index and tree.token(at).tag.startswith("NN")][-1:]
    if token.dep == "conj" or token.dep in {"acomp", "attr"}:
        return _subjects(tree, token.head, depth + 1)
    if token.dep == "pcomp":
        verb = tree.token(token.head).head
        return _subjects(tree, verb, depth + 1) if tree.token(verb).tag.startswith("V") else []
    if token.dep in _LOWER:
        upper = token.head
        objects = [at for at in tree.children[upper] if tree.token(at).dep == "dobj" and at < index]
        if objects and (token.dep != "advcl" or tree.token(upper).lemma in {"leave", "find"}):
            return objects[:1]
        return _subjects(tree, upper, depth + 1)
    return []


def _limited(tree: Tree, index: int) -> int | None:
    """Return the noun behind a limit that stands as the subject: "over 200 were hurt"."""
    for at in tree.children[index]:
        if at < index and tree.token(at).lemma in _WORDS["limiters"] and tree.token(at).dep == "prep":
            noun = tree.child(at, "pobj")
            if noun is not None and any(tree.token(word).tag == "CD" for word in tree.subtree(noun)):
                return noun
    return None


def _behind(tree: Tree, noun: int) -> list[int]:
    """Return whom a clause behind a noun is about; "was among those killed" is about its subject."""
    upper = tree.token(tree.token(noun).head)
    if tree.token(noun).lemma in _WORDS["tolls"]:
        return _of_toll(tree, noun)
    if tree.token(noun).lemma == "those" and upper.lemma == "of":
        return [upper.head] if tree.token(upper.head).tag == "CD" else []
    if tree.token(noun).lemma == "those" and upper.lemma == "include":
        return [at for at in tree.children[tree.token(noun).head] if tree.token(at).dep == "dobj"]
    if tree.token(noun).lemma == "those" and upper.lemma == "among":
        verb = upper.head
        return _subjects(tree, verb) if tree.token(verb).lemma == "be" else []
    return [_antecedent(tree, noun)]


def _antecedent(tree: Tree, noun: int) -> int:
    """Return the noun that a clause behind a noun belongs to, when that stands low in a longer phrase.

    "Two staff of a local partner killed in an ambush", "four guards and a driver kidnapped".
    """
    at = noun
    while tree.token(at).head != at:
        token, head = tree.token(at), tree.token(tree.token(at).head)
        if token.dep == "appos" or (
            token.dep == "conj"
            and not has_clause(tree, token.head, noun)
            and tree.token(tree.conjunction_head(at)).dep in {"ROOT", "dep"}
        ):
            at = token.head
        elif token.dep == "pobj" and head.lemma == "include":
            at = head.head
        elif (
            token.dep == "pobj"
            and head.lemma in {"of", "for", "from", "with"}
            and tree.token(head.head).tag.startswith("NN")
        ):
            if any(tree.token(child).tag == "CD" for child in tree.children[at]) or token.tag == "CD":
                break
            at = head.head
        else:
            break
    return at


def _in_state(tree: Tree, index: int) -> list[int]:
    """Return those whom an adjective or participle says to be dead, hurt or missing."""
    token = tree.token(index)
    head = tree.token(token.head)
    if _is_counted(tree, index - 1) and (
        index + 1 == len(tree.tokens) or not tree.token(index + 1).tag.startswith("NN")
    ):
        return [index - 1]
    if token.dep in {"amod", "acl", "nmod", "relcl"} and not head.tag.startswith("V"):
        return _behind(tree, token.head)
    if any(tree.token(at).dep == "nummod" for at in tree.children[index]):
        return [index]
    if token.dep == "pobj" and head.lemma in {"of", "among"}:
        upper = tree.token(head.head)
        if upper.lemma in _WORDS["tolls"]:
            return _of_toll(tree, head.head)
        return _subjects(tree, head.head) if upper.lemma == "be" else []
    if token.dep in {"dobj", "nsubj", "nsubjpass", "pobj", "appos"}:
        return [index]
    return _subjects(tree, index)


def _of_noun(tree: Tree, index: int) -> list[int]:
    """Return whom a noun of harm befell: "the death of two men", "his death", "staff deaths"."""
    for at in tree.children[index]:
        if tree.token(at).lemma == "of" and tree.token(at).dep == "prep":
            inner = tree.child(at, "pobj")
            if inner is not None:
                return [inner]
    if index + 1 < len(tree.tokens) and tree.token(index + 1).lemma in {"to", "for"}:
        inner = tree.child(index + 1, "pobj")
        return [] if inner is None else [inner]
    if any(tree.token(at).dep == "nummod" for at in tree.children[index]):
        return [index]
    return [at for at in tree.children[index] if tree.token(at).dep == "poss"]


def _of_body(tree: Tree, index: int) -> list[int]:
    """Return whose body was found, or the bodies themselves: "the bodies of two men", "three bodies"."""
    for at in tree.children[index]:
        if tree.token(at).lemma == "of" and tree.token(at).dep == "prep":
            inner = tree.child(at, "pobj")
            if inner is not None:
                return [inner]
    return [index]


def _of_toll(tree: Tree, index: int) -> list[int]:
    """Return the number that a toll is or came to: "the death toll rose to 318", "a toll of 40"."""
    verb = tree.token(index).head
    had = any(tree.token(at).text.lower() == "had" for at in tree.children[verb])
    if had and tree.token(verb).lemma in _WORDS["putting"]:
        return []  # "had put the toll at four": it is another by now
    is_argument = tree.token(index).dep in {"nsubj", "nsubjpass"} or (
        tree.token(index).dep == "dobj" and tree.token(index).lemma == "toll"
    )
    around = [*tree.children[index], *(tree.children[verb] if is_argument else [])]
    for at in around:
        token = tree.token(at)
        number = tree.child(at, "pobj") if token.lemma in {"to", "at", "of"} else None
        number = at if token.dep in {"attr", "dobj"} and at != index else number
        if number is not None and number_token(tree, number) is not None:
            return [] if has_clause(tree, number, index) else [number]
    return []


_FINDERS = {
    "body": _of_body,
    "condition": _in_condition,
    "lives": _of_lives,
    "of": _of_noun,
    "state": _in_state,
    "subject": _subjects,
    "toll": _of_toll,
}
"""What finds the victims of a word of harm by where it says that they stand."""
