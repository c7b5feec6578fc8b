"""How long a large table takes to geocode, and in what memory, beside a bare merge with its finished places.

Run with ``python -m benchmarks.tables``: a million rows in 100,000 distinct places, written to Parquet; the
same with a hundredth of both, for the growth of memory. ``--rows`` and ``--places`` take other numbers. The
merges, by pandas and by DuckDB where that is installed, read the same table and the places that were found.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from pathlib import Path

from benchmarks.processes import MEGABYTE, MEMORY_NOTE, python, seconds_of, weigh
from benchmarks.synthetic_table import COLUMNS, draw_places, write_table
from benchmarks.table import Row, Section, heading_lines, section_lines

SECONDS = 60.0
MEMORY_MB = 1500.0
KEYS = ("location", "admin2", "admin1", "country")

MERGE = """
import sys
import pandas as pd
rows = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
places = pd.read_parquet(sys.argv[2])
rows.merge(places, on={keys!r}, how="left").to_parquet(sys.argv[3])
"""

DUCKDB = """
import sys
import duckdb
duckdb.execute(
    "COPY (SELECT * FROM read_csv(?, all_varchar = true, force_not_null = {keys!r}) "
    "LEFT JOIN read_parquet(?) USING ({columns})) "
    "TO '" + sys.argv[3].replace("'", "''") + "' (FORMAT parquet)",
    [sys.argv[1], sys.argv[2]],
)
"""

PLACES = """
import sys
import pandas as pd
placed = pd.read_parquet(sys.argv[1])
placed.drop(columns={others!r}).drop_duplicates({keys!r}).to_parquet(sys.argv[2])
"""


def measure(folder: Path, rows: int, places: int, jobs: int | None) -> Section:
    """Write the tables, geocode them, and merge the larger with the places that were found."""
    drawn = draw_places(places)
    large, small = folder / "large.csv", folder / "small.csv"
    write_table(large, rows=rows, places=drawn)
    write_table(small, rows=max(2, rows // 100), places=drawn[: max(1, places // 100)])
    workers = () if jobs is None else ("--jobs", str(jobs))
    whole = weigh(_geocode(large, folder / "large.parquet", workers), every=0.2)
    part = weigh(_geocode(small, folder / "small.parquet", workers), every=0.2)
    others = [name for name in COLUMNS if name not in KEYS]
    bare = list(KEYS)
    found = str(folder / "places.parquet")
    seconds_of(python("-c", PLACES.format(others=others, keys=bare), str(folder / "large.parquet"), found))
    merging = [str(large), found, str(folder / "merged.parquet")]
    seconds = seconds_of(python("-c", MERGE.format(keys=bare), *merging))
    duck: float | None = None
    if importlib.util.find_spec("duckdb") is not None:
        duck = seconds_of(python("-c", DUCKDB.format(keys=bare, columns=", ".join(bare)), *merging))
    lines = [
        Row(what="geocoded to Parquet", value=whole.seconds, unit="s", limit=SECONDS, decimals=1),
        Row(what="rows a second", value=rows / whole.seconds, unit="/s"),
        Row(what="a pandas merge with the finished places", value=seconds, unit="s", decimals=1),
        Row(what="geocoding, in such merges", value=whole.seconds / seconds, decimals=1),
        Row(what="a DuckDB merge with them", value=duck, unit="s", decimals=1),
        Row(
            what="geocoding, in merges by DuckDB",
            value=None if duck is None else whole.seconds / duck,
            decimals=1,
        ),
        Row(what="a hundredth of the rows and places", value=part.seconds, unit="s", decimals=1),
    ]
    if whole.peak is not None and part.peak is not None:
        lines += [
            Row(what="memory", value=whole.peak / MEGABYTE, unit="MB", limit=MEMORY_MB),
            Row(what="memory for a hundredth", value=part.peak / MEGABYTE, unit="MB"),
        ]
    title = f"{rows:,} rows in {places:,} distinct places"
    return Section(title=title, rows=tuple(lines), note=MEMORY_NOTE)


def _geocode(table: Path, output: Path, workers: tuple[str, ...]) -> list[str]:
    return python("-m", "geomap", "geocode", str(table), "-o", str(output), "-q", *workers)


def main() -> int:
    """Print the table; return 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--places", type=int, default=100_000)
    parser.add_argument("--jobs", type=int)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        section = measure(Path(folder), asked.rows, asked.places, asked.jobs)
    sys.stdout.write("\n".join([*heading_lines(), *section_lines(section)]) + "\n")
    return 1 if any(row.is_missed for row in section.rows) else 0


if __name__ == "__main__":
    sys.exit(main())
