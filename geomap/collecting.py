"""Work that makes millions of records and no cycles of them goes without the search for cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["no_cycle_search"]


@contextmanager
def no_cycle_search() -> Iterator[None]:
    """Switch Python's cyclic garbage collector off while the block runs, if it is on; a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
