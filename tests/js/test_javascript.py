"""The front end's scripts by their own tools: node runs the unit tests, ESLint reads the code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
ESLINT = "GEOMAP_ESLINT"


def ran(*command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def node():
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed: the front end's scripts are NOT unit-tested")
    return found


@pytest.fixture(scope="module")
def eslint(node):
    usual = Path(sys.prefix) / "eslint" / "node_modules" / "eslint" / "bin" / "eslint.js"
    found = Path(os.environ.get(ESLINT) or usual)
    if not found.is_file():
        pytest.skip(f"no ESLint at {found}: run 'make lint-js'; the front end's scripts are NOT linted")
    return found


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.test.js")), ids=lambda path: path.name)
def test_units(node, path):
    told = ran(node, "--test", "--test-reporter=tap", str(path))
    assert "\n# fail 0\n" in told
    assert "\n# pass 0\n" not in told


def test_lint(node, eslint):
    ran(node, str(eslint), "--max-warnings=0", "geomap/rendering/static", "tests/js")


def test_linter_finds_a_sink(node, eslint, tmp_path):
    text = "(function () {\n  'use strict';\n  document.body.innerHTML = location.hash;\n})();\n"
    done = subprocess.run(
        [node, str(eslint), "--stdin", "--stdin-filename=geomap/rendering/static/sink.js"],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "textContent" in done.stdout
