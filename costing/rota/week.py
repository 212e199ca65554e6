"""Rotas: what a scheme's background support costs in an ordinary week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from costing.care.packages import BACKGROUND, SLEEP_IN
from costing.document.bands import NOBODY, bands_of_day
from costing.errors import Finding, InputError
from costing.money import divided, round_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from costing.care.pricing import UnitPrices
    from costing.document.parts import Model

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEK: Final = 7 * 1440
_STAFF_PARTS: Final = 1000
"""Staff on a shift are kept to a thousandth."""


def rota_pence(
    rotas: pd.DataFrame,
    provider_of: Mapping[str, str],
    model: Model,
    prices: UnitPrices,
) -> dict[str, int]:
    """Price each scheme's rota for an ordinary week, in whole pence.

    Waking hours are added up by band and priced as background support, sleep-ins by
    the night: each a unit price times a quantity, half up, and the week is their sum.
    Shifts on bank holidays or single dates are no part of an ordinary week, nor are
    those of another component than background, which the packages pay for.

    Parameters
    ----------
    rotas : DataFrame
    provider_of : mapping of scheme to provider
    model : Model
    prices : UnitPrices

    Returns
    -------
    dict of scheme to pence

    Raises
    ------
    InputError
        If the model has no component for a kind of shift, or a shift holds a minute
        that no band holds.
    """
    is_shared = (rotas["component"] == BACKGROUND) | (rotas["kind"] == SLEEP_IN)
    ordinary = rotas[rotas["day"].isin(WEEKDAYS) & is_shared]
    _refuse_without_component(ordinary, model)
    owner = np.concatenate([bands_of_day(model, day) for day in range(7)])
    costs: dict[str, int] = {}
    for scheme, shifts in ordinary.groupby("scheme", sort=True):
        variant = prices.variants.index(_variant(provider_of[str(scheme)], prices))
        waking = shifts[shifts["kind"] == "waking"]
        sleeping = shifts[shifts["kind"] == SLEEP_IN]
        lines = np.zeros(1, dtype=np.int64)
        if len(waking):
            unit = prices.pence[BACKGROUND][variant]
            minutes = _minutes_by_band(waking, owner, len(prices.bands))
            lines = divided(unit * minutes, 60 * _STAFF_PARTS)
        if len(sleeping):
            lines = np.append(lines, _nights_pence(sleeping, prices, variant))
        costs[str(scheme)] = int(lines.sum())
    return costs


def _variant(provider: str, prices: UnitPrices) -> str:
    return provider if provider in prices.variants else ""


def _staff(shifts: pd.DataFrame) -> NDArray[np.int64]:
    return round_to(shifts["staff"] * _STAFF_PARTS).astype(np.int64)


def _minutes_by_band(
    shifts: pd.DataFrame, owner: NDArray[np.int64], n_bands: int
) -> NDArray[np.int64]:
    """Add up staff minutes, in thousandths, of waking shifts by band."""
    total = np.zeros(n_bands, dtype=np.int64)
    rows = zip(
        shifts.index,
        shifts["day"].map(WEEKDAYS.index).to_numpy(dtype=np.int64),
        shifts["start"].to_numpy(dtype=np.int64),
        shifts["end"].to_numpy(dtype=np.int64),
        _staff(shifts),
        strict=True,
    )
    for row, day, start, end, staff in rows:
        first = day * 1440 + start
        length = (end - start) % 1440 or 1440
        held = owner[np.arange(first, first + length) % _WEEK]
        if (held == NOBODY).any():
            raise InputError(
                [
                    Finding(
                        "rotas.csv",
                        int(row),
                        got="hours that no band of the cost model holds",
                        expected="hours within the windows of its bands",
                    )
                ]
            )
        total += staff * np.bincount(held, minlength=n_bands)
    return total


def _nights_pence(shifts: pd.DataFrame, prices: UnitPrices, variant: int) -> int:
    """Price sleep-ins: nights, or hours where the model counts them in hours."""
    band = prices.bands.index(prices.default_band)
    unit = int(prices.pence[SLEEP_IN][variant, band])
    staff = _staff(shifts)
    if prices.components[SLEEP_IN].unit == "h":
        length = (shifts["end"] - shifts["start"]).to_numpy() % 1440
        minutes = np.where(length == 0, 1440, length)
        return int(divided(unit * int((staff * minutes).sum()), 60 * _STAFF_PARTS))
    return int(divided(unit * int(staff.sum()), _STAFF_PARTS))


def _can_be_priced(component: str, model: Model) -> bool:
    """Tell whether a shift can be priced: waking hours need a price of an hour."""
    found = model.components.get(component)
    return found is not None and (component == SLEEP_IN or found.unit == "h")


def _refuse_without_component(shifts: pd.DataFrame, model: Model) -> None:
    needs = {"waking": BACKGROUND, SLEEP_IN: SLEEP_IN}
    findings = [
        Finding(
            "rotas.csv",
            int(rows.index[0]),
            "kind",
            f'"{kind}"',
            f"a cost model with the component {needs[str(kind)]}"
            f"{' in h' if kind == 'waking' else ''}",
            "State background_gbp_per_week of the scheme, or name another model",
        )
        for kind, rows in shifts.groupby("kind", sort=True)
        if not _can_be_priced(needs[str(kind)], model)
    ]
    if findings:
        raise InputError(findings)
