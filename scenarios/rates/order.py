"""Order: which services and packages must cost more than which others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.units import parse_unit
from costing.engine.evaluation import evaluate
from costing.engine.unit_pence import unit_pence
from costing.money import pence
from scenarios.inputs.names import ONE_OFF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.law import LawOnDay
    from scenarios.case import Case

_MOST_OFFERS: Final = 2_000
"""Offers of one provider that are held against each other; further ones are not."""


def dearer(
    model: Model, law: LawOnDay | None, inputs: Mapping[str, float]
) -> dict[str, tuple[str, ...]]:
    """Give for each component those of its unit that the model prices below it.

    In the model's default band, so that a night is never held against an hour.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    inputs : mapping of input to float
        The case's own.

    Returns
    -------
    dict of component to tuple of component
    """
    parts = model.components
    found = evaluate(model, law, inputs, [part.line for part in parts.values()])
    band = found.bands.index(model.default_band)
    prices = {
        name: int(
            unit_pence(model, part, part.line, found.value[part.line][:1, band])[0]
        )
        for name, part in parts.items()
    }
    units = {name: parse_unit(p.unit, model.currency) for name, p in parts.items()}
    return {
        name: tuple(
            other
            for other in parts
            if units[other] == units[name] and prices[other] < prices[name]
        )
        for name in parts
    }


@dataclass(frozen=True, slots=True)
class Cheaper:
    """An offer that costs less than one of the same provider for a smaller package.

    Parameters
    ----------
    provider, referral, smaller : str
        The referral that asks for more, and the one that asks for less.
    price, beside : int
        Pence a week of either.
    """

    provider: str
    referral: str
    smaller: str
    price: int
    beside: int


def cheaper_packages(case: Case) -> list[Cheaper]:
    """Find offers for a bigger package at a lower price, by the same provider.

    A package is bigger that has no less of any component in any band, and more of one.
    One-off amounts count for nothing. Only offers that state a price and are offered
    are held against each other, and only where both name a scheme or neither does, and
    both treat its background alike.

    Parameters
    ----------
    case : Case

    Returns
    -------
    list of Cheaper
        One for each such offer, beside the dearest of the smaller packages.
    """
    offers = case.tables["offers"]
    offers = offers[offers["price_gbp_per_week"].notna()]
    offers = offers[offers["status"] == "offered"]
    sizes = _sizes(case)
    offers = offers[offers["referral"].isin(list(sizes))]
    found: list[Cheaper] = []
    in_house = (offers["scheme"] != "").rename("in_house")
    for (provider, *_), mine in offers.groupby(["provider", in_house, "core_included"]):
        few = mine.head(_MOST_OFFERS)
        names = few["referral"].tolist()
        prices = pence(few["price_gbp_per_week"].to_numpy())
        found += _cheaper(str(provider), names, prices, sizes)
    return found


def _cheaper(
    provider: str,
    names: list[str],
    prices: NDArray[np.int64],
    sizes: Mapping[str, NDArray[np.float64]],
) -> Iterable[Cheaper]:
    table = np.array([sizes[name] for name in names])
    for place, name in enumerate(names):
        is_smaller = (table <= table[place]).all(axis=1)
        is_smaller &= (table < table[place]).any(axis=1)
        beside = np.where(is_smaller, prices, -1)
        dearest = int(beside.argmax())
        if beside[dearest] > prices[place]:
            yield Cheaper(
                provider,
                name,
                names[dearest],
                int(prices[place]),
                int(prices[dearest]),
            )


def _sizes(case: Case) -> dict[str, NDArray[np.float64]]:
    """Give what each referral asks for, by component, band and how many share it."""
    packages = case.tables["packages"]
    packages = packages[packages["component"] != ONE_OFF]
    if packages.empty:
        return {}
    wide = packages.pivot_table(
        index="referral",
        columns=["component", "band", "shared_by"],
        values="quantity",
        aggfunc="sum",
        fill_value=0.0,
    )
    values = wide.to_numpy(dtype=np.float64)
    return {str(name): values[place] for place, name in enumerate(wide.index)}
