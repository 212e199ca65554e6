"""Unit prices: what an hour or a night costs from each provider, in whole pence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from costing.bands import band_minutes
from costing.evaluation import evaluate
from costing.money import pence

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from costing.law import LawOnDay
    from costing.parts import Component, Model


@dataclass(frozen=True, slots=True)
class UnitPrices:
    """What one unit of each component costs, by variant and band.

    Parameters
    ----------
    variants : tuple of str
        "" for the case's own inputs, then the providers that have inputs of their own.
    bands : tuple of str
    default_band : str
        Where a package line names none.
    minutes : mapping of band to int
        Minutes of each band in an ordinary week; empty where the model's bands have no
        windows.
    components : mapping of name to Component
    pence : mapping of component to int64[variant, band]
        Whole pence, each rounded once, half up.
    """

    variants: tuple[str, ...]
    bands: tuple[str, ...]
    default_band: str
    minutes: Mapping[str, int]
    components: Mapping[str, Component]
    pence: Mapping[str, NDArray[np.int64]]

    def variant_of(self, providers: pd.Series[str]) -> NDArray[np.int64]:
        """Give each provider's variant: its own, or else the case's."""
        known = {name: index for index, name in enumerate(self.variants)}
        found = [known.get(name, 0) for name in providers]
        return np.array(found, dtype=np.int64)

    def band_of(self, bands: pd.Series[str]) -> NDArray[np.int64]:
        """Give the place of each band; a name that is not known raises KeyError."""
        known = {name: index for index, name in enumerate(self.bands)}
        return np.array([known[name] for name in bands], dtype=np.int64)


def unit_prices(
    model: Model,
    law: LawOnDay | None,
    inputs: Mapping[str, float],
    provider_inputs: Mapping[str, Mapping[str, float]],
) -> UnitPrices:
    """Evaluate a model's components once for the case and for each provider.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
        None for a model that reads no law.
    inputs : mapping of input to float
        The case's overrides of the model's defaults, in the input's unit.
    provider_inputs : mapping of provider to mapping of input to float
        Each provider's own, over the case's.

    Returns
    -------
    UnitPrices

    Raises
    ------
    CareError
        What :func:`costing.evaluation.evaluate` raises.
    """
    variants = ("", *sorted(provider_inputs))
    names = sorted({name for own in provider_inputs.values() for name in own})
    defaults = evaluate(model, law, inputs, lines=()).inputs
    given: dict[str, NDArray[np.float64]] = {
        name: np.array([value]) for name, value in inputs.items()
    }
    for name in names:
        base = float(np.ravel(defaults[name])[0])
        own = [provider_inputs[variant].get(name, base) for variant in variants[1:]]
        given[name] = np.array([base, *own])
    lines = sorted({component.line for component in model.components.values()})
    evaluation = evaluate(model, law, given, lines=lines)
    shape = (len(variants), len(evaluation.bands))
    return UnitPrices(
        variants=variants,
        bands=evaluation.bands,
        default_band=model.default_band or evaluation.bands[0],
        minutes=band_minutes(model),
        components=model.components,
        pence={
            name: pence(np.broadcast_to(evaluation.value[component.line], shape))
            for name, component in model.components.items()
        },
    )
