"""Does a name stand for the place itself, or for a government, a team, an origin?

After the pragmatic taxonomy of toponyms (Gritta, Pilehvar and Collier 2020): literal mentions
are where something is; associative ones modify or stand in for something else. The reasons are
asked in order, and the first that has something to say decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from geomap.extraction.spans import head_token, sentence_range
from geomap.files import load_words
from geomap.gazetteer.place_cues import find_cue
from geomap.model import MentionKind, Parse, Token

__all__ = ["REASONS", "kind_of"]

_WORDS = load_words("geomap.extraction")

_MODIFIER = frozenset(["compound", "nmod", "amod", "npadvmod", "nn", "poss"])
_SCORE = re.compile(r"\d{1,3}[-–:]\d{1,3}")
_LITERAL, _ASSOCIATIVE = MentionKind.LITERAL, MentionKind.ASSOCIATIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A name in its sentence.

    Attributes:
        first, last: Half-open range of tokens.
        token: The name's own head; of names in a list, the first one's.
        head: What it hangs on.
        country: Whether it names a country.
    """

    parse: Parse
    first: int
    last: int
    token: Token
    head: Token
    country: bool

    def above(self, token: Token) -> Token:
        """Return the token that a token hangs on."""
        return self.parse.tokens[token.head]

    def noun(self) -> Token:
        """Return the noun that the name modifies, through other modifiers: "Lagos State Police Command"."""
        noun = self.head
        for _ in range(4):
            if noun.dep not in _MODIFIER or self.above(noun) is noun:
                break
            noun = self.above(noun)
        return noun


def kind_of(parse: Parse, first: int, last: int, *, country: bool) -> MentionKind:
    """Classify the name at a half-open token range by its place in the sentence's structure.

    Args:
        parse: The document's words.
        first: First token of the name.
        last: Behind its last token.
        country: Whether the name is a country's; a country before a noun says whose ("a US base"), unless
            the noun is a part of the country.
    """
    token = head_token(parse, first, last)
    for _ in range(5):
        if token.dep != "conj":
            break
        token = parse.tokens[token.head]
    head = parse.tokens[token.head]
    name = _Name(parse=parse, first=first, last=last, token=token, head=head, country=country)
    found = (reason(name) for reason in REASONS)
    return next((kind for kind in found if kind is not None), _LITERAL)


def _origin(name: _Name) -> MentionKind | None:
    """A name joined to a participle says where somebody is from: "London-based", "Iran-backed"."""
    tokens = name.parse.tokens
    if name.last + 1 >= len(tokens) or tokens[name.last].text not in {"-", "‑", "–"}:
        return None
    return _ASSOCIATIVE if tokens[name.last + 1].text.lower() in _WORDS["origin_participles"] else None


def _modifier(name: _Name) -> MentionKind | None:
    """A name before a noun is literal when the noun is a part of the place, or what happened there."""
    if name.token.dep not in _MODIFIER or not name.head.tag.startswith(("N", "FW", "J")):
        return None
    noun = name.noun()
    if name.head.lemma in _WORDS["calendar"]:
        return None  # "marched in Basra Saturday"
    if noun.lemma in _WORDS["happenings"] or name.head.lemma in _WORDS["happenings"]:
        return _LITERAL
    if name.country:
        return _LITERAL if noun.lemma in _WORDS["country_parts"] else _ASSOCIATIVE
    if noun.lemma in _WORDS["institutions"] and _acts(name, noun):
        return _ASSOCIATIVE
    words = (noun.lemma, noun.text.lower())
    spatial = any(find_cue(word) is not None or word in _WORDS["spatial_nouns"] for word in words)
    return _LITERAL if spatial else _ASSOCIATIVE


def _acts(name: _Name, noun: Token) -> bool:
    """Say whether a noun is the subject of a verb of doing."""
    verb = name.above(noun)
    return noun.dep == "nsubj" and verb.tag.startswith("V") and verb.lemma not in _WORDS["stative"]


def _subject(name: _Name) -> MentionKind | None:
    """What speaks or acts is a government; what suffers, lies or burns is a place."""
    if name.token.dep == "nsubjpass":
        return _ASSOCIATIVE if name.head.lemma in _WORDS["addressing"] else _LITERAL
    if name.token.dep != "nsubj" or not name.head.tag.startswith(("V", "MD")):
        return None
    if name.country and name.head.lemma in _WORDS["stative_of_both"]:
        return _ASSOCIATIVE
    return _LITERAL if name.head.lemma in _WORDS["stative"] else _ASSOCIATIVE


def _object(name: _Name) -> MentionKind | None:
    """Who is blamed, asked or beaten is a government or a team."""
    if name.token.dep not in {"dobj", "dative"}:
        return None
    if name.head.lemma in _WORDS["addressing"]:
        return _ASSOCIATIVE
    first, last = sentence_range(name.parse, name.first)
    scored = any(_SCORE.fullmatch(token.text) for token in name.parse.tokens[first:last])
    return _ASSOCIATIVE if scored or name.head.lemma in _WORDS["beating"] else None


def _partner(name: _Name) -> MentionKind | None:
    """Behind "with", "against" or "for" stands a party, unless somebody leaves for it or borders on it."""
    if name.token.dep != "pobj" or name.head.lemma not in _WORDS["partner_prepositions"]:
        return None
    governor = name.above(name.head)
    if governor.lemma in _WORDS["boundaries"]:
        return _LITERAL
    return _LITERAL if name.head.lemma == "for" and governor.lemma in _WORDS["departing"] else _ASSOCIATIVE


def _of_body(name: _Name) -> MentionKind | None:
    """The ambassador of, pressure on, relations between: the noun before the preposition tells."""
    if name.token.dep != "pobj":
        return None
    governor = name.above(name.head)
    return _ASSOCIATIVE if governor.lemma in _governors(name.head.lemma) else None


def _governors(preposition: str) -> frozenset[str]:
    """Return the nouns that make what follows them and a preposition a party."""
    if preposition in {"of", "from"}:
        return _WORDS["bodies"]
    if preposition in {"on", "to", "toward", "towards"}:
        return _WORDS["pressures"]
    return _WORDS["relations"] if preposition in {"between", "among"} else frozenset()


REASONS: tuple[Callable[[_Name], MentionKind | None], ...] = (
    _origin,
    _modifier,
    _subject,
    _object,
    _partner,
    _of_body,
)
"""Asked in this order; a name that none speaks of is literal."""
