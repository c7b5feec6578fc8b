"""Reasons from place, time and kind."""

from __future__ import annotations

from geomap.files import load_words
from geomap.incidents.families import family_of
from geomap.incidents.linking.pairs import NOTHING, Pair, Reason
from geomap.model import EventType

__all__ = [
    "countries_differ",
    "dates_overlap",
    "days_apart",
    "kinds_differ",
    "near_place",
    "place_unknown",
    "place_within",
    "places_apart",
    "same_country",
    "same_day",
    "same_kind",
    "same_place",
    "same_region",
    "same_type",
    "told_later",
    "types_differ",
]

_WORDS = load_words("geomap.incidents.linking")
_VAGUE = _WORDS["vague"] | {""}
_ALIKE = tuple(words for name, words in sorted(_WORDS.items()) if name.startswith("kinds_"))

LONGEST = 7.0
"""Days between two reports after which it no longer matters how many more."""


def _by_place(pair: Pair, kind: str) -> Reason:
    return (pair.place.value, pair.place.detail) if pair.place.kind == kind else NOTHING


def same_place(pair: Pair) -> Reason:
    """Both are at one town, quarter or site."""
    return _by_place(pair, "same")


def near_place(pair: Pair) -> Reason:
    """The places are within the radii of both of each other."""
    return _by_place(pair, "near")


def place_within(pair: Pair) -> Reason:
    """The place of one lies in the province or area of the other."""
    return _by_place(pair, "within")


def same_region(pair: Pair) -> Reason:
    """Both name the same province or area, and nothing finer."""
    return _by_place(pair, "region")


def same_country(pair: Pair) -> Reason:
    """One says no more than the country that the other is in."""
    return _by_place(pair, "country")


def places_apart(pair: Pair) -> Reason:
    """The places are farther from each other than both radii allow."""
    return _by_place(pair, "apart")


def countries_differ(pair: Pair) -> Reason:
    """The places are in different countries."""
    return _by_place(pair, "abroad")


def place_unknown(pair: Pair) -> Reason:
    """One of them has no place on the map."""
    return (1.0, "one has no place") if pair.place.kind == "unknown" else NOTHING


def same_day(pair: Pair) -> Reason:
    """The words of both give the same day."""
    one, two = pair.one, pair.two
    stated = one.is_dated and two.is_dated and one.start == one.end and two.start == two.end
    return (1.0, "the same day is stated") if stated and one.start == two.start else NOTHING


def dates_overlap(pair: Pair) -> Reason:
    """The days on which they may have happened overlap; the fewer days, the more it says."""
    one, two = pair.one, pair.two
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return NOTHING
    common = min(one.end, two.end) - max(one.start, two.start) + 1
    if common <= 0:
        return NOTHING
    spread = max(one.end, two.end) - min(one.start, two.start) + 1
    return common / spread, f"{common} of {spread} days in common"


def days_apart(pair: Pair) -> Reason:
    """The days on which they can have happened do not meet."""
    one, two = pair.one, pair.two
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return NOTHING
    gap = max(one.start, two.start) - min(one.end, two.end)
    most = 2 if one.is_dated and two.is_dated else 6
    return (min(gap, most) / most, f"{gap} days apart") if gap > 0 else NOTHING


def told_later(pair: Pair) -> Reason:
    """The reports were published on different days; the more days, the likelier they tell of other events."""
    one, two = pair.one.published, pair.two.published
    if one is None or two is None or one == two:
        return NOTHING
    days = abs(one - two)
    return min(days, LONGEST) / LONGEST, f"published {days} days apart"


def same_kind(pair: Pair) -> Reason:
    """Both are of one sub-type, such as a suicide bomb or a drone strike."""
    one, two = pair.one.sub_type, pair.two.sub_type
    return (1.0, f"both {one.replace('_', ' ')}") if one == two and one not in _VAGUE else NOTHING


def same_type(pair: Pair) -> Reason:
    """Both are of one event type, and their sub-types can be of one event."""
    one, two = pair.one.event_type, pair.two.event_type
    if one != two or one is EventType.OTHER or same_kind(pair)[0] > 0 or kinds_differ(pair)[0] > 0:
        return NOTHING
    return 1.0, f"both {one.value.replace('_', ' ')}"


def kinds_differ(pair: Pair) -> Reason:
    """Both say what kind it was, and the one is never called the other: a grenade and a car bomb."""
    one, two = pair.one.sub_type, pair.two.sub_type
    if one == two or one in _VAGUE or two in _VAGUE or any(one in kinds and two in kinds for kinds in _ALIKE):
        return NOTHING
    return 1.0, f"{one.replace('_', ' ')} and {two.replace('_', ' ')}"


def types_differ(pair: Pair) -> Reason:
    """They are of different event types; hardly different when both are violent or both are crowds."""
    one, two = pair.one.event_type, pair.two.event_type
    if one == two or EventType.OTHER in {one, two}:
        return NOTHING
    alike = family_of(one) == family_of(two)
    words = f"{one.value.replace('_', ' ')} and {two.value.replace('_', ' ')}"
    return (0.1 if alike else 1.0), words
