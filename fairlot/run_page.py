"""What a person sees on the terminal when scenarios have been run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from fairlot.exits import Exit
from fairlot.output import note, show
from fairlot.summary import headline, written
from scenarios.answer import allocation_record
from scenarios.texts import plain

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from fairlot.output import Format
    from scenarios.study import Study


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
    for text in _notes(study):
        note(f"Note: {text}")
    if out is not None:
        written(out)
    has_all = all(outcome.has_plan for outcome in study.outcomes.values())
    return Exit.ANSWERED if has_all else Exit.NO_ANSWER


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
            }
            for row in study.bridge.to_dict("records")
        ],
        "notes": list(study.notes),
    }


def _tables(study: Study, frame: pd.DataFrame) -> None:
    click.echo(f"{study.title}, {study.day.day} {study.day:%B %Y}")
    click.echo(headline(study.baseline.allocation))
    values = frame.set_index(["scenario", "measure"])["value"].to_dict()
    base = study.baseline
    rows = []
    for name, outcome in study.outcomes.items():
        allocation = outcome.allocation
        if not outcome.has_plan:
            rows.append([name, str(allocation.status), *[""] * 5])
            continue
        change = allocation.cost_pence - base.allocation.cost_pence
        rows.append(
            [
                name,
                str(allocation.status),
                str(len(allocation.placements)),
                str(len(allocation.unplaced)),
                f"{allocation.cost_pence / 100:,.2f}",
                "" if outcome is base else f"{change / 100:+,.2f}",
                f"{values[(name, 'points')]:,.2f}",
            ]
        )
    numbers = ("placed", "not placed", "£ a week", "difference", "points")
    show(
        "table",
        ("scenario", "status", *numbers),
        rows,
        title="The case as it is, and under each scenario",
        numbers=numbers,
    )
    for one in study.ran:
        steps = [
            [row["step"], f"{row['pence'] / 100:+,.2f}", f"{row['placed']:+d}"]
            for row in one.bridge.to_dict("records")
        ]
        if steps:
            show(
                "table",
                ("step", "£ a week", "placed"),
                steps,
                title=f"{one.scenario.name}: {one.scenario.title}",
                numbers=("£ a week", "placed"),
            )


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
