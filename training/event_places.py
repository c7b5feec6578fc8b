"""Fit the weights that say where an event happened and write ``geomap/incidents/event_places.tsv``.

``python -m training.event_places --data FOLDER`` reads Halterman's event places (MIT) from a folder laid out
as the evaluation data are: every other row is learnt from, the rows between are only ever scored
(``benchmarks/event_places.py``). The same sentences, gazetteer and language model give the same file.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geomap.extraction import extract_mentions, load_model, parse_document
from geomap.files import sha256_of_file, write_output
from geomap.gazetteer import open_gazetteer
from geomap.incidents.place_clues import iter_clues
from geomap.incidents.place_spans import names_in_sentence
from geomap.incidents.tree import Tree
from geomap.model import Document, Mention, Parse
from training.examples import Example
from training.fitting import fit, vocabulary

__all__ = ["CORPUS", "EventSentence", "iter_sentences", "main"]

CORPUS = "event_place/halterman.jsonl.gz"
OUTPUT = Path(__file__).parents[1] / "geomap" / "incidents" / "event_places.tsv"
LEAST = 3
"""An answer that is given less often gets no weight."""

PENALTY = 4.0
SMALLEST = 0.03
"""Smaller weights are left out."""

UNMARKED = "Masdar_RA"
"""A part of the corpus whose places are mostly not marked (nine of ten rows have none): not learnt from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSentence:
    """A row: its parse and mentions, the event's token, and the tokens of its places.

    ``places`` is None where the marks cannot be read.
    """

    number: int
    source: str
    parse: Parse
    mentions: tuple[Mention, ...]
    event: int
    places: frozenset[int] | None


def iter_sentences(path: Path, *, every: int = 1, first: int = 0) -> Iterator[EventSentence]:
    """Yield the rows of the corpus, from ``first`` on each ``every``-th one."""
    model = load_model()
    with open_gazetteer() as gazetteer, gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number < first or (number - first) % every != 0:
                continue
            row = json.loads(line)
            doc = Document(id=str(number), text=row["text"], source=path.name)
            parse = parse_document(doc, model)
            yield _sentence(number, row, parse, extract_mentions(doc, parse, gazetteer))


def _sentence(number: int, row: dict, parse: Parse, mentions: tuple[Mention, ...]) -> EventSentence:
    event, places, readable = 0, set(), True
    for span in row["spans"]:
        if span["label"] == "VERB":
            event = min(_between(parse, span["start"], span["end"]), default=0)
            continue
        tokens = _tokens(row["text"], parse, span["start"], span["end"])
        readable = readable and tokens is not None
        places |= tokens or set()
    return EventSentence(
        number=number, source=row["source"], parse=parse, mentions=mentions, event=event,
        places=frozenset(places) if readable else None,
    )  # fmt: skip


def _between(parse: Parse, start: int, end: int) -> set[int]:
    return {
        index
        for index, token in enumerate(parse.tokens)
        if token.start < end and start < token.end and token.text.strip() != ""
    }


def _tokens(text: str, parse: Parse, start: int, end: int) -> set[int] | None:
    """Return the tokens of a marked place, or None when its numbers make no sense.

    One span in ten counts words, both ends included, where the others count characters: those are the
    empty ones, those that begin or end within a word, and those without the capital that the words have.
    """
    words = text[start:end]
    first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    whole = any(token.start == first for token in parse.tokens) and any(
        token.end == last for token in parse.tokens
    )
    counted = {at for at in range(start, end + 1) if at < len(parse.tokens)}
    named = any(parse.tokens[at].text[:1].isupper() for at in counted)
    if end > start and whole and (any(ch.isupper() for ch in words) or not named):
        return _between(parse, start, end)
    return counted if named and end < len(parse.tokens) else None


def _examples(sentences: Sequence[EventSentence]) -> Iterator[Example]:
    """Yield the names of the rows with readable marks: a place when half of it and its marks agree."""
    for sentence in sentences:
        if sentence.places is None:
            continue
        tree = Tree(sentence.parse)
        names = [
            name
            for number in range(len(sentence.parse.sentences))
            for name in names_in_sentence(tree, sentence.mentions, number)
        ]
        for name in names:
            tokens = set(range(name.first, name.last))
            around = {at for at in sentence.places if name.first - 1 <= at <= name.last}
            share = len(tokens & sentence.places) / len(tokens | around)
            answers = tuple(iter_clues(tree, sentence.event, name, names))
            yield Example(answers=answers, is_place=share >= 0.5, weight=1.0)


def main() -> None:
    """Fit on every other row and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled corpora")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args()
    path = given.data / CORPUS
    rows = [row for row in iter_sentences(path, every=2) if row.source != UNMARKED]
    examples = list(_examples(rows))
    weights, bias = fit(examples, vocabulary(examples, LEAST), penalty=PENALTY)
    lines = [f"# halterman, even rows\t{sha256_of_file(path)}", f"bias\t{bias:.3f}"]
    kept = {answer: weight for answer, weight in sorted(weights.items()) if abs(weight) >= SMALLEST}
    lines.extend(f"{answer}\t{weight:.2f}" for answer, weight in kept.items())
    write_output(given.output, "\n".join(lines) + "\n")
    print(f"{len(rows)} rows, {len(examples)} names, {len(kept)} weights in {given.output}")


if __name__ == "__main__":
    main()
