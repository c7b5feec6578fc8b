import gzip
import zipfile
from pathlib import Path

import pytest

from geomap.errors import MissingColumnError
from geomap.gazetteer.sources import SOURCES, SourceFile, SourceReport, open_source

FIXTURES = Path(__file__).parents[2] / "fixtures" / "sources"
FORMATS = {
    "cod.geojson": "cod",
    "cod_new.csv": "cod",
    "cod_old.csv": "cod",
    "gns_new.txt": "gns",
    "gns_old.txt": "gns",
    "lp.tsv": "lp-tsv",
    "lpf.geojson": "lpf",
    "ne_airports.json": "natural-earth",
    "ne_label_points.json": "natural-earth",
    "ne_populated_places.json": "natural-earth",
    "osm_ogr2ogr.geojson": "osm",
    "osm_osmium.geojsonseq": "osm",
    "osm_overpass.geojson": "osm",
    "own.csv": "csv",
    "own.geojson": "geojson",
    "own_semicolon_cp1252.csv": "csv",
    "wikidata_dump.json": "wikidata",
    "wikidata_plain.json": "wikidata",
    "wikidata_query.csv": "wikidata",
    "wikidata_query.json": "wikidata",
}
CATCH_ALLS = {"csv", "geojson"}


def sniffed(file):
    return {name for name in SOURCES if SOURCES.get(name).sniff(file)}


@pytest.mark.parametrize(("name", "source"), FORMATS.items())
def test_each_file_is_claimed_by_its_own_format_and_no_other(name, source):
    claims = sniffed(open_source(FIXTURES / name))
    assert source in claims
    assert claims - CATCH_ALLS == {source} - CATCH_ALLS


PLACE = "169577\tHoms\tHoms\tHims\t34.72405\t36.72559\tP\tPPLA\tSY\t\t11\t\t\t\t775404\t\t508\t\t"
COUNTRY = "SY\tSYR\t760\tSY\tSyria\tDamascus\t185180\t1\tAS\t.sy\tSYP\tPound\t963\t\t\tar-SY\t163843\tIQ\t"
LINES = {
    "geonames": PLACE,
    "geonames-admin-codes": "SY.11\tHoms\tHoms\t169575",
    "geonames-alternates": "1\t169577\tar\tحمص\t1\t\t\t\t\t",
    "geonames-countries": f"# ISO\n{COUNTRY}",
    "geonames-hierarchy": "169575\t169577\tADM",
    "wof": "wof_id\tname\tplacetype\tlat\tlon\tcountry\n1\tHoms\tlocality\t34.7\t36.7\tSY",
}


@pytest.mark.parametrize(("source", "lines"), LINES.items())
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_files_without_a_header_of_names_are_claimed_by_their_own_format_only(tmp_path, source, lines, ends):
    path = tmp_path / "file.txt"
    path.write_bytes((lines + "\n").replace("\n", ends).encode("utf-8"))
    assert sniffed(open_source(path)) - CATCH_ALLS == {source}


@pytest.mark.parametrize(("name", "source"), FORMATS.items())
def test_a_build_asks_the_own_format_first(name, source):
    file = open_source(FIXTURES / name)
    assert next(form for form in SOURCES.plugins() if form.sniff(file)) is SOURCES.get(source)


def test_own_lists_are_asked_last():
    last = [SOURCES.get("csv"), SOURCES.get("geojson")]
    assert list(SOURCES.plugins())[-2:] == last


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"{}",
        b"[]",
        b'{"a": 1}',
        b'{"features": []}',
        b"a line of prose",
        b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe",
        b"date,killed\n2024-01-01,3\n",
        b"name,country\nA,IQ\n",
    ],
)
def test_what_is_no_gazetteer_is_claimed_by_none(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert sniffed(open_source(path)) == set()


@pytest.mark.parametrize(("name", "source"), [("own.csv", "csv"), ("osm_overpass.geojson", "osm")])
def test_packed_files_are_known_and_read_like_plain_ones(tmp_path, name, source):
    content = (FIXTURES / name).read_bytes()
    packed = tmp_path / f"{name}.gz"
    packed.write_bytes(gzip.compress(content))
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(f"folder/{name}", content)
    counts = []
    for file in (
        open_source(FIXTURES / name),
        open_source(packed),
        SourceFile(path=archive, member=f"folder/{name}"),
    ):
        assert source in sniffed(file)
        report = SourceReport(file.name)
        counts.append((len(list(SOURCES.get(source)(file, report))), report.used, report.bad, report.rows))
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize(("name", "source"), FORMATS.items())
def test_reading_twice_gives_the_same(read_source, name, source):
    assert read_source(source, name).records == read_source(source, name).records


@pytest.mark.parametrize("name", sorted(set(FORMATS.values())))
def test_each_format_says_what_it_is_and_whose(name):
    source = SOURCES.get(name)
    assert source.title != ""
    assert source.licence != ""
    assert source.attribution != ""
    assert source.read.__doc__ is not None


@pytest.mark.parametrize("name", sorted(set(FORMATS.values())))
@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b'{"features": [{"type": "Feature"}, 7]}', b"\x00\xff" * 50]
)
def test_a_format_that_is_forced_on_another_file_names_the_trouble(tmp_path, name, content):
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    file, report = open_source(path), SourceReport("file.txt")
    if name in {"gns", "lp-tsv", "csv"}:
        with pytest.raises(MissingColumnError, match=r"file\.txt has no column"):
            list(SOURCES.get(name)(file, report))
    else:
        assert list(SOURCES.get(name)(file, report)) == []
