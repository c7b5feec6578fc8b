"""Columns of the page as bytes: numbers as arrays, repeated words as codes, texts as UTF-8 end to end.

``static/columns.js`` reads what is written here: the length of a header, the header as JSON that names
each column's arrays, and the arrays, each at a multiple of eight bytes. A column of numbers marks null with
the smallest number of its type, a code of 0 is null, and so is a text of no length. A column of lists of rows
is how many rows each cell has, and a column for each part of a row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

__all__ = ["pack_columns", "pack_payload"]

Cells = Sequence[Any]
Spec = dict[str, Any]

_LISTS = ("sources", "evidence", "reports", "counts_by_group", "place_alternatives")
_PARTS = {
    "sources": ("publisher", "date", "title", "address", "text"),
    "evidence": ("field", "quote", "rule", "cue"),
    "counts_by_group": ("kind", "group", "low", "best", "high", "text"),
    "place_alternatives": ("name", "id", "country_code", "score", "reasons"),
}
_COUNTS = ("killed", "wounded", "missing", "abducted")
_DAYS = ("date_start", "date_end", "date")
_FACETS = ("country", "admin1", "side_a", "side_b", "publisher")
_SCALES = {
    "lat": 100_000,
    "lon": 100_000,
    "radius_km": 1000,
    "confidence": 1000,
    "margin": 1000,
    "score": 1000,
}
_SIGNED = (("i8", 127), ("i16", 32_767), ("i32", 2_147_483_647))
_UNSIGNED = (("u8", 255), ("u16", 65_535), ("u32", 4_294_967_295))
_GREATEST = _SIGNED[-1][1]
_FEW = 256
_SHARE = 4
_HEX = re.compile(r"[0-9a-f]+")
_EPOCH = date(1970, 1, 1).toordinal()
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_encode_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def pack_payload(payload: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the blocks of a page: what the map needs first, then each column of texts, titles first."""
    sizes = {"size": payload["size"], "placeSize": len(payload["places"].get("incident", ()))}
    first: dict[str, dict[str, Cells]] = {"incidents": {}, "places": {}}
    later = []
    for part in ("incidents", "places"):
        for name, cells in payload[part].items():
            if _can_wait(name, cells):
                later.append({"incidents": {}, "places": {}} | {part: {name: cells}})
            else:
                first[part][name] = cells
    later.sort(key=lambda block: "title" not in block["incidents"])
    for block in (first, *later):
        yield pack_columns(block["incidents"], block["places"], sizes)


def _can_wait(name: str, cells: Cells) -> bool:
    """Say whether the map can be drawn without a column."""
    if name in (*_LISTS, "title"):
        return True
    return (
        name not in (*_COUNTS, *_DAYS, *_FACETS)
        and _is_text(cells)
        and not _has_few(cells)
        and not _is_hex(name, cells)
    )


def pack_columns(
    incidents: Mapping[str, Cells], places: Mapping[str, Cells], sizes: Mapping[str, int]
) -> bytes:
    """Return columns of incidents and of places as one run of bytes."""
    writer = _Writer()
    header = {
        **sizes,
        "incidents": {name: writer.column(name, cells) for name, cells in incidents.items()},
        "places": {name: writer.column(name, cells) for name, cells in places.items()},
    }
    text = _utf8(_encode_json(header))
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *writer.parts])


