"""Does a name stand for the place itself, or for a government, a team, an origin?

After the pragmatic taxonomy of toponyms (Gritta, Pilehvar and Collier 2020): literal mentions
are where something is; associative ones modify or stand in for something else.
"""

from __future__ import annotations

from geomap.extraction.spans import head_token
from geomap.files import load_words
from geomap.gazetteer.place_cues import find_cue
from geomap.model import MentionKind, Parse

__all__ = ["kind_of"]

_WORDS = load_words("geomap.extraction")

_MODIFIER = frozenset(["compound", "nmod", "amod", "npadvmod", "nn"])
_ADDRESSING = _WORDS["addressing"]
_STATIVE = _WORDS["stative"]
_SPATIAL_NOUNS = _WORDS["spatial_nouns"]
_COUNTRY_PARTS = _WORDS["country_parts"]
_PARTNER_PREPOSITIONS = _WORDS["partner_prepositions"]


def kind_of(parse: Parse, first: int, last: int, *, country: bool) -> MentionKind:
    """Classify the name at a half-open token range by its place in the sentence's structure.

    A country before a noun says whose ("a US base"), unless the noun is a part of the country.
    """
    token = head_token(parse, first, last)
    for _ in range(5):
        if token.dep != "conj":
            break
        token = parse.tokens[token.head]
    head = parse.tokens[token.head]
    if token.dep in _MODIFIER or token.dep == "poss":
        if country:
            spatial = head.lemma in _COUNTRY_PARTS
        else:
            spatial = (
                find_cue(head.lemma) is not None or head.lemma in _SPATIAL_NOUNS or head.tag.startswith("NNP")
            )
        return MentionKind.LITERAL if spatial else MentionKind.ASSOCIATIVE
    stative = head.lemma in _STATIVE and not (
        country and head.lemma in {"be", "have", "face", "become", "remain"}
    )
    if token.dep == "nsubj" and not stative and head.tag.startswith(("V", "MD")):
        return MentionKind.ASSOCIATIVE
    if token.dep == "pobj" and head.lemma in _PARTNER_PREPOSITIONS:
        return MentionKind.ASSOCIATIVE
    if token.dep == "dobj" and head.lemma in _ADDRESSING:
        return MentionKind.ASSOCIATIVE
    return MentionKind.LITERAL
