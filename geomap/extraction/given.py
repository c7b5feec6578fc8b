"""Mentions that a caller gives: what kind they are, and the word beside them, without a language model."""

from __future__ import annotations

import re
from dataclasses import replace

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named
from geomap.gazetteer.place_cues import find_cue
from geomap.model import Document, Mention, MentionKind

__all__ = ["describe_mention"]

_AFTER = re.compile(r"[ \t]+([A-Za-z]+)(?:[ \t-]+([A-Za-z]+))?")
_BEFORE = re.compile(r"(?:([A-Za-z]+)[ \t-]+)?([A-Za-z]+)(?:[ \t]+of)?(?:[ \t]+the)?[ \t]+$")
_REACH = 40


def describe_mention(doc: Document, mention: Mention, gazetteer: Gazetteer) -> Mention:
    """Return a given mention with its kind (a word for a people is a demonym) and its cue word.

    The cue is the last word of the name, the words behind it ("Homs governorate") or those before it
    ("village of Taybeh").
    """
    if gazetteer.demonym(mention.text) is not None:
        return replace(mention, kind=MentionKind.DEMONYM)
    if country_named(gazetteer, mention.text) is not None:
        return mention
    return replace(mention, cue=_cue_of(doc.text, mention))


def _cue_of(text: str, mention: Mention) -> str | None:
    words = mention.text.split()
    inner = find_cue(words[-1]) if len(words) > 1 else None
    if inner is not None:
        return inner.word
    behind = _AFTER.match(text, mention.end, min(len(text), mention.end + _REACH))
    if behind is not None:
        for cue in (f"{behind[1]} {behind[2]}", behind[1]):
            found = find_cue(cue)
            if found is not None and found.after:
                return found.word
    ahead = _BEFORE.search(text[max(0, mention.start - _REACH) : mention.start])
    if ahead is not None:
        for cue in (f"{ahead[1]} {ahead[2]}", ahead[2]):
            found = find_cue(cue)
            if found is not None and found.before:
                return found.word
    return None
