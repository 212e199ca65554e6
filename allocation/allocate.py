"""Sharing out all open referrals at once: the one entry of this room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from allocation.aims import aims_of, cost_of
from allocation.allocation import Allocation
from allocation.answer import Status
from allocation.audit import audit
from allocation.choice import choice_of
from allocation.clash import clash_of
from allocation.eligibility import must_stay, refusals
from allocation.findings import left_aside, market_findings, rule_findings
from allocation.limits import stated_limits
from allocation.problem import built
from allocation.pulp_door import PulpDoor, solver_named
from allocation.pursuit import Deadline, pursue
from allocation.reasons import unplaced
from allocation.scoring import scored
from allocation.used import used_limits
from costing.errors import AllocationError, InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocation.choice import Choice
    from allocation.eligibility import Refusals
    from allocation.limits import Limits
    from allocation.market import Market
    from allocation.problem import Problem
    from allocation.pursuit import Pursuit

PASSED: Final = "passed"
"""What an allocation says of its audit; without that, there is no allocation."""

NO_PLAN: Final = "no plan"
"""What an allocation without a plan says of its audit."""


def allocate(
    market: Market,
    *,
    solver: str = "highs",
    time_limit: float | None = None,
    gap: float = 0.0,
) -> Allocation:
    """Share out all referrals of a market at once.

    Parameters
    ----------
    market : Market
    solver : str
        ``highs``, or any other that PuLP knows and that is installed.
    time_limit : float, optional
        Seconds for the whole search.
    gap : float
        Share of an aim's value at which a search may stop before it has proved its
        plan; such a plan is ``feasible``.

    Returns
    -------
    Allocation
        Audited. The same for the same market, whatever the order of its rows, where
        the draw settles ties.

    Raises
    ------
    InputError
        If the market asks for what this version cannot do, or a single row of it makes
        any plan impossible.
    AllocationError
        If the solver is not there, or the plan fails its audit.
    """
    deadline = Deadline.after(time_limit)
    name = solver_named(solver)
    choice, refused, staying = examined(market)
    worth = scored(market, choice, refused.eligible)
    limits = stated_limits(market)
    problem = built(market, limits, refused.eligible, staying)

    def opened(rows: NDArray[np.bool_]) -> PulpDoor:
        return PulpDoor(problem, solver=name, rows=rows)

    door = PulpDoor(problem, solver=name, gap=gap)
    aims = aims_of(market, worth, problem.columns)
    pursuit = pursue(problem, aims, door, deadline, solver=door.solver_alone)
    pairs = _pairs(market, refused, worth)
    draft = _drafted(pairs, limits, problem, pursuit)
    draft = replace(draft, solver=door.solver, notes=_notes(market, limits, pursuit))
    if pursuit.status is Status.INFEASIBLE:
        clash = clash_of(problem, opened, deadline)
        more = () if clash.is_smallest else (_NOT_SMALLEST,)
        draft = replace(draft, clash=clash.rows, notes=(*draft.notes, *more))
    if pursuit.plan is None:
        return replace(draft, audit=NO_PLAN)
    breaches = audit(market, draft)
    if breaches:
        listed = "\n".join(breaches)
        msg = f"the plan failed its audit, so it is not shown:\n{listed}"
        raise AllocationError(msg)
    return replace(draft, unplaced=unplaced(market, draft), audit=PASSED)


_NOT_SMALLEST: Final = (
    "the clash may hold more than it needs: there was no time to try without each part"
)


def examined(market: Market) -> tuple[Choice, Refusals, NDArray[np.bool_]]:
    """Judge every offer, and refuse a market that no allocation can take.

    Parameters
    ----------
    market : Market

    Returns
    -------
    choice : Choice
    refused : Refusals
    must_stay : bool[referral]

    Raises
    ------
    InputError
        If the market asks for what this version cannot do, or a single row of it makes
        any plan impossible.
    """
    choice = choice_of(market)
    refused = refusals(market, choice)
    staying = must_stay(market)
    findings = rule_findings(
        market.lots, market.aims, market.scoring, market.eligibility
    )
    if not findings:
        findings = market_findings(market, refused.eligible, staying)
    if findings:
        raise InputError(findings)
    return choice, refused, staying


def _notes(market: Market, limits: Limits, pursuit: Pursuit) -> tuple[str, ...]:
    people = market.referrals
    released = people["must_stay"].astype(bool) & ~must_stay(market)
    freed = [
        f"{person}: must stay with {provider}, which is closed, and so is free to move"
        for person, provider in people.loc[
            released, ["referral", "current_provider"]
        ].to_numpy()
    ]
    notes = [*limits.notes, *freed, *left_aside(market)]
    if pursuit.status is Status.FAILED:
        notes.append("the solver broke down, or denied a plan that keeps every limit")
    return tuple(notes)


def _drafted(
    pairs: pd.DataFrame, limits: Limits, problem: Problem, pursuit: Pursuit
) -> Allocation:
    """Lay out a result before its audit."""
    columns, plan = problem.columns, pursuit.plan
    has_plan = plan is not None
    if plan is None:
        plan = problem.plan_of(np.zeros(len(columns.pairs), dtype=bool))
    offer = columns.pairs["offer"].to_numpy(dtype=np.int64)
    chosen = offer[plan[: columns.first_person] == 1]
    is_left = plan[columns.first_person : columns.first_home] == 1
    left = columns.people.loc[is_left, ["referral"]]
    state = pairs["state"].to_numpy(dtype=object).copy()
    state[chosen] = "chosen"
    rank = pairs["rank"].to_numpy(dtype=np.int64)[offer]
    used = used_limits(problem, limits, plan, rank)
    return Allocation(
        status=pursuit.status,
        placements=_placements(pairs.iloc[chosen]),
        unplaced=left.assign(reason="", remedy="").reset_index(drop=True),
        pairs=pairs.assign(state=state),
        aims=pursuit.results,
        tie_settled=pursuit.tie_settled,
        limits=used if has_plan else used.iloc[:0],
        cost_pence=int(cost_of(columns) @ plan),
        solver="",
        audit="",
        clash=(),
        notes=(),
    )


def _placements(chosen: pd.DataFrame) -> pd.DataFrame:
    """Give the chosen pairs, sorted by referral since the columns are."""
    names = [
        "referral",
        "provider",
        "scheme",
        "price_pence",
        "points",
        "rank",
        "hours_per_week",
    ]
    rows = chosen.index.to_numpy(dtype=np.int64)
    return chosen[names].assign(offer_row=rows).reset_index(drop=True)


def _pairs(market: Market, refused: Refusals, worth: pd.DataFrame) -> pd.DataFrame:
    """Lay out every offer with its state and what it is worth."""
    offers = market.offers
    lot = market.referrals.set_index("referral")["lot"]
    every = np.empty(len(offers), dtype=object)
    every[:] = refused.every
    return pd.DataFrame(
        {
            "referral": offers["referral"],
            "provider": offers["provider"],
            "scheme": offers["scheme"],
            "lot": offers["referral"].map(lot),
            "state": np.where(refused.eligible, "eligible", "refused"),
            "refused_by": refused.first,
            "refused_also": every,
            **{name: worth[name] for name in worth.columns},
            "evaluated_pence": offers["evaluated_pence"],
            "price_pence": offers["price_pence"],
            "core_included": offers["core_included"],
            "hours_per_week": offers["hours_per_week"],
        },
        index=offers.index,
    )
