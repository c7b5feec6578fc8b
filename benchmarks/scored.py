"""What the benchmarks on labelled data share: options, a table, a file of figures, an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from benchmarks.table import Section, heading_lines, section_lines

__all__ = ["run_scored"]


class Figures(Protocol):
    """What a benchmark found."""

    def as_json(self) -> str:
        """Return the figures as JSON."""
        ...


FiguresT = TypeVar("FiguresT", bound=Figures)


def run_scored(
    part: str,
    files: Sequence[Path],
    score: Callable[[], FiguresT],
    sections: Callable[[FiguresT], Iterable[Section]],
) -> int:
    """Score, print the table, and write the figures; return 1 when a floor is missed, 2 without the data.

    Args:
        part: Name of the benchmark's module.
        files: The labelled data that it needs.
        score: Does the work.
        sections: Makes the table of what was found.
    """
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{part}")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args()
    missing = [path for path in files if not path.is_file()]
    if missing:
        message = f"no {missing[0]}: name the evaluation data's folder with GEOMAP_EVAL_DATA"
        print(message, file=sys.stderr)
        return 2
    result = score()
    found = list(sections(result))
    print("\n".join(heading_lines()))
    for section in found:
        print("\n".join(section_lines(section)))
    if options.json is not None:
        options.json.write_text(result.as_json(), encoding="utf-8", newline="\n")
    return int(any(row.is_missed for section in found for row in section.rows))
