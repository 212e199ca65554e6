"""Scenario files: what is read, and what is told of those that are wrong."""

import pytest

from scenarios.case import load_case
from scenarios.scenario import read_scenarios
from tests.kit.folders import write

CLOSED = """\
scenario = "closed"
title = "P2 closes"
[[change]]
type = "supply"
table = "providers"
where = { provider = "P2" }
set = { status = "closed" }
"""


@pytest.fixture
def case(tmp_path):
    return load_case(write(tmp_path))


def test_a_scenario_is_read(case, tmp_path):
    path = tmp_path / "closed.toml"
    path.write_text(CLOSED)
    (scenario,) = read_scenarios(case, [path])
    assert (scenario.name, scenario.title) == ("closed", "P2 closes")
    assert [one.words for one in scenario.changes] == [
        "providers: status = closed where provider = P2"
    ]
