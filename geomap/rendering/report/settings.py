"""How a report is made, and what the run behind it has to state."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geomap.errors import InputError

__all__ = ["CARDS", "ReportSettings", "RunNotes"]

CARDS = 40
"""Incidents that get a card of their own, unless a report says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """Choices of a report.

    Attributes:
        title: Heading; None for the title of the only article, or "Incident report".
        language: Of the report's own words, ``en`` or ``ar``.
        limit: How many incidents get a card; the table lists the others too.
        template: A template of your own for HTML or Markdown; None for the one that comes with geomap.
        interactive: Whether an HTML report carries the interactive map too, in a sandboxed frame.
        basemap: Land of the maps: "world", "none", or a file of areas.
        boundaries: File of lines or areas that are drawn over it.

    Raises:
        InputError: The limit is below 0.
    """

    title: str | None = None
    language: str = "en"
    limit: int = CARDS
    template: Path | None = None
    interactive: bool = False
    basemap: str | Path = "world"
    boundaries: Path | None = None

    def __post_init__(self) -> None:
        if self.limit < 0:
            raise InputError(f"a report cannot have {self.limit} cards; give 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNotes:
    """What the method note states about the run that made the incidents.

    Attributes:
        counts: The run's counts as a sentence; empty when only a table was given.
        problems: Rows, cells and files that could not be used, with the reason.
        problem_count: How many there were in all.
        attribution: One line per data source, licence included.
        version, gazetteer_digest: What made the incidents; empty when unknown.
        pins: The files whose pins were used.
    """

    counts: str = ""
    problems: tuple[str, ...] = ()
    problem_count: int = 0
    attribution: tuple[str, ...] = ()
    version: str = ""
    gazetteer_digest: str = ""
    pins: tuple[str, ...] = ()
