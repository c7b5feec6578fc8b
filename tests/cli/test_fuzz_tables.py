"""A hundred broken tables: no traceback, no row lost, one line for an error, counts that add up."""

import csv
import io
import json
import random
import re
import zipfile

import pytest

COLUMNS = ["id", "place", "country", "date", "lat", "lon", "killed", "note"]
PLACES = [
    ("Homs", "Syria"),
    ("Derna", "Libya"),
    ("Goma", "DR Congo"),
    ("Харків", "Ukraine"),
    ("حلب", "Syria"),
]
DATES = [
    "2024-02-30",
    "31/12/2023",
    "12/31/2023",
    "n/a",
    "45000",
    "1e9",
    "0",
    "yesterday",
    "2024-01-05T10:00Z",
    "٥/٤/٢٠٢١",
]
POINTS = [
    ("34.7", "36.7"),
    ("91", "181"),
    ("nan", "inf"),
    ("-0", "0"),
    ("1e400", "36"),
    ("", "36.7"),
    ("34°N", "36°E"),
]
COUNTS = ["3", "-1", "dozens", "1e308", "NaN", "٣", "3-5", "9" * 400, "9" * 5000, "²", "", "=1+1"]
NASTY = [
    '=HYPERLINK("http://example.org","x")', "<script>alert(1)</script>", "\u202egnp.exe\u202c", "a\x00b",
    "line\nbreak", "x" * 100_000, "\ufeff", "\U0001f600", "'; DROP TABLE x;--",
    "42", "\t", "é" * 300, "[1,2", '{"a":', "\x0c", "\u2028", "NULL", "-", "%s%n", "\\",
]  # fmt: skip


def table(rng, rows=6, columns=COLUMNS):
    """Return a header and rows with cells of every kind, the first cell of each filled."""
    made = [list(columns)]
    for number in range(1, rows + 1):
        place, country = rng.choice(PLACES)
        lat, lon = rng.choice(POINTS)
        cells = [
            f"E{number}",
            place,
            country,
            rng.choice(DATES),
            lat,
            lon,
            rng.choice(COUNTS),
            rng.choice(NASTY),
        ]
        if rng.random() < 0.3:
            cells[rng.choice([1, 2, 3, 7])] = rng.choice(NASTY).replace("\x00", "")[:1000]
        made.append(cells)
    return made


