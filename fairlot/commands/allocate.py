"""``fairlot allocate``: all open referrals of a case, shared out at once."""

from __future__ import annotations

import math
import time
from pathlib import Path

import click

from fairlot.output import Format, format_option


def _finite(
    context: click.Context, parameter: click.Parameter, value: float | None
) -> float | None:
    """Refuse what is no number: a range lets it pass."""
    if value is not None and not math.isfinite(value):
        msg = f"{value} is not a number that can be counted to."
        raise click.BadParameter(msg, context, parameter)
    return value


@click.command("allocate")
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--solver",
    default="highs",
    show_default=True,
    help="A solver that PuLP knows by this name.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    callback=_finite,
    help="Seconds for all aims together; the best plan so far is then told as such. "
    "What --out solves again, for a plan that is proven, comes on top.",
)
@click.option(
    "--gap",
    type=click.FloatRange(min=0),
    callback=_finite,
    default=0.0,
    show_default=True,
    help="Relative gap at which an aim counts as reached; 0 asks for proof.",
)
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
    from fairlot.summary import answered, write_outcome
    from scenarios.case import load_case
    from scenarios.options import Options
    from scenarios.outcome import outcome_of

    started = time.perf_counter()
    loaded = load_case(case)
    read = time.perf_counter() - started
    outcome = outcome_of(loaded, Options(solver, time_limit, gap))
    if out is not None:
        write_outcome(outcome, out, {"read": read})
    return answered(outcome, output, out)
