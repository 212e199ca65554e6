"""Funding: who pays for support, line by line and by one fixed share, side by side.

The client contribution comes after the gross cost: a weekly means-tested amount that
lowers what the council is left with, and no part of the support.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from costing.money import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

CHC: Final = "chc"
"""NHS continuing healthcare: the health service pays for all of it."""

SHARED_BASES: Final = ("s117", "joint")
"""Legal bases under which council and health service may both pay; no law says in what
shares, so an agreement has to."""


@dataclass(frozen=True, slots=True)
class FundedLine:
    """One line of a person's support, and who pays for it.

    Parameters
    ----------
    person, component, legal_basis : str
        The basis is "" where none is stated.
    gross_pence : int
    health_pence : int or None
        What the line says that the health service pays; None where it says nothing.
    own_pence : int
        What the person buys of it beside, as ``funder`` client has it.
    contribution_pence : int
        The client contribution that stands on it.
    """

    person: str
    component: str
    legal_basis: str
    gross_pence: int
    health_pence: int | None = None
    own_pence: int = 0
    contribution_pence: int = 0


@dataclass(frozen=True, slots=True)
class Funding:
    """Who pays for support a week; all in pence.

    Parameters
    ----------
    gross_pence : int
        Health, council and own add to it.
    health_pence, council_pence, own_pence : int
        The council's is before any contribution.
    contribution_pence : int
        After the gross cost.
    """

    gross_pence: int = 0
    health_pence: int = 0
    council_pence: int = 0
    own_pence: int = 0
    contribution_pence: int = 0

    @property
    def net_council_pence(self) -> int:
        """What the council is left with once the person has contributed."""
        return self.council_pence - self.contribution_pence

    def __add__(self, other: Funding) -> Funding:
        """Add two up."""
        return Funding(
            self.gross_pence + other.gross_pence,
            self.health_pence + other.health_pence,
            self.council_pence + other.council_pence,
            self.own_pence + other.own_pence,
            self.contribution_pence + other.contribution_pence,
        )


def by_line(lines: Sequence[FundedLine]) -> Funding:
    """Fund each line as it says; a CHC line that says nothing is health's in full.

    Parameters
    ----------
    lines : sequence of FundedLine

    Returns
    -------
    Funding

    Raises
    ------
    ValueError
        If a line's health and own parts are below 0 or above its gross cost.
    """
    return _added(lines, [_stated(line) for line in lines])


def by_share(lines: Sequence[FundedLine], health_share: Fraction) -> Funding:
    """Fund section 117 and joint lines by one fixed share of health.

    CHC is health's in full, what is owed under the Care Act the council's; a line
    without a legal basis stays as it says. Health's part of a line is half up to the
    penny, of what the person does not buy.

    Parameters
    ----------
    lines : sequence of FundedLine
    health_share : Fraction
        In [0, 1].

    Returns
    -------
    Funding

    Raises
    ------
    ValueError
        If the share is outside [0, 1], or as :func:`by_line`.
    """
    if not 0 <= health_share <= 1:
        msg = "funding: a share of health from 0 to 1"
        raise ValueError(msg)
    shares = {CHC: Fraction(1)} | dict.fromkeys(SHARED_BASES, health_share)
    parts = [
        nearest(
            shares.get(line.legal_basis, Fraction(0))
            * (line.gross_pence - line.own_pence)
        )
        if line.legal_basis
        else stated
        for line, stated in [(line, _stated(line)) for line in lines]
    ]
    return _added(lines, parts)


def health_share(funding: Funding) -> Fraction | None:
    """Give health's share of what public funders pay; None where that is nothing."""
    public = funding.gross_pence - funding.own_pence
    return Fraction(funding.health_pence, public) if public else None


def _stated(line: FundedLine) -> int:
    public = line.gross_pence - line.own_pence
    if line.health_pence is None:
        health = public if line.legal_basis == CHC else 0
    else:
        health = line.health_pence
    if not 0 <= line.own_pence <= line.gross_pence or not 0 <= health <= public:
        msg = "funding: parts of 0 or more that do not pass the gross cost"
        raise ValueError(msg)
    return health


def _added(lines: Sequence[FundedLine], health: Sequence[int]) -> Funding:
    total = Funding()
    for line, part in zip(lines, health, strict=True):
        council = line.gross_pence - line.own_pence - part
        total += Funding(
            line.gross_pence, part, council, line.own_pence, line.contribution_pence
        )
    return total
