"""Likeness of many pairs of names at once, as columns: the same figures as one by one, in less time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geomap.gazetteer.similarity import DIFFERENT, DOUBLED, STEPS, letters_of, substitutes

__all__ = ["likeness_of_pairs"]

_GROUP = 8_192
"""Pairs that are compared at a time, of nearly the same length."""


def likeness_of_pairs(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Return how alike the two folded Latin keys of each pair are, as ``likeness`` says of one."""
    import numpy as np

    written = [(letters_of(left), letters_of(right)) for left, right in pairs]
    letters = sorted(set("".join(key for pair in written for key in pair)) | {"\0"})
    costs = _cost_table(letters)
    codes = np.array([ord(letter) for letter in letters], dtype=np.uint32)
    order = sorted(range(len(written)), key=lambda at: (len(written[at][0]), len(written[at][1])))
    alike = np.ones(len(written))
    for start in range(0, len(order), _GROUP):
        numbers = order[start : start + _GROUP]
        lefts, rights = (np.array([written[at][side] for at in numbers]) for side in (0, 1))
        distances, longest = _distances(_numbers(lefts, codes), _numbers(rights, codes), costs)
        alike[numbers] = np.where(
            longest == 0, 1.0, np.maximum(0.0, 1.0 - distances / np.maximum(STEPS * longest, 1))
        )
    return alike.tolist()


def _cost_table(letters: Sequence[str]) -> tuple[Any, Any]:
    """Return what it costs to write one letter for another, and to add or leave one out, by their numbers."""
    import numpy as np

    numbers = {letter: number for number, letter in enumerate(letters)}
    table = np.full((len(letters), len(letters)), DIFFERENT, dtype=np.int16)
    known = substitutes()
    for letter, number in numbers.items():
        table[number, number] = 0
        for other, cost in known.get(letter, {}).items():
            if other in numbers:
                table[number, numbers[other]] = cost
    return table, np.array([known[""].get(letter, DIFFERENT) for letter in numbers], dtype=np.int16)


def _numbers(texts: Any, codes: Any) -> Any:  # noqa: ANN401 - numpy arrays
    """Return texts as one line for each position, of the numbers of their letters there; 0 behind the end."""
    import numpy as np

    width = texts.dtype.itemsize // 4
    found = np.searchsorted(codes, texts.view(np.uint32).reshape(len(texts), width))
    return np.ascontiguousarray(found.T)


def _distances(left: Any, right: Any, costs: tuple[Any, Any]) -> tuple[Any, Any]:  # noqa: ANN401
    """Return the weighted edit distances of pairs, one line of their tables at a time, and the lengths."""
    import numpy as np

    table, free = costs
    flat, width = table.ravel(), len(table)
    lengths = [(side > 0).sum(axis=0) for side in (left, right)]
    drops, adds = (_added(side, free) for side in (left, right))
    row = [np.zeros(left.shape[1], dtype=np.int16)]
    for add in adds:
        row.append(row[-1] + add)
    found = np.stack(row)[lengths[1], np.arange(left.shape[1])]
    for at, (letter, drop) in enumerate(zip(left * width, drops, strict=True), start=1):
        diagonal = row[0]
        below = [diagonal + drop]
        for other, add, above in zip(right, adds, row[1:], strict=True):
            best = np.minimum(below[-1] + add, diagonal + flat.take(letter + other))
            below.append(np.minimum(best, above + drop))
            diagonal = above
        row = below
        ends = np.flatnonzero(lengths[0] == at)
        if len(ends) > 0:
            found[ends] = np.stack([column[ends] for column in row])[lengths[1][ends], np.arange(len(ends))]
    return found, np.maximum(*lengths)


def _added(numbers: Any, free: Any) -> Any:  # noqa: ANN401
    """Return what adding or leaving out each letter costs."""
    weights = free[numbers]
    weights[1:][numbers[1:] == numbers[:-1]] = DOUBLED
    return weights
