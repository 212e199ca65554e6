"""Inputs of rates: what each is worked out with, each set of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.market.prices import provider_inputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.law import LawOnDay
    from scenarios.case import Case


def rate_inputs(case: Case, model: Model) -> list[dict[str, float]]:
    """Give the inputs of each rate: the case's, its provider's over them, its own."""
    rates, told = case.tables["rates"], provider_inputs(case)
    own: list[dict[str, float]] = [{} for _ in range(len(rates))]
    for name in rates.columns.intersection(list(model.inputs)):
        values = rates[name].to_numpy(dtype=np.float64)
        for place in np.flatnonzero(~np.isnan(values)):
            own[place][str(name)] = float(values[place])
    return [
        {**case.settings.model_inputs, **told.get(provider, {}), **mine}
        for provider, mine in zip(rates["provider"], own, strict=True)
    ]


def distinct(
    inputs: Sequence[Mapping[str, float]],
) -> tuple[list[Mapping[str, float]], NDArray[np.int64], list[int]]:
    """Give the sets of inputs that differ, which of them each rate has, and who first.

    Returns
    -------
    sets : list of mapping of input to float
    which : int64[rate]
    first : list of int
        The first rate that has each set.
    """
    known: dict[tuple[tuple[str, float], ...], int] = {}
    sets: list[Mapping[str, float]] = []
    first: list[int] = []
    which = np.empty(len(inputs), dtype=np.int64)
    for place, given in enumerate(inputs):
        key = tuple(sorted(given.items()))
        if key not in known:
            known[key] = len(sets)
            sets.append(given)
            first.append(place)
        which[place] = known[key]
    return sets, which, first


def flags(law: LawOnDay | None, names: Iterable[str]) -> dict[str, str]:
    """Give the dated parameters that are a forecast or held, and which they are."""
    if law is None:
        return {}
    found = {name: law.record(name).flag for name in sorted(names)}
    return {name: flag for name, flag in found.items() if flag}
