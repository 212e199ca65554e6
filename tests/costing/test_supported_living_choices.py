"""The lines of supported living that are a contract's own choice, and the inventory."""

from __future__ import annotations

from datetime import date

import pytest

from costing.engine.evaluation import evaluate
from costing.law import load_law
from costing.model import load_model

MODEL = load_model("supported-living-england")
LAW = load_law("england").on(date(2026, 11, 1))


def lines(**inputs: float) -> dict[str, float]:
    answer = evaluate(MODEL, LAW, inputs)
    place = answer.bands.index(MODEL.default_band)
    return {name: float(value[0, place]) for name, value in answer.value.items()}


# Every line that the inventory of the field names in its sections 3.2 to 3.7, as far as
# it is a cost of the hour or the night; sharing, funding and charges are no cost lines.
INVENTORY = {
    "sleep-in: flat and woken hours": "sleep_in_pay",
    "sleep-in: policy rate": "sleep_in_policy",
    "sleep-in: legal floor": "statutory_sleep_in",
    "sleep-in: conversion rule": "sleep_in_conversion",
    "waking night": "waking_night_pay",
    "hand-over overlap": "handover_time",
    "pay by role mix": "contact_pay",
    "enhancements by band": "unsocial_pay",
    "bank holidays as they fall": "bank_holiday_pay",
    "overtime": "overtime_pay",
    "employer NI on the mix of contracts": "employer_ni",
    "Employment Allowance": "employment_allowance",
    "pension, legal minimum": "pension",
    "pension by contract": "contractual_pension",
    "holiday": "holiday_pay",
    "more than 5.6 weeks": "contractual_leave",
    "sickness, SSP": "statutory_sick_pay",
    "sickness, full pay": "occupational_sick_pay",
    "training time": "training_time",
    "course fees": "training_cost",
    "induction by turnover": "induction_time",
    "supervision and meetings": "supervision_time",
    "records": "records_time",
    "utilisation": "unused_time",
    "apprenticeship levy": "apprenticeship_levy",
    "maternity": "parental_pay",
    "notice and suspension": "notice_and_suspension",
    "recruitment from turnover": "recruitment",
    "agency premium": "agency",
    "supervision span": "team_leader",
    "service manager": "service_manager",
    "on-call": "on_call",
    "overhead and central recharge": "central_recharge",
    "surplus": "surplus",
    "regulator's fee": "cqc_fees",
    "insurance": "insurance",
    "IT and rota software": "it_and_phones",
    "office": "local_office",
    "property for staff": "staff_property",
    "professional fees": "professional_fees",
    "TUPE: protected pay": "protected_pay",
    "TUPE: pension rate": "protected_pension",
    "TUPE: accrued liabilities": "transfer_liabilities",
    "mobilisation": "mobilisation",
    "travel between schemes": "travel_time",
    "mileage between schemes": "mileage",
    "mileage with the person": "transport",
}


def test_it_has_every_line_of_the_inventory() -> None:
    assert sorted(set(INVENTORY.values()) - set(MODEL.lines)) == []


def test_the_legal_floor_of_a_sleep_in_is_the_time_awake_and_no_policy_moves_it() -> (
    None
):
    # 12.71 x 0.5 x 52 / 46.4 = 7.1220; on-costs 15 % + 3 % x 0.92 + 0.3125 % of it
    assert lines()["statutory_sleep_in"] == 8.41
    policy = lines(sleep_in_policy_rate=13.0, sleep_in_flat=90.0)
    assert policy["statutory_sleep_in"] == 8.41
    assert policy["sleep_in"] > lines()["sleep_in"]
    assert MODEL.components["sleep_in"].floor == "statutory_sleep_in"


def test_a_policy_rate_below_what_is_paid_anyway_adds_nothing() -> None:
    # 55 + 6.54 = 61.54 for nine hours is 6.84 an hour.
    assert lines(sleep_in_policy_rate=6.83)["sleep_in"] == 96.70
    assert lines(sleep_in_policy_rate=6.84)["sleep_in_policy"] > 0


def test_a_sleep_in_woken_more_often_than_the_rule_costs_a_waking_night() -> None:
    at, above = (
        lines(wakings_per_week=times, most_wakings_per_week=4.0) for times in (4, 4.1)
    )
    assert (at["sleep_in"], at["statutory_sleep_in"]) == (96.70, 8.41)
    assert above["sleep_in"] == above["waking_night"] == 175.95
    assert above["statutory_sleep_in"] == above["statutory_waking_night"] == 145.57


