"""Those who take part in an event, as one sentence names them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Party", "Sides"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who takes part in an event.

    Attributes:
        name: As the document names them most fully.
        role: perpetrator, target, victim or claimant.
        start, end: Half-open span of the words.
        is_named: By a name of their own, not only by a noun ("gunmen").
        cue: The word that gives the role; ``rule`` is the name of the grammar rule.
        actor_class: state_forces, police, rebel, militia, criminal, rioters, protesters, civilians, or None.
    """

    name: str
    role: str
    start: int
    end: int
    is_named: bool
    cue: str
    rule: str
    actor_class: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The parties of an event's own clause, and the span of the thing that was hit."""

    parties: tuple[Party, ...] = ()
    target: tuple[int, int] | None = None

    def name(self, *roles: str) -> str | None:
        """Return the first party's name of some roles; None when unsaid."""
        return next((party.name for party in self.parties if party.role in roles), None)
