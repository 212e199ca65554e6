"""A rate beside what council and provider make of its unit."""

from __future__ import annotations

import pytest

from costing.errors import InputError
from scenarios.case import load_case
from scenarios.rates.two_sides import two_sides
from tests.kit.ranges import rate_case

RATES = """\
provider,service,rate_gbp,unit,area,rate_from
P1,one_to_one,18.00,hour,North,
P1,one_to_one,700,week,South,
P1,one_to_one,19.00,hour,North,2027-04-01
P1,two_to_one,36.00,hour,,
P2,one_to_one,18.00,hour,,
"""
COSTS = "provider,input,value\nP1,pay,13\nP1,margin,0.1\n"
CASE = """\
title = "Rates"
price_date = 2026-11-01
model = "model.toml"
[model_inputs]
manager = 240
"""


@pytest.fixture
def case(tmp_path):
    return load_case(rate_case(tmp_path, RATES, costs=COSTS, case=CASE))


def test_the_provider_gives_its_own_over_the_councils(case):
    # Council: (13.20 + 2.40) x 1.2; provider: (14.30 + 2.40) x 1.1.
    found = two_sides(case, "P1").sides
    assert (found.council, found.provider) == (1872, 1837)
    assert [one.name for one in found.inputs] == ["margin", "pay"]


def test_the_rates_of_the_provider_for_the_component_are_beside_it(case):
    found = two_sides(case, "P1")
    assert [(one.row, one.rate, one.area) for one in found.rates] == [
        (2, 1800, "North"),
        (3, 70000, "South"),
        (4, 1900, "North"),
    ]
    assert [one.is_comparable for one in found.rates] == [True, False, True]
    assert [one.note for one in found.rates] == [
        "",
        "the rate is for one week, the model counts one_to_one by the hour",
        "not yet in force on 2026-11-01",
    ]


def test_another_component_has_its_own_rates(case):
    found = two_sides(case, "P1", component="two_to_one")
    assert [one.rate for one in found.rates] == [3600]
    assert found.sides.council == 3744


def test_a_provider_that_has_told_nothing_is_noted(case):
    found = two_sides(case, "P2")
    assert found.sides.gap == 0
    assert found.notes == ("P2 has told nothing of its own costs: both are alike.",)


def test_a_provider_that_is_not_there_is_told(case):
    with pytest.raises(InputError) as caught:
        two_sides(case, "P11")
    assert [str(one) for one in caught.value.findings] == [
        'providers.csv, provider: got "P11", expected a provider of providers.csv.'
    ]
