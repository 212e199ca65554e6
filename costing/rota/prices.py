"""Prices of a rota: the hours of each day at the unit prices of its law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.care.packages import SLEEP_IN
from costing.errors import Finding, InputError
from costing.money import divided
from costing.rota.hours import (
    NIGHT_PARTS,
    ROTAS_FILE,
    WHOLE_NIGHTS,
    Crossing,
    RosterHours,
    hours_by_band,
)
from costing.rota.rosters import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from costing.care.pricing import UnitPrices
    from costing.dates import Piece
    from costing.document.parts import Component, Model
    from costing.rota.rosters import Roster
    from costing.rota.span import Span

_LARGEST: Final = 4e18
"""Above this a product of whole numbers no longer fits 64 bits."""


@dataclass(frozen=True, slots=True)
class PricedRoster:
    """What a roster costs on each day of a span.

    Parameters
    ----------
    hours : RosterHours
    component : str
        That prices it: the one its shifts are for, or ``sleep_in``.
    unit : str
        What is counted: ``h``, or as the component has it.
    quantity : int64[day, band]
        In sixtieths of a thousandth where the unit is ``h`` (staff minutes in
        thousandths), else finer, see ``parts``. A night is shared over the bands of its
        minutes; by a law by which it costs the same in all bands it stands in the
        default band.
    unit_pence : int64[piece, band]
    amount_pence : int64[day, band]
        Unit price times quantity, half up, for each day and band by itself, so that a
        span costs what its parts cost, however it is cut.
    """

    hours: RosterHours
    component: str
    unit: str
    quantity: NDArray[np.int64]
    unit_pence: NDArray[np.int64]
    amount_pence: NDArray[np.int64]

    @property
    def parts(self) -> int:
        """How many parts of ``quantity`` are one unit."""
        return _parts_of(self.unit)


@dataclass(frozen=True, slots=True)
class DatedPrices:
    """Unit prices over a span.

    Parameters
    ----------
    pieces : tuple of Piece
        Cut where law changes.
    prices : tuple of UnitPrices
        Of each piece.
    before : UnitPrices
        Of the day before the span, on which a shift of its first day may begin.
    """

    pieces: tuple[Piece, ...]
    prices: tuple[UnitPrices, ...]
    before: UnitPrices

    def of_day(self, day: date) -> int:
        """Give the piece that holds a day."""
        return next(at for at, one in enumerate(self.pieces) if day < one.end)


def component_of(roster: Roster) -> str:
    """Name the component that prices a roster: that of its shifts, or a sleep-in."""
    _, kind, component = roster.name
    return SLEEP_IN if kind == SLEEP_IN else component


def priced_rosters(
    rosters: Sequence[Roster],
    model: Model,
    span: Span,
    prices: DatedPrices,
    *,
    variant_of: Callable[[str, UnitPrices], int],
    crossing: Crossing = Crossing.MINUTE,
) -> tuple[PricedRoster, ...]:
    """Work out what rosters of a rota cost on each day of a span.

    Each day is priced by its own law: accrued by day. Waking shifts cost an hour of
    their component for each member of staff; sleep-ins, and shifts of the component
    ``waking_night``, what the model counts them in, on the day they start, in the bands
    of their minutes.

    Parameters
    ----------
    rosters : sequence of Roster
        Their names are scheme, kind and component.
    model : Model
    span : Span
    prices : DatedPrices
    variant_of : function of scheme and UnitPrices to int
        The variant that prices a scheme.
    crossing : Crossing

    Returns
    -------
    tuple of PricedRoster

    Raises
    ------
    InputError
        If the model has no component for a shift, or not by the hour; a shift holds a
        minute that no band holds; or an amount is too large to be counted.
    CareError
        If there are too many rosters for so long a span.
    """
    _refuse_without_component(rosters, model)
    which = np.array([prices.of_day(day) for day in span.days], dtype=np.int64)
    units = {
        one.name: np.stack(
            [_unit_pence(one, each, variant_of) for each in prices.prices]
        )
        for one in rosters
    }
    ranks = None
    if crossing is Crossing.HIGHER:
        ranks = {
            one.name: np.concatenate(
                [
                    _rank(_unit_pence(one, prices.before, variant_of)[None]),
                    _rank(units[one.name])[which],
                ]
            )
            for one in rosters
        }
    hours = hours_by_band(rosters, model, span, crossing, ranks)
    default = prices.before.bands.index(prices.before.default_band)
    return tuple(
        _priced(
            one,
            model.components[component_of(one.roster)],
            units[one.roster.name],
            which,
            default,
        )
        for one in hours
    )


def _parts_of(unit: str) -> int:
    return (60 if unit == "h" else NIGHT_PARTS) * PARTS


def _rank(unit_pence: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank bands from the highest price, 0, down; the first of equals stands first."""
    order = np.argsort(-unit_pence, axis=1, kind="stable")
    return np.argsort(order, axis=1, kind="stable")


def _unit_pence(
    roster: Roster,
    prices: UnitPrices,
    variant_of: Callable[[str, UnitPrices], int],
) -> NDArray[np.int64]:
    variant = variant_of(roster.scheme, prices)
    of_variant: NDArray[np.int64] = prices.pence[component_of(roster)][variant]
    return of_variant


def _priced(
    hours: RosterHours,
    component: Component,
    unit_pence: NDArray[np.int64],
    which: NDArray[np.int64],
    default: int,
) -> PricedRoster:
    quantity = hours.minutes
    if component.name in WHOLE_NIGHTS:
        if component.unit != "h":
            quantity = hours.nights_by_band
        counted = quantity.sum(axis=1)
        is_alike = (unit_pence == unit_pence[:, :1]).all(axis=1)[which]
        quantity = np.where(is_alike[:, None], 0, quantity)
        quantity[is_alike, default] = counted[is_alike]
    size = float(np.abs(unit_pence).max(initial=0)) * float(quantity.max(initial=0))
    if size * max(len(quantity), 2) > _LARGEST:
        rows = np.concatenate([one.row for one in hours.roster.by_day.values()])
        expected = "a cost that can be counted in pence"
        raise InputError([Finding(ROTAS_FILE, int(rows.min()), "staff", "", expected)])
    amount = divided(unit_pence[which] * quantity, _parts_of(component.unit))
    return PricedRoster(
        hours, component.name, component.unit, quantity, unit_pence, amount
    )


def _refuse_without_component(rosters: Sequence[Roster], model: Model) -> None:
    findings = []
    for one in rosters:
        needed = component_of(one)
        found = model.components.get(needed)
        is_night = needed in WHOLE_NIGHTS
        if found is not None and (is_night or found.unit == "h"):
            continue
        rows = np.concatenate([shifts.row for shifts in one.by_day.values()])
        findings.append(
            Finding(
                ROTAS_FILE,
                int(rows.min()),
                "kind" if needed == SLEEP_IN else "component",
                f'"{needed}"',
                f"a cost model with the component {needed}"
                f"{'' if is_night else ' in h'}",
                "Name another model, or another component",
            )
        )
    if findings:
        raise InputError(findings)
