"""Table rows to incidents: what the cells say, and nothing more."""

from dataclasses import replace
from datetime import date

import pytest

from geomap.extraction import mentions_of_row
from geomap.incidents import incident_of_row
from geomap.incidents.row_checks import check_row
from geomap.incidents.row_places import place_of_row
from geomap.incidents.row_points import given_point
from geomap.model import (
    DatePrecision,
    Document,
    EventType,
    Place,
    PlacePrecision,
    PlaceRelation,
    PlaceStatus,
    Resolution,
)


def row(number=1, **cells):
    """Make a row whose columns are called like their roles."""
    lines, spans, at = [], {}, 0
    for column, cell in cells.items():
        if cell == "":
            continue
        line = f"{column}: {cell}"
        spans[column] = (at + len(column) + 2, at + len(line))
        lines.append(line)
        at += len(line) + 1
    return Document(
        id=f"t{number}", text="\n".join(lines), source="table.csv", row=number, fields=cells,
        roles={column: column for column in cells}, spans=spans,
    )  # fmt: skip


def resolved(doc, place):
    mention = mentions_of_row(doc)[0]
    return Resolution(mention=mention, status=PlaceStatus.RESOLVED, place=place, lat=place.lat, lon=place.lon)


SALTO = Place(
    id="test:1", name="Salto", lat=-31.38, lon=-57.97, feature_class="P", feature_code="PPL",
    country_code="UY", country="Uruguay", admin1="Salto", radius_km=4.0,
)  # fmt: skip


def test_every_role_of_a_row_reaches_its_field():
    doc = row(
        id="UY-17", title="Bridge blown up", description="A charge went off under the bridge.", place="Salto",
        country="Uruguay", date="2021-03-04", date_end="2021-03-06", event_type="Explosions/Remote violence",
        sub_type="Remote explosive/landmine/IED", side_a="Rebels", side_b="Army", killed="3", killed_low="2",
        killed_high="5", wounded="0", missing="1", abducted="dozens", source="El Faro", url="https://example.org/a",
    )  # fmt: skip
    found = incident_of_row(doc, resolved(doc, SALTO))
    assert (found.id, found.title) == ("UY-17", "Bridge blown up")
    assert found.description == "A charge went off under the bridge."
    assert (found.event_type, found.sub_type) == (EventType.EXPLOSION_REMOTE, "Remote explosive/landmine/IED")
    assert (found.when.start, found.when.end) == (date(2021, 3, 4), date(2021, 3, 6))
    assert found.when.precision is DatePrecision.DAYS
    assert (found.side_a, found.side_b) == ("Rebels", "Army")
    assert (found.killed.low, found.killed.best, found.killed.high) == (2, 3, 5)
    assert (found.wounded.low, found.wounded.best, found.wounded.high) == (0, 0, 0)
    assert found.missing.best == 1
    assert (found.abducted.low, found.abducted.best, found.abducted.text) == (12, None, "dozens")
    (source,) = found.sources
    assert (source.publisher, source.url, source.published) == (
        "El Faro", "https://example.org/a", date(2021, 3, 4),
    )  # fmt: skip
    (place,) = found.places
    assert (place.text, place.precision, place.lat) == ("Salto", PlacePrecision.SETTLEMENT, -31.38)
    for piece in found.evidence:
        assert doc.text[piece.start : piece.end] == piece.quote == doc.fields[piece.cue]
    assert {piece.field for piece in found.evidence} >= {"place", "date", "killed", "wounded"}


def test_empty_cells_stay_unknown():
    found = incident_of_row(row(place="Salto", killed="", wounded=" ", date="", side_a=""), None)
    for count in (found.killed, found.wounded, found.missing, found.abducted):
        assert (count.low, count.best, count.high, count.text) == (None, None, None, None)
    assert (found.when.start, found.when.precision) == (None, DatePrecision.UNKNOWN)
    assert found.side_a is None
    assert found.places[0].precision is PlacePrecision.UNRESOLVED
    assert found.title == "Salto"


