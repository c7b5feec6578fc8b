"""The area of events that no known place is named with, where the text leaves no doubt about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geomap.gazetteer.countries import is_country
from geomap.incidents.mention import EventMention, PlaceLink
from geomap.incidents.merge import Cluster
from geomap.incidents.relations import precision_of
from geomap.incidents.scenes import Scene, scene_at
from geomap.model import IncidentPlace, MentionKind, Place, PlaceStatus, Resolution

__all__ = ["CONFIDENCE", "CountryOf", "Setting", "locate_by_setting", "setting_of", "without_doubtful"]

SHARE = 0.75
"""At least this share of a text's decided places lies in the country that is its setting."""

SHARE_FIRST = 0.5
"""The share that is enough for the country of the first place of the text, which is often its dateline."""

SHARE_HOME = 0.3
"""The share that is enough for the country of the dateline, when no other has more."""

CONFIDENCE = 0.9
"""How often the country is right, measured on news messages; no answer is surer than this."""

DOUBT = 0.5
"""Names outside the country of the text that are decided with less confidence are left open."""

CountryOf = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a whole text says of where its events are.

    Attributes:
        decided: Its place mentions with a known country.
        home: Where it was filed.
        main: ISO code of the country that it is about, or None.
        country_of: Gives the entry of a country by its code.
    """

    decided: tuple[Resolution, ...]
    home: Resolution | None
    main: str | None
    country_of: CountryOf | None


def setting_of(
    resolutions: Sequence[Resolution], home: Resolution | None, country_of: CountryOf | None
) -> Setting:
    """Return the setting of a text from the decisions about its names and its dateline."""
    decided = tuple(entry for entry in resolutions if _code(entry) != "")
    return Setting(decided=decided, home=home, main=_main_country(decided, home), country_of=country_of)


def without_doubtful(resolutions: Sequence[Resolution], setting: Setting) -> list[Resolution]:
    """Leave names open that are more likely wrong than right where the text is about another country.

    "Las Delicias" of an article about El Salvador is hardly the one in Mexico, though no other is known.
    """
    return [_left_open(entry) if _is_doubtful(entry, setting) else entry for entry in resolutions]


def _is_doubtful(entry: Resolution, setting: Setting) -> bool:
    elsewhere = setting.main is not None and _code(entry) not in {"", setting.main}
    return elsewhere and entry.confidence is not None and entry.confidence < DOUBT


def _left_open(entry: Resolution) -> Resolution:
    name = "" if entry.place is None else f"{entry.place.name}, {entry.place.country}"
    return replace(
        entry, status=PlaceStatus.AMBIGUOUS, place=None, lat=None, lon=None,
        reason=f"{name} is in doubt and in another country than the one that the text is about",
    )  # fmt: skip


def locate_by_setting(clusters: Sequence[Cluster], setting: Setting, scenes: Sequence[Scene]) -> None:
    """Give events without a known place that of their paragraph, or a country that is in no doubt.

    The country is the one that their sentences, or nearly all of the text, name.

    Events told as background, and those whose sentences name two countries, stay without a place; where
    people are from ("three Spanish priests") says nothing by itself.
    """
    for cluster in clusters:
        links = [link for mention in cluster.mentions for link in mention.places]
        if any(link.place.lat is not None for link in links):
            continue
        if cluster.is_context or all(mention.after for mention in cluster.mentions):
            continue
        scene = scene_at(scenes, cluster.mentions[0].span[0])
        if scene is not None and scene.place is not None:
            _place_all(cluster, scene, scene.place, "its paragraph stands under")
            continue
        told = [e for e in setting.decided if any(_is_in(e, mention) for mention in cluster.mentions)]
        near = [entry for entry in told if _names_country(entry) or _code(entry) == setting.main]
        codes = {_code(entry) for entry in near}
        fallback = setting.main if setting.main is not None else _filed_in(setting, told)
        code = next(iter(codes)) if len(codes) == 1 else fallback if not codes else None
        if code is None:
            continue
        found = _country(setting, near, code)
        if found is None:
            continue
        _place_all(cluster, *found, "its sentence speaks of" if near else "the text speaks of")


def _place_all(cluster: Cluster, entry: Resolution, area: Place, where: str) -> None:
    """Give an event an area as its place, under the names that it has, if any."""
    if not any(mention.places for mention in cluster.mentions):
        cluster.mentions[0] = replace(cluster.mentions[0], places=(_link(entry, area, where),))
        return
    for at, mention in enumerate(cluster.mentions):
        known = tuple(_within_area(link, entry, area, where) for link in mention.places)
        cluster.mentions[at] = replace(mention, places=known)


def _main_country(decided: Sequence[Resolution], home: Resolution | None) -> str | None:
    """Return the code of the country that nearly all decided places of a text lie in, or None."""
    filed = _code(home) if home is not None else ""
    if not decided:
        return filed if filed != "" else None
    counts = Counter(map(_code, decided))
    most = max(counts.values())
    if filed != "" and counts[filed] == most and most >= SHARE_HOME * len(decided):
        return filed
    code, number = counts.most_common(1)[0]
    if sum(count == most for count in counts.values()) > 1:
        return None
    first = min(decided, key=lambda entry: entry.mention.start)
    literal = any(_code(entry) == code and _is_literal(entry) for entry in decided)
    if filed not in {"", code} and not literal:
        return None  # peoples and embassies alone are no reason to leave the country of the dateline
    share = SHARE_FIRST if filed == "" and _code(first) == code else SHARE
    return code if number >= 2 and number >= share * len(decided) else None


def _filed_in(setting: Setting, told: Sequence[Resolution]) -> str | None:
    """Return the country of the dateline, when the text names it and an event's sentences name no other."""
    filed = "" if setting.home is None else _code(setting.home)
    named = any(_code(entry) == filed for entry in setting.decided)
    return filed if filed != "" and named and all(_code(entry) == filed for entry in told) else None


