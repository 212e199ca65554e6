"""Inversion: the input that a given price supports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from costing.engine.evaluation import evaluate
from costing.engine.search import Search
from costing.errors import CareError, Finding, InputError, quoted, suggestion
from costing.money import snap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from costing.document.parts import Model
    from costing.engine.arithmetic import Array, DatedLaw
    from costing.engine.search import Stretch


@dataclass(frozen=True, slots=True)
class Solution:
    """The value of an input at which a model gives a price.

    Parameters
    ----------
    input : str
    value : float
        The shortest decimal that will do, in the input's unit.
    price : float
        What the model gives at that value. It is the price asked for, save where
        rounding leaps over that: then it is the last below it.
    band : str
    low, high : float
        All values from the one to the other give that price, since it is rounded.
    others : tuple of float
        Further values, apart from these, that give it; the nearest first.
    """

    input: str
    value: float
    price: float
    band: str
    low: float
    high: float
    others: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """All values of an input at which a model gives a price.

    Parameters
    ----------
    input : str
    now : float
        Its present value.
    stretches : tuple of Stretch
        Empty where no value gives the price; the nearest to the present value first.
    price : float or None
        What the model gives there: the price asked for, or the last below it.
    way : {1, -1, 0} or None
        The price only rises in the input, only falls, does not move, or does both.
    least, most : float
        The values between which it was looked for.
    price_least, price_most : float
        The prices that were found between them.
    """

    input: str
    now: float
    stretches: tuple[Stretch, ...]
    price: float | None
    way: int | None
    least: float
    most: float
    price_least: float
    price_most: float


def solve(
    model: Model,
    law: DatedLaw | None,
    name: str,
    price: float,
    *,
    band: str = "",
    inputs: Mapping[str, float] | None = None,
) -> Solution:
    """Find the value of an input that gives a price.

    The price may rise or fall in the input, in steps where lines are rounded, and may
    be no number at some values. It is looked for between the input's bounds, or up to a
    million times its size away, and of several values the nearest to the present one
    is given.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    name : str
        The input.
    price : float
        In the unit of the model's price.
    band : str
        The model's default band if "".
    inputs : mapping of input to float, optional
        Set for the whole search.

    Returns
    -------
    Solution

    Raises
    ------
    InputError
        If there is no such input or band, or the model cannot be worked out as it is.
    CareError
        If no value gives the price; the prices that can be reached are told.
    """
    _check(model, name, band)
    band = band or model.default_band
    found = answers(model, law, name, price, band=band, inputs=inputs)
    if found.price is None:
        msg = (
            f"{model.file}: no value of {name} gives a price of {price:.12g} in band "
            f"{band}; from {found.least:.12g} to {found.most:.12g} it gives "
            f"{found.price_least:.12g} to {found.price_most:.12g}."
        )
        raise CareError(msg)
    first, *rest = found.stretches
    others = tuple(one.value for one in rest)
    return Solution(name, first.value, found.price, band, first.low, first.high, others)


def answers(
    model: Model,
    law: DatedLaw | None,
    name: str,
    price: float,
    *,
    band: str = "",
    inputs: Mapping[str, float] | None = None,
    line: str = "",
    staff: float = 1,
) -> Answers:
    """Find all values of an input that give a price, and what prices there are.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    name : str
        The input.
    price : float
        In the unit of the line.
    band : str
        The model's default band if "".
    inputs : mapping of input to float, optional
        Set for the whole search.
    line : str
        The model's price if "".
    staff : float
        The price is the line times this.

    Returns
    -------
    Answers

    Raises
    ------
    InputError
        If there is no such input or band, or the model cannot be worked out as it is.
    """
    _check(model, name, band)
    line = line or model.price
    band = band or model.default_band
    # Before anything is moved: what is wrong already is told as it is.
    now = evaluate(model, law, inputs or {}, [line])
    rest = {key: value for key, value in (inputs or {}).items() if key != name}
    one_band = model.in_band(band)

    def prices(values: Array) -> Array:
        given: dict[str, ArrayLike] = {**rest, name: values}
        found = evaluate(one_band, law, given, [line])
        of_line: Array = found.value[line][:, 0] * staff
        return of_line

    search = Search(prices, float(now.inputs[name][0]), price)
    part = model.inputs[name]
    values, of_values = search.tried(part.minimum, part.maximum)
    stretches = search.stretches(values, of_values)
    known = snap(of_values[np.isfinite(of_values)])
    return Answers(
        input=name,
        now=search.now,
        stretches=stretches,
        price=search.price(stretches[0].value) if stretches else None,
        way=search.way(of_values),
        least=float(values[0]),
        most=float(values[-1]),
        price_least=float(known.min()),
        price_most=float(known.max()),
    )


def _check(model: Model, name: str, band: str) -> None:
    for given, known, what in (
        (name, model.inputs, "the name of an input"),
        (band, model.bands, "the name of a band"),
    ):
        if given and given not in known:
            near = suggestion(given, known)
            fault = Finding(model.file, 0, "", quoted(given), what, near)
            raise InputError([fault])
