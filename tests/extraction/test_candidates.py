import pytest

from geomap.extraction import parse_document
from geomap.extraction.candidates import find_name_spans
from geomap.extraction.document_names import read_names
from geomap.extraction.view import TextView
from geomap.model import Document


@pytest.fixture(scope="session")
def view_of(opened):
    def view(text):
        return TextView(text, parse_document(Document(id="d", text=text, source="d"), opened.model))

    return view


@pytest.fixture(scope="session")
def spans_of(opened, view_of):
    def spans(text):
        found = find_name_spans(view_of(text), opened.gazetteer)
        return {text[span.start : span.end]: span for span in found}

    return spans


def test_every_known_part_of_a_run_is_a_candidate(spans_of):
    found = spans_of("Ann Marysville of New York City Hall left the Gulf of Mexico.")
    assert {"Marysville", "New York", "New York City", "York", "Gulf of Mexico", "Mexico"} <= found.keys()
    assert found["New York"].evidence is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They camped in Qorvath County.", "Qorvath County"),
        ("They camped by Lake Qorvath.", "Lake Qorvath"),
        ("They camped near Qorvath yesterday.", "Qorvath"),
        ("They camped in the village of Qorvath.", "Qorvath"),
        ("They camped along Qorvath Creek.", "Qorvath Creek"),
    ],
)
def test_names_that_nothing_bears_are_candidates_beside_words_for_places(spans_of, text, name):
    assert spans_of(text)[name].evidence is None


def test_a_name_that_the_model_takes_for_a_date_is_a_candidate(spans_of):
    assert "Turbat" in spans_of("In Turbat, unidentified gunmen on a motorcycle fired at a barber's shop.")


def test_days_and_sums_are_no_candidates(spans_of):
    assert spans_of("she paid on Friday, May 4, in March 2011 or on Monday.") == {}


@pytest.mark.parametrize(
    ("text", "name", "form", "unit"),
    [
        ("He lives in Bowling Green, Ky., now.", "Ky.", "press", "US.KY"),
        ("He lives in Bowling Green, Ky.", "Ky.", "press", "US.KY"),
        ("He lives in Bowling Green, KY 42101.", "KY", "postal", "US.KY"),
        ("He lives in Trenton, N.J., now.", "N.J.", "press", "US.NJ"),
    ],
)
def test_abbreviations_of_states_say_which(spans_of, text, name, form, unit):
    found = spans_of(text)
    assert (found[name].form, found[name].unit) == (form, unit)
    assert name.rstrip(".") not in found.keys() - {name}


def test_short_forms_are_written_out(spans_of):
    assert spans_of("The Mt. Vernon team won.")["Mt. Vernon"].evidence is not None


def test_sentences_are_written_in_capitals_as_headlines_or_as_text(view_of):
    assert set(view_of("TWO MEN HELD AFTER BANK RAID.").mode) == {"caps"}
    assert set(view_of("Council Votes Against New Stadium Near River").mode) == {"title"}
    assert set(view_of("The council voted against a new stadium.").mode) == {"text"}


def test_the_models_places_are_cut_at_commas_and_trimmed(view_of):
    view = view_of("She flew to Lyon, France, and then to the Netherlands.")
    words = [" ".join(view.words[piece.first : piece.last]) for piece in view.entities]
    assert words == ["Lyon", "France", "Netherlands"]


def test_a_document_says_what_its_names_are(opened, view_of):
    text = (
        "Walter Clinton was held in Paducah, Ky., on Monday. Clinton denied it. "
        "Police in Mayfield and in Paducah searched his house."
    )
    view = view_of(text)
    names = read_names(view, find_name_spans(view, opened.gazetteer))
    assert names.persons["clinton"] == 1
    assert names.located["paducah"] == 2
    assert names.units == {"US.KY"}
    assert names.countries == {"US"}


def test_parts_of_longer_names_are_told(opened, view_of):
    view = view_of("Rain fell on Santa Cruz all day.")
    spans = find_name_spans(view, opened.gazetteer)
    names = read_names(view, spans)
    inner = next(span for span in spans if view.text[span.start : span.end] == "Santa")
    assert names.longer[inner.first, inner.last].startswith("opens")