def as_csv(rows, delimiter=",", line_end="\n", encoding="utf-8"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def plain(rng, rows=6):
    """Return a table without line ends, quotes or NUL in its cells."""
    made = table(rng, rows)
    return [[re.sub(r"[\x00-\x1f\u2028,;\"|]", " ", cell)[:2000] for cell in row] for row in made]


def dialect(rng):
    """A delimiter, line end and encoding each; all rows must come through."""
    encoding = rng.choice(["utf-8", "utf-8-sig", "utf-16"])
    return "t.csv", as_csv(plain(rng), rng.choice(",;\t|"), rng.choice(["\n", "\r\n", "\r"]), encoding), 6


def code_page(rng):
    rows = [["id", "place", "country", "note"]]
    rows += [[str(n), rng.choice(["São Paulo", "Málaga", "Zürich"]), "", "señor"] for n in range(1, 7)]
    return "t.csv", as_csv(rows, ";", "\r\n", "cp1252"), 6


def mixed_encodings(rng):
    lines = as_csv(plain(rng)).split(b"\n")
    lines[rng.randrange(1, 7)] += "é".encode("cp1252")
    return "t.csv", b"\n".join(lines), 6


def quoted(rng):
    return "t.csv", as_csv(table(rng)), 6


def ragged(rng):
    rows = plain(rng)
    for row in rows[1:]:
        change = rng.randrange(-3, 6)
        row[:] = row[:change] if change < 0 else row + ["more"] * change
    return "t.csv", as_csv(rows), 6


def wide(rng):
    rows = plain(rng, 2)
    return "t.csv", as_csv([row + [f"{row[0]}{n}" for n in range(10_000)] for row in rows]), 2


def duplicate_header(rng):
    rows = plain(rng)
    rows[0] = [rng.choice(["place", "id", "", "date", "Place "]) for _ in COLUMNS]
    rows[0][1] = "place"
    return "t.csv", as_csv(rows), 6


def header_twice(rng):
    rows = plain(rng)
    return "t.csv", as_csv([*rows[:3], rows[0], *rows[3:]]), 7


def header_only(rng):
    return rng.choice(["t.csv", "t.tsv", "t.txt"]), as_csv([COLUMNS], line_end=rng.choice(["", "\n"])), None


def empty_columns(rng):
    rows = [[row[0], "", *row[1:], "", ""] for row in plain(rng)]
    return "t.csv", as_csv(rows), 6


def numbers_as_places(rng):
    return (
        "t.csv",
        as_csv([["id", "place", "country"]] + [[str(n), str(rng.random()), "12"] for n in range(6)]),
        6,
    )


def stray_marks(rng):
    lines = as_csv(plain(rng)).split(b"\n")
    return (
        "t.csv",
        b"\n".join([lines[0], *(rng.choice([b"\xef\xbb\xbf", b""]) + line for line in lines[1:-1]), b""]),
        6,
    )


def nul_bytes(rng):
    content = bytearray(as_csv(plain(rng)))
    at = content.index(b"E1")
    for _ in range(3):
        content.insert(rng.randrange(at, len(content)), 0)
    return "t.csv", bytes(content), 6


def unclosed_quote(rng):
    return "t.csv", as_csv(plain(rng)).replace(b",Syria", b',"Syria', 1), None


def cut_csv(rng):
    content = as_csv(table(rng))
    return "t.csv", content[: rng.randrange(1, len(content))], None


def noise(rng):
    return (
        rng.choice(["t.csv", "t.xlsx", "t.parquet", "t.json", "t.zip", "t.kml", "t.gpkg"]),
        rng.randbytes(900),
        None,
    )


def json_lines(rng):
    rows = table(rng)
    lines = [json.dumps(dict(zip(COLUMNS, row, strict=True))) for row in rows[1:]]
    return "t.jsonl", "\n".join(lines).encode(), 6


def odd_json(rng):
    values = [None, True, [], {}, [[1]], {"a": {"b": [1, {"c": None}]}}, 10**400, 1e308, "", "x" * 50_000]
    items = [
        {"id": n, "place": "Homs", "note": rng.choice(values), "killed": rng.choice(values)} for n in range(6)
    ]
    return "t.json", json.dumps({"meta": values, "rows": items}).encode(), 6


def bad_json(rng):
    content = json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in table(rng)[1:]]).encode()
    start = rng.randrange(1, len(content))
    return (
        rng.choice(["t.json", "t.jsonl", "t.geojson"]),
        content[:start] + rng.choice([b"", b"NaN", b"}]"]),
        None,
    )


def deep_json(rng):
    return "t.json", b"[" * 30_000 + rng.choice([b"", b"]" * 30_000]), None


