"""Fit the weights that say where an event happened and write ``geomap/incidents/event_places.tsv``.

``python -m training.event_places --data FOLDER`` reads Halterman's event places (MIT) from a folder laid out
as the evaluation data are and learns from all of its rows but those of one badly marked part. What the
weights are worth is told by rows that they were not fitted on: ``python -m benchmarks.event_places`` fits on
each half to score the other, and ``--sources`` here fits without each source in turn to score that one. The
same sentences, gazetteer and language model give the same file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap.extraction import extract_mentions, load_model, parse_document
from geomap.files import sha256_of_file, write_output
from geomap.gazetteer import open_gazetteer
from geomap.incidents.event_places import (
    Answers,
    PlaceWeights,
    clues_of,
    odds_of,
    pick_names,
    score_names,
)
from geomap.incidents.place_network import UNIT, PlaceNetwork
from geomap.incidents.place_rivals import iter_rival_clues, listed_together
from geomap.incidents.place_spans import NameInSentence, names_in_sentence
from geomap.incidents.tree import Tree
from geomap.model import Document, Mention, Parse
from training.examples import Example
from training.fitting import fit, vocabulary
from training.marked_places import CORPUS, UNMARKED, read_marks
from training.network import FittedNetwork, fit_network, join_networks

__all__ = ["EventSentence", "LearntRow", "find_tokens", "fit_weights", "iter_sentences", "learn_from", "main"]

OUTPUT = Path(__file__).parents[1] / "geomap" / "incidents" / "event_places.tsv"
LEAST = 6
"""An answer that is given less often gets no weight."""

LEAST_OF_RIVALS = 5
PENALTY_OF_RIVALS = 50.0
SMALLEST_OF_RIVALS = 0.01
"""Smaller weights are left out."""

FOLDS = 4
"""Networks. Each is fitted without a part of the texts; the second step learns from its odds of that part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSentence:
    """A row: its text, parse and mentions, the event's token, and the tokens of its places.

    ``places`` is None where the marks cannot be read.
    """

    number: int
    source: str
    text: str
    parse: Parse
    mentions: tuple[Mention, ...]
    event: int
    places: frozenset[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntRow:
    """The names of a row's sentence, the answers about each, and which of them are places of the event."""

    sentence: EventSentence
    fold: int
    names: tuple[NameInSentence, ...]
    clues: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def iter_sentences(path: Path) -> Iterator[EventSentence]:
    """Yield the rows of the corpus."""
    model = load_model()
    with open_gazetteer() as gazetteer, gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            doc = Document(id=str(number), text=row["text"], source=path.name)
            parse = parse_document(doc, model)
            marks = read_marks(row, parse)
            places = None if marks.places is None else frozenset(at for place in marks.places for at in place)
            yield EventSentence(
                number=number, source=row["source"], text=row["text"], parse=parse,
                mentions=extract_mentions(doc, parse, gazetteer), event=marks.event, places=places,
            )  # fmt: skip


def learn_from(sentence: EventSentence) -> LearntRow | None:
    """Return what a row teaches: a name is right when half of it and its marks agree; None without marks."""
    if sentence.places is None or sentence.source == UNMARKED:
        return None
    tree = Tree(sentence.parse)
    names = names_in_sentence(tree, sentence.mentions, tree.token(sentence.event).sentence)
    right = []
    for name in names:
        tokens = set(range(name.first, name.last))
        around = {at for at in sentence.places if name.first - 1 <= at <= name.last}
        right.append(len(tokens & sentence.places) / len(tokens | around) >= 0.5)
    return LearntRow(
        sentence=sentence,
        fold=_fold(sentence.text),
        names=tuple(names),
        clues=tuple(map(tuple, clues_of(tree, sentence.event, names))),
        right=tuple(right),
    )


def _fold(text: str) -> int:
    """Return the part that a text belongs to: all rows of one text are in the same."""
    return int(hashlib.sha256(" ".join(text.split()).encode()).hexdigest(), 16) % FOLDS


def fit_weights(rows: Sequence[LearntRow]) -> PlaceWeights:
    """Fit both steps; the second one learns from odds of networks that have not seen the row."""
    examples: list[Example] = []
    networks = []
    for fold in range(FOLDS):
        networks.append(_fit_first([row for row in rows if row.fold != fold], fold))
        weights = PlaceWeights(network=_as_shipped(networks[-1]), rivals=Answers(bias=0.0, weights={}))
        for row in rows:
            if row.fold == fold:
                examples.extend(_rival_examples(row, weights))
    answers, bias = fit(examples, vocabulary(examples, LEAST_OF_RIVALS), penalty=PENALTY_OF_RIVALS)
    return PlaceWeights(
        network=_as_shipped(join_networks(networks)), rivals=Answers(bias=bias, weights=answers)
    )


def _fit_first(rows: Sequence[LearntRow], seed: int) -> FittedNetwork:
    examples, groups = [], []
    for row in rows:
        for clues, right in zip(row.clues, row.right, strict=True):
            examples.append(Example(answers=clues, is_place=right, weight=1.0))
            groups.append(row.sentence.number)
    words = [word for word in vocabulary(examples, LEAST) if word.isprintable()]
    return fit_network(examples, groups, words, seed=seed)


def _as_shipped(fitted: FittedNetwork) -> PlaceNetwork:
    return PlaceNetwork(
        bias=_counted(fitted.bias),
        output=(_counted(row[0] for row in fitted.output), _counted(row[1] for row in fitted.output)),
        clues={clue: _counted(row) for clue, row in fitted.clues.items()},
    )


def _counted(numbers: Iterable[float]) -> str:
    """Return numbers as the table has them."""
    return " ".join(str(round(number / UNIT)) for number in numbers)


def _rival_examples(row: LearntRow, weights: PlaceWeights) -> Iterator[Example]:
    lists = listed_together(Tree(row.sentence.parse), row.names)
    odds = odds_of(weights, row.clues)
    for at, right in enumerate(row.right):
        answers = tuple(iter_rival_clues(row.names, odds, lists, row.sentence.event, at))
        yield Example(answers=answers, is_place=right, weight=1.0)


def find_tokens(sentence: EventSentence, weights: PlaceWeights) -> set[int]:
    """Return the tokens of the places that some weights give the event of a row."""
    tree = Tree(sentence.parse)
    names = names_in_sentence(tree, sentence.mentions, tree.token(sentence.event).sentence)
    picked = pick_names(score_names(tree, sentence.event, names, weights))
    return {at for one in picked for at in range(one.name.first, one.name.last)}


def _score_sources(rows: Sequence[LearntRow]) -> Iterator[str]:
    """Yield token precision and recall on each source by weights fitted without it, and on all together."""
    total = [0, 0, 0]
    for source in [*sorted({row.sentence.source for row in rows}), "together"]:
        counts = [0, 0, 0]
        kept = [row for row in rows if row.sentence.source != source]
        weights = fit_weights(kept) if source != "together" else None
        for row in rows:
            if weights is not None and row.sentence.source == source:
                found, marked = find_tokens(row.sentence, weights), row.sentence.places or frozenset()
                counts[0] += len(found & marked)
                counts[1] += len(found)
                counts[2] += len(marked)
        total = [one + other for one, other in zip(total, counts, strict=True)]
        right, found_count, marked_count = total if weights is None else counts
        number = sum(row.sentence.source in {source} or weights is None for row in rows)
        precision, recall = right / max(1, found_count), right / max(1, marked_count)
        yield f"{source}\t{number} rows\tprecision {precision:.3f}\trecall {recall:.3f}"


def _iter_lines(weights: PlaceWeights) -> Iterator[str]:
    """Yield the lines of the table."""
    yield from ("\t".join(row) for row in weights.network.rows())
    yield f"rivals\tbias\t{weights.rivals.bias:.3f}"
    for clue, number in sorted(weights.rivals.weights.items()):
        if abs(number) >= SMALLEST_OF_RIVALS:
            yield f"rivals\t{clue}\t{number:.2f}"


def main() -> None:
    """Fit on all rows and write the weights, or score each source by weights fitted without it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled corpora")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--sources", action="store_true", help="score each source, fitting without it")
    given = parser.parse_args()
    path = given.data / CORPUS
    rows = [row for row in map(learn_from, iter_sentences(path)) if row is not None]
    if given.sources:
        for line in _score_sources(rows):
            print(line, flush=True)
        return
    lines = [f"# halterman\t{sha256_of_file(path)}", *_iter_lines(fit_weights(rows))]
    write_output(given.output, "\n".join(lines) + "\n")
    print(f"{len(rows)} rows, {len(lines)} lines in {given.output}")


if __name__ == "__main__":
    main()
