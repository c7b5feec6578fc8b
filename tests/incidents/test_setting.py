"""Where events lie that no known place is named for: the capital, the dateline's country, or nowhere."""


def place_of(incidents, text, day="1989-06-28"):
    found = incidents(text, day)
    return found[0].places[0]


def test_the_capital_is_that_of_the_country_that_the_text_is_about(incidents):
    place = place_of(
        incidents,
        "QUITO, 27 JUN 89 (AFP) -- A bomb exploded in the capital on Monday and wounded four guards. "
        "Ecuador has seen few attacks.",
    )
    assert place.resolution.place.name == "Quito"
    assert place.text.lower() == "capital"
    assert "the capital of Ecuador" in place.resolution.reason
    assert place.resolution.confidence <= 0.9


def test_provincial_capitals_and_money_are_no_capital_city(incidents):
    for words in ("the provincial capital", "the capital market", "the capital of the province"):
        place = place_of(
            incidents,
            f"QUITO, 27 JUN 89 (AFP) -- Gunmen shot dead four guards on Monday in {words}. "
            "Ecuador has seen few attacks.",
        )
        assert place.resolution is None or place.resolution.place.name == "Ecuador"


def test_this_city_is_that_of_the_dateline(incidents):
    place = place_of(
        incidents,
        "LOJA, 27 JUN 89 (AFP) -- A bomb exploded in this city on Monday and wounded four guards. "
        "Ecuador has seen few attacks.",
    )
    assert place.resolution.place.name == "Loja"


def test_the_country_of_the_dateline_is_that_of_an_event_without_a_place(incidents):
    place = place_of(
        incidents,
        "QUITO, 27 JUN 89 (AFP) -- Gunmen shot dead four farmers on Monday. "
        "The government of Ecuador called it a crime.",
    )
    assert place.resolution.place.country_code == "EC"
    assert str(place.precision) == "country"
    assert "no place is named" in place.resolution.reason


def test_an_unknown_place_lies_in_the_country_under_its_own_words(incidents):
    place = place_of(
        incidents,
        "QUITO, 27 JUN 89 (AFP) -- Gunmen killed four farmers in San Jose on Monday. "
        "The president of Ecuador spoke in Quito. The army of Ecuador is on alert.",
    )
    assert place.resolution.place.country_code == "EC"
    assert "San Jose" in place.text


def test_a_place_abroad_in_a_country_that_the_text_is_not_about_needs_more_than_a_guess(incidents):
    found = incidents(
        "Guerrillas attacked an army post in Las Delicias on Monday and killed four soldiers. "
        "El Salvador has seen years of war. The Salvadoran army and the Salvadoran government spoke of "
        "a crime, and San Salvador is on alert.",
        "1989-06-28",
    )
    codes = {place.resolution.place.country_code for place in found[0].places}
    assert codes == {"SV"}
