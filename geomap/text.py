"""Pure strings: the one name normaliser that index and query share.

Folding follows the rules measured in the literature on Arabic, Persian and Slavic place names:
case, marks, apostrophes and articles carry no identity; vowels carry little.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "ARTICLES",
    "Word",
    "collapse_spaces",
    "fold",
    "has_digit",
    "is_latin",
    "iter_words",
    "romanise",
    "skeleton",
    "strip_article",
]

ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "il",
        "ol",
        "ash",
        "as",
        "ar",
        "at",
        "ad",
        "az",
        "an",
        "adh",
        "ath",
        "ez",
        "es",
        "esh",
        "er",
        "et",
        "ed",
        "en",
        "the",
        "le",
        "la",
        "les",
        "los",
        "las",
    ]
)
"""Leading words that spellings of one name add or drop."""

_DROPPED = "’'‘`ʿʾ´ʻʼʹ‛′ـ·"
_SPECIAL = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ð": "d", "þ": "th"}
)
_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ک": "ك",
        "ی": "ي",
        "ؤ": "و",
        "ئ": "ي",
        "ء": None,
    }
)
_ARABIC_TO_LATIN = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
    "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i", "پ": "p", "چ": "ch",
    "ژ": "zh", "گ": "g", "ڤ": "v", "ێ": "e", "ۆ": "o", "ە": "a", "ڕ": "r", "ڵ": "l", "ھ": "h", "ہ": "h",
}  # fmt: skip


class _Folding(dict[int, int | str | None]):
    """What folding makes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> int | str | None:
        ch = chr(code)
        folded: int | str | None
        if unicodedata.combining(ch) or ch in _DROPPED:
            folded = None
        elif code in _SPECIAL:
            folded = _SPECIAL[code]
        elif code in _ARABIC:
            folded = _ARABIC[code]
        else:
            folded = ch.lower() if ch.isalnum() else " "  # decomposing may give capitals
        self[code] = folded
        return folded


_FOLDING = _Folding()
_DIGRAPHS = (
    ("sch", "x"), ("tch", "x"), ("ch", "x"), ("sh", "x"), ("dj", "j"), ("zh", "j"), ("kh", "k"), ("gh", "g"),
    ("th", "t"), ("dh", "d"), ("ph", "f"), ("tz", "s"), ("ts", "s"),
)  # fmt: skip
_LETTERS = str.maketrans({"q": "k", "c": "k", "p": "b", "v": "f", "w": None, "y": None})
_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord(ch): None for ch in "'`"}
_DOUBLED = re.compile(r"([^\d])\1+")
_VOWELS = str.maketrans("", "", "aeiou")


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """Return the key under which a name is indexed and looked up.

    Case, combining marks, apostrophes and Arabic letter variants are removed, punctuation
    becomes a space. The script stays: ``fold("Ḩimş") == "hims"``, ``fold("حِمص") == "حمص"``.
    """
    if name.isascii():
        if name.isalnum():
            return name.lower()
        return " ".join(name.lower().translate(_ASCII).split())
    return " ".join(unicodedata.normalize("NFKD", name.casefold()).translate(_FOLDING).split())


def strip_article(key: str) -> str:
    """Drop article words from a folded key; a key of nothing but articles is kept."""
    kept = [word for word in key.split() if word not in ARTICLES]
    return " ".join(kept) if kept else key


def is_latin(text: str) -> bool:
    """Say whether every letter of a text is Latin script."""
    return text.isascii() or all(
        ord(ch) < 0x250 or "LATIN" in unicodedata.name(ch, "") for ch in text if ch.isalpha()
    )


def has_digit(text: str) -> bool:
    """Say whether a text holds a digit."""
    return any(ch.isdigit() for ch in text)


def romanise(key: str) -> str:
    """Write a folded key in Latin letters.

    Arabic and Persian go through an own table that splits the article and reads waw and ya as
    vowels, which beats general transliterators on place names; other scripts through anyascii.
    """
    if is_latin(key):
        return key
    words = []
    for word in key.split():
        if any(ch in _ARABIC_TO_LATIN for ch in word):
            article = word.startswith("ال") and len(word) > 3
            stem = word[2:] if article else word
            latin = "".join(_ARABIC_TO_LATIN.get(ch, _ascii(ch)) for ch in stem)
            words.extend(["al", latin] if article else [latin])
        else:
            words.append(_ascii(word).lower())
    return fold(" ".join(words))


def _ascii(text: str) -> str:
    """Write a text in ASCII; the tables are loaded with the first text in another script than Latin."""
    from anyascii import anyascii

    written: str = anyascii(text)
    return written


@lru_cache(maxsize=1 << 14)
def skeleton(key: str) -> str:
    """Return the consonant skeleton of a folded key: what spellings of one name have in common.

    Articles go, digraphs become one letter, doubled letters one, vowels go except an initial one,
    which is written ``a``: ``skeleton("shuyrat") == skeleton("ash shairat") == "xrt"``.
    """
    return _DOUBLED.sub(r"\1", "".join(_bones(word) for word in strip_article(romanise(key)).split()))


@lru_cache(maxsize=1 << 14)
def _bones(word: str) -> str:
    """Return the consonant skeleton of one Latin word."""
    text = word
    for digraph, letter in _DIGRAPHS:
        text = text.replace(digraph, letter)
    text = _DOUBLED.sub(r"\1", text.removesuffix("h").translate(_LETTERS))
    head = "a" if text[:1] in "aeiou" and text != "" else ""
    return head + text.translate(_VOWELS)


def collapse_spaces(text: str) -> str:
    """Return a text with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


class Word(NamedTuple):
    """A word of a running text: half-open span, folded key, and end and key without a possessive ending."""

    start: int
    end: int
    key: str
    bare_end: int
    bare_key: str


def iter_words(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words of a stretch of text, cut where :func:`fold` puts a space.

    "Land's End" is ``lands`` (without the possessive ``land``) and ``end``.
    """
    for found in _word_pattern().finditer(text, start, end):
        first, last = found.span()
        while first < last and text[first] in _DROPPED:
            first += 1
        while last > first and text[last - 1] in _DROPPED:
            last -= 1
        possessive = last - first > 2 and text[last - 1] in "sS" and text[last - 2] in _DROPPED
        bare = last - 2 if possessive else last
        if first < last:
            yield Word(first, last, fold(text[first:last]), bare, fold(text[first:bare]))


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.combining(chr(code)) > 0)
    return re.compile(rf"(?:[^\W_]|[{re.escape(_DROPPED + marks)}])+")
