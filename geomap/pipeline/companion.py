"""The file beside a map that is too large to hold its own texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.files import atomic_path
from geomap.frame import COLUMNS

if TYPE_CHECKING:
    import geopandas

__all__ = ["write_texts"]


def write_texts(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write every column of an incident table as GeoParquet; lists are JSON text.

    Raises:
        OutputError: The file cannot be written; an earlier file is left as it was.
    """
    lists = [name for name in frame.columns if name in COLUMNS and COLUMNS[name].is_list]
    flat = frame.assign(**{name: [_json(cell) for cell in frame[name]] for name in lists})
    with atomic_path(path) as part:
        flat.to_parquet(part, index=False, compression="zstd", schema_version="1.1.0")


def _json(cell: Any) -> str | None:  # noqa: ANN401 - a list, or null
    if not isinstance(cell, list):
        return None
    text = json.dumps(cell, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")
