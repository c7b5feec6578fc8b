"""A small network over yes-or-no clues: one hidden layer, two scores for each example, in numpy.

The first score says whether an example is right by itself; the second chooses one of a group's examples, or
none of them, which scores 0. Networks of several parts of the examples stand side by side in one, which
scores their mean. The random numbers come from fixed seeds: the same examples give the same network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.examples import Example

__all__ = ["FittedNetwork", "fit_network", "join_networks"]

_HIDDEN = 20
_ROUNDS, _BATCH = 16, 64
_RATE, _PENALTY = 0.003, 2e-4
_CLUES_LEFT_OUT, _UNITS_LEFT_OUT = 0.3, 0.5
_DECAY, _DECAY_OF_SQUARES, _TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedNetwork:
    """The numbers of a network.

    Attributes:
        clues: For each clue what it adds to both scores and to each hidden unit.
        bias: What both scores and the hidden units start with.
        output: What each hidden unit adds to both scores when it is above zero.
    """

    clues: dict[str, list[float]]
    bias: list[float]
    output: list[list[float]]


class _Parameter:
    """Numbers that move against their slope (Adam); rows whose clues a batch lacks stay as they are."""

    def __init__(self, numbers: np.ndarray) -> None:
        self.numbers = numbers.astype(np.float32)
        self.mean = np.zeros_like(self.numbers)
        self.square = np.zeros_like(self.numbers)

    def move(self, rows: np.ndarray | slice, slope: np.ndarray, rate: float, step: int) -> None:
        mean = self.mean[rows] = _DECAY * self.mean[rows] + (1 - _DECAY) * slope
        square = _DECAY_OF_SQUARES * self.square[rows] + (1 - _DECAY_OF_SQUARES) * slope * slope
        self.square[rows] = square
        size = np.sqrt(square / (1 - _DECAY_OF_SQUARES**step)) + _TINY
        self.numbers[rows] -= rate * (mean / (1 - _DECAY**step)) / size


class _Learner:
    """A network while it learns."""

    def __init__(self, count: int, rng: np.random.Generator) -> None:
        start = rng.normal(0, 0.05, (count, 2 + _HIDDEN))
        start[:, :2] = 0.0
        self.clues = _Parameter(start)
        self.bias = _Parameter(np.concatenate([[-1.0, -1.0], np.zeros(_HIDDEN)]))
        self.output = _Parameter(rng.normal(0, 0.1, (_HIDDEN, 2)))
        self.rng = rng
        self.step = 0

    def learn(
        self, columns: Sequence[np.ndarray], right: np.ndarray, groups: np.ndarray, rate: float
    ) -> None:
        """Take one step by a batch; some clues and hidden units are left out at random."""
        self.step += 1
        flat = np.concatenate(columns)
        kept = self.rng.random(len(flat)) > _CLUES_LEFT_OUT
        rows = np.repeat(np.arange(len(columns)), [len(one) for one in columns])[kept]
        flat = flat[kept]
        sums = _add_up(self.clues.numbers[flat], rows, len(columns)) / (1 - _CLUES_LEFT_OUT)
        sums += self.bias.numbers
        mask = (self.rng.random((len(columns), _HIDDEN)) > _UNITS_LEFT_OUT) / np.float32(1 - _UNITS_LEFT_OUT)
        hidden = np.maximum(sums[:, 2:], 0) * mask
        pull = _pull(sums[:, :2] + hidden @ self.output.numbers, right, groups)
        back = np.concatenate([pull, (pull @ self.output.numbers.T) * mask * (sums[:, 2:] > 0)], axis=1)
        order = np.argsort(flat, kind="stable")
        used, places = np.unique(flat[order], return_inverse=True)
        slope = _add_up(back[rows[order]], places, len(used)) / (1 - _CLUES_LEFT_OUT)
        self.output.move(slice(None), hidden.T @ pull + _PENALTY * self.output.numbers, rate, self.step)
        self.bias.move(slice(None), back.sum(0), rate, self.step)
        self.clues.move(used, slope + _PENALTY * self.clues.numbers[used], rate, self.step)


def _add_up(numbers: np.ndarray, rows: np.ndarray, count: int) -> np.ndarray:
    """Return the sums of the numbers of each row; the rows' numbers rise."""
    total = np.zeros((count, numbers.shape[1]), np.float32)
    if len(rows):
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        total[rows[starts]] = np.add.reduceat(numbers, starts, axis=0)
    return total


def _pull(scores: np.ndarray, right: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return the slope of the loss by both scores."""
    count = int(groups[-1]) + 1
    most = np.zeros(count)
    np.maximum.at(most, groups, scores[:, 1])
    raised = np.exp(scores[:, 1] - most[groups])
    whole = np.exp(-most) + np.bincount(groups, raised, count)
    shared = np.maximum(np.bincount(groups, right, count), 1.0)
    own = 1 / (1 + np.exp(-np.clip(scores[:, 0], -50, 50))) - right
    chosen = raised / whole[groups] - right / shared[groups]
    return (np.stack([own, chosen], axis=1) / count).astype(np.float32)


def fit_network(
    examples: Sequence[Example], groups: Sequence[int], words: Sequence[str], *, seed: int = 0
) -> FittedNetwork:
    """Return the network that tells the right examples from the others.

    Args:
        examples: What to learn from; where several of a group are right, each is chosen a little.
        groups: The number of each example's group.
        words: The answers that are looked at.
        seed: Of the random numbers.
    """
    index = {word: number for number, word in enumerate(words)}
    columns = [np.array([index[a] for a in one.answers if a in index], np.int64) for one in examples]
    right = np.array([float(one.is_place) for one in examples])
    members: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        members.setdefault(group, []).append(number)
    whole = list(members.values())
    rng = np.random.default_rng(seed)
    learner = _Learner(len(words), rng)
    for turn in range(_ROUNDS):
        order = rng.permutation(len(whole))
        for first in range(0, len(order), _BATCH):
            batch = [whole[at] for at in order[first : first + _BATCH]]
            chosen = np.concatenate(batch)
            numbers = np.repeat(np.arange(len(batch)), [len(one) for one in batch])
            learner.learn(
                [columns[at] for at in chosen], right[chosen], numbers, _RATE * (1 - turn / _ROUNDS)
            )
    return FittedNetwork(
        clues=dict(zip(words, learner.clues.numbers.tolist(), strict=True)),
        bias=learner.bias.numbers.tolist(),
        output=learner.output.numbers.tolist(),
    )


def join_networks(networks: Sequence[FittedNetwork]) -> FittedNetwork:
    """Return one network that scores the mean of several: their hidden units stand side by side."""
    count = len(networks)
    nothing = [0.0] * (2 + _HIDDEN)
    words = sorted({word for one in networks for word in one.clues})
    return FittedNetwork(
        clues={word: _side_by_side([one.clues.get(word, nothing) for one in networks]) for word in words},
        bias=_side_by_side([one.bias for one in networks]),
        output=[[number / count for number in unit] for one in networks for unit in one.output],
    )


def _side_by_side(rows: Sequence[list[float]]) -> list[float]:
    """Return the mean of what is added to both scores, then what is added to all hidden units."""
    scores = [sum(row[at] for row in rows) / len(rows) for at in range(2)]
    return [*scores, *(number for row in rows for number in row[2:])]
