"""The documentation tells what is true: commands and code in it run, generated pages are current."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

from geomap.frame.schema import COLUMNS, PLACE_COLUMNS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINKING = [*PAGES, *(ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def blocks(language):
    """Return every fenced block of a language, with a readable id."""
    found = []
    for page in PAGES:
        for match in FENCE.finditer(page.read_text(encoding="utf-8")):
            if match[1] == language:
                line = page.read_text(encoding="utf-8")[: match.start()].count("\n") + 1
                found.append(pytest.param(match[2], id=f"{page.name}:{line}"))
    return found


def commands(block):
    """Return the commands of a console block, each with the output that is shown below it."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def shown_as_pattern(lines):
    """Return what a shown output matches: ``...`` stands for anything."""
    text = "\n".join(line.rstrip() for line in lines).strip()
    return re.compile(".*".join(re.escape(part) for part in text.split("...")), re.S)


@pytest.fixture
def desk(tmp_path, monkeypatch, examples):
    """A working directory that holds the bundled examples, as the pages say."""
    for name in ("article.txt", "incidents.csv"):
        (tmp_path / name).write_bytes((examples / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("block", blocks("console"))
def test_commands_run_and_say_what_is_shown(geomap, desk, block):
    for command, shown in commands(block):
        program, *args = shlex.split(command)
        assert program == "geomap", command
        done = geomap(*args)
        assert done.code == 0, f"{command}\n{done.err}"
        if shown:
            said = "\n".join(line.rstrip() for line in (done.out.decode("utf-8") + done.err).splitlines())
            assert shown_as_pattern(shown).fullmatch(said.strip()), f"{command}\n{said}"


@pytest.mark.parametrize("block", blocks("python"))
def test_code_runs(desk, block):
    exec(compile(block, "documentation", "exec"), {})


def generator():
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "scripts" / "write_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(text):
    return text.split()


def test_page_of_commands_is_what_help_says():
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert words(page) == words(generator().cli_page()), "write it again with: make docs"


def test_table_of_scoring_features_is_that_of_the_code():
    page = (ROOT / "docs" / "resolution.md").read_text(encoding="utf-8")
    assert page == generator().resolution_page(page), "write it again with: make docs"


def test_every_column_is_described_in_order():
    page = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert named == list(COLUMNS)
    first, last = PLACE_COLUMNS[0], PLACE_COLUMNS[-2]
    assert f"`{first}` to `{last}`" in page


def test_every_closed_list_of_values_is_told():
    page = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    for column in COLUMNS.values():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{column.name}` |"))
        assert all(f"`{choice}`" in row for choice in column.choices), column.name


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in LINKING:
        named = set(re.findall(r"(?:`|^)make ([\w-]+)", page.read_text(encoding="utf-8"), re.M))
        assert named <= targets, page.name


def test_version_is_in_the_changelog():
    from geomap import __version__

    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
