"""What a table is written through: the registry of formats, and what each of them is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from geomap.errors import UnknownNameError
from geomap.exporters.settings import ExportSettings
from geomap.files import STDOUT
from geomap.frame import PLACE_COLUMNS
from geomap.registry import Registry

__all__ = ["PLACE_CELLS", "SINKS", "PlaceCells", "Sink", "TableLayout", "sink_format"]

PLACE_CELLS = tuple(name for name in PLACE_COLUMNS if name != "provenance")
"""The place columns that differ between places, in order."""

PlaceCells = tuple[object, ...]
"""The values of ``PLACE_CELLS``: text, numbers or None; ``place_alternatives`` as JSON text."""

EXTENSIONS = {
    "json": "geojson",
    "jsonl": "geojsonl",
    "ndjson": "geojsonl",
    "geojsons": "geojsonl",
    "pq": "parquet",
    "geoparquet": "parquet",
    "tab": "tsv",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """The columns of a joined table, and what it says about itself.

    Attributes:
        own: The user's columns, in order.
        ours: The name in this table of each of our place columns, in order.
        tags: HXL tags of the user's columns, or empty.
        delimiter: Sign between two cells of the user's table.
        export: Attribution, versions and provenance.
    """

    own: tuple[str, ...]
    ours: Mapping[str, str]
    tags: tuple[str, ...] = ()
    delimiter: str = ","
    export: ExportSettings = field(default_factory=ExportSettings)

    @property
    def fieldnames(self) -> tuple[str, ...]:
        """All columns, in order."""
        return (*self.own, *self.ours.values())

    @property
    def provenance(self) -> str | None:
        """The text of the provenance column; None when there is nothing to say."""
        return self.export.provenance if self.export.provenance != "" else None


class Sink(Protocol):
    """A file that is being written."""

    def write(
        self, rows: Sequence[Sequence[str]], places: Sequence[PlaceCells], numbers: Sequence[int]
    ) -> None:
        """Write some rows.

        Args:
            rows: The user's cells, one for each of his columns.
            places: Places of these rows, each once.
            numbers: For each row, the index of its place.
        """

    def close(self) -> None:
        """Finish the file."""


SINKS: Registry[Callable[[Path, TableLayout], Sink]] = Registry("table format")
"""Functions (path, layout) → an open sink, by format name."""


def sink_format(output: str | Path, *, to_format: str | None = None) -> str:
    """Return the name of the format to write: that asked for, else the extension's, else CSV.

    Raises:
        UnknownNameError: No format has that name or extension.
    """
    if to_format is not None:
        SINKS.get(to_format)
        return to_format
    extension = Path(output).suffix.removeprefix(".").lower()
    if str(output) == STDOUT or extension in {"", "txt"}:
        return "csv"
    name = EXTENSIONS.get(extension, extension)
    if name not in SINKS:
        known = ", ".join(SINKS)
        raise UnknownNameError(
            f"cannot tell the format of {output} from its extension; known: {known}; name one with --to"
        )
    return name
