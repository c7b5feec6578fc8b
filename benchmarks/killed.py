"""Builds killed at a random moment, ten times: is there ever a file that opens and is not whole?"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import python, seconds_of, start
from geomap.errors import GazetteerError
from geomap.files import sha256_of_file
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.file import default_path

SEED = 11
_TWO_HOURS = 7_200
_EARLIEST = 0.02
"""Share of a whole build's time; before it there is no Python yet to be killed."""

WHOLE = "whole.db"


@dataclass(slots=True, kw_only=True)
class KillReport:
    """What killed builds left behind.

    Attributes:
        seconds: What a whole build takes, at the quickest that was seen.
        kills: Builds that were killed before their file was in place.
        finished: Builds whose file was in place before the drawn moment; others were killed in their stead.
        opened: Files that killed builds left and that open, hidden ones included.
        spoilt: Kills after which the earlier output was not the same bytes any more.
        left: Files that killed builds left.
        visible: Those of them that are not hidden.
        unswept: Those of them that a later build did not remove.
    """

    seconds: float
    kills: int = 0
    finished: int = 0
    opened: int = 0
    spoilt: int = 0
    left: int = 0
    visible: int = 0
    unswept: int = 0


def build_command(output: Path, sources: Sequence[Path]) -> list[str]:
    """Return the command by which users build a gazetteer."""
    return python("-m", "geomap", "gazetteer", "build", "-q", "-o", str(output), *map(str, sources))


def kill_builds(
    sources: Sequence[Path],
    work: Path,
    *,
    kills: int = 10,
    seed: int = SEED,
    tell: Callable[[str], None] = lambda _: None,
) -> KillReport:
    """Build once whole, then kill builds at moments drawn from its time, half of them over an earlier file.

    The earlier file is a copy of the default gazetteer, so that it cannot be taken for a new one.

    Args:
        sources: What is built.
        work: An empty folder.
        kills: How many builds to kill.
        seed: Of the draw.
        tell: Called with a few words before each kill.
    """
    whole, output = work / WHOLE, work / "places.db"
    report = KillReport(seconds=seconds_of(build_command(whole, sources)))
    done, earlier = sha256_of_file(whole), sha256_of_file(default_path())
    draw = random.Random(seed)
    seen = {whole, output}
    while report.kills < kills:
        over = report.kills % 2 == 1
        output.unlink(missing_ok=True)
        if over:
            shutil.copyfile(default_path(), output)
        moment = report.seconds * draw.uniform(_EARLIEST, 1.0)
        tell(f"kill {report.kills + 1} of {kills} after {moment:.1f} s of {report.seconds:.1f} s")
        took = _kill_one(build_command(output, sources), moment)
        if took is not None or (output.exists() and sha256_of_file(output) == done):
            report.finished += 1
            report.seconds = min(report.seconds, moment if took is None else took)
            continue
        report.kills += 1
        if over:
            report.spoilt += sha256_of_file(output) != earlier or not opens(output)
        else:
            report.opened += opens(output)
        fresh = set(work.iterdir()) - seen
        report.opened += sum(opens(path) for path in fresh)
        seen |= fresh
    _sweep(report, sorted(seen - {whole, output}), build_command(output, sources))
    return report


def opens(path: Path) -> bool:
    """Say whether a file is taken for a whole gazetteer."""
    try:
        open_gazetteer(path).close()
    except GazetteerError:
        return False
    return True


def _kill_one(command: list[str], moment: float) -> float | None:
    """Start a build and kill it after so many seconds; return how long it took if it was done before."""
    begun = time.perf_counter()
    process = start(command)
    try:
        code = process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None
    if code != 0:
        raise subprocess.CalledProcessError(code, command)
    return time.perf_counter() - begun


def _sweep(report: KillReport, left: list[Path], command: list[str]) -> None:
    """Let what was left grow old, build once more, and count what is still there."""
    report.left = len(left)
    report.visible = sum(not path.name.startswith(".") for path in left)
    old = time.time() - _TWO_HOURS
    for path in left:
        os.utime(path, (old, old))
    seconds_of(command)
    report.unswept = sum(path.exists() for path in left)
