"""What short reports of many kinds say about the harmed: one count of each kind."""

import pytest

from geomap import count_casualties
from geomap.extraction import load_model, parse_document
from geomap.incidents.counts import KINDS, find_counts, told_together
from geomap.incidents.tree import Tree
from geomap.model import Document

# report → the number of each kind that is told: best, else lower, else upper bound
REPORTS = [
    (
        "A suicide bomber blew himself up outside a mosque, killing himself and five worshippers.",
        {"killed": 6},
    ),
    ("The bomber and five others died.", {"killed": 6}),
    ("Gunmen killed a teacher, two nurses and a driver.", {"killed": 4}),
    ("Ali Hassan, Omar Said and Fatima Noor were killed.", {"killed": 3}),
    ("A soldier and his brother were shot dead.", {"killed": 2}),
    ("An aid worker was shot dead.", {"killed": 1}),
    ("Police officer James Otieno was killed in the raid.", {"killed": 1}),
    ("Two dozen people were wounded.", {"wounded": 24}),
    ("No one was hurt.", {}),
    ("The passengers escaped unharmed.", {}),
    ("There were no casualties.", {}),
    ("The attack left no one dead.", {}),
    ("12 people, including three children, were killed.", {"killed": 12}),
    ("Twelve people were killed, three of them children.", {"killed": 12}),
    ("Twelve people died, among them four women and two infants.", {"killed": 12}),
    ("Four were wounded. Three of the four wounded later died.", {"killed": 3, "wounded": 1}),
    (
        "At least 20 people have died and as many as 50 have been injured, officials said.",
        {"killed": 20, "wounded": 50},
    ),
    ("The blast killed nine and wounded dozens more.", {"killed": 9, "wounded": 12}),
    ("The death of two nuns shocked the town.", {"killed": 2}),
    ("The killing of five farmers was condemned.", {"killed": 5}),
    ("The abduction of 12 students on Monday sparked protests.", {"abducted": 12}),
    ("Three fatalities were reported.", {"killed": 3}),
    ("A man was fatally injured.", {"killed": 1}),
    ("A guard succumbed to his injuries.", {"killed": 1}),
    ("A fisherman lost his life when the boat sank.", {"killed": 1}),
    ("Seven people lost their lives.", {"killed": 7}),
    ("The bodies of three workers were found near the river.", {"killed": 3}),
    ("Police found the body of a young woman in a canal.", {"killed": 1}),
    ("Eight tourists were taken hostage by militants.", {"abducted": 8}),
    ("Armed men seized four engineers from a bus.", {"abducted": 4}),
    ("Police arrested 14 suspects.", {"arrested": 14}),
    ("Security forces detained six people.", {"arrested": 6}),
    ("More than 3,000 people were displaced by the fighting.", {"displaced": 3001}),
    ("The floods have left 40 people missing.", {"missing": 40}),
    (
        "Since 2015 more than 3,000 people have been killed in the war. On Monday, two soldiers were killed.",
        {"killed": 2},
    ),
    (
        "So far this year 120 people have been killed in the province. A bomb killed four on Sunday.",
        {"killed": 4},
    ),
    ("A 45-year-old man and a 12-year-old girl were killed.", {"killed": 2}),
    ("Rebels fired 30 rockets at 12 positions, killing one soldier.", {"killed": 1}),
    ("The 5.6-magnitude earthquake, at a depth of 10 km, injured 34 people.", {"wounded": 34}),
    ("He said 85 percent of the wounded were children.", {}),
    ("Twelve cows and two dogs were killed.", {}),
    ("Between 10 and 12 villagers were killed.", {"killed": 10}),
    ("An Israeli airstrike killed Hamas commander Mahmoud Abu Hanoud and two of his aides.", {"killed": 3}),
    ("The gunman was killed by police.", {"killed": 1}),
    (
        "Two policemen and a civilian died and 13 others, mostly students, were injured.",
        {"killed": 3, "wounded": 13},
    ),
    ("Authorities put the toll at 43 dead and 120 injured.", {"killed": 43, "wounded": 120}),
    ("The death toll has climbed to at least 77.", {"killed": 77}),
    (
        "Six people were killed and another four seriously hurt when a minibus collided with a lorry.",
        {"killed": 6, "wounded": 4},
    ),
    ("A woman and her two children drowned.", {"killed": 3}),
    ("The militants threatened to kill two hostages.", {}),
    ("Police foiled a plot to kidnap three judges.", {}),
    ("Gunmen tried to abduct a priest.", {}),
    ("The attack could have killed hundreds.", {}),
    ("Dozens are feared dead.", {"killed": 12}),
    (
        "It was the deadliest attack since 2019, when 45 people were killed. Nine died on Tuesday.",
        {"killed": 9},
    ),
    ("The shooting took the lives of eight people.", {"killed": 8}),
    ("Cholera has claimed 14 lives.", {"killed": 14}),
    ("A roadside bomb struck a bus carrying 30 passengers, wounding seven.", {"wounded": 7}),
    ("Three of those killed were children.", {"killed": 3}),
    ("The mayor was assassinated by two men on a motorcycle.", {"killed": 1}),
    (
        "Two suspected militants were shot dead and three others captured by the army.",
        {"killed": 2, "arrested": 3},
    ),
    ("Hundreds of protesters were arrested.", {"arrested": 100}),
    ("Scores of people were injured when police fired tear gas.", {"wounded": 20}),
    ("Five crew members remain missing.", {"missing": 5}),
    ("Five crew were missing and feared dead after the helicopter crash.", {"missing": 5}),
    ("Some 200 houses were destroyed and 11 people killed.", {"killed": 11}),
    ("One person was killed and one injured.", {"killed": 1, "wounded": 1}),
    ("11 killed, 30 injured in Lagos market fire", {"killed": 11, "wounded": 30}),
    ("Gunmen kill 3 in Karachi", {"killed": 3}),
    ("Bomb kills 12 at wedding", {"killed": 12}),
    ("Explosion in mine leaves 8 dead, 15 trapped", {"killed": 8}),
    ("Militants abduct 30 schoolboys in northwest Nigeria", {"abducted": 30}),
    (
        "Four Palestinians were killed and more than 60 wounded in clashes with Israeli troops.",
        {"killed": 4, "wounded": 61},
    ),
    ("Those killed included two women and a child.", {"killed": 3}),
    ("The victims were identified as John Smith, 34, and Mary Jones, 29.", {}),
    (
        "Nobody claimed responsibility for the attack, which killed ten people and wounded 25.",
        {"killed": 10, "wounded": 25},
    ),
    ("Thirty-one people, 11 of them police officers, were injured in the riots.", {"wounded": 31}),
    (
        "The accident claimed two lives and left five passengers with serious injuries.",
        {"killed": 2, "wounded": 5},
    ),
    ("A total of 19 people were killed.", {"killed": 19}),
    ("The bombing brought to 27 the number of people killed this week.", {}),
    ("Doctors said two of the injured were in critical condition.", {}),
    ("Her husband was killed in 1998.", {"killed": 1}),
    ("The army said it had killed 15 militants while two of its soldiers were martyred.", {"killed": 17}),
    ("The crash killed all 62 people on board.", {"killed": 62}),
    ("All four occupants of the car died.", {"killed": 4}),
    ("Both pilots were killed.", {"killed": 2}),
    ("Half a dozen people suffered burns.", {"wounded": 6}),
    ("A senior official was kidnapped along with his driver and two bodyguards.", {"abducted": 4}),
    ("A French journalist and her Iraqi interpreter have been abducted in Baghdad.", {"abducted": 2}),
    ("Five people were hospitalized.", {"wounded": 5}),
    ("17 people were treated for smoke inhalation.", {"wounded": 17}),
    ("The Taliban beheaded 17 civilians.", {"killed": 17}),
    ("He denied that 20 people had been killed.", {}),
    ("Twenty-three militants surrendered.", {}),
    ("About 1,200 people were evacuated.", {"displaced": 1200}),
    ("Israel released 90 prisoners.", {}),
    ("A judge sentenced three men to death for killing two officers in 2010.", {}),
    (
        "A magnitude 7.1 earthquake killed at least 126 people and injured 188 in Tibet on Tuesday.",
        {"killed": 126, "wounded": 188},
    ),
    (
        "Twenty-two people, including five children, died when a ferry carrying 150 passengers capsized.",
        {"killed": 22},
    ),
    ("Rescuers pulled nine bodies from the rubble.", {"killed": 9}),
    ("Officials confirmed 14 deaths and 33 injuries.", {"killed": 14, "wounded": 33}),
    ("The ministry reported 5 deaths.", {"killed": 5}),
    ("Seven deaths were reported in the flooding.", {"killed": 7}),
    ("The fire left dozens homeless.", {"displaced": 12}),
    ("Landslides buried 12 people.", {}),
    ("Police said 23 officers were hurt and 40 demonstrators detained.", {"wounded": 23, "arrested": 40}),
    ("Thousands marched through the capital; 12 were arrested.", {"arrested": 12}),
    ("A car bomb ripped through a market, killing and wounding dozens.", {"killed": 12, "wounded": 12}),
    ("An explosion killed or injured 30 people.", {"killed": 30, "wounded": 30}),
    ("A drone strike on a vehicle killed three militants.", {"killed": 3}),
    ("Saudi-led airstrikes killed 26 people, most of them civilians, in Hajjah.", {"killed": 26}),
    ("Mortar fire wounded a 10-year-old boy and his mother.", {"wounded": 2}),
    ("A teenager was stabbed to death in London.", {"killed": 1}),
    ("Three teenagers were stabbed outside a school.", {"wounded": 3}),
    ("A 19-year-old student has died after being shot by police.", {"killed": 1}),
    ("The helicopter crashed, killing everyone on board.", {}),
    ("The plane, with 132 people on board, crashed in the mountains. There were no survivors.", {}),
    ("Both drivers died at the scene.", {"killed": 2}),
    ("The pilot died and the co-pilot was seriously injured.", {"killed": 1, "wounded": 1}),
    ("Eleven miners are trapped and two have been confirmed dead.", {"killed": 2}),
    ("A further six people are still unaccounted for.", {"missing": 6}),
    ("The number of dead has risen to 52.", {"killed": 52}),
    ("The number of people killed rose to 211.", {"killed": 211}),
    ("The casualty figures rose to 14 dead and 60 wounded.", {"killed": 14, "wounded": 60}),
    ("One soldier was killed in action.", {"killed": 1}),
    ("Four gunmen were killed after they stormed the base; two guards also died.", {"killed": 6}),
    ("Security forces shot and killed three attackers.", {"killed": 3}),
    ("Nine people have been charged with the murder of a journalist.", {"killed": 1}),
    ("Bandits abducted an unspecified number of passengers.", {}),
    ("The kidnappers freed 17 of the 42 hostages.", {"abducted": 42}),
    ("Boko Haram abducted 276 girls from a school in Chibok in 2014.", {"abducted": 276}),
    ("The priest was freed two days after he was kidnapped.", {"abducted": 1}),
    ("She was raped and murdered.", {"killed": 1}),
    ("A grenade attack on a bar left one dead and several injured.", {"killed": 1, "wounded": 3}),
    (
        "The health ministry said 71 Palestinians had been killed and 112 injured in the past 24 hours.",
        {"killed": 71, "wounded": 112},
    ),
    ("Ukraine's air force said it shot down 20 drones; debris injured two people in Kyiv.", {"wounded": 2}),
    ("Police shot two of the robbers dead.", {"killed": 2}),
    ("Two children were among the dead.", {"killed": 2}),
    ("Among the five wounded were two police officers.", {"wounded": 5}),
    ("The blast injured 37, eight of them critically.", {"wounded": 37}),
    ("Thirteen inmates escaped and two guards were taken hostage during the riot.", {"abducted": 2}),
    ("The storm displaced some 4,000 families.", {"displaced": 4000}),
    ("Nearly 700,000 Rohingya fled to Bangladesh.", {}),
    ("Hundreds were forced to flee their homes.", {}),
    ("An avalanche killed a Swiss skier, 42, and his guide.", {"killed": 2}),
    ("Roadside bomb kills two NATO soldiers in southern Afghanistan", {"killed": 2}),
    ("3 dead, 7 hurt in Chicago shooting", {"killed": 3, "wounded": 7}),
    ("Nine dead after bus plunges into gorge in Peru", {"killed": 9}),
    ("Death toll from Morocco quake passes 2,000", {"killed": 2000}),
    ("UN peacekeeper killed, 3 injured in Mali attack", {"killed": 1, "wounded": 3}),
    ("Two killed in Kashmir gunfight", {"killed": 2}),
    ("Man shot dead in Dublin", {"killed": 1}),
    ("Fishermen missing off Java after boat sinks", {}),
    ("Suicide attack on Kabul mosque kills 21", {"killed": 21}),
    (
        "A gunman opened fire in a nightclub, killing five people and injuring 18 before he was subdued.",
        {"killed": 5, "wounded": 18},
    ),
    ("The ambush left three policemen and a civilian driver dead.", {"killed": 4}),
    ("Officials said the death of the activist, who was 29, was being investigated.", {"killed": 1}),
    ("Heavy rains have killed more than a dozen people.", {"killed": 13}),
    (
        "The clashes resulted in the deaths of 3 soldiers, 2 police officers and 15 insurgents.",
        {"killed": 20},
    ),
    ("No fewer than 50 farmers were feared killed.", {"killed": 50}),
    (
        "Two students lost their lives while four others sustained various degrees of injuries.",
        {"killed": 2, "wounded": 4},
    ),
    ("The corpses of seven victims were recovered.", {"killed": 7}),
    ("Unknown gunmen whisked away three travellers.", {"abducted": 3}),
    ("The victims, a father and his three sons, were hacked to death.", {"killed": 4}),
    ("Three persons, namely Ali Khan, Raza Shah and Imran, were killed.", {"killed": 3}),
    (
        "As many as seven personnel were martyred and three others sustained injuries.",
        {"killed": 7, "wounded": 3},
    ),
    ("A minor girl was found dead in a field.", {"killed": 1}),
    ("Five militants were neutralised.", {}),
    ("At least one person was killed when a wall collapsed.", {"killed": 1}),
    ("The report said 1,500 civilians had been killed since January.", {}),
    ("He was shot in the leg.", {"wounded": 1}),
    ("His brother died of cancer in 2003.", {"killed": 1}),
    ("Some of the injured were taken to hospital.", {}),
    ("Five people were taken to hospital with burns.", {"wounded": 5}),
    ("The operation killed the group's leader, Abu Bakr.", {"killed": 1}),
]


