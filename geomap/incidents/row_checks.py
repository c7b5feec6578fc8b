"""What is wrong with a row's cells: coordinates, dates and counts that cannot be used or contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from importlib import resources

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.countries import country_named, is_country
from geomap.geo import is_valid_lat_lon
from geomap.incidents.point_checks import BORDER_KM, SEA_KM, PointWarning, check_point, is_far
from geomap.incidents.row_claims import is_claim, is_quake
from geomap.incidents.row_points import POINT_ROLES, point_column, point_of_row
from geomap.incidents.row_values import count_of_cell, when_of_row
from geomap.model import Document, Place, PlaceStatus, Problem, Resolution
from geomap.values import COUNT_ROLES, PointReading
from geomap.values.counts import MOST_DIGITS
from geomap.values.typography import is_blank, plain

__all__ = ["check_row", "row_problems"]

SURE = 0.5
"""Places that are less certain than this are not held against coordinates."""

_WORDS = re.compile(r"[^\W\d_]+")


def row_problems(doc: Document, resolution: Resolution | None, gazetteer: Gazetteer) -> tuple[Problem, ...]:
    """Return everything that is wrong with a row's cells; none of it changes the row."""
    about_point = check_row(doc, resolution, gazetteer)
    problems = [] if about_point is None else [about_point]
    problems.extend(_date_problems(doc))
    problems.extend(_count_problems(doc))
    return tuple(problems)


def check_row(doc: Document, resolution: Resolution | None, gazetteer: Gazetteer) -> Problem | None:
    """Return what is wrong with a row's own coordinates, or None: they are kept all the same.

    Coordinates that are unreadable, off the Earth or 0, 0 are not used; those that contradict the place
    or the country that the row names are used, but say so.

    Args:
        resolution: The decision about the row's place.
    """
    reading = point_of_row(doc)
    if reading.spot is None and reading.reason == "":
        return None
    code = _country_of(doc, gazetteer)
    place = None if resolution is None else _named_place(resolution, code, reading)
    if place is not None and is_country(place):
        code, place = code or place.country_code, None
    warning = None
    if reading.numbers is not None and (reading.spot is not None or reading.numbers != (0.0, 0.0)):
        warning = _warning(doc, reading.numbers, place, code, gazetteer)
    if reading.spot is not None and warning is None:
        return None
    if warning is not None:
        reason, advice = warning.reason, warning.suggestion
    else:
        reason = f"not usable as coordinates: {reading.reason}"
        advice = "the row's place words were used instead" if place is not None else "correct the coordinates"
    cells = {role: cell for role in POINT_ROLES if (cell := doc.value(role)) is not None}
    if {"lat", "lon"} & cells.keys():
        cells.pop("latlon", None)
    written = ", ".join(cells.values())
    return _problem(doc, point_column(doc), written, reason, advice)


def _warning(
    doc: Document, numbers: tuple[float, float], place: Place | None, code: str | None, gazetteer: Gazetteer
) -> PointWarning | None:
    """Return what contradicts a row's coordinates, after its other words were heard."""
    check = partial(
        check_point,
        numbers,
        gazetteer,
        country_code=code,
        at_sea=partial(_may_be_at_sea, doc),
        border_km=SEA_KM if is_quake(doc) else BORDER_KM,
    )
    warning = check(place=place)
    if warning is None or warning.is_explained or place is None or not is_valid_lat_lon(*numbers):
        return warning
    return warning if is_claim(doc, place, numbers, gazetteer) else check(place=None)


def _named_place(resolution: Resolution, code: str | None, reading: PointReading) -> Place | None:
    """Return the place that a row's words surely mean, to hold its coordinates against, or None.

    Where the point lies at another place of the same name, or the row's own country says that the
    decision about its words went wrong, the coordinates are not what is in doubt.
    """
    place = resolution.place
    if place is None or resolution.status is not PlaceStatus.RESOLVED:
        return None
    if (resolution.confidence or 0.0) < SURE and resolution.confidence is not None:
        return None
    if code is not None and place.country_code not in ("", code):
        return None
    point = None if reading.spot is None else (reading.spot.lat, reading.spot.lon)
    if point is not None and any(not is_far(point, one.place) for one in resolution.candidates):
        return None if is_far(point, place) else place
    return place


def _country_of(doc: Document, gazetteer: Gazetteer) -> str | None:
    """Return the code of the country that a row says it lies in; a nearest country does not hold it."""
    cell, column = doc.value("country"), doc.roles.get("country", "")
    if cell is None or "near" in column.lower():
        return None
    return country_named(gazetteer, cell.upper() if len(cell) <= 3 else cell)


def _may_be_at_sea(doc: Document) -> bool:
    return is_quake(doc) or any(word in _sea_words() for word in _WORDS.findall(doc.text.lower()))


@lru_cache(maxsize=1)
def _sea_words() -> frozenset[str]:
    content = resources.files("geomap.incidents").joinpath("data/sea_words.txt").read_text(encoding="utf-8")
    return frozenset(
        word for line in content.splitlines() if not line.startswith("#") for word in line.split()
    )


def _date_problems(doc: Document) -> Iterator[Problem]:
    when = when_of_row(doc)
    cell = doc.value("date")
    if cell is not None and when.start is None and not is_blank(plain(cell)):
        reason = "no date that can be read"
        yield _problem(
            doc, doc.roles.get("date"), cell, reason, "the row stays undated; write it as YYYY-MM-DD"
        )
    end_cell = doc.value("date_end")
    if end_cell is not None and when.start is not None and when.rule.endswith("end_left_out"):
        reason = "no last day that can be read, or one before the first day"
        yield _problem(doc, doc.roles.get("date_end"), end_cell, reason, "only the first day was used")


def _count_problems(doc: Document) -> Iterator[Problem]:
    for role in COUNT_ROLES:
        cell = doc.value(role)
        if cell is None or (cell.isdecimal() and len(cell) <= MOST_DIGITS):
            continue
        reading = count_of_cell(cell, doc.conventions.get(role, ""))
        if reading.reason != "":
            advice = "the count was left empty, its words were kept"
            yield _problem(doc, doc.roles.get(role), cell, reading.reason, advice)


def _problem(doc: Document, column: str | None, value: str, reason: str, suggestion: str) -> Problem:
    return Problem(
        source=doc.source, row=doc.row, column=column, value=value, reason=reason, suggestion=suggestion
    )
