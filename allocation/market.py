"""The market of one day: who needs care, who offers it, under which rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from allocation.rules import Aims, Eligibility, Lot, Scoring


@dataclass(frozen=True, slots=True)
class Market:
    """All that an allocation knows, as frames in the form of ``costing.tables``.

    Every frame has the columns of its table in CASE.md, defaults filled in; its index
    is the row as the user sees it. Frames are read, never written to.

    Attributes
    ----------
    day : date
        The day of decision: approvals, ratings and commitments are asked on it.
    lots : tuple of Lot
        At least one, in file order.
    aims, scoring, eligibility : Aims, Scoring, Eligibility
    providers, provider_lots : DataFrame
    schemes : DataFrame
        With ``background_pence`` (int64), resolved.
    referrals : DataFrame
        With ``lot`` derived and ``hours_per_week`` filled in.
    offers : DataFrame
        referral, provider, scheme, status, price_pence (int64), evaluated_pence (int64:
        the price and, where the core is apart, background over commissioned places),
        core_included (bool), quality (0 to 100, resolved), fit, hours_per_week, start.
    preferences, may_not_share : DataFrame
    commitments : DataFrame
        Those that hold on ``day`` and are not up for award take room. An empty ``lot``
        is the only lot where the case has one, else no lot.
    question_scores : DataFrame
    """

    day: date
    lots: tuple[Lot, ...]
    aims: Aims
    scoring: Scoring
    eligibility: Eligibility
    providers: pd.DataFrame
    provider_lots: pd.DataFrame
    schemes: pd.DataFrame
    referrals: pd.DataFrame
    offers: pd.DataFrame
    preferences: pd.DataFrame
    may_not_share: pd.DataFrame
    commitments: pd.DataFrame
    question_scores: pd.DataFrame


def lots_from_needs(
    night_support: pd.Series[str], lots: Sequence[Lot]
) -> pd.Series[str]:
    """Give each person the first lot in file order that accepts their needs.

    Parameters
    ----------
    night_support : Series of str
        ``none``, ``sleep_in`` or ``waking``, a value a referral.
    lots : sequence of Lot
        At least one.

    Returns
    -------
    Series of str
        The lot's id; the first lot where none accepts, so that eligibility can say why.
    """
    by_day = lots[0].lot
    by_night = next((lot.lot for lot in lots if lot.accepts_night_support), by_day)
    return pd.Series(
        np.where(night_support.to_numpy() == "none", by_day, by_night),
        index=night_support.index,
        dtype="str",
    )
