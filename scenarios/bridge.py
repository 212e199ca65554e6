"""The bridge from the baseline to a scenario: what each change does by itself."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

import pandas as pd

from allocation.allocate import allocate
from costing.errors import InputError, LawError
from costing.memory import Memory
from scenarios.apply import applied, steps
from scenarios.market.market import market_of
from scenarios.outcome import priced

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocation.allocation import Allocation
    from allocation.market import Market
    from scenarios.options import Options
    from scenarios.outcome import Outcome
    from scenarios.scenario import Scenario

BRIDGE_COLUMNS: Final = ("step", "pence", "placed", "note")

INTERACTION: Final = "interaction"
"""The step that holds what the changes do together and none does alone."""


CANNOT: Final = "cannot stand alone"
"""Why a step has no effect of its own: without the others the case is not sound."""

Step = tuple[str, int, int, str]
"""A row of a bridge."""

_UNREAD: Final = (
    "unit_rate_gbp",
    "weekly_gross_gbp",
    "client_contribution_gbp",
    "health_gbp",
    "legal_basis",
    "cost_centre",
    "price_from",
)
"""Columns of commitments that no allocation reads."""


class Bridges:
    """Bridges from one baseline, each market shared out once.

    Parameters
    ----------
    baseline : Outcome
        Of the untouched case.
    options : Options
    memory : Memory, optional
        Of the run.
    """

    def __init__(
        self, baseline: Outcome, options: Options, memory: Memory | None = None
    ) -> None:
        self._baseline = baseline
        self._options = options
        self._memory = memory or Memory()
        self._known = [(baseline.market, baseline.allocation)]

    def bridge(
        self,
        scenario: Scenario,
        reached: Outcome,
        progress: Callable[[str], None],
    ) -> tuple[pd.DataFrame, tuple[str, ...]]:
        """Run each change of a scenario by itself, and give what is left together.

        Parameters
        ----------
        scenario : Scenario
        reached : Outcome
            Of the whole scenario.
        progress : callable
            Told of each run.

        Returns
        -------
        bridge : DataFrame
            :data:`BRIDGE_COLUMNS`: the step in words, pence a week and people placed
            against the baseline, and why a step has none of its own; the interaction
            last. The pence add to the difference between scenario and baseline.
            Without rows where either has no plan.
        notes : tuple of str
            Which changes have no effect of their own, and so are in the interaction.
        """
        if not (self._baseline.has_plan and reached.has_plan):
            return bridge_frame([]), ()
        rows: list[Step] = []
        notes: list[str] = []
        parts = steps(scenario)
        for number, step in enumerate(parts, start=1):
            name = step_name(number, step)
            progress(f"{scenario.name}, by itself: {step.title}")
            # The only change of a scenario is the scenario.
            alone = reached.allocation if len(parts) == 1 else self._alone(step)
            if alone is not None and alone.has_plan:
                rows.append((name, *self._against(alone), ""))
                continue
            why = CANNOT if alone is None else f"has no plan by itself ({alone.status})"
            rows.append((name, 0, 0, f"{why}: in the interaction"))
            notes.append(f"{scenario.name}, step {number}: {rows[-1][-1]}.")
        pence, placed = self._against(reached.allocation)
        rest = (
            pence - sum(row[1] for row in rows),
            placed - sum(row[2] for row in rows),
        )
        return bridge_frame([*rows, (INTERACTION, *rest, "")]), tuple(notes)

    def _alone(self, step: Scenario) -> Allocation | None:
        """Run one change by itself; None where that leaves a case that is not sound."""
        try:
            case, _ = applied(self._baseline.case, step, self._memory)
            prices, _ = priced(case, self._memory)
            market = market_of(case, prices, self._memory)
            for known, plan in self._known:
                if same_market(known, market):
                    return plan
            found = allocate(
                market,
                solver=self._options.solver,
                time_limit=self._options.time_limit,
                gap=self._options.gap,
                reasons=False,
                memory=self._memory,
            )
        except (InputError, LawError):
            return None
        self._known.append((market, found))
        return found

    def _against(self, plan: Allocation) -> tuple[int, int]:
        """Give a plan's pence a week and people placed against the baseline's."""
        base = self._baseline.allocation
        people = len(plan.placements) - len(base.placements)
        return plan.cost_pence - base.cost_pence, people


def same_market(one: Market, other: Market) -> bool:
    """Tell whether two markets hold the same, and so have the same plan."""
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if not isinstance(mine, pd.DataFrame):
            if mine != theirs:
                return False
            continue
        if field.name == "commitments":
            mine, theirs = (table.drop(columns=[*_UNREAD]) for table in (mine, theirs))
        if not mine.equals(theirs):
            return False
    return True


def step_name(number: int, step: Scenario) -> str:
    """Name a step by its place and its words."""
    return f"{number}. {step.title}"


def bridge_frame(rows: list[Step]) -> pd.DataFrame:
    """Lay out the steps of a bridge: words, pence a week, people placed, note."""
    frame = pd.DataFrame(rows, columns=list(BRIDGE_COLUMNS))
    kinds = {"step": "str", "pence": "int64", "placed": "int64", "note": "str"}
    return frame.astype(kinds)
