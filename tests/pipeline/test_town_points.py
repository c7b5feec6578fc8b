"""Sites and neighbourhoods at the points of their towns."""

import geomap
from geomap.pipeline.town_points import at_town_points


def test_what_is_finer_than_a_town_moves_to_it(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(
        "id,place,lat,lon,date\n1,,33.3245,44.5018,2024-01-01\n2,Homs,,,2024-01-02\n", encoding="utf-8"
    )
    frame = geomap.extract(path)
    assert frame["place_precision"].tolist() == ["site", "settlement"]
    moved = at_town_points(frame)
    assert moved["place_name"].tolist() == ["Baghdad", frame["place_name"][1]]
    assert moved["place_precision"].tolist() == ["settlement", "settlement"]
    assert moved.geometry[0].distance(frame.geometry[0]) > 0.01
    assert moved.geometry[1] == frame.geometry[1]


def test_a_point_far_from_towns_stays(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("id,lat,lon,date\n1,-60.5,-120.25,2024-01-01\n", encoding="utf-8")
    frame = geomap.extract(path)
    assert at_town_points(frame).geometry[0] == frame.geometry[0]
