"""What a count found in a text is, and how counts are added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.model import CasualtyCount, GroupCount

__all__ = ["KINDS", "FoundCount", "add_counts"]

KINDS = ("killed", "wounded", "missing", "abducted", "arrested", "displaced")
"""What can be counted; the first four are columns of the incident table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCount:
    """A count with the half-open span of its words; ``anchor`` is where the word of harm stands.

    Attributes:
        implied: No number is written: one person ("killed a commander"), or people told of before.
        rule: Name of the rule that found it: part of speech of the word of harm (v, n, a), where it says the
            victims stand (object, subject, of, state, ...), and how many is said (number, one, name, back, list).
        cue: The word of harm as written.
        noun: Base form of the noun for the people.
        people: Half-open span of the words for them, without number and article ("police officers").
        sentence: Index of the sentence of the word of harm.
        definite: The words refer to people already told of.
        added: The words put them on top of others ("another two").
        part: They are part of people counted elsewhere.
        background: They are a sum over a long time, or of long before.
        after: They died later of what they had suffered.
        total: They are all so far: "the toll rose to 9".
        weak: The word of harm says little; a worse one of the same people comes before it.
        groups: Those among them that nouns name: "two nurses and a girl", "including three children".
    """

    kind: str
    start: int
    end: int
    anchor: int
    count: CasualtyCount
    implied: bool = False
    rule: str = ""
    cue: str = ""
    noun: str = ""
    people: tuple[int, int] | None = None
    sentence: int = 0
    definite: bool = False
    added: bool = False
    part: bool = False
    background: bool = False
    after: bool = False
    total: bool = False
    weak: bool = False
    groups: tuple[GroupCount, ...] = ()


def add_counts(counts: Sequence[CasualtyCount]) -> CasualtyCount:
    """Add up counts; a bound that one of them does not know is not known of the sum."""

    def total(values: list[int | None]) -> int | None:
        return (
            None
            if any(value is None for value in values)
            else sum(value for value in values if value is not None)
        )

    lows = [count.low if count.low is not None else 0 for count in counts]
    return CasualtyCount(
        low=sum(lows) or None,
        best=total([count.best for count in counts]),
        high=total([count.high for count in counts]),
    )
