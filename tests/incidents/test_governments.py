import pytest

from geomap.model import Document


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Syrian army shelled Homs on Monday, killing four people.", "Homs"),
        ("Baghdad police said a bomb killed 3 people in Karrada on Sunday.", "Karrada"),
        ("Washington said a drone strike killed two militants in Idlib.", "Idlib"),
        ("The Kabul government said gunmen killed five soldiers in Kunduz.", "Kunduz"),
        ("London-based monitors said that shelling killed ten people in Douma.", "Douma"),
        ("Turkey's defence ministry said its jets bombed Qandil on Tuesday.", "Qandil"),
        ("Moscow accused Kyiv of shelling Belgorod, where two people died.", "Belgorod"),
        ("The Paris prosecutor said two people were stabbed in Nice on Thursday.", "Nice"),
        ("Beijing condemned the bombing, which killed nine people in Quetta.", "Quetta"),
        ("Rwanda-backed rebels killed 14 people in Rutshuru.", "Rutshuru"),
        ("A Baghdad court sentenced a man over the blast in Mosul that killed six people.", "Mosul"),
    ],
)
def test_a_government_is_no_place_of_an_event(opened, text, place):
    (incident,) = opened.run(Document(id="d1", text=text, source="d1.txt")).incidents
    assert [entry.text for entry in incident.places] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Iran denied that it had attacked a tanker on Friday.",
        "Washington condemned the bombing, which killed nine people.",
        "Ankara said gunmen had killed four soldiers.",
    ],
)
def test_where_only_a_government_is_named_no_place_is(opened, text):
    for incident in opened.run(Document(id="d1", text=text, source="d1.txt")).incidents:
        assert [entry.lat for entry in incident.places] == [None]
