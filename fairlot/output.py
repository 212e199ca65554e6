"""How an answer is shown: a table for people, CSV and JSON for machines."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from scenarios.disk.texts import csv_text, json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_WIDTH: Final = 80
"""Letters of a line of text, on a page of any width."""

_WIDEST: Final = 10_000
_LONGEST_WORD: Final = 20
"""Letters of a word that are kept together in a narrow column."""

Format = Literal["table", "csv", "json"]


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format table|csv|json``, passed on as ``output``."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(["table", "csv", "json"]),
        default="table",
        show_default=True,
        help="A table to read, or CSV or JSON on standard output.",
    )(command)


def note(text: str) -> None:
    """Tell the person something beside the answer, on standard error."""
    click.echo(text, err=True)


def wrapped(text: str, indent: int = 0, more: int = 0) -> str:
    """Fold a text into lines of at most 80 letters, words and names whole.

    Parameters
    ----------
    text : str
    indent : int
        Blanks before each line.
    more : int
        Blanks that all lines but the first have besides.
    """
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + more),
        break_on_hyphens=False,
        break_long_words=False,
    )


def show(
    output: Format,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    answer: object | None = None,
    title: str = "",
    numbers: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
) -> None:
    """Show a table in the form that was asked for.

    Parameters
    ----------
    output : {"table", "csv", "json"}
    columns : sequence of str
        Names, as in the CSV.
    rows : sequence of sequences
        Cells, a row each.
    answer : object, optional
        What JSON shows instead of a list of records.
    title : str
        Above the table for people.
    numbers : sequence of str
        Columns set to the right.
    labels : mapping of str to str, optional
        Headings for people, by column.
    """
    if output == "csv":
        click.echo(csv_text(columns, rows), nl=False)
    elif output == "json":
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        click.echo(json_text(records if answer is None else answer), nl=False)
    else:
        _table(columns, rows, title, numbers, labels or {})


def _table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    title: str,
    numbers: Sequence[str],
    labels: Mapping[str, str],
) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - rich only where a person reads
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(
        box=SIMPLE_HEAD,
        title=title or None,
        title_justify="left",
        title_style="bold",
        pad_edge=False,
    )
    for place, column in enumerate(columns):
        heading = labels.get(column, column.replace("_", " "))
        is_number = column in numbers
        words = [word for row in rows for word in str(row[place]).split()]
        longest = max(map(len, words), default=0)
        table.add_column(
            heading,
            justify="right" if is_number else "left",
            overflow="fold",
            no_wrap=is_number,
            min_width=max(
                min(longest, _LONGEST_WORD), *map(len, ["", *heading.split()])
            ),
        )
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console = Console(file=sys.stdout, markup=False, highlight=False)
    # Rather a line that the terminal folds than a figure that is cut.
    wide = console.options.update(max_width=_WIDEST)
    needed = console.measure(table, options=wide).minimum
    console.width = max(console.width, needed)
    console.print(table, crop=False)
