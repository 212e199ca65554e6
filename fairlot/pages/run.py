"""What a person sees on the terminal when scenarios have been run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import click

from allocation.answer import Status
from fairlot.exits import Exit
from fairlot.output import note, show
from fairlot.pages.summary import headline, written
from scenarios.answer import allocation_record
from scenarios.disk.stops import after_writing
from scenarios.disk.texts import plain

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from allocation.allocation import Allocation
    from fairlot.output import Format
    from scenarios.outcome import Outcome
    from scenarios.study import Study


_COLUMNS: Final = (
    "scenario",
    "status",
    "placed",
    "£ a week",
    "difference",
    "points",
)

_NOTES: Final = 10
"""Notes that the terminal shows."""

_ONE_CHANGE: Final = 2
"""Rows of a bridge of one change, which only repeats what the table above it says."""


def shown(study: Study, output: Format, out: Path | None) -> Exit:
    """Show a study and give the exit code that it deserves.

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
    with after_writing(out):
        _show(study, output, out)
    has_all = all(outcome.has_plan for outcome in study.outcomes.values())
    return Exit.ANSWERED if has_all else Exit.NO_ANSWER


def _show(study: Study, output: Format, out: Path | None) -> None:
    frame = study.comparison
    columns = [str(name) for name in frame.columns]
    if output == "table":
        _tables(study, frame)
    else:
        rows = [
            [
                row["scenario"],
                row["measure"],
                _cell(row["value"]),
                _cell(row["difference"]),
            ]
            for row in frame.to_dict("records")
        ]
        show(output, columns, rows, answer=study_record(study))
    notes = _notes(study)
    for text in notes[:_NOTES]:
        note(f"Note: {text}")
    if len(notes) > _NOTES:
        note(f"And {len(notes) - _NOTES} more notes; --format json has all.")
    if out is not None:
        written(out)


def study_record(study: Study) -> dict[str, Any]:
    """Give a study as a record for JSON."""
    return {
        "case": study.case.name,
        "title": study.title,
        "outcomes": {
            name: allocation_record(outcome) for name, outcome in study.outcomes.items()
        },
        "comparison": [
            {
                **row,
                "value": _number(row["value"]),
                "difference": _number(row["difference"]),
            }
            for row in study.comparison.to_dict("records")
        ],
        "bridge": [
            {
                "scenario": row["scenario"],
                "step": row["step"],
                "gbp_per_week": row["pence"] / 100,
                "placed": row["placed"],
                "note": row["note"],
            }
            for row in study.bridge.to_dict("records")
        ],
        "notes": list(study.notes),
    }


def _tables(study: Study, frame: pd.DataFrame) -> None:
    named = study.title or study.case.name
    click.echo(f"{named}, {study.day.day} {study.day:%B %Y}")
    click.echo(headline(study.baseline.allocation))
    values = frame.set_index(["scenario", "measure"])["value"].to_dict()
    base = study.baseline
    rows = []
    for name, outcome in study.outcomes.items():
        allocation = outcome.allocation
        told = [name, str(allocation.status)]
        if outcome.has_plan:
            told += [
                f"{len(allocation.placements)} of {_people(allocation)}",
                f"{allocation.cost_pence / 100:,.2f}",
                _against(base, outcome),
                f"{values[(name, 'points')]:,.2f}",
            ]
        rows.append([*told, *[""] * (len(_COLUMNS) - len(told))])
    columns: tuple[str, ...] = _COLUMNS
    if all(row[1] == Status.OPTIMAL for row in rows):
        # Where every plan is proven, the headline has said so.
        columns = (_COLUMNS[0], *_COLUMNS[2:])
        rows = [[row[0], *row[2:]] for row in rows]
    show(
        "table",
        columns,
        rows,
        title="The case as it is, and under each scenario",
        numbers=_COLUMNS[2:],
    )
    for text in _no_savings(study, values):
        click.echo(text)
    for name, outcome in study.outcomes.items():
        for text in outcome.allocation.clash:
            click.echo(f"{name}: {text}")
    if any(len(one.bridge) > _ONE_CHANGE for one in study.ran):
        click.echo(
            "What each change does by itself to the cost of the plan. What it does to "
            "the caseload stands in comparison.csv."
        )
    for one in study.ran:
        steps = [
            [
                f"{row['step']} ({row['note']})" if row["note"] else row["step"],
                f"{row['pence'] / 100:+,.2f}",
                f"{row['placed']:+d}",
            ]
            for row in one.bridge.to_dict("records")
        ]
        if len(steps) > _ONE_CHANGE:
            show(
                "table",
                ("step", "£ a week", "placed"),
                steps,
                title=f"{one.scenario.name}: {one.scenario.title}",
                numbers=("£ a week", "placed"),
            )


def _against(base: Outcome, outcome: Outcome) -> str:
    """Say by how much a plan costs more than that of the baseline, if both are."""
    if outcome is base or not base.has_plan:
        return ""
    change = outcome.allocation.cost_pence - base.allocation.cost_pence
    return f"{change / 100:+,.2f}"


def _no_savings(study: Study, values: Mapping[Hashable, float]) -> Iterator[str]:
    """Say which lower costs are people without a placement."""
    base = study.baseline.allocation
    for name, outcome in study.outcomes.items():
        allocation = outcome.allocation
        if not (outcome.has_plan and study.baseline.has_plan):
            continue
        fewer = len(base.placements) - len(allocation.placements)
        waiting = values.get((name, "waiting_people"), 0.0)
        cost = values.get((name, "waiting_gbp_per_week"), 0.0)
        if fewer > 0 and allocation.cost_pence < base.cost_pence:
            yield f"{name}: {fewer} fewer placed, so the lower cost is no saving."
        if waiting > 0:
            yield (
                f"{name}: {waiting:g} of the caseload wait for a placement; their "
                f"support costs £{cost:,.2f} a week today."
            )


def _people(allocation: Allocation) -> int:
    return len(allocation.placements) + len(allocation.unplaced)


def _notes(study: Study) -> list[str]:
    """Give each note once, with the outcomes that it is of where not of all."""
    of: dict[str, list[str]] = {}
    for name, outcome in study.outcomes.items():
        for text in outcome.notes:
            of.setdefault(text, []).append(name)
    everywhere = len(study.outcomes)
    told = [
        text if len(names) == everywhere else f"{', '.join(names)}: {text}"
        for text, names in of.items()
    ]
    return [*told, *study.notes]


def _cell(value: float) -> str:
    return "" if math.isnan(value) else plain(value)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
