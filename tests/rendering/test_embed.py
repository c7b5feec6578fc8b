import markdown_it
import pytest
from lxml import html as lxml_html

from geomap.errors import InputError, MissingInputError, UnknownNameError
from geomap.rendering import MapSettings, embed_snippet, render_map
from geomap.rendering.embed import SNIPPETS

TITLE = 'Week 6: "<b>" [x](y) | `z`'


@pytest.fixture
def page(tmp_path, frame):
    path = tmp_path / "a map & more.html"
    path.write_text(render_map(frame, MapSettings(title=TITLE)), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", sorted(SNIPPETS))
def test_every_snippet_is_sandboxed_lazy_titled_and_deterministic(page, kind, tmp_path):
    text = embed_snippet(page, kind, base=tmp_path)
    assert text == embed_snippet(page, kind, base=tmp_path)
    frame = lxml_html.fromstring(f"<div>{text}</div>").xpath("//iframe")[0]
    assert "allow-same-origin" not in frame.get("sandbox")
    assert (frame.get("loading"), frame.get("title")) == ("lazy", TITLE)
    assert "height:620px" in frame.get("style")
    if kind == "srcdoc":
        assert frame.get("srcdoc") == page.read_text(encoding="utf-8")
    else:
        assert frame.get("src") == "a%20map%20%26%20more.html"


def test_picture_beside_the_map_is_found_and_another_can_be_named(page, tmp_path):
    page.with_suffix(".png").write_bytes(b"")
    assert '<img src="a%20map%20%26%20more.png"' in embed_snippet(page, base=tmp_path)
    other = tmp_path / "pictures" / "x.svg"
    other.parent.mkdir()
    other.write_bytes(b"")
    assert '<img src="pictures/x.svg"' in embed_snippet(page, picture=other, base=tmp_path)
    assert 'src="../a%20map%20%26%20more.html"' in embed_snippet(page, base=other.parent)
    with pytest.raises(MissingInputError, match="no picture"):
        embed_snippet(page, picture=tmp_path / "none.png")


@pytest.mark.parametrize("kind", ["markdown", "myst", "quarto"])
def test_titles_mean_nothing_in_markdown(page, kind, tmp_path):
    page.with_suffix(".svg").write_bytes(b"")
    text = embed_snippet(page, kind, base=tmp_path)
    made = lxml_html.fromstring(markdown_it.MarkdownIt("commonmark").render(text.replace(":::", "")))
    (image,) = made.xpath("//img")
    assert (image.get("src"), image.get("alt")) == ("a%20map%20%26%20more.svg", TITLE)
    assert image.getparent().get("href") == "a%20map%20%26%20more.html"


def test_only_maps_of_ours_are_embedded(tmp_path):
    with pytest.raises(MissingInputError, match="geomap map INPUT -o"):
        embed_snippet(tmp_path / "none.html")
    for content in (b"<title>x</title>", b"\xff\xfe\x00"):
        (tmp_path / "x.html").write_bytes(content)
        with pytest.raises(InputError, match="geomap embed takes the HTML that geomap map writes"):
            embed_snippet(tmp_path / "x.html")
    with pytest.raises(UnknownNameError, match="known: iframe, markdown, myst, quarto, srcdoc"):
        embed_snippet(tmp_path / "x.html", "oembed")
