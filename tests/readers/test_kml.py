"""KML: what placemarks say, and files that are not as they should be."""

import zipfile

import pytest

from geomap.errors import EmptyInputError, UnreadableInputError
from geomap.readers import iter_documents

HEAD = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'


def read(path, body):
    path.write_text(body, encoding="utf-8")
    problems = []
    return list(iter_documents([path], problems=problems)), problems


def test_folders_times_markup_and_shapes(tmp_path):
    docs, _ = read(
        tmp_path / "t.kml",
        HEAD + "<Folder><name>Strikes</name><Folder><name>North</name><Placemark><name>Homs</name>"
        "<description><![CDATA[<b>Two</b> hit<br>at noon &amp; later]]></description>"
        "<TimeSpan><begin>2024-01-05</begin><end>2024-01-06</end></TimeSpan>"
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>36,34 37,34 37,35 36,35 36,34"
        "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Folder>"
        "<Placemark><name>Hama</name>"
        "<Point><coordinates> 36.75 , 35.13 , 0 </coordinates></Point></Placemark>"
        "<Placemark><name>Nowhere</name></Placemark></Document></kml>",
    )
    assert docs[0].fields["folder"] == "Strikes / North"
    assert docs[0].fields["description"] == "Two hit\nat noon & later"
    assert (docs[0].value("date"), docs[0].value("date_end")) == ("2024-01-05", "2024-01-06")
    assert float(docs[0].value("radius_km")) > 50
    assert (docs[1].value("lat"), docs[1].value("lon"), docs[1].fields["folder"]) == ("35.13", "36.75", "")
    assert docs[2].value("lat") is None
    assert len(docs) == 3


def test_xml_that_breaks_off_keeps_what_was_read(tmp_path):
    point = "<Point><coordinates>36.7,34.7</coordinates></Point>"
    docs, problems = read(tmp_path / "t.kml", f"{HEAD}<Placemark>{point}</Placemark><Placemark><na")
    assert len(docs) == 1
    assert "breaks off" in problems[0].reason


def test_no_placemarks_no_kml_no_entities(tmp_path):
    with pytest.raises(EmptyInputError, match="no placemarks"):
        read(tmp_path / "t.kml", f"{HEAD}</Document></kml>")
    with zipfile.ZipFile(tmp_path / "t.kmz", "w") as archive:
        archive.writestr("image.png", b"x")
    with pytest.raises(UnreadableInputError, match="without a KML file"):
        list(iter_documents([tmp_path / "t.kmz"], problems=[]))
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    body = "<kml><Placemark><name>&a8;</name></Placemark></kml>"
    with pytest.raises(UnreadableInputError, match="amplification"):
        read(tmp_path / "bomb.kml", f'<!DOCTYPE kml [<!ENTITY a0 "{"x" * 10}">{levels}]>{body}')
