"""``fairlot uplift``: what a change in law does to each rate of a case."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from costing.engine.pay import Differential
from fairlot.options.days import read_day
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from datetime import date


def _share(
    ctx: click.Context, param: click.Parameter, text: str | None
) -> float | None:
    if text is None:
        return None
    share = _number(text)
    if not abs(share) < 1:
        message = f'got "{text}", expected a share below 1 such as 0.034 for 3.4 %.'
        raise click.BadParameter(message, ctx, param)
    return share


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _part(ctx: click.Context, param: click.Parameter, text: str | None) -> float | None:
    share = None if text is None else _number(text)
    if share is None or 0 <= share <= 1:
        return share
    message = f'got "{text}", expected a share from 0 to 1 such as 0.6.'
    raise click.BadParameter(message, ctx, param)


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
    help="Rise of prices for the council's formula: 0.034 is 3.4 %; else the case's.",
)
@click.option(
    "--pay-share",
    metavar="A",
    callback=_part,
    help="a of the formula, by contract; else the case's, or what the model implies.",
)
@click.option(
    "--wage",
    metavar="NAME",
    default="",
    help="Whose growth counts, such as real_living_wage; else the legal minimum.",
)
@click.option(
    "--differential",
    type=click.Choice([str(one) for one in Differential]),
    default=str(Differential.ERODE),
    show_default=True,
    help="Pay above the minimum: erode, as law lets it, or keep its distance.",
)
@click.option(
    "--by",
    type=click.Choice(["rate", "provider"]),
    default="rate",
    show_default=True,
    help="A row a rate, or the money a year of each provider.",
)
@format_option
def uplift_command(
    *,
    case: Path,
    start: date,
    end: date,
    cpi: float | None,
    pay_share: float | None,
    wage: str,
    differential: str,
    by: str,
    output: Format,
) -> None:
    r"""Show what the change of law between two days does to each rate of CASE.

    Law's minimum: pay rises to the new legal minimum where it is below it, everything
    else that the cost model reads of law is read anew, and the price follows. Beside
    it the council's formula, a x growth of the minimum wage + (1 - a) x CPI, with the
    share of pay a that the model's own lines imply, or the contract's; it needs --cpi.
    Beside it the a with which it would come to law's pounds, and what the provider asks
    for. [uplift] of case.toml declares the formula, and how raised rates are rounded.

    \b
    fairlot uplift my-case --from 2025-11-01 --to 2026-11-01 --cpi 0.034
    fairlot uplift my-case --from 2025-11-01 --to 2026-11-01 --differential keep
    fairlot uplift my-case --from 2025-11-01 --to 2026-11-01 --cpi 0.034 --by provider
    """
    from fairlot.pages.case_head import case_head
    from fairlot.pages.uplift import page
    from scenarios.case import load_case
    from scenarios.rates.rate_rows import (
        PROVIDER_COLUMNS,
        UPLIFT_COLUMNS,
        provider_rows,
        uplift_record,
        uplift_rows,
    )
    from scenarios.rates.uplifts import uplifts

    if end < start:
        message = f"got --from {start} and --to {end}, expected the earlier day first."
        raise click.UsageError(message)
    read = load_case(case)
    kind = Differential(differential)
    found = uplifts(
        read,
        start,
        end,
        cpi=cpi,
        pay_share=pay_share,
        wage=wage,
        differential=kind,
    )
    for text in (*read.notes, *found.notes):
        note(text)
    if found.rows.empty:
        note("There are no rates to uplift.")
    elif found.cpi is None:
        note("No --cpi was given: the council's formula is left empty.")
    if output == "table":
        page(found, by)
        return
    answer = {**case_head(read), **uplift_record(found)}
    if by == "provider":
        show(output, PROVIDER_COLUMNS, provider_rows(found), answer=answer)
        return
    show(output, UPLIFT_COLUMNS, uplift_rows(found), answer=answer)
