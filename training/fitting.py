"""Logistic regression over sparse yes-or-no clues, in numpy; the same on every run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from training.examples import Example

__all__ = ["fit", "vocabulary"]

_MEMORY = 10


def vocabulary(examples: Sequence[Example], least: int) -> list[str]:
    """Return the answers that are given at least so often, sorted."""
    counts = Counter(answer for example in examples for answer in example.answers)
    return sorted(answer for answer, count in counts.items() if count >= least)


class _Problem:
    """The penalised loss and its slope; the bias is the last number and bears no penalty."""

    def __init__(self, examples: Sequence[Example], words: Sequence[str], penalty: float) -> None:
        index = {word: number for number, word in enumerate(words)}
        columns = [[index[a] for a in example.answers if a in index] for example in examples]
        self.size = len(words) + 1
        self.rows = np.repeat(np.arange(len(columns)), [len(row) for row in columns])
        self.columns = np.array([column for row in columns for column in row], dtype=np.int64)
        self.signs = np.array([1.0 if example.is_place else -1.0 for example in examples])
        self.weights = np.array([example.weight for example in examples])
        self.penalty = penalty

    def __call__(self, numbers: np.ndarray) -> tuple[float, np.ndarray]:
        totals = np.bincount(self.rows, numbers[self.columns], len(self.signs)) + numbers[-1]
        margins = self.signs * totals
        loss = float(np.sum(self.weights * np.logaddexp(0.0, -margins)))
        pull = -self.weights * self.signs / (1.0 + np.exp(np.clip(margins, -50, 50)))
        slope = np.append(np.bincount(self.columns, pull[self.rows], self.size - 1), pull.sum())
        slope[:-1] += self.penalty * numbers[:-1]
        return loss + 0.5 * self.penalty * float(numbers[:-1] @ numbers[:-1]), slope


def fit(
    examples: Sequence[Example], words: Sequence[str], *, penalty: float, rounds: int = 250
) -> tuple[dict[str, float], float]:
    """Return the weight of each answer, and the bias, of a logistic regression.

    Args:
        examples: What to learn from.
        words: The answers that get weights.
        penalty: Of squared weights.
        rounds: Most steps.
    """
    return _descend(_Problem(examples, words, penalty), words, rounds)


def _descend(problem: _Problem, words: Sequence[str], rounds: int) -> tuple[dict[str, float], float]:
    """Find the least loss: L-BFGS with halved steps."""
    at = np.zeros(problem.size)
    loss, slope = problem(at)
    pairs: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(rounds):
        direction = _direction(slope, pairs)
        step, descent = 1.0, float(slope @ direction)
        fresh = at + direction
        fresh_loss, fresh_slope = problem(fresh)
        while fresh_loss > loss + 1e-4 * step * descent and step > 1e-8:
            step /= 2
            fresh = at + step * direction
            fresh_loss, fresh_slope = problem(fresh)
        pairs = [*pairs[-_MEMORY + 1 :], (fresh - at, fresh_slope - slope)]
        done = loss - fresh_loss < 1e-7 * abs(loss)
        at, loss, slope = fresh, fresh_loss, fresh_slope
        if done:
            break
    return {word: float(number) for word, number in zip(words, at, strict=False)}, float(at[-1])


def _direction(slope: np.ndarray, pairs: Sequence[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return the L-BFGS direction of descent."""
    pull = slope.copy()
    factors = []
    for moved, turned in reversed(pairs):
        share = 1.0 / float(moved @ turned)
        factor = share * float(moved @ pull)
        pull -= factor * turned
        factors.append((share, factor))
    if pairs:
        moved, turned = pairs[-1]
        pull *= float(moved @ turned) / float(turned @ turned)
    else:
        pull /= max(1.0, float(np.linalg.norm(slope)))
    for (moved, turned), (share, factor) in zip(pairs, reversed(factors), strict=True):
        pull += moved * (factor - share * float(turned @ pull))
    return -pull
