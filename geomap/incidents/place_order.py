"""What the order of a sentence's words says for and against a name: clues that survive a wrong parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.gazetteer.place_cues import find_cue
from geomap.incidents.place_spans import NameInSentence
from geomap.incidents.tree import REPORTING, Tree

__all__ = ["iter_order_clues", "iter_pairs"]

_TURNS = frozenset(["that", "which", "who", "when", "where", "after", "as", "while", "before", "by", "to"])
_BREAKS = frozenset([",", ";", ":", "and", "but", '"', "“", "”", "''", "``", "(", ")", "–", "--"])
_HELPING = frozenset(["aux", "auxpass", "amod", "compound"])
_GAP = 6
_MOST = 4
_REACH = 7
_STEPS = (-20, -12, -7, -4, -2, 0, 1, 3, 6, 10, 16, 25)
_PAIRED = frozenset(["verbs since", "under event", "places nearer", "next prep", "next gap", "previous gap"])


def iter_order_clues(
    tree: Tree, event: int, name: NameInSentence, others: Sequence[NameInSentence]
) -> Iterator[str]:
    """Yield the answers about one name and one event word; ``others`` are the sentence's names."""
    verbs = _verbs(tree, event)
    low, high = (event + 1, name.first) if name.first > event else (name.last, event)
    between = range(low, high)
    yield f"steps={sum(_offset(name, event) > step for step in _STEPS)}"
    yield f"verbs between={min(sum(at in between for at in verbs), _MOST)}"
    yield f"verbs of saying between={sum(tree.token(at).lemma in REPORTING for at in between)}"
    words = [tree.token(at).text.lower() for at in between]
    for word in sorted((_TURNS | _BREAKS).intersection(words)):
        yield f"between {word}={min(words.count(word), 3)}"
    yield f"nouns between={min(sum(tree.token(at).tag.startswith('NN') for at in between), 6)}"
    if name.first > event:
        since = sum(event < at < name.first for at in verbs)
    else:
        since = -sum(name.last <= at <= event for at in verbs)
    yield f"verbs since={max(-_MOST, min(_MOST, since))}"
    yield from _nearest_verbs(tree, event, name, verbs)
    yield from _preposition_before(tree, event, name)
    yield from _window(tree, name)
    yield from _on_the_tree(tree, event, name)
    yield from _order_of_names(tree, event, name, others)
    yield from _event(tree, event, verbs)


def iter_pairs(clues: Sequence[str], preposition: str, source: str) -> Iterator[str]:
    """Yield the answers that say more together with the preposition that a name stands under."""
    yield f"paired {preposition}&{source}"
    for clue in clues:
        if clue.partition("=")[0] in _PAIRED:
            yield f"paired {preposition}&{clue}"


def _verbs(tree: Tree, event: int) -> list[int]:
    """Return the verbs of the event's sentence, helping verbs and participles before nouns left out."""
    first, last = tree.parse.sentences[tree.token(event).sentence]
    return [
        at
        for at in range(first, last)
        if tree.token(at).tag.startswith("V") and tree.token(at).dep not in _HELPING
    ]


def _offset(name: NameInSentence, event: int) -> int:
    return name.first - event if name.first > event else name.last - 1 - event


def _nearest_verbs(tree: Tree, event: int, name: NameInSentence, verbs: Sequence[int]) -> Iterator[str]:
    left = [at for at in verbs if at < name.first]
    right = [at for at in verbs if at >= name.last]
    if left:
        token = tree.token(left[-1])
        kind = "event" if left[-1] == event else "saying" if token.lemma in REPORTING else token.tag
        yield f"verb before={kind}"
        if left[-1] != event:
            yield f"verb before is={token.lemma}"
    if right:
        yield f"verb after={'event' if right[0] == event else tree.token(right[0]).tag}"


def _preposition_before(tree: Tree, event: int, name: NameInSentence) -> Iterator[str]:
    """Yield the last preposition before a name, and what stands before that."""
    first = tree.parse.sentences[tree.token(event).sentence][0]
    for at in range(name.first - 1, max(first - 1, name.first - _REACH), -1):
        token = tree.token(at)
        if token.tag in {"IN", "TO"}:
            yield f"last prep={token.text.lower()}"
            yield f"last prep steps={name.first - at}"
            if at > first:
                yield f"before prep={'event' if at - 1 == event else tree.token(at - 1).tag[:2]}"
            return
        if token.tag.startswith("V"):
            break
    yield "last prep=none"


def _window(tree: Tree, name: NameInSentence) -> Iterator[str]:
    """Yield the words and tags beside a name, and the labels on it."""
    first, last = tree.parse.sentences[tree.token(name.head).sentence]
    places = {"-2": name.first - 2, "-1": name.first - 1, "+1": name.last, "+2": name.last + 1}
    for where, at in places.items():
        if not first <= at < last:
            yield f"at {where}=edge"
            continue
        token = tree.token(at)
        cue = find_cue(token.text)
        yield f"at {where}={token.text.lower()}"
        yield f"tag {where}={token.tag}"
        if cue is not None:
            yield f"cue {where}={cue.precision}"
    yield f"first word={tree.token(name.first).text.lower()}"
    yield f"first label={tree.label(name.first)}"
    yield f"label={tree.label(name.head)}"
    yield f"tag={tree.token(name.head).tag}"
    yield f"from start={sum(name.first - first > step for step in (0, 1, 3, 6, 12))}"
    yield f"to end={sum(last - name.last > step for step in (0, 1, 2, 5, 10))}"
    if name.mention is not None and name.mention.score is not None:
        yield f"likely={sum(name.mention.score > step for step in (0.2, 0.4, 0.6, 0.8, 0.95))}"


