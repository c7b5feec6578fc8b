"""Does a name stand for the place itself, or for a government, a team, an origin?

After the pragmatic taxonomy of toponyms (Gritta, Pilehvar and Collier 2020): literal mentions
are where something is; associative ones modify or stand in for something else.
"""

from __future__ import annotations

from geomap.extraction.spans import head_token
from geomap.gazetteer.place_cues import find_cue
from geomap.model import MentionKind, Parse

__all__ = ["kind_of"]

_MODIFIER = frozenset(["compound", "nmod", "amod", "npadvmod", "nn"])
_STATIVE = frozenset(
    ["be", "have", "see", "suffer", "experience", "witness", "lie", "remain", "become", "face", "endure", "border", "stand", "sit", "reel", "brace", "shake"]
)
_SPATIAL_NOUNS = frozenset(
    ["area", "countryside", "outskirts", "suburb", "street", "road", "market", "centre", "center", "downtown", "district", "airport", "station", "border", "coast", "coastline", "front", "frontline", "highway", "shore", "square", "park", "hotel", "school", "hospital", "mosque", "church", "home", "house", "building", "compound", "court", "courthouse", "jail", "prison", "resident", "residents", "side", "territory", "soil", "airspace", "waters", "region"]
)
_COUNTRY_PARTS = frozenset("border coast coastline frontier territory soil airspace waters mainland region countryside".split())
_PARTNER_PREPOSITIONS = frozenset(["with", "against", "by", "versus", "for", "than", "like"])


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
            spatial = find_cue(head.lemma) is not None or head.lemma in _SPATIAL_NOUNS or head.tag.startswith("NNP")
        return MentionKind.LITERAL if spatial else MentionKind.ASSOCIATIVE
    stative = head.lemma in _STATIVE and not (country and head.lemma in {"be", "have", "face", "become", "remain"})
    if token.dep == "nsubj" and not stative and head.tag.startswith(("V", "MD")):
        return MentionKind.ASSOCIATIVE
    if token.dep == "pobj" and head.lemma in _PARTNER_PREPOSITIONS:
        return MentionKind.ASSOCIATIVE
    return MentionKind.LITERAL
