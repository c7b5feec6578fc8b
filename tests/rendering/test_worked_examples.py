"""Maps inside other people's documents: a notebook that runs, and Markdown that pandoc turns into pages and Word."""

import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import html as lxml_html

from geomap.rendering import MapSettings, MapView, embed_snippet

ROOT = Path(__file__).parents[2]
CELL = """\
import geomap
geomap.map({path!r}, title="Notebook <map>")
"""


def test_a_map_offers_a_sandboxed_page_a_picture_and_words(frame):
    view = MapView(frame, MapSettings(title="T"))
    bundle = view._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/png", "text/plain"}
    assert bundle["image/png"].startswith("iVBORw0KGgo")
    (iframe,) = lxml_html.fromstring(f"<div>{bundle['text/html']}</div>").xpath("//iframe")
    assert "allow-same-origin" not in iframe.get("sandbox")
    assert set(view._repr_mimebundle_(include=["text/html"])) == {"text/html"}
    assert set(view._repr_mimebundle_(exclude=["image/png", "text/html"])) == {"text/plain"}


def test_a_notebook_runs_and_shows_the_map(tmp_path, examples, monkeypatch):
    for name in ("nbformat", "nbconvert", "ipykernel"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed: pip install nbconvert ipykernel")
    cell = {
        "cell_type": "code",
        "id": "map",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": CELL.format(path=str(examples / "article.txt")),
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    convert = [sys.executable, "-m", "nbconvert", "--execute", "--to"]
    for kind in ("notebook", "html"):
        done = subprocess.run(
            [*convert, kind, "--output", f"out-{kind}", str(tmp_path / "n.ipynb")],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    ran = json.loads((tmp_path / "out-notebook.ipynb").read_text(encoding="utf-8"))
    (output,) = ran["cells"][0]["outputs"]
    assert {"text/html", "image/png", "text/plain"} <= set(output["data"])
    page = lxml_html.fromstring((tmp_path / "out-html.html").read_bytes())
    (iframe,) = page.xpath("//iframe")
    assert iframe.get("title") == "Notebook <map>"
    assert "geomap-data" in iframe.get("srcdoc")


@pytest.fixture(scope="module")
def pandoc():
    if importlib.util.find_spec("pypandoc") is not None:
        import pypandoc

        return pypandoc.get_pandoc_path()
    found = shutil.which("pandoc")
    return found or pytest.skip("pandoc is not installed: pip install pypandoc-binary")


def test_markdown_with_a_map_becomes_a_page_and_a_word_document(tmp_path, frame, pandoc):
    view = MapView(frame, MapSettings(title="Week 6 & more"))
    view.save(tmp_path / "map.html")
    view.save(tmp_path / "map.png")
    text = f"# Briefing\n\n{embed_snippet(tmp_path / 'map.html', 'markdown', base=tmp_path)}\nEnd.\n"
    (tmp_path / "note.md").write_text(text, encoding="utf-8")
    for name in ("note.html", "note.docx"):
        subprocess.run([pandoc, "note.md", "-s", "--metadata", "title=x", "-o", name], cwd=tmp_path, check=True)
    page = lxml_html.fromstring((tmp_path / "note.html").read_bytes())
    (iframe,) = page.xpath("//iframe")
    assert (iframe.get("src"), iframe.get("title")) == ("map.html", "Week 6 & more")
    with zipfile.ZipFile(tmp_path / "note.docx") as archive:
        assert [name for name in archive.namelist() if name.endswith(".png")] != []
        assert b"iframe" not in archive.read("word/document.xml")
