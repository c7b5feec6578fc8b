"""The quality gate: figures must not fall below pinned floors, on corpora pinned by their digest."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.errors import InputError

__all__ = ["Floor", "PinnedCorpus", "read_floors"]

SHAPE = "[[corpus]] file, sha256, source_location?, [[corpus.floor]] metric, floor, subset?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A figure's least value.

    Attributes:
        metric: Keys of the figures' JSON, joined with dots: ``plain.gold_spans.all_gold.acc_161``.
        floor: Least value over the whole corpus.
        subset: Least value over the subset of the quick gate; None: not looked at there.
    """

    metric: str
    floor: float
    subset: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedCorpus:
    """A corpus file with the floors that hold for it."""

    file: str
    sha256: str
    source_location: bool
    floors: tuple[Floor, ...]

    def failures(self, record: Mapping[str, Any], *, subset: bool = False) -> list[str]:
        """Return a sentence for each floor that the figures of a corpus do not reach.

        Args:
            record: What ``CorpusReport.record`` returns.
            subset: Whether the figures are those of the subset.
        """
        digest = record["facts"]["sha256"]
        if digest != self.sha256:
            return [f"{self.file} is another file: its sha256 is {digest}, the floors are for {self.sha256}"]
        return [
            sentence
            for floor in self.floors
            if (least := floor.subset if subset else floor.floor) is not None
            and (sentence := _failure(self.file, floor.metric, least, record)) is not None
        ]


def _failure(file: str, metric: str, least: float, record: Mapping[str, Any]) -> str | None:
    value: Any = record
    for key in metric.split("."):
        if not isinstance(value, Mapping) or key not in value:
            return f"{file}: the figures have no {metric}"
        value = value[key]
    if not isinstance(value, (int, float)):
        return f"{file}: {metric} is {value}, and no number"
    return None if value >= least else f"{file}: {metric} is {value:.5f}, its floor is {least:.5f}"


def read_floors(path: Path) -> tuple[PinnedCorpus, ...]:
    """Read a file of floors.

    Raises:
        InputError: It is not TOML of that shape.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_pinned(entry) for entry in table["corpus"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: not a file of floors ({SHAPE}): {error}") from error


def _pinned(entry: dict[str, Any]) -> PinnedCorpus:
    floors = (
        Floor(
            metric=str(one["metric"]),
            floor=float(one["floor"]),
            subset=None if one.get("subset") is None else float(one["subset"]),
        )
        for one in entry["floor"]
    )
    return PinnedCorpus(
        file=str(entry["file"]),
        sha256=str(entry["sha256"]),
        source_location=bool(entry.get("source_location", False)),
        floors=tuple(floors),
    )
