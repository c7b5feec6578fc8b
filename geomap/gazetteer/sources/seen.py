"""Which ids a file has named already: one bit or byte an id, so that ten million cost a few megabytes."""

from __future__ import annotations

__all__ = ["SeenIds"]

_PAGE_BITS = 10
_MASK = (1 << _PAGE_BITS) - 1


class SeenIds:
    """A small number (0 to 255) for each of many whole numbers; 0 for those never set."""

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def __getitem__(self, number: int) -> int:
        page = self._pages.get(number >> _PAGE_BITS)
        return page[number & _MASK] if page is not None else 0

    def __setitem__(self, number: int, value: int) -> None:
        page = self._pages.setdefault(number >> _PAGE_BITS, bytearray())
        if not page:
            page.extend(bytes(_MASK + 1))
        page[number & _MASK] = value

    def add(self, number: int) -> bool:
        """Note a number; False when it was noted before."""
        if self[number] != 0:
            return False
        self[number] = 1
        return True
