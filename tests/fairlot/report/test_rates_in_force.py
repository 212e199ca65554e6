"""The report's rates are those in force on the day; the others are told apart."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from fairlot.report.sections.rates import rates
from scenarios.case import load_case
from tests.kit.ranges import rate_case

KEPT = """provider,service,rate_gbp,annual_hours,rate_from
P1,one_to_one,11.00,100,2025-04-06
P1,one_to_one,14.73,100,2026-04-06
P1,one_to_one,60.00,100,2027-04-06
"""


@pytest.fixture(scope="module")
def section(tmp_path_factory):
    case = load_case(rate_case(tmp_path_factory.mktemp("kept"), KEPT))
    market = SimpleNamespace(providers=case.tables["providers"])
    return rates(SimpleNamespace(case=case, market=market))


def test_it_says_how_many_are_left_out(section):
    assert section.says == (
        "3 rates set beside the fair range that the cost model gives for 1 November "
        "2026. 2 of them are not in force that day, and left out here. 1 rate is "
        "outside in all."
    )


def test_no_count_no_sum_and_no_row_holds_them(section):
    told = {row[0]: row[1:] for row in section.states.rows}
    assert told["Below the fair range"] == ("1", "£1.00")
    assert told["Below statutory employment cost"][0] == "0"
    assert told["Above the fair range"][0] == "0"
    assert section.states.total[1] == "1"
    assert [row[2] for row in section.outside.rows] == ["£14.73"]
