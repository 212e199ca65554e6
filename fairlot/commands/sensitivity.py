"""``fairlot sensitivity``: what moves a price, how far, and what a price supports."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from fairlot.options.days import on_option
from fairlot.options.model import price_option, set_option
from fairlot.output import Format, format_option, show
from fairlot.pages.pay_notes import LOW_PAY, pay_words, told_pay

if TYPE_CHECKING:
    from datetime import date


@click.command("sensitivity")
@click.argument("model")
@set_option
@on_option
@click.option(
    "--band", metavar="BAND", default="", help="The model's default if absent."
)
@click.option(
    "--component",
    metavar="NAME",
    default="",
    help="A component such as sleep_in; the price of the model if absent.",
)
@price_option("A price of one unit: what each input would have to be for it.")
@format_option
def sensitivity_command(
    *,
    model: str,
    settings: dict[str, float],
    day: date,
    band: str,
    component: str,
    price: float | None,
    output: Format,
) -> None:
    r"""Show what moves the price of one unit by MODEL, and how far.

    Each input that has a low or a high end is moved to it, all else as it is: the
    widest bar comes first. Beside it what 1 % more of each input does. With --price,
    for each input the value that this price supports: what pay, what central costs,
    what surplus. An input that is set has no range.

    \b
    fairlot sensitivity supported-living-england --on 2026-11-01
    fairlot sensitivity supported-living-england --price 22.50
    fairlot sensitivity my-model.toml --component sleep_in --format json
    """
    from costing.law import load_law
    from costing.model import load_model
    from costing.sensitivity.sensitivity import sensitivity
    from fairlot.pages.sensitivity import page
    from fairlot.sensitivity_rows import COLUMNS, sensitivity_record, sensitivity_rows

    read = load_model(model)
    law = load_law(read.law).on(day) if read.law else None
    found = sensitivity(
        read, law, settings, component=component, band=band, price=price
    )
    low_pay = told_pay(read, law, settings, day)
    if output == "table":
        click.echo(page(found, day, shutil.get_terminal_size().columns), nl=False)
        return
    answer = sensitivity_record(found, day) | {
        LOW_PAY: low_pay,
        "notes": pay_words(low_pay, read, day),
    }
    show(output, COLUMNS, sensitivity_rows(found), answer=answer)
