"""``fairlot demo``: the sample case, written and run whole."""

from __future__ import annotations

import time
from pathlib import Path

import click

from fairlot.output import Format, format_option


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("fairlot-demo"),
    show_default=True,
    help="Folder to write the sample case and its answer into.",
)
@format_option
def demo_command(out: Path, output: Format) -> int:
    """Write the sample case into OUT/case and run all of it into OUT.

    The council, its people, providers and prices are invented from a seed; nothing in
    it is about anybody. Run twice, it writes the same bytes, timing.json apart.
    """
    from fairlot.pages.run import shown
    from fairlot.study_files import fill_run
    from scenarios.case import load_case
    from scenarios.disk.files import folder_aside
    from scenarios.run import run
    from scenarios.sample import write_sample

    with folder_aside(out) as folder:
        started = time.perf_counter()
        write_sample(folder / "case")
        written = time.perf_counter()
        case = load_case(folder / "case")
        seconds = {
            "sample": written - started,
            "read": time.perf_counter() - written,
        }
        study = fill_run(run(case), folder, seconds)
    return shown(study, output, out)
