"""The result of an allocation, with its certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from allocation.answer import Status

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class AimResult:
    """What the plan reached for one aim, in natural units (people, points, pounds).

    Attributes
    ----------
    name : str
        As in ``[allocation]``; ``placed:1`` where there are several priority classes;
        ``tie_break:draw`` for a tie-break.
    unit : str
        ``people``, ``points``, ``GBP/week``, ``marks`` or ``draw``.
    sense : {"most", "least"}
    value : float
        What the plan keeps.
    best : float
        What was reached when it was pursued; later aims may give up its tolerance.
    bound : float
        What no plan can pass, the earlier aims being kept.
    gap : float
        ``|bound - value| / max(|value|, 1)``.
    proved_by : str
        ``arithmetic``, or the solver and its version, where ``best`` meets ``bound``;
        empty where nothing proves it.
    """

    name: str
    unit: str
    sense: Literal["most", "least"]
    value: float
    best: float
    bound: float
    gap: float
    proved_by: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who is placed where, who is not, and what shows that this is right.

    Attributes
    ----------
    status : Status
    placements : DataFrame
        referral, provider, scheme, price_pence, points (two decimals), rank,
        hours_per_week, offer_row; sorted by referral.
    unplaced : DataFrame
        referral, reason, remedy; sorted by referral.
    pairs : DataFrame
        Every offer, in the order and with the index of the offers: referral, provider,
        scheme, lot, state (chosen, eligible, refused), refused_by (rule or empty),
        refused_also (tuple of every rule that refuses), quality, price_points, choice,
        fit, points, rank (0 if refused), evaluated_pence, price_pence, core_included,
        hours_per_week. ``price_points`` and ``points`` are NaN where refused. ``rank``
        is among the person's eligible offers: by points, then quality, then the lower
        evaluated price; equal offers share a rank.
    aims : tuple of AimResult
        In order, tie-breaks last.
    tie_settled : bool
        Whether every tie-break was proven.
    limits : DataFrame
        kind (hours, places, share, budget), provider, lot, scheme, limit, before (taken
        by commitments), used (by the plan), left, binds, unit. ``binds``: somebody's
        better offer, or an unplaced person's, would break it.
    cost_pence : int
        A week: the chosen prices, and the background of schemes that it opens.
    solver : str
        Such as ``HiGHS 1.15.1 through PuLP 3.3.2``.
    audit : str
        ``passed``; ``no plan`` where there is none to audit.
    clash : tuple of str
        Where infeasible: the smallest set of rules that contradict, in words.
    notes : tuple of str
        What a reader must know beside the numbers.
    """

    status: Status
    placements: pd.DataFrame
    unplaced: pd.DataFrame
    pairs: pd.DataFrame
    aims: tuple[AimResult, ...]
    tie_settled: bool
    limits: pd.DataFrame
    cost_pence: int
    solver: str
    audit: str
    clash: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan, proven or not."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)
