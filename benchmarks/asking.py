"""Ask an index the questions of some files, as a process of its own: ``python -m benchmarks.asking``.

Takes the index and files of names, of their keys and of misspelt names, one a line; writes one JSON object.
It reads the names as it asks them, so that what it holds in the end is the gazetteer's.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.processes import private_memory
from geomap.gazetteer.store import open_gazetteer

ROUNDS = 3


def ask_all(index: Path, names: Path, keys: Path, misspelt: Path) -> dict[str, Any]:
    """Return names asked per second, the milliseconds of each variant, and private bytes in the end."""
    with open_gazetteer(index) as gazetteer:
        speeds = {
            "keys": _per_second(gazetteer.ids, keys),
            "names": _per_second(gazetteer.ids, names),
            "places": _per_second(gazetteer.exact, names),
        }
        variants = []
        with misspelt.open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                begun = time.perf_counter()
                gazetteer.candidates(line.rstrip("\n"))
                variants.append(1000 * (time.perf_counter() - begun))
        return {**speeds, "variants": variants, "private": private_memory()}


def _per_second(question: Callable[[str], object], names: Path) -> float:
    """Return how many names are asked per second, in the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        asked = 0
        begun = time.perf_counter()
        with names.open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                question(line.rstrip("\n"))
                asked += 1
        best = max(best, asked / (time.perf_counter() - begun))
    return best


if __name__ == "__main__":
    json.dump(ask_all(*map(Path, sys.argv[1:5])), sys.stdout)
