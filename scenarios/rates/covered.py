"""Covered: what share of assumption sets each rate covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from costing.engine.unit_pence import unit_pence
from costing.ranges.draws import Drawing
from scenarios.rates.rate_inputs import distinct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.law import LawOnDay


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
        members: list[list[int]] = [[] for _ in sets]
        for place, number in zip(places, which.tolist(), strict=True):
            members[number].append(place)
        for given, of_set in zip(sets, members, strict=True):
            values = drawing.of(given).values
            for service in dict.fromkeys(services[place] for place in of_set):
                mine = [place for place in of_set if services[place] == service]
                part = model.components[service]
                pence = np.sort(unit_pence(model, part, line, values))
                found = np.searchsorted(pence, rates[mine], side="right")
                shares[mine] = found / draws
    return shares
