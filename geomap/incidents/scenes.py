"""Paragraphs that stand under a place: "Chin State. Jets bombed ...", "Aleppo: Two people ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.model import Document, Resolution

__all__ = ["Scene", "scene_at", "scenes_of"]

_PARAGRAPH = re.compile(r"[^\n]+")
_UNIT_WORDS = r"(?i:\s+(?:state|province|region|governorate|district|county|division|oblast|department))?"
_AFTER = re.compile(rf"{_UNIT_WORDS}(?:\s*[:–—]|\.|\s+-)\s+(?=[\"“'(]?[^\W\da-z_])")
_BEFORE = re.compile(r"[\s•*·–—-]*(?:in\s+|the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A paragraph, as a half-open span, and the place that it stands under."""

    start: int
    end: int
    place: Resolution


def scenes_of(doc: Document, resolutions: Sequence[Resolution]) -> list[Scene]:
    """Return the paragraphs whose first words are the name of a known place and nothing else.

    Args:
        resolutions: The decisions about the names of the text, in its order.
    """
    scenes = []
    for block in _PARAGRAPH.finditer(doc.text):
        lead = _BEFORE.match(doc.text, block.start(), block.end())
        first = block.start() if lead is None else lead.end()
        for entry in resolutions:
            is_first = entry.mention.start in {first, block.start()} and entry.place is not None
            if is_first and _AFTER.match(doc.text, entry.mention.end, block.end()) is not None:
                scenes.append(Scene(start=block.start(), end=block.end(), place=entry))
                break
    return scenes


def scene_at(scenes: Sequence[Scene], position: int) -> Resolution | None:
    """Return the place of the scene at a position of the text, or None."""
    return next((scene.place for scene in scenes if scene.start <= position < scene.end), None)
