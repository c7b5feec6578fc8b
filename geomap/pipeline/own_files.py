"""Incident files that geomap wrote, given beside articles and tables: their incidents as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geomap.errors import InputError
from geomap.frame import holds_incidents, holds_typed_incidents, parse_frame, to_incidents
from geomap.model import Incident
from geomap.pipeline.settings import Settings
from geomap.readers import InputFile, expand_inputs

__all__ = ["OwnIncidents", "part_inputs"]

HEAD_BYTES = 1 << 16


@dataclass(slots=True, kw_only=True)
class OwnIncidents:
    """Incidents that were extracted before.

    Attributes:
        incidents: In the order of their files.
        provenance: What each was made with, by its id.
        files: How many files they came from.
    """

    incidents: list[Incident] = field(default_factory=list)
    provenance: dict[str, str] = field(default_factory=dict)
    files: int = 0


def part_inputs(inputs: Sequence[str | Path], settings: Settings) -> tuple[list[InputFile], OwnIncidents]:
    """Return the inputs that are to be read as articles and tables, and the incidents of the others.

    A file of ours is read as any table when its format or columns are named.

    Raises:
        InputError: An input is missing or unusable.
    """
    files = expand_inputs(inputs)
    own = OwnIncidents()
    if settings.from_format is not None or settings.columns or settings.mapping is not None:
        return files, own
    others = []
    for file in files:
        if not _is_ours(file):
            others.append(file)
            continue
        frame = parse_frame(file.read_bytes(), file.source)
        told = frame.dropna(subset=["provenance"])
        own.provenance |= dict(zip(told["incident_id"], told["provenance"], strict=True))
        own.incidents.extend(to_incidents(frame))
        own.files += 1
    return others, own


def _is_ours(file: InputFile) -> bool:
    """Say whether a file holds incidents; about one that cannot be opened its reader has the word."""
    try:
        with file.open() as stream:
            is_ours = holds_incidents(stream.read(HEAD_BYTES))
    except InputError:
        return False
    return is_ours or holds_typed_incidents(file)
