"""A file of package lines, written and then priced in a process of its own."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import numpy as np

import fairlot
from scenarios.sample import write_sample

_COMPONENTS = ("one_to_one", "two_to_one", "background", "sleep_in")
_BANDS = ("", "weekday_evening", "sunday")
_AT_ONCE = 10_000


def write(folder: Path, count: int) -> None:
    """Write the sample case and lines of six to a person, fifty providers."""
    write_sample(folder / "case")
    draw = np.random.default_rng(3)
    with (folder / "lines.csv").open("w", encoding="utf-8") as file:
        file.write("referral,provider,component,band,quantity,shared_by\n")
        for start in range(0, count, _AT_ONCE):
            kinds = draw.integers(0, (4, 3, 160, 5), (_AT_ONCE, 4)).tolist()
            file.writelines(
                f"R{(start + place) // 6},P{place % 50 + 1:03d},{_COMPONENTS[kind]},"
                f"{_BANDS[band]},{quarters / 4},{sharing + 1}\n"
                for place, (kind, band, quarters, sharing) in enumerate(kinds)
            )


def price(folder: Path, count: int) -> None:
    """Price the file as ``fairlot lines`` does, and print the peak in megabytes."""
    totals = fairlot.price_lines(fairlot.load(folder / "case"), folder / "lines.csv")
    assert totals["lines"].sum() == count
    sys.stdout.write(f"{_peak_megabytes():.0f}\n")


def _peak_megabytes() -> float:
    """Give the most memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():
        # What resource tells on Linux holds that of whoever started the process.
        rows = dict(row.split(":", 1) for row in status.read_text().splitlines())
        return int(rows["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


if __name__ == "__main__":
    {"write": write, "price": price}[sys.argv[3]](Path(sys.argv[1]), int(sys.argv[2]))
