"""Incumbents: which lines of the caseload hold on a day, and which are given out anew.

A line is given out anew where it is up for award, or where its provider is closed and
so keeps nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from costing.care.packages import ONE_OFF

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from costing.columns import Value

CLOSED = "closed"
"""The status of a provider that keeps nobody."""


def in_force(commitments: pd.DataFrame, day: date) -> NDArray[np.bool_]:
    """Tell which lines hold on a day, [start, end).

    Parameters
    ----------
    commitments : DataFrame
    day : date

    Returns
    -------
    bool[row]
        A line without a start has always held, one without an end holds on.
    """
    on = np.datetime64(day)
    ended = commitments["end"].to_numpy() <= on
    later = commitments["start"].to_numpy() > on
    return np.asarray(~ended & ~later)


def given_out(commitments: pd.DataFrame, providers: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which lines are given out anew: up for award, or with a closed provider.

    Parameters
    ----------
    commitments, providers : DataFrame

    Returns
    -------
    bool[row]
    """
    closed = providers.loc[providers["status"] == CLOSED, "provider"]
    leaves = commitments["up_for_award"] | commitments["provider"].isin(closed)
    return leaves.to_numpy(dtype=bool)


def agreements(
    commitments: pd.DataFrame, providers: pd.DataFrame, day: date
) -> pd.DataFrame:
    """Give the lines by which each person whose support is given out anew is known.

    Those that hold on the day. Where none does and a line is up for award: those that
    ended last, else those that begin first, since an award may follow on a gap.

    Parameters
    ----------
    commitments, providers : DataFrame
    day : date

    Returns
    -------
    DataFrame
        Rows of commitments, in their order.
    """
    holds = in_force(commitments, day)
    rows = commitments[given_out(commitments, providers)]
    held = pd.Series(holds, index=commitments.index).loc[rows.index]
    current = rows[held.to_numpy()]
    others = rows[~rows["person"].isin(current["person"]) & rows["up_for_award"]]
    on = np.datetime64(day)
    past = others[others["end"].to_numpy() <= on]
    last = past.groupby("person")["end"].transform("max")
    future = others[~others["person"].isin(past["person"])]
    first = future.groupby("person")["start"].transform("min")
    found = pd.concat(
        [current, past[past["end"] == last], future[future["start"] == first]]
    )
    return found.sort_index()


def single(rows: pd.DataFrame, column: str) -> dict[str, str]:
    """Give what each person's lines agree on; a person with several is left out.

    Parameters
    ----------
    rows : DataFrame
        Of :func:`agreements`.
    column : str
        provider, scheme or lot.

    Returns
    -------
    dict of person to str
        Empty text where no line says anything.
    """
    said = rows.loc[rows[column] != "", ["person", column]].drop_duplicates()
    several = said.loc[said["person"].duplicated(), "person"]
    known = dict.fromkeys(rows["person"], "")
    known |= dict(zip(said["person"], said[column], strict=True))
    for person in set(several):
        del known[person]
    return known


def with_current(referrals: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Fill in where people whose support is given out anew are now.

    Parameters
    ----------
    referrals : DataFrame
    rows : DataFrame
        Of :func:`agreements`.

    Returns
    -------
    DataFrame
        Referrals, ``current_provider`` and ``current_scheme`` filled in where they
        were empty and the person's lines agree.
    """
    filled = {}
    for column, now in (("current_provider", "provider"), ("current_scheme", "scheme")):
        known = single(rows, now)
        own = referrals[column]
        theirs = [known.get(person, "") for person in referrals["referral"]]
        filled[column] = own.where(own != "", pd.Series(theirs, index=own.index))
    return referrals.assign(**filled)


def without_referral(rows: pd.DataFrame, referrals: pd.DataFrame) -> pd.DataFrame:
    """Give the lines of those who have no row in referrals.csv.

    Parameters
    ----------
    rows : DataFrame
        Of :func:`agreements`.
    referrals : DataFrame
    """
    return rows[~rows["person"].isin(referrals["referral"])]


def packages_of(
    rows: pd.DataFrame, packages: pd.DataFrame
) -> list[Mapping[str, Value]]:
    """Make package lines of the lines of people who have none.

    Parameters
    ----------
    rows : DataFrame
    packages : DataFrame
        People who stand here keep what they have.

    Returns
    -------
    list of records
        Of everybody whose lines all name a component and how much of it.
    """
    rows = rows[rows["component"] != ONE_OFF]
    unsaid = (rows["component"] == "") | rows["units_per_week"].isna()
    known = packages["referral"].tolist()
    left = rows[~rows["person"].isin({*rows.loc[unsaid, "person"], *known})]
    return [
        {
            "referral": row["person"],
            "component": row["component"],
            "quantity": row["units_per_week"],
            "funder": "health" if row["legal_basis"] == "chc" else "council",
            "scheme": row["scheme"],
        }
        for row in left.to_dict("records")
    ]


def people_given_out(
    commitments: pd.DataFrame, providers: pd.DataFrame, day: date | None
) -> frozenset[str]:
    """Name everybody who is a referral by their commitments; all days if none is known.

    Parameters
    ----------
    commitments, providers : DataFrame
    day : date or None

    Returns
    -------
    frozenset of str
    """
    if day is None:
        leaves = given_out(commitments, providers)
        return frozenset(commitments.loc[leaves, "person"])
    return frozenset(agreements(commitments, providers, day)["person"])
