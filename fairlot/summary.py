"""What a person sees on the terminal when an allocation has been made."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allocation.answer import Status
from fairlot.answer import (
    PLACEMENT_COLUMNS,
    allocation_record,
    placement_rows,
    unplaced_rows,
    write_answer,
)
from fairlot.exits import Exit
from fairlot.files import folder_aside
from fairlot.output import note, show
from fairlot.report.report import render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from allocation.allocation import Allocation
    from fairlot.output import Format
    from scenarios.study import Study

STATUS_WORDS = {
    Status.OPTIMAL: "proven: no plan is better on the aims, in their order",
    Status.FEASIBLE: "a plan that keeps every rule, not proven the best",
    Status.INFEASIBLE: "no plan: rules contradict each other",
    Status.STOPPED: "no plan in the time given",
    Status.FAILED: "no plan: the solver broke down",
}
"""Each status in plain words."""


def answered(study: Study, output: Format, out: Path | None) -> Exit:
    """Show an allocation and give the exit code that it deserves.

    Parameters
    ----------
    study : Study
    output : {"table", "csv", "json"}
    out : Path or None
        Where its files were written.

    Returns
    -------
    Exit
    """
    allocation = study.allocation
    if output == "table":
        _tables(study)
    else:
        placements = placement_rows(study)
        show(output, PLACEMENT_COLUMNS, placements, answer=allocation_record(study))
    if out is not None:
        note(f"Written: {out / 'report.html'} and beside it")
        note("  " + ", ".join(sorted(path.name for path in out.iterdir())))
    plan = allocation.status in (Status.OPTIMAL, Status.FEASIBLE)
    return Exit.ANSWERED if plan else Exit.NO_ANSWER


def _tables(study: Study) -> None:
    allocation = study.allocation
    rows = [
        [row[0], row[1], row[2], f"£{float(row[3]):,.2f}", row[5], row[6], row[7]]
        for row in placement_rows(study)
    ]
    show(
        "table",
        ("referral", "provider", "scheme", "price", "points", "rank", "hours"),
        rows,
        title=f"{study.title}, {study.day:%d %B %Y}: who is placed",
        numbers=("price", "points", "rank", "hours"),
        labels={"price": "price a week", "hours": "hours a week"},
    )
    if len(allocation.unplaced):
        show(
            "table",
            ("referral", "reason", "remedy"),
            unplaced_rows(study),
            title="Who is not placed, and what would change that",
        )
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
            for aim in allocation.aims
            if not aim.name.startswith("tie_break")
        ],
        title="The aims, in order",
        numbers=("reached", "no plan can pass"),
    )
    note(headline(allocation))


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


def write_study(study: Study, out: Path, seconds: Mapping[str, float]) -> None:
    """Write the answer into a folder, whole or not at all."""
    with folder_aside(out) as folder:
        write_files(study, folder, seconds)


def write_files(study: Study, folder: Path, seconds: Mapping[str, float]) -> None:
    """Write the answer and its report into a folder that is there.

    Parameters
    ----------
    study : Study
    folder : Path
    seconds : mapping of phase to float
        What went before; those of the study and of the report are added.
    """
    started = time.perf_counter()
    report = render(study)
    rendered = {"report": time.perf_counter() - started}
    write_answer(study, folder, report, {**seconds, **study.seconds, **rendered})
