"""Lines read many at a time give the rows that they give one by one."""

import csv

import pytest

from geomap.readers.rows import iter_rows

PLAIN = [f"{number},Homs,x\n" for number in range(995)]


@pytest.mark.parametrize(
    "lines",
    [
        ['1,"a, b",c\n', "\n", '2,"a ""b""",c\n'],
        ['1,"a\n', 'b",c\n', "2,d,e\n"],
        ["1,a,b\r\n", '2,"c\r\n', 'd",e'],
        [*PLAIN, *('a,"b, c",d\n' for _ in range(4)), '1,"over\n', 'the end",of a block\n', "2,d,e\n"],
        [*PLAIN, *('a,"b, c",d\n' for _ in range(4)), '1,b,"c"\n', "2,d,e"],
    ],
)
def test_quoted_cells_are_read_as_the_csv_module_reads_them(lines):
    broken = []
    assert list(iter_rows(lines, ",", on_broken=broken.append)) == [row for row in csv.reader(lines) if row]
    assert broken == []


def test_a_quote_that_is_open_at_the_end_of_a_block_swallows_no_row():
    lines = [*PLAIN, *('a,"b, c",d\n' for _ in range(4)), '1,"never closed,c\n', "2,d,e\n", "3,f,g\n"]
    broken = []
    rows = list(iter_rows(lines, ",", on_broken=broken.append))
    assert rows[-3:] == [["1", '"never closed', "c"], ["2", "d", "e"], ["3", "f", "g"]]
    assert broken == ['1,"never closed,c']
