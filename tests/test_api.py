"""The public API: what it exports, and its verbs."""

import inspect
import pkgutil
from datetime import date
from importlib import import_module

import pandas as pd
import pytest

import geomap as api
import geomap.cli
from geomap.errors import GeomapError, MissingColumnError, MissingInputError

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(geomap.__path__, "geomap.")
    if not module.name.endswith(("__main__", "_version"))
)


@pytest.mark.parametrize("name", ["geomap", *MODULES])
def test_public_names_are_sorted_real_and_documented(name):
    module = import_module(name)
    assert module.__doc__, f"{name} has no docstring"
    public = getattr(module, "__all__", None)
    if public is None:
        own = [entry for entry in vars(module).values() if getattr(entry, "__module__", None) == name]
        assert own == [], f"{name} has no __all__"
        return
    assert list(public) == sorted(public, key=kind_then_name)
    assert len(set(public)) == len(public)
    for entry in public:
        thing = getattr(module, entry)
        # within a package, ruff asks for docstrings
        if hasattr(module, "__path__") and (inspect.isfunction(thing) or inspect.isclass(thing)):
            assert inspect.getdoc(thing), f"{name}.{entry} has no docstring"


def kind_then_name(name):
    """Order CONSTANTS, Classes, functions, each by name; like ruff."""
    return (0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2, name)


def test_dir_and_unknown_names():
    assert api.__all__ == sorted(api.__all__)
    assert dir(api) == sorted(api.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nosuch'"):
        api.nosuch  # noqa: B018 - the look-up is the test


def test_every_error_of_ours_has_one_root():
    from geomap import errors

    for name in errors.__all__:
        assert issubclass(getattr(errors, name), GeomapError)


def test_read_extract_export_and_read_back(examples, tmp_path):
    (doc,) = api.read(examples / "article.txt")
    assert (doc.publisher, doc.published) == ("geomap example", date(2024, 2, 8))
    frame = api.extract([examples / "article.txt", examples / "incidents.csv"])
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.notna().any()
    artifact = api.export(frame, tmp_path / "x.geojson")
    assert artifact.rows == len(frame)
    back = api.read_frame(tmp_path / "x.geojson")
    pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(back))


def test_geocode_keeps_index_rows_and_columns():
    table = pd.DataFrame(
        {"Ort": ["Baghdad", "Xqzvwk", "Homs"], "n": [1, 2, 3], "when": [1.5, None, 2.5]},
        index=["c", "a", "b"],
    )
    before = table.copy()
    placed = api.geocode(table, columns={"place": "Ort"})
    pd.testing.assert_frame_equal(table, before)
    assert list(placed.index) == ["c", "a", "b"]
    pd.testing.assert_frame_equal(pd.DataFrame(placed[["Ort", "n", "when"]]), before)
    assert list(placed["place_status"]) == ["resolved", "unresolved", "resolved"]
    assert placed.geometry.isna().tolist() == [False, True, False]
    assert placed.geometry["c"].x == placed["lon"]["c"]
    assert placed.crs == "EPSG:4326"


def test_geocode_says_which_columns_there_are():
    with pytest.raises(MissingColumnError, match="what"):
        api.geocode(pd.DataFrame({"what": ["fire"]}))


def test_parse_returns_records():
    text = "A flood in Derna, Libya."
    first, second = api.parse(text)
    assert text[first["start"] : first["end"]] == "Derna"
    assert (first["country_code"], second["name"]) == ("LY", "Libya")


def test_map_from_files_frames_and_runs(examples, tmp_path):
    made = api.map(examples / "incidents.csv", title="Twenty-one")
    made.save(tmp_path / "a.html")
    frame = api.extract(examples / "incidents.csv")
    api.map(frame, title="Twenty-one").save(tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert b"<title>Twenty-one</title>" in (tmp_path / "a.html").read_bytes()


def test_settings_say_how_to_read(examples):
    settings = api.Settings(document_date=date(2024, 2, 8), columns={"place": "place"})
    assert len(api.extract(examples / "incidents.csv", settings=settings)) == 21
    with pytest.raises(MissingInputError):
        api.extract("nowhere.txt")


def test_gazetteer_by_name_point_and_id():
    with api.open_gazetteer() as gazetteer:
        first = gazetteer.lookup("Baghdad", country="IQ", limit=1)[0].place
        assert (first.name, first.country_code) == ("Baghdad", "IQ")
        assert gazetteer.get(first.id) == first


def test_small_parts_alone():
    span = api.resolve_date("on Tuesday", date(2024, 2, 8))
    assert (span.start, span.precision) == (date(2024, 2, 6), "day")
    counts = api.count_casualties("The blast killed three people and wounded dozens.")
    assert (counts["killed"].best, counts["wounded"].low) == (3, 12)
