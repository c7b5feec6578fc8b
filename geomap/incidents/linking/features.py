"""The declared list of reasons why two reports are of one incident, or are not.

A reason is a small documented function ``(pair) -> (value, sentence)``; ``weights.toml`` gives each its
weight in log odds, fitted by ``training/linking.py``. The score of a pair is the bias and the sum of value
times weight, and every sentence travels with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from geomap.files import load_words
from geomap.incidents.linking.places import Fit, fit_of
from geomap.incidents.linking.report import Report
from geomap.incidents.linking.vocabulary import Vocabulary
from geomap.model import EventType

__all__ = ["AGAINST", "FEATURES", "FOR", "Pair", "pair_of"]

_FAMILY = {
    EventType.BATTLE: "violence",
    EventType.EXPLOSION_REMOTE: "violence",
    EventType.VIOLENCE_AGAINST_CIVILIANS: "violence",
    EventType.CRIME: "violence",
    EventType.PROTEST: "crowd",
    EventType.RIOT: "crowd",
}
_WORDS = load_words("geomap.incidents.linking")
_VAGUE = _WORDS["vague"] | {""}
_ALIKE = tuple(words for name, words in sorted(_WORDS.items()) if name.startswith("kinds_"))

LONGEST = 7.0
"""Days between two reports after which it no longer matters how many more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reports, and what several reasons ask about them."""

    one: Report
    two: Report
    place: Fit
    shared: frozenset[str]
    likeness: float
    rarity: float
    side: float


def pair_of(one: Report, two: Report, vocabulary: Vocabulary) -> Pair:
    """Return two reports with what they share; which comes first does not matter."""
    shared = one.words & two.words
    common = vocabulary.total(shared)
    either = vocabulary.mass(one) + vocabulary.mass(two) - common
    sides = [vocabulary.weight(word) for word in one.sides & two.sides]
    return Pair(
        one=one,
        two=two,
        place=fit_of(one, two),
        shared=shared,
        likeness=common / either if either > 0 else 0.0,
        rarity=common,
        side=max(sides, default=0.0),
    )


Reason = tuple[float, str]
_NOTHING: Reason = (0.0, "")


def _by_place(pair: Pair, kind: str) -> Reason:
    return (pair.place.value, pair.place.detail) if pair.place.kind == kind else _NOTHING


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
    return (1.0, "one has no place") if pair.place.kind == "unknown" else _NOTHING


def same_day(pair: Pair) -> Reason:
    """The words of both give the same day."""
    one, two = pair.one, pair.two
    stated = one.is_dated and two.is_dated and one.start == one.end and two.start == two.end
    return (1.0, "the same day is stated") if stated and one.start == two.start else _NOTHING


def dates_overlap(pair: Pair) -> Reason:
    """The days on which they may have happened overlap; the fewer days, the more it says."""
    one, two = pair.one, pair.two
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return _NOTHING
    common = min(one.end, two.end) - max(one.start, two.start) + 1
    if common <= 0:
        return _NOTHING
    spread = max(one.end, two.end) - min(one.start, two.start) + 1
    return common / spread, f"{common} of {spread} days in common"


def days_apart(pair: Pair) -> Reason:
    """The days on which they can have happened do not meet."""
    one, two = pair.one, pair.two
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return _NOTHING
    gap = max(one.start, two.start) - min(one.end, two.end)
    most = 2 if one.is_dated and two.is_dated else 6
    return (min(gap, most) / most, f"{gap} days apart") if gap > 0 else _NOTHING


def told_later(pair: Pair) -> Reason:
    """The reports were published on different days; the more days, the likelier they tell of other events."""
    one, two = pair.one.published, pair.two.published
    if one is None or two is None or one == two:
        return _NOTHING
    days = abs(one - two)
    return min(days, LONGEST) / LONGEST, f"published {days} days apart"


def same_kind(pair: Pair) -> Reason:
    """Both are of one sub-type, such as a suicide bomb or a drone strike."""
    one, two = pair.one.sub_type, pair.two.sub_type
    return (1.0, f"both {one.replace('_', ' ')}") if one == two and one not in _VAGUE else _NOTHING


def same_type(pair: Pair) -> Reason:
    """Both are of one event type, and their sub-types can be of one event."""
    one, two = pair.one.event_type, pair.two.event_type
    if one != two or one is EventType.OTHER or same_kind(pair)[0] > 0 or kinds_differ(pair)[0] > 0:
        return _NOTHING
    return 1.0, f"both {one.value.replace('_', ' ')}"


def kinds_differ(pair: Pair) -> Reason:
    """Both say what kind it was, and the one is never called the other: a grenade and a car bomb."""
    one, two = pair.one.sub_type, pair.two.sub_type
    if one == two or one in _VAGUE or two in _VAGUE or any(one in kinds and two in kinds for kinds in _ALIKE):
        return _NOTHING
    return 1.0, f"{one.replace('_', ' ')} and {two.replace('_', ' ')}"


def types_differ(pair: Pair) -> Reason:
    """They are of different event types; hardly different when both are violent or both are crowds."""
    one, two = pair.one.event_type, pair.two.event_type
    if one == two or EventType.OTHER in {one, two}:
        return _NOTHING
    alike = _FAMILY.get(one, one.value) == _FAMILY.get(two, two.value)
    words = f"{one.value.replace('_', ' ')} and {two.value.replace('_', ' ')}"
    return (0.1 if alike else 1.0), words


def same_number(pair: Pair) -> Reason:
    """Both count the same number of killed, or else of wounded, missing or abducted; large ones say more."""
    best = _NOTHING
    for kind, (low, high) in sorted(pair.one.counts.items()):
        other = pair.two.counts.get(kind)
        if other is None or low == 0 or other[0] != low or math.inf in {high, other[1]}:
            continue
        value = min(1.0, math.log2(1 + low) / 5)
        best = max(best, (value, f"{low:,} {kind} in both"))
    return best


def numbers_agree(pair: Pair) -> Reason:
    """Their counts can be of the same people: "at least 12" and 14."""
    if same_number(pair)[0] > 0 or numbers_differ(pair)[0] > 0:
        return _NOTHING
    both = sorted(pair.one.counts.keys() & pair.two.counts.keys())
    return (1.0, f"numbers of {' and '.join(both)} agree") if both else _NOTHING


def numbers_differ(pair: Pair) -> Reason:
    """Their counts exclude each other; the more so, the larger the ratio."""
    worst = _NOTHING
    for kind, (low, high) in sorted(pair.one.counts.items()):
        other = pair.two.counts.get(kind)
        if other is None or (low <= other[1] and other[0] <= high):
            continue
        less, more = (high, other[0]) if high < other[0] else (other[1], low)
        value = min(2.0, (math.log2((more + 1) / (less + 1)) / 4) ** 2)
        worst = max(worst, (value, f"{less:,.0f} and {more:,} {kind}"))
    return worst


def one_counts(pair: Pair) -> Reason:
    """One of them counts people, the other none."""
    return (1.0, "only one gives numbers") if bool(pair.one.counts) != bool(pair.two.counts) else _NOTHING


def shared_side(pair: Pair) -> Reason:
    """They name the same side or person; one that few reports name says more."""
    shared = sorted(pair.one.sides & pair.two.sides)
    return (pair.side, f"both name {', '.join(shared)}") if shared else _NOTHING


def sides_differ(pair: Pair) -> Reason:
    """Both name who took part, and no name is shared."""
    one, two = pair.one.sides, pair.two.sides
    return (1.0, "different sides are named") if one and two and not one & two else _NOTHING


def same_weapon(pair: Pair) -> Reason:
    """Both name the same weapon."""
    weapon = pair.one.weapon
    return (1.0, f"{weapon} in both") if weapon is not None and weapon == pair.two.weapon else _NOTHING


def text_likeness(pair: Pair) -> Reason:
    """Share of their words that they have in common, rare words counting more."""
    return pair.likeness, f"words in common: {', '.join(sorted(pair.shared))}" if pair.shared else ""


def rare_words(pair: Pair) -> Reason:
    """How many words they share that few reports have."""
    if not pair.shared:
        return _NOTHING
    return min(1.0, pair.rarity / 4), f"shared: {', '.join(sorted(pair.shared))}"


def no_words_shared(pair: Pair) -> Reason:
    """Both tell more than kind and place, and not a word of it is the same."""
    both = len(pair.one.words) > 1 and len(pair.two.words) > 1
    return (1.0, "no word in common") if both and not pair.shared else _NOTHING


def same_title(pair: Pair) -> Reason:
    """They have nearly the same headline: one report, an update of it, or a copy."""
    value = _title_likeness(pair)
    return (
        (value, "nearly the same headline" if value < 1 else "the same headline") if value > 0 else _NOTHING
    )


def _title_likeness(pair: Pair) -> float:
    """Return how nearly two headlines are the same: 0 from half of their words in common, 1 for all."""
    one, two = pair.one.title_words, pair.two.title_words
    if len(one) < 3 or len(two) < 3:
        return 0.0
    return max(0.0, 4 * len(one & two) / (len(one) + len(two)) - 1) if one & two else 0.0


def same_publisher(pair: Pair) -> Reason:
    """One outlet published both under headlines that are not alike."""
    name = pair.one.publisher
    if name == "" or name != pair.two.publisher:
        return _NOTHING
    value = 1 - _title_likeness(pair)
    return (value, "one outlet, different headlines") if value > 0 else _NOTHING


def many_events(pair: Pair) -> Reason:
    """One of them is a sum over several events, or tells what was long before."""
    return (1.0, "one tells of many events") if pair.one.is_aggregate or pair.two.is_aggregate else _NOTHING


FEATURES: tuple[Callable[[Pair], Reason], ...] = (
    same_place,
    near_place,
    place_within,
    same_region,
    same_country,
    place_unknown,
    places_apart,
    countries_differ,
    same_day,
    dates_overlap,
    days_apart,
    told_later,
    same_kind,
    same_type,
    kinds_differ,
    types_differ,
    same_number,
    numbers_agree,
    numbers_differ,
    one_counts,
    shared_side,
    sides_differ,
    same_weapon,
    text_likeness,
    rare_words,
    no_words_shared,
    same_title,
    same_publisher,
    many_events,
)
"""Every reason the linker knows."""

AGAINST = frozenset(
    [
        "places_apart",
        "countries_differ",
        "days_apart",
        "told_later",
        "kinds_differ",
        "types_differ",
        "numbers_differ",
        "sides_differ",
    ]
)
"""Reasons that never speak for a pair, whatever the data that weights are fitted on."""

FOR = frozenset(
    [
        "same_place",
        "near_place",
        "place_within",
        "same_day",
        "dates_overlap",
        "same_kind",
        "same_type",
        "same_number",
        "numbers_agree",
        "shared_side",
        "same_weapon",
        "text_likeness",
        "rare_words",
        "same_title",
    ]
)
"""Reasons that never speak against a pair."""
