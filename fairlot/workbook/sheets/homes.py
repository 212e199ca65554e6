"""Homes: what their background support costs, and who carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fairlot.workbook.result_table import FIRST_ROW, Column, Formula, ResultTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.outcome import Outcome

PAID: Final = "Paid by the plan a week"

COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Scheme"),
    Column("Provider"),
    Column("Places", "count"),
    Column("Lived there before", "count"),
    Column("Newly placed", "count"),
    Column("Runs already", width=10),
    Column("Background a week", "gbp"),
    Column("Carried by who lives there", "gbp"),
    Column("Carried by new people", "gbp"),
    Column("Held in prices", "gbp"),
    Column("Of voids", "gbp"),
    Column("The four less background", "gbp"),
    Column(PAID, "gbp"),
)

_PARTS: Final = (
    "carried_before_pence",
    "carried_new_pence",
    "in_prices_pence",
    "void_pence",
)


def homes(outcomes: Mapping[str, Outcome]) -> ResultTable:
    """Lay out each home that somebody moves into and that has a background cost."""
    found: list[tuple[Any, ...]] = []
    for scenario, outcome in outcomes.items():
        opened = opened_schemes(outcome)
        for row in outcome.schemes.to_dict("records"):
            number = FIRST_ROW + len(found)
            places = float(row["places"])
            rest = sum(int(row[part]) for part in _PARTS) - int(row["background_pence"])
            found.append(
                (
                    scenario,
                    row["scheme"],
                    row["provider"],
                    places,
                    int(row["occupied_before"]),
                    int(row["newly_placed"]),
                    bool(row["already_running"]),
                    int(row["background_pence"]) / 100,
                    *(int(row[part]) / 100 for part in _PARTS),
                    Formula(
                        f"=ROUND(SUM(I{number}:L{number})-H{number},2)", rest / 100
                    ),
                    opened.get(row["scheme"], 0) / 100,
                )
            )
    return ResultTable(
        "Homes",
        "Background support of the homes that people move into",
        "One row a home. Four parts add to the background cost. The plan pays for a "
        "home that does not run already, unless its prices hold the background.",
        COLUMNS,
        found,
    )


def opened_schemes(outcome: Outcome) -> dict[str, int]:
    """Give the background cost, in pence, of each scheme that the plan opens."""
    pairs = outcome.allocation.pairs
    apart = pairs[(pairs["state"] == "chosen") & ~pairs["core_included"].astype(bool)]
    homes_of = outcome.schemes
    is_opened = ~homes_of["already_running"].astype(bool)
    is_opened &= homes_of["scheme"].isin(apart["scheme"])
    opened = homes_of[is_opened]
    pence = opened["background_pence"].tolist()
    return dict(zip(opened["scheme"], map(int, pence), strict=True))
