"""``fairlot rates``: every rate of a case beside its fair range."""

from __future__ import annotations

from pathlib import Path

import click

from fairlot.hour_books import xlsx_option
from fairlot.output import Format, format_option, note, show


@click.command("rates")
@click.argument("case", type=click.Path(path_type=Path))
@xlsx_option
@format_option
def rates_command(case: Path, book: Path | None, output: Format) -> None:
    r"""Set every rate of CASE beside its fair range and statutory employment cost.

    The range is that of the case's cost model on its price date, from the ends that the
    model declares for each input; what a provider has told of its own costs has no
    range. Gaps are the rate less the cost: below 0, the rate is lower.

    The table shows the states and then the rates farthest outside their range;
    --format csv and json have every rate.

    With --xlsx FILE a workbook as well: state and gaps are live formulas over rates and
    hours that may be typed over.

    \b
    fairlot rates my-case
    fairlot rates my-case --format csv > rates.csv
    fairlot rates my-case --xlsx rates.xlsx
    """
    from fairlot.rates_page import page
    from scenarios.case import load_case
    from scenarios.rates.rate_rows import RATE_COLUMNS, rate_record, rate_rows
    from scenarios.rates.rates import rate_check

    read = load_case(case)
    check = rate_check(read)
    if book is not None:
        from fairlot.workbook.rates_book import rates_workbook
        from scenarios.disk.files import write_whole

        write_whole(book, rates_workbook(read, check))
        note(f"Wrote {book}.")
    for text in (*read.notes, *check.notes):
        note(text)
    if check.rows.empty:
        note("There are no rates to compare.")
    if output == "table":
        page(check)
        return
    answer = rate_record(check)
    show(output, RATE_COLUMNS, rate_rows(check), answer=answer)
