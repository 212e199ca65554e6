"""Workings: the formula, and the same with the values put in."""

from datetime import date

from costing.care.workings import digits, workings
from costing.document.reading import read_model
from costing.law import load_law

DOCUMENT = """
model = "small"
title = "Small"
currency = "GBP"
law = "england"
price = "price"

[input.pay]
unit = "GBP/h"
default = "law.national_living_wage + above"

[input.above]
unit = "GBP/h"
default = 0.29

[input.refund]
unit = "GBP/h"
default = -0.5

[band.day]
loading = 0
[band.night]
loading = 0.25

[mix.contract]
weight = "share"
units = { hours = "h/week" }
rows = [{ hours = 35, share = 0.75 }, { hours = 10, share = 0.25 }]

[[line]]
name = "contact"
heading = "Pay"
unit = "GBP/h"
formula = "pay * (1 + band.loading)"

[[line]]
name = "refunded"
heading = "Pay"
unit = "GBP/h"
formula = "refund"

[[line]]
name = "ni"
over = "contract"
unit = "GBP/h"
formula = \"\"\"
law.employer_ni_rate
* max(
    0, group("Pay") * contract.hours - law.employer_ni_threshold_week)
/ contract.hours
\"\"\"

[[line]]
name = "price"
unit = "GBP/h"
formula = 'group("Pay") + ni * 1e0'
rounding = { step = 0.01, mode = "half_up" }

[[line]]
name = "beside"
unit = "GBP/h"
formula = "pay * 2"
"""
MODEL = read_model(DOCUMENT, "small.toml")
LAW = load_law("england").on(date(2026, 11, 1))


def of(inputs=None):
    return workings(MODEL, LAW, inputs or {}, ["price"])


def test_it_holds_what_the_lines_read_and_no_more():
    found = of()
    assert found.lines == ("contact", "refunded", "ni", "price")
    assert found.inputs == ("pay", "above", "refund")
    assert found.law_read() == (
        "employer_ni_rate",
        "employer_ni_threshold_week",
        "national_living_wage",
    )
    assert (found.keys_read(), found.mixes_read()) == (("loading",), ("contract",))


def test_what_a_told_input_would_follow_is_not_read():
    found = of({"pay": 14.0})
    assert found.inputs == ("pay", "refund")
    assert "national_living_wage" not in found.law_read()
    assert found.input_formula("pay") == ("", "")


def test_an_input_that_follows_says_what():
    assert of().input_formula("pay") == (
        "law.national_living_wage + above",
        "12.71 + 0.29",
    )
    assert of().input_formula("above") == ("", "")


def test_values_are_put_in_band_by_band():
    assert of().working("contact", "day").working == "13 * (1 + 0)"
    night = of().working("contact", "night")
    assert (night.working, night.value) == ("13 * (1 + 0.25)", 16.25)


def test_a_group_is_written_out_and_a_negative_number_stands_in_brackets():
    # 35 h: 0.15 x (12.5 x 35 - 96) / 35 = 1.463571; 10 h: 0.15 x 29 / 10 = 0.435
    price = of().working("price", "day")
    assert price.formula == 'group("Pay") + ni * 1e0'
    assert price.working == "(13 + (-0.5)) + 1.20642857143 * 1e0"
    assert price.value == 13.71


def test_a_line_over_a_mix_has_a_working_a_row():
    ni = of().working("ni", "day")
    assert ni.working == ""
    assert ni.formula == (
        'law.employer_ni_rate * max(0, group("Pay") * contract.hours - '
        "law.employer_ni_threshold_week) / contract.hours"
    )
    assert [row.working for row in ni.rows] == [
        "0.15 * max(0, (13 + (-0.5)) * 35 - 96) / 35",
        "0.15 * max(0, (13 + (-0.5)) * 10 - 96) / 10",
    ]
    assert [(row.weight, row.value) for row in ni.rows] == [
        (0.75, 1.46357142857),
        (0.25, 0.435),
    ]


def test_digits_are_those_that_a_value_is_trusted_to():
    assert [digits(one) for one in (0.1 + 0.2, 8e6, -0.0, 1 / 3)] == [
        "0.3",
        "8000000",
        "0",
        "0.333333333333",
    ]
