"""``fairlot schemes``: who carries each house, its voids, funding and double pay."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlot.exits import Exit
from fairlot.options.days import day_if_given
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from datetime import date


@click.command("schemes")
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--scheme",
    "only",
    multiple=True,
    metavar="SCHEME",
    help="Show this scheme whole; may be given several times.",
)
@click.option(
    "--run",
    "run",
    type=click.Path(path_type=Path),
    help="A folder that fairlot run or fairlot allocate --out has written for CASE: "
    "who its plan places is told as living there.",
)
@click.option(
    "--to",
    "until",
    metavar="DATE",
    callback=day_if_given,
    help="The day up to which ledgers go; absent, the price date.",
)
@click.option(
    "--health-share",
    metavar="SHARE",
    type=click.FloatRange(0, 1),
    help="Also fund section 117 and joint lines by this share of health, 0 to 1.",
)
@format_option
def schemes_command(
    *,
    case: Path,
    only: tuple[str, ...],
    run: Path | None,
    until: date | None,
    health_share: float | None,
    output: Format,
) -> int:
    r"""Show who carries each scheme of CASE, and what is paid for it twice.

    The background support of each house shared by commissioned places, by tenants, by
    assessed hours, and equally with a cap at what the same support would cost alone;
    what one tenant more or fewer does; empty places and absences week by week; who
    pays; and what all funders buy beside the rota. What a scheme lacks is said, and
    that part is left out. docs/schemes.md tells the formulas.

    \b
    fairlot schemes my-case
    fairlot schemes my-case --scheme S006 --to 2027-03-31
    fairlot schemes my-case --run my-run --format json
    """
    from fairlot.pages.case_head import case_head
    from fairlot.pages.schemes import overview, page
    from scenarios.case import load_case
    from scenarios.schemes.houses import houses_of
    from scenarios.schemes.scheme_record import houses_record
    from scenarios.schemes.scheme_rows import SCHEME_COLUMNS, scheme_rows
    from scenarios.store import plan_of_run

    loaded = load_case(case)
    outcome = None if run is None else plan_of_run(loaded, run)
    if outcome is not None and not outcome.has_plan:
        note(f"The run has no plan: status {outcome.allocation.status}.")
        return Exit.NO_ANSWER
    share = None if health_share is None else Fraction(str(health_share))
    found = houses_of(
        loaded, outcome=outcome, only=only, until=until, health_share=share
    )
    for text in (*loaded.notes, *found.notes):
        note(text)
    if not found.houses:
        note("There are no schemes in this case.")
    if output != "table":
        answer = {**case_head(loaded), **houses_record(found)}
        show(output, SCHEME_COLUMNS, scheme_rows(found), answer=answer)
    elif only:
        for house in found.houses:
            page(house)
    elif found.houses:
        overview(found)
    return Exit.ANSWERED
