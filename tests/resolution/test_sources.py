"""Where a document comes from: datelines of many forms, outlets by site and masthead, both kept apart."""

import time

import pytest

from geomap.gazetteer.countries import country_named
from geomap.model import Document
from geomap.resolution import sources
from geomap.resolution.dateline import document_dateline, read_dateline
from geomap.resolution.sources import SourcePlace, find_outlet, iter_outlets, outlet_home, source_places
from geomap.text import fold

REPORT = "Two people were hurt when a wall came down."


def forget():
    """Let the next question read the table anew."""
    for cached in (sources._rows, sources._by_site, sources._by_name):
        cached.cache_clear()


def document(text, **given):
    return Document(id="d1", text=text, source="d1.txt", **given)


@pytest.mark.parametrize(
    ("dateline", "places"),
    [
        ("HOMS, Syria (Reuters) — ", ("HOMS, Syria",)),
        ("PARIS, Tenn. — ", ("PARIS, Tenn.",)),
        ("Paris, Tenn. - ", ("Paris, Tenn.",)),
        ("Baghdad, 3 Nov (AFP) - ", ("Baghdad",)),
        ("BAGHDAD, Nov 3 (Reuters) - ", ("BAGHDAD",)),
        ("BAGHDAD (AP) _ ", ("BAGHDAD",)),
        ("NASHVILLE, Tenn. (AP) ", ("NASHVILLE, Tenn.",)),
        ("LONDON - ", ("LONDON",)),
        ("LONDON – ", ("LONDON",)),
        ("LONDON-- ", ("LONDON",)),
        ("ISLAMABAD: ", ("ISLAMABAD",)),
        ("NEW DELHI, March 4: ", ("NEW DELHI",)),
        ("NEW YORK — ", ("NEW YORK",)),
        ("SÃO PAULO — ", ("SÃO PAULO",)),
        ("São Paulo (AFP) - ", ("São Paulo",)),
        ("AMMAN, Jordan -- ", ("AMMAN, Jordan",)),
        ("Amman, Jordan (CNN) -- ", ("Amman, Jordan",)),
        ("Tunis, Tunisia — ", ("Tunis, Tunisia",)),
        ("RAMALLAH, West Bank, June 2 — ", ("RAMALLAH, West Bank",)),
        ("GAZA CITY, Gaza Strip (AP) — ", ("GAZA CITY, Gaza Strip",)),
        ("Kathmandu, Nov. 3 (Xinhua) -- ", ("Kathmandu",)),
        ("LONDON, March 3 /PRNewswire/ -- ", ("LONDON",)),
        ("BEIRUT/DAMASCUS (Reuters) - ", ("BEIRUT", "DAMASCUS")),
        ("BERLIN and VIENNA — ", ("BERLIN", "VIENNA")),
        ("NEAR MOSUL, Iraq — ", ("MOSUL, Iraq",)),
        ("McALLEN, Texas — ", ("McALLEN, Texas",)),
        ("DEIR al-ZOUR, Syria — ", ("DEIR al-ZOUR, Syria",)),
        ("Deir ez-Zor, Feb. 8 (SANA) -- ", ("Deir ez-Zor",)),
        ("PORT-AU-PRINCE, Haiti — ", ("PORT-AU-PRINCE, Haiti",)),
        ("N'DJAMENA (Reuters) - ", ("N'DJAMENA",)),
        ("ST. LOUIS (AP) — ", ("ST. LOUIS",)),
        ("WASHINGTON, D.C. — ", ("WASHINGTON, D.C.",)),
        ("NEWPORT NEWS, Va. — ", ("NEWPORT NEWS, Va.",)),
        ("TRIPOLI, 11 August 2014 (IRIN) - ", ("TRIPOLI",)),
        ("HALIFAX, N.S. — ", ("HALIFAX, N.S.",)),
        ("QUITO, 3 JAN 90 -- ", ("QUITO",)),
        ("ASUNCION, 27 JUN 89 (ACAN - EFE) -- ", ("ASUNCION",)),
        ("DATELINE: CAIRO — ", ("CAIRO",)),
        ("**CAIRO** — ", ("CAIRO",)),
        ("MOUNTAIN VIEW, Calif. — ", ("MOUNTAIN VIEW, Calif.",)),
        ("LIVE OAK, Fla. (AP) — ", ("LIVE OAK, Fla.",)),
        ("LA PAZ (Reuters) - ", ("LA PAZ",)),
        ("RIO DE JANEIRO — ", ("RIO DE JANEIRO",)),
        ("**CAIRO — ", ("CAIRO",)),
        ("New Delhi: ", ("New Delhi",)),
        ("Nairobi — ", ("Nairobi",)),
        ("LAKE CHARLES, La. (KPLC) • ", ("LAKE CHARLES, La.",)),
        ("HARTFORD, Conn. >> ", ("HARTFORD, Conn.",)),
        ("JUBA – 03 MAY 2011 – ", ("JUBA",)),
        ("CAIRO | ", ("CAIRO",)),
        ("Oakville: ", ()),
        ("Report: ", ()),
        ("Washington said: ", ()),
        ("Paris Match - ", ()),
        ("POLICE: ", ()),
        ("John Brown, R-Ohio — ", ()),
        ("Oakville, Ohio-based firm - ", ()),
        ("WASHINGTON POST - ", ()),
        ("BREAKING - ", ()),
        ("BREAKING NEWS: ", ()),
        ("UPDATED, Nov. 3 - ", ()),
        ("Updated - ", ()),
        ("Updated Nov. 3 - ", ()),
        ("Friday, Nov. 3 - ", ()),
        ("(Reuters) - ", ()),
        ("NATO - ", ()),
        ("US - ", ()),
        ("PHOTOS: ", ()),
        ("FACT CHECK: ", ()),
        ("ABOARD THE USS EXAMPLE — ", ()),
        ("BY JOHN SMITH - ", ()),
        ("John Smith - ", ()),
        ("John Smith, chairman - ", ()),
        ("John Smith, Jr. - ", ()),
        ("Obama (D) - ", ()),
        ("The attack — ", ()),
        ("On Thursday - ", ()),
        ("Since Oct. 7 — ", ()),
        ("Early Friday — ", ()),
        ("Manchester United - ", ()),
        ("City council - ", ()),
        ("THE PRESIDENT SAID ON MONDAY THAT - ", ()),
        ("WHY? — ", ()),
        ("Bread, butter, Syria, wine — ", ()),
        ("3-1 - ", ()),
        ("", ()),
    ],
)
def test_datelines_and_what_only_looks_like_one(dateline, places):
    assert read_dateline(dateline + REPORT) == places


