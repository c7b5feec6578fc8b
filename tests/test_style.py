"""House style that no linter knows: sizes of files and functions, numbers of parameters."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "geomap"
FILES = sorted(PACKAGE.rglob("*.py"))
LINES, FUNCTION_LINES, PARAMETERS = 300, 60, 7
FOREIGN = {("geopy_geocoder.py", "geocode")}
"""Functions whose parameters another project's interface names one by one."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_sizes(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno - node.lineno + 1 <= FUNCTION_LINES, node.name
            named = [entry.arg for entry in (*node.args.args, *node.args.kwonlyargs) if entry.arg != "self"]
            assert len(named) <= PARAMETERS or (path.name, node.name) in FOREIGN, node.name
