"""Who's On First as one table per country: a header, a row per place, its names in one cell."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources.files import SourceFile
from geomap.gazetteer.sources.report import SourceReport
from geomap.gazetteer.sources.wof_feature import WofFeature, WofName, read_feature

__all__ = ["is_wof_table", "read_wof_table"]

_NEEDED = {"wof_id", "name", "placetype", "lat", "lon"}


def is_wof_table(file: SourceFile) -> bool:
    """Say whether a file is a tab-separated table with the columns of Who's On First."""
    return set(file.header.split("\t")) >= _NEEDED


def read_wof_table(file: SourceFile, report: SourceReport) -> Iterator[Entry]:
    """Read the rows of a table; quotes mean nothing."""
    columns: list[str] = []
    for number, line in file.lines():
        cells = line.split("\t")
        if number == 1:
            columns = cells
        elif line.strip() == "":
            report.skip("empty line")
        elif len(cells) != len(columns):
            report.reject(number, f"{len(cells)} columns, not {len(columns)}", value=line)
        else:
            entry = read_feature(_feature(dict(zip(columns, cells, strict=True))), number, report)
            if entry is not None:
                yield entry


def _feature(row: dict[str, str]) -> WofFeature:
    return WofFeature(
        id=row["wof_id"],
        name=row["name"],
        placetype=row["placetype"],
        lat=row["lat"],
        lon=row["lon"],
        country=row.get("country", ""),
        population=row.get("population", ""),
        ceased=row.get("is_current") == "0",
        names=tuple(_names(row.get("names", ""))),
        geonames_id=row.get("gn_id", ""),
        geonames_code=row.get("gn_fcode", ""),
        wikidata_id=row.get("wd_id", ""),
        units=(row.get("region_id", ""), row.get("county_id", "")),
    )


def _names(cell: str) -> Iterator[WofName]:
    """Yield the names of a cell: ``eng:preferred:Homs|ara:preferred:حمص``."""
    for part in cell.split("|"):
        tag, _, rest = part.partition(":")
        kind, colon, text = rest.partition(":")
        if colon != "":
            yield WofName(tag, kind, text)
