"""The headline: what came out, in plain words, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocation.answer import Status
from fairlot.report.figures import count, day, decimal, gbp, listed, plain, several
from fairlot.report.names import lot_titles, lots_of
from fairlot.report.parts import Column, Fact, Table
from fairlot.report.sections.unsure import unsure
from fairlot.report.words import BETTER, aim, named

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from scenarios.outcome import Outcome
    from scenarios.study import Study


@dataclass(frozen=True, slots=True)
class Headline:
    """What stands above everything else."""

    title: str
    day: str
    lead: str
    missing: str
    proof: str
    clash: tuple[str, ...]
    figures: tuple[Fact, ...]
    lots: Table | None
    unsure: tuple[str, ...]


def headline(study: Study) -> Headline:
    """Make the headline of a study: of the case as it is."""
    outcome = study.baseline
    allocation = outcome.allocation
    has_plan = allocation.status in (Status.OPTIMAL, Status.FEASIBLE)
    return Headline(
        title=outcome.title,
        day=day(outcome.day),
        lead=lead(outcome),
        missing=_missing(outcome) if has_plan else "",
        proof=proof(allocation) if has_plan else "",
        clash=allocation.clash,
        figures=_figures(outcome) if has_plan else (),
        lots=_lots(outcome) if has_plan else None,
        unsure=unsure(study),
    )


def lead(outcome: Outcome) -> str:
    """Say what came out in a sentence or two."""
    allocation = outcome.allocation
    people = len(outcome.market.referrals)
    asked = several(people, "person waits", "people wait")
    if allocation.status is Status.INFEASIBLE:
        return (
            f"{asked} for a placement, and no plan can be made: limits or rules "
            "contradict each other, though each is sound by itself."
        )
    if allocation.status is Status.STOPPED:
        return f"{asked} for a placement. No plan was found in the time allowed."
    if allocation.status is Status.FAILED:
        return f"{asked} for a placement. The solver broke down and gave no plan."
    placed = len(allocation.placements)
    who = f"{count(placed)} of {several(people, 'person', 'people')}"
    return f"{who} can be placed, at {gbp(allocation.cost_pence)} a week."


def _missing(outcome: Outcome) -> str:
    missing = len(outcome.allocation.unplaced)
    return several(missing, "person has", "people have") if missing else ""


def proof(allocation: Allocation) -> str:
    """Say what was proven, aim by aim in their order, and by whom."""
    aims = [one for one in allocation.aims if not one.name.startswith("tie_break:")]
    if allocation.status is Status.OPTIMAL:
        who = listed(sorted({one.proved_by for one in aims if one.proved_by}))
        text = f"{beaten([one.name for one in aims])} Proven by {who}."
    else:
        unproven = listed([aim(one.name) for one in aims if not one.proved_by])
        text = f"The plan keeps every rule and limit. Not proven best: {unproven}."
    ties = (
        "Equal plans were told apart by the published tie-break."
        if allocation.tie_settled
        else "The tie-break between equal plans was not proven."
    )
    return f"{text} {ties} The allocator ranks and explains: a named person decides."


def beaten(names: list[str]) -> str:
    """Say that no plan is better on aims taken in their order.

    Priority classes are one aim in words: most urgent first.
    """
    heads = list(dict.fromkeys(name.partition(":")[0] for name in names))
    better = [BETTER.get(head, f"does better on {named(head)}") for head in heads]
    text = f"No plan {better[0]}"
    if any(":" in name for name in names):
        text += ", the most urgent first"
    if len(better) > 1:
        text += f"; of the plans as good on that, none {better[1]}"
    for one in better[2:]:
        text += f", and of those, none {one}"
    return text + "."


def _figures(outcome: Outcome) -> tuple[Fact, ...]:
    allocation = outcome.allocation
    placed = allocation.placements
    people = len(outcome.market.referrals)
    first = int((placed["rank"] == 1).sum())
    proven = allocation.status is Status.OPTIMAL
    return (
        Fact(
            "People placed",
            f"{count(len(placed))} of {count(people)}",
            f"{plain(placed['hours_per_week'].sum())} hours a week",
        ),
        Fact(
            "Weekly cost",
            gbp(allocation.cost_pence),
            "prices chosen, and the background of homes it opens",
        ),
        Fact(
            "Get the offer ranked first",
            f"{count(first)} of {count(len(placed))}",
            "each other case is named, with what held it back",
        ),
        Fact(
            "Proof",
            "Proven best" if proven else "Not fully proven",
            "on every aim, in their order; audit passed"
            if proven
            else "a sound plan, audit passed; see the aims",
        ),
    )


def _lots(outcome: Outcome) -> Table:
    placed = outcome.allocation.placements
    referrals = outcome.market.referrals
    lots = lots_of(outcome.market)
    placed_in = placed["referral"].map(lots)
    rows: list[tuple[str, ...]] = []
    for lot, title in lot_titles(outcome.market).items():
        asked = referrals[referrals["lot"] == lot]
        mine = placed[placed_in == lot]
        rows.append(
            (
                title,
                count(len(asked)),
                count(len(mine)),
                count(len(asked) - len(mine)),
                decimal(asked["hours_per_week"].sum()),
                decimal(mine["hours_per_week"].sum()),
                gbp(int(mine["price_pence"].sum())),
            )
        )
    opened = outcome.allocation.cost_pence - int(placed["price_pence"].sum())
    if opened:
        rows.append(("Background of homes it opens", *[""] * 5, gbp(opened)))
    return Table(
        "by-lot",
        "What came out, by lot",
        (
            Column("Lot"),
            Column("People", "number"),
            Column("Placed", "number"),
            Column("Not placed", "number"),
            Column("Hours asked", "number"),
            Column("Hours placed", "number"),
            Column("Cost a week", "number"),
        ),
        tuple(rows),
        total=(
            "All",
            count(len(referrals)),
            count(len(placed)),
            count(len(referrals) - len(placed)),
            decimal(referrals["hours_per_week"].sum()),
            decimal(placed["hours_per_week"].sum()),
            gbp(outcome.allocation.cost_pence),
        ),
    )
