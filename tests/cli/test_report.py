import json

import pytest


@pytest.fixture
def article(examples):
    return examples / "article.txt"


@pytest.mark.parametrize("name", ["brief.docx", "brief.html", "brief.md", "brief.pdf"])
def test_report_writes_every_format_by_extension(geomap, article, tmp_path, name):
    done = geomap("report", article, "-o", tmp_path / name)
    assert done.code == 0, done.err
    assert f"Report: {tmp_path / name}" in done.err
    start = (tmp_path / name).read_bytes()[:60]
    assert start.startswith(
        {"docx": b"PK", "html": b"<!doctype html>", "md": b"# Drone", "pdf": b"%PDF"}[name[6:]]
    )


def test_report_of_an_incidents_file_with_filters_title_language_and_limit(geomap, article, tmp_path):
    assert geomap("extract", article, "-o", tmp_path / "i.geojson", "-q").code == 0
    looks = ("--title", "أسبوع", "--lang", "ar", "--limit", "1", "--since", "2024-02-06")
    done = geomap("report", tmp_path / "i.geojson", "--to", "md", "-o", "-", *looks)
    text = done.out.decode("utf-8")
    assert done.code == 0, done.err
    assert text.startswith("# أسبوع\n")
    assert text.count("\n### ") == 1
    assert "2023" not in text
    assert "GeoNames" in text


def test_method_note_counts_and_names_what_could_not_be_used(geomap, tmp_path):
    rows = "date,place,killed\n2024-02-30,Baghdad,3\n2024-02-01,Xqzvwk,many\n"
    (tmp_path / "t.csv").write_text(rows, encoding="utf-8")
    done = geomap("report", tmp_path / "t.csv", "--to", "md", "-o", "-")
    text = done.out.decode("utf-8")
    assert "This run: 2 rows, 2 mentions: 1 resolved, 0 ambiguous, 1 unresolved" in text
    assert "“Xqzvwk” was not found in the gazetteer" in text
    assert "t.csv, row 1: " in text
    assert str(tmp_path) not in text


def test_interactive_map_is_in_html_only(geomap, article, tmp_path):
    done = geomap("report", article, "-o", tmp_path / "a.html", "--interactive")
    assert done.code == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert 'sandbox="allow-scripts' in page
    assert "allow-same-origin" not in page
    assert "srcdoc=" not in geomap("report", article, "-o", "-").out.decode("utf-8")


def test_maps_of_a_report_are_drawn_with_land_and_boundaries_of_ones_own(geomap, article, tmp_path):
    square = {"type": "Polygon", "coordinates": [[[30, 25], [50, 25], [50, 40], [30, 40], [30, 25]]]}
    features = [{"type": "Feature", "properties": {}, "geometry": square}]
    for name in ("land", "lines"):
        content = json.dumps({"type": "FeatureCollection", "features": features})
        (tmp_path / f"{name}.geojson").write_text(content, encoding="utf-8")
    own = ("--basemap", tmp_path / "land.geojson", "--boundaries", tmp_path / "lines.geojson")
    done = geomap("report", article, "-o", tmp_path / "own.html", "--interactive", *own)
    assert done.code == 0, done.err
    page = (tmp_path / "own.html").read_text(encoding="utf-8")
    assert "Base map: land.geojson." in page
    assert "Boundaries: lines.geojson." in page
    assert "geomap-boundaries" in page
    assert "geomap-towns" in page
    assert "Natural Earth 5.1.1" not in page


def test_missing_boundaries_are_said_before_anything_is_read(geomap, tmp_path):
    done = geomap(
        "report", tmp_path / "none.txt", "-o", tmp_path / "x.html", "--boundaries", tmp_path / "b.gpkg"
    )
    assert done.code == 1
    assert "b.gpkg" in done.err


def test_template_can_be_written_changed_and_used(geomap, article, tmp_path):
    mine = tmp_path / "mine.md"
    done = geomap("report", "--write-template", mine)
    assert (done.code, done.out) == (0, b"")
    mine.write_text(mine.read_text(encoding="utf-8") + "\nSeen by {{ report.generator }}\n", encoding="utf-8")
    done = geomap("report", article, "-o", tmp_path / "x.md", "--template", mine)
    assert done.code == 0, done.err
    assert "Seen by geomap 0.1.0" in (tmp_path / "x.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("-o", "x.odt"), 1, "known: docx, html, md, pdf"),
        (("-o", "x.pdf", "--template", "none.html"), 1, "takes no template"),
        (("-o", "x.md", "--interactive"), 2, "--interactive is for HTML reports"),
        (("-o", "x.html", "--template", "none.html"), 1, "no template none.html"),
        (("--write-template", "x.pdf"), 1, "not made by a template"),
        (("--limit", "-1"), 2, "--limit"),
    ],
)
def test_faults_are_one_line_and_write_nothing(geomap, article, tmp_path, monkeypatch, args, code, said):
    monkeypatch.chdir(tmp_path)
    done = geomap("report", article, *args)
    assert (done.code, done.out) == (code, b"")
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_embed_prints_a_snippet_and_writes_one_from_another_folder(geomap, article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert geomap("map", article, "-o", "map.html", "-q").code == 0
    done = geomap("embed", "map.html", "--height", "300", "--title", "A & B")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(b'<iframe src="map.html" title="A &amp; B"')
    assert b"height:300px" in done.out
    assert geomap("map", article, "-o", "map.svg", "-q").code == 0
    assert geomap("embed", "map.html", "--as", "markdown", "-o", "notes/map.md").code == 0
    assert "](../map.svg)](../map.html)" in (tmp_path / "notes" / "map.md").read_text(encoding="utf-8")
    done = geomap("embed", "nothing.html")
    assert (done.code, done.out) == (1, b"")
    assert "geomap map INPUT -o nothing.html" in done.err
    assert geomap("embed", "map.html", "--as", "oembed").code == 2
