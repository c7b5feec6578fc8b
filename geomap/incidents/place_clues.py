"""What speaks for and against a name being where an event happened: yes-or-no answers by name.

Each answer is a string ``clue=answer``. Their weights are in ``event_places.tsv``, fitted by
``training/event_places.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.gazetteer.place_cues import find_cue
from geomap.incidents.place_spans import NameInSentence
from geomap.incidents.tree import REPORTING, Tree

__all__ = ["iter_clues", "preposition_of"]

_LONGEST_PATH = 5
_DISTANCES = ((2, "2"), (4, "4"), (7, "7"), (11, "11"), (17, "17"), (26, "26"))
_COARSE = {"auxpass": "aux", "nsubjpass": "nsubjpass", "attr": "obj", "dobj": "obj", "oprd": "obj"}


def iter_clues(
    tree: Tree, verb: int, name: NameInSentence, others: Sequence[NameInSentence]
) -> Iterator[str]:
    """Yield the answers of one name about one event word.

    ``others`` are the sentence's names, itself included.
    """
    head = tree.conjunction_head(name.head)
    parent = tree.token(head).head
    preposition = _preposition(tree, head)
    up, down = _path(tree, verb, head)
    path = "/".join([*up, "^", *down][: _LONGEST_PATH + 1])
    before = "before" if name.last <= verb else "after"
    verbs = _verbs_between(tree, verb, head)
    simple = f"up{min(len(up), 3)}down{min(verbs, 3)}"
    label = tree.label(name.head) or "none"
    yield f"source={name.source}"
    yield f"source*label={name.source}|{label}"
    yield f"dep={tree.token(name.head).dep}"
    yield f"prep={preposition}"
    yield f"prep*source={preposition}|{name.source}"
    yield f"path={path}"
    yield f"path*prep={path}|{preposition}"
    yield f"simple={simple}|{before}"
    yield f"simple*prep={simple}|{preposition}"
    yield f"governor*prep={tree.token(_governor(tree, head)).lemma}|{preposition}"
    yield f"governor={_governor_kind(tree, verb, head)}|{preposition}"
    yield f"distance={before}|{_distance(name, verb)}"
    yield f"verb*order={tree.token(verb).lemma}|{before}"
    yield f"verb*dep={tree.token(verb).lemma}|{tree.token(head).dep}|{int(parent == verb)}"
    yield f"event tag={tree.token(verb).tag}|{preposition}|{simple}"
    yield f"simple*prep*source={simple}|{preposition}|{before}|{name.source}"
    yield f"verbdep={tree.token(verb).dep}|{simple}|{before}"
    yield from _words(tree, name)
    yield from _clauses(tree, verb, head)
    yield from _company(tree, verb, name, others)
    yield from _nesting(tree, verb, name, others)
    yield from _way(tree, verb, head)


def preposition_of(tree: Tree, name: NameInSentence) -> str:
    """Return the preposition that a name stands under, else its dependency label in brackets."""
    return _preposition(tree, tree.conjunction_head(name.head))


def _preposition(tree: Tree, head: int) -> str:
    """Return the preposition that a name stands under, else its dependency label in brackets."""
    at = head
    for _ in range(4):
        token = tree.token(at)
        if token.dep == "pobj":
            return tree.token(token.head).text.lower()
        if token.dep not in {"compound", "nmod", "amod", "appos", "poss", "conj", "nn"} or token.head == at:
            break
        at = token.head
    return f"({_COARSE.get(tree.token(at).dep, tree.token(at).dep)})"


def _governor(tree: Tree, head: int) -> int:
    """Return the verb or noun that a name's prepositional phrase hangs on."""
    at = head
    for ancestor in tree.ancestors(head):
        at = ancestor
        if tree.token(ancestor).tag[:1] in {"V", "N", "J"}:
            break
    return at


def _governor_kind(tree: Tree, verb: int, head: int) -> str:
    """Say what a name hangs on: the event, another verb, a noun of the event, another noun."""
    at = _governor(tree, head)
    if at == verb:
        return "event"
    token = tree.token(at)
    if token.tag.startswith("V"):
        return "saying" if token.lemma in REPORTING else "verb"
    direct = tree.token(at).head == verb
    cue = find_cue(token.text)
    kind = "cue" if cue is not None else ("proper" if token.tag.startswith("NNP") else "noun")
    return f"{kind}|{token.dep}|{direct}"


def _path(tree: Tree, verb: int, head: int) -> tuple[list[str], list[str]]:
    """Return the dependency labels from the event up to the common ancestor, and down to the name."""
    chain = [verb, *tree.ancestors(verb)]
    down: list[str] = []
    for at in (head, *tree.ancestors(head)):
        if at in chain:
            up = [tree.token(step).dep for step in chain[: chain.index(at)]]
            return up, list(reversed(down))
        down.append(_COARSE.get(tree.token(at).dep, tree.token(at).dep))
    return ["apart"], []


def _verbs_between(tree: Tree, verb: int, head: int) -> int:
    """Count the verbs on the way from a name up to the event or to the ancestor that both share."""
    chain = {verb, *tree.ancestors(verb)}
    count = 0
    for at in tree.ancestors(head):
        if at in chain:
            return count
        count += tree.token(at).tag.startswith("V")
    return count


def _distance(name: NameInSentence, verb: int) -> str:
    gap = name.first - verb if name.first > verb else verb - name.last + 1
    return next((word for limit, word in _DISTANCES if gap <= limit), "far")


