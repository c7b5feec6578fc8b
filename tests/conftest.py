"""What all tests share: no network, the command line in-process, one engine, labelled data."""

from __future__ import annotations

import ipaddress
import json
import os
import socket  # noqa: TID251 - guarded here, so that nothing else can use it
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from geomap.cli.main import main
from geomap.errors import MissingGazetteerError
from geomap.model import Document

ROOT = Path(__file__).parents[1]
EVAL_DATA = "GEOMAP_EVAL_DATA"


def _is_local(address):
    """Say whether a socket address stays on this machine."""
    if not isinstance(address, tuple):
        return True  # a Unix domain socket
    host = address[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Fail the test that connects to anything but this machine."""

    def guard(name):
        original = getattr(socket.socket, name)

        def connect(self, address):
            if not _is_local(address):
                pytest.fail(f"a connection to {address} was tried: geomap must not use the network")
            return original(self, address)

        return connect

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guard(name))


def pytest_collection_modifyitems(items):
    for item in items:
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)


@pytest.fixture(scope="session")
def shared_data():
    """Folder of the labelled evaluation data; the test skips, and says so, where there is none."""
    folder = Path(os.environ.get(EVAL_DATA) or ROOT.parent / "shared")
    if not (folder / "articles").is_dir():
        pytest.skip(f"no evaluation data at {folder}: name its folder with {EVAL_DATA}")
    return folder


@pytest.fixture(scope="session")
def examples():
    """Folder of the bundled examples."""
    return ROOT / "geomap" / "examples"


@pytest.fixture(scope="session")
def engine():
    """One engine with the default gazetteer and model, for all tests."""
    from geomap.pipeline.engine import Engine
    from geomap.pipeline.settings import Settings

    with Engine(Settings()) as opened:
        yield opened


@pytest.fixture
def geomap(capfdbinary, monkeypatch):
    """Run the ``geomap`` command in this process: ``geomap("map", path, stdin=b"...")``.

    Returns:
        code, out (bytes) and err (text); ``records()`` are the lines of out as JSON.
    """

    def call(*args, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["geomap", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", _stdin(stdin))
        capfdbinary.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(
            code=code,
            out=out,
            err=err.decode("utf-8"),
            records=lambda: [json.loads(line) for line in out.decode("utf-8").splitlines()],
        )

    return call


def _stdin(payload):
    import io

    return io.TextIOWrapper(io.BytesIO(payload), encoding="utf-8")


@pytest.fixture(scope="session")
def opened(request):
    try:
        return request.getfixturevalue("engine")
    except MissingGazetteerError as error:
        pytest.skip(str(error))


@pytest.fixture
def article():
    """Make an article: ``article(text, "2024-05-01", title="...")``."""

    def make(text, day=None, *, title=None):
        head = "" if title is None else f"{title}\n"
        return Document(
            id="d1",
            text=head + text,
            source="d1.txt",
            title=title,
            published=None if day is None else date.fromisoformat(day),
            title_span=None if title is None else (0, len(title)),
            body=(len(head), len(head) + len(text)),
        )

    return make


@pytest.fixture(scope="session")
def records():
    """Incidents as plain rows, of every kind that a map has to draw."""
    kept = json.loads((ROOT / "tests" / "rendering" / "incidents.json").read_text(encoding="utf-8"))
    return [{**kept["defaults"], **row} for row in kept["rows"]]
