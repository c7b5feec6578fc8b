"""What speaks for a span being the name of a place, and what against: a declared list of questions.

Each clue answers with one word, or with nothing. The weights of the answers stand in ``recogniser.tsv``, which
``make train-recogniser`` writes; a clue whose answers are words of the text (the word before the name) has
weights for those that are common in the training texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from geomap.extraction.candidates import NameSpan
from geomap.extraction.document_names import DocumentNames
from geomap.extraction.view import TextView
from geomap.files import load_words
from geomap.gazetteer.place_cues import find_cue

__all__ = ["CLUES", "CROSSES", "iter_answers"]

_WORDS = load_words("geomap.extraction")
_GIVEN_NAMES = _WORDS["given_names"]
_SURNAMES = _WORDS["surnames"]
_COMMON = _WORDS["common_words"]
_TITLES = _WORDS["titles"]
_ORGANISATION = _WORDS["organisation_words"]
_STREETS = _WORDS["street_words"]
_NATURE = _WORDS["nature_words"]
_LOCATIVE = _WORDS["locative"]
_DIRECTIONS = _WORDS["directions"]
_SPEAKING = _WORDS["speaking"]
_PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])


Clue = Callable[[TextView, NameSpan, DocumentNames], str | None]


def label(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What the language model calls it: a label, and whether it is all of what is labelled so."""
    number = max(view.entity[span.first], view.entity[span.last - 1])
    if number < 0:
        return "none"
    piece = view.entities[number]
    if (piece.first, piece.last) == (span.first, span.last):
        return f"is {piece.label}"
    if piece.first <= span.first and span.last <= piece.last:
        side = "begins" if piece.first == span.first else "ends" if piece.last == span.last else "inside"
        return f"{side} {piece.label}"
    if span.first <= piece.first and piece.last <= span.last:
        return f"holds {piece.label}"
    return f"across {piece.label}"


