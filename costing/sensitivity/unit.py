"""Unit: one unit of a component in one band, worked out for whatever is moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from costing.document.order import needed
from costing.document.parts import Component
from costing.engine.evaluation import evaluate
from costing.engine.unit_pence import unit_pence
from costing.errors import Finding, InputError, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from costing.document.parts import Model
    from costing.engine.arithmetic import Array
    from costing.engine.evaluation import Evaluation
    from costing.law import LawOnDay


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, and what is known of its inputs.

    Parameters
    ----------
    model : Model
        Of the one band.
    law : LawOnDay or None
    part : Component
        With the name "" where it is the price of the model and no component was named.
    given : mapping of input to float
        The others take their defaults, which may follow these.
    label : str
        Whose it is, for messages; "" for nobody's.
    """

    model: Model
    law: LawOnDay | None
    part: Component
    given: Mapping[str, float]
    label: str = ""

    @property
    def band(self) -> str:
        """Give the name of the band."""
        return self.model.default_band

    @property
    def inputs(self) -> tuple[str, ...]:
        """Name the inputs that the price reads, in the order of the document."""
        read = needed(self.model.reads, (self.part.line,))
        return tuple(name for name in self.model.inputs if name in read)

    def found(
        self, moved: Mapping[str, ArrayLike], lines: tuple[str, ...] = ()
    ) -> Evaluation:
        """Evaluate the price, with some inputs moved."""
        inputs: dict[str, ArrayLike] = {**self.given, **moved}
        count = max((np.size(value) for value in moved.values()), default=1)
        called = (self.label,) * count if self.label else ()
        wanted = (self.part.line, *lines)
        return evaluate(self.model, self.law, inputs, wanted, variants=called)

    def pounds(self, moved: Mapping[str, ArrayLike]) -> Array:
        """Give what a unit costs as float64[variant], rounded as the document says."""
        values: Array = self.found(moved).value[self.part.line][:, 0] * self.part.staff
        return values

    def pence(self, found: Evaluation) -> NDArray[np.int64]:
        """Give what a unit costs as int64[variant], whole pence."""
        values = found.value[self.part.line][:, 0]
        return unit_pence(self.model, self.part, self.part.line, values)

    @property
    def exact(self) -> Unit:
        """Give the same without any rounding of lines."""
        lines = {
            name: replace(line, rounding=None)
            for name, line in self.model.lines.items()
        }
        return replace(self, model=replace(self.model, lines=lines))


def unit_of(
    model: Model,
    law: LawOnDay | None,
    inputs: Mapping[str, float] | None = None,
    *,
    component: str = "",
    band: str = "",
) -> Unit:
    """Say what one unit is.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    inputs : mapping of input to float, optional
    component : str
        The price of the model if "".
    band : str
        The model's default band if "".

    Raises
    ------
    InputError
        If there is no such component or band.
    """
    for given, known, what in (
        (component, model.components, "the name of a component"),
        (band, model.bands, "the name of a band"),
    ):
        if given and given not in known:
            near = suggestion(given, known)
            fault = Finding(model.file, 0, "", quoted(given), what, near)
            raise InputError([fault])
    name = band or model.default_band
    one_band = model.in_band(name)
    line = model.lines[model.price]
    whole = Component("", model.price, line.unit, 1.0, line.row)
    part = model.components[component] if component else whole
    return Unit(one_band, law, part, dict(inputs or {}))
