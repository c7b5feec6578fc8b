"""Short articles, of places all over the world, from text to incidents."""

from datetime import date

import pytest

from geomap.model import DatePrecision, EventType, PlacePrecision


def day(text):
    return date.fromisoformat(text)


def place_names(incident):
    return [place.resolution.place.name for place in incident.places if place.resolution.place is not None]


def test_headline_lead_and_later_mentions_are_one_incident(incidents):
    (found,) = incidents(
        "A car bomb exploded outside a bakery in Kano on Tuesday, killing six people and injuring 14. "
        "The blast also damaged a school. Police in Kano said the explosion was the work of a local gang.",
        title="Bomb kills six in Kano",
    )
    assert found.event_type is EventType.EXPLOSION_REMOTE
    assert found.sub_type == "ied"
    assert (found.when.start, found.when.precision) == (day("2023-05-09"), DatePrecision.DAY)
    assert place_names(found) == ["Kano"]
    assert (found.killed.best, found.wounded.best) == (6, 14)
    assert found.title == "Bomb kills six in Kano"
    assert not found.is_background


def test_a_number_in_a_later_sentence_belongs_to_the_event_before_it(incidents):
    (found,) = incidents(
        "A magnitude 6.1 earthquake struck 25 miles northeast of Kathmandu on Sunday. At least 30 "
        "people were injured."
    )
    assert found.sub_type == "earthquake"
    assert (found.wounded.low, found.wounded.high) == (30, None)


def test_an_accident_stays_one_when_its_dead_are_counted(incidents):
    (found,) = incidents(
        "A passenger bus plunged into a ravine in Ayacucho on Monday, killing 17 people. "
        "The crash happened before dawn. Rescuers said 20 others were hurt in the crash.",
        title="Bus plunges into ravine in Ayacucho, killing 17",
    )
    assert found.event_type is EventType.ACCIDENT
    assert (found.killed.best, found.wounded.best) == (17, 20)


def test_two_listed_places_are_two_incidents(incidents):
    found = incidents("Gunmen attacked police stations in Puebla and Oaxaca on Wednesday.")
    assert [place_names(incident) for incident in found] == [["Puebla"], ["Oaxaca"]]
    assert {incident.when.start for incident in found} == {day("2023-05-10")}
    assert found[0].id != found[1].id


def test_three_listed_places_are_three_incidents(incidents):
    found = incidents("Strikes were reported in the towns of Sumy, Poltava and Dnipro on Monday.")
    assert [place_names(incident) for incident in found] == [["Sumy"], ["Poltava"], ["Dnipro"]]


def test_a_count_over_several_places_is_one_incident_that_is_not_doubled(incidents):
    (found,) = incidents(
        "Suicide bombers struck mosques in Kunduz and Kandahar on Friday, killing 60 worshippers.",
        "2022-11-10",
    )
    assert len(found.places) == 2
    assert found.killed.best == 60
    assert [place.text for place in found.places] == ["Kunduz", "Kandahar"]


def test_a_listed_place_that_stays_ambiguous_is_kept(incidents):
    (found,) = incidents("Floods in Zzyxtown and Sylhet killed 31 people last week.")
    assert [place.text for place in found.places][-1] == "Sylhet"
    assert found.places[-1].resolution.place.country_code == "BD"


def test_two_events_told_in_one_paragraph_stay_apart(incidents):
    first, second = incidents(
        "Protesters marched in Minsk on Sunday. Riots broke out in Lima on Monday and police "
        "arrested 60 people."
    )
    assert (first.event_type, place_names(first), first.when.start) == (
        EventType.PROTEST, ["Minsk"], day("2023-05-07"),
    )  # fmt: skip
    assert (second.event_type, place_names(second), second.when.start) == (
        EventType.RIOT, ["Lima"], day("2023-05-08"),
    )  # fmt: skip


def test_the_date_of_a_statement_is_not_the_date_of_the_event(incidents):
    (found,) = incidents(
        "Ankara said on Thursday that its forces had killed two militants in Sirnak on Tuesday."
    )
    assert found.when.start == day("2023-05-09")
    assert found.killed.best == 2
    assert place_names(found) == ["Şırnak"]
    (other,) = incidents("Police on Tuesday said a man stabbed two women in Cork on Saturday.")
    assert other.when.start == day("2023-05-06")


def test_an_event_without_a_date_is_given_the_days_before_the_report(incidents):
    (found,) = incidents("Gunmen shot dead three farmers in Maiduguri.")
    assert (found.when.start, found.when.end) == (day("2023-05-09"), day("2023-05-11"))
    assert found.when.rule == "no_time_given"


def test_an_article_without_a_date_gives_events_without_one(incidents):
    (found,) = incidents(
        "A tornado struck a trailer park near Tulsa, Oklahoma, on Sunday, killing two people.", None
    )
    assert found.when.start is None
    assert found.when.precision is DatePrecision.UNKNOWN
    assert found.when.text == "Sunday"