def level(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What bears the name: a country, a first-level unit, a city, a town, a village, ... or nothing."""
    if span.form != "name":
        return span.form
    return "unknown" if span.evidence is None else span.evidence.level


def size(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How many inhabitants the largest place of the name has, as a power of ten."""
    return None if span.evidence is None else str(len(str(span.evidence.population)))


def namesakes(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How many places bear the name."""
    if span.evidence is None:
        return None
    count = span.evidence.namesakes
    return "1" if count == 1 else "2-4" if count < 5 else "5-19" if count < 20 else "20+"


def main_name(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether it is the main name of some place, or only a by-name."""
    return None if span.evidence is None else "yes" if span.evidence.preferred else "no"


def nature(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether the words are ordinary words, given names or surnames as well."""
    words = span.key.split(" ")
    if len(words) > 1:
        if words[0] in _GIVEN_NAMES:
            return "given name first"
        return "all common" if all(word in _COMMON for word in words) else None
    found = [
        name for name, known in (("given", _GIVEN_NAMES), ("surname", _SURNAMES), ("common", _COMMON))
        if span.key in known
    ]  # fmt: skip
    if span.key in view.small:
        found.append("small here")
    return "+".join(found) if found else None


def length(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How many words the name has, and whether it is very short."""
    count = span.last - span.first
    if count == 1:
        letters = len(span.key)
        return f"{letters} letters" if letters < 4 else "1"
    return str(min(count, 4))


def tags(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The part of speech of the last word."""
    return view.tokens[span.last - 1].tag


def writing(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How it is written: in capitals, in a sentence of capitals, in a headline, first in its sentence."""
    word = view.words[span.first]
    mode = view.mode[span.first]
    upper = "upper " if mode != "caps" and len(word) > 1 and word.isupper() else ""
    return f"{upper}{mode}{' first' if view.opens[span.first] else ''}"


def before(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The word before."""
    return "<" if span.first == 0 or view.opens[span.first] else _word(view, span.first - 1)


def before_two(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The two words before."""
    if span.first < 2 or view.opens[span.first] or view.opens[span.first - 1]:
        return None
    return f"{_word(view, span.first - 2)} {_word(view, span.first - 1)}"


def after(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The word after."""
    return _word(view, span.last) if span.last < len(view.words) else ">"


def after_two(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """The two words after."""
    if span.last + 1 >= len(view.words):
        return None
    return f"{_word(view, span.last)} {_word(view, span.last + 1)}"


def left(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What kind of capitalised word or title stands right before it."""
    at = span.first - 1
    if at < 0 or view.tokens[at].sentence != view.tokens[span.first].sentence:
        return None
    if view.lower[at].rstrip(".") in _TITLES:
        return "title"
    if view.words[at] == "-":
        return "hyphen"
    if len(view.words[at].rstrip(".")) == 1 and view.named[at]:
        return "initial"
    if not view.named[at] or view.opens[at] and view.lower[at] in _LOCATIVE:
        return None
    return _kind_of_word(view, at, names)


def right(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What kind of capitalised word stands right after it."""
    at = span.last
    if at >= len(view.words) or view.tokens[at].sentence != view.tokens[span.first].sentence:
        return None
    if view.words[at] == "-":
        return "hyphen"
    if not view.named[at]:
        return "cue" if _is_cue(view.lower[at]) else None
    if len(view.words[at].rstrip(".")) == 1:
        return "initial"
    return _kind_of_word(view, at, names)


def last_word(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What kind of word a name of several words ends in."""
    if span.last - span.first < 2:
        return None
    lower = view.lower[span.last - 1]
    if lower.rstrip(".") in _STREETS:
        return "street"
    return "nature" if lower in _NATURE else "cue" if _is_cue(lower) else _group(lower)


def first_word(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What kind of word a name of several words begins with."""
    if span.last - span.first < 2:
        return None
    lower = view.lower[span.first]
    if lower in _DIRECTIONS:
        return "direction"
    return "cue" if _is_cue(lower) else "title" if lower.rstrip(".") in _TITLES else None


def comma_after(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What follows behind a comma: a place, an age, another name."""
    at = span.last + 1
    if at >= len(view.words) or view.words[at - 1] != ",":
        return None
    if view.words[at].isdigit():
        return "number"
    return view.label(at) or ("name" if view.named[at] else "word")


def comma_before(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What stands before a comma: a place, an age, another name."""
    at = span.first - 2
    if at < 0 or view.words[at + 1] != ",":
        return None
    return "number" if view.words[at].isdigit() else view.label(at) or ("name" if view.named[at] else "word")


def role(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """What the name does in its sentence: object of which preposition, subject of speaking, part of a name."""
    index = span.last - 1
    token = view.tokens[index]
    head = view.tokens[token.head]
    if token.dep == "pobj":
        return f"pobj {head.lemma}"
    if token.dep in {"nsubj", "nsubjpass"}:
        return f"{token.dep} {'speaks' if head.lemma in _SPEAKING else ''}"
    if token.dep == "compound":
        return f"compound {'name' if head.tag.startswith('NNP') else 'noun'}"
    return token.dep


def in_person(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether the document has persons with this name as a part of theirs, elsewhere or here."""
    count = names.persons.get(span.key, 0)
    if view.label(span.first) == "PERSON" and count > 0:
        count -= 1
    return "often" if count > 1 else "once" if count == 1 else None


def called_place(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether the model calls the same name a place elsewhere in the document."""
    count = names.places.get(span.key, 0)
    if view.label(span.first) in _PLACE_LABELS:
        count -= 1
    return "often" if count > 1 else "once" if count == 1 else None


def located(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether the name stands behind a preposition of place somewhere in the document."""
    count = names.located.get(span.key, 0)
    return "often" if count > 1 else "once" if count == 1 else None


def inside_longer(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether it lies in a longer name that the gazetteer knows, and of what."""
    return names.longer.get((span.first, span.last))


def holds_shorter(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether it holds a shorter name that the gazetteer knows."""
    return "yes" if (span.first, span.last) in names.holds else None


def same_country(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether a place of that name lies in a country that the document names."""
    if span.evidence is None or not names.countries or span.evidence.level == "country":
        return None
    countries = span.evidence.countries
    if countries[0] in names.countries:
        return "first"
    return "some" if any(code in names.countries for code in countries) else "none"


def same_unit(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """Whether a place of that name lies in a first-level unit that the document names."""
    if span.evidence is None or not names.units or span.evidence.level in {"country", "admin1"}:
        return None
    return "yes" if span.evidence.units & names.units else "no"


def same_district(view: TextView, span: NameSpan, names: DocumentNames) -> str | None:
    """How many other names of the document may lie in one second-level unit with it."""
    if span.evidence is None or span.evidence.level in {"country", "admin1"}:
        return None
    most = max((names.districts.get(district, 0) for district in span.evidence.districts), default=0)
    return "0" if most < 2 else str(min(most - 1, 4))


def _word(view: TextView, index: int) -> str:
    lower = view.lower[index]
    return "0" if lower[:1].isdigit() else lower


def _is_cue(word: str) -> bool:
    return find_cue(word) is not None


def _group(lower: str) -> str:
    return "organisation" if lower in _ORGANISATION else "other"


def _kind_of_word(view: TextView, at: int, names: DocumentNames) -> str:
    lower = view.lower[at]
    if lower in _STREETS:
        return "street"
    if _is_cue(lower):
        return "cue"
    if lower in _DIRECTIONS:
        return "direction"
    if lower in _ORGANISATION:
        return "organisation"
    if lower in _GIVEN_NAMES:
        return "given name"
    if lower in _SURNAMES:
        return "surname"
    return "common" if lower in _COMMON or lower in view.small else "other"


CLUES: tuple[Clue, ...] = (
    label, level, size, namesakes, main_name, nature, length, tags, writing, before, before_two, after,
    after_two, left, right, last_word, first_word, comma_after, comma_before, role, in_person, called_place,
    located, inside_longer, holds_shorter, same_country,
    same_unit, same_district,
)  # fmt: skip

CROSSES: tuple[tuple[Clue, ...], ...] = (
    (label, level),
    (label, nature),
    (label, left),
    (label, right),
    (label, writing),
    (label, called_place),
    (label, in_person),
    (label, inside_longer),
    (label, before),
    (level, nature),
    (level, writing),
    (level, before),
    (level, left),
    (level, right),
    (level, size),
    (left, right),
    (nature, before),
    (nature, writing),
    (in_person, called_place),
    (label, comma_after),
    (label, level, nature),
    (label, last_word),
    (level, last_word),
    (last_word, before),
    (label, same_unit),
    (label, same_district),
    (nature, same_unit),
    (nature, same_district),
)
"""Clues whose answers are weighed together as well."""


def iter_answers(view: TextView, span: NameSpan, names: DocumentNames) -> Iterator[str]:
    """Yield the answers of all clues and crosses as the keys under which their weights stand."""
    given: dict[Clue, str | None] = {}
    for clue in CLUES:
        answer = given[clue] = clue(view, span, names)
        if answer is not None:
            yield f"{clue.__name__}={answer}"
    for cross in CROSSES:
        answers = [given[clue] for clue in cross]
        if None not in answers:
            yield f"{'*'.join(clue.__name__ for clue in cross)}={'|'.join(answers)}"  # type: ignore[arg-type]
