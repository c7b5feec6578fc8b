"""Finding counts of people in a parsed text: each word of harm with the people it was done to.

Only people count: a number whose noun is a site, a round, a vehicle or an animal, a repetition, an
age, a date or money is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.files import load_words
from geomap.incidents.counts.amounts import Amount, Form, amount_of, amount_outside
from geomap.incidents.counts.back import resolve_back
from geomap.incidents.counts.harms import Harm, harm_at
from geomap.incidents.counts.lists import coordinated, included
from geomap.incidents.counts.nouns import group_of, number_token, open_bracket
from geomap.incidents.counts.reality import is_background, is_excluded, is_real
from geomap.incidents.counts.record import FoundCount, add_counts
from geomap.incidents.counts.victims import nearest, victims_of
from geomap.incidents.tree import Tree
from geomap.model import CasualtyCount, GroupCount

__all__ = ["find_counts"]

_DOUBTFUL = frozenset(["weak", "touch", "capture", "people"])
"""Grades of words that are also said of things: only nouns for people count."""

_LASTING = frozenset(["missing", "abducted"])
"""Kinds that go on: "missing since July" tells of one event."""

_DYING = frozenset(["die", "succumb"])
_ORDINARY = frozenset(["arrested", "displaced", "missing"])
"""Kinds whose words are also said of things: only nouns for people count."""

LONGEST_SENTENCE = 500
"""In words; longer ones are lists and tables without stops, whose parse says nothing."""

_WORDS = load_words("geomap.incidents.counts")


def find_counts(text: str, tree: Tree) -> list[FoundCount]:
    """Return the counts of people in a parsed text, in order; none of one kind overlap."""
    found: list[FoundCount] = []
    prose = [span for span in tree.parse.sentences if span[1] - span[0] <= LONGEST_SENTENCE]
    for index in (index for first, last in prose for index in range(first, last)):
        harm = harm_at(tree, index)
        if harm is None or not is_real(tree, index):
            continue
        entry = _count_of(text, tree, index, harm)
        if entry is not None:
            found.append(entry)
    return _distinct(sorted(found, key=lambda entry: (entry.start, entry.anchor)))


def _count_of(text: str, tree: Tree, index: int, harm: Harm) -> FoundCount | None:
    """Return the count of the victims of one word of harm, or None when it tells of none."""
    strict = harm.grade in _DOUBTFUL or harm.kind in _ORDINARY
    found = _amounts(text, tree, (index, victims_of(tree, index, harm)), harm, strict=strict)
    beside = nearest(tree, index) if not found and not strict else None
    if beside is not None:
        found = _amounts(text, tree, (index, [beside]), harm, strict=True)
    return _entry(text, tree, index, harm, found)


def _amounts(
    text: str, tree: Tree, heads: tuple[int, list[int]], harm: Harm, *, strict: bool
) -> list[Amount]:
    """Return the amounts of the victims of one word of harm, those listed with them included."""
    index, victims = heads
    amounts: list[Amount] = []
    for victim in victims:
        for head in _spelt_out(tree, victim, index):
            loose = not strict or head == index or harm.patient == "body"
            amount = amount_of(text, tree, head, strict=not loose)
            if amount is None or not _may_count(tree, (index, victim, head), harm, amount):
                continue
            opened = open_bracket(tree, head)
            if opened is not None and opened != open_bracket(tree, index):
                amount = amount_outside(text, tree, head) or amount
            ends = (tree.token(head).end, tree.token(index).end)
            if not is_excluded(text, tree, amount.first, ends):
                amounts.append(amount)
    return amounts


def _spelt_out(tree: Tree, victim: int, index: int) -> list[int]:
    """Return a list of victims; that behind them where they are only named: "the victims, a man and his son"."""
    apposed = tree.child(victim, "appos")
    token = tree.token(victim)
    if apposed is not None and token.tag == "NNS" and number_token(tree, victim) is None:
        listed = coordinated(tree, apposed, index)
        if len(listed) > 1 or number_token(tree, apposed) is not None:
            return listed
    return coordinated(tree, victim, index)


def _may_count(tree: Tree, heads: tuple[int, int, int], harm: Harm, amount: Amount) -> bool:
    """Say whether a phrase can be a victim: a toll needs a number, a noun of harm is none itself."""
    index, victim, head = heads
    if harm.patient == "toll":
        return amount.form is Form.NUMBER
    if harm.patient == "body":
        return head != index or amount.form is not Form.PLURAL
    if head == index:
        return amount.form is Form.NUMBER
    if amount.form is Form.BACK and tree.token(index).dep == "amod":
        return False  # "the abducted workers" are told of elsewhere
    return head == victim or harm_at(tree, head) is None


def _entry(text: str, tree: Tree, index: int, harm: Harm, amounts: Sequence[Amount]) -> FoundCount | None:
    """Add up the amounts of a list of victims."""
    known = [resolve_back(text, tree, amount) for amount in amounts]
    known = [amount for amount in known if amount.count != CasualtyCount()]
    if not known:
        return None
    first = known[0]
    start, end = min(amount.first for amount in known), max(amount.last for amount in known)
    count = first.count if len(known) == 1 else add_counts([amount.count for amount in known])
    if _is_either(tree, index):
        count = CasualtyCount(high=count.high)
    written = any(amount.form is Form.NUMBER for amount in known)
    anchor = tree.token(index)
    words = (
        text[start:end]
        if written or len(known) > 1
        else text[min(start, anchor.start) : max(end, anchor.end)]
    )
    return FoundCount(
        kind=harm.kind,
        start=start,
        end=end,
        anchor=anchor.start,
        count=replace(count, text=" ".join(words.split())),
        implied=not written,
        rule=f"{harm.pos.lower()}_{harm.patient}" + ("_list" if len(known) > 1 else f"_{first.form.value}"),
        cue=anchor.text,
        noun=first.noun,
        people=_people(tree, first),
        sentence=anchor.sentence,
        definite=all(amount.definite for amount in known),
        added=any(amount.added for amount in known) or _is_also(tree, index),
        part=first.part or tree.token(anchor.head).lemma == "among",
        background=harm.kind not in _LASTING and is_background(text, tree, index),
        after=harm.lemma in _DYING and _is_later(tree, index),
        total=harm.patient == "toll",
        weak=harm.grade in {"weak", "touch"},
        groups=tuple(_groups(text, tree, harm, known)),
    )


def _people(tree: Tree, amount: Amount) -> tuple[int, int] | None:
    """Return the span of the noun for people with the nouns and adjectives straight before it."""
    head = tree.token(amount.head)
    if not head.tag.startswith("NN") or amount.form not in {Form.NUMBER, Form.ONE}:
        return None
    first = amount.head
    while first - 1 in tree.children[amount.head] and tree.token(first - 1).tag in {"NN", "NNP", "NNS"}:
        first -= 1
    return tree.token(first).start, head.end


def _groups(text: str, tree: Tree, harm: Harm, amounts: Sequence[Amount]) -> Iterator[GroupCount]:
    """Yield the counts of children, soldiers and the like among those harmed."""
    inner = [
        found
        for amount in amounts
        for head in included(tree, amount.head)
        if (found := amount_of(text, tree, head, strict=True)) is not None
    ]
    for amount in (*amounts, *inner):
        group = group_of(amount.noun)
        if group is not None and amount.count != CasualtyCount():
            words = " ".join(text[amount.first : tree.token(amount.head).end].split())
            yield GroupCount(kind=harm.kind, group=group, count=replace(amount.count, text=words))


def _is_either(tree: Tree, index: int) -> bool:
    """Say whether a word of harm is joined to another by "or": "killed or injured 30 people"."""
    for at in (index, tree.token(index).head):
        joined = {tree.token(child).lemma for child in tree.children[at] if tree.token(child).dep == "cc"}
        others = [child for child in tree.children[at] if tree.token(child).dep == "conj"]
        if "or" in joined and (index == at or index in others):
            return any(harm_at(tree, child) is not None for child in others)
    return False


def _is_later(tree: Tree, index: int) -> bool:
    """Say whether a death followed on wounds: "later died", "succumbed to injuries"."""
    below = {tree.token(at).lemma for at in tree.subtree(index)}
    return bool(below & (_WORDS["injuries"] | {"later", "subsequently", "wounded", "injured", "hospital"}))


def _is_also(tree: Tree, index: int) -> bool:
    """Say whether a word of harm is joined to others by "also"."""
    return any(tree.token(at).lemma in {"also", "too"} for at in tree.children[index])


def _distinct(found: Sequence[FoundCount]) -> list[FoundCount]:
    """Drop what tells of people whose fate another count tells better.

    Of one kind the first of two that share words stays; a weak word of harm gives way to a strong one,
    "feared dead" to "missing".
    """
    kept: list[FoundCount] = []
    for entry in found:
        over = [other for other in found if other.start < entry.end and entry.start < other.end]
        if any(other.kind == entry.kind and other in kept for other in over):
            continue
        if entry.weak and any(not other.weak and other.kind in {"killed", "wounded"} for other in over):
            continue
        if entry.cue == "dead" and any(other.kind == "missing" for other in over):
            continue
        kept.append(entry)
    return kept