@pytest.mark.parametrize(
    "text", ["LONDON -", "LONDON - ", "LONDON", "LONDON (AP)", "", " — ", "LONDON — Soon."]
)
def test_without_a_report_behind_it_there_is_no_dateline(text):
    assert read_dateline(text) == ()


def test_speakers_are_no_datelines():
    turns = f"AUSTIN: {REPORT}\nHOST: Where was it?\nAUSTIN: By the old bridge, I think.\n"
    assert document_dateline(document(turns)) == ()
    assert document_dateline(document(f"AUSTIN: {REPORT}")) == ("AUSTIN",)
    assert document_dateline(document(f"AUSTIN (AP) - {REPORT}\n{turns}")) == ("AUSTIN",)


def test_a_dateline_is_read_before_the_body_and_not_in_it():
    text = f"Wall comes down\nCAIRO (AP) - {REPORT}\nROME - {REPORT}"
    start = text.index("Two people")
    assert document_dateline(document(text, title_span=(0, 15), body=(start, len(text)))) == ("CAIRO",)
    later = text.index("Two people", start + 1)
    assert document_dateline(document(text, title_span=(0, 15), body=(later, len(text)))) == ("ROME",)


def test_without_a_known_body_the_first_lines_are_read_but_not_the_title():
    title = "PARIS - how a play came to be"
    text = f"{title}\nBy Jane Roe\n\nCAIRO (AP) - {REPORT}"
    assert document_dateline(document(text, title_span=(0, len(title)))) == ("CAIRO",)
    far = "A line of text.\n" * 8 + f"CAIRO (AP) - {REPORT}"
    assert document_dateline(document(far)) == ()


