"""The published models: what they give is what was published, and no more is claimed.

Figures stand here as published, apart from the documents' own examples.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from costing.document.bands import unclaimed
from costing.document.parts import Rounding
from costing.engine.evaluation import evaluate
from costing.engine.solve import solve
from costing.law import load_law
from costing.model import load_model, shipped_models
from costing.ranges.fair_range import fair_range
from costing.rota.hours import Crossing, hours_by_band
from costing.rota.rosters import Roster, Shifts
from costing.rota.span import span_of

ENGLAND = load_law("england")
PAGE = Path(__file__).parents[2] / "docs" / "models.md"
NDIS = "ndis-price-limits-2026-27"


def worked_out(name, line, on=None, **inputs):
    """Work out one line in the default band."""
    model = load_model(name)
    law = ENGLAND.on(date.fromisoformat(on)) if on else None
    found = evaluate(model, law, inputs, [line])
    return float(found.value[line][0, found.bands.index(model.default_band)])


def with_rounding(model, line, mode):
    """Give a model one of whose lines rounds to the penny in another way."""
    part = replace(model.lines[line], rounding=Rounding(0.01, mode))
    return replace(model, lines={**model.lines, line: part})


# Homecare, 2020-21 (table 02) and the half-hour visit of 2021-22 (table 03).


def test_the_published_surplus_is_a_mark_up_on_cost_and_no_margin_on_price():
    name = "homecare-minimum-price-2020-21"
    # 3 % of 20.09 is 0.6027; 3 % of a price of 20.71 would be 0.62.
    assert worked_out(name, "surplus", "2020-04-01") == 0.60


@pytest.mark.parametrize("day", ["2020-04-01", "2026-11-01"])
def test_the_range_of_the_homecare_price_follows_its_day(day):
    model = load_model("homecare-minimum-price-2020-21")
    found = fair_range(model, ENGLAND.on(date.fromisoformat(day)), "one_to_one", [{}])
    assert found.low[0] == found.all_low[0] == found.expected[0]
    assert found.expected[0] < found.high[0] == found.all_high[0]


def test_the_visit_is_cut_to_whole_pence():
    model = load_model("homecare-half-hour-visit-2021-22")
    found = {}
    for mode in ("truncate", "half_up"):
        given = evaluate(with_rounding(model, "visit_cost", mode), None, {})
        lines = ("visit_cost", "hour_cost", "price")
        found[mode] = [float(given.value[line][0, 0]) for line in lines]
    assert found["truncate"] == [17.16, 34.32, 49.03]
    assert found["half_up"] == [17.17, 34.34, 49.06]


def test_a_visit_that_is_rounded_only_at_the_end_is_2p_dearer():
    model = load_model("homecare-half-hour-visit-2021-22")
    visit = replace(model.lines["visit_cost"], rounding=None)
    loose = replace(model, lines={**model.lines, "visit_cost": visit})
    assert evaluate(loose, None, {}, ["price"]).value["price"][0, 0] == 49.05


def test_the_margin_that_a_price_of_50_leaves_can_be_asked():
    model = load_model("homecare-half-hour-visit-2021-22")
    found = solve(model, None, "margin_on_price", 50.0)
    # 34.32 / 50 = 0.6864
    assert (found.value, found.price) == (0.3136, 50.0)


# NDIS price limits 2026-27 (table 09): day, evening, night, Saturday, Sunday, holiday.

LIMITS = {
    "price": [73.58, 81.07, 82.57, 103.54, 133.50, 163.46],
    "remote_price": [103.01, 113.50, 115.60, 144.96, 186.90, 228.84],
    "very_remote_price": [110.37, 121.61, 123.86, 155.31, 200.25, 245.19],
}


@pytest.mark.parametrize("line", LIMITS)
def test_the_eighteen_limits_are_given_to_the_cent(line):
    found = evaluate(load_model(NDIS), None, {}, [line])
    assert found.value[line][0].tolist() == LIMITS[line]


def test_a_loading_on_the_whole_price_would_be_wrong():
    model = load_model(NDIS)
    whole = evaluate(model, None, {"loaded_part": 73.58}, ["price"]).value["price"][0]
    assert whole.tolist()[4:] == [147.16, 183.95]


def test_half_to_even_would_miss_a_limit():
    model = with_rounding(load_model(NDIS), "very_remote_price", "half_even")
    found = evaluate(model, None, {}, ["very_remote_price"])
    # 121.605 and 123.855 are halves: to even they are 121.60 and 123.86.
    assert found.value["very_remote_price"][0].tolist()[1:3] == [121.60, 123.86]


def test_a_remote_limit_is_worked_out_from_the_rounded_one():
    model = load_model(NDIS)
    price = replace(model.lines["price"], rounding=None)
    loose = replace(model, lines={**model.lines, "price": price})
    found = evaluate(loose, None, {}, ["very_remote_price"])
    # 82.568 * 1.5 = 123.852
    assert found.value["very_remote_price"][0, 2] == 123.85


def test_a_sleepover_is_a_night_and_priced_as_published():
    assert worked_out(NDIS, "sleepover") == 311.79
    assert load_model(NDIS).components["sleep_in"].line == "sleepover"


@pytest.mark.parametrize(
    ("crossing", "amounts"),
    [
        # Split by the minute, as published: 162.14 and 517.70, 679.84 in all.
        (Crossing.MINUTE, {"weekday_evening": 162.14, "saturday": 517.70}),
        # The other policy, the higher limit for the whole shift: 7 h of 103.54.
        (Crossing.HIGHER, {"saturday": 724.78}),
    ],
)
def test_a_shift_from_friday_22_00_to_saturday_05_00_is_priced(crossing, amounts):
    model = load_model(NDIS)
    night = Shifts(*(np.array([value]) for value in (1, 22 * 60, 5 * 60, 1000)))
    friday = date(2026, 11, 6)
    span = span_of(friday, date(2026, 11, 7), counting="average")
    price = evaluate(model, None, {}, ["price"]).value["price"][0]
    ranks = {("Home",): np.tile(np.argsort(np.argsort(-price)), (3, 1))}
    roster = Roster(("Home",), {"Fri": night})
    (found,) = hours_by_band([roster], model, span, crossing, ranks)
    hours = found.minutes.sum(axis=0) / 60_000
    got = dict(zip(model.bands, np.round(hours * price, 2).tolist(), strict=True))
    assert {band: amount for band, amount in got.items() if amount} == amounts


def test_a_group_shares_the_limit_of_its_worker():
    assert worked_out(NDIS, "price_per_participant") == 73.58
    assert worked_out(NDIS, "price_per_participant", participants=3) == 24.53


def test_every_minute_of_a_week_has_an_ndis_band():
    assert unclaimed(load_model(NDIS)) == ()


# NDIS cost model (table 11).


def test_the_ndis_limit_is_the_base_times_its_multiple():
    assert worked_out("ndis-cost-model-2025-26", "price") == 70.23


def test_unbilled_time_at_92_in_100_is_4_36_on_50_10():
    assert worked_out("ndis-cost-model-2025-26", "unbilled_time") == 4.36


# Fee uplifts of councils and nations (tables 04 to 07).


@pytest.mark.parametrize(
    ("old", "share", "new"),
    [
        (15.84, 0.063, 16.84),
        (17.44, 0.032, 18.00),
        (15.12, 0.063, 16.08),
        (10.76, 0.063, 11.44),
        # By hand: a fee that is a multiple of 4p and does not rise stays.
        (15.84, 0.0, 15.84),
    ],
)
def test_wolverhamptons_fees_go_up_to_a_multiple_of_4p(old, share, new):
    name = "wolverhampton-fee-uplift-2022-23"
    assert worked_out(name, "new_fee", old_fee=old, uplift_share=share) == new


def test_a_care_homes_weekly_fee_goes_up_to_a_multiple_of_7p():
    name = "wolverhampton-fee-uplift-2022-23"
    # 700 * 1.063 = 744.10 = 10,630 * 0.07
    assert worked_out(name, "new_weekly_fee") == 744.10
    assert load_model(name).inputs["old_weekly_fee"].basis == "assumption"


def test_cardiffs_uplift_is_7_26_in_100_whichever_way_its_wage_is_rounded():
    name = "cardiff-fee-uplift-2024-25"
    assert worked_out(name, "uplift") == 0.0726
    model = load_model(name)
    rise = replace(model.lines["wage_rise"], rounding=None)
    loose = replace(model, lines={**model.lines, "wage_rise": rise})
    assert evaluate(loose, None, {}, ["uplift"]).value["uplift"][0, 0] == 0.0726


def test_scotlands_rises_are_derived_and_said_not_to_be_published():
    model = load_model("scotland-pay-uplift-2021-22")
    assert worked_out(model.name, "non_residential_uplift") == 0.0471
    assert worked_out(model.name, "residential_uplift") == 0.0389
    assert all("not published" in example.title for example in model.examples)


def test_arc_englands_first_rise_reproduces_and_its_second_does_not():
    name = "arc-england-pass-through-2019-and-2022"
    first = worked_out(name, "cost_rise", wage_from=7.83, wage_to=8.21)
    second = worked_out(name, "cost_rise", wage_from=8.91, wage_to=9.50)
    assert (first, second) == (0.0413, 0.0563)
    assert [
        (example.expect["cost_rise"], example.reproduces)
        for example in load_model(name).examples
    ] == [(0.0413, True), (0.0823, False), (0.0563, True)]


# On-costs of law.


@pytest.mark.parametrize(
    ("hours", "share"), [(37.5, 0.1185), (16, 0.0763), (8, 0.0026)]
)
def test_national_insurance_as_a_share_of_pay_falls_with_hours(hours, share):
    name = "employer-on-costs-2025-26"
    assert worked_out(name, "ni_share", "2025-04-06", hours=hours) == share


def test_without_the_payrolls_pennies_the_share_at_37_5_hours_is_another():
    model = load_model("employer-on-costs-2025-26")
    lines = {
        name: replace(part, rounding=None) if name.startswith("weekly") else part
        for name, part in model.lines.items()
    }
    law = ENGLAND.on(date(2025, 4, 6))
    found = evaluate(replace(model, lines=lines), law, {}, ["ni_share"])
    assert found.value["ni_share"][0, 0] == 0.1186


@pytest.mark.parametrize(
    ("on", "hours", "pension"),
    [
        # 12.21 * 15.72 = 191.94 is under the trigger of 192; 15.73 hours are 192.06.
        ("2025-04-06", 15.72, 0),
        ("2025-04-06", 15.73, 2.16),
        # Up to the upper limit of 967 only: 3 % of 847.
        ("2025-04-06", 80, 25.41),
    ],
)
def test_pension_has_a_trigger_and_an_upper_limit(on, hours, pension):
    name = "employer-on-costs-2025-26"
    assert worked_out(name, "weekly_pension", on, hours=hours) == pension


def test_the_mean_of_contracts_is_not_the_contract_of_the_mean_hours():
    name = "employer-on-costs-2025-26"
    mean = worked_out(name, "mean_ni", "2025-04-06")
    assert mean == pytest.approx(1.2843, abs=5e-5)
    of_mean = worked_out(name, "ni_of_mean_hours", "2025-04-06")
    assert of_mean == pytest.approx(1.3537, abs=5e-5)


@pytest.mark.parametrize(("employees", "levy"), [(250, 10_000), (100, 0)])
def test_the_levy_has_an_allowance(employees, levy):
    name = "apprenticeship-levy-from-2017"
    assert worked_out(name, "levy", "2017-04-06", employees=employees) == levy


@pytest.mark.parametrize(
    ("day", "pay"), [("2026-04-05", 47.50), ("2026-04-06", 123.25)]
)
def test_sick_pay_begins_on_the_first_day_from_6_april_2026(day, pay):
    # 118.75 / 5 x 2, and 123.25 / 5 x 5
    assert worked_out("statutory-sick-pay-from-2016", "sick_pay", day) == pay


def test_an_absence_that_began_under_the_old_rules_needs_more_than_three_days():
    name = "statutory-sick-pay-from-2016"
    assert worked_out(name, "sick_pay", "2026-04-05", sick_days=3) == 0
    assert worked_out(name, "sick_pay", "2026-04-06", sick_days=1) == 24.65


# Rules without published results.


@pytest.mark.parametrize(
    ("delivered", "per_diem"),
    [(168, 240.00), (155.4, 240.00), (155.3, 221.86), (176.4, 240.00), (200, 240.00)],
)
def test_the_maine_per_diem_stands_within_its_tolerance(delivered, per_diem):
    name = "maine-shared-per-diem-s21"
    assert worked_out(name, "per_diem", delivered_hours=delivered) == per_diem


@pytest.mark.parametrize(
    ("visit", "travel", "minutes"), [(30, 6, 12), (45, 9, 12), (15, 5, 20)]
)
def test_short_visits_carry_more_travel(visit, travel, minutes):
    name = "homecare-travel-minutes-2022"
    given = {"visit_minutes": visit, "travel_to_visit": travel}
    assert worked_out(name, "travel_minutes", "2022-04-01", **given) == minutes


def test_the_inputs_of_the_basic_costing_model_break_even_where_they_say():
    model = load_model("homecare-costing-inputs-2014-15")
    assert solve(model, None, "hourly_rate", 15.10).value == 6.50
    assert worked_out(model.name, "surplus", offered_rate=15.10) == 0.00


# All of them.


MADE_UP = (
    "homecare-costing-inputs-2014-15",
    "homecare-travel-minutes-2022",
    "employer-on-costs-2025-26",
    "maine-shared-per-diem-s21",
    "scotland-pay-uplift-2021-22",
    "statutory-sick-pay-from-2016",
)
"""Their rules are published, and none of their results."""


PUBLISHED = sorted({*shipped_models()} - {"supported-living-england"})
"""All but our own."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_example_says_whether_its_figures_were_published(name):
    titles = [example.title for example in load_model(name).examples]
    published = re.compile("As published|Published for|The published lines")
    own = re.compile("By hand, not published|Made up")
    assert all(published.match(title) or own.match(title) for title in titles)
    if name in MADE_UP:
        assert not any(published.match(title) for title in titles)


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_example_of_a_published_model_has_a_source(name):
    assert all(example.source for example in load_model(name).examples)


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_the_page_has_every_shipped_model_and_no_other():
    text = PAGE.read_text(encoding="utf-8").split("## The shipped models")[1]
    table = text.split("\n## ")[0]
    told = re.findall(r"^\| `([a-z0-9-]+)` \|", table, re.MULTILINE)
    assert sorted(told) == list(shipped_models())