def test_an_earlier_event_is_background(incidents):
    news, earlier = incidents(
        "A gas explosion in Bursa left two workers dead on Sunday. In 1999, an earthquake killed "
        "17,000 people there."
    )
    assert not news.is_background
    assert earlier.is_background
    assert (earlier.when.start, earlier.when.precision) == (day("1999-01-01"), DatePrecision.YEAR)
    assert earlier.killed.best == 17_000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Paris condemned the bombing of a market in Ouagadougou on Wednesday, in which nine people died.",
            "Ouagadougou",
        ),
        ("Ankara said that its forces had killed two militants in Sirnak on Tuesday.", "Şırnak"),
        ("London blamed Moscow for the explosion in Riga on Monday.", "Riga"),
        ("Officials in Nairobi said that gunmen had attacked a bus in Garissa on Friday.", "Garissa"),
        ("Trucks travelling from Nairobi to Kampala were attacked in Eldoret on Tuesday.", "Eldoret"),
    ],
    ids=["condemned", "said", "blamed", "officials in", "from and to"],
)
def test_who_speaks_and_where_people_come_from_is_no_place_of_the_event(incidents, text, name):
    (found,) = incidents(text)
    assert place_names(found) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Ministers struck a deal in Lisbon on Monday.",
        "The mayor died of a heart attack in Turin on Sunday.",
        "The singer had a panic attack in Vienna on Friday.",
        "Rail workers began a strike in Lyon on Thursday.",
        "A labour strike closed schools in Dijon on Monday.",
        "Bus drivers in Montevideo went on strike on Tuesday.",
        "A man was charged with the murder of his wife in Leeds on Thursday.",
        "A court in Malmo convicted him of killing in 2020.",
        "Officials fear an attack on the port of Odesa.",
        "The army plans an assault on Bakhmut next week.",
        "Elections could lead to riots in Lusaka.",
        "The rebels threatened to attack Bangui.",
        "The guards prevented an attack in Jos on Friday.",
        "There was no attack in Tampere on Friday, police said.",
        "The army denied that it had bombed Gitega.",
        "Residents of Nagasaki marked the anniversary of the bombing on Thursday.",
        "The ministry bought six attack helicopters in Seoul on Monday.",
        "Share prices plunged in Tokyo on Tuesday.",
        "The court in Nairobi overturned the verdict on Friday.",
        "Tens of thousands have fled from Bangui to Goma.",
        "Hanoi hosted talks with Chile on Tuesday.",
        "",
    ],
)
def test_what_did_not_happen_is_no_incident(incidents, text):
    assert incidents(text) == ()


def test_names_that_describe_a_place_are_none_of_the_event(incidents):
    (found,) = incidents(
        "A drone attack killed three soldiers on Monday at the Tower 22 base, in the desert where Jordan "
        "meets Syria and Iraq."
    )
    assert place_names(found) == ["Tower 22"]


@pytest.mark.parametrize(
    ("text", "event_type", "sub_type"),
    [
        (
            "A grenade was thrown into a bar in Kigali on Sunday, injuring 15 people.",
            EventType.EXPLOSION_REMOTE,
            "grenade",
        ),
        ("Artillery fire killed two farmers in Luhansk on Sunday.", EventType.EXPLOSION_REMOTE, "shelling"),
        (
            "Gunmen kidnapped 20 students in Kaduna on Sunday.",
            EventType.VIOLENCE_AGAINST_CIVILIANS,
            "abduction",
        ),
        ("Soldiers and rebels clashed in Bamako on Sunday.", EventType.BATTLE, "armed_clash"),
        ("Two fishermen drowned in Dakar on Sunday.", EventType.ACCIDENT, "drowning"),
        ("A ferry capsized in Manila on Sunday.", EventType.ACCIDENT, "shipwreck"),
        ("Hurricane Otis struck Tampico on Sunday.", EventType.NATURAL_HAZARD, "storm"),
        ("A landslide buried ten houses in Medellin on Sunday.", EventType.NATURAL_HAZARD, "landslide"),
        ("Robbers looted shops in Durban on Sunday.", EventType.STRATEGIC, "looting"),
        ("Thousands protested in Tbilisi on Sunday.", EventType.PROTEST, "peaceful_protest"),
    ],
    ids=lambda value: value if isinstance(value, str) and "_" in value else None,
)
def test_the_words_of_an_event_give_its_type(incidents, text, event_type, sub_type):
    (found,) = incidents(text)
    assert (found.event_type, found.sub_type) == (event_type, sub_type)
    assert found.when.start == day("2023-05-07")


def test_who_did_it_to_whom(incidents):
    (blamed,) = incidents(
        "Boko Haram, responsible for the attack in Damboa on Friday that killed seven, was silent."
    )
    assert blamed.side_a == "Boko Haram"
    (active,) = incidents("Gunmen killed six soldiers in Taiz on Saturday.")
    assert (active.side_a, active.side_b) == ("gunmen", "soldiers")
    (passive,) = incidents("Six police officers were killed by Colombian rebels in Cali on Saturday.")
    assert passive.side_a == "Colombian rebels"
    assert {(actor.name, actor.role) for actor in active.actors} == {
        ("gunmen", "perpetrator"),
        ("soldiers", "target"),
    }


