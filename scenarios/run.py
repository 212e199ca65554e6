"""The whole run: the untouched case and its scenarios, one after the other."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from costing.errors import InputError
from costing.memory import Memory
from scenarios.apply import applied
from scenarios.bridge import Bridges
from scenarios.options import Options
from scenarios.outcome import outcome_of
from scenarios.scenario import read_scenarios
from scenarios.study import Ran, Study

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from costing.errors import Finding
    from scenarios.case import Case
    from scenarios.outcome import Outcome
    from scenarios.scenario import Scenario


def run(
    case: Case,
    scenarios: Sequence[Scenario] | None = None,
    options: Options | None = None,
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> Study:
    """Share out the referrals of a case as it is, and under each scenario.

    Parameters
    ----------
    case : Case
    scenarios : sequence of Scenario, optional
        Absent: those of the case.
    options : Options, optional
        How long and how hard each plan is looked for.
    progress : callable, optional
        Told in words what is done next.

    Returns
    -------
    Study

    Raises
    ------
    CareError
        If a scenario cannot be applied, the case or a scenario is not sound, or a plan
        fails its audit. Every scenario is applied before anything is solved.
    """
    options = options or Options()
    started = time.perf_counter()
    scenarios = read_scenarios(case) if scenarios is None else tuple(scenarios)
    memory = Memory()
    changed = _all_applied(case, scenarios, memory)
    seconds = {"apply": time.perf_counter() - started}
    progress("the case as it is")
    baseline = outcome_of(case, options, memory)
    bridges = Bridges(baseline, options, memory)
    ran: list[Ran] = []
    notes: list[str] = []
    for scenario, (of_scenario, ledger) in zip(scenarios, changed, strict=True):
        progress(scenario.name)
        outcome = _of_scenario(scenario, of_scenario, options, memory)
        bridged = time.perf_counter()
        bridge, told = bridges.bridge(scenario, outcome, progress)
        spent = {**outcome.seconds, "bridge": time.perf_counter() - bridged}
        notes += told
        ran.append(Ran(scenario, replace(outcome, seconds=spent), ledger, bridge))
    return Study(baseline, tuple(ran), tuple(notes), seconds)


def _all_applied(
    case: Case, scenarios: Sequence[Scenario], memory: Memory
) -> list[tuple[Case, pd.DataFrame]]:
    """Apply every scenario; where some cannot be, tell the findings of all."""
    changed: list[tuple[Case, pd.DataFrame]] = []
    findings: list[Finding] = []
    for scenario in scenarios:
        try:
            changed.append(applied(case, scenario, memory))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    return changed


def _of_scenario(
    scenario: Scenario, case: Case, options: Options, memory: Memory
) -> Outcome:
    """Run a changed case; its findings say which scenario made it so."""
    try:
        return outcome_of(case, options, memory)
    except InputError as error:
        raise InputError(
            replace(one, file=f"{scenario.shown}, {one.file}") for one in error.findings
        ) from error
