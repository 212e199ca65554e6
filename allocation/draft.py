"""Laying out a plan with all that is told beside it, and its audit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from allocation.aims import cost_of
from allocation.allocation import Allocation
from allocation.answer import Status
from allocation.audit import audit
from allocation.audit.book import opened
from allocation.choice import choice_of
from allocation.eligibility import must_stay, refusals
from allocation.findings import left_aside, market_findings, rule_findings
from allocation.limits import stated_limits
from allocation.problem import built
from allocation.reasons import unplaced
from allocation.scoring import scored
from allocation.strict import strict
from allocation.used import used_limits
from costing.errors import AllocationError, InputError
from costing.memory import Memory

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


NOT_SMALLEST: Final = (
    "the clash may hold more than it needs: there was no time to try without each part"
)
"""What is told of a clash that time was short for."""

_STRICT: Final = (
    "the ranking is strict, so that room also decides which offers may win: shadow "
    "prices are not told"
)

_BROKEN: Final = "the solver broke down, or denied a plan that keeps every limit"


@dataclass(frozen=True, slots=True)
class Draft:
    """A market read, judged and scored: all that a plan of it is laid out from.

    Attributes
    ----------
    market : Market
    refused : Refusals
    worth : DataFrame
        Of every offer, as :func:`allocation.scoring.scored` gives it.
    limits : Limits
    problem : Problem
    """

    market: Market
    refused: Refusals
    worth: pd.DataFrame
    limits: Limits
    problem: Problem

    def pairs(self) -> pd.DataFrame:
        """Lay out every offer with its state, none chosen, and what it is worth."""
        offers, worth = self.market.offers, self.worth
        lot = self.market.referrals.set_index("referral")["lot"]
        every = np.empty(len(offers), dtype=object)
        every[:] = self.refused.every
        return pd.DataFrame(
            {
                "referral": offers["referral"],
                "provider": offers["provider"],
                "scheme": offers["scheme"],
                "lot": offers["referral"].map(lot),
                "state": np.where(self.refused.eligible, "eligible", "refused"),
                "refused_by": self.refused.first,
                "refused_also": every,
                **{name: worth[name] for name in worth.columns},
                "evaluated_pence": offers["evaluated_pence"],
                "price_pence": offers["price_pence"],
                "core_included": offers["core_included"],
                "hours_per_week": offers["hours_per_week"],
            },
            index=offers.index,
        )

    def laid_out(self, pursuit: Pursuit, solver: str) -> Allocation:
        """Lay out what pursuing the aims came to, before its audit.

        Parameters
        ----------
        pursuit : Pursuit
        solver : str
            Its name and version.
        """
        pairs, problem = self.pairs(), self.problem
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
        used = used_limits(problem, self.limits, plan, rank)
        return Allocation(
            status=pursuit.status,
            placements=_placements(pairs.iloc[chosen]),
            unplaced=left.assign(reason="", remedy="").reset_index(drop=True),
            pairs=pairs.assign(state=state),
            aims=pursuit.results,
            tie_settled=pursuit.tie_settled,
            limits=used if has_plan else used.iloc[:0],
            cost_pence=int(cost_of(columns) @ plan),
            solver=solver,
            audit="" if has_plan else NO_PLAN,
            clash=(),
            notes=self._notes(pursuit.status),
        )

    def _notes(self, status: Status) -> tuple[str, ...]:
        market = self.market
        people = market.referrals
        released = people["must_stay"].astype(bool) & ~must_stay(market)
        freed = [
            f"{person}: must stay with {provider}, which is closed, and so is free to "
            "move"
            for person, provider in people.loc[
                released, ["referral", "current_provider"]
            ].to_numpy()
        ]
        notes = [*self.limits.notes, *freed, *left_aside(market)]
        if market.aims.strict_rank:
            notes.append(_STRICT)
        if status is Status.FAILED:
            notes.append(
                "the solver broke down, or denied a plan that keeps every limit"
            )
        return tuple(notes)


def drafted(market: Market, memory: Memory | None = None) -> Draft:
    """Read, judge and score a market.

    Parameters
    ----------
    market : Market
    memory : Memory, optional
        Of a run that drafts markets that are much alike.

    Raises
    ------
    InputError
        As :func:`examined`.
    """
    memory = memory or Memory()
    choice, refused, staying = examined(market, memory)
    worth = scored(market, choice, refused.eligible)
    limits = memory.of(stated_limits, market)
    problem = memory.of(built, market, limits, refused.eligible, staying)
    if market.aims.strict_rank:
        problem = strict(problem, worth)
    return Draft(market, refused, worth, limits, problem)


def examined(
    market: Market, memory: Memory | None = None
) -> tuple[Choice, Refusals, NDArray[np.bool_]]:
    """Judge every offer, and refuse a market that no allocation can take.

    Parameters
    ----------
    market : Market
    memory : Memory, optional
        Of a run.

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
    memory = memory or Memory()
    choice = memory.of(choice_of, market)
    refused = memory.of(refusals, market, choice)
    staying = must_stay(market)
    findings = rule_findings(
        market.lots, market.aims, market.scoring, market.eligibility
    )
    if not findings:
        findings = market_findings(market, refused.eligible, staying)
    if findings:
        raise InputError(findings)
    return choice, refused, staying


def passed(market: Market, laid_out: Allocation, *, reasons: bool = True) -> Allocation:
    """Audit a plan, and say why those who are not placed are not.

    Parameters
    ----------
    market : Market
    laid_out : Allocation
    reasons : bool
        Whether to say why.

    Raises
    ------
    AllocationError
        If the plan fails its audit.
    """
    book = opened(market)
    breaches = audit(market, laid_out, book)
    if breaches:
        listed = "\n".join(breaches)
        msg = f"the plan failed its audit, so it is not shown:\n{listed}"
        raise AllocationError(msg)
    if not reasons:
        return replace(laid_out, audit=PASSED)
    told = unplaced(market, laid_out, book)
    return replace(laid_out, unplaced=told, audit=PASSED)


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
