"""Packages of care: each line priced in whole pence, and kept."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from costing.errors import Finding, InputError
from costing.money import divided, round_to

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

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

_PARTS_OF_A_UNIT: Final = 1_000_000
"""A quantity that is not hours is kept to a millionth; hours are kept to the minute."""

_PARTS_OF_A_SHARE: Final = 1_000
"""How many people share a line is kept to a thousandth."""

_WEEK_MINUTES: Final = 168 * 60

_LARGEST: Final = 4e18
"""Above this a product of whole numbers no longer fits 64 bits."""


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
    lines["order"] = np.arange(len(lines))
    once = lines["component"] == ONE_OFF
    weekly = _spread(lines[~once], prices)
    priced = pd.concat([_priced(weekly, prices), _one_off(lines[once])])
    ordered = priced.sort_values("order", kind="stable").reset_index(drop=True)
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


def _priced(lines: pd.DataFrame, prices: UnitPrices) -> pd.DataFrame:
    lines = lines.reset_index(drop=True)
    unit_pence = np.zeros(len(lines), dtype=np.int64)
    top = np.zeros(len(lines), dtype=np.int64)
    bottom = np.ones(len(lines), dtype=np.int64)
    units = np.full(len(lines), "", dtype=object)
    staff_hours = np.ones(len(lines))
    counted = np.zeros(len(lines))
    shared_by = round_to(lines["shared_by"].to_numpy() * _PARTS_OF_A_SHARE)
    variant = prices.variant_of(lines["provider"])
    band = prices.band_of(lines["band"])
    for name, rows in lines.groupby("component", sort=False).indices.items():
        component = prices.components[str(name)]
        parts = 60 if component.unit == "h" else _PARTS_OF_A_UNIT
        staff = Fraction(str(component.staff))
        units[rows] = component.unit
        staff_hours[rows] = component.staff
        unit_pence[rows] = prices.pence[str(name)][variant[rows], band[rows]]
        quantity = lines["quantity"].to_numpy()[rows]
        most = staff.numerator * _PARTS_OF_A_SHARE
        _refuse_large(quantity, parts * most)
        whole = round_to(quantity * parts)
        counted[rows] = whole / parts
        top[rows] = whole.astype(np.int64) * most
        bottom[rows] = parts * staff.denominator * shared_by[rows].astype(np.int64)
    minutes = lines["minutes"].to_numpy(dtype=np.int64)
    week = lines["week"].to_numpy(dtype=np.int64)
    amount = _amounts(unit_pence, top, minutes, bottom, week)
    return lines.assign(
        quantity=counted * minutes / week,
        unit=units,
        staff=staff_hours,
        shared_by=shared_by / _PARTS_OF_A_SHARE,
        unit_price_pence=unit_pence,
        amount_pence=amount,
    )


def _amounts(
    unit_pence: NDArray[np.int64],
    top: NDArray[np.int64],
    minutes: NDArray[np.int64],
    bottom: NDArray[np.int64],
    week: NDArray[np.int64],
) -> NDArray[np.int64]:
    _refuse_large(top, minutes)
    common = np.gcd(top * minutes, bottom * week)
    top, bottom = top * minutes // common, bottom * week // common
    _refuse_large(unit_pence, top)
    return divided(unit_pence * top, bottom)


def _refuse_large(*factors: ArrayLike) -> None:
    size = np.ones(1)
    for factor in factors:
        size = size * np.abs(np.asarray(factor, dtype=np.float64))
    if size.max(initial=0.0) > _LARGEST:
        msg = "packages: an amount is too large to be counted in whole pence"
        raise OverflowError(msg)


def _one_off(lines: pd.DataFrame) -> pd.DataFrame:
    """Price lines that are an amount in pounds, paid once."""
    shared = round_to(lines["shared_by"].to_numpy() * _PARTS_OF_A_SHARE)
    whole = round_to(lines["quantity"].to_numpy() * 100)
    amount = whole.astype(np.int64) * _PARTS_OF_A_SHARE
    return lines.assign(
        band="",
        quantity=whole / 100,
        shared_by=shared / _PARTS_OF_A_SHARE,
        unit="once",
        staff=1.0,
        unit_price_pence=100,
        amount_pence=divided(amount, shared.astype(np.int64)),
    )
