"""The parts of the gazetteer's benchmark, each with its limits."""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.held_out_spellings import DEPTHS
from benchmarks.held_out_spellings import run as run_held_out
from benchmarks.killed import SEED as KILL_SEED
from benchmarks.killed import build_command, kill_builds
from benchmarks.processes import MEGABYTE, MEMORY_NOTE, answer_of, python, seconds_of, weigh
from benchmarks.questions import (
    MISSPELT_NOTE,
    NAMES_NOTE,
    POINTS_NOTE,
    draw_misspelt,
    draw_names,
    draw_points,
)
from benchmarks.synthetic_places import write_places
from benchmarks.table import Row, Section
from geomap.gazetteer import GazetteerInfo, open_gazetteer
from geomap.gazetteer.file import connect, default_path
from geomap.text import fold

RUNS = 7
FIRST_ANSWER = """
import sys
from geomap.gazetteer.store import open_gazetteer
open_gazetteer(sys.argv[1]).exact(sys.argv[2])
"""
SPELLING_LIMITS = {
    "Latin spelling": {1: 0.51, 5: 0.67},
    "Latin spelling, country known": {1: 0.60, 5: 0.76},
    "Arabic script to Latin": {5: 0.67},
}
KILLED_PLACES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is measured, and where.

    Attributes:
        work: An empty folder.
        data: The evaluation data.
        places: How many the large index has.
        file, index: Made earlier, to be used for the large index.
        cities: A GeoNames-format file whose builds are killed.
        tell: Called with a few words as the work goes on.
        names, misspelt, points, kills: How many are asked, and how many builds are killed.
    """

    work: Path
    data: Path
    places: int
    tell: Callable[[str], None]
    file: Path | None = None
    index: Path | None = None
    cities: Path | None = None
    names: int = 100_000
    misspelt: int = 1_000
    points: int = 1_000_000
    kills: int = 10


def default_section(settings: Settings) -> Section:
    """Measure the index that comes with geomap."""
    path = default_path()
    command = python("-m", "geomap", "lookup", "Baghdad")
    seconds_of(command)
    wall = statistics.median(seconds_of(command) for _ in range(RUNS))
    peak = weigh(command, every=0.002).peak
    asked = _ask(settings, path)
    rows = (
        Row(what="cold lookup: geomap lookup Baghdad", value=wall, unit="s", limit=0.5, decimals=2),
        Row(what="  its memory", value=_megabytes(peak), unit="MB", limit=150),
        *_speed_rows(asked, least=80_000),
        *_variant_rows(asked, limits=(None, None)),
        _reverse_row(settings, path),
    )
    note = f"{RUNS} runs, median; {NAMES_NOTE}; misspelt: {MISSPELT_NOTE}; {POINTS_NOTE}; {MEMORY_NOTE}"
    return Section(title=_title("Default index", path), rows=rows, note=note)


def large_section(settings: Settings) -> Section:
    """Build a large index, weigh the build, and ask the index in processes of their own."""
    path, build = settings.index, []
    if path is None:
        path = settings.work / "large.db"
        build = _build_rows(settings, path)
    start, bare = _start(path)
    asked = _ask(settings, path)
    rows = (
        *build,
        Row(what="file", value=_megabytes(path.stat().st_size), unit="MB", limit=2_500),
        Row(
            what="new process to first exact answer",
            value=1000 * start,
            unit="ms",
            limit=3_000 * bare + 50,
        ),
        Row(what="  bare Python start", value=1000 * bare, unit="ms"),
        *_speed_rows(asked, least=40_000),
        *_variant_rows(asked, limits=(5, 50)),
        Row(what="private memory after all that", value=_megabytes(asked["private"]), unit="MB", limit=60),
    )
    note = (
        f"start: {RUNS} runs of each in turn, median, limit 3 x bare + 50 ms; names as above; {MEMORY_NOTE}"
    )
    return Section(title=_title("Large index", path), rows=rows, note=note)


def spellings_section(settings: Settings) -> Section:
    """Ask for spellings that the index does not hold."""
    folder = settings.data / "gazetteer" / "wof"
    title = "Spellings held out of the index"
    if not folder.is_dir():
        return Section(
            title=title, rows=(), note=f"SKIPPED: no {folder}; name the data with GEOMAP_EVAL_DATA"
        )
    rows = []
    for what, score in run_held_out(folder, settings.work / "spellings").items():
        limits = SPELLING_LIMITS.get(what, {})
        rows += [
            Row(what=f"{what}: R@{depth}", value=recall, limit=limits.get(depth), at_least=True, decimals=3)
            for depth, recall in zip(DEPTHS, score.recalls, strict=True)
        ]
    note = (
        "1,000 queries each, drawn from Who's On First's tables of six countries; see held_out_spellings.py"
    )
    return Section(title=title, rows=tuple(rows), note=note)


def killed_section(settings: Settings) -> Section:
    """Kill builds of Who's On First's tables and of a GeoNames file."""
    tables = sorted((settings.data / "gazetteer" / "wof").glob("*.tsv.gz"))
    cities = settings.cities
    if cities is None:
        cities = settings.work / "cities.txt"
        write_places(cities, min(KILLED_PLACES, settings.places))
    notes = [
        "each killed (SIGKILL) at moments drawn from the time of a whole build, half over an earlier file"
    ]
    if not tables:
        notes.append(f"SKIPPED: no tables in {settings.data / 'gazetteer' / 'wof'}; see GEOMAP_EVAL_DATA")
    rows = []
    for number, sources in enumerate(filter(None, (tables, [cities]))):
        name = "Who's On First" if sources is tables else "GeoNames format"
        work = settings.work / f"killed{number}"
        work.mkdir()
        report = kill_builds(sources, work, kills=settings.kills, seed=KILL_SEED + number, tell=settings.tell)
        rows += [
            Row(what=f"{name}: a whole build", value=report.seconds, unit="s", decimals=1),
            Row(what="  builds killed", value=report.kills, limit=settings.kills, at_least=True),
            Row(what="  files left that open", value=report.opened, limit=0),
            Row(what="  earlier files changed", value=report.spoilt, limit=0),
            Row(what="  parts left", value=report.left),
            Row(what="  of them not hidden", value=report.visible, limit=0),
            Row(what="  of them there after a later build", value=report.unswept, limit=0),
        ]
    return Section(title="Builds that are killed", rows=tuple(rows), note="; ".join(notes))


def _build_rows(settings: Settings, path: Path) -> list[Row]:
    file = settings.file
    if file is None:
        file = settings.work / "large.txt"
        settings.tell(f"writing {settings.places:,} places")
        write_places(file, settings.places)
    settings.tell(f"building {path.name} from {file.name}")
    built = weigh(build_command(path, [file]), every=0.1)
    if settings.file is None:
        file.unlink()
    return [
        Row(what="build", value=built.seconds, unit="s", limit=900),
        Row(what="  its memory", value=_megabytes(built.peak), unit="MB", limit=1_000),
    ]


def _start(path: Path) -> tuple[float, float]:
    """Return the seconds of a process that gives one exact answer, and of one that does nothing."""
    answering, bare = python("-c", FIRST_ANSWER, str(path), "Baghdad"), python("-c", "pass")
    seconds_of(answering)
    pairs = [(seconds_of(answering), seconds_of(bare)) for _ in range(RUNS)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def _ask(settings: Settings, path: Path) -> dict[str, Any]:
    """Let another process ask names and misspelt names."""
    settings.tell(f"asking {path.name}")
    connection = connect(path)
    names = draw_names(connection, settings.names)
    questions = {
        "names": names,
        "keys": [fold(name) for name in names],
        "misspelt": draw_misspelt(connection, settings.misspelt),
    }
    connection.close()
    files = [settings.work / f"{what}.txt" for what in questions]
    for file, lines in zip(files, questions.values(), strict=True):
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    answer: dict[str, Any] = json.loads(
        answer_of(python("-m", "benchmarks.asking", str(path), *map(str, files)))
    )
    return answer


def _speed_rows(asked: dict[str, Any], *, least: float) -> list[Row]:
    return [
        Row(what="exact lookups", value=asked["keys"], unit="/s", limit=least, at_least=True),
        Row(what="  of names as they are written", value=asked["names"], unit="/s"),
        Row(what="  the same, giving whole places", value=asked["places"], unit="/s"),
    ]


def _variant_rows(asked: dict[str, Any], *, limits: tuple[float | None, float | None]) -> list[Row]:
    times = sorted(asked["variants"])
    last = times[math.ceil(0.99 * len(times)) - 1]
    return [
        Row(
            what="variant spelling, median",
            value=statistics.median(times),
            unit="ms",
            limit=limits[0],
            decimals=2,
        ),
        Row(what="variant spelling, 99th of 100", value=last, unit="ms", limit=limits[1], decimals=1),
    ]


def _reverse_row(settings: Settings, path: Path) -> Row:
    settings.tell(f"reverse of {settings.points:,} points")
    connection = connect(path)
    lats, lons = draw_points(connection, settings.points)
    connection.close()
    with open_gazetteer(path) as gazetteer:
        begun = time.perf_counter()
        gazetteer.reverse_many(lats, lons)
        seconds = time.perf_counter() - begun
    return Row(what=f"reverse of {settings.points:,} points", value=seconds, unit="s", limit=60, decimals=1)


def _title(what: str, path: Path) -> str:
    info = _info(path)
    return f"{what}: {info.places:,} places, {info.names:,} names, {info.short_digest}"


def _info(path: Path) -> GazetteerInfo:
    with open_gazetteer(path) as gazetteer:
        return gazetteer.info


def _megabytes(size: int | None) -> float | None:
    return None if size is None else size / MEGABYTE
