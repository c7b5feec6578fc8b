import pytest

from geomap.extraction.inflection import MAX_FORMS, iter_base_forms
from geomap.text import fold


@pytest.mark.parametrize(
    ("language", "form", "base"),
    [
        ("ru", "Киеве", "Киев"),
        ("ru", "Сирией", "Сирия"),
        ("ru", "Харьковской области", "Харьковская область"),
        ("ru", "Ростове-на-Дону", "Ростов-на-Дону"),
        ("uk", "Києві", "Київ"),
        ("uk", "Львова", "Львів"),
        ("pl", "Warszawie", "Warszawa"),
        ("pl", "Lwowa", "Lwów"),
        ("tr", "Ankaradan", "Ankara"),
        ("de", "Syriens", "Syrien"),
        ("cs", "Praze", "Praha"),
        ("fi", "Helsingissä", "Helsingi"),
    ],
)
def test_the_base_form_is_among_those_tried(language, form, base):
    assert fold(base) in list(iter_base_forms(fold(form).split(), language))


def test_a_language_without_endings_has_no_forms():
    assert list(iter_base_forms(["paris"], "fr")) == []


def test_the_word_itself_is_no_base_form_and_the_number_is_bounded():
    forms = list(iter_base_forms(["харьковскои", "области", "россии"], "ru"))
    assert "харьковскои области россии" not in forms
    assert 0 < len(forms) < MAX_FORMS


def test_short_words_are_left_alone():
    assert list(iter_base_forms(["он"], "ru")) == []
