"""The shipped supported living model: its form, its build-up, its rules of law.

Expected figures are worked by hand in docs/supported-living-england.md, or stand in the
build-up that it was made from, to the penny.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from costing.document.bands import band_minutes, unclaimed
from costing.engine.arithmetic import Calculation
from costing.engine.evaluation import evaluate
from costing.law import load_law
from costing.model import load_model

if TYPE_CHECKING:
    from collections.abc import Mapping

MODEL = load_model("supported-living-england")
ENGLAND = load_law("england")
AUTUMN = date(2026, 11, 1)
DOCUMENT = Path(__file__).parents[2] / "docs" / "supported-living-england.md"
PENNIES = {name for name, line in MODEL.lines.items() if line.rounding}

HEADINGS = [
    "Direct pay",
    "Paid time not delivered",
    "Employer on-costs",
    "Service management",
    "Running costs",
    "Central costs and surplus",
]

# The build-up for 2026-27: default, low and high of each line over all the week.
TABLE: dict[tuple[str, ...], tuple[float, float, float]] = {
    ("contact_pay",): (13.08, 12.75, 13.54),
    ("unsocial_pay", "bank_holiday_pay"): (0.18, 0, 0.78),
    ("supervision_time",): (0.18, 0.07, 0.31),
    ("training_time", "induction_time"): (0.41, 0.19, 0.67),
    ("travel_time",): (0.13, 0, 0.41),
    ("holiday_pay",): (1.69, 1.57, 1.90),
    ("occupational_sick_pay", "statutory_sick_pay"): (0.20, 0.07, 0.64),
    ("parental_pay",): (0.04, 0.04, 0.05),
    ("employer_ni",): (1.72, 1.57, 2.00),
    ("pension",): (0.28, 0.26, 0.33),
    ("apprenticeship_levy",): (0.05, 0, 0.09),
    ("agency",): (0.20, 0, 0.70),
    ("service_manager",): (0.79, 0.49, 1.19),
    ("team_leader",): (0.72, 0.36, 1.30),
    ("on_call",): (0.12, 0.05, 0.25),
    ("central_recharge",): (1.65, 0.86, 3.14),
    ("surplus",): (0.94, 0.38, 1.89),
}
# Each alone, at the default; the build-up gives their low and high in sum only.
RUNNING = {
    "recruitment": 0.14,
    "training_cost": 0.13,
    "insurance": 0.14,
    "it_and_phones": 0.25,
    "local_office": 0.28,
    "cqc_fees": 0.05,
    "protective_equipment": 0.05,
    "mileage": 0.08,
}


def lines(day: date = AUTUMN, band: str = "", **inputs: float) -> dict[str, float]:
    answer = evaluate(MODEL, ENGLAND.on(day), inputs)
    place = answer.bands.index(band or MODEL.default_band)
    return {name: float(value[0, place]) for name, value in answer.value.items()}


def ends(name: str, day: date = AUTUMN) -> tuple[float, float] | None:
    given = MODEL.inputs[name]
    if given.low is None or given.high is None:
        return None
    defaults = evaluate(MODEL, ENGLAND.on(day), {}, lines=()).inputs
    reading = Calculation(ENGLAND.on(day), {}, values=dict(defaults))
    low, high = (reading.value(node) for node in (given.low, given.high))
    return float(low.item()), float(high.item())


def all_week(end: int | None) -> dict[str, float]:
    """Give each line's mean over the week, at the default, the low or the high end."""
    given: dict[str, float] = {}
    if end is not None:
        ranges = {name: ends(name) for name in MODEL.inputs}
        given = {name: pair[end] for name, pair in ranges.items() if pair}
    answer = evaluate(MODEL, ENGLAND.on(AUTUMN), given)
    minutes = band_minutes(MODEL)
    weights = np.array([minutes[band] for band in answer.bands]) / 10_080
    return {name: float(value[0] @ weights) for name, value in answer.value.items()}


def summed(values: Mapping[str, float], names: tuple[str, ...]) -> float:
    return sum(values[name] for name in names)


