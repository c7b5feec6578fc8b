import pytest

from geomap.gazetteer.languages import short_language


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("ara", "ar"),
        ("fas", "fa"),
        ("per", "fa"),
        ("ckb", "ckb"),
        ("und", ""),
        ("mul", ""),
        ("en", "en"),
        ("", ""),
    ],
)
def test_short_language(code: str, short: str):
    assert short_language(code) == short