def told(text):
    """Return the number of each kind that a text gives."""
    numbers = {
        kind: next((n for n in (count.best, count.low, count.high) if n is not None), None)
        for kind, count in count_casualties(text).items()
    }
    return {kind: number for kind, number in numbers.items() if number is not None}


@pytest.mark.parametrize(("text", "expected"), REPORTS, ids=[text for text, _ in REPORTS])
def test_a_report_is_counted(text, expected):
    assert told(text) == expected


def found_in(text):
    doc = Document(id="d1", text=text, source="-")
    return find_counts(text, Tree(parse_document(doc, load_model())))


@pytest.mark.parametrize("text", [text for text, _ in REPORTS])
def test_every_count_names_its_words_and_its_rule(text):
    for entry in found_in(text):
        assert entry.kind in KINDS
        assert text[entry.anchor :].startswith(entry.cue)
        assert entry.rule.count("_") >= 2
        assert 0 <= entry.start < entry.end <= len(text)
        if not entry.implied:
            assert text[entry.start : entry.end] == entry.count.text


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        (
            "Twelve people, including three children and a woman, were killed.",
            [("killed", "children", 3), ("killed", "women", 1)],
        ),
        (
            "Two soldiers and five villagers were wounded.",
            [("wounded", "security", 2), ("wounded", "civilians", 5)],
        ),
        ("Troops killed at least 15 rebels.", [("killed", "fighters", 15)]),
        ("Nineteen people drowned.", []),
    ],
)
def test_groups_are_counted_apart(text, groups):
    (entry,) = found_in(text)
    assert [(count.kind, count.group, count.count.best) for count in entry.groups] == groups
    assert all(count.count.text in text for count in entry.groups)


