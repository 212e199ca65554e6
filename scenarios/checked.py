"""A case checked with its scenarios: all that is wrong with any file, at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from costing.errors import CareError, Finding, InputError
from scenarios.apply import applied
from scenarios.case import load_case
from scenarios.inputs.folder import SCENARIOS_FOLDER, scenario_files
from scenarios.outcome import examine
from scenarios.scenario import scenarios_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from scenarios.case import Case
    from scenarios.scenario import Scenario


def checked(path: str | Path) -> tuple[Case, tuple[tuple[Scenario, pd.DataFrame], ...]]:
    """Read a case and its scenarios, and hold each against the other.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    case : Case
    scenarios : tuple of (Scenario, DataFrame)
        Each with its ledger.

    Raises
    ------
    CareError
        With every finding of the case and of its scenario files; what a scenario makes
        of the case is only looked at where the case is sound.
    """
    try:
        case = load_case(path)
        examine(case)
    except InputError as error:
        _, faults = scenarios_of(_texts(Path(path)))
        raise InputError([*error.findings, *faults]) from None
    scenarios, faults = scenarios_of(case.scenarios)
    findings = list(faults)
    wrong = {one.file for one in faults}
    made = []
    for scenario in scenarios:
        files = {f"{SCENARIOS_FOLDER}/{name}" for name in scenario.documents}
        if files & wrong:
            continue
        try:
            changed, ledger = applied(case, scenario)
        except InputError as error:
            findings += error.findings
            continue
        findings += _examined(changed, scenario)
        made.append((scenario, ledger))
    if findings:
        raise InputError(findings)
    return case, tuple(made)


def _texts(path: Path) -> Mapping[str, str]:
    """Read the scenario files beside a case that cannot be read itself."""
    texts, _ = scenario_files(path if path.is_dir() else path.parent)
    return texts


def _examined(case: Case, scenario: Scenario) -> Iterator[Finding]:
    """Find what makes any plan of a changed case impossible, or its prices."""
    try:
        examine(case)
    except InputError as error:
        for one in error.findings:
            where = ", ".join(filter(None, (one.file, one.column)))
            yield replace(one, file=scenario.shown, row=0, column=where)
    except CareError as error:
        yield Finding(scenario.shown, 0, "", str(error).rstrip("."))
