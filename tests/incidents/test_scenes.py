"""Paragraphs that stand under a place."""

import pytest

from geomap.incidents.scenes import scene_at, scenes_of
from geomap.model import Document, Mention, Place, PlaceStatus, Resolution


def resolved(text, name, *, known=True):
    start = text.index(name)
    place = Place(
        id=f"test:{name}",
        name=name,
        lat=1.0,
        lon=2.0,
        feature_class="A",
        feature_code="ADM1",
        country_code="MM",
    )
    return Resolution(
        mention=Mention(doc_id="d", text=name, start=start, end=start + len(name)),
        status=PlaceStatus.RESOLVED if known else PlaceStatus.UNRESOLVED,
        place=place if known else None,
    )


@pytest.mark.parametrize(
    "lead", ["Chin. Jets", "Chin State. Jets", "Chin: Jets", "• Chin – Jets", "In Chin - Jets", 'Chin: "Jets']
)
def test_a_paragraph_that_opens_with_a_place_stands_under_it(lead):
    text = f"A report.\n\n{lead} bombed a school.\n\nOn Monday a bridge fell."
    doc = Document(id="d", text=text, source="d")
    (scene,) = scenes_of(doc, [resolved(text, "Chin")])
    assert text[scene.start : scene.end] == f"{lead} bombed a school."
    assert scene_at([scene], text.index("bombed")).place.name == "Chin"
    assert scene_at([scene], text.index("bridge")) is None


@pytest.mark.parametrize(
    "lead", ["Chin bombed", "In Chin, jets bombed", "Chin. of jets bombed", "Old Chin. Jets bombed"]
)
def test_other_openings_set_no_scene(lead):
    text = f"{lead} a school."
    assert scenes_of(Document(id="d", text=text, source="d"), [resolved(text, "Chin")]) == []


def test_an_unknown_name_sets_no_scene():
    text = "Chin. Jets bombed a school."
    assert scenes_of(Document(id="d", text=text, source="d"), [resolved(text, "Chin", known=False)]) == []
