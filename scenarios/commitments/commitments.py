"""Commitments: what one line of the caseload costs a week, and who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from costing.money import pence

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def gross_pence(commitments: pd.DataFrame) -> NDArray[np.int64]:
    """Give what each line costs a week, in whole pence.

    As stated; where it is not, units a week x the price of one, half up.

    Parameters
    ----------
    commitments : DataFrame

    Returns
    -------
    int64[row]
        0 where a line says neither: see :func:`is_priced`.
    """
    stated = commitments["weekly_gross_gbp"]
    return np.where(stated.notna(), _pence(stated), by_units_pence(commitments))


def by_units_pence(commitments: pd.DataFrame) -> NDArray[np.int64]:
    """Give units a week x the price of one, half up; 0 where one is not given."""
    units, rate = commitments["units_per_week"], commitments["unit_rate_gbp"]
    known = units.notna() & rate.notna()
    return pence(units.where(known, 0.0) * rate.where(known, 0.0))


def is_priced(commitments: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which lines say what they cost."""
    by_units = (
        commitments["units_per_week"].notna() & commitments["unit_rate_gbp"].notna()
    )
    return (commitments["weekly_gross_gbp"].notna() | by_units).to_numpy(dtype=bool)


def priced_lines(commitments: pd.DataFrame) -> pd.DataFrame:
    """Give lines with what they cost a week and who pays.

    Parameters
    ----------
    commitments : DataFrame

    Returns
    -------
    DataFrame
        With gross_pence, client_pence, health_pence, council_pence (int64), is_priced.
        The council pays what the person and the health service do not; who pays what
        of a line without a price is not known, and 0.
    """
    known = is_priced(commitments)
    gross = gross_pence(commitments)
    client = np.where(known, _pence(commitments["client_contribution_gbp"]), 0)
    health = np.where(known, _pence(commitments["health_gbp"]), 0)
    return commitments.assign(
        gross_pence=gross,
        client_pence=client,
        health_pence=health,
        council_pence=gross - client - health,
        is_priced=known,
    )


def _pence(amounts: pd.Series[float]) -> NDArray[np.int64]:
    return pence(amounts.where(amounts.notna(), 0.0))
