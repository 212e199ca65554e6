"""Unit prices: what an hour or a night costs from each provider, in whole pence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from costing.document.bands import band_minutes
from costing.engine.evaluation import evaluate
from costing.money import pence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from costing.document.parts import Component, Model
    from costing.law import LawOnDay


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
    law : tuple of str
        The dated parameters that were read.
    """

    variants: tuple[str, ...]
    bands: tuple[str, ...]
    default_band: str
    minutes: Mapping[str, int]
    components: Mapping[str, Component]
    pence: Mapping[str, NDArray[np.int64]]
    law: tuple[str, ...]

    def variant_of(self, providers: pd.Series[str]) -> NDArray[np.int64]:
        """Give each provider's variant: its own, or else the case's."""
        found = pd.Index(self.variants).get_indexer(pd.Index(providers))
        return np.maximum(found, 0).astype(np.int64)

    def band_of(self, bands: pd.Series[str]) -> NDArray[np.int64]:
        """Give the place of each band; a name that is not known raises KeyError."""
        found = pd.Index(self.bands).get_indexer(pd.Index(bands))
        if (found < 0).any():
            raise KeyError(bands.iloc[int(np.argmin(found))])
        return found.astype(np.int64)


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
        What :func:`costing.engine.evaluation.evaluate` raises.
    """
    lines = sorted({component.line for component in model.components.values()})
    groups = _groups(provider_inputs)
    parts = [
        evaluate(
            model,
            law,
            {**inputs, **{name: _column(provider_inputs, own, name) for name in names}},
            lines,
            variants=own,
        )
        for names, own in groups.items()
    ]
    return UnitPrices(
        variants=tuple(name for own in groups.values() for name in own),
        bands=tuple(model.bands),
        default_band=model.default_band or next(iter(model.bands)),
        minutes=band_minutes(model),
        components=model.components,
        pence={
            name: pence(np.concatenate([part.value[component.line] for part in parts]))
            for name, component in model.components.items()
        },
        law=parts[0].law,
    )


def _groups(
    provider_inputs: Mapping[str, Mapping[str, float]],
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Give the variants by the inputs that they set, the case's own first.

    Variants of one group set the same inputs, so that all others follow from these.
    """
    groups: dict[tuple[str, ...], tuple[str, ...]] = {(): ("",)}
    for provider in sorted(provider_inputs):
        names = tuple(sorted(provider_inputs[provider]))
        groups[names] = (*groups.get(names, ()), provider)
    return groups


def _column(
    provider_inputs: Mapping[str, Mapping[str, float]],
    variants: tuple[str, ...],
    name: str,
) -> NDArray[np.float64]:
    return np.array([provider_inputs[variant][name] for variant in variants])