def test_the_bounds_of_a_list_add_up():
    (entry,) = found_in("Two guards and at least three drivers were killed.")
    assert (entry.count.low, entry.count.best, entry.count.high) == (5, 5, None)
    assert entry.rule == "v_object_list"


def test_people_told_of_again_keep_their_number():
    text = "Nine fishermen left the port at dawn. They were kidnapped off the coast."
    (entry,) = found_in(text)
    assert (entry.kind, entry.count.best, entry.implied, entry.rule) == ("abducted", 9, True, "v_object_back")


def test_people_of_a_place_are_not_those_told_of_again():
    assert told("The camp houses 55,000 people. All Danish nationals were killed.") == {}


def test_a_sum_over_years_is_background():
    sums = found_in("More than 900 journalists have been killed since 2006.")
    assert [entry.background for entry in sums] == [True]
    (news,) = found_in("Two journalists were killed on Friday.")
    assert not news.background


def test_what_one_sentence_tells_is_added_up_but_for_those_known_already():
    (dead, nurse) = found_in("Six people were killed in the clinic, and the nurse was killed at home.")
    assert nurse.definite
    assert told_together([dead, nurse]).best == 6
    first, second = found_in("A baker was killed in Lund and a barber was killed in Ystad.")
    assert told_together([first, second]).best == 2