def test_it_has_forty_lines_or_more_under_six_headings() -> None:
    headed = [line for line in MODEL.lines.values() if line.heading]
    assert list(dict.fromkeys(line.heading for line in headed)) == HEADINGS
    assert len(headed) == 44


def test_every_line_has_a_label_and_a_source() -> None:
    assert [name for name, line in MODEL.lines.items() if not line.source] == []
    assert [name for name, line in MODEL.lines.items() if not line.label] == []


def test_every_assumption_has_a_low_end_a_high_end_and_a_source_that_says_so() -> None:
    for name, given in MODEL.inputs.items():
        assert given.basis in {"assumption", "law", "published"}, name
        assert given.source, name
        if given.basis == "assumption":
            assert ends(name) is not None, name
            words = ("Fairlot working assumption", "only charities may claim")
            assert any(word in given.source for word in words), name


def test_only_definitions_and_a_convention_are_called_published() -> None:
    published = {n for n, given in MODEL.inputs.items() if given.basis == "published"}
    assert published == {
        "days_per_year",
        "leave_year_weeks",
        "minutes_per_hour",
        "weeks_per_year",
    }


def test_the_windows_hold_each_hour_of_the_week_once() -> None:
    assert unclaimed(MODEL) == ()
    # 5 x 13 + 5 x 2 + 5 x 9 + 24 + 24 = 168 hours.
    assert band_minutes(MODEL) == {
        "weekday_day": 3900,
        "weekday_evening": 600,
        "weekday_night": 2700,
        "saturday": 1440,
        "sunday": 1440,
        "bank_holiday": 0,
    }
    claimed = [
        (day, minute)
        for band in MODEL.bands.values()
        for part in band.window
        for day in part.days
        for minute in range(part.start, part.end)
    ]
    assert len(claimed) == len(set(claimed))


@pytest.mark.parametrize(("end", "place"), [(None, 0), (0, 1), (1, 2)])
def test_each_line_is_that_of_the_build_up_to_the_penny(
    end: int | None, place: int
) -> None:
    values = all_week(end)
    wrong = {
        names: (summed(values, names), expected[place])
        for names, expected in TABLE.items()
        if abs(summed(values, names) - expected[place]) > 0.0056
    }
    assert wrong == {}


def test_running_costs_are_those_of_the_build_up() -> None:
    values = lines()
    assert {name: round(values[name], 2) for name in RUNNING} == RUNNING
    totals = [summed(all_week(end), tuple(RUNNING)) for end in (None, 0, 1)]
    assert totals == pytest.approx([1.12, 0.51, 2.23], abs=0.0056)


def test_the_price_is_that_of_the_build_up() -> None:
    assert all_week(None)["price"] == pytest.approx(23.98, abs=1e-9)
    # The build-up says 19.25; its own low lines add to 19.26 or more, ours to 19.27.
    assert all_week(0)["price"] == pytest.approx(19.27, abs=0.0051)
    assert all_week(1)["price"] == pytest.approx(33.08, abs=0.0051)


def test_a_year_earlier_the_same_assumptions_are_near_the_published_average() -> None:
    # 22.95 in 2025-26 (councils' average fee); the build-up says 23.00, we 23.04.
    assert lines(date(2025, 11, 1))["price"] == 23.04


def test_national_insurance_is_worked_out_for_each_contract() -> None:
    # 35 h: 457.80 a week, (457.80 - 96) x 15 % = 54.27, 11.8545 % of pay
    # 22 h: 287.76, 28.764, 9.9958 %; 10 h: 130.80, 5.22, 3.9908 %
    # 0.7 x 0.118545 + 0.22 x 0.099958 + 0.08 x 0.039908 = 0.108165 of pay
    values = lines()
    share = values["employer_ni"] / values["gross_pay"]
    assert share == pytest.approx(0.108165, abs=1e-6)


