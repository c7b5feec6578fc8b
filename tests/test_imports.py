"""What a command costs before it does anything: imports, start-up time, memory."""

import json
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

HEAVY = ("folium", "geopandas", "numpy", "pandas", "pyogrio", "shapely", "spacy", "thinc", "trafilatura")

LOADED = """
import json, sys
from geomap.cli.main import main
sys.argv = ["geomap", *sys.argv[1:]]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
sys.stdout.flush()
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def best_of_five(*command):
    """Return the shortest wall time of a command in a process of its own, in seconds."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.parametrize(
    "args",
    [("--help",), ("--version",), ("lookup", "Baghdad"), ("reverse", "33.3", "44.4"), ("completion", "bash")],
    ids=" ".join,
)
def test_light_commands_load_no_heavy_package(args):
    done = subprocess.run([sys.executable, "-c", LOADED, *args], capture_output=True, check=True)
    loaded = json.loads(done.stderr.splitlines()[-1])
    assert not {name.partition(".")[0] for name in loaded} & set(HEAVY)


def test_importing_geomap_loads_next_to_nothing():
    code = "import sys; before = set(sys.modules); import geomap; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert {name for name in done.stdout.split() if name.startswith("geomap")} == {
        "geomap",
        "geomap._version",
    }


def test_building_the_package_needs_only_what_the_build_installs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = {requirement.partition("==")[0] for requirement in project["build-system"]["requires"]}
    named = [re.split(r"[<>=\[ ]", line, maxsplit=1)[0] for line in project["project"]["dependencies"]]
    absent = [name.replace("-", "_") for name in named if name not in installed] + [
        "docx",
        "markupsafe",
        "pandas",
    ]
    code = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
import geomap.gazetteer.build, geomap.rendering.basemap_build
"""
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_help_starts_within_three_times_click(record_property, capsys):
    click = best_of_five(sys.executable, "-c", "import click")
    ours = best_of_five(sys.executable, "-m", "geomap", "--help")
    with capsys.disabled():
        sys.stdout.write(
            f"\n  geomap --help {ours:.3f} s, import click {click:.3f} s, {ours / click:.2f} times\n"
        )
    assert ours < 3 * click


def test_lookup_is_fast_cold(capsys):
    seconds = best_of_five(sys.executable, "-m", "geomap", "lookup", "Baghdad")
    with capsys.disabled():
        sys.stdout.write(
            f"\n  geomap lookup Baghdad {seconds:.3f} s (goal 0.5 s, limit of this test 1.5 s)\n"
        )
    assert seconds < 1.5


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_lookup_is_small():
    code = (
        "import resource, subprocess, sys;"
        "command = [sys.executable, '-m', 'geomap', 'lookup', 'Baghdad'];"
        "subprocess.run(command, check=True, capture_output=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    kilobytes = int(done.stdout) // (1024 if sys.platform == "darwin" else 1)
    assert kilobytes < 150_000
