"""The outcome of one case: priced, shared out, and what it takes to find it again."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allocation.allocate import allocate, examined
from allocation.findings import rule_findings
from costing.memory import Memory
from scenarios.explanations import MOST_SECONDS, explanations_of
from scenarios.market.coverage import outside_the_plan
from scenarios.market.forecasts import law_notes
from scenarios.market.market import market_of, needs_model
from scenarios.market.prices import price, prices_if_known
from scenarios.market.shares import background_shares
from scenarios.options import Options
from scenarios.provenance import provenance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from allocation.allocation import Allocation
    from allocation.market import Market
    from scenarios.case import Case
    from scenarios.explanations import Explanations
    from scenarios.market.prices import Prices


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run of a case.

    Parameters
    ----------
    case : Case
    market : Market
        What the allocation was given.
    prices : Prices or None
        The cost model, unit prices and package lines; None where nothing needs the
        model and it cannot be used (a note then says why).
    allocation : Allocation
    shares : DataFrame
        Columns referral, scheme, background_share_pence; one row a placement.
    schemes : DataFrame
        Columns scheme, provider, places, occupied_before, newly_placed,
        background_pence, already_running, carried_before_pence, carried_new_pence,
        in_prices_pence, void_pence; one row a scheme with a background cost that the
        plan places somebody in. The last four add to the background cost.
    notes : tuple of str
        What a reader must know beside the numbers.
    provenance : mapping
        Versions, model, law with its sources, fingerprint: no times, no paths.
    seconds : mapping of phase to float
        The only times; nothing else of an outcome holds any.
    explanations : Explanations or None
        What the plan would lose or win elsewhere; None until it is asked for, since
        the plan has to be solved again for it.
    """

    case: Case
    market: Market
    prices: Prices | None
    allocation: Allocation
    shares: pd.DataFrame
    schemes: pd.DataFrame
    notes: tuple[str, ...]
    provenance: Mapping[str, object]
    seconds: Mapping[str, float]
    explanations: Explanations | None = None

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan, proven or not."""
        return self.allocation.has_plan

    @property
    def title(self) -> str:
        """Give the title of the case."""
        return self.case.settings.title

    @property
    def day(self) -> date:
        """Give the day that law and rates are those of."""
        return self.case.settings.price_date

    def explained(self) -> Outcome:
        """Give the same outcome with its explanations.

        They take as long as the search for the plan may, and no longer.
        """
        if self.explanations is not None:
            return self
        started = time.perf_counter()
        explanations = explanations_of(
            self.market, self.allocation, seconds=time_limit_of(self.provenance)
        )
        seconds = {**self.seconds, "explain": time.perf_counter() - started}
        return replace(self, explanations=explanations, seconds=seconds)


def time_limit_of(provenance: Mapping[str, object]) -> float:
    """Give the seconds that an outcome's explanations may take."""
    options = provenance.get("options")
    limit = options.get("time_limit") if isinstance(options, dict) else None
    return MOST_SECONDS if limit is None else float(limit)


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
    with case.told():
        examined(market_of(case, price(case) if needs_model(case) else None))


def outcome_of(
    case: Case, options: Options | None = None, memory: Memory | None = None
) -> Outcome:
    """Price a case and share out its referrals.

    Parameters
    ----------
    case : Case
    options : Options, optional
        How long and how hard a plan is looked for.
    memory : Memory, optional
        Of the run that this is part of.

    Returns
    -------
    Outcome

    Raises
    ------
    CareError
        If prices cannot be made, or the plan fails its audit.
    """
    options = options or Options()
    memory = memory or Memory()
    started = time.perf_counter()
    with case.told():
        prices, notes = priced(case, memory)
        market = market_of(case, prices, memory)
        made = time.perf_counter()
        allocation = allocate(
            market,
            solver=options.solver,
            time_limit=options.time_limit,
            gap=options.gap,
            memory=memory,
        )
    allocated = time.perf_counter()
    outcome = told(case, market, prices, allocation, options)
    return replace(
        outcome,
        notes=(*case.notes, *outside_the_plan(case), *notes, *allocation.notes),
        seconds={"price": made - started, "allocate": allocated - made},
    )


def priced(
    case: Case, memory: Memory | None = None
) -> tuple[Prices | None, tuple[str, ...]]:
    """Price a case where a plan needs it; else if it can be, with a note if not.

    Dated values that are a forecast or held are noted besides.
    """
    prices, notes = (
        (price(case, memory), ())
        if needs_model(case)
        else prices_if_known(case, memory)
    )
    return prices, (*notes, *law_notes(prices, case.settings.price_date))


def told(
    case: Case,
    market: Market,
    prices: Prices | None,
    allocation: Allocation,
    options: Options,
) -> Outcome:
    """Lay out what an allocation means for a case; notes and times are left empty."""
    shares, schemes = background_shares(market, allocation)
    return Outcome(
        case=case,
        market=market,
        prices=prices,
        allocation=allocation,
        shares=shares,
        schemes=schemes,
        notes=(),
        provenance=provenance(case, prices, allocation, options),
        seconds={},
    )
