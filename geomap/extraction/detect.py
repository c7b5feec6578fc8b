"""Which language is a text written in? Told by its script, then by py3langid; else "unknown"."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.extraction.languages import find_language, load_languages
from geomap.files import load_words
from geomap.model import Document

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["UNKNOWN", "detect_language", "language_of", "main_script"]

UNKNOWN = "unknown"
"""The language of a text that is too short, mixed or unclear."""

SAMPLE = 4_000
"""Characters that are looked at."""

MIN_LETTERS = 40
"""Fewer letters of a script that several languages share tell nothing."""

MIN_PROBABILITY = 0.75
MIN_SHARE = 0.6
"""Of a text's letters that must be in one script, and in paragraphs of one language."""

ENGLISH_SHARE = 0.22
"""Of a text's words that are English function words, in English."""

FOREIGN_SHARE = 0.1
"""Of a paragraph's words that are English function words, at most, in other languages."""

MIN_WORDS = 12
"""Fewer words are not judged by their function words."""

_WORDS = load_words("geomap.extraction")
_ENGLISH = _WORDS["english_function_words"]
_PROOF = _WORDS["english_proof_words"]
_WORD = re.compile(r"[a-zA-Z]+(?:['’][a-z]+)?|[^\W\d_]+")
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+")

_SCRIPTS = (
    ("latin", "\u0041\u005a\u0061\u007a\u00aa\u024f\u1e00\u1eff\uff21\uff5a"),
    ("cyrillic", "\u0400\u052f"),
    ("arabic", "\u0600\u06ff\u0750\u077f\u08a0\u08ff\ufb50\ufdff\ufe70\ufeff"),
    ("greek", "\u0370\u03ff\u1f00\u1fff"),
    ("hebrew", "\u0590\u05ff\ufb1d\ufb4f"),
    ("kana", "\u3040\u30ff\u31f0\u31ff\uff66\uff9d"),
    ("han", "\u3400\u4dbf\u4e00\u9fff\uf900\ufaff\U00020000\U0003ffff"),
    ("hangul", "\uac00\ud7af\u1100\u11ff\u3130\u318f"),
    ("devanagari", "\u0900\u097f"),
    ("bengali", "\u0980\u09ff"),
    ("gurmukhi", "\u0a00\u0a7f"),
    ("gujarati", "\u0a80\u0aff"),
    ("tamil", "\u0b80\u0bff"),
    ("telugu", "\u0c00\u0c7f"),
    ("kannada", "\u0c80\u0cff"),
    ("malayalam", "\u0d00\u0d7f"),
    ("sinhala", "\u0d80\u0dff"),
    ("thai", "\u0e00\u0e7f"),
    ("lao", "\u0e80\u0eff"),
    ("burmese", "\u1000\u109f"),
    ("georgian", "\u10a0\u10ff\u1c90\u1cbf"),
    ("ethiopic", "\u1200\u139f"),
    ("khmer", "\u1780\u17ff"),
    ("armenian", "\u0530\u058f"),
)
_ONE_LANGUAGE = {
    "greek": "el", "hebrew": "he", "hangul": "ko", "bengali": "bn", "gurmukhi": "pa", "gujarati": "gu",
    "tamil": "ta", "telugu": "te", "kannada": "kn", "malayalam": "ml", "sinhala": "si", "thai": "th",
    "lao": "lo", "burmese": "my", "georgian": "ka", "khmer": "km", "armenian": "hy", "han": "zh",
}  # fmt: skip
"""Scripts that one of the known languages is written in; kana beside them makes Han Japanese."""

_SAME = {"arz": "ar", "ary": "ar", "nn": "no", "wuu": "zh", "yue": "zh", "sdh": "ckb", "pcm": "en"}
"""Labels of the model that are read like another language."""

_KIN = tuple(
    frozenset(group.split())
    for group in ("id ms", "hr bs sr sl", "hi mr ne", "am ti", "no da sv", "cs sk", "bg mk", "kk ky")
)
"""Languages that short texts do not tell apart; read wrongly as one another they still find most names."""


def language_of(doc: Document, given: str | None = None) -> str:
    """Return the code of an article's language, or ``unknown``.

    What the user gives holds. What the document states (``lang`` of a page) holds unless its text is plainly
    of another language.

    Args:
        doc: An article.
        given: Code of the language that the user says it is in.
    """
    if given is not None:
        return given
    start, end = doc.body if doc.body is not None else (0, len(doc.text))
    text = doc.text[start:end]
    found = detect_language(text if text.strip() != "" else doc.text)
    if found != UNKNOWN or doc.language is None:
        return found
    stated = find_language(doc.language)
    return UNKNOWN if stated is None else stated.code


