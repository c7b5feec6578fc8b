"""How long writing incidents takes, beside pyogrio writing the same frame alone, in one run.

Run with ``python -m benchmarks.export``: made-up incidents, each with its own title, quote and link.
GeoJSON is written three times in turns, and the shortest times count. Ends with 1 when GeoJSON takes
more than 1.5 times as long as pyogrio.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.synthetic_incidents import draw_incidents
from geomap.exporters import ExportSettings, export_frame

MOST = 1.5
"""Times as long as pyogrio that GeoJSON may take."""

ROUNDS = 3
FORMATS = ("geojson", "geojsonl", "csv", "gpkg", "parquet", "fgb", "kml", "xlsx")


def main() -> int:
    """Write and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000)
    count = parser.parse_args().incidents
    frame = draw_incidents(count)
    import pyogrio

    print(f"{count:,} incidents, best of {ROUNDS}")
    print(f"{'writer':<20}{'s':>8}{'MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pyogrio.geojson"
        alone, ours = _both(
            lambda: pyogrio.write_dataframe(frame, path),
            lambda: export_frame(frame, Path(folder) / "x.geojson"),
        )
        _tell("pyogrio GeoJSON", alone, path)
        _tell("geomap geojson", ours, Path(folder) / "x.geojson")
        for name in FORMATS[1:]:
            target = Path(folder) / f"x.{name}"
            _tell(f"geomap {name}", _time(lambda target=target: export_frame(frame, target)), target)
        target = Path(folder) / "rings.gpkg"
        rings = ExportSettings(rings=True)
        _tell("geomap gpkg, rings", _time(lambda: export_frame(frame, target, settings=rings)), target)
    print(f"GeoJSON takes {ours / alone:.2f} times as long as pyogrio; at most {MOST} is wanted")
    return int(ours > MOST * alone)


def _both(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Return the shortest time of each, taken in turns, so that both see the same machine."""
    times = [(_time(first), _time(second)) for _ in range(ROUNDS)]
    return min(one for one, _ in times), min(other for _, other in times)


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _tell(writer: str, seconds: float, path: Path) -> None:
    print(f"{writer:<20}{seconds:>8.1f}{path.stat().st_size / 1e6:>8.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
