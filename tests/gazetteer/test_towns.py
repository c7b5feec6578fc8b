from geomap.gazetteer import open_gazetteer


def names(box, **options):
    with open_gazetteer() as gazetteer:
        return [town.name for town in gazetteer.towns(box, **options)]


def test_the_most_important_towns_come_first():
    assert names((42, 32, 46, 35), limit=2)[0] == "Baghdad"
    assert len(names((42, 32, 46, 35), limit=7)) == 7


def test_boxes_across_the_date_line():
    there = names((177.0, -19.0, 189.0, -13.0), limit=50)
    assert {"Suva", "Apia"} <= set(there)
    assert {"Suva", "Apia"} <= set(names((-183.0, -19.0, -171.0, -13.0), limit=50))


def test_open_sea_has_none():
    assert names((-140.0, -50.0, -130.0, -45.0)) == []


def test_towns_are_named_in_arabic_where_the_index_can():
    assert "بغداد" in names((42, 32, 46, 35), limit=7, language="ar")
    assert "Hamburg" in names((9, 53, 11, 54), limit=5, language="xx")
