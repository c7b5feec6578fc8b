"""Map pictures from the network: only for a map that was asked to use them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlsplit

from geomap.errors import UnknownNameError

__all__ = ["Tiles", "find_tiles"]

_FIELD = re.compile(r"\{(\w+)\}")
_LEAFLET_FIELDS = {"x", "y", "z", "s"}
_EXAMPLES = ("OpenStreetMap.Mapnik", "UN.ClearMap", "Esri.WorldImagery")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Where a map's pictures come from.

    Attributes:
        name: Of the provider in xyzservices.
        url: Template with ``{z}``, ``{x}``, ``{y}`` and perhaps ``{s}``.
        subdomains: Letters that ``{s}`` stands for.
        attribution: What the provider asks to be stated, as plain text.
        max_zoom: The finest pictures there are.
    """

    name: str
    url: str
    subdomains: str
    attribution: str
    max_zoom: int

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses that the page has to be allowed to load pictures from."""
        letters = self.subdomains if "{s}" in self.url else "-"
        filled = (urlsplit(self.url.replace("{s}", letter)) for letter in letters)
        return tuple(dict.fromkeys(f"https://{parts.netloc}" for parts in filled))

    @property
    def warning(self) -> str:
        """What someone who makes such a map should know."""
        host = self.hosts[0].removeprefix("https://")
        return (
            f"opening this map asks {host} for pictures, which tells it where and when each reader looks; "
            "many hosts refuse a page that is opened from a file, so put it on a web server"
        )


def find_tiles(name: str) -> Tiles:
    """Return the tiles that xyzservices knows by a name; nothing is loaded.

    Raises:
        UnknownNameError: There is no such provider, it needs a key, or it is not on https.
    """
    import xyzservices.providers as providers

    known = providers.flatten()
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.5) or _EXAMPLES
        raise UnknownNameError(f"no tiles are called '{name}'; for example: {', '.join(near)}")
    provider = known[name]
    if provider.requires_token():
        raise UnknownNameError(
            f"the tiles '{name}' need a key, which every reader of the map could take; "
            f"without one: {', '.join(_EXAMPLES)}"
        )
    url = _FIELD.sub(lambda match: _field(match[1], provider), provider["url"])
    if urlsplit(url).scheme != "https":
        raise UnknownNameError(f"the tiles '{name}' are not on https; for example: {', '.join(_EXAMPLES)}")
    return Tiles(
        name=name,
        url=url,
        subdomains="".join(provider.get("subdomains", "abc")),
        attribution=provider.get("attribution", name).replace("(C)", "©"),
        max_zoom=int(provider.get("max_zoom", 18)),
    )


def _field(name: str, provider: dict[str, str]) -> str:
    """Return what stands for one field of an address: the browser's stay, the provider's are filled in."""
    if name in _LEAFLET_FIELDS:
        return f"{{{name}}}"
    return "" if name == "r" else str(provider[name])
