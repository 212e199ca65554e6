"""Sensitivity: tornado, elasticities and break-even of one unit, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costing.sensitivity.break_even import break_even
from costing.sensitivity.elasticity import elasticities
from costing.sensitivity.tornado import tornado
from costing.sensitivity.unit import unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.document.parts import Model
    from costing.law import LawOnDay
    from costing.sensitivity.break_even import BreakEven
    from costing.sensitivity.elasticity import Elasticity
    from costing.sensitivity.tornado import Tornado
    from costing.sensitivity.unit import Unit


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What moves a price, and what a price supports.

    Parameters
    ----------
    unit : Unit
    tornado : Tornado
    elasticities : tuple of Elasticity
    asked : float or None
        The price of the break-even.
    break_even : tuple of BreakEven
        Empty where no price was asked for.
    """

    unit: Unit
    tornado: Tornado
    elasticities: tuple[Elasticity, ...]
    asked: float | None
    break_even: tuple[BreakEven, ...]


def sensitivity(
    model: Model,
    law: LawOnDay | None,
    inputs: Mapping[str, float] | None = None,
    *,
    component: str = "",
    band: str = "",
    price: float | None = None,
) -> Sensitivity:
    """Say what moves the price of a unit, and what a price supports.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
        None for a model that reads no law.
    inputs : mapping of input to float, optional
        What is known; it has no range.
    component : str
        The price of the model if "".
    band : str
        The model's default band if "".
    price : float, optional
        Of a unit: for each input the value at which it comes to this.

    Returns
    -------
    Sensitivity

    Raises
    ------
    CareError
        What :func:`costing.engine.evaluation.evaluate` raises; InputError if there is
        no such component or band.
    """
    unit = unit_of(model, law, inputs, component=component, band=band)
    moved = tornado(unit)
    ends = {bar.input: (bar.low, bar.high) for bar in moved.bars}
    supported = () if price is None else break_even(unit, price, ends)
    return Sensitivity(unit, moved, elasticities(unit), price, supported)
