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
    from costing.money import amount
    from fairlot.answer import PRICE_COLUMNS, price_rows
    from scenarios.case import load_case
    from scenarios.prices import price

    loaded = load_case(case)
    prices = price(loaded)
    rows = price_rows(prices.lines)
    weekly = prices.weekly.to_dict("records")
    totals = [
        {
            "referral": row["referral"],
            "provider": row["provider"],
            "price_gbp_per_week": float(amount(row["price_pence"])),
        }
        for row in weekly
    ]
    show(
        output,
        PRICE_COLUMNS,
        rows,
        answer={
            "model": prices.model.name,
            "on": loaded.settings.price_date.isoformat(),
            "packages": totals,
            "lines": [dict(zip(PRICE_COLUMNS, row, strict=True)) for row in rows],
        },
        title=f"{loaded.settings.title}: packages by {prices.model.name}",
        numbers=("quantity", "staff", "shared_by", "unit_price_gbp", "amount_gbp"),
    )
    if output == "table":
        show(
            "table",
            ("referral", "provider", "price_gbp_per_week"),
            [
                [row["referral"], row["provider"], amount(row["price_pence"])]
                for row in weekly
            ],
            title="A week, each the sum of its rounded lines",
            numbers=("price_gbp_per_week",),
        )
    if not rows:
        note("There are no packages to price.")
