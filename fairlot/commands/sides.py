"""``fairlot sides``: one unit as council and provider cost it, the gap by line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlot.options.days import day_if_given
from fairlot.options.model import set_option, settings_option
from fairlot.output import Format, format_option, note, show
from fairlot.pages.pay_notes import LOW_PAY, pay_words, told_pay

if TYPE_CHECKING:
    from datetime import date

    from costing.sides import Sides
    from scenarios.rates.two_sides import Rate


@click.command("sides")
@click.argument("subject", metavar="CASE|MODEL")
@click.argument("provider", required=False, default="")
@set_option
@settings_option(
    "--provider-set",
    "provider_settings",
    "What the provider gives instead, for MODEL; may be given several times.",
)
@click.option(
    "--returned",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The provider's workbook of MODEL, from fairlot hour --xlsx.",
)
@click.option(
    "--on",
    "day",
    metavar="DATE",
    callback=day_if_given,
    help="The day whose law counts, for MODEL; the workbook's, or today, if absent.",
)
@click.option("--component", metavar="NAME", default="", help="Such as sleep_in.")
@click.option("--band", metavar="BAND", default="", help="The default band if absent.")
@format_option
def sides_command(
    *,
    subject: str,
    provider: str,
    settings: dict[str, float],
    provider_settings: dict[str, float],
    returned: Path | None,
    day: date | None,
    component: str,
    band: str,
    output: Format,
) -> None:
    r"""Show one unit as council and provider cost it, and the gap line by line.

    With CASE and PROVIDER, the council's side is the case's own inputs, the provider's
    what it tells in provider_costs.csv over them; beside it stand its rates. With
    MODEL, both sides are given: --set is the council's, --provider-set or a returned
    workbook the provider's. The widest gap comes first, and all lines add up to it.

    \b
    fairlot sides my-case P001
    fairlot sides my-case P001 --component sleep_in --format csv
    fairlot sides supported-living-england --provider-set support_worker_pay=13.60
    fairlot sides supported-living-england --returned hour.xlsx
    """
    if provider:
        if settings or provider_settings or returned or day:
            message = (
                "with a case, its files say what both sides give, and the day; leave "
                "--set, --provider-set, --returned and --on."
            )
            raise click.UsageError(message)
        _of_case(Path(subject), provider, component, band, output)
        return
    if not provider_settings and returned is None:
        message = (
            "name the provider of a case, or give --provider-set or --returned for a "
            "model."
        )
        raise click.UsageError(message)
    if provider_settings and returned is not None:
        message = "--provider-set and --returned are both the provider's: give one."
        raise click.UsageError(message)
    found, on, notes = _of_model(
        subject,
        settings,
        provider_settings,
        returned,
        day=day,
        component=component,
        band=band,
    )
    _shown(found, on, notes=notes, output=output)


def _of_case(
    folder: Path, provider: str, component: str, band: str, output: Format
) -> None:
    from scenarios.case import load_case
    from scenarios.rates.two_sides import two_sides

    case = load_case(folder)
    found = two_sides(case, provider, component=component, band=band)
    for text in (*case.notes, *found.notes):
        note(text)
    _shown(
        found.sides,
        case.settings.price_date,
        provider=provider,
        rates=found.rates,
        notes=(*case.notes, *found.notes),
        output=output,
    )


def _of_model(
    name: str,
    settings: dict[str, float],
    provider_settings: dict[str, float],
    returned: Path | None,
    *,
    day: date | None,
    component: str,
    band: str,
) -> tuple[Sides, date, tuple[str, ...]]:
    from costing.forms.returned import returned_inputs
    from costing.law import load_law
    from costing.model import load_model
    from costing.sides import sides
    from fairlot.options.days import today

    model = load_model(name)
    theirs = {**settings, **provider_settings}
    notes: tuple[str, ...] = ()
    if returned is not None:
        back = returned_inputs(returned, model)
        notes = tuple(map(str, back.findings))
        for text in notes:
            note(text)
        if day and back.on and day != back.on:
            message = (
                f"the workbook is worked out with the law of {back.on}; leave --on."
            )
            raise click.UsageError(message)
        day = day or back.on
        changed = {one.name for one in back.changes}
        # What follows the document's defaults on both sides is nobody's own input.
        theirs = {name: back.inputs[name] for name in sorted(changed | set(settings))}
    day = day or today()
    law = load_law(model.law).on(day) if model.law else None
    found = sides(model, law, settings, theirs, component=component, band=band)
    return found, day, notes


def _shown(
    found: Sides,
    day: date,
    *,
    provider: str = "",
    rates: tuple[Rate, ...] = (),
    notes: tuple[str, ...] = (),
    output: Format,
) -> None:
    from fairlot.pages.sides import COLUMNS, page, sides_record, sides_rows

    model, law = found.unit.model, found.unit.law
    low_pay = {
        side: told_pay(model, law, given, day, f"the {side}'s")
        for side, given in (("council", found.unit.given), ("provider", found.given))
    }
    if output == "table":
        names = ("council", provider or "provider")
        click.echo(page(found, day, names, rates), nl=False)
        return
    answer = sides_record(found, day, provider, rates) | {
        LOW_PAY: low_pay,
        "notes": [
            *notes,
            *(
                text
                for side, records in low_pay.items()
                for text in pay_words(records, model, day, f"the {side}'s")
            ),
        ],
    }
    show(output, COLUMNS, sides_rows(found, rates), answer=answer)
