"""The register of departures: every better offer that was held back, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from allocation.departures import Reason, counted, departures
from fairlot.report.figures import count, decimal, gbp_more_or_less, several
from fairlot.report.names import provider_cell, provider_names
from fairlot.report.parts import Cell, Column, Table
from fairlot.report.rows import rows_of

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.outcome import Outcome

MOST: Final = 200
"""Offers that the register of the report has at most."""

_WORDS: Final = {
    Reason.PLAN: "It would fit alone; the plan as a whole does better without it",
    Reason.CAPACITY: "The provider or the home has no room for it",
    Reason.HOUSEMATES: "Somebody lives there with whom the person may not share",
    Reason.SHARE_CAP: "A provider would have more than its share of the hours",
    Reason.BUDGET: "It does not fit into the budget",
    Reason.CHOICE: "What was given is nearer to the person's own choice",
}
"""Reasons in words; first the one that can be challenged."""


@dataclass(frozen=True, slots=True)
class Departed:
    """Who is not with the offer that ranks first, and what held it back."""

    says: str
    strict: str
    counts: Table | None
    register: Table | None


def departed(outcome: Outcome) -> Departed:
    """Lay out the departures of an outcome."""
    placed = outcome.allocation.placements
    if not outcome.has_plan or placed.empty:
        return Departed("Nobody is placed, so nobody departs.", "", None, None)
    register = departures(outcome.market, outcome.allocation)
    if register.empty:
        says = "Everybody who is placed has an offer that ranks first for them."
        return Departed(says, "", None, None)
    people = register["referral"].nunique()
    by_reason = counted(register)
    says = (
        f"{several(people, 'person is', 'people are')} not with the offer that ranks "
        f"first for them. {_challenge(by_reason[Reason.PLAN])}"
    )
    again = outcome.explanations
    strict = "" if again is None else again.strict_rank.words
    return Departed(
        says=says,
        strict=f"{strict[:1].upper()}{strict[1:]}." if strict else "",
        counts=_counts(by_reason),
        register=_register(outcome, register),
    )


def _challenge(held: int) -> str:
    if not held:
        return (
            "Each better offer was blocked by something that is named; none was given "
            "up for the sake of the plan alone."
        )
    who = several(held, "person", "people")
    return (
        f"Of {who} a better offer would fit alone and was given up for the plan as a "
        "whole. Those come first: they can be challenged."
    )


def _counts(by_reason: dict[str, int]) -> Table:
    rows = tuple((words, count(by_reason[reason])) for reason, words in _WORDS.items())
    return Table(
        "departures-by-reason",
        "What held better offers back",
        (Column("Reason", "words"), Column("People", "number")),
        rows,
        total=("All", count(sum(by_reason.values()))),
        note="Each person counts once. Where offers of theirs were held back for "
        "several reasons, the reason is the one that can best be challenged.",
    )


def _register(outcome: Outcome, register: pd.DataFrame) -> Table:
    names, pairs = provider_names(outcome.market), outcome.allocation.pairs
    keys = zip(pairs["referral"], pairs["provider"], pairs["scheme"], strict=True)
    evaluated = dict(zip(keys, pairs["evaluated_pence"].tolist(), strict=True))
    worst = register.assign(challenged=register["reason"] == str(Reason.PLAN))
    first = worst.groupby("referral")["challenged"].transform("any")
    order = worst.assign(first=first).sort_values(
        ["first", "referral", "better_rank", "better_provider", "better_scheme"],
        ascending=[False, True, True, True, True],
    )
    rows = []
    for row in rows_of(order.head(MOST)):
        own = evaluated[row.referral, row.provider, row.scheme]
        better = evaluated[row.referral, row.better_provider, row.better_scheme]
        rows.append(
            (
                row.referral,
                _place(names, row.provider, row.scheme, row.rank),
                _place(names, row.better_provider, row.better_scheme, row.better_rank),
                decimal(row.better_points - row.points),
                gbp_more_or_less(own - better),
                Cell(row.why, strong=row.challenged),
            )
        )
    note = (
        "A row for each eligible offer that ranks above the one given. Points given up "
        "and weekly price are of what was given, against that offer. Prices are "
        "compared as offers are scored: where a home's background support is paid "
        "apart, with one place's part of it."
    )
    if len(order) > MOST:
        note += f" The first {MOST} of {count(len(order))}; departures.csv has all."
    return Table(
        "departures",
        "Register of departures",
        (
            Column("Referral"),
            Column("Placed with"),
            Column("Better offer"),
            Column("Points given up", "number"),
            Column("Weekly price", "number"),
            Column("What held it back", "words"),
        ),
        tuple(rows),
        note=note,
    )


def _place(names: dict[str, str], provider: str, scheme: str, rank: Any) -> Cell:
    held = provider_cell(names, provider)
    under = f"rank {count(rank)}" + (f", scheme {scheme}" if scheme else "")
    return Cell(held.text, beside=held.beside, under=under)
