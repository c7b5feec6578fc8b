"""Given coordinates against the named place and country: warnings that say what may have been meant."""

from dataclasses import replace

import pytest

from geomap.incidents.point_checks import check_point
from geomap.incidents.row_checks import check_row, row_problems
from geomap.model import Document, Mention, Place, PlaceStatus, Resolution


def row(**cells):
    lines, spans, at = [], {}, 0
    for column, cell in cells.items():
        line = f"{column}: {cell}"
        spans[column] = (at + len(column) + 2, at + len(line))
        lines.append(line)
        at += len(line) + 1
    return Document(
        id="t1", text="\n".join(lines), source="table.csv", row=7, fields=cells,
        roles={column: column for column in cells}, spans=spans,
    )  # fmt: skip


BASRA = Place(
    id="test:1", name="Basra", lat=30.51, lon=47.78, feature_class="P", feature_code="PPLA",
    country_code="IQ", country="Iraq", radius_km=9.0,
)  # fmt: skip


def resolved(place, confidence=0.9):
    mention = Mention(doc_id="t1", text=place.name, start=0, end=len(place.name))
    return Resolution(
        mention=mention, status=PlaceStatus.RESOLVED, place=place, lat=place.lat, lon=place.lon,
        confidence=confidence,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lat", "lon", "country", "reason", "suggestion"),
    [
        ("44.4", "33.3", "Iraq", "lies in the sea, not in Iraq", "swapped: 33.3, 44.4 lies in Iraq"),
        ("47.8", "30.5", "Iraq", "lies in Ukraine, not in Iraq", "swapped: 30.5, 47.8 lies in Iraq"),
        ("12.05", "77.03", "Peru", "lies in India, not in Peru", "both signs look wrong: -12.05, -77.03"),
        ("34.6", "58.4", "Argentina", "lies in Iran, not in", "wrong: -34.6, -58.4 lies in Argentina"),
        ("40.0", "100.0", "United States", "lies in China", "the longitude looks wrong: 40, -100 lies in"),
        ("33.9", "151.2", "Australia", "the sea, not in Australia", "the sign of the latitude looks wrong"),
        ("3331", "4440", "Iraq", "no latitude and longitude", "points look lost: 33.31, 44.4 lies in Iraq"),
        ("33.31", "4239.00416", "Iraq", "no latitude", "longitude looks shifted: 33.31, 42.39 lies"),
        ("52.5", "13.4", "Iraq", "lies in Germany, not in Iraq", "check which of the two is meant"),
        ("0", "0", "Iraq", "left blank", "correct the coordinates"),
        ("438000", "3690000", "Iraq", "no latitude and longitude", "map projection"),
    ],
)  # fmt: skip
def test_coordinates_that_contradict_the_country(opened, lat, lon, country, reason, suggestion):
    problem = check_row(row(country=country, lat=lat, lon=lon), None, opened.gazetteer)
    assert problem is not None
    assert reason in problem.reason
    assert suggestion in problem.suggestion
    assert (problem.row, problem.column) == (7, "lat")


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [
        ("33.3", "44.4", "Iraq"),
        ("33.3", "44.4", "IRQ"),
        ("33.3", "44.4", "العراق"),
        ("33.3", "44.4", "Nowhereland"),
        ("33.3", "44.4", ""),
        ("34.47", "40.93", "Iraq"),  # Abu Kamal, on the Syrian side of the border, some kilometres off
        ("18.4", "-66.1", "United States"),  # Puerto Rico has a code of its own
        ("45.0", "34.1", "Ukraine"),
        ("45.0", "34.1", "Russia"),
        ("31.5", "34.45", "Israel"),
        ("12.5", "50.0", "Somalia"),  # at sea, off its coast
        ("", "", "Iraq"),
    ],
)
def test_coordinates_that_do_not(opened, lat, lon, country):
    doc = row(
        **{name: cell for name, cell in (("country", country), ("lat", lat), ("lon", lon)) if cell != ""}
    )
    assert check_row(doc, None, opened.gazetteer) is None


def test_a_nearest_country_is_not_the_country(opened):
    doc = row(nearest_country="Iraq", lat="13.0", lon="-60.0")
    doc = replace(doc, roles={"country": "nearest_country", "lat": "lat", "lon": "lon"})
    assert check_row(doc, None, opened.gazetteer) is None


def test_the_named_place_says_what_was_meant(opened):
    problem = check_row(row(place="Basra", lat="47.8", lon="30.5"), resolved(BASRA), opened.gazetteer)
    assert "2,411 km from Basra" in problem.reason or "km from Basra" in problem.reason
    assert "swapped: 30.5, 47.8 lies near Basra" in problem.suggestion


def test_a_place_that_is_not_sure_or_in_another_country_is_not_held_against_coordinates(opened):
    doc = row(place="Basra", lat="33.3", lon="44.4")
    assert check_row(doc, resolved(BASRA), opened.gazetteer) is not None
    assert check_row(doc, resolved(BASRA, confidence=0.3), opened.gazetteer) is None
    abroad = replace(BASRA, country_code="LY", country="Libya", lat=32.0, lon=20.0)
    doc = row(place="Basra", country="Iraq", lat="33.3", lon="44.4")
    assert check_row(doc, resolved(abroad), opened.gazetteer) is None


def test_a_land_place_in_the_sea_unless_the_row_speaks_of_the_sea(opened):
    beirut = replace(
        BASRA, name="Beirut", lat=33.89, lon=35.5, country_code="LB", country="Lebanon", radius_km=9.0
    )
    doc = row(place="Beirut", lat="33.9", lon="35.2")
    problem = check_row(doc, resolved(beirut), opened.gazetteer)
    assert "in the sea, 28 km from Beirut" in problem.reason
    doc = row(place="Beirut", description="Attack on a vessel", lat="33.9", lon="35.2")
    assert check_row(doc, resolved(beirut), opened.gazetteer) is None


def test_what_is_known_of_the_point_is_not_asked_again(opened):
    areas = opened.gazetteer.areas
    lies = areas.country_of(33.3, 44.4)
    assert check_point((33.3, 44.4), opened.gazetteer, country_code="IQ", lies=lies) is None
    wrong = check_point((33.3, 44.4), opened.gazetteer, country_code="SY", lies=lies)
    assert wrong is not None
    assert wrong.reason == "lies in Iraq, not in Syria"
    assert wrong.suggestion == "check which of the two is meant"


def test_dates_and_counts_that_cannot_be_read(opened):
    doc = row(date="some day", date_end="2021-01-01", killed="-3", wounded="12 killed, 3 hurt", missing="n/a")
    assert [(problem.column, problem.value) for problem in row_problems(doc, None, opened.gazetteer)] == [
        ("date", "some day"), ("killed", "-3"), ("wounded", "12 killed, 3 hurt"),
    ]  # fmt: skip
    doc = row(date="2021-03-04", date_end="2021-03-01", killed="half a dozen", missing="-9", wounded="")
    assert [problem.column for problem in row_problems(doc, None, opened.gazetteer)] == ["date_end"]