def test_a_rows_columns_are_no_datelines():
    text = f"CITY: three words here and more\nNOTES: OSLO - {REPORT}"
    assert document_dateline(document(text, row=1)) == ()


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("https://www.tennessean.com/story/news/2014/03/01/wall/", "Nashville, Tennessee, United States"),
        ("http://blogs.tennessean.com:8080/x?y=1", "Nashville, Tennessee, United States"),
        ("m.tennessean.com", "Nashville, Tennessee, United States"),
        ("The Tennessean", "Nashville, Tennessee, United States"),
        ("  tennessean ", "Nashville, Tennessee, United States"),
        ("yorkshirepost.co.uk", "Leeds, United Kingdom"),
        ("Le Progrès", "Lyon, France"),
        ("reuters.com", None),
        ("Reuters", None),
        ("https://tennessean.com.example/", None),
        ("https://nottennessean.com/", None),
        ("https://example.org/tennessean.com", None),
        ("com", None),
        ("co.uk", None),
        ("The Tennessean Sports Desk", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_outlets_are_known_by_site_and_masthead_exactly(text, home):
    assert outlet_home(text) == home


@pytest.mark.parametrize("name", ["Daily Times", "The Guardian", "The Star", "The Times", "Evening Post"])
def test_a_masthead_that_many_share_is_no_outlet(name):
    assert find_outlet(name) is None


def test_the_domain_decides_where_the_masthead_cannot():
    found = find_outlet("theguardian.com")
    assert (found.name, found.home, found.scope) == ("The Guardian", "London, United Kingdom", "national")


def test_a_masthead_of_two_rows_is_left_out(monkeypatch):
    rows = "domain\tname\thome\tscope\tsource\na.example\tOakville Gazette\tA\tlocal\trecalled\n"
    rows += "b.example\tOakville Gazette\tB\tlocal\trecalled\n"

    class Package:
        def joinpath(self, name):
            return self

        def read_text(self, encoding):
            return rows

    monkeypatch.setattr(sources.resources, "files", lambda _: Package())
    forget()
    try:
        assert find_outlet("Oakville Gazette") is None
        assert outlet_home("b.example") == "B"
    finally:
        forget()


def test_stated_outlet_and_dateline_are_kept_apart():
    doc = document(
        f"CAIRO (AP) - {REPORT}",
        source_location=" Luxor ",
        publisher="AP",
        url="https://www.tennessean.com/x",
    )
    outlet = SourcePlace(name="Nashville, Tennessee, United States", kind="outlet", scope="local")
    stated, dateline = SourcePlace(name="Luxor", kind="stated"), SourcePlace(name="CAIRO", kind="dateline")
    assert source_places(doc) == (stated, outlet, dateline)
    assert source_places(doc, outlets=False) == (stated, dateline)
    assert source_places(document(REPORT, source_location=" ")) == ()


def test_the_table_is_clean():
    rows = sources._rows()
    assert len(rows) >= 1200
    sites = [site for row in rows for site in row.sites.split("|")]
    assert len(sites) == len(set(sites))
    for row, outlet in zip(rows, iter_outlets(), strict=True):
        assert row.source == "recalled"
        assert outlet.scope in {"local", "regional", "national", "world"}
        assert (outlet.home is None) == (outlet.scope == "world")
        assert all(name.strip() == name != "" for name in row.names.split("|"))
        for site in row.sites.split("|"):
            assert site == site.lower().strip()
            assert not site.startswith("www.")
            assert find_outlet(f"https://www.{site}/a").home == outlet.home


def test_the_table_is_read_quickly():
    forget()
    start = time.perf_counter()
    find_outlet("tennessean.com")
    assert time.perf_counter() - start < 0.25  # some 10 ms where nothing else runs


def _is_in(place, unit):
    """Say whether a place is in a first-level unit; "D.C." is the end of its name."""
    return fold(place.admin1 or "").endswith(fold(unit))


def test_every_home_is_a_town_of_the_gazetteer(opened):
    wrong = []
    for home in sorted({outlet.home for outlet in iter_outlets() if outlet.home is not None}):
        parts = home.split(", ")
        found = opened.gazetteer.lookup(home, limit=1)
        country = country_named(opened.gazetteer, parts[-1])
        place = found[0].place if found else None
        if (
            place is None
            or place.feature_class != "P"
            or found[0].name_score < 0.99
            or place.country_code != country
            or (parts[-1] in {"United States", "Canada", "Australia"} and not _is_in(place, parts[-2]))
        ):
            wrong.append((home, place))
    assert wrong == []
