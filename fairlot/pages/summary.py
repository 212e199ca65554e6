"""What a person sees on the terminal when an allocation has been made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from allocation.answer import Status
from fairlot.exits import Exit
from fairlot.output import note, show
from scenarios.answer import (
    PLACEMENT_COLUMNS,
    allocation_record,
    placement_rows,
    unplaced_rows,
)
from scenarios.disk.stops import after_writing

if TYPE_CHECKING:
    from pathlib import Path

    from allocation.allocation import Allocation
    from fairlot.output import Format
    from scenarios.outcome import Outcome

STATUS_WORDS = {
    Status.OPTIMAL: "proven: no plan is better on the aims, in their order",
    Status.FEASIBLE: "a plan that keeps every rule, not proven the best",
    Status.INFEASIBLE: "no plan: rules contradict each other",
    Status.STOPPED: "no plan in the time given",
    Status.FAILED: "no plan: the solver broke down",
}
"""Each status in plain words."""


def answered(outcome: Outcome, output: Format, out: Path | None) -> Exit:
    """Show an allocation and give the exit code that it deserves.

    Parameters
    ----------
    outcome : Outcome
    output : {"table", "csv", "json"}
    out : Path or None
        Where its files were written.

    Returns
    -------
    Exit
    """
    with after_writing(out):
        _show(outcome, output, out)
    return Exit.ANSWERED if outcome.has_plan else Exit.NO_ANSWER


def _show(outcome: Outcome, output: Format, out: Path | None) -> None:
    if output == "table":
        _tables(outcome)
    else:
        placements = placement_rows(outcome)
        show(output, PLACEMENT_COLUMNS, placements, answer=allocation_record(outcome))
    for text in outcome.notes:
        note(f"Note: {text}")
    if out is not None:
        written(out)


def written(out: Path) -> None:
    """Tell what was written into a folder."""
    note(f"Written into {out}:")
    for path in sorted(out.iterdir()):
        note(f"  {path}")


def _tables(outcome: Outcome) -> None:
    allocation = outcome.allocation
    named = outcome.title or outcome.case.name
    click.echo(f"{named}, {outcome.day.day} {outcome.day:%B %Y}")
    click.echo(headline(allocation))
    for text in allocation.clash:
        click.echo(f"  {text}")
    _placed_table(outcome)
    if len(allocation.unplaced):
        show(
            "table",
            ("referral", "reason", "remedy"),
            unplaced_rows(outcome),
            title="Who is not placed, and what would change that",
        )
    aims = [aim for aim in allocation.aims if not aim.name.startswith("tie_break")]
    show(
        "table",
        ("aim", "reached", "no plan can pass", "proved by"),
        [
            [
                aim.name,
                _figure(aim.value, aim.unit),
                _figure(aim.bound, aim.unit),
                aim.proved_by or "not proven",
            ]
            for aim in aims
        ],
        title="The aims, in order",
        numbers=("reached", "no plan can pass"),
    )


def _placed_table(outcome: Outcome) -> None:
    able = outcome.allocation.pairs[outcome.allocation.pairs["state"] != "refused"]
    offers = able.groupby("referral").size()
    rows = [
        [
            *row[:3],
            f"{float(row[3]):,.2f}",
            f"{float(row[4]):,.2f}",
            row[5],
            f"{row[6]} of {offers[row[0]]}",
            row[7],
        ]
        for row in placement_rows(outcome)
    ]
    numbers = ("price", "background", "points", "rank", "hours")
    show(
        "table",
        ("referral", "provider", "scheme", *numbers),
        rows,
        title="Who is placed",
        numbers=numbers,
        labels={"price": "£ a week"},
    )


def headline(allocation: Allocation) -> str:
    """Say in one line what came out and how sure it is."""
    people = len(allocation.placements) + len(allocation.unplaced)
    pounds = f"£{allocation.cost_pence / 100:,.2f}"
    return (
        f"{len(allocation.placements)} of {people} people placed, {pounds} a week. "
        f"Status {allocation.status}: {STATUS_WORDS[allocation.status]}. "
        f"Audit {allocation.audit}."
    )


def _figure(value: float, unit: str) -> str:
    if abs(value) == float("inf"):
        return "not known"
    if unit == "GBP/week":
        return f"£{value:,.2f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")
