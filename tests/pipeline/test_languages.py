import json
import re
import tomllib
from pathlib import Path

import pytest

from geomap.errors import UnknownNameError
from geomap.model import Document, PlaceStatus
from geomap.pipeline.languages import check_language, choose_language

ARTICLES = tomllib.loads(
    (Path(__file__).parents[1] / "extraction" / "language_articles.toml").read_text(encoding="utf-8")
)
RUSSIAN = (
    "Взрыв прогремел на рынке в Харькове, погибли пять человек, сообщила полиция. "
    "Раненых доставили в больницы Полтавы и Киева."
)
FRENCH = (
    "Une explosion a tué cinq personnes à Niamey, au Niger, a indiqué la police lundi. À Bamako, calme.\n"
)


def read_marked(source):
    """Return a text without its marks, and the country code of each marked span."""
    text, spans, at = "", {}, 0
    for mark in re.finditer(r"\{([^|}]*)\|([A-Z]{2})\}", source):
        text += source[at : mark.start()]
        spans[len(text), len(text) + len(mark[1])] = mark[2]
        text += mark[1]
        at = mark.end()
    return text + source[at:], spans


def doc(text, **fields):
    return Document(id="d1", text=text, source="d1.txt", **fields)


def test_places_are_resolved_and_no_events_are_invented(opened):
    result = opened.run(doc(RUSSIAN))
    assert result.language == "ru"
    assert result.incidents == ()
    placed = {found.mention.text: found.place.name for found in result.resolutions if found.place is not None}
    assert placed["Харькове"] == "Kharkiv"
    assert placed["Киева"] == "Kyiv"
    (problem,) = result.problems
    assert problem.value == "ru"
    assert "gazetteer only" in problem.reason
    assert "events are not read" in problem.reason


def test_the_english_model_never_sees_another_language(opened, monkeypatch):
    monkeypatch.setattr(
        "geomap.pipeline.engine.parse_document", lambda *_args, **_kwargs: pytest.fail("parsed as English")
    )
    assert opened.read(doc(FRENCH)).language == "fr"


def test_short_english_text_is_read_as_before(opened):
    result = opened.read(doc("Blast kills 12 in Karachi"))
    assert [found.mention.text for found in result.resolutions] == ["Karachi"]
    assert (result.language, result.problems) == ("unknown", ())


def test_a_long_text_of_unclear_language_is_said_to_be_one(opened):
    mixed = (
        "The army said that it had taken the city and the road to the north of the province on Monday.\n" * 2
    )
    mixed += (
        "L'armée a déclaré qu'elle avait pris la ville et la route du nord de la province lundi matin.\n" * 2
    )
    result = opened.run(doc(mixed))
    assert result.language == "unknown"
    assert "unclear" in result.problems[0].reason


def test_a_place_without_text_around_it_is_found_by_its_script(opened):
    choice = choose_language(doc("حمص"))
    assert (choice.code, choice.by_gazetteer.code) == ("unknown", "ar")
    (found,) = opened.read(doc("حمص")).resolutions
    assert found.status is PlaceStatus.RESOLVED
    assert found.place.country_code == "SY"


def test_a_language_that_is_not_known_is_refused():
    assert check_language("pt-BR") == "pt"
    with pytest.raises(UnknownNameError, match="no language is called 'klingon'; known: af, am, ar"):
        check_language("klingon")


def test_the_command_tells_the_language(geomap, tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(FRENCH, encoding="utf-8")
    done = geomap("parse", path, "--log-json", tmp_path / "log.json")
    assert done.code == 0
    assert {record["text"] for record in done.records()} == {"Niamey", "Niger", "Bamako"}
    assert "language 'fr' (French): place names by gazetteer only" in done.err
    log = json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))
    assert log["languages"] == {"fr": 1}
    assert log["problems"][0]["value"] == "fr"


def test_extract_says_that_events_are_not_read(geomap, tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(RUSSIAN, encoding="utf-8")
    done = geomap("extract", path, "-o", tmp_path / "out.geojson")
    assert done.code == 0
    assert "events are not read" in done.err
    assert "0 incidents" in done.err


def test_the_language_can_be_given(geomap):
    done = geomap("parse", "-", "--language", "fr", stdin="Explosion à Djibo".encode())
    assert [record["text"] for record in done.records()] == ["Djibo"]
    wrong = geomap("parse", "-", "--language", "klingon", stdin=b"Explosion")
    assert wrong.code == 1
    assert "no language is called 'klingon'" in wrong.err


def test_a_json_document_may_state_its_language(geomap):
    line = json.dumps({"id": "1", "text": "Explosion à Djibo", "language": "fr"}) + "\n"
    done = geomap("parse", "-", "--from", "jsonl", stdin=line.encode())
    assert [record["text"] for record in done.records()] == ["Djibo"]


def test_resolved_places_lie_in_the_right_country(opened):
    right = wrong = total = 0
    for articles in ARTICLES.values():
        for code, row in articles.items():
            text, gold = read_marked(row["text"])
            decided = {found.mention.start: found for found in opened.read(doc(text)).resolutions}
            assert opened.read(doc(text)).language == code
            for (start, _), country in gold.items():
                place = decided[start].place if start in decided else None
                total += 1
                right += place is not None and place.country_code == country
                wrong += place is not None and place.country_code != country
    assert right >= 0.85 * total, (right, total)
    assert wrong <= 0.03 * total, (wrong, total)
