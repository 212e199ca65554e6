"""Unit pence: what one unit of a component costs by a line, in whole pence."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.errors import Finding, InputError
from costing.money import divided, pence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Component, Model
    from costing.engine.arithmetic import Array

_LARGEST: Final = 4e18
"""Above this a product of whole numbers no longer fits 64 bits."""


def unit_pence(
    model: Model,
    component: Component,
    line: str,
    values: Array,
    labels: Sequence[str] = (),
) -> NDArray[np.int64]:
    """Round a line to whole pence once, and take it times the component's staff.

    Parameters
    ----------
    model : Model
    component : Component
    line : str
        Named in the finding.
    values : float64[..., set]
        The line in pounds.
    labels : sequence of str
        What to call the sets in the finding.

    Raises
    ------
    InputError
        If a value is too large to be counted in pence.
    """
    staff = Fraction(str(component.staff))
    most = max(2 * staff.numerator, 2 * staff.denominator, 500)
    too_large = ~(np.abs(values) * 100 < _LARGEST / most)
    if too_large.any():
        place = tuple(np.argwhere(too_large)[0])
        value = f"{values[place]:.6g}"
        of_set = f" for {labels[place[-1]]}" if labels else ""
        got, row = f"{value}{of_set}", model.lines[line].row
        expected = "an amount that can be counted in pence"
        raise InputError([Finding(model.file, row, line, got, expected)])
    return divided(pence(values) * staff.numerator, staff.denominator)
