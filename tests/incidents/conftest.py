"""From a short article to its incidents."""

import pytest


@pytest.fixture
def incidents(opened, article):
    """Return the incidents of a short article."""

    def extract(text, day="2023-05-12", *, title=None):
        return opened.run(article(text, day, title=title)).incidents

    return extract