def detect_language(text: str) -> str:
    """Return the ISO 639 code of a text's language, or ``unknown`` where it is too short or mixed."""
    sample = _NOISE.sub(" ", text[:SAMPLE])
    scripts = _count_scripts(sample)
    letters = sum(scripts.values())
    script = _main_script(scripts)
    if script is None or letters < 2:
        return UNKNOWN
    if script == "kana" or (script == "han" and scripts["kana"] > 0.05 * letters):
        return "ja"
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if script == "latin" and _is_english(sample):
        return "en"
    return _by_model(_only(sample, script), script)


def _only(text: str, script: str) -> str:
    """Return a text without the words of other scripts: a quoted name tells nothing of its language."""
    return _letters().sub(lambda found: found.group() if found.lastgroup == script else " ", text)


def main_script(text: str) -> str | None:
    """Return the script of most letters of a text, or None when no script has most of them."""
    return _main_script(_count_scripts(text[:SAMPLE]))


def _main_script(scripts: Counter[str]) -> str | None:
    letters = sum(scripts.values())
    if scripts["kana"] > 0 and scripts["kana"] + scripts["han"] >= MIN_SHARE * letters:
        return "han" if scripts["han"] > 0 else "kana"
    best = max(scripts, key=lambda name: scripts[name], default=None)
    return best if best is not None and scripts[best] >= MIN_SHARE * letters else None


def _count_scripts(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for found in _letters().finditer(text):
        counts[str(found.lastgroup)] += found.end() - found.start()
    return counts


@lru_cache(maxsize=1)
def _letters() -> re.Pattern[str]:
    """Return a pattern that matches letters of one script, which is the name of the group."""
    groups = []
    for name, bounds in _SCRIPTS:
        ranges = "".join(f"{bounds[at]}-{bounds[at + 1]}" for at in range(0, len(bounds), 2))
        groups.append(f"(?P<{name}>[{ranges}]+)")
    return re.compile("|".join(groups))


def _is_english(sample: str) -> bool:
    """Say whether enough words are English function words, in most of the paragraphs too."""
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(words) < MIN_WORDS or len(_PROOF.intersection(words)) < 2 or _share(words) < ENGLISH_SHARE:
        return False
    other = sum(
        len(found)
        for paragraph in sample.split("\n")
        if len(found := [word.lower() for word in _WORD.findall(paragraph)]) >= MIN_WORDS
        and _share(found) < FOREIGN_SHARE
    )
    return other < (1 - MIN_SHARE) * len(words)


def _share(words: list[str]) -> float:
    return sum(1 for word in words if word in _ENGLISH) / len(words)


def _by_model(sample: str, script: str) -> str:
    """Return the language that most of a text's paragraphs are in by the model."""
    least = MIN_LETTERS if script in {"latin", "cyrillic"} else MIN_LETTERS // 2
    votes: Counter[str] = Counter()
    for paragraph in sample.split("\n"):
        letters = sum(1 for ch in paragraph if ch.isalpha())
        if letters >= least:
            votes[_classify(paragraph)] += letters
    total = sum(votes.values())
    if total == 0:
        return _classify(sample) if sum(1 for ch in sample if ch.isalpha()) >= least else UNKNOWN
    unclear = votes.pop(UNKNOWN, 0)
    best = max(sorted(votes), key=lambda code: votes[code], default=UNKNOWN)
    if votes[best] >= MIN_SHARE * total:
        return best
    whole = _classify(sample)
    return whole if votes[whole] + unclear >= MIN_SHARE * total else UNKNOWN


def _classify(text: str) -> str:
    """Return the most likely language; its near relatives count as no doubt that it is of their kind."""
    ranked = [(_SAME.get(code, code), share) for code, share in _identifier().rank(text)]
    best = ranked[0][0]
    kin = next((group for group in _KIN if best in group), frozenset([best]))
    probability = sum(share for code, share in ranked if code in kin)
    return best if probability >= MIN_PROBABILITY else UNKNOWN


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Return py3langid's model, asked only for languages that are known here; it loads in a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(load_languages()) | {label for label in _SAME if label != "pcm"}
    identifier.set_languages([label for label in identifier.labels if label in known])
    return identifier
