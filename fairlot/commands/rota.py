"""``fairlot rota``: rotas on real dates, their hours, price and cover."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from fairlot.options.days import day_if_given
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from datetime import date

    from costing.rota.span import Division


@click.command("rota")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--scheme", default="", metavar="SCHEME", help="One scheme only.")
@click.option(
    "--from",
    "first",
    metavar="DATE",
    callback=day_if_given,
    show_default="1 April of the price date's year",
    help="The first day.",
)
@click.option(
    "--to",
    "last",
    metavar="DATE",
    callback=day_if_given,
    show_default="31 March of it",
    help="The last day, included.",
)
@click.option(
    "--crossing",
    type=click.Choice(["minute", "higher", "start"]),
    default="minute",
    show_default=True,
    help="The band of a shift that touches several: each minute its own, the dearest, "
    "or that in which it starts.",
)
@click.option(
    "--nation",
    type=click.Choice(["england-and-wales", "scotland", "northern-ireland"]),
    default="england-and-wales",
    show_default=True,
    help="Whose bank holidays count.",
)
@click.option(
    "--by",
    type=click.Choice(["span", "year", "month", "week", "day"]),
    help="What CSV and JSON add hours up by, the whole span if absent; law that "
    "changes cuts them too.",
)
@click.option("--gaps", is_flag=True, help="Gaps of cover alone, every one.")
@format_option
def rota_command(
    *,
    case: Path,
    scheme: str,
    first: date | None,
    last: date | None,
    crossing: str,
    nation: str,
    by: str | None,
    gaps: bool,
    output: Format,
) -> None:
    r"""Lay the rotas of CASE on real dates: hours by band, their price, and cover.

    Bank holidays, nights on which clocks change and leap days count as they fall, and
    each day is priced by its own law. Staff on shift are held against the timetables
    of the people, where the case has them: background, one-to-one and twice two-to-one
    at each minute.

    \b
    fairlot rota my-case
    fairlot rota my-case --from 2026-12-01 --to 2026-12-31 --crossing higher
    fairlot rota my-case --by month --format csv > months.csv
    fairlot rota my-case --gaps --format csv > gaps.csv
    """
    if gaps and by is not None:
        message = "gaps are of the whole span; leave --by."
        raise click.UsageError(message)
    if by is not None and output == "table":
        message = (
            "the page adds up the whole span; --by goes with --format csv or json."
        )
        raise click.UsageError(message)
    from costing.rota.hours import Crossing
    from fairlot.pages.case_head import case_head
    from fairlot.pages.rota import gaps_page, page
    from scenarios.case import load_case
    from scenarios.rota.rota import rota
    from scenarios.rota.rota_rows import (
        GAP_COLUMNS,
        HOUR_COLUMNS,
        By,
        gap_record,
        gap_rows,
        hour_rows,
        rota_record,
    )

    loaded = load_case(case)
    found = rota(
        loaded,
        first,
        last,
        scheme=scheme,
        crossing=Crossing(crossing),
        division=cast("Division", nation),
    )
    for text in (*loaded.notes, *found.notes):
        note(text)
    if not found.priced:
        note("There are no rotas.")
    pieces = By.SPAN if by is None else By(by)
    if output == "table":
        (gaps_page if gaps else page)(found, loaded.settings.title)
    elif output == "json":
        told = gap_record(found) if gaps else rota_record(found, pieces)
        show("json", (), (), answer={**case_head(loaded), **told})
    elif gaps:
        show("csv", GAP_COLUMNS, gap_rows(found.gaps))
    else:
        show("csv", HOUR_COLUMNS, hour_rows(found, pieces))