def _country(setting: Setting, near: Sequence[Resolution], code: str) -> tuple[Resolution, Place] | None:
    """Return the words that say it and the entry of a country: its own name, else that of a place in it."""
    everywhere = (*near, *setting.decided, *(() if setting.home is None else (setting.home,)))
    within = [entry for entry in everywhere if _code(entry) == code]
    for entry in within:
        if entry.place is not None and is_country(entry.place):
            return entry, entry.place
    place = setting.country_of(code) if setting.country_of is not None else None
    return None if place is None or not within else (within[0], place)


def _code(entry: Resolution) -> str:
    return entry.place.country_code if entry.place is not None else ""


def _is_literal(entry: Resolution) -> bool:
    return entry.mention.kind is MentionKind.LITERAL


def _names_country(entry: Resolution) -> bool:
    return _is_literal(entry) and entry.place is not None and is_country(entry.place)


def _is_in(entry: Resolution, mention: EventMention) -> bool:
    return mention.span[0] <= entry.mention.start < mention.span[1]


def _link(entry: Resolution, area: Place, where: str) -> PlaceLink:
    """Return an area as the place of an event that no place is named for."""
    told = _told(entry, entry, area, f"no place is named for the event; {where} {area.name}")
    words = entry.mention.text if entry.place == area else None
    return _placed(told, area, words, (entry.mention.start, entry.mention.end))


def _within_area(link: PlaceLink, entry: Resolution, area: Place, where: str) -> PlaceLink:
    """Return the area of a named place that is not known itself, under the place's own words."""
    name = link.resolution.mention.text
    told = _told(link.resolution, entry, area, f"where '{name}' is stays open; {where} {area.name}")
    return _placed(told, area, link.place.text, link.span)


def _told(own: Resolution, entry: Resolution, area: Place, reason: str) -> Resolution:
    """Return the decision for an area that ``entry`` speaks of, about the words of ``own``."""
    sure = CONFIDENCE if entry.confidence is None else min(entry.confidence, CONFIDENCE)
    return replace(
        own, status=PlaceStatus.RESOLVED, place=area, lat=area.lat, lon=area.lon,
        confidence=sure, reason=reason,
    )  # fmt: skip


def _placed(told: Resolution, area: Place, words: str | None, span: tuple[int, int]) -> PlaceLink:
    point = IncidentPlace(
        text=words, resolution=told, precision=precision_of(area),
        radius_km=area.radius_km, lat=told.lat, lon=told.lon,
    )  # fmt: skip
    return PlaceLink(resolution=told, place=point, span=span)
