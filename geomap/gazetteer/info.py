"""What a gazetteer file says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["GazetteerInfo", "SourceInfo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """One source of a gazetteer: what it is, on which terms, and how many places come from it."""

    key: str
    title: str
    version: str
    date: str
    licence: str
    attribution: str
    url: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerInfo:
    """A gazetteer file in numbers.

    Attributes:
        digest: SHA-256 of the content, 64 hexadecimal digits.
        inputs: SHA-256 of what the file was built from: pins, tables and builder.
        schema: Version of the tables.
        places, names: How many.
    """

    path: Path
    title: str
    date: str
    digest: str
    inputs: str
    schema: int
    places: int
    names: int
    sources: tuple[SourceInfo, ...]

    @property
    def short_digest(self) -> str:
        """The first 12 digits of the digest, for people."""
        return self.digest[:12]

    @property
    def attribution(self) -> str:
        """One line that names every source, for maps and files."""
        named = dict.fromkeys(source.attribution for source in self.sources)
        return "Places: " + ", ".join(named)
