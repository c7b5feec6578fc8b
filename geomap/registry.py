"""Named plug-ins: a name, a function, and an error that lists the known names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from geomap.errors import UnknownNameError

__all__ = ["Registry"]

PluginT = TypeVar("PluginT", bound=Callable[..., object])


class Registry(Generic[PluginT]):
    """Plug-ins of one point, by name.

    Args:
        point: What the plug-ins are, in words for error messages ("exporter").
        group: Entry-point group from which third-party plug-ins are loaded on request.
    """

    def __init__(self, point: str, *, group: str | None = None) -> None:
        self.point = point
        self.group = group
        self._plugins: dict[str, PluginT] = {}

    def register(self, name: str) -> Callable[[PluginT], PluginT]:
        """Return a decorator that stores a function under ``name``."""

        def store(plugin: PluginT) -> PluginT:
            self._plugins[name] = plugin
            return plugin

        return store

    def get(self, name: str) -> PluginT:
        """Return the plug-in called ``name``.

        Raises:
            UnknownNameError: No such plug-in; the message lists those that exist.
        """
        if name not in self._plugins and self.group is not None:
            for entry in entry_points(group=self.group, name=name):
                self._plugins[name] = entry.load()
        if name not in self._plugins:
            known = ", ".join(self) or "none"
            raise UnknownNameError(f"no {self.point} is called '{name}'; known: {known}")
        return self._plugins[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._plugins))

    def plugins(self) -> Iterator[PluginT]:
        """Return the plug-ins in the order in which they were registered."""
        return iter(list(self._plugins.values()))

    def __contains__(self, name: object) -> bool:
        return name in self._plugins
