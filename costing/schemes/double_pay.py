"""Double pay: what all funders buy for a house, against who is on its rota."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from costing.money import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Support(StrEnum):
    """A kind of support that is bought, and that shifts are for."""

    CORE = "background"
    ONE_TO_ONE = "one_to_one"
    TWO_TO_ONE = "two_to_one"
    WAKING_NIGHT = "waking_night"
    SLEEP_IN = "sleep_in"


NIGHTS: Final = (Support.WAKING_NIGHT, Support.SLEEP_IN)
"""Counted in nights; all else in hours of staff."""

NAMED: Final = (Support.ONE_TO_ONE, Support.TWO_TO_ONE)
"""Support of one person by name."""


class Tie(StrEnum):
    """How a rota stands to what is bought."""

    TIES = "ties"
    SHORT = "short"
    SURPLUS = "surplus"


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of a kind is bought a week, in its unit, and what is paid for it."""

    units: Fraction = Fraction(0)
    pence: int = 0

    def __add__(self, other: Quantity) -> Quantity:
        """Add two up."""
        return Quantity(self.units + other.units, self.pence + other.pence)


@dataclass(frozen=True, slots=True)
class Compared:
    """One kind of support, bought and on the rota, a week.

    Parameters
    ----------
    support : Support
    bought, on_rota : Fraction
        Hours of staff, or nights.
    paid_pence : int
        By all funders.
    unit_pence : Fraction or None
        What a unit costs: as paid on average, else the price that was given; None
        where neither is known.
    """

    support: Support
    bought: Fraction
    on_rota: Fraction
    paid_pence: int
    unit_pence: Fraction | None

    @property
    def unit(self) -> str:
        """Tell what is counted: ``night`` or ``h``."""
        return "night" if self.support in NIGHTS else "h"

    @property
    def over(self) -> Fraction:
        """What is on the rota above what is bought; below 0 the rota is short."""
        return self.on_rota - self.bought

    @property
    def over_pence(self) -> int | None:
        """What that is worth, half up; None where no price is known."""
        if self.unit_pence is None:
            return None if self.over else 0
        return nearest(self.over * self.unit_pence)

    @property
    def tie(self) -> Tie:
        """How the rota stands to it, to the minute or a hundredth of a night."""
        least = Fraction(1, 100 if self.support in NIGHTS else 60)
        if abs(self.over) < least:
            return Tie.TIES
        return Tie.SURPLUS if self.over > 0 else Tie.SHORT


def compare(
    bought: Mapping[Support, Quantity],
    on_rota: Mapping[Support, Fraction],
    prices: Mapping[Support, Fraction],
) -> tuple[Compared, ...]:
    """Set what is bought for a house beside its rota, kind by kind.

    Parameters
    ----------
    bought : mapping of Support to Quantity
        By all funders, a week.
    on_rota : mapping of Support to Fraction
        In an ordinary week.
    prices : mapping of Support to Fraction
        Pence a night, or an hour of one member of staff, for what nobody buys or that
        has no price.

    Returns
    -------
    tuple of Compared
        A kind that is neither bought nor on the rota is left out.
    """
    rows = []
    for support in Support:
        buys = bought.get(support, Quantity())
        rota = on_rota.get(support, Fraction(0))
        if not buys.units and not rota:
            continue
        unit: Fraction | None = None
        if buys.units and buys.pence:
            unit = buys.pence / buys.units
        elif support in prices:
            unit = prices[support]
        rows.append(Compared(support, buys.units, rota, buys.pence, unit))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Named support without a shift of its own, that paid background may be giving.

    Parameters
    ----------
    hours : Fraction
        Of staff, a week: no more than the background hours on the rota that somebody
        buys.
    pence : int
        What is paid for them as named support, beside the background.
    """

    hours: Fraction
    pence: int


def drawn_from_core(rows: Sequence[Compared]) -> Drawn:
    """Tell what is paid twice, at the most, if background staff give named support.

    Where fewer hours of one-to-one and two-to-one are on the rota than are bought,
    the rest can only come from background shifts. Those that nobody buys are paid for
    once; for the others the house is paid as background and as named support. The
    dearer kind is taken to be drawn last, and what nobody buys first.

    Parameters
    ----------
    rows : sequence of Compared

    Returns
    -------
    Drawn
        Nothing where each named hour has a shift, or background that nobody buys.
    """
    core = next((row for row in rows if row.support == Support.CORE), None)
    left = free = hours = Fraction(0)
    if core is not None:
        free = max(core.over, Fraction(0))
        left = core.on_rota - free
    pence = 0
    short = [row for row in rows if row.support in NAMED and row.over < 0]
    for row in sorted(short, key=lambda row: (row.unit_pence or 0, row.support)):
        given = min(-row.over, free)
        free -= given
        taken = min(-row.over - given, left)
        hours += taken
        left -= taken
        pence += nearest(taken * (row.unit_pence or 0))
    return Drawn(hours, pence)
