"""Which date each event of a paragraph takes."""

import tomllib
from pathlib import Path

import pytest

ARTICLES = tomllib.loads((Path(__file__).parent / "articles.toml").read_text(encoding="utf-8"))


def interval(when):
    return [day.isoformat() for day in (when.start, when.end) if day is not None]


def dates_of(incidents, name):
    """Return the interval of the first incident at a place, or of an event type."""
    return next(
        (
            interval(incident.when)
            for incident in incidents
            if incident.event_type.value == name
            or any(name in (place.text or "") for place in incident.places)
        ),
        "no such incident",
    )


@pytest.mark.parametrize("article_name", ARTICLES)
def test_each_event_takes_its_own_date(incidents, article_name):
    case = ARTICLES[article_name]
    found = incidents(case["text"].replace("\n", " "), case.get("date"))
    assert {name: dates_of(found, name) for name in case["when"]} == case["when"]