def test_rows_without_an_id_of_their_own_are_told_apart():
    first, again, second = (incident_of_row(row(number, place="Salto"), None).id for number in (1, 1, 2))
    assert first == again != second


def test_a_row_of_nothing_still_gives_an_incident():
    found = incident_of_row(row(7, note="-"), None)
    assert (found.title, found.event_type) == ("row 7", EventType.OTHER)


@pytest.mark.parametrize(
    ("cell", "start"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2014-01-22 00:00:00.000", "2014-01-22"),
        ("2009-02-20T00:00:00", "2009-02-20"),
        ("2009/2/3", "2009-02-03"),
        ("16 May 2025", "2025-05-16"),
        ("May 16, 2025", "2025-05-16"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
        ("07.07.2019", "2019-07-07"),
    ],
)
def test_a_date_cell_that_reads_in_one_way(cell, start):
    when = incident_of_row(row(date=cell), None).when
    assert (when.start, when.end, when.precision) == (
        date.fromisoformat(start), date.fromisoformat(start), DatePrecision.DAY,
    )  # fmt: skip
    assert when.text == cell


@pytest.mark.parametrize("cell", ["31/31/2020", "2020-02-30", "yesterday", "12 May", "unknown"])
def test_a_date_cell_that_reads_in_no_way_is_not_guessed(cell):
    when = incident_of_row(row(date=cell), None).when
    assert (when.start, when.end, when.precision) == (None, None, DatePrecision.UNKNOWN)
    assert when.text != ""


def test_a_date_that_reads_in_two_ways_spans_both_until_the_column_tells():
    doc = row(date="03/04/2021")
    found = incident_of_row(doc, None)
    assert (found.when.start, found.when.end, found.when.precision) == (
        date(2021, 3, 4), date(2021, 4, 3), DatePrecision.MONTH,
    )  # fmt: skip
    assert found.when.rule == "column_either_order"
    assert found.sources[0].published is None
    told = incident_of_row(replace(doc, conventions={"date": "day_first"}), None).when
    assert (told.start, told.end, told.rule) == (date(2021, 4, 3), date(2021, 4, 3), "column_day_first")


@pytest.mark.parametrize(
    ("year", "month", "day", "start", "end", "precision"),
    [
        ("2013", "5", "9", "2013-05-09", "2013-05-09", "day"),
        ("2013", "5", "0", "2013-05-01", "2013-05-31", "month"),
        ("2013.0", "0", "0", "2013-01-01", "2013-12-31", "year"),
        ("2013", "", "", "2013-01-01", "2013-12-31", "year"),
    ],
)
def test_year_month_and_day_columns(year, month, day, start, end, precision):
    when = incident_of_row(row(year=year, month=month, day=day), None).when
    assert (when.start, when.end, when.precision) == (
        date.fromisoformat(start),
        date.fromisoformat(end),
        precision,
    )


@pytest.mark.parametrize(
    ("year", "month", "day"), [("2013", "13", "1"), ("2013", "2", "30"), ("soon", "", "")]
)
def test_year_month_and_day_that_are_no_date(year, month, day):
    when = incident_of_row(row(year=year, month=month, day=day), None).when
    assert (when.start, when.precision) == (None, DatePrecision.UNKNOWN)


def test_an_end_before_the_start_is_left_out():
    when = incident_of_row(row(date="2021-03-04", date_end="2021-03-01"), None).when
    assert (when.start, when.end) == (date(2021, 3, 4), date(2021, 3, 4))


@pytest.mark.parametrize(
    ("cell", "bounds"),
    [
        ("0", (0, 0, 0)), ("17", (17, 17, 17)), ("4.0", (4, 4, 4)), ("1,250", (1250, 1250, 1250)),
        ("at least 5", (5, 5, None)), ("more than 10", (11, None, None)), ("3-7", (3, None, 7)),
        ("hundreds", (100, None, None)), ("two", (2, 2, 2)), ("unknown", (None, None, None)),
        ("-9", (None, None, None)), ("n/a", (None, None, None)),
    ],
)  # fmt: skip
def test_count_cells(cell, bounds):
    killed = incident_of_row(row(killed=cell), None).killed
    assert (killed.low, killed.best, killed.high) == bounds
    assert killed.text == cell


def test_bounds_may_come_without_a_best_count():
    killed = incident_of_row(row(killed_low="2", killed_high="9"), None).killed
    assert (killed.low, killed.best, killed.high) == (2, None, 9)


@pytest.mark.parametrize(
    ("cells", "point"),
    [
        ({"lat": "-31.38", "lon": "-57.97"}, (-31.38, -57.97)),
        ({"lat": "31,38", "lon": "57,97"}, (31.38, 57.97)),
        ({"lat": "0", "lon": "9.45"}, (0.0, 9.45)),
        ({"latlon": "-31.38, -57.97"}, (-31.38, -57.97)),
        ({"latlon": "(5.5 6.5)"}, (5.5, 6.5)),
        ({"latlon": "1, 2", "lat": "3", "lon": "4"}, (3.0, 4.0)),
        ({"latlon": "", "lat": "3", "lon": "4"}, (3.0, 4.0)),
        ({"lat": "0", "lon": "0.0"}, None),
        ({"lat": "4239.00416", "lon": "44.1"}, None),
        ({"lat": "12", "lon": "181"}, None),
        ({"lat": "nan", "lon": "12"}, None),
        ({"lat": "inf", "lon": "12"}, None),
        ({"lat": "12", "lon": ""}, None),
        ({"lat": "north", "lon": "12"}, None),
        ({"latlon": "Salto"}, None),
        ({}, None),
    ],
)
def test_coordinates_of_a_row(cells, point):
    doc = row(**cells)
    assert given_point(doc) == point
    place = place_of_row(doc, None)
    if point is None:
        assert (place.lat, place.resolution) == (None, None)
    else:
        assert (place.lat, place.lon) == point
        assert place.resolution.status is PlaceStatus.GIVEN
        assert (
            doc.text[place.resolution.mention.start : place.resolution.mention.end]
            == place.resolution.mention.text
        )


def test_given_coordinates_win_over_the_name_which_is_kept(opened):
    doc = row(place="Salto", lat="-31.6", lon="-57.7")
    place = place_of_row(doc, resolved(doc, SALTO))
    assert (place.text, place.lat, place.lon) == ("Salto", -31.6, -57.7)
    assert (place.precision, place.resolution.place) == (PlacePrecision.SITE, SALTO)
    assert check_row(doc, resolved(doc, SALTO), opened.gazetteer) is None


def test_given_coordinates_far_from_the_name_stay_without_its_place(opened):
    doc = row(place="Salto", lat="-34.9", lon="-56.2")
    place = place_of_row(doc, resolved(doc, SALTO))
    assert (place.text, place.lat, place.resolution.place) == ("Salto", -34.9, None)
    problem = check_row(doc, resolved(doc, SALTO), opened.gazetteer)
    assert problem is not None
    assert "from Salto" in problem.reason


def test_swapped_coordinates_are_told_and_kept(opened):
    doc = row(place="Salto", lat="-57.97", lon="-31.38")
    problem = check_row(doc, resolved(doc, SALTO), opened.gazetteer)
    assert problem is not None
    assert "swapped" in problem.suggestion


def test_given_coordinates_of_a_town_are_no_finer_than_the_town():
    doc = row(place="Salto", lat="-31.39", lon="-57.96")
    place = place_of_row(doc, resolved(doc, SALTO))
    assert (place.precision, place.radius_km) == (PlacePrecision.SETTLEMENT, 4.0)


def test_refused_coordinates_leave_the_name():
    doc = row(place="Salto", lat="0", lon="0")
    place = place_of_row(doc, resolved(doc, SALTO))
    assert (place.lat, place.resolution.status) == (-31.38, PlaceStatus.RESOLVED)


def test_a_cell_with_a_distance_moves_the_point():
    doc = row(place="12 km north of Salto")
    place = place_of_row(doc, resolved(doc, SALTO))
    assert place.text == "12 km north of Salto"
    assert place.lat == pytest.approx(-31.272, abs=0.01)
    assert place.lon == pytest.approx(-57.97, abs=0.01)


@pytest.mark.parametrize(
    ("event_type", "sub_type", "expected"),
    [
        ("Battles", "Armed clash", EventType.BATTLE),
        ("Explosions/Remote violence", "Air/drone strike", EventType.EXPLOSION_REMOTE),
        ("Violence against civilians", "Attack", EventType.VIOLENCE_AGAINST_CIVILIANS),
        ("Protests", "Peaceful protest", EventType.PROTEST),
        ("Riots", "Mob violence", EventType.RIOT),
        ("Strategic developments", "Arrests", EventType.STRATEGIC),
        ("natural_hazard", "", EventType.NATURAL_HAZARD),
        ("Explosion_Remote", "", EventType.EXPLOSION_REMOTE),
        ("Landslide", "", EventType.NATURAL_HAZARD),
        ("Bombing/Explosion", "", EventType.EXPLOSION_REMOTE),
        ("Hostage Taking (Kidnapping)", "", EventType.VIOLENCE_AGAINST_CIVILIANS),
        ("", "Armed clash", EventType.BATTLE),
        ("Market day", "", EventType.OTHER),
        ("", "", EventType.OTHER),
    ],
)
def test_the_types_of_other_schemes(event_type, sub_type, expected):
    found = incident_of_row(row(event_type=event_type, sub_type=sub_type, place="Salto"), None)
    assert found.event_type is expected
    if sub_type != "":
        assert found.sub_type == sub_type


def decided(doc, *places):
    return [
        Resolution(mention=mention, status=PlaceStatus.RESOLVED, place=place, lat=place.lat, lon=place.lon)
        for mention, place in zip(mentions_of_row(doc), places, strict=True)
    ]


def test_a_place_named_again_with_a_relation_is_near_itself():
    doc = row(place="Salto town (farm 12 km north of Salto)")
    first, again = decided(doc, SALTO, SALTO)
    place = place_of_row(doc, first, (first, again))
    assert (place.precision, place.relation) == (PlacePrecision.NEAR, PlaceRelation.DISTANCE_DIRECTION)
    assert place.lat > SALTO.lat
    far = row(place="Salto town (some 300 km north of Salto)")
    first, again = decided(far, SALTO, SALTO)
    place = place_of_row(far, first, (first, again))
    assert (place.precision, place.lat) == (PlacePrecision.SETTLEMENT, SALTO.lat)


def test_a_road_between_two_places_of_a_cell_is_half_way():
    doc = row(place="Road between Salto and Artigas")
    other = replace(SALTO, id="test:2", name="Artigas", lat=-30.4, lon=-56.47)
    ends = decided(doc, SALTO, other)
    place = place_of_row(doc, ends[0], ends)
    assert (place.text, place.relation) == ("Road between Salto and Artigas", PlaceRelation.ROAD)
    assert SALTO.lat < place.lat < other.lat


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Shelling of the market by gunmen", "explosion_remote"),
        ("Three clashes after a roadside bomb", "battle"),
        ("Roadside bomb, then clashes", "explosion_remote"),
        ("Teachers on strike; police opened fire", "other"),
        ("Unknown", "other"),
    ],
)
def test_a_row_without_a_type_is_typed_by_the_first_event_it_names(words, kind):
    assert incident_of_row(row(description=words, place="Homs"), None).event_type == kind
