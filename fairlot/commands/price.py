"""``fairlot price``: every package of a case, line by line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlot.hour_books import xlsx_option
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from scenarios.case import Case


@click.command("price")
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--open",
    "referral",
    metavar="REFERRAL",
    help="Open this person's package, down to formulas, inputs and law.",
)
@click.option(
    "--provider",
    metavar="PROVIDER",
    help="The provider whose price --open opens; the case's own inputs if absent.",
)
@xlsx_option
@format_option
def price_command(
    case: Path,
    referral: str | None,
    provider: str | None,
    book: Path | None,
    output: Format,
) -> None:
    r"""Price every package of CASE for each provider that may be asked.

    A package is priced by the case's cost model with the inputs of the case and of
    the provider. A price that a provider has offered stays in the offers; this shows
    what the model makes of the same package. A person without any offer is priced at
    the case's own inputs, provider empty.

    With --open, one package from its weekly total down: each line, each unit price,
    each formula with the values put in, each input with who gave it, and law. Whoever
    has it can work every penny out again.

    With --xlsx, a workbook as well, every line a live formula over the cost model's own
    sheets at the inputs of the case.

    \b
    fairlot price my-case
    fairlot price my-case --open R0001 --provider P082
    fairlot price my-case --xlsx packages.xlsx
    """
    if provider is not None and referral is None:
        message = "--provider goes with --open."
        raise click.UsageError(message)
    if book is not None and referral is not None:
        message = "--xlsx writes every package; leave out --open."
        raise click.UsageError(message)
    from fairlot.pages.packages import COLUMNS, packages, spoken
    from scenarios.answer import PRICE_COLUMNS, price_rows
    from scenarios.case import load_case
    from scenarios.market.forecasts import law_notes, law_of
    from scenarios.market.prices import price

    loaded = load_case(case)
    if referral is not None:
        _open(loaded, referral, provider, output)
        return
    prices = price(loaded)
    if book is not None:
        from fairlot.workbook.price_book import price_workbook
        from scenarios.disk.files import write_whole

        write_whole(book, price_workbook(loaded, prices))
        note(f"Wrote {book}.")
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
            "currency": prices.model.currency,
            "packages": told,
            "notes": notes,
        }
        show(output, PRICE_COLUMNS, price_rows(prices.lines, law), answer=answer)
    if prices.lines.empty:
        note("There are no packages to price.")
    for one in notes:
        note(one)


def _open(case: Case, referral: str, provider: str | None, output: Format) -> None:
    """Show one package with all that it rests on."""
    from fairlot.opened_record import COLUMNS, record, rows
    from fairlot.pages.opened import opened_page
    from scenarios.market.forecasts import notes_on
    from scenarios.market.opened import opened
    from scenarios.market.prices import case_law

    with case.told():
        found = opened(case, referral, provider)
    notes = []
    if provider is None and not found.provider and found.others:
        notes.append(
            f"At the case's own inputs. --provider opens the price of one of "
            f"{len(found.others)} providers that {referral} is priced for."
        )
    law = case_law(case, found.model)
    if law is not None:
        notes += notes_on(law, found.workings.law_read(), found.day)
    if output == "table":
        click.echo(opened_page(found, shutil.get_terminal_size().columns), nl=False)
    else:
        answer = record(found) | {"notes": notes}
        show(output, COLUMNS, rows(found), answer=answer)
    for one in notes:
        note(one)
