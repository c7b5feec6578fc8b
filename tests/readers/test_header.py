from datetime import date

import pytest

from geomap.readers.header import Hints, read_header, site_of

BODY = "A bomb went off near the old bridge on Thursday. Nobody was hurt."


def body_of(text, header):
    return text[header.body[0] : header.body[1]]


def test_title_byline_agency_and_a_dateline_completed_by_the_address():
    text = f"Bomb near old bridge\nBy JOHN EXAMPLE, Example News\nMOSTAR, Feb 8 (Example Press) - {BODY}\nhttps://a.example/2024/02/09/x"
    header = read_header(text)
    assert header.title == "Bomb near old bridge"
    assert text[slice(*header.title_span)] == header.title
    assert header.publisher == "Example News"
    assert (header.published, header.rule) == (date(2024, 2, 8), "dateline")
    assert header.url == "https://a.example/2024/02/09/x"
    assert body_of(text, header) == BODY


def test_header_beats_dateline_and_address():
    text = (
        f"Bomb near old bridge\n7 February 2024\nMOSTAR, 6 Feb 2024 - {BODY}\nhttps://a.example/2024/02/05/x"
    )
    assert (read_header(text).published, read_header(text).rule) == (date(2024, 2, 7), "header")


def test_first_publication_beats_the_update_and_markup_beats_an_update():
    first = f"Bomb near old bridge\nUpdated 9 February 2024\nPublished 8 February 2024\n{BODY}"
    assert read_header(first).published == date(2024, 2, 8)
    line = f"Bomb near old bridge\nThu 8 Feb 2024 14.30 GMT Last modified on Fri 9 Feb 2024\n{BODY}"
    assert read_header(line).published == date(2024, 2, 8)
    updated = f"Bomb near old bridge\nUpdated 9 February 2024\n{BODY}"
    assert (read_header(updated).published, read_header(updated).rule) == (date(2024, 2, 9), "header")
    with_markup = read_header(updated, Hints(meta=date(2024, 2, 8)))
    assert (with_markup.published, with_markup.rule) == (date(2024, 2, 8), "meta")


def test_a_date_in_title_or_body_is_no_document_date():
    text = f"What happened on 7 October 2023 in the valley\n{BODY} It began on 5 March 2022."
    assert read_header(text).published is None


def test_an_ambiguous_date_is_not_guessed_and_the_address_decides():
    text = f"Bomb near old bridge\nPublished 02/08/2024\n{BODY}\nhttps://a.example/2024/aug/02/x"
    assert (read_header(text).published, read_header(text).rule) == (date(2024, 8, 2), "url")


def test_key_lines():
    text = f"Title: Bomb near old bridge\nDate: 8 Feb 2024\nSource: Example Times\nURL: https://a.example/x\n\n{BODY}"
    header = read_header(text)
    assert (header.title, header.publisher, header.published, header.url) == (
        "Bomb near old bridge",
        "Example Times",
        date(2024, 2, 8),
        "https://a.example/x",
    )
    assert text[slice(*header.title_span)] == header.title
    assert body_of(text, header) == BODY


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "Middle East\nBomb near the old bridge of Mostar\nExample News | 8 February 2024\nShare",
            "Bomb near the old bridge of Mostar",
        ),
        ("Bomb near bridge\n\nJane Example and John Example in Beirut\nThu 8 Feb 2024", "Bomb near bridge"),
        ("# Bomb near bridge\n2024-02-08", "Bomb near bridge"),
        (
            "Example Press\nFebruary 8, 2024 10:21 AM GMT\nBomb near the old bridge of Mostar",
            "Bomb near the old bridge of Mostar",
        ),
    ],
)
def test_title_among_other_header_lines(head, title):
    text = f"{head}\n{BODY}"
    header = read_header(text)
    assert header.title == title
    assert header.published == date(2024, 2, 8)
    assert body_of(text, header) == BODY


@pytest.mark.parametrize(
    "text",
    [
        "One line about a bomb near the bridge",
        BODY,
        f"{BODY}\n{BODY}",
        "On Thursday - a public holiday - bombs fell.",
        "The attack — the third this week — killed two.",
        "Early in the morning, before the market had opened and while\nstreets were dark, a bomb fell.",
    ],
)
def test_running_text_alone_is_all_body(text):
    header = read_header(text)
    assert header.title is None
    assert body_of(text, header) == text


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("(CNN) ", "CNN"),
        ("BEIRUT (AP) — ", "AP"),
        ("AMMAN, Jordan -- ", None),
        ("ISLAMABAD: ", None),
        ("Deir ez-Zor, Feb. 8 (Example) -- ", "Example"),
    ],
)
def test_datelines_are_not_body(dateline, agency):
    text = f"{dateline}{BODY}"
    assert body_of(text, read_header(text)) == BODY
    assert read_header(text).publisher == agency


def test_the_foot_is_not_body_and_a_sentence_about_a_source_is():
    foot = "Reporting by Jane Example; editing by J. E.\n© 2024 Example"
    text = f"Bomb near bridge\n{BODY}\nSources said that more was to come.\n{foot}"
    assert body_of(text, read_header(text)).endswith("more was to come.")


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("The Coastal Courier-Mar3rd2023", "The Coastal Courier"),
        ("Example News | 8 February 2024", "Example News"),
        ("Beirut, 8 February 2024", None),
        ("Published on 8 February 2024 at 10:15 GMT", None),
        ("8 February 2024 by Jane Example", None),
    ],
)
def test_outlet_beside_the_date(line, publisher):
    assert read_header(f"Bomb near old bridge\n{line}\n{BODY}").publisher == publisher


@pytest.mark.parametrize("text", ["", "\n \n", "x", "2024-02-08", "https://a.example/", "By Jane Example"])
def test_next_to_nothing_is_read_without_an_error(text):
    start, end = read_header(text).body
    assert 0 <= start <= end <= len(text)


def test_site_of_an_address():
    assert site_of("https://www.a.example/x") == "a.example"
    assert site_of("http://[broken") is None


@pytest.mark.parametrize(
    ("line", "more", "published"),
    [
        ("10/06/2023", "The raid followed one on 8 June.", date(2023, 6, 10)),
        ("10/06/2023", "The raid followed one on October 2.", date(2023, 10, 6)),
        ("Saturday 10/06/2023", "", date(2023, 6, 10)),
        ("10/06/2023", "The organisers were held 20 kilometres away.", date(2023, 6, 10)),
        ("10/06/2023", "It was closed, the mayor said on Saturday.", date(2023, 6, 10)),
        ("10/06/2023", "It was closed, the mayor said Thursday.", date(2023, 10, 6)),
        ("10/06/2023", "", None),
        ("10/06/2023", "They were there on 8 June and on October 2.", None),
    ],
)
def test_a_date_in_numbers_is_settled_by_the_text_or_told(line, more, published):
    header = read_header(f"Raid on market\nThe Lake Herald\n{line}\n\n{BODY} {more}")
    assert header.published == published
    assert header.unsettled == (None if published is not None else line)


def test_a_line_above_the_date_belongs_to_the_head():
    header = read_header(
        f"Night of unrest\nLe Courrier du Rhin, English edition\nSunday 2 July 2023\n\n{BODY}"
    )
    assert header.published == date(2023, 7, 2)


def test_of_several_dates_that_of_the_issue_counts():
    line = "Reporting period: 1 to 15 April 2023. Issued on 17 April 2023"
    assert read_header(f"Update no. 27\nRelief Office\n{line}\n\n{BODY}").published == date(2023, 4, 17)
