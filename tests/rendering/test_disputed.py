from geomap.rendering.arcs import cut_arcs
from geomap.rendering.disputed import cuts_of, disputed_arcs, read_stretches

GRID = 10


def test_rows_name_two_countries_and_a_box_that_is_one():
    stretches = read_stretches()
    assert len(stretches) > 10
    for stretch in stretches:
        assert len(stretch.codes) == 2
        assert all(len(code) == 2 and code.isupper() for code in stretch.codes)
        if stretch.box is not None:
            west, south, east, north = stretch.box
            assert west < east
            assert south < north


def test_only_the_stretch_in_the_box_is_in_dispute():
    """India and Pakistan meet on a straight line from 24 to 36 degrees north; the row's box begins at 32."""
    border = [(750, 10 * lat) for lat in range(24, 37)]
    india = [*border, (800, 360), (800, 240)]
    pakistan = [*reversed(border), (700, 240), (700, 360)]
    codes, rings_of = ["IN", "PK"], [[india], [pakistan]]
    cuts = cuts_of(codes, rings_of, GRID)
    assert (750, 320) in cuts
    arcs, references = cut_arcs([india, pakistan], cuts)
    found = [arcs[arc] for arc in disputed_arcs(codes, [[references[0]], [references[1]]], arcs, GRID)]
    assert {point for arc in found for point in arc} == {(750, 10 * lat) for lat in range(32, 37)}


def test_land_of_nobody_is_in_dispute_on_all_sides():
    square = [(0, 0), (0, 10), (10, 10), (10, 0)]
    arcs, references = cut_arcs([square])
    assert disputed_arcs([None], [references], arcs, GRID) == [0]
    assert disputed_arcs(["DE"], [references], arcs, GRID) == []
