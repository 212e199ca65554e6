"""Break-even: the value of each input, alone, that a given price supports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from costing.document.addends import addends
from costing.engine.pay import pay_on
from costing.engine.solve import answers
from costing.money import pence, snap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.engine.solve import Answers
    from costing.sensitivity.unit import Unit


class Reach(StrEnum):
    """Whether an input can carry a price by itself."""

    EXACT = "exact"
    """A value gives the very price."""
    BELOW = "last below"
    """Rounding leaps over the price: the last one below it is given."""
    NONE = "none"
    """No value within its min and max gives it."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """What one input would have to be, all else as it is.

    Parameters
    ----------
    input : str
    now : float
    reach : Reach
    value : float or None
        The shortest decimal that will do; of several the nearest to the present one.
    low, high : float or None
        All values from the one to the other give the price, since it is rounded.
    others : tuple of float
        Further values, apart from these, that give it; the nearest first.
    price : float or None
        What it gives; the price asked for, or the last below it.
    way : {1, -1, 0} or None
        The price only rises in the input, only falls, does not move, or does both.
    is_within_range : bool or None
        Whether it lies between the declared low and high ends; None without these.
    pay_floor : float or None
        Where the input is pay: its legal minimum.
    lines : mapping of line to int
        The lines of the price that read the input themselves, in pence of a unit, at
        that value: what is then there for it.
    note : str
        What the figures alone do not say.
    """

    input: str
    now: float
    reach: Reach
    value: float | None
    low: float | None
    high: float | None
    others: tuple[float, ...]
    price: float | None
    way: int | None
    is_within_range: bool | None
    pay_floor: float | None
    lines: Mapping[str, int]
    note: str


def break_even(
    unit: Unit, price: float, ends: Mapping[str, tuple[float, float]]
) -> tuple[BreakEven, ...]:
    """Find for each input the value that a price supports, all else as it is.

    Parameters
    ----------
    unit : Unit
    price : float
        Of a unit, in the document's currency.
    ends : mapping of input to its low and high end
        Of those that have some.

    Returns
    -------
    tuple of BreakEven
        Of the inputs that move the price, in the order of the document; those that are
        pay come first.
    """
    # What an input reads has no part in its own legal minimum, so one set will do.
    given = {name: np.array([value]) for name, value in unit.given.items()}
    pay = pay_on(unit.model, unit.law, given, 1)
    floors = {name: float(snap(one[0])) for name, one in pay.floors.items()}
    of_price = [n for n in addends(unit.model, unit.part.line) if n in unit.model.lines]
    found = []
    for name in unit.inputs:
        all_values = answers(
            unit.model,
            unit.law,
            name,
            price,
            inputs=unit.given,
            line=unit.part.line,
            staff=unit.part.staff,
        )
        if all_values.way == 0 and not all_values.stretches:
            continue
        lines = tuple(one for one in of_price if name in unit.model.reads[one])
        row = _row(
            unit, price, all_values, lines, ends=ends.get(name), floor=floors.get(name)
        )
        found.append(row)
    return tuple(sorted(found, key=lambda row: row.pay_floor is None))


def _row(
    unit: Unit,
    price: float,
    found: Answers,
    lines: tuple[str, ...],
    *,
    ends: tuple[float, float] | None,
    floor: float | None,
) -> BreakEven:
    first = found.stretches[0] if found.stretches else None
    reach = Reach.NONE
    if found.price is not None:
        is_exact = float(snap(found.price)) == float(snap(price))
        reach = Reach.EXACT if is_exact else Reach.BELOW
    value = None if first is None else float(snap(first.value))
    nearest = _nearest(unit, found, price) if reach is Reach.NONE else ""
    return BreakEven(
        input=found.input,
        now=float(snap(found.now)),
        reach=reach,
        value=value,
        low=None if first is None else float(snap(first.low)),
        high=None if first is None else float(snap(first.high)),
        others=tuple(float(snap(one.value)) for one in found.stretches[1:]),
        price=found.price,
        way=found.way,
        is_within_range=None
        if ends is None or value is None
        else min(ends) <= value <= max(ends),
        pay_floor=floor,
        lines={} if value is None else _lines(unit, found.input, value, lines),
        note=_note(found, value, floor, reach, nearest),
    )


def _lines(
    unit: Unit, name: str, value: float, lines: tuple[str, ...]
) -> dict[str, int]:
    at_value = unit.found({name: value}, lines).value
    staff = unit.part.staff
    return {line: int(pence(at_value[line][0, 0] * staff)) for line in lines}


def _nearest(unit: Unit, found: Answers, asked: float) -> str:
    """Say how near a price comes, and at which bound of the input.

    An input without that bound was looked at far beyond any sense; where is not told.
    """
    is_above = found.price_least > asked
    if not is_above and found.price_most >= asked:
        return f"the price goes past it, {found.price_least:.12g} being the least"
    price = found.price_least if is_above else found.price_most
    text = f"{'at least' if is_above else 'at most'} {price:.12g}"
    part = unit.model.inputs[found.input]
    if found.way is None or found.way == 0:
        return text
    bound = part.minimum if (found.way == 1) == is_above else part.maximum
    return text if bound is None else f"{text}, at {bound:.12g}"


def _note(
    found: Answers,
    value: float | None,
    floor: float | None,
    reach: Reach,
    nearest: str,
) -> str:
    notes = []
    if reach is Reach.NONE:
        notes.append(nearest)
    elif reach is Reach.BELOW:
        notes.append(f"the price is reached in steps: {found.price:.12g} is the last")
    if value is not None and floor is not None and value < floor:
        notes.append(f"below the legal minimum of {floor:.12g}")
    if len(found.stretches) > 1:
        others = ", ".join(f"{one.value:.12g}" for one in found.stretches[1:])
        notes.append(f"also {others}")
    if found.way is None:
        notes.append("the price both rises and falls in it")
    return "; ".join(notes)
