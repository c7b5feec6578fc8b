"""Countries and territories: points and names of GeoNames, Natural Earth and CLDR."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geomap.errors import MissingDependencyError
from geomap.gazetteer.default.dbase import iter_dbase_rows
from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.radius import area_radius
from geomap.gazetteer.records import Entry, Name
from geomap.model import Place

__all__ = ["BABEL_VERSION", "read_continents", "read_countries", "require_babel"]

BABEL_VERSION = "2.18.0"
_LANGUAGES = (
    "af am ar az be bg bn bs ca ckb cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it "
    "ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms my nb ne nl om pa pl prs ps pt ro ru si sk sl so sq sr "
    "sv sw ta te tg th ti tk tr uk ur uz vi yi yo zh zh_Hant zu"
)
"""Languages whose names of countries are taken from CLDR."""
_NE_LANGUAGES = "AR BN DE EN ES FA FR EL HE HI HU ID IT JA KO NL PL PT RU SV TR UK UR VI ZH ZHT"
_SOVEREIGN = {"PS", "TW", "XK"}
"""Entities that Natural Earth files under another sovereign or none and that news names as countries."""


def read_countries(inputs: Inputs) -> Iterator[Entry]:
    """All countries and territories of ISO 3166-1 with a point, a radius and names in many languages."""
    shapes = _natural_earth_rows(inputs)
    cldr = _cldr_names()
    aliases = _table_names(inputs)
    for code, row in inputs.countries.items():
        shape = shapes.get(code)
        lat, lon, source = _point(code, shape, inputs)
        place = Place(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            lat=lat,
            lon=lon,
            feature_class="A",
            feature_code=_feature_code(code, shape),
            country_code=code,
            population=row["population"],
            radius_km=area_radius(float(row["areakm2"])),
            source=source,
        )
        codes = (Name(code, "", "weak"), Name(row["iso3"], "", "weak"))
        names = (*aliases.get(code, ()), *cldr.get(code, ()), *_shape_names(shape), *codes)
        yield Entry(place=place, names=names)


def _natural_earth_rows(inputs: Inputs) -> dict[str, dict[str, str]]:
    """Return one Natural Earth row per ISO code: the most populous of those that share it."""
    rows: dict[str, dict[str, str]] = {}
    for row in iter_dbase_rows(inputs.natural_earth_dbf):
        code = row["ISO_A2_EH"]
        if code == "-99":
            continue
        if code not in rows or float(row["POP_EST"]) > float(rows[code]["POP_EST"]):
            rows[code] = row
    return rows


def _point(code: str, shape: dict[str, str] | None, inputs: Inputs) -> tuple[float, float, str]:
    """Return (lat, lon, source): GeoNames' own point, by which other tools go, else the map's label point.

    A label point is where a map has room for the name (Russia's is west of the Urals); GeoNames' is
    the middle of the country, as published lists of countries give it. Where it is not, a hand-checked
    point goes first.
    """
    own = {str(row["code"]): row for row in inputs.table("territory_points")}
    if code in own:
        return float(own[code]["lat"]), float(own[code]["lon"]), "geomap"
    local = inputs.local_places.get(str(inputs.countries[code]["geonameid"]))
    if local is not None:
        return local.lat, local.lon, "geonames"
    if shape is not None:
        return float(shape["LABEL_Y"]), float(shape["LABEL_X"]), "natural-earth"
    city = inputs.cities_by_country[code][0]
    return city["latitude"], city["longitude"], "geonames"


def _feature_code(code: str, shape: dict[str, str] | None) -> str:
    if code in _SOVEREIGN or (shape is not None and shape["ADMIN"] == shape["SOVEREIGNT"]):
        return "PCLI"
    return "PCLD"


def _shape_names(shape: dict[str, str] | None) -> Iterator[Name]:
    """Yield Natural Earth's names of a country."""
    if shape is None:
        return
    for column in ("ADMIN", "NAME_LONG", "FORMAL_EN", "NAME_CIAWF"):
        if shape[column] != "":
            yield Name(shape[column], "en")
    for language in _NE_LANGUAGES.split():
        if shape[f"NAME_{language}"] != "":
            yield Name(shape[f"NAME_{language}"], "zh" if language == "ZHT" else language.lower())


def _cldr_names() -> dict[str, list[Name]]:
    """Return the names of territories in the languages above, by ISO code, from Babel's CLDR data."""
    require_babel()
    from babel import Locale
    from babel.core import UnknownLocaleError

    names: dict[str, list[Name]] = {}
    for language in _LANGUAGES.split():
        try:
            territories = Locale.parse(language).territories
        except UnknownLocaleError:
            continue
        for code, text in sorted(territories.items()):
            names.setdefault(code, []).append(Name(text, language.partition("_")[0]))
    return names


def require_babel() -> None:
    """Make sure that the Babel whose data the build is pinned to can be imported.

    Raises:
        MissingDependencyError: It is not installed, or another version is.
    """
    try:
        import babel
    except ImportError as error:
        raise MissingDependencyError(_BABEL_HINT) from error
    if babel.__version__ != BABEL_VERSION:
        raise MissingDependencyError(f"{_BABEL_HINT} (found {babel.__version__})")


_BABEL_HINT = f'building the gazetteer needs Babel {BABEL_VERSION}: pip install "babel=={BABEL_VERSION}"'


def _table_names(inputs: Inputs) -> dict[str, list[Name]]:
    """Return the hand-checked short forms and former names of countries, by ISO code."""
    names: dict[str, list[Name]] = {}
    for row in inputs.table("country_names"):
        kinds = (("strong", "names"), ("weak", "weak"), ("historical", "historical"))
        for kind, column in kinds:
            texts = [text.strip() for text in row[column].split("|") if text.strip() != ""]
            names.setdefault(row["code"], []).extend(Name(text, "en", kind) for text in texts)
    return names


def read_continents(inputs: Inputs) -> Iterator[Entry]:
    """The seven continents."""
    for row in inputs.continents.values():
        others: list[dict[str, Any]] = row["alternateNames"]
        place = Place(
            id=f"geonames:{row['geonameId']}",
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lng"]),
            feature_class="L",
            feature_code="CONT",
            population=row["population"],
            radius_km=3000.0,
            source="geonames",
        )
        usable = [entry for entry in others if entry.get("lang", "") not in ("link", "wkdt", "abbr", "post")]
        yield Entry(place=place, names=tuple(Name(entry["name"], entry.get("lang", "")) for entry in usable))