def _words(tree: Tree, name: NameInSentence) -> Iterator[str]:
    """Yield what stands in and beside the name."""
    sentence = tree.parse.sentences[tree.token(name.head).sentence]
    before = tree.token(name.first - 1).text.lower() if name.first > sentence[0] else "^"
    after = tree.token(name.last).text.lower() if name.last < sentence[1] else "$"
    yield f"word before={before}"
    yield f"word after={after}"
    if name.first - 1 > sentence[0]:
        yield f"words before={tree.token(name.first - 2).text.lower()} {before}"
    yield f"last word={tree.token(name.last - 1).text.lower()}"
    yield f"length={min(name.last - name.first, 4)}|{name.source}"
    cue = find_cue(tree.token(name.last - 1).text) if name.last - name.first > 1 else None
    yield f"cue inside={'none' if cue is None else cue.precision}"
    mention = name.mention
    if mention is not None:
        yield f"cue={mention.cue}"
        yield f"extractor={mention.extractor}"
        if mention.score is not None:
            yield f"score={int(mention.score * 5)}|{name.source}"


def _clauses(tree: Tree, verb: int, head: int) -> Iterator[str]:
    """Yield the kinds of clauses between the event and what it shares with the name."""
    up, down = _path(tree, verb, head)
    for label in sorted({"relcl", "advcl", "ccomp", "acl", "conj", "xcomp", "pcomp"} & set(up)):
        yield f"event in={label}"
    for label in sorted({"relcl", "advcl", "ccomp", "acl", "conj", "appos", "agent", "poss"} & set(down)):
        yield f"name in={label}"
    speaker = any(
        tree.token(at).dep == "nsubj" and tree.token(tree.token(at).head).lemma in REPORTING
        for at in (head, *tree.ancestors(head))
    )
    yield f"speaker={int(speaker)}|{int('ccomp' in up)}"
    yield f"subject={int('nsubj' in down)}{int('nsubjpass' in down)}|up{min(len(up), 3)}"


def _company(tree: Tree, verb: int, name: NameInSentence, others: Sequence[NameInSentence]) -> Iterator[str]:
    """Yield how a name stands to the other names of the sentence."""
    rest = [other for other in others if other.last <= name.first or name.last <= other.first]
    places = [other for other in rest if other.source == "literal"]
    yield f"other places={min(len(places), 3)}|{name.source}"
    mine = abs(name.head - verb)
    yield f"nearer places={min(sum(abs(other.head - verb) < mine for other in places), 2)}"
    under = [
        other
        for other in places
        if _preposition(tree, tree.conjunction_head(other.head)) in {"in", "at", "near"}
    ]
    nearer = sum(_verbs_between(tree, verb, other.head) == 0 for other in under)
    yield f"better places={min(nearer, 2)}|{int(_verbs_between(tree, verb, name.head) == 0)}"
    behind = next((other for other in rest if 0 <= name.first - other.last <= 1), None)
    if behind is not None and behind.last < name.first:
        gap = tree.token(behind.last).text
        yield f"after name={gap}|{behind.source}"
    ahead = next((other for other in rest if 0 <= other.first - name.last <= 1), None)
    if ahead is not None and name.last < ahead.first:
        yield f"before name={tree.token(name.last).text}|{ahead.source}"
    if any(other.first <= name.first and name.last <= other.last and other is not name for other in others):
        yield f"overlapped={name.source}"


def _nesting(tree: Tree, verb: int, name: NameInSentence, others: Sequence[NameInSentence]) -> Iterator[str]:
    """Yield whether another name lies in this one ("A in B") or this one in another."""
    rest = [other for other in others if other.last <= name.first or name.last <= other.first]
    above = set(tree.ancestors(name.head))
    noun = tree.token(name.head).head
    for other in rest:
        kind = f"{other.source}|{name.source}"
        if other.head in above:
            yield f"inside={tree.token(name.head).dep}|{_preposition(tree, name.head)}|{kind}"
        elif name.head in set(tree.ancestors(other.head)):
            yield f"holds={tree.token(other.head).dep}|{_preposition(tree, other.head)}|{kind}"
        elif (
            noun != verb and noun in set(tree.ancestors(other.head)) and tree.token(noun).tag.startswith("NN")
        ):
            yield f"beside={tree.token(name.head).dep}|{_preposition(tree, other.head)}|{kind}"
        elif (
            noun != verb
            and tree.token(other.head).head in above
            and tree.token(tree.token(other.head).head).tag.startswith("NN")
        ):
            yield f"under={tree.token(other.head).dep}|{_preposition(tree, name.head)}|{kind}"
        gap = name.first - other.last
        if 1 <= gap <= 5:
            words = " ".join(tree.token(at).text.lower() for at in range(other.last, name.first))
            yield f"gap before={words}|{other.source}"
        gap = other.first - name.last
        if 1 <= gap <= 5:
            words = " ".join(tree.token(at).text.lower() for at in range(name.last, other.first))
            yield f"gap after={words}|{other.source}"


def _way(tree: Tree, verb: int, head: int) -> Iterator[str]:
    """Yield the words on the way from a name up to the event's own chain of heads."""
    chain = {verb, *tree.ancestors(verb)}
    lemmas, met = [], "root"
    for at in tree.ancestors(head):
        if at in chain:
            met = "event" if at == verb else f"{tree.token(at).tag[:2]}"
            break
        lemmas.append(tree.token(at).lemma)
    yield f"way={' '.join(reversed(lemmas[:4]))}|{met}"
    yield f"way nouns={sum(1 for _ in lemmas)}|{met}"
    for lemma in lemmas[:4]:
        yield f"on way={lemma}"
