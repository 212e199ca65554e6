"""Limits, what one more of each would change, and what else could be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fairlot.report.names import lots_of, provider_names
from fairlot.workbook.result_table import Column, ResultTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from scenarios.outcome import Outcome

_ABOUT: Final = (
    Column("Scenario", width=24),
    Column("Limit on", width=10),
    Column("Provider"),
    Column("Provider's name", width=28),
    Column("Lot", width=8),
    Column("Scheme"),
)

LIMIT_COLUMNS: Final = (
    *_ABOUT,
    Column("Unit", width=14),
    Column("Limit", "number"),
    Column("Committed", "number"),
    Column("Used by the plan", "number"),
    Column("Left", "number"),
    Column("Binds", width=10),
)

SHADOW_COLUMNS: Final[Mapping[str, Column]] = {
    "unit": Column("Unit", width=14),
    "limit": Column("Limit", "number"),
    "left": Column("Left", "number"),
    "aim": Column("Aim", width=16),
    "lp_one_more": Column("One more, people in parts", "more", 14),
    "lp_one_less": Column("One less, people in parts", "more", 14),
    "one_more": Column("One more would bring", "words", 40),
    "one_less": Column("One less would bring", "words", 40),
    "words": Column("In words", "words", 60),
}
"""By column of the shadow prices, after what the limit is about."""

SHORTLIST_COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Referral"),
    Column("Lot", width=8),
    Column("Place", "count"),
    Column("Provider"),
    Column("Provider's name", width=28),
    Column("Scheme"),
    Column("Points", "number"),
    Column("What the plan would lose by it", "words", 60),
)


def limits(outcomes: Mapping[str, Outcome]) -> ResultTable:
    """Lay out every limit that a plan touches or that binds it."""
    found: list[tuple[Any, ...]] = []
    for scenario, outcome in outcomes.items():
        names = provider_names(outcome.market)
        table = outcome.allocation.limits
        touched = table[(table["used"] > 0) | table["binds"]]
        for row in touched.to_dict("records"):
            numbers = (float(row[name]) for name in ("limit", "before", "used", "left"))
            about = _about(scenario, row, names)
            found.append((*about, row["unit"], *numbers, bool(row["binds"])))
    return ResultTable(
        "Limits",
        "Limits that the plan touches",
        "Capacity, shares and budgets. A limit binds where somebody's better offer, or "
        "any offer of a person not placed, would break it.",
        LIMIT_COLUMNS,
        found,
    )


def shadow_prices(outcomes: Mapping[str, Outcome]) -> ResultTable | None:
    """Lay out what one more or one less of each limit that binds would change."""
    found: list[tuple[Any, ...]] = []
    for scenario, table, outcome in _explained(outcomes, "shadow_prices"):
        names = provider_names(outcome.market)
        found += [
            (*_about(scenario, row, names), *(row.get(name) for name in SHADOW_COLUMNS))
            for row in table.to_dict("records")
        ]
    if all(one.explanations is None for one in outcomes.values()):
        return None
    return ResultTable(
        "Shadow prices",
        "What one more hour or place would bring",
        "The plan is solved again with one more and one less of a limit: the first aim "
        "that changes is told. In parts: as if people could be placed in parts.",
        (*_ABOUT, *SHADOW_COLUMNS.values()),
        found,
    )


def shortlist(outcomes: Mapping[str, Outcome]) -> ResultTable | None:
    """Lay out each person's three best offers."""
    found: list[tuple[Any, ...]] = []
    for scenario, table, outcome in _explained(outcomes, "shortlist"):
        names, lots = provider_names(outcome.market), lots_of(outcome.market)
        found += [
            (
                scenario,
                row["referral"],
                lots[row["referral"]],
                int(row["place"]),
                row["provider"],
                names.get(row["provider"], ""),
                row["scheme"],
                float(row["points"]),
                row["what_the_plan_would_lose"],
            )
            for row in table.to_dict("records")
        ]
    if all(one.explanations is None for one in outcomes.values()):
        return None
    return ResultTable(
        "Shortlist",
        "The three best offers of each person",
        "By points. For an offer that the plan does not choose: what the plan as a "
        "whole would lose by it.",
        SHORTLIST_COLUMNS,
        found,
    )


def _explained(
    outcomes: Mapping[str, Outcome], name: str
) -> list[tuple[str, pd.DataFrame, Outcome]]:
    return [
        (scenario, getattr(outcome.explanations, name), outcome)
        for scenario, outcome in outcomes.items()
        if outcome.explanations is not None
    ]


def _about(
    scenario: str, row: Mapping[Any, Any], names: Mapping[str, str]
) -> tuple[str, ...]:
    provider = row["provider"]
    name = names.get(provider, "")
    return (scenario, row["kind"], provider, name, row["lot"], row["scheme"])
