"""Pay: the inputs that are an hour's pay, and how a legal minimum moves them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from costing.engine.arithmetic import Calculation, FailureError, checking
from costing.engine.evaluation import evaluate
from costing.errors import Finding, InputError
from costing.money import snap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.engine.arithmetic import Array
    from costing.law import LawOnDay


class Differential(StrEnum):
    """What becomes of pay above the legal minimum when that rises."""

    ERODE = "erode"
    """Law's own minimum: pay rises only where the new minimum is above it."""
    KEEP = "keep"
    """Pay rises by as many pounds as the minimum."""


@dataclass(frozen=True, slots=True)
class Pay:
    """Inputs that are pay, or on top of pay, on one day.

    Parameters
    ----------
    values : mapping of input to float64[set]
    floors : mapping of input to float64[set]
        The legal minimum of each that is pay.
    law : tuple of str
        The dated parameters that were read.
    """

    values: Mapping[str, Array]
    floors: Mapping[str, Array]
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Underpaid:
    """An input that is an hour's pay, below its legal minimum.

    Parameters
    ----------
    input : str
    value, minimum : float
        In the input's unit.
    """

    input: str
    value: float
    minimum: float


def pay_on(
    model: Model,
    law: LawOnDay | None,
    given: Mapping[str, Array],
    count: int,
    labels: Sequence[str] = (),
) -> Pay:
    """Give what is told of pay on a day, and the legal minimum of that day.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    given : mapping of input to float64[set]
    count : int
        Sets.
    labels : sequence of str
        What to call the sets in errors.

    Raises
    ------
    InputError
        If a minimum is no number, or what ``evaluate`` raises.
    """
    found = evaluate(model, law, given, (), variants=labels)
    reading = Calculation(law, {}, values=dict(found.inputs))
    floors = {}
    for name, one in model.inputs.items():
        if one.pay_floor is None:
            continue
        try:
            with checking():
                value = reading.value(one.pay_floor)
        except FailureError as failure:
            what = failure.got, failure.expected, failure.fix
            fault = Finding(model.file, one.row, f"{name}.pay_floor", *what)
            raise InputError([fault]) from None
        floors[name] = np.broadcast_to(value, (count,))
    values = {
        name: snap(np.broadcast_to(found.inputs[name], (count,)))
        for name, one in model.inputs.items()
        if one.pay_floor is not None or one.pay_above
    }
    return Pay(values, floors, tuple(dict.fromkeys((*found.law, *reading.law_read))))


def below(pay: Pay, count: int) -> NDArray[np.bool_]:
    """Tell which sets hold pay below its legal minimum, bool[set]."""
    found = np.zeros(count, dtype=np.bool_)
    for name in pay.floors:
        found |= _is_below(pay, name)
    return found


def underpaid(
    model: Model, law: LawOnDay | None, given: Mapping[str, float]
) -> tuple[Underpaid, ...]:
    """Name the pay that is below its legal minimum, in the order of the document.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    given : mapping of input to float
        The others take their defaults.

    Raises
    ------
    CareError
        As :func:`pay_on`.
    """
    pay = pay_on(model, law, {name: np.array([one]) for name, one in given.items()}, 1)
    return tuple(
        Underpaid(name, float(pay.values[name][0]), float(snap(floor)[0]))
        for name, floor in pay.floors.items()
        if _is_below(pay, name)[0]
    )


def _is_below(pay: Pay, name: str) -> NDArray[np.bool_]:
    """Tell where an input is below its legal minimum, bool[set]."""
    found: NDArray[np.bool_] = pay.values[name] < snap(pay.floors[name])
    return found


def raised(
    model: Model, values: Mapping[str, Array], floors: Mapping[str, Array]
) -> dict[str, Array]:
    """Raise pay to a minimum; pay on top of it shrinks by what it rose.

    A senior who was paid above the new minimum is paid no more by law: the pay beneath
    rises, what is on top of it becomes less. It is never less than the minimum in all.

    Parameters
    ----------
    model : Model
    values, floors : mapping of input to float64[set]
    """
    moved = {name: np.maximum(values[name], floor) for name, floor in floors.items()}
    for name, value in values.items():
        beneath = model.inputs[name].pay_above
        if beneath:
            rise = moved[beneath] - values[beneath]
            least = floors[beneath] - moved[beneath]
            shrunk = np.maximum(least, value - rise)
            moved[name] = snap(np.where(rise > 0, shrunk, value))
    return moved


def kept(
    values: Mapping[str, Array],
    before: Mapping[str, Array],
    after: Mapping[str, Array],
) -> dict[str, Array]:
    """Raise pay by as many pounds as its minimum; pay on top of it stays.

    Parameters
    ----------
    values, before, after : mapping of input to float64[set]
        Pay, and its minimum on the first day and on the second.
    """
    return {
        name: snap(value + np.maximum(0.0, after[name] - before[name]))
        if name in before
        else value
        for name, value in values.items()
    }