def _on_the_tree(tree: Tree, event: int, name: NameInSentence) -> Iterator[str]:
    """Yield what lies between a name and the event in the tree, taken one by one."""
    chain = [event, *tree.ancestors(event)]
    head = tree.conjunction_head(name.head)
    down: list[int] = []
    for at in (head, *tree.ancestors(head)):
        if at in chain:
            break
        down.append(at)
    else:
        yield "met=nowhere"
        return
    up = chain[: chain.index(at)]
    yield f"met={tree.token(at).tag[:2]}"
    yield f"under event={int(at == event)}"
    yield f"met saying={int(tree.token(at).lemma in REPORTING)}"
    yield f"up verbs={min(sum(tree.token(one).tag.startswith('V') for one in up), 3)}"
    yield f"up nouns={min(sum(tree.token(one).tag.startswith('NN') for one in up), 3)}"
    for one in sorted({tree.token(one).dep for one in down}):
        yield f"down has={one}"
    for one in sorted({tree.token(one).dep for one in up}):
        yield f"up has={one}"
    if up:
        yield f"up last={tree.token(up[-1]).dep}"
    nouns = [one for one in down[1:] if tree.token(one).tag.startswith("NN")]
    yield f"down nouns={min(len(nouns), 3)}"
    yield f"down names={min(sum(tree.token(one).tag.startswith('NNP') for one in nouns), 2)}"
    yield f"down cues={min(sum(find_cue(tree.token(one).text) is not None for one in nouns), 2)}"
    prepositions = [tree.token(one).text.lower() for one in down if tree.token(one).tag in {"IN", "TO"}]
    yield f"prepositions={min(len(prepositions), 3)}"
    if prepositions:
        yield f"outer prep={prepositions[-1]}"
    if len(prepositions) > 1:
        yield f"second prep={prepositions[1]}"


def _order_of_names(
    tree: Tree, event: int, name: NameInSentence, others: Sequence[NameInSentence]
) -> Iterator[str]:
    """Yield how a name stands among the other names: nearer ones, the one before and the one after."""
    rest = [other for other in others if other.last <= name.first or name.last <= other.first]
    places = [other for other in rest if other.source == "literal"]
    mine = abs(name.head - event)
    nearer = [other for other in places if abs(other.head - event) < mine]
    side = sum((other.head > event) == (name.head > event) for other in nearer)
    yield f"places nearer={min(len(nearer), 3)}"
    yield f"places nearer here={min(side, 3)}"
    yield f"names nearer={min(sum(abs(other.head - event) < mine for other in rest), _MOST)}"
    yield f"places before={min(sum(other.first < name.first for other in places), 3)}"
    yield f"places after={min(sum(other.first > name.first for other in places), 3)}"
    yield f"names={min(len(others), 6)}"
    previous = max((other for other in rest if other.last <= name.first), key=_end, default=None)
    following = min((other for other in rest if other.first >= name.last), key=_start, default=None)
    for word, other in (("previous", previous), ("next", following)):
        if other is None:
            yield f"{word} source=none"
            continue
        gap = range(other.last, name.first) if word == "previous" else range(name.last, other.first)
        yield f"{word} source={other.source}"
        yield f"{word} label={tree.label(other.head)}"
        yield f"{word} prep={_plain_preposition(tree, other)}"
        yield f"{word} gap length={min(len(gap), 8)}"
        yield f"{word} event between={int(event in gap)}"
        yield f"{word} verb between={int(any(tree.token(at).tag.startswith('V') for at in gap))}"
        if len(gap) <= _GAP:
            words = [tree.token(at).text.lower() for at in gap]
            yield f"{word} gap={' '.join(words)}"
            for part in sorted({"of", "in", ",", "and", "'s", "’s", "near", "from"}.intersection(words)):
                yield f"{word} gap has={part}"


def _start(name: NameInSentence) -> int:
    return name.first


def _end(name: NameInSentence) -> int:
    return name.last


def _plain_preposition(tree: Tree, name: NameInSentence) -> str:
    token = tree.token(tree.conjunction_head(name.head))
    return tree.token(token.head).text.lower() if token.dep == "pobj" else f"({token.dep})"


def _event(tree: Tree, event: int, verbs: Sequence[int]) -> Iterator[str]:
    """Yield what the event word itself says about having a place at all."""
    first, last = tree.parse.sentences[tree.token(event).sentence]
    token = tree.token(event)
    below = {tree.token(at).dep for at in tree.children[event]}
    yield f"event={token.lemma}"
    yield f"event form={token.tag}|{int('auxpass' in below or 'nsubjpass' in below)}"
    yield f"event role={token.dep}"
    yield f"event says={int(token.lemma in REPORTING)}"
    yield f"verbs={min(len(verbs), 6)}|{min(sum(at < event for at in verbs), 3)}"
    yield f"sentence={sum(last - first > step for step in (15, 22, 30, 40))}"
    for dep in sorted(below):
        yield f"event has={dep}"
