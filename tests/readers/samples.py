"""The same three incidents in every format that is read, written by other programs' libraries."""

import gzip
import json
import zipfile
from datetime import date

import geopandas as gpd
import openpyxl
import pandas as pd

COLUMNS = ("id", "place", "country", "date", "killed", "lat", "lon", "notes")
ROWS = (
    ("1", "Baghdad", "Iraq", date(2024, 1, 5), 3, 33.3, 44.4, "a, b"),
    ("2", "Mosul", "Iraq", date(2024, 1, 6), None, 36.34, 43.13, "line\nbreak"),
    ("3", "Basra", "Iraq", date(2024, 1, 7), 0, 30.5, 47.8, "Ünï"),
)
ARTICLE = "Shelling in Homs\n\nThree people were killed near Homs on Monday, officials said.\n"


def frame():
    table = pd.DataFrame(ROWS, columns=COLUMNS).astype({"killed": "Int64"})
    table["date"] = table["date"].astype(str)
    return table


def geo_frame():
    table = frame()
    points = gpd.points_from_xy(table["lon"], table["lat"])
    return gpd.GeoDataFrame(table.drop(columns=["lat", "lon"]), geometry=points, crs="EPSG:4326")


def write_csv(path):
    frame().to_csv(path, index=False)


def write_tsv(path):
    frame().to_csv(path, index=False, sep="\t")


def write_xlsx(path):
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "Read me"
    notes.append(["Made-up incidents for tests"])
    sheet = book.create_sheet("Incidents")
    sheet.append(["Three incidents of January"])
    sheet.append([])
    sheet.append(COLUMNS)
    for row in ROWS:
        sheet.append(row)
    book.save(path)


def write_ods(path):
    def cell(value):
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
        if isinstance(value, str):
            text = "".join(f"<text:p>{line}</text:p>" for line in value.split("\n"))
            return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    rows = "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in (COLUMNS, *ROWS)
    )
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="One">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{space}">{entry}</manifest:manifest>',
        )


def write_json(path):
    frame().to_json(path, orient="records", force_ascii=False)


def write_jsonl(path):
    frame().to_json(path, orient="records", lines=True)


def write_geojson(path):
    path.write_text(geo_frame().to_json(), encoding="utf-8")


def write_geojsonl(path):
    geo_frame().to_file(path, driver="GeoJSONSeq")


def write_gpkg(path):
    geo_frame().to_file(path, driver="GPKG", layer="incidents")


def write_fgb(path):
    geo_frame().to_file(path, driver="FlatGeobuf")


def write_shp(path):
    geo_frame().to_file(path, driver="ESRI Shapefile", encoding="utf-8")


def write_parquet(path):
    geo_frame().to_parquet(path)


def kml():
    def placemark(row):
        told = dict(zip(COLUMNS, row, strict=True))
        data = "".join(
            f'<Data name="{name}"><value>{told[name]}</value></Data>'
            for name in ("place", "country", "killed")
            if told[name] is not None
        )
        return (
            f'<Placemark id="{told["id"]}"><description><![CDATA[{told["notes"]}]]></description>'
            f"<TimeStamp><when>{told['date']}</when></TimeStamp><ExtendedData>{data}</ExtendedData>"
            f"<Point><coordinates>{told['lon']},{told['lat']},0</coordinates></Point></Placemark>"
        )

    body = "".join(map(placemark, ROWS))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<Folder><name>January</name>{body}</Folder></Document></kml>"
    )


def write_kml(path):
    path.write_text(kml(), encoding="utf-8")


def write_kmz(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("doc.kml", kml())
        archive.writestr("images/a.png", b"\x89PNG")


def write_zip(path):
    inner = path.with_name("inner.csv")
    write_csv(inner)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, "data/inner.csv")
        archive.writestr("data/readme.rtf", "not read")
    inner.unlink()


def pdf(text):
    """Return a PDF document of one page with a text on it, by hand."""
    lines = " ".join(f"({line}) Tj T*" for line in text.split("\n"))
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines} ET".encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    return content + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        start,
    )


def write_pdf(path):
    path.write_bytes(pdf(ARTICLE))


def write_text(path):
    path.write_text(ARTICLE, encoding="utf-8")


def write_html(path):
    title, _, body = ARTICLE.strip().partition("\n\n")
    path.write_text(
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p></article>"
        "</body></html>",
        encoding="utf-8",
    )


def packed(path):
    """Pack a file with gzip and return the new path."""
    target = path.with_name(path.name + ".gz")
    target.write_bytes(gzip.compress(path.read_bytes()))
    return target


def write_records(path, content):
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
