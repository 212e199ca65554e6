"""Whole commands, timed from the command line with all that Python takes to start."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from fairlot.bench import Clock

_FAIRLOT = (sys.executable, "-c", "from fairlot.cli import main; main()")


def time_commands(clock: Clock, case: Path, rounds: int) -> None:
    """Time ``allocate``, ``run`` and ``explain --run`` of a case, in turns.

    Parameters
    ----------
    clock : Clock
        Told of the phases ``allocate_command``, ``run_command``, ``explain_command``,
        and ``five_allocates``, which is five times the first.
    case : Path
    rounds : int
    """
    answer = case.parent / "answer"
    referral = _first(case / "referrals.csv")
    _called("allocate", str(case), "--out", str(answer))
    explain = ("explain", str(case), referral, "--run", str(answer))
    for _ in range(rounds):
        clock.timed("allocate_command", _called, "allocate", str(case))
        clock.timed("run_command", _called, "run", str(case))
        clock.timed("explain_command", _called, *explain)
    five = [5 * seconds for seconds in clock.rounds["allocate_command"]]
    clock.rounds["five_allocates"] = five


def _called(*arguments: str) -> None:
    # The arguments are fixed here, and a folder that this run has made.
    subprocess.run([*_FAIRLOT, *arguments], check=True, capture_output=True)


def _first(table: Path) -> str:
    header, row, *_ = table.read_text(encoding="utf-8").splitlines()
    return row.split(",")[header.split(",").index("referral")]
