"""New processes, timed and weighed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PROC = Path("/proc")
HAS_PROC = (PROC / "self" / "smaps_rollup").is_file()
MEMORY_NOTE = (
    "memory: the largest sum of the resident memory of the process and its children"
    if HAS_PROC
    else "memory: the largest resident memory of any one process (getrusage); the sum cannot be had here"
)
MEGABYTE = 1_000_000


class Finished(NamedTuple):
    """What became of a process: its wall time in seconds, and the most memory in bytes where it is known."""

    seconds: float
    peak: int | None


def python(*args: str) -> list[str]:
    """Return the command that runs this Python with arguments."""
    return [sys.executable, *args]


def environment() -> dict[str, str]:
    """Return an environment in which this checkout is found and compiled modules are kept, as installed."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    path = [str(ROOT), *filter(None, [kept.get("PYTHONPATH", "")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(path), "PYTHONUTF8": "1"}


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process whose output is thrown away, errors apart."""
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment())


def seconds_of(command: Sequence[str]) -> float:
    """Run a process to its end and return the wall time."""
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment(), check=True)
    return time.perf_counter() - begun


def answer_of(command: Sequence[str]) -> str:
    """Run a process to its end and return what it wrote."""
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment(), check=True, encoding="utf-8")
    return done.stdout


def weigh(command: Sequence[str], *, every: float) -> Finished:
    """Run a process to its end; look at the memory of it and its children every so many seconds.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    begun = time.perf_counter()
    process = start(command)
    peak = 0
    while True:
        if HAS_PROC:
            peak = max(peak, _memory_of_tree(process.pid))
        try:
            code = process.wait(timeout=every)
        except subprocess.TimeoutExpired:
            continue
        break
    seconds = time.perf_counter() - begun
    if code != 0:
        raise subprocess.CalledProcessError(code, command)
    return Finished(seconds, peak if HAS_PROC else _largest_child())


def private_memory() -> int | None:
    """Return the bytes that this process alone holds, file pages apart; None where that cannot be had."""
    if not HAS_PROC:
        return None
    fields = _fields(PROC / "self" / "smaps_rollup")
    return max(fields["Pss_Anon"], fields["Private_Dirty"])


def _memory_of_tree(root: int) -> int:
    """Return the resident bytes of a process and all below it; the first one's are its most so far."""
    children = defaultdict(list)
    for entry in PROC.iterdir():
        if entry.name.isdecimal():
            children[_parent(entry)].append(int(entry.name))
    total = _field(root, "VmHWM")
    waiting = list(children[root])
    while waiting:
        one = waiting.pop()
        total += _field(one, "VmRSS")
        waiting += children[one]
    return total


def _parent(entry: Path) -> int:
    try:
        return int(
            (entry / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()[1]
        )
    except (FileNotFoundError, ProcessLookupError):
        return -1


def _field(process: int, name: str) -> int:
    try:
        return _fields(PROC / str(process) / "status").get(name, 0)
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _fields(path: Path) -> dict[str, int]:
    """Return the sizes that a file of /proc lists in kB, in bytes."""
    rows = (line.split() for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return {row[0].rstrip(":"): int(row[1]) * 1024 for row in rows if len(row) == 3 and row[2] == "kB"}


def _largest_child() -> int | None:
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
