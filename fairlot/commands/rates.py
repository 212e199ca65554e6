"""``fairlot rates``: every rate of a case beside its fair range."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from fairlot.hour_books import xlsx_option
from fairlot.options.draws import draws_options
from fairlot.output import Format, format_option, note, show


def _check_table(table: str, book: Path | None, output: Format) -> None:
    """Refuse what another table than that of rates has nothing of, or say so."""
    if book is not None:
        message = "--xlsx writes every rate; leave out --table."
        raise click.UsageError(message)
    if output == "json":
        note(f"JSON has every table: --table {table} changes nothing.")
        return
    asked = click.get_current_context().get_parameter_source
    if ParameterSource.COMMANDLINE in map(asked, ("draws", "seed")):
        message = "--draws and --seed are for rates beside their range; leave --table."
        raise click.UsageError(message)


@click.command("rates")
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--table",
    type=click.Choice(["rates", "quartiles", "services", "lines", "checks"]),
    default="rates",
    show_default=True,
    help="Rates; quartiles of rates; returns by service or line; what to ask about.",
)
@draws_options(
    0, "Sets of assumptions that each rate is held against; 0 leaves them out."
)
@xlsx_option
@format_option
def rates_command(
    *,
    case: Path,
    table: str,
    draws: int,
    seed: int,
    book: Path | None,
    output: Format,
) -> None:
    r"""Set every rate of CASE beside its fair range and statutory employment cost.

    The range is that of the case's cost model on its price date, from the ends that the
    model declares for each input; what a provider has told of its own costs has no
    range. Gaps are the rate less the cost: below 0, the rate is lower.

    The table shows the states and then the rates farthest outside their range;
    --format csv and json have every rate. --table shows another table instead: the
    quartiles of rates and of providers' returns, and checks of rates, returns and
    offers. JSON has them all.

    With --xlsx FILE a workbook as well: state and gaps are live formulas over rates and
    hours that may be typed over.

    \b
    fairlot rates my-case
    fairlot rates my-case --format csv > rates.csv
    fairlot rates my-case --xlsx rates.xlsx
    fairlot rates my-case --table checks
    """
    from fairlot.pages.case_head import case_head
    from fairlot.pages.rates import page
    from fairlot.pages.returns import checks_line
    from fairlot.pages.returns import page as table_page

    if table != "rates":
        _check_table(table, book, output)
    from scenarios.case import load_case
    from scenarios.rates.rate_rows import RATE_COLUMNS, rate_record, rate_rows
    from scenarios.rates.rates import rate_check
    from scenarios.rates.return_check import return_check
    from scenarios.rates.return_rows import TABLE_COLUMNS, return_record, table_rows

    read = load_case(case)
    if table != "rates" and output != "json":
        found = return_check(read)
        for text in read.notes:
            note(text)
        if output == "table":
            table_page(found, table)
        else:
            show(output, TABLE_COLUMNS[table], table_rows(found, table))
        return
    check = rate_check(read, draws=draws, seed=seed)
    if book is not None:
        from fairlot.workbook.rates_book import rates_workbook
        from scenarios.disk.files import write_whole

        write_whole(book, rates_workbook(read, check))
        note(f"Wrote {book}.")
    for text in (*read.notes, *check.notes):
        note(text)
    if check.rows.empty:
        note("There are no rates to compare.")
    if output == "csv":
        show(output, RATE_COLUMNS, rate_rows(check))
        return
    found = return_check(read)
    if output == "table":
        page(check)
        if line := checks_line(found):
            click.echo(line)
        return
    answer = {**case_head(read), **rate_record(check), **return_record(found)}
    show(output, RATE_COLUMNS, [], answer=answer)