def test_a_claim_is_marked_as_one(incidents):
    (claimed,) = incidents("The airstrike in Marib on Wednesday was claimed by the coalition.")
    (reported,) = incidents("An airstrike hit Marib on Wednesday.")
    assert (claimed.factuality, reported.factuality) == ("claimed", "reported")


def test_evidence_quotes_the_document(opened, article):
    doc = article(
        "Two soldiers were killed in an ambush near Gao on Saturday. The ambush also wounded five drivers.",
        "2023-05-12",
    )
    (found,) = opened.run(doc).incidents
    told = {"event_type", "place", "date", "killed", "wounded", "side_b", "actors", "civilian_targeting"}
    assert told <= {piece.field for piece in found.evidence}
    for piece in found.evidence:
        assert doc.text[piece.start : piece.end] == piece.quote
        assert piece.doc_id == doc.id
        assert piece.rule != ""


def test_the_same_article_gives_the_same_incidents(opened, article):
    text = "A blaze killed nine people in Surat on Monday. Gunmen attacked a bank in Recife on Tuesday."
    assert opened.run(article(text, "2023-05-12")) == opened.run(article(text, "2023-05-12"))


def test_counts_that_are_not_stated_are_unknown(incidents):
    (found,) = incidents("A rocket hit a warehouse on the outskirts of Kharkiv overnight.")
    for count in (found.killed, found.wounded, found.missing, found.abducted):
        assert (count.low, count.best, count.high, count.text) == (None, None, None, None)
    assert found.places[0].precision is PlacePrecision.NEAR


def test_text_in_hard_wrapped_lines_reads_the_same(incidents):
    text = (
        "Floods killed eleven people in the city of\nCochabamba on Monday, the mayor said, and\n"
        "swept away the bridge that joins the two\nhalves of the town. Rescuers were still\n"
        "looking for a family of four on Tuesday\nnight, and the army sent boats."
    )
    (found,) = incidents(text)
    assert place_names(found) == ["Cochabamba"]
    assert (found.killed.best, found.when.start) == (11, day("2023-05-08"))
    assert "\n" not in found.description


def test_what_stands_in_a_since_clause_is_background_of_the_rest(incidents):
    found = incidents(
        "Thousands of people marched in Zagreb on Wednesday, one year since a footbridge collapsed "
        "and killed nine people in Rijeka."
    )
    told = {incident.event_type: incident for incident in found}
    assert place_names(told[EventType.PROTEST]) == ["Zagreb"]
    assert told[EventType.PROTEST].when.start == day("2023-05-10")
    assert not told[EventType.PROTEST].is_background
    assert told[EventType.ACCIDENT].is_background
    assert told[EventType.ACCIDENT].when.start is None
    assert told[EventType.ACCIDENT].killed.best == 9


def test_a_date_inside_the_words_of_the_event_comes_before_that_of_the_verdict(incidents):
    (found,) = incidents(
        "A judge on Monday jailed two men for a bombing that killed 12 people in Lima in 2016."
    )
    assert (found.when.start, found.when.end) == (day("2016-01-01"), day("2016-12-31"))
    assert found.is_background


def test_falling_shells_are_an_event_and_falling_prices_none(incidents):
    (found,) = incidents("Shells fell on the city of Donetsk on Tuesday. Prices fell in Warsaw on Wednesday.")
    assert place_names(found) == ["Donetsk"]
    assert found.event_type is EventType.EXPLOSION_REMOTE


def test_tear_gas_is_no_gunfire(incidents):
    assert all(
        found.sub_type != "gunfire" for found in incidents("Police fired tear gas at a crowd in Quito.")
    )


def test_the_hospital_is_not_where_it_happened(incidents):
    (found,) = incidents(
        "A bus overturned near Potosi on Monday. The wounded were taken to hospitals in Sucre."
    )
    assert place_names(found) == ["Potosí"]


def test_a_number_of_other_people_joins_no_event_far_above(incidents):
    found = incidents(
        "Gunmen killed three farmers in Jos on Monday. The governor called for calm. Schools stayed open. "
        "Officials counted 40 people killed by floods in Bauchi last week."
    )
    by_place = {tuple(place_names(incident)): incident for incident in found}
    assert by_place["Jos",].killed.best == 3
    assert by_place["Bauchi",].killed.best == 40


def test_a_site_with_a_number_in_its_name(incidents):
    (found,) = incidents("Militants attacked Tower 22 in Jordan on Sunday, killing three soldiers.")
    assert place_names(found) == ["Tower 22"]
    assert found.places[0].precision is PlacePrecision.SITE


def test_killed_by_nobody_named_is_a_death_and_no_attack(incidents):
    (found,) = incidents("A lorry left the road near Kisumu on Tuesday, killing six people.")
    assert (found.event_type, found.sub_type) == (EventType.OTHER, "death")
    assert found.killed.best == 6
