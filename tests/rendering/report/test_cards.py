from geomap.frame import to_incidents
from geomap.rendering.report.blocks import Card, plain
from geomap.rendering.report.compose import compose_report
from geomap.rendering.report.quoting import quoted
from geomap.rendering.report.settings import ReportSettings


def cards_of(report):
    return [block for section in report.sections for block in section.blocks if isinstance(block, Card)]


def test_a_quote_is_its_sentence_with_the_words_behind_the_fields_marked(frame):
    airbase = next(entry for entry in to_incidents(frame) if entry.id == "border")
    (sentence,) = quoted(airbase)
    assert plain(sentence).startswith("A drone hit an outpost on the border")
    assert [span.text for span in sentence if span.style == "mark"] == ["hurt dozens"]


def test_a_card_tells_where_how_exact_how_sure_and_what_else(frame):
    card = next(card for card in cards_of(compose_report(frame)) if "Jordan–Syria" in card.title)
    facts = {label: plain(text) for label, text in card.facts}
    assert facts["When"] == "27 January 2024 · in the text: on 27 January"
    assert "along a line or area, within 120 km" in facts["Where"]
    assert facts["Certainty"].startswith("71 % sure of the place")
    assert facts["People"] == "3 killed, at least 12 wounded dozens"
    assert facts["Sides"] == "Kataib Hezbollah – United States"
    assert card.sources[0][0].href == "https://example.org/2024/strike"


def test_only_addresses_of_the_web_become_links(many):
    cards = cards_of(compose_report(many, ReportSettings(limit=300)))
    links = {span.href for card in cards for text in card.sources for span in text if span.href}
    assert links == {"https://example.org/a?b=1&c=(2)"}
    assert any("javascript:alert(1)" in plain(text) for card in cards for text in card.sources)


def test_cards_are_of_those_with_the_most_killed_and_the_cut_is_told(many):
    section = next(entry for entry in compose_report(many, ReportSettings(limit=10)).sections if entry.key == "cards")
    note, *cards = section.blocks
    assert plain(note.text).startswith("Cards of 10 of the 300 incidents")
    assert len(cards) == 10
    assert all(any(label == "People" and "5 killed" in plain(text) for label, text in card.facts) for card in cards)
    assert [card.number for card in cards] == sorted(card.number for card in cards)
    none = next(entry for entry in compose_report(many, ReportSettings(limit=0)).sections if entry.key == "cards")
    assert [plain(block.text) for block in none.blocks] == ["No cards were asked for; the table lists all incidents."]


def test_what_is_not_on_the_map_is_listed_with_the_reason(many):
    section = next(entry for entry in compose_report(many).sections if entry.key == "unplaced")
    said = [plain(item) for item in section.blocks[0].items]
    assert len(said) == 27
    assert all("could be more than one place" in line or "was not found in the gazetteer" in line for line in said)
