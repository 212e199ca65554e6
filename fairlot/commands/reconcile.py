"""``fairlot reconcile``: commitments against a finance extract, to zero."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlot.exits import Exit
from fairlot.options.days import day_if_given
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from datetime import date


@click.command("reconcile")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("extract", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "start",
    metavar="DATE",
    callback=day_if_given,
    help="First day that was paid for; absent, the first of EXTRACT's own.",
)
@click.option(
    "--to",
    "end",
    metavar="DATE",
    callback=day_if_given,
    help="The day after the last that was paid for.",
)
@click.option(
    "--weeks",
    type=click.IntRange(min=1),
    help="How many weeks from --from, in place of --to.",
)
@format_option
def reconcile_command(
    *,
    case: Path,
    extract: Path,
    start: date | None,
    end: date | None,
    weeks: int | None,
    output: Format,
) -> int:
    r"""Tie the commitments of CASE to EXTRACT, what finance paid, to the penny.

    EXTRACT is a CSV file with a row a payment: person, provider and amount_gbp or
    weekly_gbp, and the days, if --from is not given. Each pound of difference is
    explained by arithmetic that gives it to the penny, or listed. The table shows the
    statement and what is not matched; --format csv has every person. The exit code is
    4 if something is left unexplained or to be recovered. docs/caseload.md tells
    columns and words.

    \b
    fairlot reconcile my-case paid.csv --from 2026-10-05 --weeks 4
    """
    from fairlot.pages.statement import (
        LINE_COLUMNS,
        SHOWN_COLUMNS,
        SHOWN_LABELS,
        STATEMENT_COLUMNS,
        line_rows,
        record,
        shown_rows,
        spoken,
        statement_rows,
    )
    from scenarios.case import load_case
    from scenarios.reconciliation.extract import read_extract
    from scenarios.reconciliation.reconcile import reconcile
    from scenarios.reconciliation.tied import State

    if weeks is not None:
        if start is None or end is not None:
            msg = "--weeks goes with --from, and in place of --to."
            raise click.UsageError(msg)
        end = start + timedelta(weeks=weeks)
    if start is not None and end is not None and end <= start:
        msg = f"--to must be a day after --from, got {start} to {end}."
        raise click.UsageError(msg)
    loaded = load_case(case)
    found = reconcile(
        loaded, read_extract(extract, loaded.settings, start=start, end=end)
    )
    if output == "table":
        name = loaded.settings.title or loaded.name
        click.echo(f"{name}: {found.period.start} to {found.period.end}, exclusive")
        numbers = ("lines", "gbp", *SHOWN_COLUMNS[2:5])
        rows = statement_rows(found)
        show("table", STATEMENT_COLUMNS, rows, numbers=numbers)
        if rows := shown_rows(found):
            show("table", SHOWN_COLUMNS, rows, numbers=numbers, labels=SHOWN_LABELS)
    else:
        show(output, LINE_COLUMNS, line_rows(found), answer=record(found))
    for text in found.notes:
        note(text)
    if found.ties:
        note("Every pound is matched or explained.")
        return Exit.ANSWERED
    if left := len(found.open_lines):
        note(f"{left} {'line is' if left == 1 else 'lines are'} not explained.")
    if over := sum(1 for line in found.lines if line.state == State.TO_RECOVER):
        money = spoken(sum(found.to_recover_pence.values()))
        words = (
            "line is explained and was" if over == 1 else "lines are explained and were"
        )
        note(f"{over} {words} paid {money} too much.")
    return Exit.CHECK_FAILED
