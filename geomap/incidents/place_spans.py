"""The names in a sentence that may be where an event happened: its place mentions, and other proper names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.gazetteer.place_cues import find_cue
from geomap.incidents.tree import Tree
from geomap.model import Mention, MentionKind

__all__ = ["NameInSentence", "names_in_sentence"]

_PROPER = frozenset(["NNP", "NNPS"])
_JOINTS = frozenset(
    ["-", "–", "'", "’", "‘", "`", "al", "el", "ar", "ad", "as", "ash", "an", "az", "et", "de", "del"]
)
_TIMES = frozenset(["DATE", "TIME", "MONEY", "PERCENT"])


@dataclass(frozen=True, slots=True, kw_only=True)
class NameInSentence:
    """A name that may be a place.

    Attributes:
        first, last: Half-open range of tokens.
        head: The token of it whose head lies outside.
        source: How it was found: the mention's kind, ``name`` for another proper name, ``wider`` for a
            proper name that a mention is part of.
        mention: The mention that it is or holds, if any.
    """

    first: int
    last: int
    head: int
    source: str
    mention: Mention | None = None


def names_in_sentence(tree: Tree, mentions: Sequence[Mention], sentence: int) -> list[NameInSentence]:
    """Return what may be a place in a sentence, in text order; wider names overlap the mentions in them."""
    first, last = tree.parse.sentences[sentence]
    found: list[NameInSentence] = []
    taken: dict[int, Mention] = {}
    for mention in mentions:
        tokens = tree.tokens_between(mention.start, mention.end)
        if len(tokens) == 0 or not first <= tokens[0] < last:
            continue
        taken.update(dict.fromkeys(tokens, mention))
        if mention.kind is not MentionKind.DEMONYM:
            found.append(_name(tree, tokens[0], tokens[-1] + 1, str(mention.kind), mention))
    for start, end in _runs(tree, first, last):
        held = {id(taken[at]): taken[at] for at in range(start, end) if at in taken}
        if not held:
            found.append(_name(tree, start, end, "name", None))
        elif len(held) == 1:
            (mention,) = held.values()
            inside = tree.tokens_between(mention.start, mention.end)
            if start <= inside[0] and inside[-1] < end and len(inside) < end - start:
                found.append(_name(tree, start, end, "wider", mention))
    return sorted(found, key=lambda name: (name.first, name.last))


def _runs(tree: Tree, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the longest runs of proper nouns; particles and hyphens between them belong to them."""
    at = first
    while at < last:
        if not _is_proper(tree, at):
            at += 1
            continue
        start, end = at, at + 1
        while at < last and (_is_proper(tree, at) or tree.token(at).text.lower() in _JOINTS):
            at += 1
            if _is_proper(tree, at - 1):
                end = at
        while start > first and tree.token(start - 1).text.lower() in _JOINTS - {"-", "–", "’", "'"}:
            start -= 1
        while (
            end < last and find_cue(tree.token(end).text) is not None and tree.token(end).text[:1].isupper()
        ):
            end += 1
        at = max(at, end)
        yield start, end


def _is_proper(tree: Tree, index: int) -> bool:
    token = tree.token(index)
    return token.tag in _PROPER and token.text[:1].isalpha() and tree.label(index) not in _TIMES


def _name(tree: Tree, first: int, last: int, source: str, mention: Mention | None) -> NameInSentence:
    head = next(
        (
            at
            for at in range(first, last)
            if not first <= tree.token(at).head < last or tree.token(at).head == at
        ),
        last - 1,
    )
    return NameInSentence(first=first, last=last, head=head, source=source, mention=mention)
