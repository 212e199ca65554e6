"""A model worked out for one unit on a day, and how finely its numbers are told."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from costing.document.expression import Name, walk
from costing.document.parts import NOT_DERIVED
from costing.money import snap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from costing.document.parts import Line, Model
    from costing.engine.evaluation import Evaluation
    from costing.law import LawOnDay

PENNY: Final = 0.01
_FINE: Final = ("/min", "/mile", "/km")
"""What money for each is too small to be shown to the penny."""


@dataclass(frozen=True, slots=True)
class BuildUp:
    """A model worked out for one unit on a day.

    Parameters
    ----------
    model : Model
    day : date
    law : LawOnDay or None
    found : Evaluation
        Of one variant, with all lines.
    settings : mapping of input to float
        What was set, and not left to the document.
    """

    model: Model
    day: date
    law: LawOnDay | None
    found: Evaluation
    settings: Mapping[str, float]

    def values(self, line: str) -> NDArray[np.float64]:
        """Give a line's float64[band]."""
        values: NDArray[np.float64] = self.found.value[line][0]
        return values


def not_derived(model: Model) -> frozenset[str]:
    """Name the inputs that are published amounts, and what reads one directly.

    A sum of such lines is not in it; a line or input that reads one by name is.
    """
    inputs = {name for name, part in model.inputs.items() if part.basis == NOT_DERIVED}
    read = {
        name
        for name, line in model.lines.items()
        if any(isinstance(p, Name) and p.name in inputs for p in walk(line.formula))
    }
    return frozenset(inputs | read)


def number_text(value: float, step: float | None, unit: str, currency: str) -> str:
    """Write a value as finely as it is rounded: 20.69; or else 20.6927 or 11.7."""
    if step is not None:
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        return f"{value:,.{max(decimals, 2 if currency in unit else 0)}f}"
    if currency in unit:
        return f"{value:,.4f}" if abs(value) < 1000 else f"{value:,.2f}"
    return f"{value:,.6g}"


def given_text(value: float, unit: str, currency: str) -> str:
    """Write a value that was given and not worked out: pence where it has no more."""
    is_pence = currency in unit and float(snap(value)) == float(f"{value:.2f}")
    return number_text(value, 0.01 if is_pence else None, unit, currency)


def price_step(model: Model) -> float:
    """Give how finely money is shown: as the price is rounded, and to the penny."""
    rounding = model.lines[model.price].rounding
    return min(rounding.step, PENNY) if rounding else 0.0


def is_shown_rounded(model: Model, line: Line) -> bool:
    """Say whether a line is shown as finely as the price, and worked out finer."""
    return (
        line.rounding is None
        and price_step(model) > 0
        and model.currency in line.unit
        and not line.unit.endswith(_FINE)
    )
