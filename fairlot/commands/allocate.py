"""``fairlot allocate``: all open referrals of a case, shared out at once."""

from __future__ import annotations

import time
from pathlib import Path

import click

from fairlot.options.search import search_options
from fairlot.output import Format, format_option


@click.command("allocate")
@click.argument("case", type=click.Path(path_type=Path))
@search_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder to write the answer into; made whole or not at all.",
)
@format_option
def allocate_command(
    *,
    case: Path,
    solver: str,
    time_limit: float | None,
    gap: float,
    out: Path | None,
    output: Format,
) -> int:
    """Share out all open referrals of CASE at once, and prove how good the plan is.

    The aims of the case are pursued in their order. The plan is checked again from
    the tables by code that shares nothing with the solver before it is shown. It
    ranks and explains: a named person decides.
    """
    from fairlot.pages.summary import answered
    from fairlot.study_files import write_allocation
    from scenarios.case import load_case
    from scenarios.options import Options
    from scenarios.outcome import outcome_of
    from scenarios.study import Study

    started = time.perf_counter()
    loaded = load_case(case)
    read = time.perf_counter() - started
    study = Study(outcome_of(loaded, Options(solver, time_limit, gap)))
    if out is not None:
        study = write_allocation(study, out, {"read": read}, case)
    return answered(study.baseline, output, out)
