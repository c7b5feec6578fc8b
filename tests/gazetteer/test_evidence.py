from geomap.gazetteer import open_gazetteer


def evidence(*keys):
    with open_gazetteer() as gazetteer:
        return gazetteer.evidence(keys)


def test_a_name_says_what_the_most_telling_place_is():
    found = evidence("france", "kentucky", "leipzig", "paris")
    assert found["france"].level == "country"
    assert found["kentucky"].level == "admin1"
    assert found["leipzig"].population > 400_000
    assert "US.KY" in found["kentucky"].units
    assert found["france"].country == "FR"
    assert found["leipzig"].preferred
    assert found["paris"].namesakes > found["leipzig"].namesakes


def test_unknown_names_are_left_out():
    assert evidence("qwertzuiopa", "") == {}


def test_the_same_answer_comes_again_and_in_any_company():
    with open_gazetteer() as gazetteer:
        first = gazetteer.evidence(["lima", "oslo"])
        assert gazetteer.evidence(["oslo"]) == {"oslo": first["oslo"]}
        assert gazetteer.evidence([f"nowhere {n}" for n in range(1000)] + ["lima"]) == {"lima": first["lima"]}


def test_abbreviations_and_peoples_are_known_as_written():
    with open_gazetteer() as gazetteer:
        assert gazetteer.abbreviations["Ky."] == ("press", "US.KY")
        assert gazetteer.abbreviations["TX"][0] == "postal"
        assert "Ky" not in gazetteer.abbreviations
        assert gazetteer.demonyms["sri lankan"] == "LK"
        assert gazetteer.demonym("Iraqis") == "IQ"
