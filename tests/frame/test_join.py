import pytest

from geomap.frame import PLACE_COLUMNS, join_places, place_fieldnames
from geomap.model import Document


def row(number, **fields):
    return Document(id=str(number), text="", source="t.csv", fields=fields, row=number)


def test_a_row_keeps_its_cells_and_gets_ours(resolved, unresolved):
    rows = [row(1, town=" =Homs ", n=""), row(2, town="x", n="1")]
    joined = list(join_places(rows, [resolved, unresolved], fieldnames=["town", "n"], provenance="p"))
    assert [list(record) for record in joined] == [["town", "n", *PLACE_COLUMNS]] * 2
    assert (joined[0]["town"], joined[0]["n"], joined[0]["place_name"]) == (" =Homs ", "", "Homs 0")
    assert (joined[1]["place_status"], joined[1]["lat"], joined[1]["provenance"]) == ("unresolved", None, "p")


def test_names_that_the_table_uses_get_a_prefix(resolved):
    names = place_fieldnames(["Lat", "geomap_lat", "Country"])
    assert (names["lat"], names["country"], names["lon"]) == ("geomap_geomap_lat", "geomap_country", "lon")
    (record,) = join_places([row(1, Lat="7")], [resolved], fieldnames=["Lat"], provenance="")
    assert (record["Lat"], record["geomap_lat"], record["provenance"]) == ("7", 34.123457, None)


def test_rows_and_places_must_be_as_many(resolved):
    with pytest.raises(ValueError, match="shorter"):
        list(join_places([row(1), row(2)], [resolved], fieldnames=[], provenance=""))
