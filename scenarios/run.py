"""One run of a case: priced, shared out, and what it takes to find it again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allocation.allocate import allocate, examined
from allocation.findings import rule_findings
from scenarios.coverage import outside_the_plan
from scenarios.market import market_of, needs_model
from scenarios.prices import price, prices_if_known
from scenarios.provenance import provenance
from scenarios.shares import background_shares
from scenarios.study import Study

if TYPE_CHECKING:
    from scenarios.case import Case


def examine(case: Case) -> None:
    """Raise whatever a run would raise before it looks for a plan.

    Rules that the contract knows and this version does not are left to the run.

    Raises
    ------
    CareError
        If an offer cannot be priced, or a single row makes any plan impossible.
    """
    settings = case.settings
    rules = settings.allocation, settings.scoring, settings.eligibility
    if rule_findings(case.lots, *rules):
        return
    examined(market_of(case, price(case) if needs_model(case) else None))


def run(
    case: Case,
    *,
    solver: str = "highs",
    time_limit: float | None = None,
    gap: float = 0.0,
) -> Study:
    """Price a case and share out its referrals.

    Parameters
    ----------
    case : Case
    solver : str
        A solver that PuLP knows.
    time_limit : float, optional
        Seconds for all aims together; absent, until they are proven.
    gap : float
        Relative gap at which an aim counts as reached.

    Returns
    -------
    Study

    Raises
    ------
    CareError
        If prices cannot be made, or the plan fails its audit.
    """
    started = time.perf_counter()
    prices, notes = (price(case), ()) if needs_model(case) else prices_if_known(case)
    market = market_of(case, prices)
    priced = time.perf_counter()
    allocation = allocate(market, solver=solver, time_limit=time_limit, gap=gap)
    shares, schemes = background_shares(market, allocation)
    allocated = time.perf_counter()
    return Study(
        case=case,
        market=market,
        prices=prices,
        allocation=allocation,
        shares=shares,
        schemes=schemes,
        notes=(
            *case.notes,
            *outside_the_plan(case),
            *notes,
            *allocation.notes,
        ),
        provenance=provenance(case, prices, allocation),
        seconds={"price": priced - started, "allocate": allocated - priced},
    )
