from geomap.frame import place_fieldnames


def test_names_that_the_table_uses_get_a_prefix():
    names = place_fieldnames(["Lat", "geomap_lat", "Country"])
    assert (names["lat"], names["country"], names["lon"]) == ("geomap_geomap_lat", "geomap_country", "lon")
