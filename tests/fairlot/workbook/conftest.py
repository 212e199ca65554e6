"""A study of the sample with one scenario, and its workbook, made once."""

from dataclasses import replace
from types import MappingProxyType

import pandas as pd
import pytest

from fairlot.workbook.results import results_workbook
from scenarios.outcome import outcome_of
from scenarios.scenario import Scenario
from scenarios.study import Ran, Study

FORMULA = '=HYPERLINK("http://x","y")'
RISKY = (FORMULA, "+1", "-1+1", "@SUM(1)")


@pytest.fixture(scope="session")
def dearer(sample_outcome):
    """The outcome of the sample with every price of an offer up by 3 %."""
    case = sample_outcome.case
    offers = case.tables["offers"].copy()
    pence = (offers["price_gbp_per_week"] * 103).round()
    offers["price_gbp_per_week"] = pence / 100
    tables = MappingProxyType({**case.tables, "offers": offers})
    return outcome_of(replace(case, tables=tables))


@pytest.fixture(scope="session")
def study(sample_outcome, dearer):
    """The sample and one scenario, its steps in part below where they began."""
    more = dearer.allocation.cost_pence - sample_outcome.allocation.cost_pence
    steps = [
        ("1. offers x 1.03", more + 5_000, 0),
        ("2. " + FORMULA, -more - 15_000, -1),
        ("interaction", more + 10_000, 1),
    ]
    bridge = pd.DataFrame(steps, columns=["step", "pence", "placed"])
    ledger = pd.DataFrame(
        [("offers", "referral=R0001", "reason", *RISKY[:2]), (*RISKY, "x")],
        columns=["table", "key", "column", "old", "new"],
    )
    scenario = Scenario("dearer", "Offers up by 3 %", None, (), "dearer.toml", {})
    ran = Ran(scenario, dearer, ledger, bridge)
    return Study(sample_outcome.explained(), (ran,), ("A note of the whole.",))


@pytest.fixture(scope="session")
def content(study):
    """The workbook of the study."""
    return results_workbook(study)
