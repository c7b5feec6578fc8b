import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.extraction import load_model
from geomap.extraction.casing import is_all_capitals, true_case
from geomap.model import Document

WIRE = (
    "   SAN SALVADOR, 3 JAN 90 -- [TEXT] GUERRILLAS OF THE FARABUNDO FRONT [FMLN] ATTACKED AN ARMY POST "
    "IN CHALATENANGO ON MONDAY. THE SALVADORAN PRESIDENT SPOKE IN LA UNION. U.S. TROOPS LEFT PANAMA."
)


@pytest.fixture(scope="session")
def recase(opened):
    def written(text, **fields):
        doc = Document(id="d1", text=text, source="d1.txt", **fields)
        copy = true_case(doc, load_model(), opened.gazetteer)
        assert len(copy.text) == len(text)
        return copy.text

    return written


def test_wire_copy_is_written_in_ordinary_case(recase):
    text = recase(WIRE)
    assert "San Salvador, 3 Jan 90 -- [Text] Guerrillas of the" in text
    assert "attacked an army post in Chalatenango on Monday. The Salvadoran president" in text
    assert "La Union. U.S. troops left Panama." in text
    assert "[FMLN] attacked" in text


def test_people_are_written_as_names_and_short_forms_stay(recase):
    text = recase(
        "A GRENADE WOUNDED LUIS CASTRO OF THE MIR, UPI REPORTED AMID PROTESTS OF CARLOS ORTEGA IN COVENAS."
    )
    assert text == (
        "A grenade wounded Luis Castro of the MIR, UPI reported amid protests of Carlos Ortega in Covenas."
    )


def test_ordinary_text_is_left_alone(opened):
    doc = Document(id="d1", text="NATO and the EU met in Riga on Friday.\nUN, EU, US.", source="d1.txt")
    assert true_case(doc, load_model(), opened.gazetteer) is doc


def test_a_headline_in_capitals_follows_the_text_below_it(recase):
    text = recase("BOMB KILLS THREE IN QARDHO MARKET\n\nA bomb killed three in Qardho, said Abdi Yare.")
    assert text.startswith("Bomb kills three in Qardho market\n\nA bomb killed")


@pytest.mark.parametrize(
    "text",
    [
        "İSTANBUL AND İZMİR WERE SHAKEN BY AN EARTHQUAKE ON SUNDAY NIGHT",
        "THE STRAẞE WAS CLOSED AND THE ﬁRE BURNT ALL NIGHT LONG",
        "🚨🚨 FIRE IN HAIFA AND IN ACRE, POLICE SAY 👩‍👩‍👧",
        "ΑΘΗΝΑ AND THE OTHER CITIES OF THE SOUTH WERE CALM",
    ],
)
def test_length_and_letters_stay(recase, text):
    assert [ch.casefold() for ch in recase(text)] == [ch.casefold() for ch in text]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("GUERRILLAS ATTACKED A POST", True),
        ("UN AND EU", False),
        ("Guerrillas attacked a POST", False),
        ("حمص دمشق حلب بيروت", False),
        ("", False),
        ("1990 -- 2000 -- 3000", False),
    ],
)
def test_what_is_in_capitals(text, verdict):
    letters = any(ch.isupper() for ch in text)
    assert (is_all_capitals(text) and letters) is verdict


def test_mentions_and_quotes_are_the_words_of_the_text(opened):
    text = (
        "A CAR BOMB KILLED FIVE POLICEMEN IN MEDELLIN YESTERDAY.\n\n"
        "TERRORISTS ALSO ATTACKED A BARRACKS IN CALI ON MONDAY, WOUNDING TWO SOLDIERS."
    )
    result = opened.run(Document(id="d1", text=text, source="d1.txt"))
    assert {"MEDELLIN", "CALI"} <= {found.mention.text for found in result.resolutions}
    for found in result.resolutions:
        assert text[found.mention.start : found.mention.end] == found.mention.text
    assert len(result.incidents) == 2
    for incident in result.incidents:
        assert all(text[entry.start : entry.end] == entry.quote for entry in incident.evidence)
        assert incident.places[0].text in text
    assert {incident.places[0].text for incident in result.incidents} == {"MEDELLIN", "CALI"}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_keeps_its_length_and_letters(recase, text):
    loud = text.upper() + " ALL WORDS ARE IN CAPITALS HERE"
    assert [ch.casefold() for ch in recase(loud)] == [ch.casefold() for ch in loud]
