"""The phases of a run, timed apart: of a user's own case, or of the benchmarks."""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
import time
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, TypeVar

from allocation.aims import aims_of
from allocation.draft import drafted, passed
from allocation.pulp_door import PulpDoor, solver_named
from allocation.pursuit import Deadline, pursue
from costing.errors import Finding, InputError, quoted
from fairlot.report.report import render
from scenarios.case import load_case
from scenarios.market.market import market_of
from scenarios.options import Options
from scenarios.outcome import priced, told
from scenarios.provenance import PACKAGES
from scenarios.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from allocation.allocation import Allocation
    from allocation.draft import Draft
    from allocation.market import Market
    from scenarios.outcome import Outcome

PHASES: Final = (
    "read",
    "price",
    "market",
    "build",
    "solve",
    "audit",
    "explain",
    "report",
)
"""In the order in which they run. What a plan needs no prices for is not priced."""

_NOISE: Final = 1e-6
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds of each phase, a figure a round."""

    rounds: dict[str, list[float]] = field(default_factory=dict)

    def timed(self, phase: str, call: Callable[..., _Answer], *given: Any) -> _Answer:
        """Make a call and note how long it took."""
        started = time.perf_counter()
        answer = call(*given)
        self.rounds.setdefault(phase, []).append(time.perf_counter() - started)
        return answer

    def median(self, phase: str) -> float:
        """Give the median of a phase."""
        return statistics.median(self.rounds[phase])

    def ratio(self, phase: str, other: str) -> float:
        """Give the median of the ratios of two phases, round by round."""
        pairs = zip(self.rounds[phase], self.rounds[other], strict=True)
        return statistics.median(one / two for one, two in pairs)


def timed_run(clock: Clock, case: Path) -> Outcome:
    """Run a case once, each phase timed apart.

    Parameters
    ----------
    clock : Clock
        Notes a figure more for each of :data:`PHASES`.
    case : Path

    Returns
    -------
    Outcome
        With its explanations; the same as that of ``allocate``.
    """
    loaded = clock.timed("read", load_case, case)
    prices, _ = clock.timed("price", priced, loaded)
    market = clock.timed("market", market_of, loaded, prices)
    draft, door = clock.timed("build", _posed, market)
    aims = aims_of(market, draft.worth, draft.problem.columns)
    search = partial(pursue, solver=door.solver_alone)
    deadline = Deadline.after(None)
    pursuit = clock.timed("solve", search, draft.problem, aims, door, deadline)
    laid_out = draft.laid_out(pursuit, door.solver)
    allocation = clock.timed("audit", _audited, market, laid_out)
    outcome = told(loaded, market, prices, allocation, Options())
    explained = clock.timed("explain", outcome.explained)
    clock.timed("report", render, Study(explained))
    return explained


def _posed(market: Market) -> tuple[Draft, PulpDoor]:
    draft = drafted(market)
    return draft, PulpDoor(draft.problem, solver=solver_named(Options().solver))


def _audited(market: Market, laid_out: Allocation) -> Allocation:
    return passed(market, laid_out) if laid_out.has_plan else laid_out


def bench(
    case: Path, repeat: int, progress: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Time the phases of a case.

    Parameters
    ----------
    case : Path
    repeat : int
        Rounds, at least 1.
    progress : callable, optional
        Told in words which round it is.

    Returns
    -------
    dict
        Ready for JSON: case, repeat, machine, answer, seconds by phase.
    """
    clock = Clock()
    outcome: Outcome | None = None
    for number in range(repeat):
        progress(f"Round {number + 1} of {repeat}")
        outcome = timed_run(clock, case)
    if outcome is None:
        msg = "a bench has at least one round"
        raise ValueError(msg)
    return {
        "case": outcome.case.name,
        "repeat": repeat,
        "machine": machine(),
        "answer": _answer(outcome),
        "seconds": {
            phase: {
                "median": round(clock.median(phase), 6),
                "least": round(min(clock.rounds[phase]), 6),
                "most": round(max(clock.rounds[phase]), 6),
            }
            for phase in PHASES
        },
    }


def machine() -> dict[str, object]:
    """Say what times were taken with: versions and cores, and nobody's name."""
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "versions": {name: version(name) for name in ("fairlot", *PACKAGES)},
    }


def _answer(outcome: Outcome) -> dict[str, Any]:
    allocation = outcome.allocation
    return {
        "fingerprint": outcome.case.fingerprint,
        "status": str(allocation.status),
        "aims": {aim.name: aim.value for aim in allocation.aims},
    }


def read_bench(file: Path) -> dict[str, Any]:
    """Read what an earlier bench has written.

    Raises
    ------
    InputError
        If it is no such file.
    """
    try:
        record = json.loads(file.read_bytes().decode("utf-8-sig"))
        seconds = {
            str(phase): float(times["median"])
            for phase, times in record["seconds"].items()
        }
        sums = [float(value) for value in record["answer"]["aims"].values()]
        if not all(map(math.isfinite, (*seconds.values(), *sums))):
            raise ValueError
        _ = record["answer"]["fingerprint"], record["answer"]["status"]
    except OSError as error:
        got = error.strerror or str(error)
    except (ValueError, KeyError, TypeError, AttributeError):
        got = "something else"
    else:
        return dict(record)
    expected = "a file that fairlot bench wrote with --out"
    raise InputError([Finding(str(file), 0, "", got, expected)])


def ratios(new: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, float | None]:
    """Give each phase's median by that of an earlier bench; None where it has none."""
    before = {phase: times["median"] for phase, times in old["seconds"].items()}
    return {
        phase: times["median"] / before[phase] if before.get(phase) else None
        for phase, times in new["seconds"].items()
    }


def answer_changes(new: Mapping[str, Any], old: Mapping[str, Any]) -> list[str]:
    """Say what of the answer is another than in an earlier bench; times do not count.

    The case may be another file that says the same: only status and aims count.
    """
    now, was = new["answer"], old["answer"]
    told_of = []
    if now["status"] != was["status"]:
        told_of.append(f"status: {was['status']} -> {now['status']}")
    for name in dict.fromkeys((*was["aims"], *now["aims"])):
        sides = was["aims"].get(name), now["aims"].get(name)
        if None in sides or abs(sides[0] - sides[1]) > _NOISE:
            words = ["nothing" if one is None else f"{one:g}" for one in sides]
            told_of.append(f"aim {quoted(name)}: {words[0]} -> {words[1]}")
    return told_of
