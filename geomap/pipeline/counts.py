"""Counts that add up: what came in, what was decided, what is on the map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from geomap.model import Incident, MentionKind, PlaceStatus, Resolution
from geomap.pipeline.engine import Result

__all__ = ["Tally"]


@dataclass(slots=True, kw_only=True)
class Tally:
    """Running counts of one run.

    ``earlier`` counts incidents that came from incident files; ``distinct`` counts linked incidents once,
    None when none were linked; ``filtered`` those left out, by reason.
    """

    documents: int = 0
    earlier: int = 0
    rows: int = 0
    incidents: int = 0
    on_map: int = 0
    distinct: int | None = None
    problems: int = 0
    undated: int = 0
    statuses: Counter[PlaceStatus] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    filtered: Counter[str] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        """Count one document with what it gave."""
        self.rows += result.doc.is_row
        self.documents += not result.doc.is_row
        self.undated += not result.doc.is_row and result.doc.published is None
        self.add_language(result)
        for resolution in result.resolutions:
            self.add_resolution(resolution)
        if result.doc.is_row and not result.resolutions:
            self.statuses[PlaceStatus.UNRESOLVED] += 1
        self.incidents += len(result.incidents)
        self.on_map += sum(
            1 for entry in result.incidents if any(place.lat is not None for place in entry.places)
        )

    def add_earlier(self, incident: Incident) -> None:
        """Count an incident that was extracted before."""
        self.earlier += 1
        self.incidents += 1
        self.on_map += any(place.lat is not None for place in incident.places)
        for place in incident.places:
            if place.resolution is not None:
                self.add_resolution(place.resolution)

    def add_language(self, result: Result) -> None:
        """Count the language of an article."""
        if result.language is not None:
            self.languages[result.language] += 1

    def add_resolution(self, resolution: Resolution) -> None:
        """Count one decision; words for a people are not names of places."""
        if resolution.mention.kind is not MentionKind.DEMONYM:
            self.statuses[resolution.status] += 1

    @property
    def unsettled(self) -> int:
        """Mentions without a point, and problems: what ``--strict`` objects to."""
        return self.statuses[PlaceStatus.AMBIGUOUS] + self.statuses[PlaceStatus.UNRESOLVED] + self.problems

    def sentence(self, *, incidents: bool = True) -> str:
        """Return the counts as one line."""
        anything = self.documents or not (self.rows or self.earlier)
        read = [_plural(self.documents, "document")] if anything else []
        read += [_plural(self.rows, "row")] if self.rows else []
        read += [_plural(self.earlier, "earlier incident")] if self.earlier else []
        decided = [
            f"{self.statuses[status]:,} {status}"
            for status in _ORDER
            if self.statuses[status] or status in _ALWAYS
        ]
        line = f"{', '.join(read)}, {_plural(sum(self.statuses.values()), 'mention')}: {', '.join(decided)}"
        if incidents:
            line += (
                f"; {_plural(self.incidents, 'incident')}, {self._incidents_kept()}{self.on_map:,} on the map"
            )
            if self.distinct is not None and self.distinct < self.kept:
                line += f", {self.distinct:,} when reports of one are counted once"
        elif self.filtered:
            line += f"; {self._filtered_words(sum(self.statuses.values()))}"
        return line + (f"; {_plural(self.problems, 'problem')}" if self.problems else "")

    @property
    def kept(self) -> int:
        """Incidents that the filters leave."""
        return self.incidents - sum(self.filtered.values())

    def _incidents_kept(self) -> str:
        return f"{self._filtered_words(self.incidents)}, " if self.filtered else ""

    def _filtered_words(self, count: int) -> str:
        """Return how many of so many were left out and why, and how many are left."""
        reasons = ", ".join(f"{number:,} {reason}" for reason, number in self.filtered.items())
        left_out = sum(self.filtered.values())
        return f"{left_out:,} filtered out ({reasons}), {count - left_out:,} kept"

    def as_record(self) -> dict[str, int]:
        """Return the counts by name, for the run's log."""
        return {
            "documents": self.documents,
            "rows": self.rows,
            "earlier_incidents": self.earlier,
            "mentions": sum(self.statuses.values()),
            **{str(status): self.statuses[status] for status in _ORDER},
            "incidents": self.incidents,
            **self._filtered_record(),
            "on_map": self.on_map,
            **({} if self.distinct is None else {"distinct_incidents": self.distinct}),
            "problems": self.problems,
        }

    def _filtered_record(self) -> dict[str, int]:
        """Return how many incidents, or else rows or mentions, filters left out and kept."""
        if not self.filtered:
            return {}
        left_out = sum(self.filtered.values())
        return {
            "filtered_out": left_out,
            "kept": (self.incidents or sum(self.statuses.values())) - left_out,
        }


_ORDER = (PlaceStatus.GIVEN, PlaceStatus.RESOLVED, PlaceStatus.AMBIGUOUS, PlaceStatus.UNRESOLVED)
_ALWAYS = frozenset(_ORDER[1:])


def _plural(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
