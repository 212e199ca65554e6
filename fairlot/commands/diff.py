"""``fairlot diff``: what changed between two answers, and what caused it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fairlot.exits import Exit
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.difference.difference import Difference

_SHOWN: Final = 20
"""Changes that the terminal shows; CSV and JSON hold all."""


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--tolerance",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    help="Pounds, and points, that a figure may differ by. Counts, hours, ranks, "
    "names and words must be the same.",
)
@click.option(
    "--markdown",
    type=click.Path(path_type=Path),
    help="File to write a summary into, for the page of a CI job.",
)
@click.option(
    "--junit",
    type=click.Path(path_type=Path),
    help="File to write JUnit XML into: a test case a measure and a table.",
)
@format_option
def diff_command(
    *,
    old: Path,
    new: Path,
    tolerance: float,
    markdown: Path | None,
    junit: Path | None,
    output: Format,
) -> int:
    """Tell what changed between the answers OLD and NEW, and what caused it.

    Both are folders that fairlot allocate or fairlot run has written with --out. The
    causes are found in what the two were made from: the case, down to the cell; its
    settings, scenarios and cost model; law; versions; the solver. A cause is said to
    have moved the figures only where nothing else differs.

    The exit code is 0 if nothing changed beyond the tolerance, and 4 if something did.
    """
    from fairlot.diff.suite import difference_junit
    from fairlot.diff.summary import markdown_text
    from fairlot.diff.words import CHANGE_COLUMNS, change_rows, record
    from scenarios.difference.difference import difference
    from scenarios.difference.saved import read_answer
    from scenarios.disk.files import write_whole

    told = difference(read_answer(old), read_answer(new), tolerance)
    if markdown is not None:
        write_whole(markdown, markdown_text(told))
    if junit is not None:
        write_whole(junit, difference_junit(told))
    if output == "table":
        _tables(told)
    else:
        show(output, CHANGE_COLUMNS, change_rows(told), answer=record(told))
    for text in told.notes:
        note(f"Note: {text}")
    return Exit.ANSWERED if told.is_same else Exit.CHECK_FAILED


def _tables(told: Difference) -> None:
    from fairlot.diff.words import (
        SHORT_CAUSE,
        SHORT_CHANGE,
        cause_words,
        headline,
        short_causes,
        short_changes,
    )

    click.echo(headline(told))
    click.echo(cause_words(told))
    if told.causes:
        _table(SHORT_CAUSE, short_causes(told), "What they were made from")
    if told.changes:
        _table(SHORT_CHANGE, short_changes(told), "What changed")


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> None:
    show("table", columns, rows[:_SHOWN], title=title)
    if len(rows) > _SHOWN:
        note(f"And {len(rows) - _SHOWN} more; --format json lists all.")
