"""``fairlot uplift``: what a change in law does to each rate of a case."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from costing.uplifts.pay import Differential
from fairlot.days import read_day
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from datetime import date


def _share(
    ctx: click.Context, param: click.Parameter, text: str | None
) -> float | None:
    if text is None:
        return None
    try:
        share = float(text)
    except ValueError:
        share = math.nan
    if not abs(share) < 1:
        message = f'got "{text}", expected a share below 1 such as 0.034 for 3.4 %.'
        raise click.BadParameter(message, ctx, param)
    return share


@click.command("uplift")
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "start",
    metavar="DATE",
    required=True,
    callback=read_day,
    help="The day whose law and pay are the start.",
)
@click.option(
    "--to",
    "end",
    metavar="DATE",
    required=True,
    callback=read_day,
    help="The day whose law is the end.",
)
@click.option(
    "--cpi",
    metavar="SHARE",
    callback=_share,
    help="Rise of prices for the council's formula: 0.034 is 3.4 %. No default.",
)
@click.option(
    "--differential",
    type=click.Choice([str(one) for one in Differential]),
    default=str(Differential.ERODE),
    show_default=True,
    help="Pay above the minimum: erode, as law lets it, or keep its distance.",
)
@format_option
def uplift_command(
    *,
    case: Path,
    start: date,
    end: date,
    cpi: float | None,
    differential: str,
    output: Format,
) -> None:
    r"""Show what the change of law between two days does to each rate of CASE.

    Law's minimum: pay rises to the new legal minimum where it is below it, everything
    else that the cost model reads of law is read anew, and the price follows. Beside
    it the council's formula, a x growth of the minimum wage + (1 - a) x CPI, with the
    share of pay a that the model's own lines imply; it needs --cpi. Beside both stands
    what the provider asks for.

    \b
    fairlot uplift my-case --from 2025-11-01 --to 2026-11-01 --cpi 0.034
    fairlot uplift my-case --from 2025-11-01 --to 2026-11-01 --differential keep
    """
    from fairlot.uplift_page import page
    from scenarios.case import load_case
    from scenarios.rates.rate_rows import UPLIFT_COLUMNS, uplift_record, uplift_rows
    from scenarios.rates.uplifts import uplifts

    if end < start:
        message = f"got --from {start} and --to {end}, expected the earlier day first."
        raise click.UsageError(message)
    read = load_case(case)
    kind = Differential(differential)
    found = uplifts(read, start, end, cpi=cpi, differential=kind)
    for text in (*read.notes, *found.notes):
        note(text)
    if found.rows.empty:
        note("There are no rates to uplift.")
    elif cpi is None:
        note("No --cpi was given: the council's formula is left empty.")
    if output == "table":
        page(found)
        return
    show(output, UPLIFT_COLUMNS, uplift_rows(found), answer=uplift_record(found))