def test_an_agency_rate_that_is_told_stands_in_place_of_the_premium() -> None:
    # 27 less an own hour with on-costs of 17.9706, on 4 % of hours.
    assert lines()["loaded_rate"] == pytest.approx(17.9706, abs=6e-5)
    told = lines(agency_rate=27.0, agency_premium=0.0)
    assert told["agency"] == pytest.approx(0.04 * (27 - 17.9706), abs=1e-5)


def test_contractual_pension_is_worked_out_for_each_contract() -> None:
    # 3 % of all pay: 35 h get 2.2136 % by law, 22 h 1.7490 %, 10 h nothing.
    # 0.7 x 0.7864 + 0.22 x 1.2510 + 0.08 x 3 = 1.06570 %, of those who do not opt out
    values = lines(contractual_pension_rate=0.03)
    share = values["contractual_pension"] / values["gross_pay"]
    assert share == pytest.approx(0.92 * 0.0106570, abs=1e-6)
    # A rate between those two still lifts the short contracts alone.
    assert lines(contractual_pension_rate=0.02)["contractual_pension"] > 0


def test_leave_beyond_the_minimum_takes_hours_and_leaves_the_legal_floor() -> None:
    # Six weeks: 6 / 46 of worked pay; 37.5 x 46 = 1,725 hours.
    values = lines(extra_leave_weeks=0.4)
    assert values["leave_share"] == pytest.approx(6 / 46)
    assert values["worked_hours"] == pytest.approx(1725)
    assert values["statutory_employment_cost"] == 17.06


def test_idle_records_and_hand_over_time_is_working_time_in_the_legal_floor() -> None:
    for told in (
        {"utilisation": 0.95},
        {"records_minutes": 2.0},
        {"handover_minutes": 15.0},
    ):
        assert lines(**told)["statutory_employment_cost"] > 17.06


@pytest.mark.parametrize(
    ("of_price", "price"),
    [((1, 1), 23.98), ((1, 0), 23.94), ((0, 1), 23.79), ((0, 0), 23.75)],
)
def test_central_costs_and_surplus_are_shares_of_price_or_of_cost(
    of_price: tuple[int, int], price: float
) -> None:
    # Cost 20.9158: / 0.89; x 1.04 / (1 - 0.07 x 1.04); x 1.07 / 0.96; x 1.07 x 1.04;
    # each / 0.98.
    central, surplus = of_price
    values = lines(central_of_price=central, surplus_of_price=surplus)
    assert values["price"] == price
    shares = values["central_recharge"] + values["surplus"]
    cost = values["direct_cost"] + values["service_cost"]
    assert shares == pytest.approx(values["price_before_unbilled"] - cost)


def test_the_employment_allowance_takes_off_no_more_than_is_due() -> None:
    # 10,500 a year is more than a pay bill of 50,000 owes: the allowance is all of it.
    small = lines(claims_employment_allowance=1.0, pay_bill=50_000.0)
    assert small["employment_allowance"] == -small["employer_ni"] < 0
    large = lines(claims_employment_allowance=1.0, pay_bill=8_000_000.0)
    part = large["gross_pay"] * 10_500 / 8_000_000
    assert large["employment_allowance"] == pytest.approx(-part, abs=1e-5)


def test_an_employer_that_owes_no_insurance_is_not_held_to_a_floor_with_it() -> None:
    # 10,500 of 80,000 is more than the 10.2 % that is due on the minimum wage.
    without = lines()
    floor = lines(claims_employment_allowance=1.0, pay_bill=80_000.0)
    assert floor["statutory_allowance"] == -floor["statutory_ni"] < 0
    pay = floor["statutory_pay"] + floor["statutory_pension"]
    assert floor["statutory_employment_cost"] == pytest.approx(pay, abs=0.005)
    assert floor["statutory_waking_night"] < without["statutory_waking_night"]
    assert floor["statutory_employment_cost"] < floor["direct_cost"]


@pytest.mark.parametrize("part", [0.25, 0.5, 0.8])
def test_between_price_and_cost_central_costs_and_surplus_still_add_up(
    part: float,
) -> None:
    # Part of each is a share of the price, the rest of cost; nothing is lost between.
    values = lines(central_of_price=part, surplus_of_price=1 - part)
    shares = values["central_recharge"] + values["surplus"]
    cost = values["direct_cost"] + values["service_cost"]
    assert shares == pytest.approx(values["price_before_unbilled"] - cost)
    assert 23.75 < values["price"] < 23.98
