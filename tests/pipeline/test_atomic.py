"""The same input gives the same bytes; a run that is killed leaves the old output as it was."""

import os
import subprocess
import sys
import time

import pytest

from geomap.errors import OutputError
from geomap.files import atomic_path, write_output

SEVERAL_COMMANDS = """
import sys
from geomap.cli.main import main

examples, folder = sys.argv[1:]
for line in (
    f"demo -o {folder}",
    f"map {examples} -o {folder}/both.html -q",
    f"geocode {examples}/incidents.csv -o {folder}/placed.csv -q",
    f"parse {examples}/article.txt -o {folder}/mentions.jsonl -q",
    f"export {folder}/incidents.csv -o {folder}/again.geojson -q",
):
    sys.argv = ["geomap", *line.split(" ")]
    try:
        main()
    except SystemExit as stop:
        assert not stop.code, line
"""


def run_apart(examples, folder, *, seed):
    """Write every kind of output in a process of its own, with its own order of sets."""
    subprocess.run(
        [sys.executable, "-c", SEVERAL_COMMANDS, str(examples), str(folder)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_second_run_gives_the_same_bytes(examples, tmp_path):
    first = run_apart(examples, tmp_path / "1", seed="1")
    second = run_apart(examples, tmp_path / "2", seed="2")
    assert len(first) == 7
    assert first.keys() == second.keys()
    for name, payload in first.items():
        assert payload == second[name], name
        assert payload != b""
    assert first["again.geojson"] == first["incidents.geojson"]


SLOW_WRITER = """
import sys, time
from pathlib import Path
from geomap import files

def slow(part, path):
    print("half-way", flush=True)
    time.sleep(600)

files._publish = slow
from geomap.cli.main import main
main()
"""


@pytest.mark.parametrize("command", ["map", "extract"])
def test_a_killed_run_leaves_the_old_output(command, examples, tmp_path):
    """The process is killed when all is written to the temporary file, just before it takes the name."""
    output = tmp_path / ("old.html" if command == "map" else "old.csv")
    output.write_bytes(b"the old output")
    args = [command, str(examples / "incidents.csv"), "-o", str(output), "-q"]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_WRITER, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert process.stdout.readline().strip() == b"half-way", process.stderr.read()
        process.kill()
        assert process.wait(timeout=60) != 0
    finally:
        process.kill()
        process.communicate()
    assert output.read_bytes() == b"the old output"
    left = [path.name for path in tmp_path.iterdir() if path != output]
    assert all(name.startswith(".") and name.endswith(".part") for name in left)
    assert (
        subprocess.run([sys.executable, "-m", "geomap", *args], capture_output=True, check=False).returncode
        == 0
    )
    assert output.read_bytes() != b"the old output"


def test_a_run_killed_at_any_moment_leaves_old_or_new_but_nothing_between(examples, tmp_path):
    output = tmp_path / "x.geojson"
    output.write_bytes(b"the old output")
    command = [
        sys.executable,
        "-m",
        "geomap",
        "extract",
        str(examples / "incidents.csv"),
        "-o",
        str(output),
        "-q",
    ]
    for moment in (0.05, 0.6):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        process.kill()
        process.wait(timeout=60)
        text = output.read_bytes()
        assert text == b"the old output" or text.endswith(b"]}\n")


def test_a_failed_block_leaves_nothing_behind(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")

    def fail():
        with atomic_path(path) as part:
            part.write_bytes(b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.csv"]
    assert path.read_bytes() == b"old"


def test_an_error_names_the_file(tmp_path):
    with pytest.raises(OutputError, match="it is a folder"):
        write_output(tmp_path, "x")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=r"map\.html"):
        write_output(tmp_path / "file" / "map.html", "x")


def test_line_ends_are_written_as_they_are(tmp_path):
    write_output(tmp_path / "x.txt", "a\nb\r\nü\n")
    assert (tmp_path / "x.txt").read_bytes() == "a\nb\r\nü\n".encode()
