"""Train the recogniser of place names and write ``geomap/extraction/recogniser.tsv``.

``python -m training.recogniser --data FOLDER`` reads the corpora of ``training.examples.CORPORA`` from a
folder laid out as the evaluation data are. The same texts, gazetteer and language model give the same file.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from geomap.extraction.recogniser import THRESHOLD, Weights, pick, score_spans
from geomap.files import sha256_of_file, write_output
from geomap.gazetteer import open_gazetteer
from training.examples import CORPORA, Example, PreparedText, iter_examples, prepare, read_corpus
from training.fitting import fit, vocabulary

__all__ = ["main"]

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "geomap" / "extraction" / "recogniser.tsv"
LEAST = 4
"""An answer that is given less often gets no weight."""

PENALTY = 5.0
SMALLEST = 0.02
"""Smaller weights are left out."""

WHOLE = "geovirus"
"""The corpus whose documents are marked throughout, so that precision and recall can be told on it."""

FOLDS = 4


def main() -> None:
    """Train on every corpus, write the weights, and print figures for documents that were left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled corpora")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args()
    head = []
    texts: list[PreparedText] = []
    with open_gazetteer() as gazetteer:
        head.append(f"# gazetteer\t{gazetteer.info.digest}")
        for corpus, name in CORPORA.items():
            found = [prepare(text, gazetteer) for text in read_corpus(corpus, given.data, gazetteer)]
            texts.extend(found)
            head.append(
                f"# {corpus}\t{sha256_of_file(HERE / name if corpus == 'own' else given.data / name)}"
            )
            print(f"{corpus}: {len(found)} texts, {sum(len(text.spans) for text in found)} spans")
    examples = [list(iter_examples(text)) for text in texts]
    weights = train([example for some in examples for example in some])
    lines = [*head, f"bias\t{weights.bias:.4f}"]
    lines.extend(f"{answer}\t{weight:.3f}" for answer, weight in sorted(weights.answers.items()))
    write_output(given.output, "\n".join(lines) + "\n")
    print(f"{len(weights.answers)} weights in {given.output}")
    print_left_out(texts, examples)


def train(examples: Sequence[Example]) -> Weights:
    """Fit the weights."""
    answers, bias = fit(examples, vocabulary(examples, LEAST), penalty=PENALTY)
    kept = {answer: weight for answer, weight in answers.items() if abs(weight) >= SMALLEST}
    return Weights(bias=bias, answers=kept, corpora={})


def print_left_out(texts: Sequence[PreparedText], examples: Sequence[list[Example]]) -> None:
    """Print exact-span figures for documents, in folds, that the weights were not trained on."""
    right = found = wanted = 0
    for fold in range(FOLDS):
        out = [text.labelled.corpus == WHOLE and text.labelled.number % FOLDS == fold for text in texts]
        kept = [example for some, left in zip(examples, out, strict=True) if not left for example in some]
        weights = train(kept)
        for text, left in zip(texts, out, strict=True):
            if left:
                picked = pick(score_spans(text.view, text.spans, weights), THRESHOLD)
                spans = {(one.span.start, one.span.end) for one in picked}
                right += len(spans & set(text.labelled.places))
                found += len(spans)
                wanted += len(set(text.labelled.places))
    precision, recall = right / found, right / wanted
    score = 2 * precision * recall / (precision + recall)
    print(f"{WHOLE}, {FOLDS} folds: precision {precision:.3f}, recall {recall:.3f}, F1 {score:.3f}")


if __name__ == "__main__":
    main()
