"""``geocode``: every row, column and cell of the user's table comes back, in order, with ours appended."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.frame import place_fieldnames
from geomap.pipeline.geocode import geocode_table
from geomap.pipeline.settings import Settings

NASTY = [
    ["id", "Place", "country", "note", "", "lat", "id", " spaced "],
    ["001", "Baghdad", "Iraq", 'says "hello", twice', "x", "", "7", " kept "],
    ["002", "Xqzvwk", "", "line one\nline two", "", "", "", ""],
    ["=1+1", "Homs", "Syria", "-5", "@cmd", "", "+3", "\t tab"],
    ["", "", "", "", "", "", "", ""],
    ["0,10", "São Paulo", "Brazil", "naïve – ‘quotes’ 😀", "1e5", "", "NaN", "null"],
    ["1.0", "Derna", "Libya", "  ", "TRUE", "", "None", "'"],
]


def written(rows):
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


def read(payload):
    return list(csv.reader(io.StringIO(payload.decode("utf-8"), newline="")))


def test_rows_columns_and_cells_stay_as_they_are(geomap, tmp_path):
    path = tmp_path / "nasty.csv"
    path.write_bytes(written(NASTY).encode("utf-8"))
    done = geomap("geocode", path)
    assert done.code == 0, done.err
    rows = read(done.out)
    width = len(NASTY[0])
    assert len(rows) == len(NASTY)
    assert [row[:width] for row in rows[1:]] == NASTY[1:]
    ours = rows[0][width:]
    assert ours == list(place_fieldnames(rows[0][:width]).values())
    assert {"geomap_country", "geomap_lat", "place_status"} <= set(ours)
    status = rows[0].index("place_status")
    assert [row[status] for row in rows[1:]] == [
        "resolved", "unresolved", "resolved", "unresolved", "resolved", "resolved",
    ]  # fmt: skip
    lat = rows[0].index("geomap_lat")
    assert [row[lat] == "" for row in rows[1:]] == [False, True, False, True, False, False]


def test_input_is_not_changed_and_output_is_not_the_input(geomap, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"place\r\nBaghdad\r\n")
    assert geomap("geocode", path, "-o", tmp_path / "out" / "placed.csv").code == 0
    assert path.read_bytes() == b"place\r\nBaghdad\r\n"
    assert (tmp_path / "out" / "placed.csv").read_bytes().startswith(b"place,place_name,place_id,")


def test_column_roles_can_be_named(geomap):
    table = b"Ort;Land;wo\nValencia;VE;a\nValencia;Spanien;b\n"
    done = geomap("geocode", "-", "--place", "Ort", "--country", "Land", stdin=table)
    assert done.code == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out.decode("utf-8"), newline=""), delimiter=";"))
    assert [row["country_code"] for row in rows] == ["VE", "ES"]
    assert [row["wo"] for row in rows] == ["a", "b"]


def test_given_coordinates_stay(geomap):
    table = b"place,latitude,longitude\nSomewhere,10.5,-20.25\nOn the equator,0,9.5\n"
    done = geomap("geocode", "-", stdin=table)
    rows = list(csv.DictReader(io.StringIO(done.out.decode("utf-8"), newline="")))
    assert [row["place_status"] for row in rows] == ["given", "given"]
    assert [(float(row["lat"]), float(row["lon"])) for row in rows] == [(10.5, -20.25), (0.0, 9.5)]


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(st.tuples(cells, cells), min_size=1, max_size=6))
def test_any_cell_survives(tmp_path, notes):
    rows = [["place", "first", "second"], *(["Baghdad", *note] for note in notes)]
    path = tmp_path / "t.csv"
    path.write_bytes(written(rows).encode("utf-8"))
    geocode_table(str(path), tmp_path / "placed.csv", Settings())
    back = read((tmp_path / "placed.csv").read_bytes())
    assert [row[:3] for row in back[1:]] == rows[1:]


def test_coordinates_that_contradict_the_place_are_told(geomap, tmp_path):
    table = tmp_path / "points.csv"
    table.write_text("place,lat,lon\nAleppo,48.0,2.0\nLima,0,0\nHoms,34.72,36.72\n", encoding="utf-8")
    result = geomap("geocode", str(table))
    assert result.code == 0
    rows = list(csv.DictReader(io.StringIO(result.out.decode())))
    assert [row["place_name"] for row in rows] == ["", "Lima", "Homs"]
    assert [row["place_status"] for row in rows] == ["given", "resolved", "given"]
    assert "row 1: 3,149 km from Aleppo" in result.err
    assert "row 2: not usable as coordinates" in result.err
    assert "2 problems" in result.err


def test_coordinates_of_a_known_format_are_as_exact_as_it_says(geomap, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,source_headline\n"
        "1,1,A,B,1,Homs town,34.73,36.72,x\n2,1,A,B,4,Homs town,34.73,36.72,y\n",
        encoding="utf-8",
    )
    done = geomap("geocode", path)
    assert done.code == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out.decode("utf-8"))))
    assert [row["place_precision"] for row in rows] == ["settlement", "adm1"]


def test_a_row_without_a_country_goes_by_the_further_column(geomap, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "place,country,countryname\nTripoli,Libya,Libya\nTripoli,,Lebanon\nTripoli,,Libya\nXqzvwk,,Lebanon\n",
        encoding="utf-8",
    )
    done = geomap("geocode", path)
    assert done.code == 0, done.err
    header, *rows = read(done.out)
    code, name = header.index("country_code"), header.index("place_name")
    assert [row[code] for row in rows] == ["LY", "LB", "LY", "LB"]
    assert rows[3][name] == "Lebanon"