class _Writer:
    """Collects arrays and says where each one stands."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.at = 0

    def _array(self, values: np.ndarray[Any, Any] | bytes, kind: str) -> Spec:
        raw = values if isinstance(values, bytes) else values.tobytes()
        spec = {"type": kind, "at": self.at, "length": len(values)}
        padded = raw + b"\0" * (-len(raw) % 8)
        self.parts.append(padded)
        self.at += len(padded)
        return spec

    def column(self, name: str, cells: Cells) -> Spec:
        """Write one column in the form that fits what it holds."""
        if name == "incident" and cells == list(range(len(cells))):
            return {"kind": "range"}
        if name in _COUNTS:
            return self._tuple(cells)
        if name in _PARTS:
            return self._rows(_PARTS[name], cells)
        if name in _DAYS and all(cell is None or _DAY.fullmatch(cell) for cell in set(cells)):
            days = _each(cells, lambda cell: date.fromisoformat(cell).toordinal() - _EPOCH)
            if days is not None:
                return {"kind": "days", **self._numbers(days)}
        if not _is_text(cells):
            return self._scaled(cells, _SCALES.get(name, 1))
        if _is_hex(name, cells):
            raw = bytes.fromhex("".join(cells))
            return {"kind": "hex", "width": len(cells[0]) // 2, **self._array(raw, "u8")}
        return self._codes(cells) if _has_few(cells) else self._texts(cells)

    def _scaled(self, cells: Cells, scale: int) -> Spec:
        """Write numbers; as JSON what is no number, or greater than a column of numbers can hold."""
        import numpy as np

        if isinstance(_first(cells), int | float | None):
            numbers = np.array(cells, dtype=np.float64) * scale
            if np.abs(numbers[~np.isnan(numbers)]).max(initial=0) <= _GREATEST:
                return {"kind": "numbers", "scale": scale, **self._numbers(numbers)}
        return self._texts([None if cell is None else _encode_json(cell) for cell in cells], is_json=True)

    def _rows(self, names: Sequence[str], cells: Cells) -> Spec:
        """Write cells that are lists of rows, part by part."""
        import numpy as np

        rows = list(chain.from_iterable(cell for cell in cells if cell is not None))
        parts = [list(part) for part in zip_longest(*rows)]
        parts += [[None] * len(rows) for _ in names[len(parts) :]]
        counts = [0 if cell is None else len(cell) for cell in cells]
        kind = next(name for name, greatest in _UNSIGNED if max(counts, default=0) <= greatest)
        spec = self._array(np.array(counts, dtype=_dtype(kind)), kind)
        columns = [self.column(name, part) for name, part in zip(names, parts, strict=True)]
        return {"kind": "rows", **spec, "parts": columns}

    def _numbers(self, cells: Cells | np.ndarray[Any, Any]) -> Spec:
        import numpy as np

        exact = np.rint(np.asarray(cells, dtype=np.float64))
        known = exact[~np.isnan(exact)]
        most = np.abs(known).max() if len(known) > 0 else 0
        kind, greatest = next(entry for entry in _SIGNED if most <= entry[1])
        values = np.where(np.isnan(exact), -greatest - 1, exact).astype(_dtype(kind))
        return self._array(values, kind)

    def _codes(self, cells: Cells) -> Spec:
        import numpy as np

        values = [cell for cell in dict.fromkeys(cells) if cell is not None]
        positions: dict[str | None, int] = {None: 0} | {cell: at for at, cell in enumerate(values, 1)}
        kind = next(name for name, greatest in _UNSIGNED if len(values) <= greatest)
        codes = np.fromiter(map(positions.__getitem__, cells), dtype=_dtype(kind), count=len(cells))
        return {"kind": "codes", "values": values, **self._array(codes, kind)}

    def _texts(self, cells: Cells, *, is_json: bool = False) -> Spec:
        import numpy as np

        words = ["" if cell is None else cell for cell in cells] if None in cells else cells
        joined = "".join(words)
        lengths = list(map(len, words if joined.isascii() else map(_utf8, words)))
        kind = next(name for name, greatest in _UNSIGNED if max(lengths, default=0) <= greatest)
        spec = self._array(np.array(lengths, dtype=_dtype(kind)), kind)
        return {"kind": "text", "isJson": is_json, **spec, "bytes": self._array(_utf8(joined), "u8")}

    def _tuple(self, cells: Cells) -> Spec:
        parts = [[None if cell is None else cell[place] for cell in cells] for place in range(4)]
        numbers = [{"kind": "numbers", **self._numbers(part)} for part in parts[:3]]
        words = self._codes(parts[3]) if _has_few(parts[3]) else self._texts(parts[3])
        return {"kind": "tuple", "parts": [*numbers, words]}


def _each(cells: Cells, make: Callable[[Any], int]) -> list[int | None] | None:
    """Return what is made of every cell that is not null, or None where one cannot be made."""
    made: dict[Any, int | None] = {None: None}
    try:
        for cell in cells:
            if cell not in made:
                made[cell] = make(cell)
    except ValueError:
        return None
    return [made[cell] for cell in cells]


def _is_text(cells: Cells) -> bool:
    return isinstance(_first(cells), str)


def _first(cells: Cells) -> Any:  # noqa: ANN401
    """Return the first cell that is not null."""
    return next((cell for cell in cells if cell is not None), None)


def _has_few(cells: Cells) -> bool:
    """Say whether cells repeat so much that codes are shorter than texts."""
    return len(set(cells)) <= max(_FEW, len(cells) // _SHARE)


def _is_hex(name: str, cells: Cells) -> bool:
    if name != "id" or len(cells) == 0:
        return False
    width = len(cells[0])
    return (
        width % 2 == 0
        and {len(cell) for cell in cells} == {width}
        and _HEX.fullmatch("".join(cells)) is not None
    )


def _dtype(kind: str) -> str:
    return f"<{kind[0]}{int(kind[1:]) // 8}"


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")