def geojson(rng):
    shapes = [
        None, {"type": "Point", "coordinates": []}, {"type": "Point", "coordinates": ["a", 3]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, {"type": "Point", "coordinates": [500, 900]},
        {"type": "Curve"}, {"type": "GeometryCollection", "geometries": []}, {"type": "Point"}, [], "x",
    ]  # fmt: skip
    features = [
        {"type": "Feature", "geometry": rng.choice(shapes), "properties": {"place": "Homs", "n": n}}
        for n in range(6)
    ]
    return "t.geojson", json.dumps({"type": "FeatureCollection", "features": features}).encode(), 6


def kml(rng):
    point = rng.choice(["", "a,b", "36.7,34.7", "36.7", "999,999,0"])
    mark = f"<Point><coordinates>{point}</coordinates></Point>"
    body = "".join(f"<Placemark><name>Homs {n}</name>{mark}</Placemark>" for n in range(6))
    whole = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'.encode()
    if rng.random() < 0.5:
        return "t.kml", whole, None if "999" in point else 6  # without any coordinates it may be refused
    return "t.kml", whole[: rng.randrange(20, len(whole))], None


def archive(rng):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(rng.choice(["a.csv", "../a.csv", "/etc/a.csv"]), as_csv(plain(rng)))
    content = out.getvalue()
    if rng.random() < 0.3:
        return "t.zip", content, 6
    return rng.choice(["t.zip", "t.kmz", "t.xlsx"]), content[: rng.randrange(4, len(content))], None


BINARY = ("xlsx", "parquet", "gpkg", "geojson", "geojsonl")


def broken_binary(rng, whole):
    """A file of a binary format, cut short or with some bytes changed."""
    name = rng.choice(BINARY)
    content = bytearray(whole[name])
    if rng.random() < 0.5:
        return f"t.{name}", bytes(content[: rng.randrange(1, len(content))]), None
    for _ in range(rng.choice([1, 5, 50])):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return f"t.{name}", bytes(content), None


TEXT_KINDS = [
    dialect, dialect, dialect, code_page, mixed_encodings, quoted, quoted, quoted, ragged, ragged,
    duplicate_header, header_twice, header_only, empty_columns, numbers_as_places, stray_marks, nul_bytes,
    unclosed_quote, cut_csv, cut_csv, noise, json_lines, odd_json, bad_json, deep_json, geojson, kml, archive,
]  # fmt: skip


def cases(whole, seed=6, count=100):
    """Yield name, content and number of rows (None: as many as can be read) of broken tables."""
    rng = random.Random(seed)
    yield "wide", *wide(rng)
    for number in range(1, count):
        kind = number % (len(TEXT_KINDS) + 4)
        if kind < len(TEXT_KINDS):
            yield TEXT_KINDS[kind].__name__, *TEXT_KINDS[kind](rng)
        else:
            yield "broken_binary", *broken_binary(rng, whole)


@pytest.fixture
def whole(geomap, tmp_path):
    """A small table in the formats that are not text."""
    source = tmp_path / "source.csv"
    source.write_bytes(as_csv(plain(random.Random(1))))
    found = {}
    for name in BINARY:
        target = tmp_path / f"whole.{name}"
        assert geomap("geocode", source, "-o", target, "-q").code == 0
        found[name] = target.read_bytes()
    return found


def check_error(said, name):
    errors = [line for line in said.err.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, (name, said.err[-2000:])


def number(pattern, words):
    found = re.search(pattern, words)
    return 0 if found is None else int(found[1].replace(",", ""))


def check_counts(said, out, rejects, wanted, name):
    last = next(line for line in said.err.splitlines() if re.match(r"[\d,]+ rows?, ", line))
    rows = number(r"^([\d,]+) rows?", last)
    csv.field_size_limit(2**31 - 1)
    written = list(
        csv.reader(io.StringIO(out.read_text(encoding="utf-8"), newline=""), delimiter=sniffed(out))
    )
    assert len(written) - 1 == rows, (name, said.err[-500:])
    if wanted is not None:
        assert rows == wanted, (name, said.err[-1500:])
    parts = [
        number(rf"([\d,]+) {status}", last) for status in ("given", "resolved", "ambiguous", "unresolved")
    ]
    assert sum(parts) == rows, (name, last)
    listed = list(csv.DictReader(io.StringIO(rejects.read_text(encoding="utf-8"), newline="")))
    assert len(listed) == number(r"Rejects: ([\d,]+) in", said.err), (name, said.err[-500:])


def sniffed(out):
    head = out.read_text(encoding="utf-8").split("place_status")[0]
    return head[-1:] or ","


def test_broken_tables_are_read_or_refused_and_no_row_is_lost(geomap, whole, tmp_path):
    done = refused = 0
    for at, (kind, name, content, wanted) in enumerate(cases(whole)):
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / name).write_bytes(content)
        out, rejects = folder / "out.csv", folder / "rejects.csv"
        said = geomap("geocode", folder / name, "-o", out, "--rejects", rejects, "--jobs", 1)
        what = f"{at} {kind} {name}"
        assert "Traceback" not in said.err, (what, said.err[-3000:])
        assert said.code in (0, 1), (what, said.err[-2000:])
        if said.code == 1:
            assert wanted is None, (what, said.err[-2000:])
            assert not out.exists()
            check_error(said, what)
            refused += 1
            continue
        check_counts(said, out, rejects, wanted, what)
        done += 1
    assert done + refused == 100
    assert done > 60


def test_broken_tables_on_a_map_strictly(geomap, whole, tmp_path):
    for at, (kind, name, content, _) in enumerate(cases(whole, seed=7, count=20)):
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / name).write_bytes(content)
        said = geomap("extract", folder / name, "-o", folder / "out.geojson", "--strict")
        what = f"{at} {kind} {name}"
        assert "Traceback" not in said.err, (what, said.err[-3000:])
        assert said.code in (0, 1, 3), (what, said.err[-2000:])
        if said.code == 1:
            check_error(said, what)
        else:
            json.loads((folder / "out.geojson").read_bytes())
