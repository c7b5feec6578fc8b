"""The city of a dateline is decided with the names of its text, and is none of them."""

from geomap.model import Mention, PlaceStatus, Resolution
from geomap.pipeline.home import take_home, with_dateline
from geomap.resolution.dateline import dateline_mention


def mention(text, start, extractor="given"):
    return Mention(doc_id="d1", text=text, start=start, end=start + len(text), extractor=extractor)


def decision(about):
    return Resolution(mention=about, status=PlaceStatus.UNRESOLVED, reason="not asked")


def test_the_dateline_is_decided_with_the_names_and_taken_out_again():
    filed, named = mention("QUITO", 0, "dateline"), mention("Loja", 40)
    asked = with_dateline([named], filed)
    assert asked == [filed, named]
    home, rest = take_home([decision(one) for one in asked], filed)
    assert home.mention is filed
    assert [one.mention for one in rest] == [named]


def test_a_name_that_was_found_in_the_text_stands_for_the_dateline():
    filed, named = mention("QUITO", 0, "dateline"), mention("QUITO", 0)
    assert with_dateline([named], filed) == [named]
    home, rest = take_home([decision(named)], filed)
    assert home.mention is named
    assert [one.mention for one in rest] == [named]


def test_without_a_dateline_nothing_changes():
    named = mention("Loja", 40)
    assert with_dateline([named], None) == [named]
    assert take_home([decision(named)], None) == (None, (decision(named),))


def test_a_dateline_is_a_mention_of_its_city(article):
    found = dateline_mention(article("QUITO, 27 JUN 89 (AFP) -- A bomb went off today near the old airport."))
    assert (found.text, found.start) == ("QUITO", 0)
    assert (
        dateline_mention(article("BEIRUT/AMMAN (Reuters) - A bomb went off today near an airport.")) is None
    )
    assert dateline_mention(article("A bomb went off today near the old airport.")) is None
