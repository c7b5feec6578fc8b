"""A parsed text laid out for asking: words in lower case, labels by word, sentences in capitals."""

from __future__ import annotations

from typing import NamedTuple

from geomap.extraction.spans import token_range
from geomap.files import load_words
from geomap.model import Parse

__all__ = ["EntityRange", "TextView", "is_name_word"]

_WORDS = load_words("geomap.extraction")
_DETERMINERS = _WORDS["determiners"]
_POSSESSIVES = frozenset(["'s", "’s", "'", "’"])
_PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])


class EntityRange(NamedTuple):
    """A piece of what the model labelled, as a half-open range of tokens; ``whole`` when it is all of it."""

    first: int
    last: int
    label: str
    whole: bool


def is_name_word(text: str) -> bool:
    """Say whether a word is written as names are: with a capital, or in a script without capitals."""
    first = text[:1]
    return first.isalpha() and not first.islower()


class TextView:
    """One document's words, with what is asked of them often worked out once.

    Attributes:
        words, lower: Each token as written and in lower case.
        entity: For each token the index of its piece in ``entities``, or -1.
        entities: The model's spans, cut at commas and trimmed.
        mode: For each token ``caps`` in a sentence of capitals, ``title`` in a headline, else ``text``.
        opens: For each token whether it opens its sentence, quotes and brackets apart.
    """

    def __init__(self, text: str, parse: Parse) -> None:
        self.text = text
        self.parse = parse
        self.tokens = parse.tokens
        self.words = [token.text for token in parse.tokens]
        self.lower = [word.lower() for word in self.words]
        self.named = [is_name_word(word) for word in self.words]
        self.starts = [token.start for token in parse.tokens]
        self.entities = self._pieces()
        self.entity = [-1] * len(self.words)
        for number, piece in enumerate(self.entities):
            for index in range(piece.first, piece.last):
                self.entity[index] = number
        self.mode = [""] * len(self.words)
        self.opens = [False] * len(self.words)
        for first, last in parse.sentences:
            self._lay_out(first, last)
        self.small = frozenset(
            word for word, low, mode in zip(self.words, self.lower, self.mode, strict=True)
            if mode == "text" and word == low
        )  # fmt: skip

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the half-open range of characters of a range of tokens."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def label(self, index: int) -> str:
        """Return the label of a token, or an empty string."""
        number = self.entity[index]
        return "" if number < 0 else self.entities[number].label

    def _lay_out(self, first: int, last: int) -> None:
        """Say how a sentence writes its words."""
        long = [word for word in self.words[first:last] if len(word) > 3 and word[0].isalpha()]
        upper = sum(word.isupper() for word in long)
        titled = sum(not word[0].islower() for word in long)
        mode = "text"
        if len(long) > 1 and upper > 0.7 * len(long):
            mode = "caps"
        elif len(long) > 3 and titled > 0.75 * len(long):
            mode = "title"
        self.mode[first:last] = [mode] * (last - first)
        opening = next((index for index in range(first, last) if self.words[index][0].isalnum()), first)
        if opening < last:
            self.opens[opening] = True

    def _pieces(self) -> list[EntityRange]:
        """Cut the model's spans at commas and trim them."""
        pieces: list[EntityRange] = []
        for entity in self.parse.entities:
            first, last = token_range(self.parse, entity.start, entity.end, self.starts)
            cuts = [index for index in range(first, last) if self.words[index] in {",", ";", "/", "("}]
            cuts = cuts if entity.label in _PLACE_LABELS else []
            for start, end in zip([first, *(cut + 1 for cut in cuts)], [*cuts, last], strict=True):
                start, end = self.trimmed(start, end)
                if start < end:
                    pieces.append(EntityRange(start, end, entity.label, not cuts))
        return pieces

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Drop determiners, possessive endings and signs from the ends of a range of tokens."""
        while first < last and (
            (self.lower[first] in _DETERMINERS and last - first > 1) or not self._is_wordlike(first)
        ):
            first += 1
        while first < last and (self.lower[last - 1] in _POSSESSIVES or not self._is_wordlike(last - 1)):
            last -= 1
        return first, last

    def _is_wordlike(self, index: int) -> bool:
        return any(ch.isalnum() for ch in self.words[index])
