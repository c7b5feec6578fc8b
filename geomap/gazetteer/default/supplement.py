"""The hand-edited tables: places that no package holds, and further names of places that one does."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.errors import BuildError
from geomap.gazetteer.default.inputs import Inputs
from geomap.gazetteer.records import Entry, Name
from geomap.model import Place
from geomap.text import fold

__all__ = ["SUPPLEMENT_TABLES", "read_extra_names", "read_supplement"]

SUPPLEMENT_TABLES = (
    "borders",
    "camps",
    "crossings",
    "islands",
    "military",
    "mountains",
    "neighbourhoods",
    "regions",
    "rivers",
    "settlements",
    "waters",
)
_RECALLED_RADIUS_KM = 10.0


def read_supplement(inputs: Inputs) -> Iterator[Entry]:
    """Hand-edited places: posts, camps, lines of control, quarters, regions, waters; each with its source."""
    for table in SUPPLEMENT_TABLES:
        for row in inputs.table(table):
            yield _entry(table, row)


def _entry(table: str, row: dict[str, str]) -> Entry:
    """Turn one row of a table into an entry, holding it to the rules of gazetteer/README.md."""
    where = f"gazetteer/{table}.tsv, {row['name']}"
    if row["source"] == "":
        raise BuildError(f"{where}: no source; name it, or write 'recalled' with a radius of 10 km or more")
    radius = float(row["radius_km"])
    if row["source"].startswith("recalled") and radius < _RECALLED_RADIUS_KM:
        raise BuildError(f"{where}: a recalled point needs a radius of 10 km or more, not {radius}")
    slug = f"{fold(row['name'])} {row['country'].lower()}".strip().replace(" ", "-")
    place = Place(
        id=f"geomap:{slug}",
        name=row["name"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        feature_class=row["feature_class"],
        feature_code=row["feature_code"],
        country_code=row["country"],
        admin1_code=row["admin1"] or None,
        population=int(row["population"] or 0),
        radius_km=radius,
        source="geomap",
    )
    return Entry(place=place, names=tuple(_split_names(row["aliases"])))


def _split_names(cell: str) -> Iterator[Name]:
    """Yield the names of a cell: separated by ``|``, weak ones marked with a ``~`` before them."""
    for text in cell.split("|"):
        word = text.strip()
        if word != "":
            yield Name(word.removeprefix("~"), "", "weak" if word.startswith("~") else "strong")


def read_extra_names(inputs: Inputs) -> dict[str, tuple[Name, ...]]:
    """Return further names of other sources' places, by place id."""
    return {row["place_id"]: tuple(_split_names(row["names"])) for row in inputs.table("names")}
