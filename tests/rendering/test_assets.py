from hashlib import sha256
from importlib.resources import files

import pytest

from geomap.rendering import LANGUAGES
from geomap.rendering.assets import VENDORED_LINKS, front_end_script, iter_vendored, vendored_text

VENDOR = files("geomap.rendering") / "static" / "vendor"
STATIC = files("geomap.rendering") / "static"


@pytest.mark.parametrize("entry", iter_vendored(), ids=lambda entry: entry.name)
def test_vendored_file_is_the_published_one(entry):
    assert sha256((VENDOR / entry.name).read_bytes()).hexdigest() == entry.sha256


def test_every_vendored_file_is_declared():
    present = {path.name for path in VENDOR.iterdir()} - {"vendored.toml"}
    assert present == {entry.name for entry in iter_vendored()}


@pytest.mark.parametrize("name", sorted(set(VENDORED_LINKS.values())))
def test_vendored_text_carries_its_licence_and_no_outside_image(name):
    text = vendored_text(name)
    assert "copyright" in text[:400].lower()
    assert "url(images/" not in text


def test_every_front_end_script_is_in_the_page():
    scripts = [front_end_script(language) for language in LANGUAGES]
    for path in STATIC.iterdir():
        if path.name.endswith(".js"):
            assert any(path.read_text(encoding="utf-8") in script for script in scripts), path.name


def test_a_page_carries_the_words_of_its_own_language_and_english_only():
    assert "addLanguage('ar'" in front_end_script("ar")
    assert "addLanguage('ar'" not in front_end_script("en")


def test_front_end_never_reads_text_as_markup():
    script = front_end_script()
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert sink not in script


def test_front_end_files_are_short():
    for path in STATIC.iterdir():
        if path.name.endswith((".js", ".css")):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name
