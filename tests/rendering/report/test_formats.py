"""Reports opened again by other programs: a browser is in tests/browser, here are their readers."""

import re
import zipfile
from xml.etree import ElementTree

import docx
import markdown_it
import pypdfium2
import pytest
from lxml import html as lxml_html

from geomap.errors import InputError, MissingInputError, UnknownNameError
from geomap.rendering import MapSettings
from geomap.rendering.report import ReportSettings, RunNotes, bundled_template, compose_report, write_report
from geomap.rendering.report.picture import map_picture

FORMATS = ["docx", "html", "md", "pdf"]
NOTES = RunNotes(counts="1 document", attribution=("Places: GeoNames (CC BY 4.0)",), version="0.1.0", gazetteer_digest="abc")


def report_of(frame, **choices):
    settings = ReportSettings(**choices)
    picture, _ = map_picture(frame, MapSettings(language=settings.language))
    return compose_report(frame, settings, NOTES, picture=picture)


@pytest.fixture(scope="module")
def english(many):
    return report_of(many, title="Week 6 <b>&", limit=12)


@pytest.fixture(scope="module")
def arabic(many):
    return report_of(many, language="ar", limit=12)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_report_gives_the_same_bytes(frame, tmp_path, kind):
    made = [write_report(report_of(frame), tmp_path / f"{name}.{kind}").sha256 for name in ("a", "a")]
    assert made[0] == made[1]


def test_html_holds_texts_as_text_and_loads_nothing(english, tmp_path, hostile_texts):
    write_report(english, tmp_path / "brief.html")
    page = lxml_html.fromstring((tmp_path / "brief.html").read_bytes())
    assert page.xpath("//script|//object|//form|//base|//link") == []
    assert {element.get("src")[:26] for element in page.xpath("//img")} == {"data:image/svg+xml;base64,"}
    assert set(page.xpath("//a/@href")) == {"https://example.org/a?b=1&c=(2)"}
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'; script-src 'none';" in policy
    said = page.text_content()
    for text in (hostile_texts[0], hostile_texts[1], "</script><script>alert(1)</script>"):
        assert text in said
    assert page.xpath("//h1")[0].text_content() == "Week 6 <b>&"
    assert len(page.xpath("//tbody/tr")) == 300
    assert len(page.xpath("//article")) == 12


def test_markdown_means_only_what_we_wrote(english, tmp_path):
    write_report(english, tmp_path / "my brief.md")
    text = (tmp_path / "my brief.md").read_text(encoding="utf-8")
    made = lxml_html.fromstring(markdown_it.MarkdownIt("gfm-like", {"linkify": False}).render(text))
    assert {entry for entry in made.xpath("//img/@src")} == {"my%20brief-map.svg", "my%20brief-timeline.svg"}
    for name in ("my brief-map.svg", "my brief-timeline.svg"):
        ElementTree.fromstring((tmp_path / name).read_bytes())
    assert set(made.xpath("//a/@href")) <= {"https://example.org/a?b=1&c=(2)", "https://example.org/a?b=1&c=%282%29"}
    assert len(made.xpath("//table[1]/tbody/tr")) == 300
    assert {len(row) for row in made.xpath("//table[1]/tbody/tr")} == {6}
    assert made.xpath("//script|//hr|//code|//style") == []
    assert len(made.xpath("//h1")) == 1


