"""``fairlot rates``: every rate of a case beside its fair range."""

from __future__ import annotations

from pathlib import Path

import click

from fairlot.output import Format, format_option, note, show


@click.command("rates")
@click.argument("case", type=click.Path(path_type=Path))
@format_option
def rates_command(case: Path, output: Format) -> None:
    r"""Set every rate of CASE beside its fair range and statutory employment cost.

    The range is that of the case's cost model on its price date, from the ends that the
    model declares for each input; what a provider has told of its own costs has no
    range. Gaps are the rate less the cost: below 0, the rate is lower.

    The table shows the states and then the rates farthest outside their range;
    --format csv and json have every rate.

    \b
    fairlot rates my-case
    fairlot rates my-case --format csv > rates.csv
    """
    from fairlot.rates_page import page
    from scenarios.case import load_case
    from scenarios.rates.rate_rows import RATE_COLUMNS, rate_record, rate_rows
    from scenarios.rates.rates import rate_check

    read = load_case(case)
    check = rate_check(read)
    for text in (*read.notes, *check.notes):
        note(text)
    if check.rows.empty:
        note("There are no rates to compare.")
    if output == "table":
        page(check)
        return
    answer = rate_record(check)
    show(output, RATE_COLUMNS, rate_rows(check), answer=answer)
