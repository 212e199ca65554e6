"""``fairlot lines``: a file of package lines of any length, priced and added up."""

from __future__ import annotations

from pathlib import Path

import click

from fairlot.output import Format, format_option, note, show


@click.command("lines")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@format_option
def lines_command(case: Path, file: Path, output: Format) -> None:
    r"""Price FILE, package lines of any number, by CASE and add them up.

    FILE is a CSV file with the columns of packages.csv, and provider where a line is
    to be priced at a provider's own inputs. It is read, checked and priced some
    50,000 lines at a time, so that ten million take less than a gigabyte. Shown is
    what each provider, component and funder comes to: a week, one-off lines once.

    \b
    fairlot lines my-case lines.csv
    fairlot lines my-case lines.csv --format csv > sums.csv
    """
    from fairlot.pages.lines import COLUMNS, page, record, rows
    from scenarios.case import load_case
    from scenarios.market.line_file import price_lines

    loaded = load_case(case)
    totals = price_lines(loaded, file)
    if output == "table":
        page(loaded, totals)
    else:
        show(output, COLUMNS, rows(totals), answer=record(loaded, totals))
    if totals.empty:
        note("There are no lines to price.")
