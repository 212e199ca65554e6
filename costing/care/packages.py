"""Packages of care: each line priced in whole pence, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from costing.care.amounts import (
    PARTS_OF_A_SHARE,
    amounts,
    parts_of,
    rates_of,
    refuse_large,
)
from costing.errors import Finding, InputError
from costing.money import divided, round_to

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from costing.care.amounts import Rates
    from costing.care.pricing import UnitPrices

ALL_WEEK: Final = "all_week"
"""The band of a package line that is spread over the 168 hours of a week."""

BACKGROUND: Final = "background"
"""The component that people of a scheme share."""

SLEEP_IN: Final = "sleep_in"
"""The component of a night asleep on call; also a kind of shift in a rota."""

ONE_OFF: Final = "one_off"
"""The component that is an amount in pounds, paid once; never part of a week."""

COLUMNS: Final = (
    "referral",
    "provider",
    "component",
    "band",
    "quantity",
    "unit",
    "staff",
    "shared_by",
    "funder",
    "scheme",
    "unit_price_pence",
    "amount_pence",
)

_WEEK_MINUTES: Final = 168 * 60


def priced_lines(
    packages: pd.DataFrame, pairs: pd.DataFrame, prices: UnitPrices
) -> pd.DataFrame:
    """Price every line of the packages for the provider of each pair.

    ``unit price x quantity x staff / shared by``, exact, half up to the penny. A line
    that is spread over all the week becomes one line a band, each with its share of
    the quantity, so that every line is a unit price times a quantity.

    Parameters
    ----------
    packages : DataFrame
        As in packages.csv.
    pairs : DataFrame
        Columns referral and provider; provider "" is the case's own inputs.
    prices : UnitPrices

    Returns
    -------
    DataFrame
        Columns :data:`COLUMNS`, in the order of the pairs and then of the packages.
        Quantity and shared by are as they are counted: hours to the minute. One-off
        lines are amounts paid once; :func:`weekly_pence` leaves them out.

    Raises
    ------
    InputError
        If a line is spread over a week that the model's bands do not hold whole.
    OverflowError
        If an amount does not fit 64 bits.
    """
    lines = pairs[["referral", "provider"]].merge(
        packages.rename_axis("row").reset_index(), on="referral", how="inner"
    )
    if lines.empty:
        return pd.DataFrame({name: [] for name in COLUMNS}).astype(
            {"unit_price_pence": np.int64, "amount_pence": np.int64}
        )
    return priced(lines, prices, rates_of(prices))


def priced(lines: pd.DataFrame, prices: UnitPrices, rates: Rates) -> pd.DataFrame:
    """Price lines that say which provider each is for.

    Parameters
    ----------
    lines : DataFrame
        As in packages.csv, with the columns row and provider besides; at least one.
    prices : UnitPrices
    rates : Rates
        Of these prices.

    Returns
    -------
    DataFrame
        As of :func:`priced_lines`.
    """
    lines = lines.assign(order=np.arange(len(lines)))
    once = lines["component"] == ONE_OFF
    weekly = _priced(_spread(lines[~once], prices), prices, rates)
    found = pd.concat([weekly, _one_off(lines[once])]) if once.any() else weekly
    ordered = found.sort_values("order", kind="stable").reset_index(drop=True)
    return ordered[list(COLUMNS)]


def weekly_pence(lines: pd.DataFrame) -> pd.DataFrame:
    """Add up the weekly lines of each referral and provider.

    Parameters
    ----------
    lines : DataFrame
        From :func:`priced_lines`.

    Returns
    -------
    DataFrame
        Columns referral, provider, price_pence; one row a pair that has a weekly line.
    """
    weekly = lines[lines["component"] != ONE_OFF]
    totals = weekly.groupby(["referral", "provider"], sort=False)["amount_pence"].sum()
    return totals.rename("price_pence").reset_index()


def _spread(lines: pd.DataFrame, prices: UnitPrices) -> pd.DataFrame:
    """Turn lines spread over the week into one line a band, with its minutes."""
    week = sum(prices.minutes.values())
    lines = lines.copy()
    lines["band"] = lines["band"].where(lines["band"] != "", prices.default_band)
    spread = lines["band"] == ALL_WEEK
    if spread.any() and week != _WEEK_MINUTES:
        raise InputError(
            [
                Finding(
                    "packages.csv",
                    int(lines.loc[spread, "row"].iloc[0]),
                    "band",
                    f'"{ALL_WEEK}"',
                    "a cost model whose windows hold all 168 hours of the week",
                    "Name a band",
                )
            ]
        )
    plain = lines[~spread].assign(minutes=1, week=1)
    by_band = pd.DataFrame(
        {
            "band": list(prices.minutes),
            "minutes": list(prices.minutes.values()),
            "week": week,
        }
    )
    split = lines[spread].drop(columns="band").merge(by_band, how="cross")
    split = split[split["minutes"] > 0]
    return pd.concat([plain, split]) if len(split) else plain


def _priced(lines: pd.DataFrame, prices: UnitPrices, rates: Rates) -> pd.DataFrame:
    names = list(prices.components)
    component = pd.Index(names).get_indexer(pd.Index(lines["component"]))
    if (component < 0).any():
        raise KeyError(lines["component"].iloc[int(np.argmin(component))])
    variant = prices.variant_of(lines["provider"])
    band = prices.band_of(lines["band"])
    minutes = lines["minutes"].to_numpy(dtype=np.int64)
    week = lines["week"].to_numpy(dtype=np.int64)
    shared_by = _shared_by(lines)
    known = [prices.components[name] for name in names]
    parts = _of_each([parts_of(one.unit) for one in known], component)
    quantity = lines["quantity"].to_numpy()
    refuse_large(quantity, parts, PARTS_OF_A_SHARE)
    counted = round_to(quantity * parts)
    place = rates.place(week > 1, variant, component, band)
    by_component = [prices.pence[name] for name in names]
    pence = np.stack(by_component) if names else np.zeros((1, 1, 1), dtype=np.int64)
    units = np.array([one.unit for one in known], dtype=object)
    staff = np.array([one.staff for one in known], dtype=np.float64)
    return lines.assign(
        quantity=counted / parts * minutes / week,
        unit=units[component],
        staff=staff[component],
        shared_by=shared_by / PARTS_OF_A_SHARE,
        unit_price_pence=pence[component, variant, band],
        amount_pence=amounts(rates, place, counted.astype(np.int64), shared_by),
    )


def _of_each(values: list[int], component: NDArray[np.intp]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)[component]


def _shared_by(lines: pd.DataFrame) -> NDArray[np.int64]:
    """Count how many share each line, in thousandths."""
    exact = lines["shared_by"].to_numpy() * PARTS_OF_A_SHARE
    return round_to(exact).astype(np.int64)


def _one_off(lines: pd.DataFrame) -> pd.DataFrame:
    """Price lines that are an amount in pounds, paid once."""
    shared_by = _shared_by(lines)
    whole = round_to(lines["quantity"].to_numpy() * 100)
    amount = whole.astype(np.int64) * PARTS_OF_A_SHARE
    return lines.assign(
        band="",
        quantity=whole / 100,
        shared_by=shared_by / PARTS_OF_A_SHARE,
        unit="once",
        staff=1.0,
        unit_price_pence=100,
        amount_pence=divided(amount, shared_by),
    )
