"""Reasons from numbers, sides and words."""

from __future__ import annotations

import math

from geomap.incidents.linking.pairs import NOTHING, Pair, Reason
from geomap.incidents.linking.reasons_facts import same_kind, same_type

__all__ = [
    "many_events",
    "no_words_shared",
    "numbers_agree",
    "numbers_differ",
    "numbers_grow",
    "one_counts",
    "place_and_day_alone",
    "rare_words",
    "same_number",
    "same_publisher",
    "same_title",
    "same_weapon",
    "shared_side",
    "sides_differ",
    "text_likeness",
]


def same_number(pair: Pair) -> Reason:
    """Both put the killed, or else the wounded, missing or abducted, at one number; large ones say more."""
    best = NOTHING
    for kind, number in sorted(pair.one.numbers.items()):
        if number == 0 or pair.two.numbers.get(kind) != number:
            continue
        best = max(best, (min(1.0, math.log2(1 + number) / 5), f"{number:,} {kind} in both"))
    return best


def numbers_agree(pair: Pair) -> Reason:
    """Their counts can be of the same people: "at least 12" and 14."""
    if same_number(pair)[0] > 0 or _difference(pair)[0] > 0:
        return NOTHING
    both = sorted(pair.one.counts.keys() & pair.two.counts.keys())
    return (1.0, f"numbers of {' and '.join(both)} agree") if both else NOTHING


def numbers_differ(pair: Pair) -> Reason:
    """Their counts exclude each other, and did not grow from report to report; a large ratio says more."""
    return NOTHING if _is_growth(pair) else _difference(pair)


def numbers_grow(pair: Pair) -> Reason:
    """The later report counts more, as tolls do in the days after; a large ratio says more."""
    return _difference(pair) if _is_growth(pair) else NOTHING


def _is_growth(pair: Pair) -> bool:
    """Say whether the report that was published later counts less of nothing."""
    one, two = pair.one, pair.two
    if one.published is None or two.published is None or one.published == two.published:
        return False
    earlier, later = (one, two) if one.published < two.published else (two, one)
    both = sorted(earlier.counts.keys() & later.counts.keys())
    return all(earlier.counts[kind][0] <= later.counts[kind][1] for kind in both)


def _difference(pair: Pair) -> Reason:
    worst = NOTHING
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
    return (1.0, "only one gives numbers") if bool(pair.one.counts) != bool(pair.two.counts) else NOTHING


def shared_side(pair: Pair) -> Reason:
    """They name the same side or person; one that few reports name says more."""
    shared = sorted(pair.one.sides & pair.two.sides)
    return (pair.side, f"both name {', '.join(shared)}") if shared else NOTHING


def sides_differ(pair: Pair) -> Reason:
    """Both name who took part, and no name is shared."""
    one, two = pair.one.sides, pair.two.sides
    return (1.0, "different sides are named") if one and two and not one & two else NOTHING


def same_weapon(pair: Pair) -> Reason:
    """Both name the same weapon."""
    weapon = pair.one.weapon
    return (1.0, f"{weapon} in both") if weapon is not None and weapon == pair.two.weapon else NOTHING


def text_likeness(pair: Pair) -> Reason:
    """Share of their words that they have in common, rare words counting more."""
    return pair.likeness, f"words in common: {', '.join(sorted(pair.shared))}" if pair.shared else ""


def rare_words(pair: Pair) -> Reason:
    """How many words they share that few reports have."""
    if not pair.shared:
        return NOTHING
    return min(1.0, pair.rarity / 4), f"shared: {', '.join(sorted(pair.shared))}"


def no_words_shared(pair: Pair) -> Reason:
    """Both tell more than kind and place, and not a word of it is the same."""
    both = len(pair.one.words) > 1 and len(pair.two.words) > 1
    return (1.0, "no word in common") if both and not pair.shared else NOTHING


def same_title(pair: Pair) -> Reason:
    """They have nearly the same headline: one report, an update of it, or a copy."""
    value = _title_likeness(pair)
    return (value, "nearly the same headline" if value < 1 else "the same headline") if value > 0 else NOTHING


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
        return NOTHING
    value = 1 - _title_likeness(pair)
    return (value, "one outlet, different headlines") if value > 0 else NOTHING


def place_and_day_alone(pair: Pair) -> Reason:
    """Neither kind, numbers, sides, weapon nor a word is shared: in a city two things happen on one day."""
    spoken = (same_kind, same_type, same_number, numbers_agree, shared_side, same_weapon, text_likeness)
    if any(reason(pair)[0] > 0 for reason in spoken):
        return NOTHING
    return 1.0, "nothing but place and time in common"


def many_events(pair: Pair) -> Reason:
    """One of them is a sum over several events, or tells what was long before."""
    return (1.0, "one tells of many events") if pair.one.is_aggregate or pair.two.is_aggregate else NOTHING
