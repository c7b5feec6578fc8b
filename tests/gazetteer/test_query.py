import pytest

from geomap.gazetteer.query import parse_query


@pytest.mark.parametrize(
    ("text", "names", "cue", "parents"),
    [
        ("Baghdad", ("Baghdad",), None, ()),
        ("  Shuyrat   airbase ", ("Shuyrat airbase", "Shuyrat"), "airbase", ()),
        ("Shuyrat Air Base", ("Shuyrat Air Base", "Shuyrat"), "air base", ()),
        ("Homs Governorate", ("Homs Governorate", "Homs"), "governorate", ()),
        ("city of Homs", ("city of Homs", "Homs"), "city", ()),
        ("Mashtal, Baghdad", ("Mashtal, Baghdad", "Mashtal"), None, ("Baghdad",)),
        ("Mashtal (Baghdad)", ("Mashtal (Baghdad)", "Mashtal"), None, ("Baghdad",)),
        ("a، b", ("a، b", "a"), None, ("b",)),
        ("Mashtal, Baghdad, Iraq", ("Mashtal",), None, ("Baghdad", "Iraq")),
        (
            "Al Asad air base, Iraq",
            ("Al Asad air base, Iraq", "Al Asad air base", "Al Asad"),
            "air base",
            ("Iraq",),
        ),
        ("airbase", ("airbase",), None, ()),
        (" , ;", (), None, ()),
    ],
)
def test_parts(text: str, names: tuple[str, ...], cue: str | None, parents: tuple[str, ...]):
    query = parse_query(text)
    assert query.names == names
    assert (query.cue.word if query.cue is not None else None) == cue
    assert query.parents == parents
    assert query.whole <= set(names)


def test_the_name_is_what_stands_before_the_first_comma():
    assert parse_query("Atlanta, Georgia").name == "Atlanta"
    assert parse_query("Homs").name == "Homs"
    assert parse_query("").name == ""
