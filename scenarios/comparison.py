"""Scenarios beside the baseline, measure by measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from scenarios.caseload import caseload_measures
from scenarios.disk.layout import BASELINE
from scenarios.expectations import measures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.outcome import Outcome

COMPARISON_COLUMNS: Final = ("scenario", "measure", "value", "difference")

_DRAW: Final = "tie_break:draw"
_OWN_WEIGHTS: Final = (
    "quality_weight",
    "price_weight",
    "choice_weight",
    "fit_weight",
)


def comparison(outcomes: Mapping[str, Outcome]) -> pd.DataFrame:
    """Lay out every measure of every outcome, and how it differs from the baseline.

    Parameters
    ----------
    outcomes : mapping of str to Outcome
        By name; the baseline first.

    Returns
    -------
    DataFrame
        :data:`COMPARISON_COLUMNS`; NaN where there is no plan, or where the baseline
        has no such measure. Points under other weights or formulas are other points,
        and a draw is a lot: neither has a difference.
    """
    known = {name: _measures(outcome) for name, outcome in outcomes.items()}
    base = known[BASELINE]
    names = dict.fromkeys(name for one in known.values() for name in one)
    nothing = float("nan")
    apart = {
        name: _not_comparable(outcome, outcomes[BASELINE])
        for name, outcome in outcomes.items()
    }
    rows = [
        (
            scenario,
            name,
            of.get(name, nothing),
            nothing if name in apart[scenario] else _difference(of, base, name),
        )
        for scenario, of in known.items()
        for name in names
    ]
    frame = pd.DataFrame(rows, columns=list(COMPARISON_COLUMNS))
    return frame.astype({"value": "float64", "difference": "float64"})


def _measures(outcome: Outcome) -> dict[str, float]:
    if not outcome.has_plan:
        return {}
    return {
        **measures(outcome.case, outcome.allocation),
        **caseload_measures(outcome),
    }


def _not_comparable(outcome: Outcome, baseline: Outcome) -> frozenset[str]:
    """Name the measures that mean another thing than in the baseline."""
    if _scored_alike(outcome, baseline):
        return frozenset({_DRAW})
    return frozenset({_DRAW, "points", "balance", "tie_break:points"})


def _scored_alike(one: Outcome, other: Outcome) -> bool:
    """Tell whether points of two outcomes are points of the same kind."""
    return _scoring(one) == _scoring(other)


def _scoring(outcome: Outcome) -> tuple[object, ...]:
    settings, referrals = outcome.case.settings, outcome.case.tables["referrals"]
    own = referrals.set_index("referral")[list(_OWN_WEIGHTS)].dropna(how="all")
    return (
        settings.scoring,
        tuple(settings.scoring.within(lot) for lot in outcome.case.lots),
        tuple(lot.question for lot in outcome.case.lots),
        tuple(own.itertuples(name=None)),
    )


def _difference(of: Mapping[str, float], base: Mapping[str, float], name: str) -> float:
    if name not in of or name not in base:
        return float("nan")
    return of[name] - base[name]
