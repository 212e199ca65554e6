"""Price range: one unit of a model, its fair range, and sets of assumptions drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.parts import Component
from costing.engine.unit_pence import unit_pence
from costing.errors import Finding, InputError, quoted, suggestion
from costing.money import snap
from costing.ranges.defaults import DRAWS, SEED
from costing.ranges.draws import Drawing, Together
from costing.ranges.fair_range import fair_range
from costing.ranges.quantiles import quantile_pence
from costing.ranges.state import RateState, states

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.law import LawOnDay
    from costing.ranges.fair_range import FairRange

SHARES: Final = tuple(Fraction(percent, 100) for percent in (5, 10, 25, 50, 75, 90, 95))
"""Shares of the sets for which the price that covers them is told."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What one unit comes to under the sets of assumptions that were drawn, in pence.

    Parameters
    ----------
    together : Together
        Which inputs stood at the same place.
    pence : int64[draw]
        In ascending order; not to be written to.
    quantiles : tuple of (Fraction, int)
        Each of :data:`SHARES`, and the price that covers it, interpolated as
        :mod:`costing.ranges.quantiles` says.
    covered : float or None
        Share of the sets that the price covers; None where no price was given.
    """

    together: Together
    pence: NDArray[np.int64]
    quantiles: tuple[tuple[Fraction, int], ...]
    covered: float | None

    @property
    def least(self) -> int:
        """The least that any set comes to."""
        return int(self.pence[0])

    @property
    def most(self) -> int:
        """The most that any set comes to."""
        return int(self.pence[-1])


@dataclass(frozen=True, slots=True)
class PriceRange:
    """The fair range of one unit, and the share of assumption sets that a price covers.

    Parameters
    ----------
    model, component, line, unit, band : str
        ``component`` is "" for the price line itself; ``unit`` is the line's.
    low, expected, high, all_low, all_high : int
        In pence, as in :class:`costing.ranges.fair_range.FairRange`.
    floor : int or None
        Statutory employment cost; None where the document has no line for it.
    price : float or None
    state : RateState or None
        How the price stands; None where none was given.
    draws, seed : int
    spreads : tuple of Spread
        One for each :class:`costing.ranges.draws.Together`, in its order.
    groups : mapping of input to str
        The inputs that were drawn, and what each moves with, as declared.
    law : tuple of str
        The dated parameters that were read.
    """

    model: str
    component: str
    line: str
    unit: str
    band: str
    low: int
    expected: int
    high: int
    all_low: int
    all_high: int
    floor: int | None
    price: float | None
    state: RateState | None
    draws: int
    seed: int
    spreads: tuple[Spread, ...]
    groups: Mapping[str, str]
    law: tuple[str, ...]


def price_range(
    model: Model,
    law: LawOnDay | None = None,
    given: Mapping[str, float] | None = None,
    *,
    component: str = "",
    band: str = "",
    price: float | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> PriceRange:
    """Work out the fair range of one unit, and what sets of assumptions come to.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
        None for a model that reads no law.
    given : mapping of input to float, optional
        These are known, and have no range.
    component : str
        A name of the model's components; "" for its price line.
    band : str
        The model's default band if "".
    price : float, optional
        Of one unit, in pounds.
    draws, seed : int

    Returns
    -------
    PriceRange

    Raises
    ------
    CareError
        For a component or band that the model has not, and what
        :func:`costing.engine.evaluation.evaluate` raises.
    """
    inputs = dict(given or {})
    _check(model, component, band)
    part = _part(model, component)
    of_part = replace(model, components={**model.components, component: part})
    fair = fair_range(of_part, law, component, [inputs], band=band)
    limit = None if price is None else math.floor(float(snap(price * 100)))
    spreads: list[Spread] = []
    groups: dict[str, str] = {}
    for together in Together:
        drawing = Drawing(
            model,
            law,
            part.line,
            band=band,
            count=draws,
            seed=seed,
            together=together,
        )
        drawn = drawing.of(inputs)
        if together is Together.DECLARED:
            groups = dict(drawn.groups)
        pence = np.sort(unit_pence(model, part, part.line, drawn.values))
        spreads.append(
            Spread(
                together,
                pence,
                tuple((share, quantile_pence(pence, share)) for share in SHARES),
                None if limit is None else share_covered(pence, [limit])[0],
            )
        )
    return PriceRange(
        model=model.name,
        component=component,
        line=part.line,
        unit=model.lines[part.line].unit,
        band=fair.band,
        low=int(fair.low[0]),
        expected=int(fair.expected[0]),
        high=int(fair.high[0]),
        all_low=int(fair.all_low[0]),
        all_high=int(fair.all_high[0]),
        floor=None if fair.floor is None else int(fair.floor[0]),
        price=price,
        state=None if price is None else _state(price, fair),
        draws=draws,
        seed=seed,
        spreads=tuple(spreads),
        groups=groups,
        law=fair.law,
    )


def share_covered(ordered: NDArray[np.int64], limits: Sequence[int]) -> list[float]:
    """Give the share of the sets that each price covers: it is no less than the cost.

    Parameters
    ----------
    ordered : int64[draw]
        Costs in pence, ascending.
    limits : sequence of int
        Prices in pence.
    """
    below = np.searchsorted(ordered, np.asarray(limits), side="right")
    shares: list[float] = (below / len(ordered)).tolist()
    return shares


def _state(price: float, fair: FairRange) -> RateState:
    exact = snap(np.array([price * 100]))
    found: RateState = states(exact, fair.low, fair.high, fair.floor)[0]
    return found


def _part(model: Model, component: str) -> Component:
    if component:
        return model.components[component]
    return Component(name="", line=model.price, unit="", staff=1.0, row=0)


def _check(model: Model, component: str, band: str) -> None:
    found = []
    for key, name, known in (
        ("component", component, model.components),
        ("band", band, model.bands),
    ):
        if name and name not in known:
            near = suggestion(name, known)
            fix = near or (f"It has {', '.join(known)}" if known else "It has none")
            expected = f"the name of a {key} of the model"
            found.append(Finding(model.file, 0, key, quoted(name), expected, fix))
    if found:
        raise InputError(found)
    line = _part(model, component).line
    unit = model.lines[line].unit
    if model.currency not in unit:
        expected = f"an amount in {model.currency}, which can be counted in pence"
        got, row = f"{line} in {unit}", model.lines[line].row
        raise InputError([Finding(model.file, row, line, got, expected)])