def test_others_come_on_top_of_what_was_told():
    assert told("A judge was killed. Two other people were also killed.") == {"killed": 3}
    assert told("A judge and a clerk were killed. Two people were killed.") == {"killed": 2}


def test_those_who_died_of_their_wounds_are_no_longer_wounded():
    assert told("A courier was wounded in the attack. He later died in hospital.") == {"killed": 1}


def test_what_the_text_says_is_not_counted_is_not_counted():
    assert told("Three divers drowned (a fourth, who drowned in May, is not included).") == {"killed": 3}
    assert told("One nurse was killed. Two other people were also killed (not counted here).") == {
        "killed": 1
    }


@pytest.mark.parametrize(
    "text",
    [
        "Lawmakers killed the bill on Monday.",
        "The senate shot down two proposals.",
        "He shot 12 photographs of the harbour.",
        "Arsenal beat Chelsea 3-1 on Saturday.",
        "The minister held talks with 12 colleagues.",
        "Customs officers seized 200 kg of cocaine.",
        "The rebels captured 14 villages.",
        "The bank executed 3,000 orders.",
        "Two goals killed the game.",
        "The police chief was killed off in season three.",
        "He beat four rivals to win the seat.",
        "Officials want to avoid killing civilians.",
        "If three people die, the rule applies.",
        "The disease kills 600,000 people a year.",
        "The club held its 30 fans to account.",
        "The battery died after two hours.",
        "The strike hit two oil tankers.",
        "The team is missing five players.",
        "The minister was seized by doubt.",
        "The injured list has four names.",
        "Three men were charged with kidnapping.",
        "The report found that 30 percent of deaths were preventable.",
        "No deaths or injuries were reported.",
        "Officials said nobody was killed or injured.",
        "The crew of 12 escaped unhurt.",
        "It was not immediately clear how many people were killed.",
    ],
)
def test_what_harmed_nobody_is_no_count(text):
    assert told(text) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two nurses were seized by gunmen.", "abducted"),
        ("Two nurses were held by the Taliban for three weeks.", "abducted"),
        ("Two nurses were taken from their car by unknown men.", "abducted"),
        ("Militants detained two nurses.", "abducted"),
        ("Police detained two nurses.", "arrested"),
        ("Two nurses were detained on Monday.", "arrested"),
    ],
)
def test_who_holds_people_makes_it_an_abduction_or_an_arrest(text, kind):
    assert told(text) == {kind: 2}
