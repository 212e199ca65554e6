"""Tied: what became of each person with each provider, and of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.reconciliation.agreed import Period
    from scenarios.reconciliation.ways import Part


class State(StrEnum):
    """What became of one person with one provider."""

    MATCHED = "matched"
    EXPLAINED = "explained"
    TO_RECOVER = "explained, to be recovered"
    PAID_TWICE = "paid twice"
    UNKNOWN_PERSON = "unknown person"
    WRONG_PROVIDER = "wrong provider"
    NO_PRICE = "no price stated"
    NOT_PAID = "not paid"
    NOT_EXPLAINED = "not explained"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One person with one provider.

    Parameters
    ----------
    person, provider, scheme : str
        A scheme only where nobody is named.
    agreed_pence, paid_pence : int
        For the period.
    parts : tuple of Part
        Why they differ, as far as it is known.
    state : State
    says : str
        In words.
    rows : tuple of int
        Of the extract.
    """

    person: str
    provider: str
    scheme: str
    agreed_pence: int
    paid_pence: int
    parts: tuple[Part, ...]
    state: State
    says: str
    rows: tuple[int, ...]

    @property
    def explained_pence(self) -> int:
        """What the parts come to."""
        return sum(part.pence for part in self.parts)

    @property
    def recover_pence(self) -> int:
        """What of it was paid too much."""
        return sum(part.pence for part in self.parts if part.is_too_much)

    @property
    def unexplained_pence(self) -> int:
        """What is paid beside what is agreed and explained."""
        return self.paid_pence - self.agreed_pence - self.explained_pence


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Commitments against an extract: agreed, explained and not explained make paid.

    Parameters
    ----------
    period : Period
    lines : tuple of Reconciled
        By person, then provider.
    notes : tuple of str
    """

    period: Period
    lines: tuple[Reconciled, ...]
    notes: tuple[str, ...]

    @property
    def agreed_pence(self) -> int:
        """What the commitments come to in the period."""
        return sum(line.agreed_pence for line in self.lines)

    @property
    def paid_pence(self) -> int:
        """What the extract comes to."""
        return sum(line.paid_pence for line in self.lines)

    @property
    def unexplained_pence(self) -> int:
        """What is left: too much and too little may cancel, so see the lines."""
        return sum(line.unexplained_pence for line in self.lines)

    @property
    def explained_pence(self) -> dict[str, int]:
        """What each reason comes to, by its name."""
        sums: dict[str, int] = {}
        for line in self.lines:
            for part in line.parts:
                sums[part.why] = sums.get(part.why, 0) + part.pence
        return dict(sorted(sums.items()))

    @property
    def to_recover_pence(self) -> dict[str, int]:
        """What of it was paid too much, by the reason's name."""
        sums: dict[str, int] = {}
        for line in self.lines:
            for part in line.parts:
                if part.is_too_much:
                    sums[part.why] = sums.get(part.why, 0) + part.pence
        return dict(sorted(sums.items()))

    @property
    def open_lines(self) -> tuple[Reconciled, ...]:
        """Lines that are neither matched nor explained."""
        done = (State.MATCHED, State.EXPLAINED, State.TO_RECOVER)
        return tuple(line for line in self.lines if line.state not in done)

    @property
    def ties(self) -> bool:
        """Whether every pound is matched or explained, and none to be recovered."""
        done = (State.MATCHED, State.EXPLAINED)
        return all(line.state in done for line in self.lines)
