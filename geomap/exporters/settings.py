"""What an export says about itself: versions, gazetteer digest and whose data it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["ExportSettings"]

_SEPARATOR = " | "
_GENERATOR = "geomap "
_GAZETTEER = "gazetteer "
_PINS = "pins "


def _unheard(_: str) -> None:
    """Nobody asked to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    """Attribution and provenance that every exported file carries.

    Attributes:
        attribution: One line per data source, licence included.
        gazetteer_digest: Digest of the place index that was used; empty when unknown.
        version: Version of geomap that made the incidents; empty when unknown.
        pins: Each pins file that was used, by name and the start of its SHA-256.
        report: Is told, in a line, what a form has no room for.
        rings: Add a layer of polygons, the rings of uncertainty, where the format has layers.
        located_only: Leave out rows without a point, and tell how many.
        bom: Begin a CSV file with a byte order mark, by which Excel knows UTF-8.
    """

    attribution: tuple[str, ...] = ()
    gazetteer_digest: str = ""
    version: str = ""
    pins: tuple[str, ...] = ()
    report: Callable[[str], object] = _unheard
    rings: bool = False
    located_only: bool = False
    bom: bool = False

    @property
    def provenance(self) -> str:
        """The text of the provenance column: generator, gazetteer, pins and attribution in one line."""
        head = [f"{_GENERATOR}{self.version}"] if self.version != "" else []
        if self.gazetteer_digest != "":
            head.append(f"{_GAZETTEER}{self.gazetteer_digest}")
        head += [f"{_PINS}{line.replace(_SEPARATOR, ' / ')}" for line in self.pins]
        return _SEPARATOR.join([*head, *(line.replace(_SEPARATOR, " / ") for line in self.attribution)])

    @property
    def metadata(self) -> dict[str, object]:
        """What a file says about itself where its format has a place for that."""
        return {
            "generator": f"{_GENERATOR}{self.version}".strip(),
            "gazetteer_digest": self.gazetteer_digest,
            "attribution": list(self.attribution),
        }

    @classmethod
    def from_provenance(cls, texts: Iterable[str]) -> ExportSettings:
        """Return the settings that provenance texts state; of several, every attribution line once."""
        lines = list(dict.fromkeys(part for text in texts for part in text.split(_SEPARATOR) if part != ""))
        versions = [line.removeprefix(_GENERATOR) for line in lines if line.startswith(_GENERATOR)]
        digests = [line.removeprefix(_GAZETTEER) for line in lines if line.startswith(_GAZETTEER)]
        return cls(
            attribution=tuple(line for line in lines if not line.startswith((_GENERATOR, _GAZETTEER, _PINS))),
            gazetteer_digest=", ".join(digests),
            version=", ".join(versions),
            pins=tuple(line.removeprefix(_PINS) for line in lines if line.startswith(_PINS)),
        )
