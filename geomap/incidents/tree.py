"""Walking the dependency tree of a parse."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from geomap.files import load_words
from geomap.model import Parse, Token

__all__ = ["Tree"]

_WORDS = load_words("geomap.incidents")

REPORTING = _WORDS["reporting"]
"""Verbs of saying: a date beside them dates the statement, not the event in it."""


class Tree:
    """A parse with its children lists and the walks that linking needs."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.children: list[list[int]] = [[] for _ in parse.tokens]
        for index, token in enumerate(parse.tokens):
            if token.head != index:
                self.children[token.head].append(index)
        self._labels = {
            index: entity.label
            for entity in parse.entities
            for index in self.tokens_between(entity.start, entity.end)
        }

    def tokens_between(self, start: int, end: int) -> range:
        """Return the tokens that begin in a character span."""
        first = bisect_left(self.tokens, start, key=lambda token: token.start)
        return range(first, bisect_left(self.tokens, end, key=lambda token: token.start))

    def label(self, index: int) -> str | None:
        """Return the label of the named entity that a token stands in (PERSON, DATE, ...)."""
        return self._labels.get(index)

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the heads of a token up to the root."""
        at = index
        while self.tokens[at].head != at:
            at = self.tokens[at].head
            yield at

    def subtree(self, index: int) -> list[int]:
        """Return a token and all that hangs on it, in text order."""
        found, stack = [], [index]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self.children[at])
        return sorted(found)

    def child(self, index: int, *deps: str) -> int | None:
        """Return the first child with one of some dependency labels."""
        return next((at for at in self.children[index] if self.tokens[at].dep in deps), None)

    def token(self, index: int) -> Token:
        """Return the token at an index."""
        return self.tokens[index]

    def governing_verb(self, index: int) -> int | None:
        """Return the verb of a token's clause: itself when it is one."""
        if self.tokens[index].tag.startswith("V"):
            return index
        return next((at for at in self.ancestors(index) if self.tokens[at].tag.startswith("V")), None)

    def conjunction_head(self, index: int) -> int:
        """Return the first member of the coordination that a token belongs to."""
        at = index
        while self.tokens[at].dep == "conj" and self.tokens[at].head != at:
            at = self.tokens[at].head
        return at

    def content_governor(self, index: int) -> int:
        """Return the verb, noun or adjective that a time or place phrase hangs on."""
        at = index
        for ancestor in self.ancestors(index):
            token = self.tokens[ancestor]
            at = ancestor
            if token.tag.startswith(("V", "NN", "JJ")) and self.tokens[index].dep not in {"compound"}:
                return ancestor
        return at

    def sentence_text(self, text: str, sentence: int) -> tuple[int, int]:
        """Return the character span of a sentence without white space at its ends."""
        first, last = self.parse.sentences[sentence]
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        piece = text[start:end]
        return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
