"""The shipped supported living model beside plain arithmetic that knows no engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.expression import Arithmetic, Number
from costing.engine.evaluation import evaluate
from costing.law import load_law
from costing.model import load_model
from tests.kit.supported_living import (
    NOVEMBER_2025,
    NOVEMBER_2026,
    by_hand,
)

if TYPE_CHECKING:
    from costing.model import Model

MODEL = load_model("supported-living-england")
ENGLAND = load_law("england")
DAYS = {date(2026, 11, 1): NOVEMBER_2026, date(2025, 11, 1): NOVEMBER_2025}
PENNIES = {name for name, line in MODEL.lines.items() if line.rounding}

# Inputs that are nothing by default, or that only choose, and what they may be here.
OWN_CHOICES = {
    "support_worker_pay": (12.0, 35.0),
    "weekend_enhancement": (0.0, 0.5),
    "sunday_supplement": (0.0, 0.5),
    "night_enhancement": (0.0, 0.5),
    "overtime_share": (0.0, 0.3),
    "overtime_enhancement": (0.0, 1.0),
    "protected_share": (0.0, 1.0),
    "protected_premium": (0.0, 6.0),
    "protected_pension_extra": (0.0, 0.25),
    "contractual_pension_rate": (0.0, 0.2),
    "travel_share": (0.0, 0.3),
    "records_minutes": (0.0, 10.0),
    "handover_minutes": (0.0, 30.0),
    "shift_hours": (4.0, 24.0),
    "utilisation": (0.8, 1.0),
    "extra_leave_weeks": (0.0, 3.0),
    "notice_share": (0.0, 0.02),
    "agency_rate": (15.0, 40.0),
    "transport_miles": (0.0, 3.0),
    "transport_people": (1.0, 4.0),
    "staff_property_cost": (0.0, 20000.0),
    "professional_fees_cost": (0.0, 9000.0),
    "mobilisation_cost": (0.0, 90000.0),
    "transfer_cost": (0.0, 90000.0),
    "contract_years": (1.0, 8.0),
    "sleep_in_policy_rate": (0.0, 14.0),
    "wakings_per_week": (0.0, 20.0),
    "most_wakings_per_week": (0.0, 20.0),
    "waking_night_supplement": (0.0, 5.0),
}
TOLD = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.floats(*ends) for name, ends in OWN_CHOICES.items()},
        "central_of_price": st.sampled_from([0.0, 1.0]),
        "surplus_of_price": st.sampled_from([0.0, 1.0]),
        "claims_employment_allowance": st.sampled_from([0.0, 1.0]),
    },
)


# Each choice made at once, and the other end of the sleep-in's rule.
ALL_TOLD = {
    **{name: (2 * low + high) / 3 for name, (low, high) in OWN_CHOICES.items()},
    "claims_employment_allowance": 1.0,
    "sleep_in_policy_rate": 9.0,
    "surplus_of_price": 0.0,
    "wakings_per_week": 2.0,
    "most_wakings_per_week": 7.0,
}
SETS = [{}, ALL_TOLD, {**ALL_TOLD, "wakings_per_week": 9.0}]


def engine(
    day: date, band: str, told: dict[str, float], model: Model = MODEL
) -> dict[str, float]:
    answer = evaluate(model, ENGLAND.on(day), told)
    place = answer.bands.index(band)
    return {name: float(value[0, place]) for name, value in answer.value.items()}


@settings(max_examples=60, deadline=None)
@given(
    day=st.sampled_from(sorted(DAYS)),
    band=st.sampled_from(["weekday_day", "saturday", "sunday", "bank_holiday"]),
    told=TOLD,
)
def test_the_engine_and_plain_arithmetic_agree(
    day: date, band: str, told: dict[str, float]
) -> None:
    found = engine(day, band, told)
    for name, value in by_hand(DAYS[day], band, **told).items():
        most = 0.005 + 1e-9 if name in PENNIES else 1e-9
        assert found[name] == pytest.approx(value, rel=1e-9, abs=most), name


def same(model: Model, told: dict[str, float]) -> bool:
    """Tell whether a model comes to what plain arithmetic does."""
    found = engine(date(2026, 11, 1), "sunday", told, model)
    return all(
        abs(found[name] - value) <= (0.005 + 1e-9 if name in PENNIES else 1e-9)
        for name, value in by_hand(NOVEMBER_2026, "sunday", **told).items()
    )


@pytest.mark.parametrize("name", sorted(MODEL.lines))
def test_a_line_that_came_to_a_hundredth_more_would_be_noticed(name: str) -> None:
    line = MODEL.lines[name]
    more = replace(line, formula=Arithmetic("*", line.formula, Number(1.01)))
    wrong = replace(MODEL, lines=MappingProxyType({**MODEL.lines, name: more}))
    assert all(same(MODEL, told) for told in SETS)
    assert not all(same(wrong, told) for told in SETS)


@pytest.mark.parametrize(
    ("day", "prices"),
    [
        (date(2026, 11, 1), (23.98, 17.06, 96.70, 175.95)),
        (date(2025, 11, 1), (23.04, 16.27, 96.32, 167.86)),
    ],
)
def test_plain_arithmetic_gives_the_figures_that_the_page_tells(
    day: date, prices: tuple[float, ...]
) -> None:
    values = by_hand(DAYS[day])
    names = ("price", "statutory_employment_cost", "sleep_in", "waking_night")
    assert tuple(round(values[name], 2) for name in names) == prices


def test_every_input_that_is_nothing_by_default_moves_a_price() -> None:
    # Those that count only beside another are told with it.
    beside = {
        "overtime_enhancement": {"overtime_share": 0.1},
        "protected_premium": {"protected_share": 0.5},
        "protected_pension_extra": {"protected_share": 0.5},
        "protected_share": {"protected_premium": 1.0},
        "shift_hours": {"handover_minutes": 15.0},
        "contract_years": {"mobilisation_cost": 50000.0},
        "transport_people": {"transport_miles": 1.0},
        "most_wakings_per_week": {"wakings_per_week": 3.0},
    }
    answers = ("price", "sleep_in", "waking_night")
    for name, (_, high) in OWN_CHOICES.items():
        other = beside.get(name, {})
        value = 1.0 if name in {"most_wakings_per_week", "utilisation"} else high
        value = 0.9 if name == "utilisation" else value
        before = engine(date(2026, 11, 1), "sunday", other)
        after = engine(date(2026, 11, 1), "sunday", {**other, name: value})
        assert any(before[one] != after[one] for one in answers), name


@settings(max_examples=40, deadline=None)
@given(
    band=st.sampled_from(["weekday_day", "sunday", "bank_holiday"]),
    told=TOLD,
    rise=st.floats(0.05, 5.0),  # half an hour of a penny may round away
)
def test_every_price_rises_with_the_wage_whatever_else_is_told(
    band: str, told: dict[str, float], rise: float
) -> None:
    day = date(2026, 11, 1)
    # A policy rate above what is paid anyway hides the wage in a sleep-in.
    told = {"support_worker_pay": 13.0, **told, "sleep_in_policy_rate": 0.0}
    before = engine(day, band, told)
    after = engine(
        day, band, {**told, "support_worker_pay": told["support_worker_pay"] + rise}
    )
    for name in ("price", "sleep_in", "waking_night"):
        assert after[name] > before[name], name


@settings(max_examples=40, deadline=None)
@given(band=st.sampled_from(["weekday_day", "sunday", "bank_holiday"]), told=TOLD)
def test_headings_add_up_and_no_price_of_lawful_pay_is_below_its_floor(
    band: str, told: dict[str, float]
) -> None:
    told = {**told, "support_worker_pay": 12.71, "agency_rate": 0.0}
    found = engine(date(2026, 11, 1), band, told)
    lines = [name for names in MODEL.headings.values() for name in names]
    total = sum(found[name] for name in lines)
    assert found["price"] == pytest.approx(total, abs=0.005 + 1e-9)
    assert found["statutory_employment_cost"] <= found["price"]
    assert found["statutory_sleep_in"] <= found["sleep_in"]
    assert found["statutory_waking_night"] <= found["waking_night"]
