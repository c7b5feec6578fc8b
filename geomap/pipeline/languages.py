"""Which road an article takes by its language, and what is said about those that are read in part only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.errors import UnknownNameError
from geomap.extraction import load_model
from geomap.extraction.detect import UNKNOWN, language_of, main_script
from geomap.extraction.languages import Language, find_language, load_languages
from geomap.model import Document, Problem

if TYPE_CHECKING:
    from spacy.language import Language as Model

__all__ = ["LanguageChoice", "check_language", "choose_language", "language_problem", "load_recogniser"]

LONG = 200
"""Letters of a text whose language should be clear."""

_BY_SCRIPT = {"arabic": "ar", "cyrillic": "ru", "devanagari": "hi", "ethiopic": "am"}
"""Whose small words are used where only the script is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """How an article is read.

    Attributes:
        code: ISO 639 code of its language, or ``unknown``.
        by_gazetteer: The language whose names are looked for; None when the text is read as English.
    """

    code: str
    by_gazetteer: Language | None = None


def check_language(code: str | None) -> str | None:
    """Return the code of a language that the user names, without region.

    Raises:
        UnknownNameError: Nothing is known of such a language.
    """
    if code is None:
        return None
    language = find_language(code)
    if language is None:
        known = ", ".join(sorted(load_languages()))
        raise UnknownNameError(f"no language is called '{code}'; known: {known}")
    return language.code


def choose_language(doc: Document, given: str | None = None) -> LanguageChoice:
    """Find out an article's language and how it is read; Latin text that is unclear is read as English.

    Args:
        doc: An article.
        given: Code of the language that the user says it is in.
    """
    code = language_of(doc, given)
    if code == "en":
        return LanguageChoice(code=code)
    if code == UNKNOWN:
        script = main_script(doc.text)
        near = _BY_SCRIPT.get(script) if script is not None else None
        return LanguageChoice(code=code, by_gazetteer=None if near is None else find_language(near))
    return LanguageChoice(code=code, by_gazetteer=find_language(code))


def load_recogniser(language: Language, wanted: str | None = None) -> Model | None:
    """Load an installed spaCy model of a language, or return None where there is none.

    Args:
        language: Of the text.
        wanted: Name of the model that the user chose; used when it is of that language.
    """
    name = (
        wanted if wanted is not None and wanted.startswith(f"{language.code}_") else _installed(language.code)
    )
    return None if name is None else load_model(name)


@lru_cache(maxsize=64)
def _installed(code: str) -> str | None:
    from spacy.util import get_installed_models

    return min((name for name in get_installed_models() if name.startswith(f"{code}_")), default=None)


def language_problem(
    doc: Document, choice: LanguageChoice, *, recogniser: bool, events: bool
) -> Problem | None:
    """Return what a user must know of an article that is not read as fully as an English one.

    Args:
        doc: The article.
        choice: How it is read.
        recogniser: Whether a language model of its language was used.
        events: Whether events were asked for.
    """
    language = choice.by_gazetteer
    if language is None:
        if choice.code != UNKNOWN or sum(1 for ch in doc.text if ch.isalpha()) < LONG:
            return None
        reason = "its language is unclear: mixed, or none that is known; read as English"
        return _problem(doc, choice.code, reason, "name it with --language")
    named = f"language '{choice.code}'" + (f" ({language.name})" if choice.code != UNKNOWN else "")
    how = "place names by gazetteer and language model" if recogniser else "place names by gazetteer only"
    advice = "" if recogniser else f"install a spaCy model for {language.name} to find more"
    return _problem(doc, choice.code, f"{named}: {how}" + ("; events are not read" if events else ""), advice)


def _problem(doc: Document, code: str, reason: str, suggestion: str) -> Problem:
    return Problem(
        source=doc.source, row=None, column="language", value=code, reason=reason, suggestion=suggestion
    )