def test_pay_below_the_trigger_enrols_nobody() -> None:
    # 10 h x 13.08 = 130.80 is under 192 a week; 35 h: (457.80 - 120) / 457.80 is
    # 0.737877, 22 h: (287.76 - 120) / 287.76 is 0.582986; 0.7 and 0.22 of hours count:
    # 3 % x 92 % x (0.7 x 0.737877 + 0.22 x 0.582986) = 0.0177957 of pay
    values = lines()
    share = values["pension"] / values["gross_pay"]
    assert share == pytest.approx(0.0177957, abs=1e-7)
    # At 19.20 an hour ten hours are 192 a week, and the short contracts are enrolled.
    pay = {"senior_share": 0.0}
    below, at = (lines(support_worker_pay=wage, **pay) for wage in (19.1999, 19.2001))
    assert at["pension"] / at["gross_pay"] - below["pension"] / below[
        "gross_pay"
    ] == pytest.approx(0.03 * 0.92 * 0.08 * 72 / 192, abs=1e-6)


def test_sick_pay_follows_the_rules_of_the_day() -> None:
    # Before 6 April 2026 two spells of sickness cost 6 waiting days of the 7.
    before, after = lines(date(2026, 4, 5)), lines(date(2026, 4, 6))
    assert (before["paid_sick_days"], after["paid_sick_days"]) == (1, 7)
    # 0.65 x 7 x 123.25 / 5 / 1,740
    assert after["statutory_sick_pay"] == pytest.approx(0.064458, abs=1e-6)
    # A worker of six hours a week: 80 % of 78.48 is 62.78, and nothing before April.
    assert lines(full_time_hours=6.0)["sick_pay_week"] == pytest.approx(62.784)
    assert lines(date(2026, 4, 5), full_time_hours=6.0)["sick_pay_week"] == 0


def test_a_wage_rise_and_a_national_insurance_rise_bite_on_their_own_days() -> None:
    days = (date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 5), date(2025, 4, 6))
    march, first, fifth, sixth = (lines(day) for day in days)
    assert first["contact_pay"] - march["contact_pay"] == pytest.approx(0.77)
    assert fifth == first
    assert sixth["contact_pay"] == fifth["contact_pay"]
    assert sixth["employer_ni"] > fifth["employer_ni"] + 0.5


def test_ordinary_hours_hold_the_average_of_bank_holidays() -> None:
    # 10 in 2026/27, 8 in 2025/26: 10 / 365 x 50 % of pay.
    values = lines()
    assert values["bank_holiday_share"] == pytest.approx(10 / 365 / 2)
    assert lines(date(2025, 11, 1))["bank_holiday_share"] == pytest.approx(4 / 365)
    apart = lines(bank_holidays_averaged=0.0)
    assert apart["bank_holiday_pay"] == 0


def test_a_bank_holiday_costs_its_own_enhancement_and_not_a_multiple_of_the_price() -> (
    None
):
    ordinary, holiday = lines(), lines(band="bank_holiday")
    assert holiday["bank_holiday_pay"] == 6.54
    assert holiday["service_cost"] == ordinary["service_cost"]
    assert ordinary["price"] < holiday["price"] < 1.5 * ordinary["price"]


def test_a_weekend_enhancement_is_paid_at_weekends_only() -> None:
    day, sunday = (
        lines(band=band, weekend_enhancement=0.1) for band in ("weekday_day", "sunday")
    )
    assert day == lines()
    assert sunday["unsocial_pay"] == pytest.approx(1.308)


def test_a_sleep_in_bears_marginal_on_costs() -> None:
    # 55 + 0.5 x 13.08 = 61.54; holiday 61.54 x 5.6 / 46.4 = 7.4272; then 15 %, 3 %
    # and a levy of 0.3125 %: 68.9672 x 18.3125 % = 12.6296. Services 2.7452.
    # (61.54 + 7.4272 + 12.6296 + 2.7452) / 0.89 / 0.98 = 96.70
    values = lines()
    assert values["sleep_in_on_costs"] == pytest.approx(12.6296, abs=1e-4)
    assert values["sleep_in"] == 96.70


def test_the_range_of_a_sleep_in_is_that_of_the_build_up() -> None:
    assert round(all_week(0)["sleep_in"]) == 76
    assert round(all_week(1)["sleep_in"]) == 131


