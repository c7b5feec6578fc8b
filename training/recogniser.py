"""Train the recogniser of place names and write ``geomap/extraction/recogniser.tsv``.

``python -m training.recogniser --data FOLDER`` reads the corpora that :data:`training.examples.CORPORA` names from a folder laid
out as the evaluation data are. The same texts, gazetteer and language model give the same file.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from geomap.files import sha256_of_file, write_output
from geomap.gazetteer import open_gazetteer
from training.examples import CORPORA, Example, iter_examples, read_corpus
from training.fitting import fit, vocabulary

__all__ = ["main"]

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "geomap" / "extraction" / "recogniser.tsv"
LEAST = 5
"""An answer that is given less often gets no weight."""

PENALTY = 5.0
SMALLEST = 0.02
"""Smaller weights are left out."""


def main() -> None:
    """Train on every corpus and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled corpora")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args()
    examples: list[Example] = []
    lines = []
    with open_gazetteer() as gazetteer:
        lines.append(f"# gazetteer\t{gazetteer.info.digest}")
        for corpus, name in CORPORA.items():
            texts = read_corpus(corpus, given.data, gazetteer)
            found = [example for text in texts for example in iter_examples(text, gazetteer)]
            examples.extend(found)
            path = HERE / name if corpus == "own" else given.data / name
            lines.append(f"# {corpus}\t{sha256_of_file(path)}")
            places = sum(example.is_place for example in found)
            print(f"{corpus}: {len(texts)} texts, {len(found)} spans, {places} of them places")
    weights, bias = fit(examples, vocabulary(examples, LEAST), penalty=PENALTY)
    kept = {answer: weight for answer, weight in weights.items() if abs(weight) >= SMALLEST}
    lines.append(f"bias\t{bias:.4f}")
    lines.extend(f"{answer}\t{weight:.3f}" for answer, weight in sorted(kept.items()))
    write_output(str(given.output), "\n".join(lines) + "\n")
    print(f"{len(kept)} weights in {given.output}")


if __name__ == "__main__":
    main()
