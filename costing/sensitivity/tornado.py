"""Tornado: what each input, moved to its ends alone, does to a price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from costing.money import snap
from costing.ranges.ends import ends_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.engine.arithmetic import Array
    from costing.engine.evaluation import Evaluation
    from costing.sensitivity.unit import Unit


@dataclass(frozen=True, slots=True)
class Bar:
    """What one input does to the price.

    Parameters
    ----------
    input : str
    value, low, high : float
        As it is, and at the ends that the document declares.
    price_low, price_high : int
        Whole pence with the input at these ends and all else as it is.
    least, most : int
        The lowest and the highest of these two and the price as it is.
    moves : tuple of str
        Inputs whose defaults follow it, and that therefore move with it.
    """

    input: str
    value: float
    low: float
    high: float
    price_low: int
    price_high: int
    least: int
    most: int
    moves: tuple[str, ...]

    @property
    def width(self) -> int:
        """Give the pence from the lowest price to the highest."""
        return self.most - self.least


@dataclass(frozen=True, slots=True)
class Tornado:
    """What moves a price, and how far.

    Parameters
    ----------
    price : int
        Whole pence, as it is.
    value : float
        The same as the document rounds it; of a line that is no money this is the one
        to tell.
    bars : tuple of Bar
        The widest first; of equal ones in the order of the document.
    law : tuple of str
        The dated parameters that were read.
    """

    price: int
    value: float
    bars: tuple[Bar, ...]
    law: tuple[str, ...]


def tornado(unit: Unit) -> Tornado:
    """Move each input to its low end and to its high end, the others as they are.

    An input that is given is known, and has no ends; nor has one whose default follows
    from it. What follows an input that is moved moves with it, so two inputs of which
    one follows the other say nearly the same: widths do not add up.

    Parameters
    ----------
    unit : Unit

    Returns
    -------
    Tornado

    Raises
    ------
    CareError
        What :func:`costing.engine.evaluation.evaluate` raises, also at an end.
    """
    as_it_is = unit.found({})
    price = int(unit.pence(as_it_is)[0])
    given = {name: np.array([value]) for name, value in unit.given.items()}
    ends, law_of_ends = ends_of(
        unit.model, unit.law, given, as_it_is, line=unit.part.line, count=1
    )
    law = [*as_it_is.law, *law_of_ends]
    bars = []
    for name, three in ends.items():
        at_ends = unit.found({name: three[0, [0, 2]]})
        law += at_ends.law
        low, high = (int(one) for one in unit.pence(at_ends))
        bars.append(
            Bar(
                input=name,
                value=float(snap(three[0, 1])),
                low=float(snap(three[0, 0])),
                high=float(snap(three[0, 2])),
                price_low=low,
                price_high=high,
                least=min(low, price, high),
                most=max(low, price, high),
                moves=_followers(unit, name, as_it_is.inputs, at_ends),
            )
        )
    place = {name: index for index, name in enumerate(unit.model.inputs)}
    bars.sort(key=lambda bar: (-bar.width, place[bar.input]))
    value = float(snap(as_it_is.value[unit.part.line][0, 0] * unit.part.staff))
    return Tornado(price, value, tuple(bars), tuple(dict.fromkeys(law)))


def _followers(
    unit: Unit, name: str, before: Mapping[str, Array], found: Evaluation
) -> tuple[str, ...]:
    return tuple(
        other
        for other in unit.inputs
        if other != name and (found.inputs[other] != before[other]).any()
    )
