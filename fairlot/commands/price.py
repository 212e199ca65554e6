"""``fairlot price``: every package of a case, line by line."""

from __future__ import annotations

from pathlib import Path

import click

from fairlot.output import Format, format_option, note, show


@click.command("price")
@click.argument("case", type=click.Path(path_type=Path))
@format_option
def price_command(case: Path, output: Format) -> None:
    """Price every package of CASE for each provider that may be asked.

    A package is priced by the case's cost model with the inputs of the case and of
    the provider. A price that a provider has offered stays in the offers; this shows
    what the model makes of the same package. A person without any offer is priced at
    the case's own inputs, provider empty.
    """
    from fairlot.packages import COLUMNS, packages, spoken
    from scenarios.answer import PRICE_COLUMNS, price_rows
    from scenarios.case import load_case
    from scenarios.market.forecasts import law_notes, law_of
    from scenarios.market.prices import price

    loaded = load_case(case)
    prices = price(loaded)
    day = loaded.settings.price_date.isoformat()
    notes = law_notes(prices, loaded.settings.price_date)
    if output == "table":
        click.echo(f"{loaded.settings.title}: packages by {prices.model.name}, {day}")
        show("table", COLUMNS, spoken(prices), numbers=COLUMNS[3:])
    else:
        law = law_of(prices, loaded.settings.price_date)
        told = [package.record() for package in packages(prices, law)]
        answer = {
            "model": prices.model.name,
            "on": day,
            "packages": told,
            "notes": notes,
        }
        show(output, PRICE_COLUMNS, price_rows(prices.lines, law), answer=answer)
    if prices.lines.empty:
        note("There are no packages to price.")
    for one in notes:
        note(one)