def test_a_waking_night_is_nine_hours_of_ordinary_pay() -> None:
    # 9 x 13.08 x 1.0136986 = 119.3326; absences 16.5835; on-costs at the hour's average
    # of 12.9086 % = 17.5448; 153.4609 / 0.89 / 0.98 = 175.95
    values = lines()
    assert values["waking_night_pay"] == pytest.approx(119.3326, abs=1e-4)
    assert values["waking_night"] == 175.95


def test_a_night_enhancement_is_paid_once_on_a_waking_night() -> None:
    day, night = (
        lines(band=band, night_enhancement=0.1)
        for band in ("weekday_day", "weekday_night")
    )
    assert day["waking_night"] == night["waking_night"]
    assert day["price"] < night["price"]


def test_statutory_employment_cost_is_below_every_price_and_holds_no_choice() -> None:
    floor = lines()["statutory_employment_cost"]
    assert floor == 17.06
    assert all_week(0)["statutory_employment_cost"] < all_week(0)["price"]
    choices = {"support_worker_pay": 20.0, "weekend_enhancement": 0.1}
    assert (
        lines(**choices, agency_share=0.2, surplus_share=0.1)[
            "statutory_employment_cost"
        ]
        == floor
    )
    assert MODEL.floor == "statutory_employment_cost"


def test_headings_add_up_to_the_price() -> None:
    values = lines()
    total = sum(values[line.name] for line in MODEL.lines.values() if line.heading)
    assert values["price"] == pytest.approx(total, abs=0.005)


@pytest.mark.parametrize("name", sorted(MODEL.inputs))
def test_the_low_end_never_raises_the_price_and_the_high_end_never_lowers_it(
    name: str,
) -> None:
    found = ends(name)
    if found is None:
        assert MODEL.inputs[name].basis != "assumption"
        return
    low, default, high = (
        np.array([row["price"], row["sleep_in"], row["waking_night"]])
        for row in (
            lines(band="sunday", **{name: found[0]}),
            lines(band="sunday"),
            lines(band="sunday", **{name: found[1]}),
        )
    )
    assert (low <= default).all()
    assert (default <= high).all()


def test_components_are_those_of_the_contract() -> None:
    told = {
        name: (one.line, one.unit, one.staff) for name, one in MODEL.components.items()
    }
    assert told == {
        "one_to_one": ("price", "h", 1),
        "two_to_one": ("price", "h", 2),
        "background": ("price", "h", 1),
        "sleep_in": ("sleep_in", "night", 1),
        "waking_night": ("waking_night", "night", 1),
    }


@pytest.mark.parametrize("day", [date(2025, 4, 15), date(2026, 4, 15), AUTUMN])
def test_pay_ranges_from_the_minimum_to_the_real_living_wage(day: date) -> None:
    # In April the real Living Wage may still be below the new minimum; the default,
    # 29 pence above the minimum, is then the high end.
    law = ENGLAND.on(day)
    minimum, real = law["national_living_wage"], law["real_living_wage"]
    assert ends("support_worker_pay", day) == (minimum, max(real, minimum + 0.29))


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the tests stand without their docs")
def test_the_document_of_the_model_tells_its_figures() -> None:
    told = {
        cells[1].strip(" `"): [float(cell) for cell in cells[3:7]]
        for cells in (row.split("|") for row in DOCUMENT.read_text().splitlines())
        if len(cells) == 9 and cells[1].startswith(" `")
    }
    columns = [all_week(None), all_week(0), all_week(1), lines(date(2025, 11, 1))]
    headed = {name for name, line in MODEL.lines.items() if line.heading}
    assert headed < set(told)
    for name, figures in told.items():
        here = [values[name] for values in columns]
        assert figures == pytest.approx(here, abs=0.0051 if name in PENNIES else 6e-5)


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the tests stand without their docs")
def test_the_document_of_the_model_explains_every_input() -> None:
    text = DOCUMENT.read_text()
    assert [name for name in MODEL.inputs if f"| `{name}` |" not in text] == []
