"""Two sides: one unit costed by council and by provider, and the gap by line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from costing.document.addends import addends
from costing.money import pence, snap
from costing.sensitivity.unit import unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.document.parts import Model
    from costing.engine.evaluation import Evaluation
    from costing.law import LawOnDay
    from costing.sensitivity.unit import Unit


@dataclass(frozen=True, slots=True)
class LineGap:
    """A part of the price on both sides, in whole pence of a unit.

    Parameters
    ----------
    name : str
        A line or an input that the price adds; ``all_else`` for what the price makes of
        their sum and none of them holds, ``rounding`` for what rounding leaves.
    label, heading : str
    council, provider : int
    """

    name: str
    label: str
    heading: str
    council: int
    provider: int

    @property
    def difference(self) -> int:
        """Give the provider's less the council's."""
        return self.provider - self.council


@dataclass(frozen=True, slots=True)
class InputGap:
    """An input that differs, and what that does by itself.

    Parameters
    ----------
    name : str
    council, provider : float
        In the input's unit.
    effect : int
        Pence that the council's price moves by with the provider's value of this one.
    """

    name: str
    council: float
    provider: float
    effect: int


@dataclass(frozen=True, slots=True)
class Sides:
    """One unit as council and provider cost it.

    Parameters
    ----------
    unit : Unit
        With what the council gives.
    given : mapping of input to float
        What the provider gives.
    council, provider : int
        The price in whole pence.
    lines : tuple of LineGap
        They add up to both prices, and their differences to the gap: the largest first,
        whatever its sign; of equal ones in the order of the document.
    inputs : tuple of InputGap
        Those that either side gives and that differ, the largest effect first.
    together : int
        What is left of the gap: what the inputs do with each other and none alone.
    law : tuple of str
        The dated parameters that were read.
    """

    unit: Unit
    given: Mapping[str, float]
    council: int
    provider: int
    lines: tuple[LineGap, ...]
    inputs: tuple[InputGap, ...]
    together: int
    law: tuple[str, ...]

    @property
    def gap(self) -> int:
        """Give the provider's price less the council's."""
        return self.provider - self.council


def sides(
    model: Model,
    law: LawOnDay | None,
    council: Mapping[str, float],
    provider: Mapping[str, float],
    *,
    component: str = "",
    band: str = "",
) -> Sides:
    """Cost one unit on both sides, and split the gap by line and by input.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    council, provider : mapping of input to float
        All that each side gives; the rest are the document's defaults.
    component : str
        The price of the model if "".
    band : str
        The model's default band if "".

    Returns
    -------
    Sides

    Raises
    ------
    CareError
        What :func:`costing.engine.evaluation.evaluate` raises; InputError if there is
        no such component or band.
    """
    unit = unit_of(model, law, council, component=component, band=band)
    one = replace(unit, label="the council")
    other = replace(one, given=dict(provider), label="the provider")
    added = tuple(addends(one.model, one.part.line).items())
    read = tuple(name for name, _ in added if name in model.lines)
    found = [unit.found({}, read) for unit in (one, other)]
    prices = [
        int(unit.pence(each)[0]) for unit, each in zip((one, other), found, strict=True)
    ]
    columns = [
        _parts(unit, added, each, price)
        for unit, each, price in zip((one, other), found, prices, strict=True)
    ]
    rows = [
        LineGap(name, *_named(one, name, is_sum=bool(added)), mine, theirs)
        for (name, mine), theirs in zip(
            columns[0].items(), columns[1].values(), strict=True
        )
    ]
    rows.sort(key=lambda row: -abs(row.difference))
    inputs = _inputs(one, other, found[0], found[1], prices[0])
    return Sides(
        unit=one,
        given=other.given,
        council=prices[0],
        provider=prices[1],
        lines=tuple(rows),
        inputs=inputs,
        together=prices[1] - prices[0] - sum(each.effect for each in inputs),
        law=tuple(dict.fromkeys((*found[0].law, *found[1].law))),
    )


def _parts(
    unit: Unit, added: tuple[tuple[str, float], ...], found: Evaluation, price: int
) -> dict[str, int]:
    """Give the parts of a price in pence; they add up to it."""
    staff = unit.part.staff
    pounds = {}
    for name, times in added:
        values = found.value.get(name)
        value = found.inputs[name][0] if values is None else values[0, 0]
        pounds[name] = float(value) * times * staff
    line = unit.model.lines[unit.part.line]
    # Only the price itself unrounded, so that what rounding leaves is seen apart.
    exact = replace(
        unit.model,
        lines={**unit.model.lines, line.name: replace(line, rounding=None)},
    )
    before = float(replace(unit, model=exact).pounds({})[0])
    left = float(snap(before - sum(pounds.values()))) if pounds else before
    parts = {name: int(pence(value)) for name, value in pounds.items()}
    parts["all_else"] = int(pence(left))
    parts["rounding"] = price - sum(parts.values())
    return parts


def _named(unit: Unit, name: str, *, is_sum: bool) -> tuple[str, str]:
    """Give what people call a part, and its heading."""
    if name == "rounding":
        return "Rounding", ""
    if name == "all_else":
        label = unit.model.lines[unit.part.line].label
        rest = f"All else in {label[:1].lower()}{label[1:]}"
        return (rest if is_sum else label), ""
    line = unit.model.lines.get(name)
    return (line.label, line.heading) if line else (unit.model.inputs[name].label, "")


def _inputs(
    one: Unit, other: Unit, mine: Evaluation, theirs: Evaluation, price: int
) -> tuple[InputGap, ...]:
    found = []
    for name in one.inputs:
        if name not in one.given and name not in other.given:
            continue
        values = [float(snap(each.inputs[name][0])) for each in (mine, theirs)]
        if values[0] == values[1]:
            continue
        both = replace(one, label=f"the council with the provider's {name}")
        moved = int(one.pence(both.found({name: values[1]}))[0])
        found.append(InputGap(name, values[0], values[1], moved - price))
    return tuple(sorted(found, key=lambda each: -abs(each.effect)))
