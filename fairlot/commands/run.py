"""``fairlot run``: a case as it is and under its scenarios, compared."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlot.options.search import search_options
from fairlot.output import Format, format_option, note

if TYPE_CHECKING:
    from collections.abc import Callable


@click.command("run")
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--scenario",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A scenario file; may be given several times. Without it, every scenario in "
    "the scenarios folder of CASE is run.",
)
@search_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder to write the answer into; made whole or not at all.",
)
@format_option
def run_command(
    *,
    case: Path,
    files: tuple[Path, ...],
    solver: str,
    time_limit: float | None,
    gap: float,
    out: Path | None,
    output: Format,
) -> int:
    """Share out the referrals of CASE as it is and under each scenario, and compare.

    Every scenario starts from the untouched case. What it changed is kept cell by
    cell, and a bridge tells what each of its changes does by itself; what they do only
    together is the interaction. The exit code is 3 if the case or a scenario has no
    plan.
    """
    from fairlot.pages.run import shown
    from fairlot.study_files import write_run
    from scenarios.case import load_case
    from scenarios.options import Options
    from scenarios.run import run
    from scenarios.scenario import read_scenarios

    started = time.perf_counter()
    loaded = load_case(case)
    scenarios = read_scenarios(loaded, files or None)
    read = time.perf_counter() - started
    options = Options(solver, time_limit, gap)
    study = run(loaded, scenarios, options, progress=_progress())
    if out is not None:
        study = write_run(study, out, {"read": read}, case)
    return shown(study, output, out)


def _progress() -> Callable[[str], None]:
    """Tell progress on a terminal only."""

    def told(text: str) -> None:
        if sys.stderr.isatty():
            note(f"{text} ...")

    return told
