"""Covered: what share of assumption sets each rate covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.engine.blocks import blocks_of, each
from costing.engine.unit_pence import unit_pence
from costing.ranges.draws import Drawing
from scenarios.rates.rate_inputs import distinct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.law import LawOnDay
    from costing.ranges.draws import Ranged

_AT_ONCE: Final = 16
"""Sets of inputs that one thread draws before it hands over what it found."""

_FEW: Final = 8
"""Rates up to which counting is faster than putting the draws in order."""


def covered(
    model: Model,
    law: LawOnDay | None,
    services: Sequence[str],
    inputs: Sequence[Mapping[str, float]],
    rates: NDArray[np.int64],
    *,
    draws: int,
    seed: int,
) -> NDArray[np.float64]:
    """Give the share of assumption sets that each rate covers.

    Rates that share a line and all inputs share their sets, which are drawn once.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    services : sequence of str
        The component of each rate; "" for one that cannot be compared.
    inputs : sequence of mapping of input to float
        What is told for each rate.
    rates : int64[rate]
        Pence.
    draws, seed : int
        Without draws there are no shares.

    Returns
    -------
    float64[rate]
        NaN where there is none.

    Raises
    ------
    CareError
        What :class:`costing.ranges.draws.Drawing` raises.
    """
    shares = np.full(len(rates), np.nan)
    if not draws:
        return shares
    by_line: dict[str, list[int]] = {}
    for place, service in enumerate(services):
        if service:
            line = model.components[service].line
            by_line.setdefault(line, []).append(place)
    for line, places in by_line.items():
        drawing = Drawing(model, law, line, count=draws, seed=seed)
        sets, which, _ = distinct([inputs[place] for place in places])
        limits = _members(places, which.tolist(), services, len(sets))
        work = _Work(model, drawing, drawing.ranged(sets), limits, rates)
        for found in each(work.shares, blocks_of(len(sets), _AT_ONCE)):
            for mine, values in found:
                shares[mine] = values
    return shares


def _members(
    places: Sequence[int], which: Sequence[int], services: Sequence[str], count: int
) -> list[dict[str, NDArray[np.int64]]]:
    """Give the rates of each set of inputs, by service."""
    found: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for place, number in zip(places, which, strict=True):
        found[number].setdefault(services[place], []).append(place)
    return [
        {service: np.array(mine) for service, mine in of_set.items()}
        for of_set in found
    ]


@dataclass(frozen=True, slots=True)
class _Work:
    """The sets of inputs of one line, and the rates that each is held against."""

    model: Model
    drawing: Drawing
    sets: Sequence[Ranged]
    members: Sequence[Mapping[str, NDArray[np.int64]]]
    rates: NDArray[np.int64]

    def shares(
        self, part: slice
    ) -> list[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """Give places of rates and their shares, of some of the sets."""
        found = []
        for one, members in zip(self.sets[part], self.members[part], strict=True):
            values = self.drawing.drawn(one).values
            for service, places in members.items():
                component = self.model.components[service]
                pence = unit_pence(self.model, component, component.line, values)
                if len(places) > _FEW:
                    below = np.searchsorted(np.sort(pence), self.rates[places], "right")
                else:
                    limits = self.rates[places][:, None]
                    below = np.count_nonzero(pence <= limits, axis=1)
                found.append((places, below / len(pence)))
        return found
