"""Names, links and kinds, gathered the same way from every source."""

from __future__ import annotations

import re
from functools import lru_cache

from geomap.gazetteer.place_cues import find_cue, load_place_cues
from geomap.gazetteer.records import Name
from geomap.text import collapse_spaces, is_latin

__all__ = ["UNKNOWN_KIND", "NameList", "kind_of", "language_of", "link_of", "whole_number"]

UNKNOWN_KIND = ("L", "LCTY")
"""A locality of unspecified character: class and code of a place of which nothing more is said."""

_LONGEST = 120
_KINDS = ("strong", "weak", "historical")
_LINKS = (
    (
        "geonames",
        re.compile(r"(?:gn:|geonames:|(?:https?://)?(?:www\.|sws\.)?geonames\.org/)(\d+)(?:[/#?.].*)?", re.I),
    ),
    (
        "wikidata",
        re.compile(r"(?:wd:|wikidata:|(?:https?://)?(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q\d+)", re.I),
    ),
    ("wof", re.compile(r"(?:wof:|(?:https?://)?spelunker\.whosonfirst\.org/id/)(\d+)/?", re.I)),
    (
        "osm",
        re.compile(r"(?:osm:|(?:https?://)?(?:www\.)?openstreetmap\.org/)((?:node|way|relation)/\d+)", re.I),
    ),
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][A-Za-z0-9]+)*")
_CODE = re.compile(r"(?:([AHLPRSTUV])\.)?([A-Z][A-Z0-9]{1,5})")
_CLASS_OF_PREFIX = (("PPL", "P"), ("ADM", "A"), ("PCL", "A"), ("TERR", "A"))
_WORD = re.compile(r"[^\W\d_]+")


class NameList:
    """The further names of one place, each spelling once, in the order in which they came."""

    def __init__(self, main: str) -> None:
        self._main = main
        self._names: dict[str, Name] = {}

    def add(self, text: str, language: str = "", kind: str = "strong") -> None:
        """Add a name, unless it is blank or far too long; of two equal ones the stronger stays."""
        name = collapse_spaces(text)
        if name == "" or len(name) > _LONGEST or (name == self._main and language == ""):
            return
        earlier = self._names.get(name)
        if earlier is None or _KINDS.index(kind) < _KINDS.index(earlier.kind):
            self._names[name] = Name(name, language, kind)

    def add_short(self, text: str, language: str = "") -> None:
        """Add a name that is weak when it has fewer than four Latin letters, since words collide with it."""
        name = collapse_spaces(text)
        self.add(name, language, "weak" if len(name) < 4 and is_latin(name) else "strong")

    def names(self) -> tuple[Name, ...]:
        """Return what was added."""
        return tuple(self._names.values())


def link_of(text: str) -> str | None:
    """Return the id in geomap's form for an id or address in another source, or None when it is none of them.

    ``gn:98182``, ``http://www.geonames.org/98182/`` → ``geonames:98182``; ``wd:Q1530``, a bare ``Q1530`` and
    Wikidata's addresses → ``wikidata:Q1530``; likewise ``wof:`` and ``osm:``.
    """
    if text == "":
        return None
    for source, pattern in _LINKS:
        found = pattern.fullmatch(text.strip())
        if found is not None:
            return f"{source}:{found[1].upper() if source == 'wikidata' else found[1].lower()}"
    return None


@lru_cache(maxsize=1024)
def language_of(tag: str) -> str:
    """Return the language of a tag (``zh-Hans-CN`` → ``zh``), or an empty string when it is no such tag."""
    tag = tag.strip()
    return re.split("[-_]", tag)[0].lower() if _LANGUAGE.fullmatch(tag) is not None else ""


@lru_cache(maxsize=4096)
def kind_of(text: str) -> tuple[str, str] | None:
    """Return GeoNames class and code for a kind in words or codes, or None when it is not known.

    ``PPLX``, ``S.AIRB``, ``village``, ``IDP camp (informal)``, ``neighbourhood of Baghdad``.
    """
    code = _CODE.fullmatch(text.strip())
    if code is not None:
        known = code[1] or _class_of_code(code[2])
        if known is not None:
            return known, code[2]
    before = re.split(r"\bof\b|[(,;/]", text.lower())[0]
    words = _WORD.findall(before.replace("-", " "))
    for length in range(min(3, len(words)), 0, -1):
        for start in range(len(words) - length, -1, -1):
            cue = find_cue(" ".join(words[start : start + length]))
            if cue is not None:
                return _full_kind(cue.features[0])
    return None


def _class_of_code(code: str) -> str | None:
    """Return the class of a GeoNames code that the cue words or a prefix tell."""
    for prefix, feature_class in _CLASS_OF_PREFIX:
        if code.startswith(prefix):
            return feature_class
    features = (feature for cue in load_place_cues().values() for feature in cue.features)
    return next((feature[0] for feature in features if feature[2:] == code), None)


def _full_kind(feature: str) -> tuple[str, str]:
    feature_class, _, code = feature.partition(".")
    return feature_class, code if code != "" else {"P": "PPL", "A": "ADMD"}.get(feature_class, "")


def whole_number(text: str) -> int:
    """Return a count as tables write it (``1,200``, ``1200.0``, ``1 200``), or 0 when it is none."""
    plain = text.strip().replace("\xa0", " ")
    if re.fullmatch(r"\d{1,3}(?:[ ,.']\d{3})+", plain) is not None:
        plain = re.sub(r"\D", "", plain)
    plain = re.sub(r"\.0+$", "", plain)
    return int(plain) if re.fullmatch(r"\d{1,11}", plain) is not None else 0