def test_word_document_has_headings_tables_pictures_and_no_clock(english, tmp_path):
    write_report(english, tmp_path / "brief.docx")
    document = docx.Document(tmp_path / "brief.docx")
    headings = [part.text for part in document.paragraphs if part.style.name.startswith(("Title", "Heading 1"))]
    assert headings[:2] == ["Week 6 <b>&", "Incidents"]
    table = next(entry for entry in document.tables if entry.rows[0].cells[0].text == "No.")
    assert len(table.rows) == 301
    assert len(document.inline_shapes) == 2
    assert document.core_properties.title == "Week 6 <b>&"
    with zipfile.ZipFile(tmp_path / "brief.docx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in archive.read("docProps/core.xml")
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert set(re.findall(r'Target="(\w+:[^"]*)"', relations)) == {"https://example.org/a?b=1&amp;c=(2)"}


def test_arabic_word_document_reads_from_the_right(arabic, tmp_path):
    write_report(arabic, tmp_path / "brief.docx")
    with zipfile.ZipFile(tmp_path / "brief.docx") as archive:
        markup = archive.read("word/document.xml").decode()
    assert markup.count("<w:bidiVisual/>") >= 14
    assert "<w:rtl/>" in markup
    assert "تقرير الحوادث" in markup


@pytest.mark.parametrize("language", ["english", "arabic"])
def test_pdf_cuts_nothing_and_keeps_to_its_margins(request, language, tmp_path):
    told = []
    write_report(request.getfixturevalue(language), tmp_path / "brief.pdf", tell=told.append)
    assert told == []
    document = pypdfium2.PdfDocument(tmp_path / "brief.pdf")
    said = []
    for page in document:
        text = page.get_textpage()
        said.append(text.get_text_range())
        for index in range(text.count_rects()):
            left, bottom, right, top = (value * 25.4 / 72 for value in text.get_rect(index))
            assert left >= 13.5
            assert right <= 197
            assert bottom >= 5
            assert top <= 290
    assert len(document) > 10
    assert sum("alert(1)" in page for page in said) > 1
    if language == "english":
        whole = " ".join(" ".join(page.split()) for page in said)
        assert all(f"Report {number} of" in whole for number in (1, 4, 5, 299))
        assert len(list(document.get_toc())) == 5


def test_pdf_draws_letters_that_its_font_lacks_as_boxes_and_says_so(records, tmp_path):
    from geomap.frame import from_records

    rows = [{**row, "title": "東京 तूफान"} for row in records]
    told = []
    write_report(report_of(from_records(rows)), tmp_path / "x.pdf", tell=told.append)
    assert "are drawn as □" in told[0]
    assert "東" in told[0]


def test_a_report_of_one_article_has_its_brief_on_the_first_page(tmp_path, examples):
    import geomap

    frame = geomap.extract(examples / "article.txt")
    geomap.report(frame, tmp_path / "brief.pdf", title="Drone strike on a car kills militia commander in Baghdad")
    document = pypdfium2.PdfDocument(tmp_path / "brief.pdf")
    first, second = (document[index].get_textpage().get_text_range() for index in (0, 1))
    count = frame["incident_id"].nunique()
    assert re.search(rf"^{count} .*\d{{1,2}} \w{{3}} \d{{4}}", first, re.M)
    assert "Each incident with its words" in second


def test_template_of_ones_own(english, tmp_path):
    mine = tmp_path / "mine.html"
    mine.write_text("<p>{{ report.title }}: {{ report.sections | length }}", encoding="utf-8")
    write_report(english, tmp_path / "x.html", template=mine)
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == "<p>Week 6 &lt;b&gt;&amp;: 7"
    copied = tmp_path / "copy.md"
    copied.write_text(bundled_template("md"), encoding="utf-8")
    write_report(english, tmp_path / "a.md", template=copied)
    write_report(english, tmp_path / "b.md")
    assert (tmp_path / "a.md").read_text(encoding="utf-8").replace("a-", "b-") == (tmp_path / "b.md").read_text(encoding="utf-8").replace("a-", "b-")  # fmt: skip


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ report.__class__.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{{ report.sections.__setattr__ }}",
        "{% for x in report %}",
        "{{ nosuch.thing }}",
        "{{ 1 / 0 }}",
    ],
)
def test_templates_reach_nothing_and_faults_are_one_line(english, tmp_path, attack):
    mine = tmp_path / "mine.html"
    mine.write_text(attack, encoding="utf-8")
    with pytest.raises(InputError, match=r"the template .*mine\.html.* cannot be used") as caught:
        write_report(english, tmp_path / "x.html", template=mine)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "x.html").exists()


def test_templates_that_are_not_there_or_not_for_that_format(english, tmp_path):
    with pytest.raises(MissingInputError, match="no template"):
        write_report(english, tmp_path / "x.html", template=tmp_path / "none.html")
    with pytest.raises(UnknownNameError, match="takes no template; those that do: html, md"):
        write_report(english, tmp_path / "x.pdf", template=tmp_path / "none.html")
    with pytest.raises(UnknownNameError, match="known: docx, html, md, pdf"):
        write_report(english, tmp_path / "x.odt")
    with pytest.raises(UnknownNameError, match="html, md"):
        bundled_template("pdf")


def test_markdown_to_standard_output_holds_its_drawings(english, capfdbinary):
    write_report(english, "-", to_format="md")
    assert capfdbinary.readouterr().out.count(b"](data:image/svg+xml;base64,") == 2
