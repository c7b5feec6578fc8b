"""A small network over yes-or-no answers: what each adds to two scores, and to hidden units that add to both.

Its numbers are whole hundredths in a text table; the ones of an answer are read when it is first given, and
packed side by side into one long integer, so that adding up answers is adding integers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping

__all__ = ["UNIT", "PlaceNetwork"]

UNIT = 0.01
"""What a number of the table is counted in."""

_SCORES = 2
_MIDDLE = 1 << 31


class PlaceNetwork:
    """One hidden layer; units below zero add nothing.

    Args:
        bias: What both scores, then the hidden units, start with.
        output: What each hidden unit adds to the first score, and to the second.
        clues: For each answer what it adds to both scores, then to the hidden units.
    """

    def __init__(self, bias: str, output: tuple[str, str], clues: Mapping[str, str]) -> None:
        self._rows = [("bias", "all", bias), ("output", "own", output[0]), ("output", "chosen", output[1])]
        self._output = (_numbers(output[0]), _numbers(output[1]))
        self._layout = struct.Struct(f"<{_SCORES + len(self._output[0])}I")
        self._middle = int.from_bytes(self._layout.pack(*[_MIDDLE] * (self._layout.size // 4)), "little")
        self._bias = self._packed(bias)
        self._clues = clues
        self._read: dict[str, int] = {}

    def __len__(self) -> int:
        """Return the number of answers that count."""
        return len(self._clues)

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Yield the rows of its table: what they are about, the key, the numbers."""
        yield from self._rows
        for clue in sorted(self._clues):
            yield "clue", clue, self._clues[clue]

    def scores(self, clues: Iterable[str]) -> tuple[float, float]:
        """Return both scores of the answers that were given."""
        total = self._bias + self._middle
        for clue in clues:
            numbers = self._read.get(clue)
            if numbers is None and clue in self._clues:
                numbers = self._read[clue] = self._packed(self._clues[clue])
            if numbers is not None:
                total += numbers
        raised = self._layout.unpack(total.to_bytes(self._layout.size, "little"))
        sums = [number - _MIDDLE for number in raised]
        hidden = [max(0, number) for number in sums[_SCORES:]]
        first, second = (
            sums[at] * UNIT + sum(map(_product, hidden, output)) * UNIT * UNIT
            for at, output in enumerate(self._output)
        )
        return first, second

    def _packed(self, text: str) -> int:
        raised = self._layout.pack(*(number + _MIDDLE for number in _numbers(text)))
        return int.from_bytes(raised, "little") - self._middle


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


def _product(one: int, other: int) -> int:
    return one * other
