"""``python -m benchmarks``: the phases at 1x and 10x of the sample, and their peer."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import click

from benchmarks import costing
from benchmarks.commands import time_commands
from benchmarks.gates import breaches, read_gates
from benchmarks.phases import measure
from fairlot.bench import PHASES, Clock, machine
from fairlot.output import show
from scenarios.sample import write_sample

SHOWN = (
    *PHASES,
    "read_book",
    "eligibility",
    "score",
    "arrays",
    "hand_over",
    "posing",
    "peer_build",
    "peer_solve",
    "allocate_command",
    "run_command",
    "explain_command",
)
HIDDEN = ("five_allocates",)
RATIOS = {
    "book_ratio": ("read_book", "read"),
    "arrays_ratio": ("arrays", "peer_build"),
    "build_ratio": ("posing", "peer_build"),
    "solve_ratio": ("solve", "peer_solve"),
    "run_ratio": ("run_command", "five_allocates"),
    "explain_ratio": ("explain_command", "allocate_command"),
}


@click.command()
@click.option("--quick", is_flag=True, help="Three rounds of each instead of five.")
@click.option("--out", type=click.Path(path_type=Path), help="JSON file to write.")
def main(*, quick: bool, out: Path | None) -> None:
    """Time the phases of a run, and pricing, their peers beside; keep the gates."""
    results: dict[int, dict[str, float]] = {}
    seconds: dict[int, dict[str, list[float]]] = {}
    for size in (1, 10):
        with tempfile.TemporaryDirectory() as folder:
            case = Path(folder) / "case"
            write_sample(case, factor=size)
            clock, quality = measure(case, 3 if quick else 5)
            if size == 1:
                time_commands(clock, case, 3 if quick else 5)
        results[size] = {**_ratios(clock), **quality}
        seconds[size] = clock.rounds
        _show(f"The sample at {size}x", clock, results[size])
    clock, results[0] = costing.measure(quick=quick)
    seconds[0] = clock.rounds
    _show("What care costs", clock, results[0])
    if out is not None:
        record = {"machine": machine(), "results": results, "seconds": seconds}
        out.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    broken = breaches(read_gates(), results)
    for text in broken:
        click.echo(f"GATE BROKEN: {text}", err=True)
    sys.exit(4 if broken else 0)


def _ratios(clock: Clock) -> dict[str, float]:
    return {
        name: clock.ratio(*phases)
        for name, phases in RATIOS.items()
        if all(phase in clock.rounds for phase in phases)
    }


def _show(title: str, clock: Clock, result: dict[str, float]) -> None:
    rows = [
        [
            phase,
            f"{clock.median(phase):.4f}",
            f"{min(clock.rounds[phase]):.4f}",
            f"{max(clock.rounds[phase]):.4f}",
        ]
        for phase in dict.fromkeys((*SHOWN, *clock.rounds))
        if phase in clock.rounds and phase not in HIDDEN
    ]
    columns = ("phase", "median_s", "least_s", "most_s")
    show("table", columns, rows, title=title, numbers=columns[1:])
    measures = [[name, f"{value:.6g}"] for name, value in result.items()]
    show("table", ("measure", "value"), measures, numbers=("value",))


if __name__ == "__main__":
    main()
