"""``fairlot range``: the fair range of one unit, and the sets that a price covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fairlot.options.days import on_option
from fairlot.options.draws import draws_options
from fairlot.options.model import price_option, set_option
from fairlot.output import Format, format_option, show
from fairlot.pages.pay_notes import LOW_PAY, pay_words, told_pay

if TYPE_CHECKING:
    from datetime import date


@click.command("range")
@click.argument("model")
@set_option
@on_option
@click.option(
    "--component",
    metavar="NAME",
    default="",
    help="A component of the model; its price line if absent.",
)
@click.option(
    "--band", metavar="BAND", default="", help="The model's default if absent."
)
@price_option("A price of one unit, to be set beside the range.")
@draws_options(1, "Sets of assumptions to draw.")
@format_option
def range_command(
    *,
    model: str,
    settings: dict[str, float],
    day: date,
    component: str,
    band: str,
    price: float | None,
    draws: int,
    seed: int,
    output: Format,
) -> None:
    r"""Show the fair range of one unit by MODEL, and what sets of assumptions cost.

    MODEL is a shipped cost model (fairlot models lists them) or the path of a document.
    Low, expected and high come from the ends that it declares for each input; what is
    set has no range. All are of one band: the mean of a week has other ends. Sets of
    assumptions are drawn from the same ranges.

    With --price, how that price stands, in words, and the share of assumption sets that
    it covers. The share is of sets that the model allows for, and no forecast.

    \b
    fairlot range supported-living-england --on 2026-11-01 --price 23.50
    fairlot range my-model.toml --component waking_night --set pay=13.10
    fairlot range my-model.toml --draws 100000 --seed 7 --format json
    """
    from costing.law import load_law
    from costing.model import load_model
    from costing.ranges.price_range import price_range
    from fairlot.pages.range import COLUMNS, page, record, rows

    read = load_model(model)
    law = load_law(read.law).on(day) if read.law else None
    found = price_range(
        read,
        law,
        settings,
        component=component,
        band=band,
        price=price,
        draws=draws,
        seed=seed,
    )
    low_pay = told_pay(read, law, settings, day)
    if output == "table":
        page(found, read, day)
        return
    answer = record(found, read, day) | {
        LOW_PAY: low_pay,
        "notes": pay_words(low_pay, read, day),
    }
    show(output, COLUMNS, rows(found), answer=answer)
