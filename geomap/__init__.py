"""geomap: place names in news and tables become an interactive incident map, offline.

Names are loaded when they are first used, so that ``import geomap`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from geomap._version import __version__

# public name -> module that defines it
_EXPORTS: dict[str, str] = {}

__all__ = ["__version__", *sorted(_EXPORTS)]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name from its module on first use."""
    if name not in _EXPORTS:
        raise AttributeError(f"module 'geomap' has no attribute '{name}'")
    return getattr(import_module(_EXPORTS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
