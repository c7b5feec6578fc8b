"""The default engine, opened once; tests skip with the command where no gazetteer is built."""

from datetime import date

import pytest

from geomap.errors import MissingGazetteerError
from geomap.model import Document


@pytest.fixture(scope="session")
def opened(request):
    try:
        return request.getfixturevalue("engine")
    except MissingGazetteerError as error:
        pytest.skip(str(error))


@pytest.fixture
def article():
    """Make an article: ``article(text, "2024-05-01", title="...")``."""

    def make(text, day=None, *, title=None):
        head = "" if title is None else f"{title}\n"
        return Document(
            id="d1",
            text=head + text,
            source="d1.txt",
            title=title,
            published=None if day is None else date.fromisoformat(day),
            title_span=None if title is None else (0, len(title)),
            body=(len(head), len(head) + len(text)),
        )

    return make


@pytest.fixture
def incidents(opened, article):
    """Return the incidents of a short article."""

    def extract(text, day="2023-05-12", *, title=None):
        return opened.run(article(text, day, title=title)).incidents

    return extract
