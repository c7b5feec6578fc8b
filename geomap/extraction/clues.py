"""What speaks for a span being the name of a place, and what against: a declared list of questions.

Each clue answers with a word or two, or with nothing. The weights of the answers stand in
``recogniser.tsv``, which ``make train-recogniser`` writes; a clue whose answers are words of the text (the
word before the name) has weights for those that are common in the training texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from geomap.extraction import context_clues as context
from geomap.extraction import name_clues as name
from geomap.extraction.candidates import NameSpan
from geomap.extraction.document_names import DocumentNames
from geomap.extraction.view import TextView

__all__ = ["CLUES", "CROSSES", "iter_answers"]

Clue = Callable[[TextView, NameSpan, DocumentNames], str | None]

CLUES: tuple[Clue, ...] = (
    name.label,
    name.level,
    name.size,
    name.namesakes,
    name.main_name,
    name.nature,
    name.length,
    name.tags,
    name.writing,
    context.before,
    context.before_two,
    context.after,
    context.after_two,
    context.left,
    context.right,
    name.last_word,
    name.first_word,
    context.comma_after,
    context.comma_before,
    context.role,
    name.in_person,
    name.called_place,
    name.located,
    name.inside_longer,
    name.same_country,
    name.same_unit,
    name.same_district,
)

CROSSES: tuple[tuple[Clue, ...], ...] = (
    (name.label, name.level),
    (name.label, name.nature),
    (name.label, context.left),
    (name.label, context.right),
    (name.label, name.writing),
    (name.label, name.called_place),
    (name.label, name.in_person),
    (name.label, name.inside_longer),
    (name.label, context.before),
    (name.level, name.nature),
    (name.level, name.writing),
    (name.level, context.before),
    (name.level, context.left),
    (name.level, context.right),
    (name.level, name.size),
    (context.left, context.right),
    (name.nature, context.before),
    (name.nature, context.right),
    (name.nature, name.writing),
    (name.in_person, name.called_place),
    (name.label, context.comma_after),
    (name.nature, context.comma_after),
    (name.label, name.level, name.nature),
    (name.label, name.last_word),
    (name.level, name.last_word),
    (name.last_word, context.before),
    (name.label, name.same_unit),
    (name.label, name.same_district),
    (name.nature, name.same_unit),
    (name.nature, name.same_district),
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
