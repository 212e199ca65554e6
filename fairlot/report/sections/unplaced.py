"""Who is not placed and why, with the nearest remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocation.allocate import NO_PLAN
from fairlot.report.figures import count, listed, plain, several
from fairlot.report.names import lots_of, provider_label, provider_names
from fairlot.report.parts import Cell, Column, Table
from fairlot.report.rows import rows_of
from fairlot.report.words import named

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Unplaced:
    """People without a placement."""

    says: str
    people: Table | None


def unplaced(outcome: Outcome) -> Unplaced:
    """Say who is not placed in an outcome."""
    missing = outcome.allocation.unplaced
    if missing.empty:
        return Unplaced("Everybody who waits is placed.", None)
    if outcome.allocation.audit == NO_PLAN:
        return Unplaced("There is no plan, so nobody is placed.", None)
    lots, pairs = lots_of(outcome.market), outcome.allocation.pairs
    people = outcome.market.referrals.set_index("referral")
    offers = pairs.groupby("referral").size()
    eligible = pairs[pairs["rank"] > 0].groupby("referral").size()
    rows = []
    for row in rows_of(missing):
        person = people.loc[row.referral]
        made = several(offers.get(row.referral, 0), "offer")
        needs = [
            named(person["client_group"]),
            f"{plain(person['hours_per_week'])} hours a week",
            f"priority {plain(person['priority'])}",
            f"{made}, {count(eligible.get(row.referral, 0))} eligible",
        ]
        lot = Cell(f"Lot {lots[row.referral]}", under=", ".join(filter(None, needs)))
        rows.append((row.referral, lot, row.reason, row.remedy))
    has = several(len(missing), "person has", "people have")
    return Unplaced(
        f"{has} no placement in this plan.",
        Table(
            "unplaced",
            "Who is not placed, why, and what would change that",
            (
                Column("Referral"),
                Column("Needs and offers", "words"),
                Column("Why", "words"),
                Column("Nearest remedy", "words"),
            ),
            tuple(rows),
            note=_who(outcome, missing),
        ),
    )


def _who(outcome: Outcome, missing: pd.DataFrame) -> str:
    """Name the providers that the reasons and remedies speak of by their ids."""
    said = " ".join([*missing["reason"], *missing["remedy"]])
    pairs, names = outcome.allocation.pairs, provider_names(outcome.market)
    made = pairs.loc[pairs["referral"].isin(missing["referral"]), "provider"]
    spoken = [
        provider_label(names, provider)
        for provider in sorted(set(made) & set(names))
        if re.search(rf"(?<!\w){re.escape(provider)}(?!\w)", said)
    ]
    return f"Providers: {listed(spoken)}." if spoken else ""
